"""Layouts: where the table stands, what stands between its rows, and how a site is named once for many of them."""

from build.ugly.case import BLANK, Case, Page, item, row
from build.ugly.files import text, xlsx

_PLAIN = {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "serial"}
_WORDS = ("Site", "Manufacturer", "Model", "Qty", "Serial Number")


def _cover_and_titles() -> Case:
    cover = Page(
        "Cover",
        [
            row("title", "Pine Tree Cellular LLC"),
            row("title", "Network equipment inventory for the reimbursement program"),
            BLANK,
            row("title|note", "Prepared by the NOC, March 2024"),
            row("title|note", "Please do not change the tabs."),
        ],
    )
    gear = Page(
        "Radio",
        [
            row("title", "Pine Tree Cellular"),
            row("title", "Radio access equipment"),
            row("title", "as of March 2024"),
            BLANK,
            row("header", *_WORDS),
            item(3, "PT-101", "Huawei", "RRU3908", 3, None),
            item(1, "PT-101", "Huawei", "BBU3900", 1, "2102311BCD10D5001201"),
            item(0, "PT-102", "Ericsson", "RRUS 12", 3, None),
        ],
        _PLAIN, 5,
    )  # fmt: skip
    return Case(
        "cover-and-titles.xlsx", "a cover sheet, and three lines of title over the table",
        "the cover is title and note; the header is found in row 5", xlsx(cover, gear), [cover, gear],
    )  # fmt: skip


def _two_line_header() -> Case:
    page = Page(
        "Gear",
        [
            row("header", "Site", "Equipment", "Equipment", "Unit", "Serial"),
            row("header", "ID", "Maker", "Model", "Count", "Number"),
            item(2, "PT-103", "Huawei", "RTN 950", 2, None),
            item(1, "PT-104", "ZTE", "ZXSDR R8862A", 1, "219900112233"),
            item(0, "PT-105", "Nokia", "FRGU", 3, None),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "serial"}, 1,
    )  # fmt: skip
    return Case(
        "two-line-header.xlsx", "a header of two lines that makes sense only when both are read",
        "both lines are header; Unit over Count is the quantity", xlsx(page), [page],
    )  # fmt: skip


def _repeated_header() -> Case:
    page = Page(
        "repeated-header",
        [
            row("header", *_WORDS),
            item(1, "PT-106", "Huawei", "BTS3900", 1, ""),
            item(0, "PT-106", "Cisco", "ASR 920", 1, "CAT2011U0AB"),
            BLANK,
            row("header", *_WORDS),
            item(1, "PT-107", "Huawei", "BTS3900", 1, ""),
            row("header", *_WORDS),
            item(0, "PT-108", "Nokia", "FXFC", 2, ""),
        ],
        _PLAIN, 1,
    )  # fmt: skip
    return Case(
        "repeated-header.csv", "the header comes again on every printed page",
        "each repeat is header, never gear", text(page.rows), [page],
    )  # fmt: skip


def _stacked_tables() -> Case:
    page = Page(
        "Inventory",
        [
            row("title", "Radio"),
            row("header", *_WORDS),
            item(3, "PT-109", "Huawei", "RRU3959", 3, None),
            item(0, "PT-110", "Ericsson", "Radio 4449", 3, None),
            BLANK,
            row("title", "Microwave"),
            row("header", "Site Name", "Vendor", "Type", "Frequency (GHz)", "Units", "Remarks"),
            item(2, "PT-109", "Huawei", "RTN 950A", 11, 2, "to PT-110"),
            item(0, "PT-110", "Ceragon", "FibeAir IP-20C", 18, 1, "to PT-109"),
        ],
        _PLAIN, 2,
    )  # fmt: skip
    return Case(
        "stacked-tables.xlsx", "two tables in one sheet, the second with other columns",
        "five units of Huawei; the frequency is not taken for a quantity", xlsx(page), [page],
        may=["site-column-assumed", "several-tables", "columns-missing"],
    )  # fmt: skip


def _merged_sites() -> Case:
    page = Page(
        "Sites",
        [
            row("header", *_WORDS),
            item(3, "PT-111 Spruce Hill", "Huawei", "RRU3936", 3, None),
            item(1, None, "Huawei", "BBU3900", 1, None),
            item(0, None, "CommScope", "NHH-65B-R2B", 3, None),
            item(0, "PT-112 Loon Cove", "Nokia", "AHLOA", 3, None),
            item(1, None, "Huawei", "TP48200A", 1, None),
        ],
        _PLAIN, 1, merged=["A2:A4", "A5:A6"],
        facts={"4": {"site": "PT-111 Spruce Hill"}, "6": {"site": "PT-112 Loon Cove"}},
    )  # fmt: skip
    return Case(
        "merged-sites.xlsx", "site cells merged down over their rows", "every row has the site of its merged cell",
        xlsx(page), [page], may=["merged-filled"],
    )  # fmt: skip


def _banner_sites() -> Case:
    page = Page(
        "banner-sites",
        [
            row("title|header", "Tower equipment, field survey"),
            row("header", "Manufacturer", "Model", "Qty", "Serial Number"),
            row("title", "Site: PT-113 Bear Notch"),
            item(2, "Huawei", "RRU3908", "2", ""),
            item(0, "Andrew", "DBXNH-6565B", "3", ""),
            row("title", "Site: PT-114 Mill Stream"),
            item(1, "Huawei", "RTN 310", "1", "21023171BB10E4000017"),
        ],
        {"A": "maker", "B": "model", "C": "quantity", "D": "serial"}, 2,
        facts={"5": {"site": "PT-113 Bear Notch"}, "7": {"site": "PT-114 Mill Stream"}},
    )  # fmt: skip
    return Case(
        "banner-sites.csv", "the site stands in a line of its own above its block", "each row has the site above it",
        text(page.rows), [page], may=["site-from-title", "columns-missing"],
    )  # fmt: skip


def _subtotals() -> Case:
    page = Page(
        "Gear",
        [
            row("header", "Site", "Manufacturer", "Model", "Qty", "Unit Cost"),
            item(3, "PT-115", "Huawei", "RRU3908", 3, 4200),
            item(1, "PT-115", "Huawei", "BBU3900", 1, 9000),
            row("subtotal", "Subtotal PT-115", None, None, 4, 13200),
            item(0, "PT-116", "Nokia", "FRGU", 3, 5100),
            row("subtotal", None, None, None, 3, 5100),
            BLANK,
            row("subtotal", "Grand total", None, None, 7, 18300),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "unit_cost"}, 1,
    )  # fmt: skip
    return Case(
        "subtotals.xlsx", "subtotals with and without the word, and a grand total",
        "four units of Huawei, none counted twice", xlsx(page), [page],
    )  # fmt: skip


def _ditto() -> Case:
    page = Page(
        "ditto-marks",
        [
            row("header", "Site", "Make", "Model", "Qty", "Serial No."),
            item(1, "PT-117", "Huawei", "RRU3959", "1", "2102311PLA10F2000011"),
            item(1, '"', "do.", "same", "1", "2102311PLA10F2000012"),
            item(1, "do", "ditto", "''", "1", "2102311PLA10F2000013"),
            item(0, "PT-118", "Nokia", "FRGU", "1", "K9164200311"),
            item(0, '"', '"', '"', "1", "K9164200312"),
        ],
        _PLAIN, 1,
        facts={"4": {"site": "PT-117", "maker": "Huawei", "model": "RRU3959"}, "6": {"site": "PT-118",
            "maker": "Nokia"}},
    )  # fmt: skip
    return Case(
        "ditto-marks.csv", "ditto marks in four spellings", "each mark is the value above it", text(page.rows),
            [page],
        may=["ditto-filled"],
    )  # fmt: skip


def _blank_as_above() -> Case:
    page = Page(
        "Gear",
        [
            row("header", "Site (blank = as above)", *_WORDS[1:]),
            item(1, "PT-119", "Huawei", "BTS3900A", 1, None),
            item(2, None, "Huawei", "RTN 905", 2, None),
            item(0, None, "Cisco", "ASR 903", 1, None),
            item(0, "PT-120", "Juniper", "ACX2100", 1, None),
            item(1, None, "ZTE", "ZXR10 5950", 1, None),
        ],
        _PLAIN, 1, facts={"4": {"site": "PT-119"}, "6": {"site": "PT-120"}},
    )  # fmt: skip
    return Case(
        "blank-as-above.xlsx", "a site column whose header says that blank means as above",
        "every row has a site", xlsx(page), [page], may=["site-filled-down"],
    )  # fmt: skip


def _many_serials() -> Case:
    three = "2102311BDA10D5000101, 2102311BDA10D5000102; 2102311BDA10D5000103"
    page = Page(
        "Gear",
        [
            row("header", *_WORDS),
            item(3, "PT-121", "Huawei", "RRU3908", 3, three),
            item(3, "PT-122", "Huawei", "RRU3908", None, three.replace("0001", "0002")),
            item(4, "PT-123", "Huawei", "RRU3908", 4, "2102311BDA10D5000301\n2102311BDA10D5000302"),
            item(0, "PT-123", "Nokia", "FRGU", 2, "K9164200401 / K9164200402"),
        ],
        _PLAIN, 1, facts={"2": {"quantity": 3, "serials": 3}, "3": {"quantity": 3}, "4": {"quantity": 4,
            "serials": 2}},
    )  # fmt: skip
    return Case(
        "many-serials.xlsx", "one row for several units, with their serial numbers in one cell",
        "ten units of Huawei; one row says four units and lists two numbers, which is told", xlsx(page), [page],
        ["quantity-against-serials @ Gear!D4"], ["quantity-assumed"],
    )  # fmt: skip


def _free_text() -> Case:
    page = Page(
        "free-text",
        [
            row("header|title", "Equipment"),
            row("title", "PT-124 Moose Pond:"),
            item(3, "3 x Huawei RRU3908 on the tower, s/n unknown"),
            item(1, "1 Huawei BBU3900 in the shelter"),
            item(0, "2 Ericsson RRUS 12"),
            row("title", "PT-125 Kettle Hill:"),
            item(1, "Huawei RTN 950 microwave terminal"),
        ],
        {"A": "description"}, facts={"3": {"quantity": 3, "site": "PT-124 Moose Pond"},
            "7": {"site": "PT-125 Kettle Hill"}},
    )  # fmt: skip
    return Case(
        "free-text.csv", "everything in one column, as somebody typed it on the road",
        "each line is read; the lines that end with a colon are sites", text(page.rows), [page],
        may=["free-text-list", "columns-missing", "quantity-in-words", "site-from-title", "quantity-assumed",
            "serial-in-words"],
    )  # fmt: skip


def _hidden() -> Case:
    shown = Page(
        "Gear",
        [
            row("header", "Site", "Manufacturer", "Model", "Qty", "Old Vendor"),
            item(1, "PT-126", "Huawei", "BTS3900", 1, None),
            item(3, "PT-127", "Huawei", "RRU3908", 3, None),
            item(0, "PT-128", "Nokia", "FRGU", 3, "Huawei RRU3908"),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity"}, 1, hidden_rows=[3], hidden_columns=["E"],
    )  # fmt: skip
    old = Page(
        "Old 2019", [row("header", *_WORDS), item(0, "PT-126", "Huawei", "BTS3900", 1)], state="hidden", read=False
    )
    buried = Page("Notes", [row("note", "spares went to the Bangor shop")], state="very_hidden", read=False)
    return Case(
        "hidden-things.xlsx", "a hidden row, a hidden column, a hidden sheet and a very hidden one",
        "row and column are read and named; the sheets are listed, not read", xlsx(shown, old, buried),
        [shown, old, buried],
        ["/hidden/ @ Gear", "sheet-hidden @ Old 2019", "sheet-hidden @ Notes"],
    )  # fmt: skip


def _units_in_cells() -> Case:
    page = Page(
        "units-in-cells",
        [
            row("header", "Site", "Manufacturer", "Model", "Qty", "Unit Cost"),
            item(3, "PT-129", "Huawei", "RRU3908", "3 ea", "$4,200.00 ea"),
            item(2, "PT-129", "Huawei", "RTN 950", "x2", "USD 11,500"),
            item(12, "PT-130", "Huawei", "AP5030DN", "12 units", "310"),
            row("item|problem", "PT-130", "Andrew", "LDF7-50A", "120 ft", "$9.80"),
            row("problem", "PT-131", "Huawei", "RRU3908", "a few", ""),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "unit_cost"}, 1,
    )  # fmt: skip
    return Case(
        "units-in-cells.csv", "units inside the quantity and cost cells, and one quantity nobody can count",
        "3 ea, x2 and 12 units are counted; \"a few\" blocks its row and says so", text(page.rows), [page],
        ["quantity-unreadable @ units-in-cells!D6"], ["quantity-in-words", "quantity-unreadable"],
    )  # fmt: skip


def cases() -> list[Case]:
    """All of them."""
    return [
        _cover_and_titles(), _two_line_header(), _repeated_header(), _stacked_tables(), _merged_sites(),
        _banner_sites(), _subtotals(), _ditto(), _blank_as_above(), _many_serials(), _free_text(), _hidden(),
        _units_in_cells(),
    ]  # fmt: skip
