"""Whatever headers and places a file holds: no export gives one meaning twice, and no unit hangs in itself."""

from hypothesis import given
from hypothesis import strategies as st

from planner.core.columns.exports import recognize
from planner.core.columns.exports.kinds import KINDS
from planner.core.model import CellRef, FieldText, Item
from planner.core.rows.parents import link_parents

WORDS = sorted({word for kind in KINDS for group in (*kind.single.values(), *kind.many.values()) for word in group})
SHARED = {"description", "notes", "position", "ignore"}
HEADERS = ["Device", "Name", "Parent", "Asset Tag", "Slot", "Rack", "entPhysicalIndex", "entPhysicalContainedIn"]
FEW = st.sampled_from(["", "1", "2", "3", "olt-1", "n/a"])


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=40))
def test_no_two_columns_get_a_meaning_that_one_only_may_have(headers: list[str]) -> None:
    export = recognize(headers)
    if export:
        single = [meaning for meaning in export.meanings.values() if meaning not in SHARED]
        assert len(single) == len(set(single))
        assert all(headers[index] for index in export.meanings)


@given(st.lists(st.tuples(*[FEW] * len(HEADERS), st.sampled_from([None, "Cedar", "Loon"])), max_size=12))
def test_links_keep_every_unit_its_site_and_its_place_in_the_list(rows: list[tuple[str | None, ...]]) -> None:
    items = [
        Item(
            number, f"f{number}", "a.csv", "S", number,
            tuple(
                FieldText("ignore", header, CellRef("a.csv", "S", "A", number), text)
                for header, text in zip(HEADERS, row, strict=False) if text
            ),
            site=row[-1],
        )
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip
    linked = link_parents(items, {("a.csv", "S"): HEADERS})
    assert [item.id for item in linked] == [item.id for item in items]
    assert all(item.parent != item.id for item in linked)
    assert all(after.site == before.site for before, after in zip(items, linked, strict=True) if before.site)
