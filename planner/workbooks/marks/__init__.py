"""What sheets say beside their values: hidden rows and columns, cells that only look empty, comments, and numbers that
their format shows otherwise.

calamine gives a formula that nobody computed, and an error such as ``#N/A``, as empty text; only the file tells them
apart. It is searched byte by byte, because parsing the XML of 200,000 rows in Python would take half a minute.
"""

from planner.workbooks.guard import Kind, Limits, check_content
from planner.workbooks.marks.ods import open_document_marks
from planner.workbooks.marks.sheet import SheetMarks
from planner.workbooks.marks.xls import old_excel_marks
from planner.workbooks.marks.xlsx import excel_marks

__all__ = ["SheetMarks", "marks_of"]


def marks_of(data: bytes, kind: Kind, limits: Limits) -> list[SheetMarks]:
    """The marks of every sheet in the order of the workbook; of the zip formats every part's checksum is compared.

    A sheet may be missing at the end of the list: it has no marks. An .xlsb file gives none at all.

    Raises:
        Refused: the package is damaged, or more cells than allowed hold a formula without value or an error.
    """
    if kind == "xlsx":
        return excel_marks(data, limits)
    if kind == "ods":
        return open_document_marks(data, limits)
    if kind == "xls":
        return old_excel_marks(data, limits)
    check_content(data)
    return []
