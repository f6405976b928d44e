"""From header words to the export they belong to, and what each of its columns means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.core.columns.exports.kinds import KINDS, Kind
from planner.core.columns.exports.roles import plain_words
from planner.core.model import Meaning

_LEAST_COLUMNS = 4
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Export:
    """A table as a management system or an inventory tool writes it.

    ``meanings`` by column index covers every column we know of this export, the ignored ones too. ``system`` is the
    program, ``maker`` whose gear it manages (None for tools of any maker's): a sign, not a proof, since a
    manager may list other makers' gear. ``notes`` are sentences for the user.
    """

    title: str
    system: str
    maker: str | None
    meanings: Mapping[int, Meaning]
    notes: tuple[str, ...]


def recognize(headers: Sequence[str]) -> Export | None:
    """The export these headers belong to, or None for a table of the carrier's own.

    Only the words count, not their order; titles above the header must be left out.
    """
    if not _LEAST_COLUMNS <= len(headers) <= _MOST_COLUMNS:
        return None
    return _recognize(tuple(plain_words(header) for header in headers))


@lru_cache(maxsize=256)
def _recognize(words: tuple[str, ...]) -> Export | None:
    present = frozenset(words) - {""}
    kind = next((kind for kind in KINDS if _proved(kind, present)), None)
    if kind is None:
        return None
    return Export(kind.title, kind.system, kind.maker, _meanings(kind, words), _notes(kind))


def _proved(kind: Kind, present: frozenset[str]) -> bool:
    if not kind.needs <= present or kind.never & present:
        return False
    if not all(group & present for group in kind.any_of):
        return False
    return not kind.closed or present <= _known(kind)


def _known(kind: Kind) -> frozenset[str]:
    groups = (*kind.single.values(), *kind.many.values())
    return frozenset(word for group in groups for word in group)


def _meanings(kind: Kind, words: Sequence[str]) -> dict[int, Meaning]:
    """The best header of each meaning first; what is left over shares a meaning or describes the unit."""
    found: dict[int, Meaning] = {}
    for meaning, wanted in kind.single.items():
        best = next((word for word in wanted if word in words and words.index(word) not in found), None)
        if best is not None:
            found[words.index(best)] = meaning
    shared = {word: meaning for meaning, group in kind.many.items() for word in group}
    candidates = {word for group in kind.single.values() for word in group}
    for index, word in enumerate(words):
        if index not in found and (word in shared or word in candidates):
            found[index] = shared.get(word, "description")
    return found


def _notes(kind: Kind) -> tuple[str, ...]:
    told = f"read as an export of {kind.system} ({kind.title})"
    if kind.maker is None:
        return (told,)
    return (told, f"{kind.system} manages {kind.maker} gear, and may list gear of other makers")
