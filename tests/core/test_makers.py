"""Records made in a hurry are the same records, and as frozen."""

import copy
from dataclasses import FrozenInstanceError

import pytest

from planner.core.model import CellRef, FieldLayout, FieldText, Issue, RowFields, maker_of

WORDS = ("check", "a.xlsx", "Sites!B2", "typed", "problem", "fix", "rule")


def test_a_quickly_made_record_is_the_same_and_as_frozen() -> None:
    made = maker_of(Issue)(*WORDS)
    assert (made, type(made), hash(made)) == (Issue(*WORDS), Issue, hash(Issue(*WORDS)))  # type: ignore[arg-type]  # "check" is a severity
    with pytest.raises(FrozenInstanceError):
        made.rule = "other"  # type: ignore[misc]  # that is what is refused
    with pytest.raises(TypeError):
        maker_of(Issue)("check")


def test_the_fields_of_a_row_are_the_tuple_of_its_filled_cells() -> None:
    layout = FieldLayout("a.xlsx", "Sites", ("site", "model", "quantity"), ("Site", "Model", "Qty"), ("A", "B", "C"))
    above = FieldText("site", "Site", CellRef("a.xlsx", "Sites", "A", 2), "Cedar")
    fields = RowFields(layout, 3, ("", "RRU3908"), ((-1, above),))
    model = FieldText("model", "Model", CellRef("a.xlsx", "Sites", "B", 3), "RRU3908")
    assert fields == (above, model)
    assert (len(fields), fields[-1], fields[1:], hash(fields)) == (2, model, (model,), hash((above, model)))
    assert copy.deepcopy(fields) == fields
    assert RowFields(layout, 3, ("Elk", "", "2")) != fields


def test_a_moved_cell_takes_the_place_of_the_rows_own() -> None:
    layout = FieldLayout("a.xlsx", "Sites", ("site", "model"), ("Site", "Model"), ("A", "B"))
    above = FieldText("model", "Model", CellRef("a.xlsx", "Sites", "B", 2), "RRU3908")
    assert [entry.text for entry in RowFields(layout, 3, ("Cedar", '"'), ((1, above),))] == ["Cedar", "RRU3908"]
