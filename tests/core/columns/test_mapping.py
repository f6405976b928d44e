"""Columns to meanings: one column each, contents deciding doubts, nothing in silence."""

import pytest

from planner.core.columns import ColumnLexicon, map_columns
from planner.reference.columns import load_column_lexicon


@pytest.fixture(scope="module")
def lexicon() -> ColumnLexicon:
    return load_column_lexicon(("Huawei", "ZTE", "Nokia", "Ericsson"))


def meanings(lexicon: ColumnLexicon, **columns: list[str]) -> list[str]:
    mapped, _ = map_columns([name.replace("_", " ") for name in columns], list(columns.values()), lexicon)
    return [column.meaning for column in mapped]


def test_type_with_model_names_is_the_model(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, Site=["A"], Type=["RRU3908", "BBU3900", "AAU5613"]) == ["site", "model"]


def test_type_with_prose_is_a_description(lexicon: ColumnLexicon) -> None:
    found = meanings(lexicon, Site=["A"], Type=["Baseband unit in outdoor cabinet", "Remote radio on the tower"])
    assert found == ["site", "description"]


def test_type_with_layers_is_the_layer(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, Model=["x1"], Type=["RAN", "Microwave", "Power", "RAN"]) == ["model", "layer"]


def test_of_two_makers_columns_the_one_with_known_makers_wins_and_the_other_is_kept_and_told(
    lexicon: ColumnLexicon,
) -> None:
    columns, remarks = map_columns(["Vendor", "Manufacturer"], [["Graybar", "Graybar"], ["Huawei", "Nokia"]], lexicon)
    assert [column.meaning for column in columns] == ["notes", "maker"]
    [remark] = remarks
    assert (remark.column, remark.rule) == (0, "column-competes")
    assert "column B" in remark.problem


def test_state_is_a_place_or_a_condition_by_its_contents(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, State=["MT", "ME", "ND"]) == ["state"]
    assert meanings(lexicon, State=["Active", "Removed", "Spare"]) == ["status"]


def test_a_running_number_is_no_quantity(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, No=["1", "2", "3", "4"], Model=["RRU3908"]) == ["ignore", "model"]


def test_an_unknown_header_over_makers_is_told(lexicon: ColumnLexicon) -> None:
    columns, remarks = map_columns(["Zebra"], [["Huawei", "Nokia", "ZTE"]], lexicon)
    assert columns[0].meaning == "maker"
    assert [remark.rule for remark in remarks] == ["column-by-contents"]


def test_an_unknown_header_over_unclear_contents_is_ignored(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, Zebra=["12", "text", "2017-01-01"]) == ["ignore"]


def test_what_a_person_says_wins(lexicon: ColumnLexicon) -> None:
    columns, _ = map_columns(["Model", "Thing"], [["Huawei"], ["RRU3908"]], lexicon, {1: "model"})
    assert [column.meaning for column in columns] == ["description", "model"]


def test_serial_columns_may_be_several(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, Serial_A=["AB12345678"], Serial_B=["AB12345679"]) == ["serial", "serial"]


def test_location_beside_a_site_is_a_room(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, Site=["A"], Location=["Shelter, shelf two"], Model=["RRU3908"])[1] == "position"
    assert meanings(lexicon, Location=["Cedar Ridge"], Model=["RRU3908"])[0] == "site_name"


def test_a_node_name_is_the_site_when_nothing_else_is_and_it_is_told(lexicon: ColumnLexicon) -> None:
    columns, remarks = map_columns(["NEName", "Model"], [["Cedar"], ["RRU3908"]], lexicon)
    assert columns[0].meaning == "site"
    assert [remark.rule for remark in remarks] == ["site-column-assumed"]
    assert meanings(lexicon, Site=["A"], NEName=["Cedar-1"], Model=["RRU3908"])[1] == "asset_id"


def test_a_header_that_its_contents_deny_gives_way(lexicon: ColumnLexicon) -> None:
    found = meanings(lexicon, In_service=["2017-01-02", "2018-03-04"], Model=["RRU3908", "BBU3900"])
    assert found == ["installed_on", "model"]


def test_a_partly_understood_header_over_contents_that_deny_it_is_ignored(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, brand_of_stuff=["2017-01-02", "2018-03-04"], Model=["RRU3908"])[0] == "ignore"
    assert meanings(lexicon, brand_of_stuff=["Acme", "Bolt"], Model=["RRU3908"])[0] == "maker"


def test_an_unknown_identifier_is_an_asset_number(lexicon: ColumnLexicon) -> None:
    assert meanings(lexicon, Hop_ID=["H-01", "H-02", "H-03"], Model=["RTN 950"]) == ["asset_id", "model"]
