"""How many units a cell or a description speaks of."""

import re
from datetime import date
from functools import lru_cache

from planner.core.columns.texts import is_placeholder, text_of
from planner.core.model import CellValue
from planner.core.rows.values.bad import Bad, bad
from planner.core.rows.values.tidy import LONGEST, tidy

MOST_UNITS = 1_000_000
_LONGEST_WORDS = 300

_UNITS = (
    r"[x×]|ea\.?|each|pcs?\.?|pieces?|units?|sets?|nos?\.?|qty\.?|radios?|stk\.?|st\.?|st(?:ü|ue)ck|uds?\.?|"
    r"unidad(?:es)?|unit[ée]s?|pi[eè]ces?|pzas?\.?|piezas?|个|個|台|套|块|塊|件"
)
# A remark that leaves the count what it is; "2 (1 removed)" and "2 (or 3)" do not.
_ASIDE = (
    r"\(\s*(?:(?:\d{1,4}|all|one|incl(?:\.|udes|uding)?)\s+)*"
    r"(?:spares?|in use|in service|active|installed|total|ea\.?|each)\s*\)"
)
_QUANTITY = re.compile(
    rf"(?i)^(?:qty\.?|quantity|cant\.?|cantidad|anzahl|menge|quantit[ée])?\s*[:=]?\s*[x×]?\s*\(?\s*[x×]?\s*"
    rf"(\d{{1,3}}(?:[, ']\d{{3}})+|\d{{1,9}})(?:\.0*|,0{{1,2}})?\s*\)?\s*(?:{_UNITS})?\s*(?:{_ASIDE})?$"
)
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBER_OF = {word: count for count, word in enumerate(_NUMBERS.split(), start=1)} | {"a": 1, "an": 1, "single": 1}
_SPELLED = re.compile(
    rf"(?i)^(?:total(?: of)?\s*:?\s*)?(half(?: a)?|\d{{1,4}}|{'|'.join(_NUMBER_OF)})?"
    rf"(?:(?<=\d)|\b|(?<=[a-z])\s)[\s-]*(pairs?|prs?|doz(?:en|ens)?)?\.?\s*(?:{_UNITS})?\s*(?:(?:in )?total)?$"
)
_TWICE = re.compile(rf"(?i)^(\S.*?)\s*\(\s*([^()]+?)\s*\)\s*(?:{_UNITS})?$")
_ONE_OF_IT = re.compile(r"(?i)^(?:ea|each|pc|piece|unit|set)\.?$")
_NOT_A_COUNT = bad("quantity-unreadable")
_NOTHING_THERE = bad("quantity-zero")
_SEVERAL = bad("quantity-several")


@lru_cache(maxsize=4096)
def _quantity_text(typed: str) -> int | Bad | None:
    text = tidy(typed)
    if _ONE_OF_IT.match(text):
        return None
    match = _QUANTITY.match(text)
    count = int(re.sub(r"\D", "", match[1])) if match else _spelled_out(text)
    if match and count == 0:
        return _NOTHING_THERE
    return count if 0 < count <= MOST_UNITS else _NOT_A_COUNT


def _spelled_out(text: str) -> int:
    """``three``, ``a pair``, ``half dozen``, ``four (4)``, where both must say the same; 0 for anything else."""
    if twice := _TWICE.match(text):
        one, other = _spelled_out(twice[1]), _spelled_out(twice[2])
        return one if one == other else 0
    match = _SPELLED.match(text)
    if not match or not (match[1] or match[2]):
        return 0
    number, many = (match[1] or "a").lower(), (match[2] or "").lower()
    if number in ("a", "an") and (many.endswith("s") or text.casefold() == number):
        return 0
    times = 12 if many.startswith("doz") else 2 if many else 1
    if number.startswith("half"):
        return 6 if times == 12 else 0
    return times * (_NUMBER_OF.get(number) or int(number))


def is_spelled_out(text: str) -> bool:
    """Whether a quantity is told by more than a number and its unit: ``three``, ``1 pair``, ``six (6)``."""
    return len(text) < LONGEST and not _QUANTITY.match(tidy(text)) and isinstance(_quantity_text(text), int)


def quantity_of(value: CellValue) -> int | Bad | None:
    """How many units: ``3``, ``3.0``, ``3,0``, ``3 ea``, ``x2``, ``(4)``, ``1 200``, ``2 (1 spare)``.

    Also in words: ``three``, ``a pair``, ``six (6)``. None when nothing is said, as by ``ea``. What could mean another
    count is a Bad, and so is 0, under a rule of its own.
    """
    if isinstance(value, bool | date):
        return _NOT_A_COUNT
    text = text_of(value)
    if is_placeholder(text):
        return None
    return _quantity_text(text) if len(text) < LONGEST else _NOT_A_COUNT


_MAKERS = (
    r"(?:huawei|hw|zte|nokia|ericsson|alcatel(?:[- ]lucent)?|samsung|cisco|juniper|ceragon|adtran|calix|hikvision|"
    r"dahua|hytera)"
)
_GEAR = (
    r"(?:radio|rru|rrh|bbu|antenna|antennae|router|switche|card|board|unit|rectifier|modem|ont|olt|camera|server|dishe|"
    r"odu|idu|cabinet)s"
)
# Letters and digits that name a band, a voltage, a release or a place and no model.
_NO_MODEL = (
    r"(?:lte|umts|w?cdma|gsm|nr|band|pcs|aws|ac|dc|cat|rj|rg|rs|ieee|usb|stm|oc|sn|pn|site|sector|port|slot|rack|room|"
    r"rev|ver|type|iso|ip|iec|ul|hwy|po|ref|id|no|unit|year|mhz|ghz|fcc|us|mt|st|nw|ne|sw|se|enb|gnb)"
)
_MODEL = (
    rf"(?!{_NO_MODEL}[- ]?\d|V\d|R\d{{1,3}}(?!\d))"
    r"(?:[A-Z]{2,6}-?\d{3,5}|(?:RTN|PTN|OSN|NE|MA|RRU|BBU|BTS|DBS|AAU|ODU|NR) \d{2,5}|"
    r"[A-QS-UW-Z]\d{3,4}|R\d{4})[A-Z\d-]{0,12}\b"
)
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: count for count, word in enumerate(_COUNTS, start=1)}
_WHAT = rf"(?:{_MAKERS}\s+)?(?:{_MODEL}|{_GEAR}\b)"
_IN_WORDS = tuple(
    re.compile(rf"(?i){pattern}")
    for pattern in (
        r"^(\d{1,4})\s*[x×]\s+(?=[^\W\d_])",
        r"^(\d{1,4})[x×](?=[A-Z]{2,})",
        r"^[x×]\s?(\d{1,4})\s+(?=[^\W\d_])",
        r"\s[x×]\s?(\d{1,4})$",
        r"\s(\d{1,3})\s?[x×]$",
        r"^[A-Z]{2,6}\d{4}[x×](\d{1,2})$",
        r"\((?:[x×]\s?|qty\.?:?\s?)?(\d{1,3})(?:\s?(?:[x×]|ea\.?|each|pcs\.?|units?))?\)$",
        r"\b(?:qty|quantity)\b\.?\s*[:=#-]?\s*(\d{1,4})\b",
        r"^(\d{1,4}) ?(?:ea|each|pcs|units?)\b",
        r"(?:\s[-:]|[,;:])\s*(\d{1,4})\s?(?:ea\.?|each|pcs\.?|units?|nos\.?)$",
        rf"^\((\d{{1,3}})\)\s*(?=(?:[^\W\d_]+\s+){{0,2}}{_WHAT})",
        rf"^(\d{{1,2}})(?:\s*-\s*|\s+)(?={_WHAT})",
        rf"^({'|'.join(_WORDS)})\s+(?={_WHAT})",
    )
)
_MANY_IN_WORDS = re.compile(
    r"(?i)(?<![\w.])\d{1,4}\s*[x×]\s*(?=[^\W\d_])|\((?:x\s?|qty\.?:?\s?)?\d{1,3}\)|\s[x×]\s?\d{1,4}\b"
)
_BETWEEN = re.compile(r"(?i)[\r\n;,+&/|]+|\s(?:and|with|w)\s")
_BEGINS_A_MODEL = re.compile(
    rf"(?i)^\s*(?:\(?(?:\d{{1,3}}|{'|'.join(_WORDS)})\)?\s*[x×-]?\s*)?(?:{_MAKERS}\s+)?({_MODEL})"
)


def quantity_in_words(text: str) -> int | Bad | None:
    """The count inside a description (``3x RRU3908``, ``three RRU3908``, ``(3) RRU3908``, ``RRU3908 - 3 ea.``).

    Bad when several counts or several models stand in it, None when no count does.
    """
    return _in_words(text) if len(text) <= _LONGEST_WORDS else None


@lru_cache(maxsize=8192)
def _in_words(typed: str) -> int | Bad | None:
    text = tidy(typed)
    if len(_MANY_IN_WORDS.findall(text)) > 1 or _several_models(typed):
        return _SEVERAL
    counts = {_number(match[1]) for pattern in _IN_WORDS if (match := pattern.search(text))}
    if len(counts) > 1:
        return _SEVERAL
    return counts.pop() or None if counts else None


def _number(text: str) -> int:
    return _WORDS.get(text.lower()) or int(text)


def _several_models(typed: str) -> bool:
    """Whether lines, or parts with a slash, a comma or the like between them, begin with a model each."""
    parts = _BETWEEN.split(typed)
    return len(parts) > 1 and sum(bool(_BEGINS_A_MODEL.match(tidy(part))) for part in parts) > 1
