"""Unknowns as priced questions: hand-worked networks with a price book of round figures."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.bill import BillOfWork, UnitCounter, as_if_covered, bill_of_work
from planner.core.costing import CostingRules, Recipe, RecipeTable, WhatIf, estimate
from planner.core.model import (
    Estimate,
    FileReview,
    Finding,
    Item,
    Meaning,
    PriceBook,
    PriceLine,
    Review,
    RulesInfo,
    SheetReview,
    Site,
)
from planner.core.money import ZERO, total
from planner.core.unknown_words import proof_words, sentence, unknown_sentences, unknowns_document
from planner.core.unknowns import BELOW_ZERO, Unknowns, priced_unknowns

SITES = tuple(Site(f"s{number}", f"Site {number}") for number in range(1, 7))
COUNTERS = (
    UnitCounter("radio", frozenset({"RAN radio"}), None, "radios"),
    UnitCounter("packet", frozenset({"packet core"}), None, "packet cores"),
)


def finding(number: int, model: str | None = "RRU", verdict: str = "unknown", **more: Any) -> Finding:
    """One radio at Site 1, unless told otherwise; nobody knows whose it is."""
    category, layer = more.pop("category", "RAN radio"), more.pop("layer", "ran")
    facts = {"site": "Site 1", "model": model} | more
    item = Item(number, f"f{number}", "a.xlsx", facts.pop("sheet", "Sites"), number + 1, (), **facts)
    entity = "Huawei" if verdict in ("covered", "likely") else None
    return Finding(item, verdict, entity, "in_network", layer, category, ())  # type: ignore[arg-type]


def recipe(name: str, layer: str, per: str, price_id: str, categories: str = "", when: str = "") -> Recipe:
    chosen = frozenset(part for part in categories.split(";") if part)
    return Recipe(name, layer, when, per, chosen, price_id, Decimal(1), "gear", Decimal(100), "because")  # type: ignore[arg-type]


def price(price_id: str, likely: str) -> PriceLine:
    figure = Decimal(likely)
    return PriceLine(price_id, "test", price_id.lower(), "each", figure, figure, figure, "a test", "memory")


PRICES = (
    ("RADIO", "100.10"),
    ("CLIMB", "1000"),
    ("LAB", "7"),
    ("CORE", "5000"),
    ("OSS", "90"),
    ("SHOP", "300"),
    ("AUDIT", "40"),
)
BOOK = PriceBook("test", "1", "Test", "2026", False, {name: price(name, likely) for name, likely in PRICES})
TABLE = RecipeTable(
    (
        recipe("radio", "*", "unit", "RADIO", "RAN radio"),
        recipe("climb", "ran", "package", "CLIMB"),
        recipe("lab", "ran", "project", "LAB"),
        recipe("core", "core", "package", "CORE", when="packet_core_small"),
        recipe("manager", "core", "project", "SHOP", when="no_oss_gear"),
        recipe("oss", "oss", "package", "OSS"),
        recipe("audit", "program", "project", "AUDIT"),
    ),
    {"RAN baseband": "the site's new baseband"},
)
RULES = CostingRules(BOOK, TABLE, {})


def review(findings: Sequence[Finding], columns: dict[str, Meaning] | None = None) -> Review:
    shown = columns or {"A": "site", "B": "maker", "C": "model"}
    names = sorted({one.item.sheet for one in findings} | {"Sites"})
    sheets = tuple(SheetReview(name, "visible", True, 9, 1, shown, ()) for name in names)
    return Review(RulesInfo("r", "1", "d"), (FileReview("a.xlsx", "00", 1, sheets),), tuple(findings), (), SITES)


def bills(findings: Sequence[Finding], *, include_likely: bool = True) -> tuple[BillOfWork, BillOfWork]:
    """The bill as priced, and with everything open in it."""
    base = bill_of_work(findings, SITES, COUNTERS, include_likely=include_likely)
    return base, bill_of_work(as_if_covered(findings), SITES, COUNTERS, include_likely=True)


def asked(
    findings: Sequence[Finding], columns: dict[str, Meaning] | None = None, *, include_likely: bool = True
) -> tuple[Unknowns, Estimate]:
    base, everything = bills(findings, include_likely=include_likely)
    priced = estimate(base, RULES, everything)
    return priced_unknowns(review(findings, columns), priced, WhatIf(everything, base, COUNTERS, RULES)), priced


def likely_total(bill: BillOfWork) -> Decimal:
    return total(line.likely for line in estimate(bill, RULES).lines)


def test_the_same_gear_at_two_sites_is_one_label_photo_that_settles_both() -> None:
    unknowns, _ = asked([finding(1, "RRU-39 08", quantity=3), finding(2, "rru3908", site="Site 2")])
    (question,) = unknowns.questions
    assert (question.act, question.items, question.sites) == ("label", (1, 2), ("Site 1", "Site 2"))
    assert question.high == Decimal("2400.40")
    assert sentence(question) == (
        "Photograph the label of one RRU-39 08 at Site 1: settles 2 rows at 2 sites, up to $2,400."
    )


def test_other_makers_and_other_parts_are_other_labels() -> None:
    found = [finding(1), finding(2, maker="HW"), finding(3, part_number="02311TBL"), finding(4, "BBU")]
    assert sorted(question.about for question in asked(found)[0].questions) == [
        "BBU",
        "HW RRU",
        "RRU",
        "RRU part 02311TBL",
    ]


def test_rows_of_a_site_that_name_no_maker_and_no_model_are_one_visit() -> None:
    unknowns, _ = asked([finding(1, None, maker=None), finding(2, None), finding(3, None, site="Site 2")])
    assert [(q.act, q.about, q.items) for q in unknowns.questions] == [
        ("visit", "Site 1", (1, 2)),
        ("visit", "Site 2", (3,)),
    ]
    assert proof_words(unknowns.questions[0]) == "a photo of the label or the serial number"


def test_rows_that_name_neither_gear_nor_site_are_cells_to_fill_in() -> None:
    (question,) = asked([finding(1, None, site=None)])[0].questions
    assert sentence(question).startswith("Fill in maker and site in the rows of sheet Sites of a.xlsx")


def test_a_sheet_without_a_maker_column_is_one_column_to_add_and_its_gear_stands_below() -> None:
    found = [finding(1), finding(2, "BBU", site="Site 2"), finding(3, None)]
    (question,) = asked(found, {"A": "site", "C": "model"})[0].questions
    assert (question.act, question.items) == ("column", (1, 2, 3))
    assert [(part.about, part.items) for part in question.parts] == [("BBU", (2,)), ("RRU", (1,))]
    assert sentence(question).startswith("Add a maker column to sheet Sites of a.xlsx: settles 3 rows at 2 sites")
    assert proof_words(question) == "the serial number or the purchase record"


def test_a_sheet_whose_makers_came_from_elsewhere_lacks_no_column() -> None:
    found = [finding(1), finding(2, maker="Nokia", verdict="not_covered")]
    assert [question.act for question in asked(found, {"A": "site", "C": "model"})[0].questions] == ["label"]


def test_a_serial_number_that_was_read_already_would_not_do() -> None:
    (question,) = asked([finding(1, serials=("SN1",))])[0].questions
    assert proof_words(question) == "a photo of the label or the purchase record"


def test_the_question_that_settles_most_dollars_comes_first_then_units_then_name() -> None:
    found = [
        finding(1, "one", site="Site 1"),
        finding(2, "many", site="Site 2", quantity=9),
        finding(3, "zeta", site="Site 3", layer=None, category=None, quantity=2),
        finding(4, "beta", site="Site 4", layer=None, category=None, quantity=2),
        finding(5, "gamma", site="Site 5", layer=None, category=None, quantity=3),
    ]
    questions = asked(found)[0].questions
    assert [question.about for question in questions] == ["many", "one", "gamma", "beta", "zeta"]
    assert [question.id for question in questions] == ["Q1", "Q2", "Q3", "Q4", "Q5"]


def test_a_climb_that_two_questions_share_is_counted_once_in_the_total_and_the_difference_is_named() -> None:
    unknowns, priced = asked([finding(1, "RRU"), finding(2, "BBU")])
    assert [question.high for question in unknowns.questions] == [Decimal("1100.10")] * 2
    assert unknowns.high == priced.unknown_high == Decimal("1200.20")
    (shared,) = unknowns.shared
    assert (shared.price_id, shared.in_questions, shared.together) == ("CLIMB", Decimal(2000), Decimal(1000))
    assert unknowns.sum_of_highs - shared.difference == unknowns.high


def test_what_only_all_questions_together_make_necessary_is_in_the_total_alone() -> None:
    found = [finding(number, f"kind {number}", site=f"Site {number}") for number in range(1, 6)]
    unknowns, _ = asked(found)
    assert unknowns.high - unknowns.sum_of_highs == Decimal(47)
    assert {one.price_id: one.difference for one in unknowns.shared} == {"AUDIT": Decimal(-40), "LAB": Decimal(-7)}


def test_a_question_that_would_make_the_estimate_cheaper_adds_nothing_and_that_is_named_too() -> None:
    core = finding(1, "CORE", "covered", category="packet core", layer="core")
    manager = finding(2, "U2000", category="OSS", layer="oss")
    unknowns, priced = asked([core, manager])
    assert (unknowns.questions[0].high, unknowns.high, priced.unknown_high) == (ZERO, ZERO, ZERO)
    both, _ = asked([core, manager, finding(3)])
    assert both.high == Decimal("890.10")
    assert {one.price_id: one.difference for one in both.shared} == {BELOW_ZERO: Decimal(210)}


def test_likely_gear_is_in_the_estimate_already_and_its_price_is_at_stake() -> None:
    unknowns, priced = asked([finding(1, verdict="likely"), finding(2, "BBU", "covered")])
    (question,) = unknowns.questions
    assert (question.high, question.at_stake, priced.unknown_high) == (ZERO, Decimal("100.10"), ZERO)
    assert sentence(question).endswith("settles 1 row at Site 1, $100 that the estimate already holds.")


def test_likely_gear_that_the_project_leaves_out_could_be_added() -> None:
    unknowns, priced = asked([finding(1, verdict="likely")], include_likely=False)
    assert unknowns.questions[0].high == unknowns.high == priced.unknown_high == Decimal("1100.10")
    assert unknowns.at_stake == 0


def test_a_row_that_says_too_little_to_be_priced_keeps_its_question() -> None:
    (question,) = asked([finding(1, "widget", layer=None, category=None)])[0].questions
    assert (question.high, question.unpriced) == (ZERO, 1)
    assert sentence(question).endswith("no price yet.")


def test_gear_that_is_gone_adds_nothing_and_lacks_no_price() -> None:
    (question,) = asked([replace(finding(1), presence="removed")])[0].questions
    assert (question.high, question.unpriced) == (ZERO, 0)
    assert sentence(question).endswith("settles 1 row at Site 1, no dollars.")


@pytest.mark.parametrize("verdict", ["covered", "not_covered"])
def test_settled_rows_ask_nothing(verdict: str) -> None:
    unknowns, _ = asked([finding(1, verdict=verdict)])
    assert unknowns == Unknowns()
    assert unknown_sentences(unknowns) == ()


def test_the_headline_tells_the_range_and_the_three_that_settle_most() -> None:
    found = [finding(number, f"kind {number}", site=f"Site {number}", quantity=number) for number in range(1, 6)]
    (told,) = unknown_sentences(asked(found)[0])
    assert told.startswith(
        "Unknowns add $0 to $6,548; the three that settle most: (1) Photograph the label of one kind 5 at Site 5: "
        "settles 1 row at Site 5, up to $1,500; (2) "
    )
    assert told.count("settles") == 3


def test_a_strangers_text_is_kept_on_one_line_and_short() -> None:
    (question,) = asked([finding(1, "x\ny " + "z" * 500)])[0].questions
    assert question.about.startswith("x y zzz")
    assert len(question.about) == 80


MODELS = st.sampled_from(["RRU", "BBU", None])
GEAR = st.sampled_from(
    [("RAN radio", "ran"), ("RAN baseband", "ran"), ("packet core", "core"), ("OSS", "oss"), (None, None), ("x", "ip")]
)
FINDINGS = st.lists(
    st.builds(
        lambda model, gear, site, quantity, verdict, presence: replace(
            finding(0, model, verdict, category=gear[0], layer=gear[1], site=site, quantity=quantity),
            presence=presence,
        ),
        MODELS, GEAR, st.sampled_from([None, *(site.name for site in SITES)]), st.integers(1, 30),
        st.sampled_from(["covered", "likely", "unknown", "not_covered"]),
        st.sampled_from(["in_network", "in_network", "spare", "removed"]),
    ),
    max_size=14,
).map(lambda found: [replace(one, item=replace(one.item, id=place)) for place, one in enumerate(found, 1)])  # fmt: skip


@given(FINDINGS, st.booleans(), st.booleans())
@settings(deadline=None)
def test_every_open_row_is_in_one_question_and_the_parts_explain_the_total_to_the_cent(
    found: list[Finding], include_likely: bool, has_makers: bool
) -> None:
    columns: dict[str, Meaning] = {"A": "site", "B": "maker" if has_makers else "notes", "C": "model"}
    unknowns, priced = asked(found, columns, include_likely=include_likely)
    rows = sorted(item for question in unknowns.questions for item in question.items)
    assert rows == [one.item.id for one in found if one.verdict in ("unknown", "likely")]
    assert unknowns.high == priced.unknown_high
    assert unknowns.sum_of_highs - total(one.difference for one in unknowns.shared) == unknowns.high
    settled = [question.settles for question in unknowns.questions]
    assert settled == sorted(settled, reverse=True)
    assert min([*settled, Decimal(0)]) == 0
    document = unknowns_document(unknowns, {})
    assert total(Decimal(question["high"]) for question in document["questions"]) == Decimal(document["sum_of_highs"])


@given(FINDINGS, st.booleans(), st.data())
@settings(deadline=None)
def test_the_price_of_an_answer_is_the_price_of_the_whole_network_anew(
    found: list[Finding], include_likely: bool, data: st.DataObject
) -> None:
    base, everything = bills(found, include_likely=include_likely)
    inside = {one.item.id for swap in base.swaps for one in swap.findings}
    chosen = {one.item.id for one in found if data.draw(st.booleans())}
    ruled = (inside | chosen) - (inside & chosen)
    could_be = as_if_covered(found)
    anew = bill_of_work([one for one in could_be if one.item.id in ruled], SITES, COUNTERS, include_likely=True)
    changed = WhatIf(everything, base, COUNTERS, RULES).change(chosen - inside, chosen & inside)
    assert total(changed.values()) == likely_total(anew) - likely_total(base)


def test_when_the_first_core_goes_the_second_takes_its_price() -> None:
    first = finding(1, "CORE", "likely", category="packet core", layer="core", quantity=2)
    second = finding(2, "CORE", "covered", category="packet core", layer="core", site="Site 2")
    base, everything = bills([first, second])
    changed = WhatIf(everything, base, COUNTERS, RULES).change((), (1,))
    assert changed == {("s1/core", "CORE"): Decimal(-5000), ("s2/core", "CORE"): Decimal(5000)}


def test_sectors_follow_the_radios_that_stay() -> None:
    found = [finding(1, verdict="covered"), finding(2, verdict="likely"), finding(3, verdict="unknown", quantity=5)]
    table = RecipeTable((recipe("sector", "ran", "sector", "CLIMB"),), {})
    base, everything = bills(found)
    what_if = WhatIf(everything, base, COUNTERS, replace(RULES, table=table))
    assert what_if.change((3,)) == {("s1/ran", "CLIMB"): Decimal(1000)}
    assert what_if.change((), (2,)) == {("s1/ran", "CLIMB"): Decimal(-1000)}
