"""Columns cross the pipe as they were: each text of a column once, whatever is in it."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.columns.texts import text_of
from planner.workbooks.guard import DEFAULT_LIMITS
from planner.workbooks.packing import BETWEEN, Packer, is_clean
from planner.workbooks.rows import RowWriter
from planner.workbooks.textfiles import delimited_batches
from planner.workbooks.unpacking import Unpacker

CELLS = st.sampled_from(["", "Huawei", " Huawei ", "RRU3908", "\u200bZTE", "é", "  ", "17"]) | st.text(
    st.characters(exclude_characters=BETWEEN, exclude_categories=["Cs"]), max_size=5
)
BATCHES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1), max_size=4)
)


@given(BATCHES)
def test_what_is_packed_comes_out_as_typed_and_as_texts_without_the_empty_cells_at_the_end(
    batches: list[list[list[str]]],
) -> None:
    packer, unpacker = Packer(), Unpacker(text_of)
    for rows in batches:
        plan, texts, numbers = packer.pack(list(zip(*rows, strict=True)))
        clean = is_clean(BETWEEN.join(texts))
        typed, words = unpacker.unpack(len(rows), plan, texts, numbers, clean=clean)
        for row, as_typed, as_texts in zip(rows, typed, words, strict=True):
            padding = len(row) - len(as_typed)
            assert [cell or "" for cell in as_typed] + [""] * padding == row
            assert not as_typed or as_typed[-1]
            assert list(as_texts) == [text_of(cell) for cell in as_typed]


@given(BATCHES)
def test_what_is_packed_comes_out_by_column_too_with_blanks_where_a_row_is_shorter(
    batches: list[list[list[str]]],
) -> None:
    packer, unpacker = Packer(), Unpacker(text_of)
    typed: list[list[str]] = []
    for rows in batches:
        plan, texts, numbers = packer.pack(list(zip(*rows, strict=True)))
        unpacker.unpack(len(rows), plan, texts, numbers, clean=is_clean(BETWEEN.join(texts)))
        typed += rows
    width = max(map(len, typed), default=0)
    columns = unpacker.columns()
    assert len(columns) == width
    for at, column in enumerate(columns):
        cells = [row[at] if at < len(row) else "" for row in typed]
        assert column.texts == [text_of(cell) for cell in cells]
        assert column.distinct in (None, frozenset(column.texts))
        assert column.filled == ("" not in column.texts)
        assert not column.as_typed or column.texts == cells


def test_a_text_crosses_once_and_then_goes_by_number() -> None:
    packer = Packer()
    assert packer.pack([["Huawei", "ZTE", "Huawei"]]) == ([2], ["Huawei", "ZTE"], b"\0\1\0")
    assert packer.pack([["ZTE", "Nokia"]]) == ([1], ["Nokia"], b"\1\2")


def test_more_texts_than_a_byte_can_tell_go_by_numbers_of_two() -> None:
    packer, unpacker, sites = Packer(), Unpacker(text_of), [f"Site {at}" for at in range(257)]
    for column in (sites[:256], sites[:1] + sites[-1:]):
        plan, texts, numbers = packer.pack([column])
        assert len(numbers) == len(column) * (1 if len(column) == 256 else 2)
        _, words = unpacker.unpack(len(column), plan, texts, numbers, clean=True)
        assert [row for (row,) in words] == column


def test_a_column_that_never_says_the_same_crosses_as_it_is() -> None:
    packer, rows = Packer(), 3_000
    plans = [packer.pack([[f"2102{turn * rows + at:016d}" for at in range(rows)]])[0] for turn in range(3)]
    assert plans == [[rows], [rows], [None]]


@pytest.mark.parametrize(
    ("plan", "parts", "numbers"),
    [([1], ["Huawei", "ZTE"], b"\0"), ([1], ["Huawei"], b"\0\0"), ([1], ["Huawei"], b"\7"), ([1], ["Huawei"], b"")],
    ids=["a text too many", "a number too many", "a number of no text", "a number too few"],
)
def test_what_no_packer_gives_out_is_an_error(plan: list[int | None], parts: list[str], numbers: bytes) -> None:
    with pytest.raises((ValueError, IndexError)):
        Unpacker(text_of).unpack(1, plan, parts, numbers, clean=True)


@pytest.mark.parametrize("text", [f"a{BETWEEN} b", f"a {BETWEEN}b", " a", "a ", "a\tb", "é"])
def test_texts_are_clean_only_where_nothing_could_be_stripped(text: str) -> None:
    assert is_clean(f"a{BETWEEN}b c")
    assert not is_clean(text)


def test_cells_are_counted_without_the_empty_ones_at_the_end_of_a_row() -> None:
    writer = RowWriter(lambda _: 1, DEFAULT_LIMITS, all_text=True)
    writer.extend_columns([1, 2, 3], [["a", "b", "c"], ["a", "", ""], ["a", "", "c"], ["", "", ""]])
    assert writer.cells == 3 + 1 + 3


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@given(
    rows=st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from(["", "a", "b 1", '"q"', '"a,b"', '""', '"x,"', '"a""b"', "é"]), min_size=width,
                     max_size=width),
            min_size=1, max_size=6,
        )
    )
)  # fmt: skip
def test_regular_lines_are_read_as_the_standard_library_reads_them(rows: list[list[str]], end: str) -> None:
    text = end.join(map(",".join, rows)) + end
    read = [list(record) for batch in delimited_batches(text) for record in batch.records()]
    assert read == list(csv.reader(text.splitlines(keepends=True)))


def test_plain_lines_are_read_by_column() -> None:
    (batch,) = delimited_batches('Site,Model\nS1,"RRU3908, old"\n')
    assert batch.columns == [["Site", "S1"], ["Model", "RRU3908, old"]]
    (batch,) = delimited_batches('Site,Model\nS1,RRU 3908" old\n')
    assert batch.columns is None
