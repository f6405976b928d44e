"""Who an Ethernet address block is registered to. The only door to netaddr, which ships the IEEE registry."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import netaddr

from planner.core.flagging.text import word_texts

_DIGITS = 12
# The blocks that netaddr knows to be handed out in pieces of 36 bits (IAB).
_SHARED = tuple(f"{block:06X}" for block in netaddr.IAB.IAB_EUI_VALUES)
_BROADCAST_OR_EMPTY = frozenset({"0" * _DIGITS, "F" * _DIGITS})
_GROUP_BIT = 1
_LOCAL_BIT = 2
# The registry keeps blocks it hands out in smaller pieces under its own name: that names nobody.
_REGISTRARS = frozenset({"IEEE REGISTRATION AUTHORITY", "PRIVATE"})
_TABLES = ("oui.txt", "iab.txt")
_OWNER = re.compile(r"\(base 16\)[ \t]+(\S.*)")
# What owners write behind their names.
_ENDING = re.compile(
    "INC|INCORPORATED|LLC|CORP|CORPORATION|LTD|LTDA|LIMITED|GMBH|SA|AG|AB|PLC|PTE|BV|NV|OY|OYJ|AS|ASA|SPA|SRL|SARL|KG"
    "|KK|PTY|SAS|CO|COMPANY|LP|LLP|APS|MBH|SP|OO|DOO|SRO|KFT|[ABLNOPSV]|TECH|TECHNOLOG(?:Y|IES)|NETWORKS?|SYSTEMS?"
    "|COMMUNICATIONS?|WIRELESS|ELECTRIC|ELECTRONICS?|TELECOM|TELECOMMUNICATIONS?|RADIO|POWER|SOLUTIONS|INTERNATIONAL"
    "|GROUP|HOLDINGS?|AND|INDUSTR(?:IES|IAL)|LABS|LABORATORIES|INSTRUMENTS|PRODUCTS|USA|AMERICA"
)
_SURE_BEGINNING = 2  # words of a name that tell a company by how its owner's name begins; one word must be all of it


def mac_owner(mac: str) -> str | None:
    """The registered owner of a MAC address in any usual notation, or None.

    Looks in the MA-L, MA-M and MA-S (IAB) tables that netaddr ships, the smallest block first. Locally administered,
    group, empty and malformed addresses prove nothing and give None, as do blocks whose sub-blocks are not shipped.
    """
    digits = re.sub(r"[\s:.-]", "", mac).upper()
    if not re.fullmatch(r"[0-9A-F]{12}", digits) or digits in _BROADCAST_OR_EMPTY:
        return None
    if int(digits[:2], 16) & (_GROUP_BIT | _LOCAL_BIT):
        return None
    return _owner(digits[:9] if digits.startswith(_SHARED) else digits[:6])


@lru_cache(maxsize=65536)
def _owner(prefix: str) -> str | None:
    address = netaddr.EUI(int(prefix.ljust(_DIGITS, "0"), 16), version=48)
    try:
        name = str(address.iab.registration().org if address.is_iab() else address.oui.registration().org)
    except (netaddr.NotRegisteredError, AttributeError):
        return None
    return None if name.strip().upper() in _REGISTRARS else name.strip()


def registered(words: Sequence[str]) -> str | None:
    """The owner of an address block whom upper-case words name, as the registry writes it, or None.

    What follows a company's name ("Technologies Co., Ltd") is passed over on both sides. One word must be the whole
    name; two and more may be the beginning of a longer one. The registry is read when first asked.
    """
    name = _named(tuple(words))
    whole, beginnings = _owners()
    if not name:
        return None
    return whole.get(name) or (beginnings.get(name) if len(name) >= _SURE_BEGINNING else None)


def _named(words: tuple[str, ...]) -> tuple[str, ...]:
    end = len(words)
    while end and _ENDING.fullmatch(words[end - 1]):
        end -= 1
    return words[:end]


@lru_cache(maxsize=1)
def _owners() -> tuple[Mapping[tuple[str, ...], str], Mapping[tuple[str, ...], str]]:
    """The owners by their names, and by how the longer names begin; of several the first in the alphabet."""
    whole: dict[tuple[str, ...], str] = {}
    beginnings: dict[tuple[str, ...], str] = {}
    for owner in sorted(_owner_texts(), reverse=True):
        name = _named(tuple(word_texts(owner.upper())))
        whole[name] = owner
        beginnings.update((name[:length], owner) for length in range(_SURE_BEGINNING, len(name)))
    return whole, beginnings


def _owner_texts() -> set[str]:
    folder = files("netaddr.eui")
    texts = ((folder / table).read_text(encoding="utf-8") for table in _TABLES)
    found = {owner.strip() for text in texts for owner in _OWNER.findall(text)}
    return {owner for owner in found if owner.upper() not in _REGISTRARS}
