"""What the shipped model families begin with, worked out beforehand: a start of the program need not read 600 patterns.

A pattern that the file does not know, such as one that was just changed, is read anew. ``python -m
planner.reference.openings`` writes the file after ``rules/families.csv`` was changed; a test says when that is due.
"""

import csv
import hashlib
import json
import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from planner.core.flagging.openings import heads

FAMILIES = Path(__file__).parent / "rules" / "families.csv"
FILE = Path(__file__).parent / "openings.json"


def name_of(pattern: str) -> str:
    """What a pattern is called in the file."""
    return hashlib.sha256(pattern.encode()).hexdigest()[:20]


@lru_cache(maxsize=1)
def known_openings() -> Mapping[str, frozenset[str]]:
    """What matches of a pattern begin with, by its :func:`name_of`; empty where the file is missing."""
    if not FILE.exists():
        return {}
    return {name: frozenset(found) for name, found in json.loads(FILE.read_text(encoding="utf-8")).items()}


def openings_now() -> dict[str, list[str]]:
    """What the file should hold. Patterns that may begin with anything have no line."""
    with FAMILIES.open(encoding="utf-8", newline="") as file:
        patterns = {row["pattern"] for row in csv.DictReader(file)}
    found = {name_of(pattern): heads(pattern, re.IGNORECASE) for pattern in patterns}
    return {name: sorted(found[name] or ()) for name in sorted(found) if found[name]}


def main() -> int:
    """Write the file."""
    FILE.write_text(json.dumps(openings_now(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
