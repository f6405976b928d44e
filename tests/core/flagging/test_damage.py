"""Names the way people type them."""

from collections.abc import Callable

import pytest

from planner.core.model import Finding

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
