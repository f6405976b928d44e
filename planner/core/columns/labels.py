"""Header words taken apart: which part of a piece of gear a column tells, and of which piece."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.core.columns.lexicon import ColumnLexicon, Scores, header_scores
from planner.core.columns.texts import normal_header
from planner.core.model import Meaning

IDENTITY: frozenset[Meaning] = frozenset({"model", "part_number"})
GEAR_ROLES: frozenset[Meaning] = frozenset({"maker", "model", "part_number", "serial", "mac", "quantity"})
NAMES_GEAR: frozenset[Meaning] = frozenset({"maker", "model", "part_number", "serial", "mac"})
SITE: frozenset[Meaning] = frozenset({"site", "site_name"})
PLACES: frozenset[Meaning] = frozenset(
    {"site", "site_name", "address", "city", "state", "zip", "latitude", "longitude"}
)  # fmt: skip
_LEAST_SCORE = 0.5  # of a header's strongest meaning, from which its words are taken apart
_EMPTY = frozenset(
    {"number", "id", "code", "name", "equipment", "device", "gear", "item", "the", "of", "unit", "de", "del", "du",
     "equipo", "equipement", "gerat", "part", "hardware", "product"}
)  # fmt: skip
_ENUMERATORS = re.compile(
    r"^(?:\d{1,2}|[a-hxyz]|alpha|beta|gamma|delta|epsilon|first|second|third|primary|secondary|main|backup|standby|"
    r"east|west|north|south|left|right|near|far|local|remote|end|sector|sec|\d(?:st|nd|rd|th)|s\d)$"
)
# Labels of gear that stands on its own; a second model under one of these is a second piece of gear.
_PIECES = frozenset(
    {
        "radio", "rru", "rrh", "rrus", "aau", "bbu", "dbu", "baseband", "antenna", "battery", "batteries", "rectifier",
        "router", "switch", "microwave", "mw", "odu", "idu", "power", "ups", "inverter", "olt", "ont", "onu", "dslam",
        "modem", "server", "camera", "gps", "amplifier", "duplexer", "diplexer", "tma", "sfp", "generator", "hvac",
        "firewall", "gateway", "enodeb", "enb", "gnb", "bts", "nodeb", "cpe", "backhaul", "transport", "core",
        "plant", "antena", "bateria", "rectificador", "enrutador", "conmutador", "antenne", "batterie", "routeur",
        "redresseur", "commutateur", "gleichrichter", "mikrowelle", "richtfunk", "funkgerat", "radioenlace",
    }
)  # fmt: skip
# What a piece of gear sits in: named on the row of every card in it, and counted with its own row.
_HOLDERS = frozenset(
    {"chassis", "parent", "host", "shelf", "frame", "subrack", "rack", "ne", "node", "cabinet", "element", "holder",
     "platform", "system", "site", "family", "series", "base", "oem", "vendor", "manufacturer", "internal", "short",
     "long", "full", "software", "firmware", "existing", "current", "asset", "sku", "description", "desc"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A column's header taken apart: its ``role``, and the words that say of what, such as ``radio 2``.

    ``word`` is the whole header in normal form; two columns with the same one are told apart by their order alone.
    """

    index: int
    role: Meaning
    label: tuple[str, ...]
    word: str

    @property
    def base(self) -> tuple[str, ...]:
        """The label without what only counts: ``radio`` of ``radio 2``."""
        return tuple(word for word in self.label if not _ENUMERATORS.match(word))

    def as_model(self) -> "Named":
        """The column of the models of a piece, whose header has no other word for them."""
        return replace(self, role="model", label=tuple(word for word in self.word.split() if word not in _EMPTY))


def take_apart(index: int, header: str, group: str, lexicon: ColumnLexicon, forced: Meaning | None = None) -> Named:
    """The header of a column, under the name of its ``group`` ("" when none stands above it)."""
    normal = normal_header(header)
    scores = header_scores(header, lexicon, misspelled=False)
    role = forced or _strongest(scores)
    if role == "ignore" and "site" in normal.split():  # the other end of a link, as far as nothing stands there
        role = "site"
    words = [*normal_header(group).split(), *_without_role(normal.split(), role, lexicon)]
    return Named(index, role, tuple(word for word in dict.fromkeys(words) if word not in _EMPTY), normal)


def names_a_piece(words: Sequence[str]) -> bool:
    """True for a header that only says of what kind the gear is: ``A RRU``, ``Radio 2``, ``Sector B Antenna``."""
    return bool(_PIECES & set(words)) and all(w in _PIECES or w in _EMPTY or _ENUMERATORS.match(w) for w in words)


def _strongest(scores: Scores) -> Meaning:
    able = [meaning for meaning, score in scores.items() if score >= _LEAST_SCORE]
    return max(able, key=lambda meaning: scores[meaning]) if able else "ignore"


def _without_role(words: list[str], role: Meaning, lexicon: ColumnLexicon) -> list[str]:
    """The words less the shortest phrase that names the role; of equals the last, as in ``Radio 1 Make``."""
    for length in range(1, len(words) + 1):
        for start in range(len(words) - length, -1, -1):
            if role in lexicon.whole.get(" ".join(words[start : start + length]), ()):
                return words[:start] + words[start + length :]
    return words


def one_kind(labels: frozenset[tuple[str, ...]]) -> bool:
    """True for labels that count units of one kind: ``radio 1`` and ``radio 2``, ``a`` and ``b``."""
    bases = {tuple(word for word in label if not _ENUMERATORS.match(word)) for label in labels}
    return len(bases) == 1 and all(label not in bases for label in labels)


def is_piece(label: tuple[str, ...]) -> bool:
    """True when the label names gear that stands on its own: ``battery``, ``radio 2``."""
    return bool(_PIECES & set(label)) and not is_holder(label)


def is_holder(label: tuple[str, ...]) -> bool:
    """True when the label names what the gear sits in or another word for it, and no second piece."""
    return bool(_HOLDERS & set(label)) and not _PIECES & set(label)
