"""Serials copied from a label, where O stands for 0 and I for 1."""

from collections.abc import Callable

import pytest

from planner.core.model import Finding

Judge = Callable[..., Finding]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("21O2351BTY10L4000123", ["the letter O was read as zero"]),
        ("2I02351BTY10L4000123", ["the letter I was read as one"]),
        ("2IO2351BTY10L4000123", ["the letter O was read as zero", "the letter I was read as one"]),
        ("21o2351bty10l4000123", ["the letter O was read as zero"]),
        ("S/N 21O2351BTY10L4000123", ["the letter O was read as zero"]),
        ("HWTCO1234567", ["the letter O was read as zero"]),
    ],
)
def test_letters_that_look_like_digits_are_read_as_digits_and_prove_little(
    typed: str, said: list[str], judge: Judge
) -> None:
    finding = judge(serial=typed)
    (evidence,) = finding.evidence
    assert (finding.verdict, evidence.strength, evidence.entity, evidence.kind) == (
        "unknown",
        "weak",
        "Huawei",
        "serial",
    )
    assert evidence.text in typed
    assert all(words in evidence.why for words in said)


def test_a_serial_that_fits_as_typed_keeps_its_letters_and_its_strength(judge: Judge) -> None:
    (evidence,) = judge(serial="2102351BTO10L4000123").evidence
    assert (evidence.strength, "read as" in evidence.why) == ("strong", False)


def test_a_misread_serial_beside_a_clear_one_takes_nothing_from_it(judge: Judge) -> None:
    finding = judge(serial="21O2351BTY10L4000123; 2102351BTY10L4000124")
    assert [evidence.strength for evidence in finding.evidence] == ["weak", "strong"]
    assert finding.verdict == "likely"


@pytest.mark.parametrize("typed", ["21O231A0BCD123456789", "21O2351BTY", "FOC1234X0AB", "OOOOOOOOOOOOOOOOOOOO"])
def test_no_guess_excuses_gear_and_no_other_serial_is_taken_for_a_covered_one(typed: str, judge: Judge) -> None:
    assert judge(serial=typed).evidence == ()


def test_a_guess_is_dropped_where_another_maker_is_named(judge: Judge) -> None:
    finding = judge(maker="Nokia", serial="21O2351BTY10L4000123")
    assert finding.verdict == "not_covered"
    assert {evidence.kind for evidence in finding.evidence} == {"maker"}


def test_only_serial_cells_are_read_so_generously(judge: Judge) -> None:
    assert judge(description="cable 21O2351BTY10L4000123").evidence == ()
