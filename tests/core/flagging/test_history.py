"""Companies that changed hands: a row is judged by its own date, and what nobody confirmed closes no question."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.flagging import RulePack, flag
from planner.core.model import CellRef, FieldLayout, FieldText, Finding, Item, ItemRows, ItemTable, RowFields, Verdict
from planner.core.model.tables import ATTRIBUTES
from planner.reference.rulepacks import load_rules

PACK = load_rules()
DAYS = st.dates(date(1999, 1, 1), date(2026, 11, 24))


def judged(
    maker: str,
    obtained: str = "",
    *,
    installed: str = "",
    serial: str = "",
    model: str = "",
    pack: RulePack = PACK,
) -> Finding:
    """The finding on a row of a maker and what else is given."""
    cells = {"maker": maker, "model": model, "serial": serial}
    fields = tuple(
        FieldText(meaning, meaning.title(), CellRef("a.xlsx", "Sites", "ABC"[at], 2), text)  # type: ignore[arg-type]
        for at, (meaning, text) in enumerate(cells.items())
        if text
    )
    days = {"obtained_on": obtained, "installed_on": installed}
    told = {name: date.fromisoformat(day) for name, day in days.items() if day}
    item = Item(1, "fp", "a.xlsx", "Sites", 2, fields, maker=maker, serials=(serial,) if serial else (), **told)  # type: ignore[arg-type]
    return flag([item], pack, lambda _: None)[0]


def why(finding: Finding) -> str:
    """Everything the evidence says."""
    return " | ".join(evidence.why for evidence in finding.evidence)


@pytest.mark.parametrize(
    ("maker", "day", "verdict"),
    [
        ("Honor", "2019-05-01", "likely"),
        ("Honor", "2020-11-16", "likely"),
        ("Honor", "2020-11-17", "unknown"),
        ("Honor", "2021-12-31", "unknown"),
        ("Honor", "2022-01-01", "not_covered"),
        ("xFusion", "2021-11-04", "likely"),
        ("xFusion", "2021-11-05", "unknown"),
        ("HMN Technologies", "2015-03-01", "likely"),
        ("HMN Technologies", "2021-03-01", "unknown"),
        ("Huawei Marine Networks", "2015-03-01", "likely"),
        ("Huawei-3Com", "2004-06-01", "likely"),
        ("Huawei-3Com", "2006-06-01", "unknown"),
        ("H3C", "2004-06-01", "unknown"),
        ("H3C", "2015-06-01", "not_covered"),
        ("3Com", "2001-06-01", "not_covered"),
        ("3Com", "2005-06-01", "unknown"),
        ("3Com", "2009-06-01", "not_covered"),
        ("Lorex", "2017-06-01", "unknown"),
        ("Lorex", "2019-06-01", "likely"),
        ("Lorex", "2023-06-01", "unknown"),
        ("Sepura", "2016-06-01", "not_covered"),
        ("Sepura", "2019-06-01", "likely"),
        ("Sepura", "2022-06-01", "unknown"),
        ("Sepura", "2024-06-01", "not_covered"),
        ("Norsat", "2017-07-19", "not_covered"),
        ("Norsat", "2017-07-20", "likely"),
        ("Huawei Symantec", "2010-01-01", "covered"),
        ("Huawei Symantec", "2014-01-01", "covered"),
    ],
)
def test_a_company_that_changed_hands_is_judged_by_the_rows_date(maker: str, day: str, verdict: Verdict) -> None:
    assert judged(maker, day).verdict == verdict
    assert judged(maker, installed=day).verdict == verdict


@pytest.mark.parametrize(
    ("maker", "verdict"),
    [("Honor", "unknown"), ("xFusion", "unknown"), ("Huawei Marine", "likely"), ("Lorex", "unknown")],
)
def test_without_a_date_it_is_a_question_that_says_what_to_ask(maker: str, verdict: Verdict) -> None:
    finding = judged(maker)
    assert finding.verdict == verdict
    assert "this row has no date" in why(finding)
    assert "when was it made or obtained?" in why(finding)


def test_the_sentence_says_why_it_was_huaweis_then() -> None:
    finding = judged("Honor", "2019-05-01")
    assert finding.entity == "Huawei"
    said = why(finding)
    assert "until" in said or "2013-01-01 to 2020-11-16" in said
    assert "this row was obtained on 2019-05-01; so Honor was Huawei's then" in said


def test_after_the_sale_the_name_speaks_for_nobody_covered() -> None:
    finding = judged("Honor", "2023-05-01")
    assert finding.entity is None
    assert [(evidence.strength, evidence.entity) for evidence in finding.evidence] == [("against", "Honor")]


def test_the_use_question_goes_with_a_maker_of_video_gear() -> None:
    assert "ask what it is used for" in why(judged("Lorex", "2019-06-01"))


def test_the_month_in_the_serial_outweighs_the_day_it_was_obtained() -> None:
    """Made in March 2019 and bought in 2023 from old stock: Huawei's still."""
    finding = judged("xFusion", "2023-02-01", serial="2102311XYZ10K3000001")
    assert finding.verdict == "covered"
    assert "made in March 2019 by its serial number" in why(finding)


def test_a_serial_at_the_border_is_a_question_for_it_may_be_a_month_off() -> None:
    assert judged("xFusion", serial="2102311XYZ10MB000001").evidence[0].rule == "history-review"
    assert judged("xFusion", serial="2102311XYZ10M9000001").evidence[0].rule == "history-covered-then"


def test_a_serial_that_is_younger_than_the_purchase_settles_nothing() -> None:
    finding = judged("Honor", "2019-01-01", serial="2102311XYZ10N3000001")
    assert "yet obtained on 2019-01-01" in why(finding)
    assert finding.evidence[0].rule == "history-review"


def test_an_h3c_serial_of_the_joint_venture_raises_a_question_and_one_of_2012_closes_none() -> None:
    old, young = "210231A2MG1047000001", "210231A2MG10C7000001"
    assert judged("H3C", serial=old).verdict == "unknown"
    assert judged("H3C", serial=young).verdict == judged("H3C").verdict == "not_covered"
    assert "this row has no date" in why(judged("H3C", serial=young))
    assert judged("H3C", "2005-06-01", serial=young).verdict == "unknown"
    assert judged("H3C", "2012-09-01", serial=old).verdict == "not_covered"


def test_unconfirmed_years_never_close_a_question() -> None:
    """Sinclair before July 2017 is only remembered; were it confirmed, the row would be cleared."""
    assert judged("Sinclair Technologies", "2014-01-01").verdict == "unknown"
    sure = replace(PACK, history=tuple(replace(era, sure=True) for era in PACK.history))
    assert judged("Sinclair Technologies", "2014-01-01", pack=sure).verdict == "not_covered"


def test_after_a_divestiture_the_shared_model_and_serial_are_not_enough() -> None:
    finding = judged("xFusion", "2023-05-01", model="FusionServer 2288H V6", serial="2102311XYZ10P3000001")
    assert finding.verdict == "likely"
    assert judged("Huawei", "2023-05-01", model="FusionServer 2288H V6").verdict == "covered"


def test_a_name_that_only_stands_in_a_remark_is_no_maker() -> None:
    assert judged("Nokia", "2019-01-01", model="replaces Honor router").verdict == "not_covered"


def test_a_pack_without_history_judges_by_the_name_alone() -> None:
    assert judged("Honor", "2019-05-01", pack=replace(PACK, history=())).verdict == "unknown"


@settings(deadline=None)
@given(DAYS, st.sampled_from(sorted({" ".join(name) for era in PACK.history for name in era.names})))
def test_every_day_has_an_answer_and_not_covered_needs_a_confirmed_era(day: date, name: str) -> None:
    finding = judged(name.title(), day.isoformat())
    assert finding.evidence or finding.verdict == "unknown"
    if finding.verdict == "not_covered" and any(e.rule.startswith("history") for e in finding.evidence):
        open_eras = [e for e in PACK.history if (e.starts or date.min) <= day <= (e.ends or date.max) and e.sure]
        assert any(era.label == "not-covered-then" for era in open_eras)


def test_eras_of_a_company_never_overlap() -> None:
    for company in {era.company for era in PACK.history}:
        eras = sorted((e for e in PACK.history if e.company == company), key=lambda era: era.starts or date.min)
        for one, other in pairwise(eras):
            assert one.ends is not None
            assert other.starts is not None
            assert other.starts > one.ends


def test_every_name_of_a_company_with_a_past_is_one_the_engine_looks_for() -> None:
    known = {rule.words for rule in PACK.names}
    assert {name for name in PACK.pasts if name not in known} == set()
    named = {rule.words for rule in PACK.names if rule.entity and any(part in PACK.pasts for part in [rule.words[:1]])}
    assert {words for words in named if words not in PACK.pasts} == set()


def test_rows_of_one_table_are_each_judged_by_their_own_day() -> None:
    days = [date(2019, 1, 1), date(2023, 1, 1), None, date(2020, 12, 1)]
    layout = FieldLayout("a.xlsx", "S", ("maker",), ("Vendor",), ("A",))
    texts = [("Honor",)] * len(days)
    columns: dict[str, list[Any]] = {
        "maker": ["Honor"] * len(days),
        "obtained_on": days,
        "serials": [()] * len(days),
        "quantity": [1] * 4,
    }
    table = ItemTable()
    table.add_rows(
        ItemRows(
            1, layout, [2, 3, 4, 5], texts, [["Honor"] * len(days)], [()] * len(days), [None] * len(days),
            tuple(columns.get(name, [None] * len(days)) for name in ATTRIBUTES), str,
        )
    )  # fmt: skip
    found = flag(table, PACK, lambda _: None)
    assert [finding.verdict for finding in found] == ["likely", "not_covered", "unknown", "unknown"]
    loose = [Item(at, "fp", "a.xlsx", "S", at, RowFields(layout, at, ("Honor",)), obtained_on=day)
             for at, day in enumerate(days, start=1)]  # fmt: skip
    assert [one.verdict for one in flag(loose, PACK, lambda _: None)] == [finding.verdict for finding in found]
