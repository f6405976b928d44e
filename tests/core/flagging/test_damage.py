"""Names the way people type them."""

from collections.abc import Callable

import pytest

from planner.core.flagging import RulePack, flag
from planner.core.model import FieldLayout, Finding, Item, RowFields

Judge = Callable[..., Finding]


@pytest.mark.parametrize(
    "model",
    [
        "rru 3908", "RRU_3908", "RRU-3908", "ＲＲＵ３９０８", "RRU3908V2", "RRU 3908 v2", "RRU3908_1", "(RRU3908)",
        "3 x RRU3908", "3xRRU3908", "RRU3908x3",
        "RRU3908 x3", "BTS-3900", "bts 3900", "BBU3900_1", "HuaweiRRU3908", "Huawei_RRU3908", "MA 5608T",
        "ma5608t", "NE40E‑X3",
        "UA 5000", "HG 8245H", "TP 48200A", "S 5720-36C-EI-AC", "RRU\u00a03908", "RRU3908; spare parts",
        "RRU3908\nRRU3936",
        "AC 6605", "RTN950A", "OptiX  RTN   950", "WD22UMPTb1", "ETP 48200",
    ],
)  # fmt: skip
def test_a_damaged_model_is_still_recognized(judge: Judge, model: str) -> None:
    finding = judge(model=model)
    assert finding.entity == "Huawei"
    assert finding.verdict in ("likely", "covered")


@pytest.mark.parametrize("text", ["tower AC 6605 ft", "S 5720-36C-EI-AC of the index"])
def test_in_running_text_a_space_keeps_words_apart(judge: Judge, text: str) -> None:
    assert judge(description=text).verdict == "unknown"


def test_several_models_in_one_cell_are_all_evidence(judge: Judge) -> None:
    finding = judge(maker="Huawei", model="RRU3908 x3; BBU3900 / UMPTb1")
    assert {evidence.text for evidence in finding.evidence} >= {"Huawei", "RRU3908", "BBU3900", "UMPTb1"}
    assert (finding.layer, finding.category) == ("ran", "RAN radio")


def test_the_words_quoted_stand_in_the_cell(judge: Judge) -> None:
    (evidence,) = judge(model="the RRU 3908 here").evidence
    assert evidence.text in "the RRU 3908 here"
    assert str(evidence.cell) == "Sites!A2"


def test_a_model_in_the_maker_column_names_no_other_maker(judge: Judge) -> None:
    assert judge(maker="RRU3908").verdict == "likely"
    assert judge(maker="C300").verdict == "unknown"


@pytest.mark.parametrize(
    ("cell", "typed", "entity"),
    [("model", "BBU 39OO", "Huawei"), ("model", "RRU39O8", "Huawei"), ("model", "C3OO", "ZTE"),
     ("part_number", "0235O123", "Huawei"), ("part_number", "O2350123", "Huawei"), ("part_number", "2350123",
     "Huawei")],
)  # fmt: skip
def test_letters_among_the_figures_of_a_model_or_part_number_are_read_as_figures_and_prove_little(
    judge: Judge, cell: str, typed: str, entity: str
) -> None:
    finding = judge(**{cell: typed})
    assert (finding.verdict, finding.entity) == ("unknown", entity)
    (evidence,) = finding.evidence
    assert (evidence.strength, evidence.text) == ("weak", typed)
    assert ("the letter O was read as zero" in evidence.why) == ("O" in typed)
    assert {one.kind for one in judge(maker="Nokia", **{cell: typed}).evidence} == {"maker"}


def test_damaged_models_are_read_in_a_long_column_as_alone(judge: Judge, pack: RulePack) -> None:
    """Looks that came often are looked at closely; letters among figures must not slip through."""
    layout = FieldLayout("a", "S", ("model",), ("Model",), ("A",))
    models = [f"BBU 39O{at % 10}" if at % 2 else f"X-{at}O{at}" for at in range(80)]
    items = [Item(at, "f", "a", "S", at, RowFields(layout, at, (text,))) for at, text in enumerate(models)]
    for finding, text in zip(flag(items, pack, lambda _: None), models, strict=True):
        assert (finding.verdict, finding.entity) == (judge(model=text).verdict, judge(model=text).entity)
    assert any(finding.entity for finding in flag(items, pack, lambda _: None))


def test_a_model_that_fits_as_typed_is_left_alone_and_a_mention_stays_one(judge: Judge) -> None:
    assert "read as" not in judge(model="RRU3908 O2").evidence[0].why
    assert judge(model="adapter for BBU39OO").presence == "mentioned"
    assert judge(description="BBU39OO").evidence == ()
