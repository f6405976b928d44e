"""The words of a site's name: abbreviations written out, identifiers, numbers and directions set apart."""

import re
from dataclasses import dataclass
from functools import lru_cache

from planner.core.columns.texts import plain
from planner.core.rows.values import tidy

# Abbreviations of place names as the U.S. Board on Geographic Names and the Postal Service (Publication 28, appendix
# C) have them, and as they stand in carriers' lists.
_WRITTEN_OUT = {
    short: word
    for word, shorts in {
        "mountain": "mtn mt mnt mount mtns mountains", "ridge": "rdg rdge rg ridges", "creek": "ck crk cr",
        "junction": "jct jctn jnct", "heights": "hts ht hgts", "springs": "spgs spg spngs spring", "north": "n no",
        "south": "s so", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw", "southeast": "se",
        "southwest": "sw", "saint": "st ste sainte", "fort": "ft frt", "highway": "hwy hiway hiwy", "road": "rd",
        "point": "pt pnt", "lake": "lk", "river": "rvr riv", "valley": "vly vlly vally", "beach": "bch",
        "canyon": "cyn cnyn", "center": "ctr cntr centre", "crossing": "xing crssng", "falls": "fls",
        "hill": "hl", "hills": "hls", "island": "isl is", "bridge": "brg brdg", "upper": "upr", "lower": "lwr",
        "little": "ltl", "fork": "fk frk", "harbor": "hbr harbour", "meadows": "mdws mdw meadow", "peak": "pk",
        "city": "cty", "county": "co cnty", "bluff": "blf", "butte": "bte", "grove": "grv", "park": "prk",
        "pass": "ps", "prairie": "pr", "ranch": "rnch", "school": "sch", "substation": "subst", "airport": "aprt arpt",
        "church": "chrch", "water": "wtr", "hollow": "holw", "landing": "lndg", "mill": "ml", "mills": "mls",
        "view": "vw", "village": "vlg", "wells": "wls", "street": "str", "avenue": "ave", "flat": "flt",
        "flats": "flts", "gap": "", "knob": "knb", "mesa": "", "rock": "rk", "spruce": "", "pine": "", "cedar": "",
    }.items()
    for short in shorts.split()
}  # fmt: skip
_COMMON = frozenset(_WRITTEN_OUT.values()) | {"gap", "mesa", "spruce", "pine", "cedar"}
# What people add to a name because it is a site.
_SITE_WORDS = "site tower twr cell cellsite station location loc bts enb enodeb the of at"
_SAYS_SITE = frozenset(_SITE_WORDS.split())
# A word of these apart makes two places of one name.
_MARK_WORDS = "north south east west northeast northwest southeast southwest upper lower old new big little inner outer"
_MARKS = frozenset(_MARK_WORDS.split())
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7"}
_ID = re.compile(r"^\(?([a-z]{1,5})[\s_-]?0*(\d{1,6})([a-z]?)\)?(?=$|[\s:,;/_)-])[\s:,;/_)-]*")
_ID_LAST = re.compile(r"[\s_-]*[(\[]\s*([a-z]{1,5})[\s_-]?0*(\d{1,6})([a-z]?)\s*[)\]]$")
_LONGEST_SHORT = 4
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name taken apart. ``words`` are written out and without what says only that it is a site; ``marks`` are the
    numbers, directions and single letters; ``identifier`` is the carrier's own (``mt14``), "" without one.
    """

    words: tuple[str, ...]
    marks: frozenset[str]
    identifier: str

    @property
    def text(self) -> str:
        """The words in alphabetical order, for comparison whatever their order."""
        return " ".join(sorted(self.words))


@lru_cache(maxsize=16384)
def spelled(name: str) -> Spelled:
    """``MT-014 CEDAR RDG. TWR #2``: words cedar and ridge, mark 2, identifier mt14."""
    rest, identifier = _without_identifier(plain(tidy(name[:200])).replace(".", " ").replace("'", "").strip())
    tokens = [_ROMAN.get(token, token) for token in _WORD.findall(rest)]
    written = [_WRITTEN_OUT.get(token, token) for token in tokens]
    marks = frozenset(_mark(token) for token in written if _is_mark(token))
    words = tuple(token for token in written if not _is_mark(token))
    short = tuple(word for word in words if word not in _SAYS_SITE)
    return Spelled(short or words, marks, identifier)


def _without_identifier(text: str) -> tuple[str, str]:
    """An identifier before or behind the name, letters and digits without padding (``mt-014`` is mt14)."""
    for pattern in (_ID, _ID_LAST):
        match = pattern.search(text)
        if match and match[1] not in _SAYS_SITE and (match[1] not in _COMMON | _MARKS):
            return text[: match.start()] + text[match.end() :], "".join(match.groups())
    return text, ""


def _is_mark(token: str) -> bool:
    return token.isdecimal() or token in _MARKS or len(token) == 1


def _mark(token: str) -> str:
    return token.lstrip("0") or "0" if token.isdecimal() else token


def is_common(word: str) -> bool:
    """A word that many places share: two of these apart are no slip of the pen (ridge and bridge)."""
    return word in _COMMON


@lru_cache(maxsize=16384)
def writing(name: str) -> tuple[int, int]:
    """How well a name is written: its abbreviations and words such as *tower*, below zero; the words known to us."""
    tokens = _WORD.findall(plain(tidy(name[:200])))
    short = sum(token in _SAYS_SITE or (token in _WRITTEN_OUT and len(token) <= _LONGEST_SHORT) for token in tokens)
    return -short, sum(map(is_common, tokens))


def shortens(short: str, word: str) -> bool:
    """True when ``short`` abbreviates ``word``: its beginning, or its consonants in order (``cdr`` for cedar)."""
    if not 2 <= len(short) < len(word) or short[0] != word[0]:
        return False
    if word.startswith(short):
        return len(short) >= 3
    letters = iter(word)
    return not set(short[1:]) & set("aeiou") and all(letter in letters for letter in short)
