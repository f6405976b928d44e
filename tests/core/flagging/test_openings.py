"""A family is asked only about texts that can begin as it begins; none of its names is missed by that."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.flagging.openings import Form, Openings, heads
from planner.core.flagging.pack import Family
from planner.core.flagging.text import shout
from planner.reference.rulepacks import load_rules

PACK = load_rules()
OPENINGS = Openings([family.form.heads for family in PACK.families])
WORD = r"(?<![A-Za-z0-9])"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (WORD + "(?:RRU[35])", {"RRU"}),
        (WORD + "(?:(?:M|L)?RFU)", {"MRF", "LRF", "RFU"}),
        (WORD + "(?:S[0-1][ _-]?7)", {"S0 ", "S0_", "S0-", "S07", "S1 ", "S1_", "S1-", "S17"}),
        (WORD + "(?:NE)", {"NE"}),
        (WORD + "(?:N(?:E|X5)?)", None),
        (WORD + "(?:A{2,3}B?)", {"AA", "AAA", "AAB"}),
        (WORD + "(?!X)(?:CX|UPS)", {"CX", "UPS"}),
        ("RRU3908", None),
        (WORD + ".RU", None),
    ],
)
def test_a_pattern_tells_what_its_matches_begin_with(pattern: str, found: set[str] | None) -> None:
    assert heads(pattern, re.IGNORECASE) == found


def test_a_text_asks_only_those_that_begin_as_one_of_its_words() -> None:
    openings = Openings([heads(WORD + text, re.IGNORECASE) for text in ("RRU", "BBU", "NE", "MARRU")])
    assert openings.among("BBU3900, NE40") == [1, 2]
    assert openings.among("CARRU") == []
    assert openings.among("") == []


def test_a_pattern_that_may_begin_anywhere_is_always_asked() -> None:
    assert Openings([None, frozenset({"RRU"})]).among("anything") == [0]


@pytest.mark.parametrize("family", PACK.families, ids=lambda family: family.rule)
def test_every_example_asks_its_own_family(family: Family) -> None:
    place = PACK.families.index(family)
    assert all(place in OPENINGS.among(shout(f"old {example} here")) for example in family.examples)


@given(st.data(), st.text(alphabet="RSUNE0123-_ /x", max_size=20))
@settings(max_examples=400, deadline=None)
def test_whatever_a_family_finds_it_was_asked_about(data: st.DataObject, around: str) -> None:
    family = data.draw(st.sampled_from(PACK.families))
    name = data.draw(st.from_regex(family.form.pattern))
    for text in (shout(name), shout(f"{around} {name}")):
        if text.isascii() and family.form.pattern.search(text):
            assert PACK.families.index(family) in OPENINGS.among(text)


def test_a_form_that_is_no_regular_expression_is_refused() -> None:
    with pytest.raises(re.error):
        Form("(RRU")
