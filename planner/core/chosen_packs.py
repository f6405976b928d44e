"""Which rule packs judge a project's next run, as a person chose them: a small document kept with the project."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from planner.core.errors import InvalidDocument

CHOICE_FILE = "rules.json"
CHOICE_FORMAT = "planner-rules/1"
PACK_FILES = (".toml", ".zip")
"""Endings of packs of one's own; anything else in a choice is the name of a pack that comes with the planner."""

_MOST_PACKS = 20


def choice_text(packs: Sequence[str]) -> str:
    """The choice as a document: names of packs, and names of files handed in."""
    return json.dumps({"format": CHOICE_FORMAT, "packs": list(packs)}, ensure_ascii=False, indent=1) + "\n"


def parse_choice(text: str, name: str = CHOICE_FILE) -> tuple[str, ...]:
    """The packs of a choice. Raises :class:`InvalidDocument` for anything that is no choice."""
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    told = document if isinstance(document, dict) else {}
    packs = told.get("packs")
    if told.get("format") != CHOICE_FORMAT or not isinstance(packs, list) or not 1 <= len(packs) <= _MOST_PACKS:
        raise InvalidDocument(name, [f"must be {CHOICE_FORMAT} with 1 to {_MOST_PACKS} packs; choose the rules again"])
    if not all(isinstance(pack, str) and pack for pack in packs):
        raise InvalidDocument(name, ["names a pack by something that is no text; choose the rules again"])
    return tuple(packs)


def with_files(packs: Sequence[str], files: Mapping[str, object]) -> tuple[str, ...]:
    """The packs as the loader takes them: a file handed in by where it lies now, a pack of ours by its name.

    Raises :class:`InvalidDocument` for a file that is not there: its name must lead nowhere else on this computer.
    """
    gone = [pack for pack in packs if pack not in files and _is_file(pack)]
    if gone:
        raise InvalidDocument(CHOICE_FILE, [f"{pack} is chosen and not there; choose the rules again" for pack in gone])
    return tuple(str(files.get(pack, pack)) for pack in packs)


def _is_file(pack: str) -> bool:
    return pack.casefold().endswith(PACK_FILES) or "/" in pack or "\\" in pack or pack.startswith(".")
