"""Two signs are two only if they come from different words."""

from collections.abc import Callable

import pytest

from planner.core.flagging.models import ModelReader
from planner.core.flagging.pack import RulePack
from planner.core.flagging.stances import StanceReader
from planner.core.model import Finding

Judge = Callable[..., Finding]


@pytest.mark.parametrize("maker", ["Quidway", "SmartAX", "NetEngine", "SingleRAN", "OptiX", "LampSite", "ZXSDR"])
def test_a_brand_that_is_also_a_model_counts_once(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker)
    assert finding.verdict == "likely"
    assert {evidence.kind for evidence in finding.evidence} == {"maker", "model"}


@pytest.mark.parametrize(
    "texts",
    [
        {"description": "Huawei RRU3959 radio"},
        {"description": "Huawei_RRU_3959 radio"},
        {"model": "Huawei rru 3959"},
        {"model": "HuaweiRRU3959"},
        {"maker": "Quidway", "model": "Quidway S5328C-EI"},
        {"maker": "OptiX", "model": "OSN 3500"},
    ],
)
def test_a_name_and_a_model_in_other_words_are_two(judge: Judge, texts: dict[str, str]) -> None:
    assert judge(**texts).verdict == "covered"


def test_readings_that_differ_only_in_whose_words_they_share_are_not_of_one_kind(judge: Judge) -> None:
    """The engine remembers rulings by what cells say; both of these say "a brand and a model"."""
    for _ in range(2):
        assert [judge(description=text).verdict for text in ("Huawei BBU3900", "HuaweiBBU3900")] == ["covered"] * 2
        assert judge(maker="OptiX").verdict == "likely"


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [("old RRU3908 here", "RRU3908"), ("old RRU 3908 here", "RRU 3908"), ("two 3xRRU3908V2 there", "RRU3908"),
     ("a HuaweiRRU_3908 b", "RRU_3908")],
)  # fmt: skip
def test_a_model_is_found_where_it_was_typed(pack: RulePack, typed: str, quoted: str) -> None:
    reader = ModelReader(pack, StanceReader(pack.phrases, ()))
    hits = [hit for hit in reader.read(typed, tight=True) if hit.family.category == "RAN radio"]
    assert quoted in {typed[slice(*hit.span)] for hit in hits}
