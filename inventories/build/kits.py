"""Typical sets of gear, as lines of (maker, model, quantity, item code, planning cost in dollars).

Model names are real, the item codes behind Huawei's lines have the real form but are invented. An item code that starts
with 03 belongs to a board (16-character serials); a line of another maker has none.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from build.gear import Expect, Gear, covered, other, trap
from build.serials import Serials

Line = tuple[str, str, int, str | None, int | None]

HUAWEI_DBS: tuple[Line, ...] = (
    ("Huawei", "BBU3900", 1, "02310MFK", 6800),
    ("Huawei", "UMPTb1", 1, "03022HEL", 4100),
    ("Huawei", "UBBPd6", 2, "03022FHD", 3900),
    ("Huawei", "UPEUc", 1, "03020RDP", 450),
    ("Huawei", "RRU3908", 3, "02311BDA", 5200),
    ("Huawei", "RRU3959", 3, "02311NTW", 6100),
    ("Huawei", "DCDU-12B", 1, "02270154", 700),
)
HUAWEI_MACRO: tuple[Line, ...] = (
    ("Huawei", "BTS3900A", 1, "02310CMW", 18500),
    ("Huawei", "WMPT", 1, "03020JQG", 2600),
    ("Huawei", "WBBPf3", 1, "03021QAT", 3100),
    ("Huawei", "MRFUd", 3, "02310NFL", 4800),
    ("Huawei", "RRU3936", 3, "02311KKB", 5600),
    ("Huawei", "APM30H", 1, "02120937", 3900),
)
HUAWEI_LATE: tuple[Line, ...] = (
    ("Huawei", "BBU3910", 1, "02311FCE", 7400),
    ("Huawei", "UMPTe2", 1, "03023NQK", 5200),
    ("Huawei", "UBBPe4", 2, "03023FGT", 4700),
    ("Huawei", "RRU5502", 3, "02311XNV", 7300),
    ("Huawei", "RRU3971", 3, "02311PDE", 6600),
    ("Huawei", "DCDU-12B", 1, "02270154", 700),
)
ZTE_RAN: tuple[Line, ...] = (
    ("ZTE", "ZXSDR B8200", 1, None, 6200),
    ("ZTE", "CC16", 1, None, 2900),
    ("ZTE", "BPL1", 2, None, 3300),
    ("ZTE", "ZXSDR R8862A", 3, None, 4900),
    ("ZTE", "R8882", 3, None, 5300),
)
ERICSSON_RAN: tuple[Line, ...] = (
    ("Ericsson", "RBS 6601", 1, None, 3900),
    ("Ericsson", "Baseband 5216", 1, None, 9800),
    ("Ericsson", "RRUS 12", 3, None, 5400),
    ("Ericsson", "Radio 2217", 3, None, 7200),
    ("Ericsson", "SUP 6601", 1, None, 600),
)
NOKIA_RAN: tuple[Line, ...] = (
    ("Nokia", "AirScale ASIA", 1, None, 8900),
    ("Nokia", "AirScale ABIA", 2, None, 5100),
    ("Nokia", "AHLBA", 3, None, 7600),
    ("Nokia", "9926 BBU", 1, None, 4400),
    ("Nokia", "RRH2x60-700", 3, None, 4200),
)
ANTENNAS: tuple[tuple[Line, ...], ...] = (
    (("CommScope", "SBNHH-1D65B", 3, None, 2400), ("CommScope", "HFT1206-24S49 hybrid", 1, None, 3900)),
    (("Kathrein", "800 10622", 3, None, 2100), ("RFS", "HB158-1-08U8-S8J18", 1, None, 3600)),
    (("Amphenol", "BXA-70063-6CF", 3, None, 1700), ("CommScope", "AVA7-50 coax 1-5/8 in", 6, None, 1400)),
)
SITE_EXTRAS: tuple[Line, ...] = (
    ("Raycap", "RUSDC-6267-PF-48", 1, None, 1900),
    ("PCTEL", "GPSGL-TMG-SPI-40NCB", 1, None, 160),
    ("CommScope", "E14F05P86 TMA", 3, None, 900),
    ("Westell", "RMX-3200", 1, None, 850),
    ("Charles Industries", "CUBE-RL21528", 1, None, 8700),
)
TRAP_MODELS = {
    "RRUS 12": "Ericsson's radio, RRU with an S and two digits",
    "9926 BBU": "Nokia's baseband; BBU alone says nothing",
    "RFU-C": "Ceragon's radio unit; RFU alone says nothing",
    "R48-3200": "Vertiv rectifier, hyphen after 48",
    "RMX-3200": "an alarm unit",
}
HUAWEI_SPELLINGS = (
    "Huawei",
    "Huawei",
    "Huawei",
    "Huawei",
    "HUAWEI",
    "Huawei Technologies",
    "Huawei Technologies Co., Ltd.",
)


def some_day(rng: random.Random, first: date, last: date) -> date:
    """A day between the two, both included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def serials_of(line: Line, acquired: date, serials: Serials) -> tuple[str, ...]:
    """One serial per unit, of the form the maker uses; none for cable and antennas."""
    maker, _, qty, code, _ = line
    if maker == "ZTE":
        return tuple(serials.zte() for _ in range(qty))
    if code and code.startswith("03"):
        return tuple(serials.huawei_board(code, acquired) for _ in range(qty))
    if code:
        return tuple(serials.huawei(code, acquired) for _ in range(qty))
    passive = maker in {"CommScope", "Kathrein", "RFS", "Amphenol", "PCTEL", "Raycap"}
    return () if passive else tuple(serials.other(maker) for _ in range(qty))


def expectation(maker: str, model: str) -> Expect:
    """What an ordinary line with its maker named deserves."""
    if maker in {"Huawei", "ZTE"}:
        return covered(maker)
    return trap(TRAP_MODELS[model]) if model in TRAP_MODELS else other()


def gear_of(lines: Sequence[Line], acquired: date, rng: random.Random, serials: Serials, parts: bool = False,
            ) -> list[Gear]:  # fmt: skip
    """A kit bought on one day. Serials and item codes are missing here and there, as they are in the field."""
    spelling = rng.choice(HUAWEI_SPELLINGS)
    gears = []
    for line in lines:
        maker, model, qty, code, cost = line
        listed = serials_of(line, acquired, serials) if rng.random() < 0.7 else ()
        gears.append(
            Gear(
                maker=spelling if maker == "Huawei" else maker,
                model=model,
                expect=expectation(maker, model),
                qty=qty,
                serials=listed,
                part=code if parts and rng.random() < 0.6 else None,
                acquired=acquired,
                cost=cost,
            )
        )
    return gears
