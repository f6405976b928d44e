"""Header words to meanings, and finding the row they stand in."""

import pytest

from planner.core.columns import ColumnLexicon
from planner.core.columns.headers import find_header
from planner.core.columns.lexicon import build_lexicon, header_scores, mentions_a_maker, names_a_maker
from planner.core.columns.texts import is_placeholder, normal_header, normal_name, text_of
from planner.reference.columns import load_column_lexicon


@pytest.fixture(scope="module")
def lexicon() -> ColumnLexicon:
    return load_column_lexicon(("Huawei", "ZTE", "Nokia", "New H3C"))


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Mfr", "maker"),
        ("Mfg.", "maker"),
        ("OEM", "maker"),
        ("Vendor Name", "maker"),
        ("Manufactuer", "maker"),
        ("entPhysicalMfgName", "maker"),
        ("Fabricante", "maker"),
        ("厂商", "maker"),
        ("Hersteller", "maker"),
        ("Marque", "maker"),
        ("Site Manufacturer", "maker"),
        ("Manufacturer of Equipment", "maker"),
        ("P/N", "part_number"),
        ("PN", "part_number"),
        ("PN(BOM Code/Item)", "part_number"),
        ("part_id", "part_number"),
        ("Vendor P/N", "part_number"),
        ("S/N", "serial"),
        ("SN(Bar Code)", "serial"),
        ("Serial No(s).", "serial"),
        ("SERIAL_NUMBER", "serial"),
        ("Número de serie", "serial"),
        ("N° de série", "serial"),
        ("Seriennummer", "serial"),
        ("序列号", "serial"),
        ("entPhysicalSerialNum", "serial"),
        ("Qty.", "quantity"),
        ("Qty (both ends)", "quantity"),
        ("# of Units", "quantity"),
        ("数量", "quantity"),
        ("Anzahl", "quantity"),
        ("Board Type", "model"),
        ("device_type", "model"),
        ("entPhysicalModelName", "model"),
        ("设备型号", "model"),
        ("Eqpt Desc", "description"),
        ("sysDescr", "description"),
        ("sysObjectID", "description"),
        ("Software Version", "description"),
        ("Manufacturer Data", "description"),
        ("Latitude (NAD83)", "latitude"),
        ("Lat/Long", "latitude"),
        ("Long.", "longitude"),
        ("Unit Cost (USD)", "unit_cost"),
        ("Total Cost", "ignore"),
        ("Site Contact", "ignore"),
        ("Landlord", "ignore"),
        ("Mgmt System (EMS)", "ignore"),
        ("B-End Site", "ignore"),
        ("A-End Site", "site"),
        ("Replaces", "notes"),
        ("Previous Manufacturer", "notes"),
        ("Replacement model", "notes"),
        ("Date Installed (mm/yy)", "installed_on"),
        ("Acq.\nDate", "obtained_on"),
        ("Date Of Manufacture", "ignore"),
        ("hostname", "asset_id"),
        ("Cell Site", "site"),
    ],
)
def test_a_header_speaks_for_its_meaning(lexicon: ColumnLexicon, header: str, meaning: str) -> None:
    scores = header_scores(header, lexicon)
    assert max(scores, key=lambda name: scores[name]) == meaning
    assert max(scores.values()) >= 0.6


@pytest.mark.parametrize("header", ["", "   ", "Zebra stripes", "x" * 5_000])
def test_an_unknown_header_says_nothing(lexicon: ColumnLexicon, header: str) -> None:
    assert header_scores(header, lexicon) == {}


@pytest.mark.parametrize("header", ["Type", "Equipment", "Item", "Unit", "Location", "NEName"])
def test_a_shared_word_leaves_the_choice_to_the_contents(lexicon: ColumnLexicon, header: str) -> None:
    scores = header_scores(header, lexicon)
    assert len(scores) > 1
    assert max(scores.values()) < 0.7


def test_headers_are_compared_without_case_accents_or_punctuation() -> None:
    assert normal_header("Serial No.") == normal_header("SERIAL_NO") == normal_header("SerialNo") == "serial number"
    assert normal_header("Modèle") == "modele"


def test_names_are_compared_without_spaces_but_numbers_do_not_run_together() -> None:
    assert normal_name("Cedar-Ridge") == normal_name("CEDAR RIDGE") == "cedarridge"
    assert normal_name("MT-1-12") != normal_name("MT-11-2")


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.0, "3"), (2.5, "2.5"), (2.10235e19, "2.10235E+19"), (True, "TRUE"), (None, ""), ("\u00a0 a\u200b ", "a")],
)
def test_cells_as_text(value: str | float | None, text: str) -> None:
    assert text_of(value) == text


def test_placeholders_say_nothing() -> None:
    assert all(map(is_placeholder, ["N/A", "-", "—", "unknown", "TBD", "(none)", "?", "未知"]))
    assert not any(map(is_placeholder, ["Nokia", "0", "NA-100"]))


def test_makers_are_known_by_name_or_by_their_first_words(lexicon: ColumnLexicon) -> None:
    assert names_a_maker("Huawei Technologies Co., Ltd.", lexicon)
    assert names_a_maker("New H3C Group", lexicon)
    assert not names_a_maker("Old Huawei", lexicon)
    assert mentions_a_maker("an old Huawei cabinet", lexicon)
    assert not mentions_a_maker("Aztech modem", lexicon)


def test_the_header_stands_under_the_titles(lexicon: ColumnLexicon) -> None:
    rows = [
        (0, ["Big Sky Wireless"]),
        (1, ["As of", "2023"]),
        (3, ["Site", "Make", "Model"]),
        (4, ["A", "Nokia", "AHLOA"]),
    ]
    header = find_header(rows, lexicon)
    assert header is not None
    assert (header.main, header.words) == (3, ("Site", "Make", "Model"))


def test_rows_of_gear_are_no_header(lexicon: ColumnLexicon) -> None:
    assert (
        find_header([(0, ["Cedar", "Huawei", "RRU3908", "3"]), (1, ["Loon", "Nokia", "AHLOA", "2"])], lexicon) is None
    )


def test_a_legend_above_does_not_take_the_headers_place(lexicon: ColumnLexicon) -> None:
    head = ["Site", "Make", "Model", "Serial", "Qty", "Notes"]
    header = find_header([(0, ["Status", "Notes"]), (1, ["A", "active"]), (3, head), (4, ["A", "Nokia"])], lexicon)
    assert header is not None
    assert header.main == 3


def test_the_first_meaning_of_a_shared_word_is_the_likelier() -> None:
    lexicon = build_lexicon([("model", "type", "whole"), ("layer", "type", "whole")])
    assert list(header_scores("Type", lexicon)) == ["model", "layer"]
