"""Cells: what spreadsheets and people did to numbers, dates, coordinates and letters."""

from datetime import date

from build.ugly.case import Case, Page, item, maybe, row
from build.ugly.files import text, xlsx

_WORDS = ("Site", "Manufacturer", "Model", "Qty", "Serial Number")
_PLAIN = {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "serial"}


def _exponents() -> Case:
    page = Page(
        "exponent-serials",
        [
            row("header", *_WORDS),
            item(1, "PT-401", "Huawei", "RRU3908", "1", "2.10231E+19"),
            item(1, "PT-401", "Huawei", "RRU3908", "1", "2102311BDA10D5000401"),
            item(1, "PT-402", "ZTE", "ZXSDR R8862A", "1", "2.199E+11"),
            item(0, "PT-402", "Nokia", "FRGU", "1", "K9164200901"),
        ],
        _PLAIN, 1,
    )  # fmt: skip
    return Case(
        "exponent-serials.csv", "serial numbers that a spreadsheet turned into powers of ten",
        "the digits are gone, and each cell says so; the gear itself still counts", text(page.rows), [page],
        ["serial-digits-lost @ exponent-serials!E2", "serial-digits-lost @ exponent-serials!E4"],
    )  # fmt: skip


def _dates() -> Case:
    page = Page(
        "ambiguous-dates",
        [
            row("header", "Site", "Manufacturer", "Model", "Qty", "Purchase Date"),
            item(1, "PT-403", "Huawei", "RRU3908", "1", "03/04/2019"),
            item(1, "PT-403", "Huawei", "BBU3900", "1", "2018-11-30"),
            item(1, "PT-404", "Huawei", "RTN 950", "1", "30 Jun 2020"),
            item(1, "PT-404", "ZTE", "ZXSDR B8200", "1", "Feb 30, 2019"),
            item(0, "PT-405", "Nokia", "FRGU", "1", "7 July 2021"),
        ],
        {**_PLAIN, "E": "obtained_on"}, 1, facts={"3": {"obtained_on": "2018-11-30"},
            "4": {"obtained_on": "2020-06-30"},
                                                  "2": {"obtained_on": None}},
    )  # fmt: skip
    return Case(
        "ambiguous-dates.csv", "dates in four orders, one that may be March or April, one that never was",
        "the two are questions at their cells, not guesses", text(page.rows), [page],
        ["date-ambiguous @ ambiguous-dates!E2", "date-unreadable @ ambiguous-dates!E5"],
    )  # fmt: skip


def _coordinates() -> Case:
    register = Page(
        "Sites",
        [
            row("header", "Site ID", "Site Name", "Latitude", "Longitude", "ZIP", "State"),
            row("note", "PT-406", "Alder Brook", "44° 48' 12.5\" N", "68° 46' 30\" W", 4401, "ME"),
            row("note", "PT-407", "Kettle Hill", "45.2538", "-69.4455", "04441", "ME"),
            row("note", "PT-408", "Moose Pond", "N 44 30 00", "W 070 15 36", "04276-1234", "ME"),
        ],
        {"A": "site", "B": "site_name", "C": "latitude", "D": "longitude", "E": "zip", "F": "state"}, 1,
    )  # fmt: skip
    gear = Page(
        "Gear",
        [
            row("header", "Site", "Manufacturer", "Model", "Qty"),
            item(1, "PT-406", "Huawei", "BTS3900", 1),
            item(3, "pt 407", "Huawei", "RRU3908", 3),
            item(0, "PT-408", "Nokia", "FRGU", 3),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity"}, 1,
    )  # fmt: skip
    return Case(
        "dms-coordinates.xlsx", "coordinates in degrees, minutes and seconds, and a ZIP that lost its zero",
        "all three sites have coordinates; the gear finds them by their code", xlsx(register, gear), [register, gear],
    )  # fmt: skip


def _wide() -> Case:
    page = Page(
        "full-width",
        [
            row("header", "Site\u00a0", "Manufacturer", "Ｍｏｄｅｌ", "Qty", "Serial\u00a0Number"),
            item(3, "PT-409\u00a0", "Ｈｕａｗｅｉ", "ＲＲＵ３９０８", "３", "2102311BDA10D5000409"),
            item(1, "\u200bPT-410", "ＺＴＥ", "ZXSDR\u00a0B8200", "1\u00a0", "２１９９００１１２２４４"),
            item(0, "PT-410", "Nokia\u00a0", "FRGU", "\u00a03", ""),
        ],
        _PLAIN, 1, facts={"2": {"quantity": 3}, "3": {"site": "PT-410"}},
    )  # fmt: skip
    return Case(
        "full-width.csv", "full-width letters and digits, no-break and zero-width spaces",
            "read as if they were plain",
        text(page.rows), [page], ["quantity-against-serials @ full-width!D2"],
    )  # fmt: skip


def _formulas() -> Case:
    page = Page(
        "Gear",
        [
            row("header", "Site", "Manufacturer", "Model", "Qty", "Unit Cost"),
            item(3, "PT-411", "Huawei", "RRU3908", 3, 4200),
            row("problem", "PT-411", "Huawei", "BBU3900", "=1+1", "=E2*2"),
            maybe(1, "PT-412", "#N/A", "ZXSDR B8200", 1, "#REF!"),
            item(0, "PT-412", "Nokia", "FRGU", 2, 5100),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "unit_cost"}, 1,
    )  # fmt: skip
    return Case(
        "formulas-and-errors.xlsx", "formulas that no program has computed yet, and cells in error",
        "each is named at its cell; a row whose quantity is missing waits for a person", xlsx(page), [page],
        ["/formula|comput/ @ Gear!D3", "/formula|comput/ @ Gear!E3", "/error/ @ Gear!B4", "/error/ @ Gear!E4"],
        ["quantity-assumed", "quantity-not-given"],
    )  # fmt: skip


def _duplicates() -> Case:
    page = Page(
        "Gear",
        [
            row("header", *_WORDS),
            item(1, "PT-413", "Huawei", "RRU3908", 1, "2102311BDA10D5000413"),
            item(1, "PT-413", "Huawei", "BBU3900", 1, "2102311BCD10D5000414"),
            row("duplicate", "PT-413", "Huawei", "RRU3908", 1, "2102311BDA10D5000413"),
            row("duplicate", "PT-414", "Huawei", "BBU3900", 1, "2102311BCD10D5000414"),
            item(0, "PT-414", "Nokia", "FRGU", 1, "K9164201001"),
        ],
        _PLAIN, 1,
    )  # fmt: skip
    return Case(
        "duplicate-serials.xlsx", "rows pasted twice, one of them under another site",
        "each repeat is linked to the row it repeats and counted once", xlsx(page), [page],
        ["duplicate-serial @ Gear!4", "duplicate-serial @ Gear!5"],
    )  # fmt: skip


def _money() -> Case:
    page = Page(
        "money-and-zip",
        [
            row("header", "Site", "Manufacturer", "Model", "Qty", "Unit Cost", "ZIP", "Serial Number"),
            item(1, "PT-415", "Huawei", "BTS3900", "1", "$12,500.00", "04401", "032HEL10E2000415"),
            item(1, "PT-415", "Huawei", "RTN 950", "1", "11.500,00", "04401", ""),
            item(1, "PT-416", "ZTE", "ZXSDR B8200", "1", "9 800", "4605", ""),
            item(0, "PT-416", "Nokia", "FRGU", "1", "5.1k", "04605-0012", ""),
            item(0, "PT-416", "Nokia", "FXFC", "1", "ask Bob", "04605", ""),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "unit_cost", "F": "zip", "G": "serial"}, 1,
        facts={"2": {"unit_cost": "12500.00"}},
    )  # fmt: skip
    return Case(
        "money-and-zip.csv", "money in four notations and one that is none; ZIP codes with and without their zero",
        "costs are exact or a question at the cell", text(page.rows), [page],
        ["cost-unreadable @ money-and-zip!E6"], ["cost-ambiguous"],
    )  # fmt: skip


def _workbook_dates() -> Case:
    page = Page(
        "Gear",
        [
            row("header", "Site", "Maker", "Model", "Count", "In service", "Bought"),
            item(1, "PT-417", "Huawei", "BTS3900", 1, date(2016, 5, 1), "2016"),
            item(1, "PT-417", "Huawei", "RRU3908", 1, "Q3", date(2016, 4, 2)),
            item(0, "PT-418", "Nokia", "FRGU", 1, None, date(2021, 4, 2)),
        ],
        {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "installed_on", "F": "obtained_on"}, 1,
        facts={"3": {"obtained_on": "2016-04-02"}, "2": {"installed_on": "2016-05-01", "obtained_on": None}},
    )  # fmt: skip
    return Case(
        "half-dates.xlsx", "a year where a day should be, a quarter where a day should be",
        "a year alone is no day: both cells are questions", xlsx(page), [page],
        ["date-year-only @ Gear!F2", "date-unreadable @ Gear!E3"],
    )  # fmt: skip


def cases() -> list[Case]:
    """All of them."""
    return [
        _exponents(), _dates(), _coordinates(), _wide(), _formulas(), _duplicates(), _money(), _workbook_dates(),
    ]  # fmt: skip
