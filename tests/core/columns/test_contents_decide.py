"""Headers that nobody knows or that mean several things: what stands under them decides."""

import pytest

from planner.core.columns import ColumnLexicon, map_columns
from planner.reference.columns import load_column_lexicon


@pytest.fixture(scope="module")
def lexicon() -> ColumnLexicon:
    return load_column_lexicon(("Huawei", "ZTE", "Nokia", "Ericsson"))


def meanings(lexicon: ColumnLexicon, **columns: list[str]) -> list[str]:
    mapped, _ = map_columns([name.replace("_", " ") for name in columns], list(columns.values()), lexicon)
    return [column.meaning for column in mapped]


def test_gear_words_under_an_unknown_header_describe_the_gear(lexicon: ColumnLexicon) -> None:
    found = meanings(lexicon, Site=["A"], Thingamajig=["Huawei BTS3900 cabinet", "Huawei RRU3908", "Ericsson RBS6601"])
    assert found == ["site", "description"]


def test_words_without_makers_under_an_unknown_header_stay_unknown(lexicon: ColumnLexicon) -> None:
    found = meanings(lexicon, Site=["A"], Model=["x1"], Thingamajig=["Gable Tower", "Huawei crew", "Acme Climbing"])
    assert found == ["site", "model", "ignore"]


def test_of_name_and_type_the_one_that_repeats_is_the_model(lexicon: ColumnLexicon) -> None:
    names, types = [f"sw{n}.gra" for n in range(12)], ["S5720-28X", "Generic PDU 7", "C9300-24T"] * 4
    found = meanings(lexicon, Name=names, Site=["Grangeville"] * 12, Manufacturer=["Huawei", "Nokia"] * 6, Type=types)
    assert (found[0] == "model", found[3]) == (False, "model")


def test_small_counts_under_a_kind_of_gear_are_no_models(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, Site=["A", "B"], Radio=["3", "6"]) != ["site", "model"]
    assert meanings(lexicon, Site=["A", "B"], Radio=["RRU3936", "2212"]) == ["site", "model"]


@pytest.mark.parametrize("word", ["Activo", "Retirado", "Fuera de servicio", "Démonté", "Außer Betrieb", "备件"])
def test_a_status_is_known_in_the_languages_that_headers_are(lexicon: ColumnLexicon, word: str) -> None:
    assert meanings(lexicon, Sitio=["Utuado", "Adjuntas"], Estado=[word, word]) == ["site", "status"]
    assert meanings(lexicon, Sitio=["Utuado", "Adjuntas"], Estado=["PR", "MT"]) == ["site", "state"]


@pytest.mark.parametrize(
    ("header", "cell", "meaning"),
    [
        ("Delivered", "5/14/2016", "obtained_on"), ("Received", "5/14/2016", "obtained_on"),
        ("On Air", "5/14/2016", "installed_on"), ("Vend", "Huawei", "maker"), ("Bldg", "Warehouse", "site_name"),
        ("FSAN", "HWTC01A2B3C4", "serial"), ("Radio", "RRU3936", "model"),
    ],
)  # fmt: skip
def test_everyday_words_for_a_column_are_known(lexicon: ColumnLexicon, header: str, cell: str, meaning: str) -> None:
    mapped, _ = map_columns([header], [[cell] * 4], lexicon)
    assert mapped[0].meaning == meaning
