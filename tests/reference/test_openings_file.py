"""The openings worked out beforehand are those of the families as they stand."""

import json

from planner.reference.openings import FILE, openings_now


def test_the_file_says_what_the_families_begin_with() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == openings_now(), "run python -m planner.reference.openings"
