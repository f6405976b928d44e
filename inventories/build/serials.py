"""Serial numbers and MAC addresses that look like each maker's own. All of them are invented."""

import random
from datetime import date

HUAWEI_YEARS = {2009: "9"} | dict(zip(range(2010, 2018), "ABCDEFGH", strict=True)) | {2018: "J", 2019: "K", 2020: "L"}
HUAWEI_OUIS = ("00259E", "00E0FC")
ZTE_OUI = "0019C6"
OTHER_OUIS = {"Cisco": "001B54", "Juniper": "000585", "Cambium Networks": "000456", "Dell": "001422"}


class Serials:
    """Draws numbers from the sheet's own random source, so that a sheet does not depend on its neighbors."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def _made(self, acquired: date) -> str:
        """Huawei's year and month signs, one to six months before the purchase."""
        months = acquired.year * 12 + acquired.month - 1 - self._rng.randint(1, 6)
        return HUAWEI_YEARS[max(months // 12, 2009)] + "123456789ABC"[months % 12]

    def huawei(self, item: str, acquired: date) -> str:
        """20 characters: 21, item code, plant, year, month, sequence."""
        plant = self._rng.choice(("10", "10", "W0", "6T"))
        return f"21{item}{plant}{self._made(acquired)}{self._rng.randint(1, 999999):06d}"

    def huawei_board(self, item: str, acquired: date) -> str:
        """16 characters, as on boards: 03, last four of the item code, plant, year, month, sequence."""
        return f"03{item[-4:]}10{self._made(acquired)}{self._rng.randint(1, 999999):06d}"

    def gpon(self, vendor: str) -> str:
        """An ONT's serial: the vendor's four letters (or their hex form) and eight hex digits."""
        return f"{vendor}{self._rng.getrandbits(32):08X}"

    def zte(self) -> str:
        """ZTE's are free in form; twelve digits are common."""
        return f"7{self._rng.randint(10**10, 10**11 - 1)}"

    def other(self, maker: str) -> str:
        """A short serial with a prefix of the maker's own."""
        prefix = {"Cisco": "FOC", "Juniper": "NX", "Ericsson": "D16", "Nokia": "K9", "Calix": "7", "Adtran": "LBADTN"}
        letters = "".join(self._rng.choices("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", k=4))
        return f"{prefix.get(maker, maker[:2].upper())}{self._rng.randint(1000, 9999)}{letters}"

    def mac(self, oui: str, style: str = "-") -> str:
        """A MAC address; ``style`` is the separator, or ``.`` for Cisco's three groups."""
        digits = f"{oui}{self._rng.getrandbits(24):06X}"
        if style == ".":
            return ".".join(digits[i : i + 4].lower() for i in (0, 4, 8))
        return style.join(digits[i : i + 2] for i in range(0, 12, 2))
