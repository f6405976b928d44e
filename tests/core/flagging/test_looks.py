"""A look, the text with every figure a zero, may only tell what holds for all texts that look so."""

import random
import re
from dataclasses import replace

import pytest

from planner.core.flagging.cells import Voice, cell_text
from planner.core.flagging.hearing import Listener
from planner.core.flagging.identifiers import IdentifierReader, TokenRules
from planner.core.flagging.looks import SILENCE, look_of
from planner.core.flagging.openings import Clues, Form, needed
from planner.core.flagging.pack import CellRole
from planner.core.flagging.sketches import Sketch, blurred
from planner.reference.rulepacks import load_rules

PACK = load_rules()
LISTENER = Listener(PACK, lambda _: None)
ROLES: tuple[CellRole, ...] = ("model", "part_number", "description", "notes")
WORDS = (
    "Huawei", "ZTE", "3Com", "RADIO", "removed 2021", "spare unit", "in the warehouse", "bay 12", "V200R019C10", "SN",
    "3xRRU3908", "RTN 950A", "1.3.6.1.4.1.2011.2.25", "FCC ID: QISE5573", "BOM: 02310001", "router", "not", "D-Link",
)  # fmt: skip


def test_a_sketch_knows_every_example_of_a_family_with_its_figures_blurred() -> None:
    asked = 0
    for family in PACK.families:
        sketch = Sketch(family.form.text, re.IGNORECASE)
        for example in filter(str.isascii, family.examples):
            for match in family.form.pattern.finditer(example):
                asked += 1
                assert sketch.may_match(blurred(example.upper()), match.start()), (family.form.text, example)
    assert asked > 1000


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        (r"RRU3\d{3}", "RRU0000", True),
        (r"RRU[3-5]+?\d(?![0-9A-Z])", "RRU00", True),
        (r"RRU[3-5]{3}(?![0-9A-Z])", "RRU0000", False),  # a fourth figure follows, whichever it is
        (r"RRU3(?!5)\d", "RRU00", True),  # some figure other than 5
        (r"(?>[1-5]*+6)A", "000A", True),
        (r"[^0]\d", "00", True),
        (r"A(?:BC|D)E?F", "ADF", True),
        (r"A(?:BC|D)E?F", "ABF", False),
        (r"(A)\1", "AX", True),  # what a sketch cannot follow may match
    ],
)
def test_a_zero_of_a_look_stands_for_any_figure(pattern: str, text: str, *, may: bool) -> None:
    assert Sketch(pattern, 0).may_match(text, 0) is may


def test_a_sketch_of_whole_words_begins_and_ends_where_words_do() -> None:
    sketch = Sketch(r"23\d{4}", 0, whole=True)
    assert [sketch.may_stand_in(text) for text in ("A 000000.", "0000000", "A000000")] == [True, False, False]


def test_a_beginning_may_go_on_in_any_way() -> None:
    sketch = Sketch(r"21(?:0231|9801)A[0-9A-Z]{13}", 0)
    letters = ("", "2", "210231A", "2102", "219", "2105", "10")
    assert [sketch.may_begin(text) for text in letters] == [True, True, True, True, True, False, False]
    assert Sketch(r"2{9}", 0).may_begin("22")


def test_a_needed_word_stands_in_every_match() -> None:
    assert needed(r"FCC ?ID[ :]*SRQ[A-Z]*", 0) == ("FCC",)
    assert set(needed(r"VERSATILE|(?<!A)VRP ?\d", 0) or ()) == {"VERSATILE", "VRP"}
    assert needed(r"[A-Z]+\d?", 0) is None
    assert Clues.of([(None, "x", 0)]).in_text("AX", frozenset())


def test_ascii_texts_are_searched_as_all_texts_are() -> None:
    form = Form(r"(?<![A-Za-z0-9])(?:RRU ?\d{3,4}[a-z]?|k\w)(?![A-Za-z0-9])")
    text = "rru 3908a, RRU300 RRU3001;KX kx1"
    starts = [place for place in range(len(text)) if text[:place][-1:] in ("", " ", ";")]
    plain = [match.span() for match in form.matches(text, starts)]
    assert plain == [match.span() for match in form.pattern.finditer(text)] != []
    assert Form(r"\u212a\d").plain.flags & re.ASCII == 0
    assert form.matches("RRU3908 \u212aX", [0])[1].group() == "\u212aX"  # the Kelvin sign is a K where all is searched


def _texts() -> list[str]:
    draw = random.Random(3)  # noqa: S311 - no secret
    kinds = [example for family in PACK.families for example in family.examples]
    words = [*WORDS, *kinds, *(" ".join(rule.words) for rule in PACK.names)]
    found = []
    for _ in range(400):
        text = draw.choice((" ", "-", ", ")).join(draw.choices(words, k=draw.randint(1, 3)))
        found += [text, re.sub(r"\d", lambda _: draw.choice("0123456789"), text)]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_who_is_not_to_speak_of_a_look_says_nothing_of_any_text_of_it(role: CellRole) -> None:
    voice, silent = Voice(role), 0
    for text in _texts():
        look = look_of(text)
        if look is None:
            continue
        said = LISTENER.reading(cell_text(voice, text))
        for closely in (False, True):
            speakers = LISTENER.looks.speakers(voice, look, closely=closely)
            silent += speakers is SILENCE
            assert LISTENER.reading(cell_text(voice, text, speakers.models), speakers) == said, text
    assert silent


def test_long_texts_and_other_alphabets_have_no_look() -> None:
    assert (look_of("RRU 3908"), look_of("华为 3908"), look_of("1" * 401)) == ("RRU 0000", None, None)


def test_a_column_of_serials_is_read_as_each_of_them() -> None:
    reader = IdentifierReader(PACK.identifiers)
    draw = random.Random(5)  # noqa: S311 - no secret
    many = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for beginning in ("", "21", "2102", "210231A", "0235", "48575443", "HWTC", "2O"):
        serials = [beginning + "".join(draw.choices(many, k=draw.choice((8, 12, 16)))) for _ in range(150)]
        serials += ["21023" + "1" * 11 + "0000", "210235G6K810" + "00000000", "2102310000" + "0" * 10]
        assert reader.serial_shapes(serials) == list(map(reader.serial_shape, serials))


def test_in_a_run_of_serials_the_first_rule_that_fits_still_decides() -> None:
    narrow, wide = (replace(PACK.identifiers[0], pattern=re.compile(text)) for text in (r"2\d{6}5", r"2\d{7}"))
    serials = ["21111114", "21111115", "21111116", "31111111", "21111115"]
    found = TokenRules([narrow, wide]).each("".join(serial + "\n" for serial in serials))
    assert found == [id(wide), id(narrow), id(wide), 0, id(narrow)]
