"""The packs that come with the planner: the one in force, and every earlier version, kept as it was."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from planner.reference.packs.content import HEAD, PackContent, content_of_folder, content_of_zip, records, toml_of

_REFERENCE = Path(__file__).parents[1]
SHIPPED = _REFERENCE / "rules"
ARCHIVE = _REFERENCE / "archive"


def kept_packs() -> dict[tuple[str, str], Path]:
    """Id and version of every pack that comes with the planner → its folder or file, the one in force first.

    A version that is kept is read from where it is kept, even while the tables in force still bear its number.
    """
    found = {_named(content_of_folder(SHIPPED)): SHIPPED}
    for path in sorted(ARCHIVE.glob("*.zip")):
        found[_named(content_of_zip(path))] = path
    return found


@cache
def known_patterns() -> frozenset[str]:
    """Every pattern of every pack that comes with the planner: those are ours and may do what others may not."""
    return frozenset(pattern for content in _ours() for pattern in _patterns(content))


def _ours() -> Iterator[PackContent]:
    yield content_of_folder(SHIPPED)
    for path in sorted(ARCHIVE.glob("*.zip")):
        yield content_of_zip(path)


def _patterns(content: PackContent) -> Iterator[str]:
    for text in content.tables.values():
        yield from (row["pattern"] for _, row in records(text) if row.get("pattern"))


def _named(content: PackContent) -> tuple[str, str]:
    head = toml_of(content.texts[HEAD], HEAD)
    return str(head["id"]), str(head["version"])
