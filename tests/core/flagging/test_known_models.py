"""Whether a header or a cell holds a model of the shipped pack."""

import pytest

from planner.core.flagging.known_models import KnownModels
from planner.reference.columns import load_column_lexicon
from planner.reference.rulepacks import load_rules

KNOWN = KnownModels(load_rules().families)


@pytest.mark.parametrize(
    "text", ["RRU3908", "rru 3908", "Huawei RTN 950", "3xRRU3908", "BBU3900 (spare)", "ＲＲＵ３９０８"]
)
def test_a_model_nobody_else_has_is_strong(text: str) -> None:
    assert KNOWN(text) == "strong"


def test_a_model_that_others_may_have_is_weak() -> None:
    assert KNOWN("R8862") == "weak"


@pytest.mark.parametrize("text", ["", "RRU", "BBU", "AHLOA", "Band 12", "Cedar Ridge", "RRU3908 " + "x" * 100])
def test_what_is_no_model_of_the_pack_or_prose_is_not_known(text: str) -> None:
    assert KNOWN(text) is None


def test_no_word_of_a_header_is_a_model() -> None:
    assert [word for word in load_column_lexicon().whole if KNOWN(word)] == []
