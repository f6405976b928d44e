"""A few cells of each column, for a person who says what it means."""

from planner.core.model import SourceRow
from planner.core.samples import samples_of


def test_a_column_shows_its_first_different_cells_below_the_header() -> None:
    texts = ["Huawei", "Huawei", None, "ZTE", "Nokia", "Cisco"]
    rows = [SourceRow(1, ("Maker", "Qty")), *(SourceRow(n, (text, 7)) for n, text in enumerate(texts, 2))]
    assert samples_of(rows, 1) == {"A": ["Huawei", "ZTE", "Nokia"], "B": ["7"]}
    assert samples_of(rows, 0)["A"] == ["Maker", "Huawei", "ZTE"]


def test_a_long_cell_is_cut_and_an_empty_column_is_left_out() -> None:
    cells = samples_of([SourceRow(1, ("x" * 500, "", None))], 0)
    assert list(cells) == ["A"]
    assert len(cells["A"][0]) <= 60
