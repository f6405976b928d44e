"""Plain rows are read a heap at a time. Whatever stands in them, the careful way would have said the same."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.columns import ColumnLexicon
from planner.core.columns.mapping import Column
from planner.core.model import CellValue, Sheet, Upload, column_letter
from planner.core.rows import Understanding, finish, understand
from planner.core.rows.attributes import clean_mac, clean_serials, read_mac, read_serials
from planner.core.rows.drafts import Bench, Filled, grouped
from planner.core.rows.filling import DITTO_MARKS, Source, is_ditto
from planner.core.rows.notebook import Notebook
from planner.core.rows.plain import PlainRows, ditto_marks

HEADER = (
    "Site", "Lat", "Long", "Manufacturer", "Model", "Description", "Serial Number", "Serial Number 2", "MAC", "Qty",
    "Install Date", "Unit Cost", "Slot", "Asset Tag", "Notes",
)  # fmt: skip
DULL: tuple[CellValue, ...] = ("", None, "N/A", " x ", "\u200b", True, 0, 1, 1.0, -0.0, "1", "total", "Subtotal", '"')
WORDS: dict[str, tuple[CellValue, ...]] = {
    "Site": ("Cedar Ridge", "CEDAR RIDGE", "Elk 2", "-", "Site: Elk 2"),
    "Lat": ("46.5", 46.5, "95", "46.5, -108.5", "north"),
    "Long": ("-108.5", -108.5, "108.5", "200"),
    "Manufacturer": ("Huawei", "Nokia", "same"),
    "Model": ("RRU3908", "RRU3908 (x2)", "3x RRU3908 + 1x BBU3900"),
    "Description": ("radio", "two radios, 3 ea", "Grand Total"),
    "Serial Number": ("2102310QXH10E1000123", "2.1E+19", "0012345", "12345", "21023I0QX1", "A1B2C3; A1B2C4", 123456.0),
    "Serial Number 2": ("ZX99887766", "as above"),
    "MAC": ("00:1E:10:AA:BB:CC", "001e10aabbcc", "O0:1E:10:AA:BB:CC", "zz"),
    "Qty": ("2", 2, "2.5", "three", "1,200", "TBD", 3.0),
    "Install Date": ("2017-03-14", "03/04/2017", "25/04/2017", "2017", "soon"),
    "Unit Cost": ("$1,200", "12.5k", "1200 EUR", 990, "cheap"),
    "Slot": ("0", "7", 7),
    "Asset Tag": ("10023", "10024"),
    "Notes": ("spare", "removed 2019"),
}
CELLS = [st.sampled_from((*WORDS[name] * 3, *DULL)) for name in HEADER]
ROWS = st.lists(st.one_of(st.tuples(*CELLS), st.tuples(*CELLS[:7]), st.just(())), min_size=1, max_size=8)


@given(rows=ROWS, again=st.integers(0, 2))
@settings(max_examples=150, deadline=None)
def test_plain_rows_say_what_the_careful_way_says(
    rows: list[tuple[CellValue, ...]], again: int, lexicon: ColumnLexicon, make_sheet: Callable[..., Sheet]
) -> None:
    upload = Upload("a.xlsx", "0" * 64, 1, (make_sheet([HEADER, *rows, *rows[:again]]),))
    quick = understand([upload], lexicon)
    assert quick == _carefully(upload, lexicon)


PLAIN: tuple[CellValue, ...] = tuple(WORDS[name][0] for name in HEADER)
SERIALS = ("2102310QXH10E1000123", "AB12345", "AB12346", "7", "")
plain_row = st.tuples(
    st.sampled_from(["Cedar Ridge", "CEDAR RIDGE", "Elk 2"]), st.sampled_from(["46.5", "", "46.6"]),
    st.just("-108.5"), st.sampled_from(["Huawei", "Nokia"]), st.sampled_from(["RRU3908", "BBU3900"]),
    st.sampled_from(["radio", "radio S/N 99887766XY"]), st.sampled_from(SERIALS), st.sampled_from(["", "ZX99887766"]),
    st.sampled_from(["", "00:1E:10:AA:BB:CC"]), st.sampled_from(["1", "2", "2.5"]), st.just("2017-03-14"),
    st.sampled_from(["1200", "cheap"]), st.sampled_from(["", "7"]), st.sampled_from(["", "10023"]), st.just("kept"),
)  # fmt: skip


@given(rows=st.lists(plain_row, min_size=2, max_size=12))
@settings(max_examples=150, deadline=None)
def test_rows_that_are_kept_together_are_kept_as_they_would_be_one_by_one(
    rows: list[tuple[CellValue, ...]], lexicon: ColumnLexicon, make_sheet: Callable[..., Sheet]
) -> None:
    upload = Upload("a.xlsx", "0" * 64, 1, (make_sheet([HEADER, *rows]), make_sheet([HEADER, *rows[:2]], "Again")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finish, "_FEW", 1)
        together = understand([upload], lexicon)
    assert together == _carefully(upload, lexicon)


def _carefully(upload: Upload, lexicon: ColumnLexicon) -> Understanding:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainRows, "has", lambda *_: False)
        patch.setattr(PlainRows, "has_all", lambda *_: False)
        return understand([upload], lexicon)


def test_a_good_inventory_is_read_as_plain_rows(
    lexicon: ColumnLexicon, make_sheet: Callable[..., Sheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    has_all = PlainRows.has_all

    def asked(self: PlainRows, places: range) -> bool:
        seen.append(has_all(self, places))
        return seen[-1]

    monkeypatch.setattr(PlainRows, "has_all", asked)
    row = tuple(WORDS[name][0] for name in HEADER)
    understand([Upload("a.xlsx", "0" * 64, 1, (make_sheet([HEADER, row, row]),))], lexicon)
    assert seen == [True]


@given(rows=ROWS)
@settings(max_examples=150, deadline=None)
def test_rows_that_are_plain_at_a_glance_are_plain_one_by_one(
    rows: list[tuple[CellValue, ...]], lexicon: ColumnLexicon, make_sheet: Callable[..., Sheet]
) -> None:
    has_all = PlainRows.has_all

    def asked(self: PlainRows, places: range) -> bool:
        found = has_all(self, places)
        assert not found or all(map(self.has, places))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainRows, "has_all", asked)
        understand([Upload("a.xlsx", "0" * 64, 1, (make_sheet([HEADER, *rows, PLAIN]),))], lexicon)


@given(st.sampled_from(sorted(DITTO_MARKS)), st.lists(st.booleans(), min_size=14, max_size=14))
def test_a_ditto_mark_in_any_case_is_no_plain_cell(mark: str, upper: list[bool]) -> None:
    typed = "".join(c.upper() if up else c for c, up in zip(mark, upper, strict=False))
    assert is_ditto(typed)
    assert typed in ditto_marks()


def _bench() -> Bench:
    return Bench(Notebook("a.xlsx", "Sites"))


@given(st.from_regex(r"[0-9A-Z]{4,24}|[0-9]{15}0{0,4}|[0-9]{1,3}E[0-9]{1,3}", fullmatch=True))
def test_a_clean_serial_number_is_what_the_reader_makes_of_it(text: str) -> None:
    bench, column = _bench(), Column(0, column_letter(0), "Serial", "serial")
    by = grouped([Filled(column, Source(text, text, 2, 0))])
    if clean := clean_serials(text):
        assert read_serials(by, bench) == clean
        assert bench.notebook.entries == []


@given(st.from_regex(r"(?:[0-9A-FO]{2}[:-]){5}[0-9A-F]{2}", fullmatch=True))
def test_a_clean_address_is_what_the_reader_makes_of_it(text: str) -> None:
    bench, column = _bench(), Column(0, column_letter(0), "MAC", "mac")
    by = grouped([Filled(column, Source(text, text, 2, 0))])
    if clean := clean_mac(text):
        assert read_mac(by, bench) == clean
        assert bench.notebook.entries == []
