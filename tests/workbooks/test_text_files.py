"""Delimited text and HTML: encoding, delimiter, physical lines, quotes that never close."""

import codecs
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.errors import UnreadableFile
from planner.core.model import CellValue, Sheet, Upload
from planner.workbooks.encodings import decoded
from planner.workbooks.guard import Limits, Refused
from planner.workbooks.htmltables import table_rows
from planner.workbooks.textfiles import delimited_batches, likely_delimiter, looks_tabular

ReadBytes = Callable[..., Upload]
Filled = Callable[[Sheet], dict[int, tuple[CellValue, ...]]]


def rows(text: str) -> list[tuple[int, list[str]]]:
    return [
        (number, list(record))
        for batch in delimited_batches(text)
        for number, record in zip(batch.numbers, batch.records(), strict=True)
    ]


def test_a_csv_file_is_one_sheet_named_like_the_file_and_all_text(read_bytes: ReadBytes) -> None:
    upload = read_bytes("sites.csv", b"Site,ZIP,Qty\r\nNorth,00501,3\r\n\r\nSouth,,\r\n")
    (sheet,) = upload.sheets
    assert (sheet.name, sheet.state, sheet.read) == ("sites", "visible", True)
    assert [(row.number, row.values) for row in sheet.rows] == [
        (1, ("Site", "ZIP", "Qty")),
        (2, ("North", "00501", "3")),
        (3, ()),
        (4, ("South",)),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(delimiter: str) -> None:
    text = "\n".join(
        delimiter.join(row) for row in (("Site", "Maker", "Cost"), ("A", "Huawei", "1"), ("B", "ZTE", "2"))
    )
    assert rows(text)[1] == (2, ["A", "Huawei", "1"])


def test_decimal_commas_do_not_hide_a_semicolon() -> None:
    assert likely_delimiter(["Site;Lat;Lon\n", "A;45,1;-110,2\n", "B;46,1;-111,2\n"]) == ";"


def test_commas_inside_quotes_do_not_count() -> None:
    assert likely_delimiter(['"a, b, c"|1\n', '"d, e, f"|2\n']) == "|"


def test_a_title_line_without_delimiters_does_not_mislead() -> None:
    text = "Inventory of Cedar Valley\n\nSite\tMaker\nA, west\tZTE\n"
    assert rows(text)[2:] == [(3, ["Site", "Maker"]), (4, ["A, west", "ZTE"])]


def test_a_sep_line_names_the_delimiter_and_stays_a_row() -> None:
    assert rows("sep=;\na,b;c\n") == [(1, ["sep=;"]), (2, ["a,b", "c"])]


def test_a_record_over_several_lines_has_the_number_of_its_first() -> None:
    assert rows('a,b\n"one\ntwo",x\nc,d\n') == [(1, ["a", "b"]), (2, ["one\ntwo", "x"]), (4, ["c", "d"])]


def test_a_quote_that_never_closes_does_not_swallow_the_rows_after_it() -> None:
    text = 'Item,Qty\n"24 inch rack,1\nRRU3908,2\nBBU3900,3\n'
    assert rows(text) == [
        (1, ["Item", "Qty"]),
        (2, ['"24 inch rack', "1"]),
        (3, ["RRU3908", "2"]),
        (4, ["BBU3900", "3"]),
    ]


def test_a_stray_quote_does_not_join_rows() -> None:
    text = 'Item,Qty\n"24 inch rack,1\n"RRU3908",2\n"BBU3900",3\n'
    assert [number for number, _ in rows(text)] == [1, 2, 3, 4]
    assert rows(text)[2] == (3, ["RRU3908", "2"])


def test_lines_of_old_macs_and_only_real_line_ends_count() -> None:
    assert rows("a,b\rc\u2028d,e\x85\r") == [(1, ["a", "b"]), (2, ["c\u2028d", "e\x85"])]


def test_inch_marks_inside_a_field_are_kept() -> None:
    assert rows('a,19" rack,b\n') == [(1, ["a", '19" rack', "b"])]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (codecs.BOM_UTF8 + "Señal".encode(), "Señal"),
        ("Señal".encode(), "Señal"),
        ("Señal – Nuñez\r\nPeñasco".encode("cp1252"), "Señal – Nuñez\r\nPeñasco"),
        (codecs.BOM_UTF16_LE + "Señal\tb".encode("utf-16-le"), "Señal\tb"),
        (codecs.BOM_UTF16_BE + "Señal\tb".encode("utf-16-be"), "Señal\tb"),
        ("Site\tMaker\nA\tZTE".encode("utf-16-le"), "Site\tMaker\nA\tZTE"),
        ("Site\tMaker\nA\tZTE".encode("utf-16-be"), "Site\tMaker\nA\tZTE"),
        (codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"c", "ab\ufffd"),
        ("Ñandú é ü ö, ".encode() + b"Pe\xf1asco", "Ñandú é ü ö, Peñasco"),
        (b"a\x00b,c", "ab,c"),
        (b"\xb15 \xb5m \xd7 3 \xa72\n", "±5 µm × 3 §2\n"),
        (b"\xb15 \xb5m \xd7 3 \xa72 \x81\n", "±5 µm × 3 §2 \x81\n"),
        (
            "站点,厂家\n北岭基站,华为技术有限公司\n南山基站,中兴通讯股份\n".encode("gb18030"),
            "站点,厂家\n北岭基站,华为技术有限公司\n南山基站,中兴通讯股份\n",
        ),
    ],
)
def test_encodings_met_in_exports_decode(data: bytes, text: str) -> None:
    assert decoded(data) == text


def test_unicode_text_saved_by_excel_reads(read_bytes: ReadBytes, filled: Filled) -> None:
    data = codecs.BOM_UTF16_LE + "Site\tMaker\r\nÁlamo\tHuawei\r\n".encode("utf-16-le")
    assert filled(read_bytes("unicode.txt", data).sheets[0]) == {1: ("Site", "Maker"), 2: ("Álamo", "Huawei")}


def test_text_named_xls_reads_as_text(read_bytes: ReadBytes, filled: Filled) -> None:
    assert filled(read_bytes("export.xls", b"Site\tMaker\nA\tZTE\n").sheets[0]) == {
        1: ("Site", "Maker"),
        2: ("A", "ZTE"),
    }


def test_an_html_table_named_xls_reads_with_its_spans(read_bytes: ReadBytes, filled: Filled) -> None:
    page = (
        "<html><head><style>td {}</style></head><body><h1>Gear</h1><table>"
        "<tr><th colspan=2>Site</th><th>Maker</th></tr>"
        "<tr><td rowspan=2>North&nbsp;ridge<td>A &amp; B</td><td>Hua<b>wei</b></tr>"
        "<tr><td>C</td><td>ZTE</td></tr></table></body></html>"
    )
    assert filled(read_bytes("export.xls", page.encode()).sheets[0]) == {
        1: ("Gear",),
        2: ("Site", None, "Maker"),
        3: ("North ridge", "A & B", "Huawei"),
        4: (None, "C", "ZTE"),
    }


PROSE = "Dear reviewer,\n\nthe inventory follows by mail.\nIt was only renamed, sorry.\nWe hope it helps.\n\nRegards\n"


@pytest.mark.parametrize("name", ["letter.xlsx", "letter.xls", "letter"])
def test_prose_under_a_workbooks_name_is_refused(name: str, read_bytes: ReadBytes) -> None:
    with pytest.raises(UnreadableFile, match="is plain text without columns, not a spreadsheet"):
        read_bytes(name, PROSE.encode())


@pytest.mark.parametrize(
    ("text", "tabular"),
    [
        ("a\tb\nTitle\nNote\nx\ty\n", True),
        ("a,b\nc,d\ntitle\n", True),
        ("sep=;\na;b\nc;d\n", True),
        (PROSE, False),
        ("a,b\n", False),
    ],
)
def test_a_table_is_told_from_prose(text: str, tabular: bool) -> None:
    assert looks_tabular(text) is tabular


def test_a_list_of_one_column_named_csv_reads(read_bytes: ReadBytes) -> None:
    assert [row.values for row in read_bytes("serials.csv", b"S1\nS2\n").sheets[0].rows] == [("S1",), ("S2",)]


@pytest.mark.parametrize("name", ["readme.md", "program.py"])
def test_text_of_another_kind_is_refused_by_its_name(name: str, read_bytes: ReadBytes) -> None:
    with pytest.raises(UnreadableFile, match="not a spreadsheet"):
        read_bytes(name, b"some words, and more\n")


def test_too_many_lines_or_columns_are_refused(read_bytes: ReadBytes) -> None:
    with pytest.raises(UnreadableFile, match="reaches cell A4 in sheet 'long'"):
        read_bytes("long.csv", b"a\nb\nc\nd\n", limits=Limits(rows=3))
    with pytest.raises(UnreadableFile, match="reaches cell D1 in sheet 'wide'"):
        read_bytes("wide.csv", b"a,b,c,d\n", limits=Limits(columns=3))


def test_a_very_long_field_is_kept_whole(read_bytes: ReadBytes) -> None:
    assert read_bytes("l.csv", b"a," + b"x" * 200_000).sheets[0].rows[0].values == ("a", "x" * 200_000)


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        text = decoded(data)
    except Refused:
        return
    assert "\x00" not in text


@given(st.text(alphabet='ab",;\t\n\r|x', max_size=60))
def test_no_line_disappears_and_numbers_rise(text: str) -> None:
    records = rows(text)
    numbers = [number for number, _ in records]
    assert numbers == sorted(set(numbers))
    kept = "".join("".join(fields) for _, fields in records)
    for letter in "abx":
        assert kept.count(letter) == text.count(letter)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5), min_size=2, max_size=4),
        min_size=1,
    )
)
def test_what_excel_quotes_comes_back_as_it_was(table: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    assert [fields for _, fields in rows(out.getvalue())] == table


@given(st.text(alphabet="<>/tdrhable ='\"12&;", max_size=80))
def test_any_markup_gives_rows_and_never_an_error(text: str) -> None:
    assert all(isinstance(cell, str) for row in table_rows(text) for cell in row)


def test_rows_keep_their_lines_where_cells_hold_line_breaks_past_the_first_batch_and_before_a_broken_quote() -> None:
    """Records cross to this process a thousand at a time; each of these takes two lines, the last but one is broken."""
    text = "".join(f'"site\n{number}",x\n' for number in range(1_200)) + 'South,"5" pipe,y\nEnd,z\n'
    found = rows(text)
    assert found[:1_200] == [(1 + 2 * number, [f"site\n{number}", "x"]) for number in range(1_200)]
    assert [(number, fields[0]) for number, fields in found[1_200:]] == [(2_401, "South"), (2_402, "End")]


@given(st.lists(st.sampled_from(['a,"b\r\nc"', "d,e", "", 'f,"g" h', '"i\rj",k']), max_size=12), st.integers(1, 4))
def test_records_stand_on_the_lines_they_start_on_whatever_the_batch(kinds: list[str], batch: int) -> None:
    from planner.workbooks import textfiles

    lines = [1]
    for kind in kinds:
        lines.append(lines[-1] + 1 + kind.count("\r"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textfiles, "ROWS_PER_MESSAGE", batch)
        assert [number for number, _ in rows("".join(f"{kind}\n" for kind in kinds))] == lines[:-1]
