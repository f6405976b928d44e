"""Who an Ethernet address block is registered to. The only door to netaddr, which ships the IEEE registry."""

import re
from functools import lru_cache

import netaddr

_DIGITS = 12
# The blocks that netaddr knows to be handed out in pieces of 36 bits (IAB).
_SHARED = tuple(f"{block:06X}" for block in netaddr.IAB.IAB_EUI_VALUES)
_BROADCAST_OR_EMPTY = frozenset({"0" * _DIGITS, "F" * _DIGITS})
_GROUP_BIT = 1
_LOCAL_BIT = 2
# The registry keeps blocks it hands out in smaller pieces under its own name: that names nobody.
_REGISTRARS = frozenset({"IEEE REGISTRATION AUTHORITY", "PRIVATE"})


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
