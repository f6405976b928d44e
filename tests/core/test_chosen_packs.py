"""A choice of rule packs: written, read back, refused when it is none, and never a way to another file."""

import json
from pathlib import Path

import pytest

from planner.core.chosen_packs import choice_text, parse_choice, with_files
from planner.core.errors import InvalidDocument


def test_a_choice_is_read_back_as_written() -> None:
    assert parse_choice(choice_text(["us-fcc-scrp@1.0.0", "ridge.toml"])) == ("us-fcc-scrp@1.0.0", "ridge.toml")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "[]",
        '{"format": "planner-rules/2", "packs": ["a"]}',
        '{"format": "planner-rules/1", "packs": []}',
        '{"format": "planner-rules/1", "packs": "a"}',
        '{"format": "planner-rules/1", "packs": [1]}',
        json.dumps({"format": "planner-rules/1", "packs": ["a"] * 21}),
    ],
)
def test_what_is_no_choice_says_what_to_do(text: str) -> None:
    with pytest.raises(InvalidDocument, match="choose the rules again"):
        parse_choice(text)


def test_files_handed_in_are_found_and_names_stay_names() -> None:
    files = {"ridge.toml": Path("work/pack/ridge.toml")}
    assert with_files(["us-fcc-scrp@1.0.0", "ridge.toml"], files) == ("us-fcc-scrp@1.0.0", "work/pack/ridge.toml")


@pytest.mark.parametrize("name", ["gone.toml", "Gone.ZIP", "/etc/passwd", "..", "a\\b", "./us-fcc-scrp"])
def test_a_file_that_is_not_there_leads_nowhere(name: str) -> None:
    with pytest.raises(InvalidDocument, match="chosen and not there"):
        with_files(["us-fcc-scrp", name], {"ridge.toml": "x"})
