"""What must hold whatever is typed."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.flagging import RulePack, flag
from planner.core.model import CellRef, FieldText, Finding, Item, Meaning
from planner.reference.rulepacks import load_rules

PACK = load_rules()
HEADERS = [
    "",
    "Vendor",
    "Replaces",
    "Software version",
    "FCC ID",
    "Landlord",
    "Status",
    "sysObjectID",
    "Old model",
    "BOM",
]
SPOKEN: list[Meaning] = [
    "maker",
    "model",
    "part_number",
    "serial",
    "mac",
    "description",
    "notes",
    "status",
    "site",
    "ignore",
    "address",
]
OTHER_MAKERS = sorted(
    {rule.maker for rule in PACK.names if rule.maker and rule.entity is None and rule.kind == "maker"}
)
PLACES = [
    "Huawei Rd",
    "ZTE Plaza",
    "Cedar Ridge",
    "Hua Wei Chen Ranch",
    "Dahua Street",
    "Hytera Park",
    "Site 12",
    "Depot",
]
PIECES = [
    "Huawei",
    "ZTE",
    "RRU3908",
    "C300",
    "not",
    "replaced",
    "for",
    "removed",
    "?",
    "(",
    "2102351BTY10L4000123",
    "\n",
    "Nokia",
    "华为",
    " - ",
]


def rows(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[FieldText, ...]]:
    cell = st.builds(lambda meaning, header, text: FieldText(meaning, header, CellRef("a", "S", "A", 2), text),
                     st.sampled_from(SPOKEN), st.sampled_from(HEADERS), texts)  # fmt: skip
    return st.lists(cell, max_size=5).map(tuple)


def item(number: int, fields: tuple[FieldText, ...]) -> Item:
    return Item(number, f"fp-{number}", "a", "S", number, fields)


def nobody(mac: str) -> str | None:
    return None


@settings(max_examples=150, deadline=None)
@given(rows(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)))
def test_no_text_raises_and_every_item_gets_one_honest_finding(fields: tuple[FieldText, ...]) -> None:
    (finding,) = flag([item(1, fields)], PACK, nobody)
    assert finding.item.fields == fields
    if finding.verdict == "not_covered":
        assert any(evidence.strength == "against" for evidence in finding.evidence)
    if finding.verdict in ("covered", "likely"):
        assert any(evidence.strength in ("strong", "conclusive") for evidence in finding.evidence)
        assert finding.entity is not None
    assert all(evidence.why and evidence.rule and evidence.kind for evidence in finding.evidence)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(OTHER_MAKERS),
    st.sampled_from(OTHER_MAKERS),
    st.sampled_from(PLACES),
    st.sampled_from(["site", "site_name", "address"]),
    st.sampled_from(["maker", "model", "description", "notes"]),
)
def test_other_makers_at_places_with_covered_names_are_never_flagged(
    maker: str, second: str, place: str, place_meaning: Meaning, meaning: Meaning
) -> None:
    cell = CellRef("a", "S", "A", 2)
    fields = (
        FieldText("maker", "Vendor", cell, maker),
        FieldText(meaning, "Text", cell, second),
        FieldText(place_meaning, "Site", cell, place),
    )
    (finding,) = flag([item(1, fields)], PACK, nobody)
    assert finding.verdict not in ("covered", "likely")


@settings(max_examples=60, deadline=None)
@given(st.lists(rows(st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join)), max_size=6))
def test_a_row_is_judged_alone_in_order_and_the_same_every_time(sheet: list[tuple[FieldText, ...]]) -> None:
    items = [item(number, fields) for number, fields in enumerate(sheet, start=1)]
    together = flag(items, PACK, nobody)
    assert [finding.item.id for finding in together] == [one.id for one in items]
    assert together == flag(items, PACK, nobody)
    assert together == tuple(flag([one], PACK, nobody)[0] for one in items)


@pytest.mark.parametrize("text", ["A" * 4000, "1" * 4000, "A-" * 2000, "Huawei " * 500,
                                   "replaced " * 400 + "Huawei", "ME909" + "1" * 3000 + "ab",
                                  "this unit was " * 300 + "x", "NE40E" + "-X3" * 900 + "_",
                                  "not the old " * 300 + "Huawei"])  # fmt: skip
def test_an_endless_cell_is_read_to_the_end(text: str, judge: Callable[..., Finding], pack: RulePack) -> None:
    assert judge(maker=text, model=text, description=text, notes=text, status=text).item.id == 1
