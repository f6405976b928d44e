"""Tables that are no list of rows: a count matrix, two tables side by side, a form; other languages and containers."""

from build.ugly.case import BLANK, Case, Page, Row, item, row
from build.ugly.files import archive, ods, parts_of, text, xls, xlsx

_WORDS = ("Site", "Manufacturer", "Model", "Qty", "Serial Number")
_LABEL = "title|header|note|item"  # a form is one unit: which of its rows stands for it is free
_PLAIN = {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "serial"}


def _matrix() -> Case:
    page = Page(
        "Counts",
        [
            row("title", "Units per site"),
            row("header", "Site", "Huawei RRU3908", "Huawei BBU3900", "Huawei RTN 950", "Nokia FRGU"),
            item(6, "PT-201", 3, 1, 2, None),
            item(4, "PT-202", 3, 1, None, 3),
            item(0, "PT-203", None, None, None, 3),
            row("subtotal", "Total", 6, 2, 2, 6),
        ],
        {"A": "site"}, 2,
    )  # fmt: skip
    return Case(
        "count-matrix.xlsx", "sites down, models across, counts between", "ten units of Huawei at two sites",
        xlsx(page), [page], may=["columns-missing", "facets-read"],
    )  # fmt: skip


def _side_by_side() -> Case:
    page = Page(
        "Gear",
        [
            row("header", "Site", "Manufacturer", "Model", "Qty", None, "Site", "Manufacturer", "Model", "Qty"),
            item(4, "PT-204", "Huawei", "RRU3908", 3, None, "PT-206", "Huawei", "BBU3900", 1),
            item(1, "PT-205", "Nokia", "FRGU", 3, None, "PT-207", "ZTE", "ZXSDR B8200", 1),
            item(2, "PT-205", "Huawei", "RTN 905", 2),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity"}, 1,
    )  # fmt: skip
    return Case(
        "side-by-side.xlsx", "two tables beside each other, an empty column between",
        "seven covered units: both tables are read", xlsx(page), [page],
        may=["several-tables", "columns-missing", "facets-read"],
    )  # fmt: skip


def _form() -> Case:
    page = Page(
        "PT-208",
        [
            row(_LABEL, "Site:", "PT-208 Alder Brook"),
            row(_LABEL, "Address:", "412 County Rd, Alder Plantation, ME 04401"),
            BLANK,
            Row(_LABEL, ("Manufacturer:", "Huawei"), covered=1),
            row(_LABEL, "Model:", "BTS3900"),
            row(_LABEL, "Serial Number:", "2102311BCD10D5001777"),
            row(_LABEL, "Quantity:", 1),
        ],
    )  # fmt: skip
    return Case(
        "label-value-form.xlsx", "a site form: labels on the left, values on the right",
        "one BTS3900 of Huawei at PT-208", xlsx(page), [page],
        may=["form-read", "columns-missing", "site-from-title", "site-from-sheet-name"],
    )  # fmt: skip


def _spanish() -> Case:
    page = Page(
        "spanish-semicolon",
        [
            row("header", "Sitio", "Fabricante", "Modelo", "Cantidad", "Número de serie", "Costo unitario"),
            item(2, "Peñasco", "Huawei", "RTN 950", "2", "", "11.500,00"),
            item(1, "Cañón Largo", "ZTE", "ZXSDR R8862A", "1", "219900556677", "6.200,50"),
            item(0, "Cañón Largo", "Nokia", "FRGU", "3", "", "5.100,00"),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "serial", "F": "unit_cost"}, 1,
        facts={"2": {"site": "Peñasco"}, "3": {"site": "Cañón Largo", "quantity": 1}},
    )  # fmt: skip
    return Case(
        "spanish-semicolon.csv", "Spanish headers, semicolons, Latin-1, decimal commas",
        "accents stand; 11.500,00 is eleven thousand five hundred", text(page.rows, ";", "latin-1"), [page],
        may=["cost-ambiguous"],
    )  # fmt: skip


def _french() -> Case:
    page = Page(
        "Équipements",
        [
            row("title", "Inventaire des équipements"),
            row("header", "Nom du site", "Fabricant", "Modèle", "Quantité", "Numéro de série"),
            item(3, "Rivière-Noire", "Huawei", "RRU3936", 3, None),
            item(0, "Rivière-Noire", "Ericsson", "RRUS 12", 3, None),
            item(1, "Lac-à-l'Ours", "Huawei", "OptiX OSN 1800", 1, "2102312ABC10F3000044"),
        ],
        {"B": "maker", "C": "model", "D": "quantity", "E": "serial"}, 2, facts={"5": {"site": "Lac-à-l'Ours"}},
    )  # fmt: skip
    return Case(
        "french.ods", "French headers in an OpenDocument spreadsheet", "four units of Huawei at two sites",
        ods(page), [page],
    )  # fmt: skip


def _chinese() -> Case:
    page = Page(
        "chinese-utf16",
        [
            row("header", "站点名称", "厂商", "型号", "数量", "序列号"),
            item(3, "松山", "华为", "RRU3908", "3", ""),
            item(1, "松山", "中兴通讯", "ZXSDR B8200", "1", ""),
            item(0, "湖湾", "诺基亚", "FRGU", "3", ""),
        ],
        {"B": "maker", "C": "model", "D": "quantity", "E": "serial"}, 1, facts={"2": {"site": "松山"}},
    )  # fmt: skip
    return Case(
        "chinese-utf16.tsv", "Chinese headers and makers, tabs, UTF-16", "four covered units",
        b"\xff\xfe" + text(page.rows, "\t", "utf-16-le"), [page],
    )  # fmt: skip


def _old_excel() -> Case:
    page = Page(
        "Sites",
        [
            row("header", *_WORDS),
            item(3, "PT-209", "Huawei", "RRU3908", 3, None),
            item(1, "PT-209", "华为", "BBU3900", 1, None),
            item(0, "PT-210", "Nokia", "FRGU", 1, "K9164200777"),
        ],
        _PLAIN, 1,
    )  # fmt: skip
    return Case(
        "old-excel.xls", "a workbook of Excel 97-2003", "read like any other", xls(page), [page],
    )  # fmt: skip


_SMALL = Page(
    "Sites",
    [row("header", *_WORDS), item(2, "PT-211", "Huawei", "RTN 910", 2, None), item(0, "PT-212", "Calix", "E7-2", 1,
        None)],
    _PLAIN, 1,
)  # fmt: skip


def _misnamed() -> Case:
    return Case(
        "misnamed-workbook.csv", "an Excel workbook that somebody renamed to .csv",
        "read as the workbook it is: the bytes decide, not the name", xlsx(_SMALL), [_SMALL],
    )  # fmt: skip


def _macros() -> Case:
    parts = parts_of(xlsx(_SMALL))
    plain, enabled = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    kinds = parts["[Content_Types].xml"].replace(b"vnd.openxmlformats-officedocument." + plain, b"vnd." + enabled)
    binary = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    parts["[Content_Types].xml"] = kinds.replace(b"</Types>", binary)
    parts["xl/vbaProject.bin"] = b'Attribute VB_Name = "Module1": not a real macro'
    return Case(
        "macro-enabled.xlsm", "a workbook with macros", "the cells are read, the macros are never run",
        archive(parts), [_SMALL],
    )  # fmt: skip


def cases() -> list[Case]:
    """All of them."""
    return [
        _matrix(), _side_by_side(), _form(), _spanish(), _french(), _chinese(), _old_excel(), _misnamed(), _macros(),
    ]  # fmt: skip
