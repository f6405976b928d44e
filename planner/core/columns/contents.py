"""What a column's contents look like: serial shapes, addresses of network cards, coordinates, money, dates, makers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from planner.core.columns.lexicon import ColumnLexicon, mentions_a_maker, names_a_maker
from planner.core.columns.texts import is_placeholder
from planner.core.model import Meaning

Kind = Literal[
    "count", "number", "money", "date", "mac", "zip", "state", "latitude", "longitude", "serial", "code", "maker",
    "gear_text", "model", "word", "prose", "layer", "status", "street", "year",
    "measure", "few", "position",
]  # fmt: skip

_STATES = frozenset(
    {
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
        "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK",
        "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC", "PR", "GU", "VI",
        "AS", "MP",
    }
)  # fmt: skip
_LAYERS = re.compile(
    r"(?i)^(ran|radio( access)?( network)?|microwave|mw|transport|backhaul|core( network)?|power|olt|cpe|ont|access|"
    r"ip|routing|switching|router|switch|dslam|gpon|optical|server|video|cctv|oss|nms|lte|4g|5g|3g|2g|umts|gsm)$"
)
_STATUS = re.compile(
    r"(?i)^(active|inactive|in[ -]?service|out of service|in use|spare|removed|retired|decommissioned|decom|installed|"
    r"planned|stored|storage|operational|online|offline|live|up|down|failed|scrapped|disposed|warehouse|new|used|"
    r"activ[oa]|inactiv[oa]|en servicio|fuera de servicio|retirad[oa]|desmontad[oa]|instalad[oa]|repuesto|"
    r"almac[eé]n|bodega|"
    r"actif|inactif|en service|hors service|retir[ée]e?|d[ée]mont[ée]e?|install[ée]e?|rechange|stock|"
    r"aktiv|inaktiv|in betrieb|au(?:ß|ss)er betrieb|ausgebaut|abgebaut|installiert|ersatz|lager|"
    r"在用|停用|退网|已拆除|备件|在网)$"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMERIC_DATE = r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$"
_WRITTEN_DATE = rf"^(?:\d{{1,2}}[- ])?{_MONTH}[-., ].*\d{{2,4}}$"
_DOLLARS = r"^(?:us)?\$ ?-?[\d,. ]+[km]?$|^usd ?[\d,. ]+$|^[\d,. ]+ ?(?:usd|\$)$|^\d{1,3}(,\d{3})+\.\d\d$"
_STREETS = r"^\d+ .*[a-z]|\b(?:road|rd|street|st|ave|avenue|hwy|highway|lane|ln|drive|dr|county rd|route)\b"
# Where in a site: "Rack 2", "Shelf 3 slot 4", "R1/S2", "0/0/7", "U12-U14", "equipment room"; "Port Orford" is none.
_PLACES = (
    r"rack|rk|shelf|subrack|frame|slot|bay|cabinet|cab|port|room|rm|row|aisle|floor|chassis|bastidor|ranura|gabinete|"
    r"estante|armario|sala|piso|baie|armoire|salle|étage|schrank|steckplatz|gestell|raum|etage"
)
_POSITION = (
    rf"^(?:[a-z]+ )?(?:{_PLACES})[ #:._-]*(?:no\.? ?)?(?:[a-z]?\d{{1,4}}[a-z]?|[a-z])\b|\b(?:shelf|slot|subrack)\b|"
    r"^r(?:ack)?\d+[ /._-]+[su](?:helf|lot)?\d+|^(?:u|ru)[ -]?\d{1,2}(?:\s?-\s?(?:u|ru)?\d{1,2})?$|^\d{1,2}u$|"
    r"^\d{1,3}(?:/\d{1,3}){1,4}$|^(?:shelter|basement|roof(?:top)?|tower top|equipment room|hut|closet)$|"
    r"\d+ ?[号]?(?:机柜|机框|槽位|柜|框|槽)|(?:机柜|机框|槽位|槽) ?\d+"
)
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("count", re.compile(r"(?i)^(?:qty:? ?|x ?)?\(?\d{1,5}(?:\.0+)?\)?(?: ?(?:x|ea\.?|each|pcs?\.?|units?|sets?))?$")),
    ("few", re.compile(r"^\d{1,2}$")),
    ("number", re.compile(r"^-?[\d,]*\.?\d+$")),
    ("money", re.compile(_DOLLARS, re.IGNORECASE)),
    ("date", re.compile(f"{_NUMERIC_DATE}|{_WRITTEN_DATE}", re.IGNORECASE)),
    ("year", re.compile(r"^(?:19[89]|20[0-4])\d$")),
    ("mac", re.compile(r"(?i)^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$|^(?:[0-9a-f]{4}[.:-]){2}[0-9a-f]{4}$")),
    ("zip", re.compile(r"^\d{5}(?:-\d{4})?$")),
    ("latitude", re.compile(r"(?i)^[-+]?[1-8]?\d\.\d{2,}\s*[ns]?$|^[ns]?\s*\d{1,2}[°º ].*[ns]?$")),
    ("longitude", re.compile(r"(?i)^[-+]?1?\d?\d\.\d{2,}\s*[ew]?$|^[ew]?\s*\d{1,3}[°º ].*[ew]?$")),
    ("serial", re.compile(r"(?i)^(?=(?:.*\d){4})[a-z0-9][a-z0-9/_.-]{6,30}[a-z0-9]$")),
    ("code", re.compile(r"(?i)^(?=.*\d)[a-z0-9][a-z0-9/_.-]{3,24}$")),
    ("model", re.compile(r"(?i)^(?=.*[a-z])(?=.*\d)[a-z0-9][\w/.+()-]*(?: [\w/.+()-]+){0,3}$")),
    ("layer", _LAYERS),
    ("status", _STATUS),
    ("word", re.compile(r"^[^\W\d_][^\d]*$")),
    ("measure", re.compile(r"(?i)^(?:ea|each|hr|hrs|hour|lot|set|pcs?|ft|feet|m|lb|roll|box|kit|unit|day)s?\.?$")),
    ("street", re.compile(_STREETS, re.IGNORECASE)),
    ("position", re.compile(_POSITION, re.IGNORECASE)),
)


@lru_cache(maxsize=16384)
def shapes_of(text: str) -> frozenset[Kind]:
    """The kinds that the form of a short text allows, whatever its words mean."""
    return frozenset(kind for kind, pattern in _PATTERNS if pattern.search(text))


def kinds_of(text: str, lexicon: ColumnLexicon) -> frozenset[Kind]:
    """Every kind that the text could be."""
    if len(text) > 100:
        return frozenset({"prose", "gear_text"} if mentions_a_maker(text, lexicon) else {"prose"})
    kinds = set(shapes_of(text))
    if names_a_maker(text, lexicon) and not any(c.isdigit() for c in text):
        kinds.add("maker")
    elif mentions_a_maker(text, lexicon):
        kinds.add("gear_text")
    if text in _STATES:
        kinds.add("state")
    if len(text.split()) >= 4:
        kinds.add("prose")
    return frozenset(kinds)


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0 to 1) of each kind among the filled sample cells; ``distinct`` is distinct over filled."""

    filled: int
    shares: dict[Kind, float]
    distinct: float
    counting: bool

    def share(self, *kinds: Kind) -> float:
        """The largest share among ``kinds``."""
        return max((self.shares.get(kind, 0.0) for kind in kinds), default=0.0)


def profile(sample: Sequence[str], lexicon: ColumnLexicon) -> Profile:
    """What the sample of one column looks like; blanks and placeholders do not count."""
    texts = [text for text in sample if text and not is_placeholder(text)]
    if not texts:
        return Profile(0, {}, 0.0, False)
    tally: dict[Kind, int] = {}
    for text in texts:
        for kind in kinds_of(text, lexicon):
            tally[kind] = tally.get(kind, 0) + 1
    shares = {kind: count / len(texts) for kind, count in tally.items()}
    return Profile(len(texts), shares, len(set(texts)) / len(texts), _is_counting(texts))


def _is_counting(texts: Sequence[str]) -> bool:
    """True for 1, 2, 3 …: a line number, not a quantity."""
    if len(texts) < 3 or not all(text.isdecimal() and len(text) < 8 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return all(after - before == 1 for before, after in pairwise(numbers))


# Which kinds speak for a meaning, and which against it.
FITS: dict[Meaning, tuple[Kind, ...]] = {
    "quantity": ("count",),
    "maker": ("maker",),
    "model": ("model", "code", "gear_text"),
    "serial": ("serial",),
    "mac": ("mac",),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "zip": ("zip",),
    "state": ("state",),
    "unit_cost": ("money", "number"),
    "obtained_on": ("date",),
    "installed_on": ("date",),
    "layer": ("layer",),
    "status": ("status",),
    "description": ("prose", "gear_text"),
    "site": ("word", "code"),
    "site_name": ("word",),
    "address": ("street",),
    "part_number": ("code",),
    "asset_id": ("code", "serial"),
    "position": ("position", "few"),
    "ignore": ("measure",),
}
CLASHES: dict[Meaning, tuple[Kind, ...]] = {
    "quantity": ("mac", "date", "money", "word", "prose"),
    "maker": ("mac", "date", "money", "number", "prose", "serial"),
    "model": ("mac", "date", "money", "maker", "few"),
    "serial": ("maker", "date", "money", "prose", "word"),
    "part_number": ("mac", "date", "money", "maker", "prose", "few"),
    "mac": ("word", "prose", "date", "money"),
    "latitude": ("word", "date", "money", "maker"),
    "longitude": ("word", "date", "money", "maker"),
    "zip": ("word", "date", "mac", "money"),
    "unit_cost": ("word", "mac", "prose", "date"),
    "obtained_on": ("word", "mac", "maker", "money", "few"),
    "installed_on": ("word", "mac", "maker", "money", "few"),
    "site": ("mac", "date", "money", "maker"),
    "site_name": ("mac", "date", "money", "maker", "number"),
    "address": ("mac", "date", "money", "maker", "number"),
    "layer": ("mac", "date", "money", "number", "serial", "prose", "maker", "model"),
    "status": ("mac", "date", "money", "number", "serial", "maker"),
    "description": ("mac", "date", "money", "number", "measure"),
    "state": ("status", "prose", "number", "date"),
    "position": ("mac", "date", "money", "maker", "gear_text", "prose"),
    "parent": ("mac", "date", "money", "prose"),
}
