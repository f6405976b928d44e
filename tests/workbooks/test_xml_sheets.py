"""Excel 2003 XML spreadsheets read like every other workbook, and refuse entities."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from planner.core.errors import UnreadableFile
from planner.core.model import CellFault, MergedRange, Sheet, Upload
from planner.workbooks.guard import Limits

ReadBytes = Callable[..., Upload]
Filled = Callable[[Sheet], dict[int, tuple[Any, ...]]]

HEAD = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)


def cell(text: str, kind: str = "String", **attributes: int) -> str:
    given = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{given}><Data ss:Type="{kind}">{text}</Data></Cell>'


def book(rows: str, more: str = "") -> bytes:
    return f'{HEAD}<Worksheet ss:Name="Gear"><Table>{rows}</Table></Worksheet>{more}</Workbook>'.encode()


SITES = (
    '<Column ss:Index="2" ss:Hidden="1" ss:Span="1"/>'
    f"<Row>{cell('Site')}{cell('ZIP', Index=3)}</Row>"
    f'<Row ss:Index="4" ss:Hidden="1">{cell("North")}{cell("3", "Number")}{cell("00501")}{cell("1", "Boolean")}</Row>'
    f"<Row>{cell('2017-03-04T00:00:00.000', 'DateTime')}{cell('2017-03-04T05:06:00.000', 'DateTime')}</Row>"
    f"<Row>{cell('#N/A', 'Error')}<Cell ss:Formula='=RC[-1]*2'/></Row>"
    f"<Row>{cell('banner', MergeAcross=1, MergeDown=1)}{cell('after')}</Row>"
)
HIDDEN = (
    f'<Worksheet ss:Name="Old"><Table><Row>{cell("secret")}</Row></Table>'
    "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
)


def test_rows_columns_types_and_marks_are_where_the_file_says(read_bytes: ReadBytes, filled: Filled) -> None:
    gear, old = read_bytes("report.xls", book(SITES, HIDDEN)).sheets
    assert filled(gear) == {
        1: ("Site", None, "ZIP"),
        4: ("North", 3, "00501", True),
        5: (date(2017, 3, 4), datetime(2017, 3, 4, 5, 6)),  # noqa: DTZ001
        7: ("banner", None, "after"),
    }
    assert [row.number for row in gear.rows] == [1, 2, 3, 4, 5, 6, 7]
    assert (gear.merged, gear.hidden_rows, gear.hidden_columns) == ((MergedRange(7, 0, 8, 1),), (4,), (1, 2))
    assert gear.faults == (CellFault(6, 0, "error", "#N/A"), CellFault(6, 1, "formula", "=RC[-1]*2"))
    assert (old.name, old.state, old.read) == ("Old", "hidden", False)


def test_a_hidden_sheet_is_read_on_request(read_bytes: ReadBytes, filled: Filled) -> None:
    assert filled(read_bytes("report.xml", book("", HIDDEN), include_hidden=True).sheets[1]) == {1: ("secret",)}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (book(SITES)[:-200], "is damaged: its XML breaks off"),
        (book(f"<Row>{cell('x', 'Number')}</Row>"), "is damaged"),
        (book(f"<Row>{cell('x', Index=300)}</Row>"), "reaches cell KN1 in sheet 'Gear'"),
        (book(f'<Row ss:Index="999999999">{cell("x")}</Row>'), "reaches cell A2000000"),
        (f"{HEAD}</Workbook>".encode(), "holds no worksheet"),
        (book("").replace(b"<?mso", b'<!DOCTYPE a [<!ENTITY b "c">]><?mso'), "is damaged"),
    ],
)
def test_what_breaks_off_or_reaches_too_far_is_refused(data: bytes, said: str, read_bytes: ReadBytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes("report.xls", data)
    assert said in caught.value.reason


def test_its_cells_are_counted_against_the_limit(read_bytes: ReadBytes) -> None:
    with pytest.raises(UnreadableFile, match="holds more than 4 cells"):
        read_bytes("report.xls", book(SITES), limits=Limits(cells=4))
