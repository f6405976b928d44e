"""A sheet that the reader knows by column is understood as the same sheet without its columns."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.columns import ColumnLexicon
from planner.core.columns.page import page_of
from planner.core.model import CellValue, ColumnTexts, Sheet, Upload
from planner.core.rows import understand
from planner.core.rows.attributes import all_clean_macs, all_clean_serials, clean_mac, clean_serials
from planner.core.rows.serials import serial_key, serial_keys

HEADER = ("Site", "Manufacturer", "Model", "Serial Number", "MAC", "Qty", "Notes")
SECOND = ("Site Name", "Vendor", "Model No", "Serial No", "Description", "Qty", "Remarks")
CELLS = (
    st.sampled_from(["Cedar Ridge", "Elk 2", "", " Elk 2 "]), st.sampled_from(["Huawei", "Nokia", "same", ""]),
    st.sampled_from(["RRU3908", "BBU3900", "", '"']), st.sampled_from(["2102310QXH10E1000123", "AB12345", "12345", ""]),
    st.sampled_from(["00:1E:10:AA:BB:CC", "zz", ""]), st.sampled_from(["1", "2", "Total", ""]),
    st.sampled_from(["spare", "", "removed 2019"]),
)  # fmt: skip
ROWS = st.lists(
    st.one_of(st.tuples(*CELLS), st.tuples(*CELLS[:4]), st.just(HEADER), st.just(SECOND), st.just(()),
              st.tuples(CELLS[0])),
    min_size=1, max_size=12,
)  # fmt: skip


def _by_column(sheet: Sheet, few: Sequence[bool]) -> Sheet:
    """The sheet as a reader of text files gives it; ``few`` says of which columns it kept the different texts."""
    page = page_of(sheet)
    columns = []
    for at in range(max(map(len, page.texts))):
        texts = [row[at] if at < len(row) else "" for row in page.texts]
        typed = [row.values[at] if at < len(row.values) else None for row in sheet.rows]
        distinct = frozenset(texts) if few[at] else None
        columns.append(ColumnTexts(texts, distinct, "" not in texts, typed == texts))
    return replace(sheet, texts=page.texts, columns=tuple(columns))


def _trimmed(row: Sequence[CellValue]) -> tuple[CellValue, ...]:
    values = [value or None for value in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


@given(rows=ROWS, few=st.lists(st.booleans(), min_size=7, max_size=7))
@settings(max_examples=200, deadline=None)
def test_columns_change_nothing_that_is_understood(
    rows: list[tuple[str, ...]], few: list[bool], lexicon: ColumnLexicon, make_sheet: Callable[..., Sheet]
) -> None:
    sheet = make_sheet([HEADER, *map(_trimmed, rows)])
    plain, kept = (
        understand([Upload("a.csv", "0" * 64, 1, (each,))], lexicon) for each in (sheet, _by_column(sheet, few))
    )
    assert kept == plain


SERIALS = st.from_regex(r"[0-9A-Z]{4,24}|[0-9]{15}0{0,4}|[0-9]{3,19}00|[A-Z]{5,9}|[0-9A-Z ]{6}|", fullmatch=True)


@given(st.lists(SERIALS, min_size=1, max_size=4))
def test_serial_numbers_are_clean_together_as_they_are_one_by_one(serials: list[str]) -> None:
    singly = [clean_serials(serial) for serial in serials]
    together = all_clean_serials(serials)
    assert together == (None if None in singly else singly)


@given(st.lists(st.from_regex(r"(?:[0-9A-FG]{2}[:-]){5}[0-9A-F]{2}|[0-9A-F]{12}|", fullmatch=True), min_size=1))
def test_addresses_are_clean_together_as_they_are_one_by_one(addresses: list[str]) -> None:
    singly = [clean_mac(address) for address in addresses]
    assert all_clean_macs(addresses) == (None if None in singly else singly)


@pytest.mark.parametrize("values", [["AB12345", 7], ["AB12345", None], ["AB12345\nAB12346"], ["AB12345", "é"]])
def test_what_is_no_line_of_text_is_not_clean_together(values: list[CellValue]) -> None:
    assert all_clean_serials(values) is None
    assert all_clean_macs(values) is None


@given(st.lists(st.text(st.sampled_from("OoIil1 0Az9-\n\u0130"), max_size=6), max_size=5))
def test_keys_of_many_serial_numbers_are_those_of_each(serials: list[str]) -> None:
    assert serial_keys(serials) == [serial_key(serial) for serial in serials]
