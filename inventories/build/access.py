"""The FTTH sheet (OLT shelves, their boards, ONT counts) and the Core & NOC sheet."""

import random
from collections.abc import Sequence
from datetime import date

from build.gear import Cell, Gear, covered, other
from build.kits import Line, gear_of, some_day
from build.places import Place
from build.planted import planted
from build.serials import Serials
from build.sheets import Column, SheetWriter

FTTH = (
    Column("CO / Hut", "site", 22), Column("Shelf-Slot", "slot", 11), Column("Vendor", "maker", 24),
    Column("Card / Model", "model", 22), Column("Part Number", "part", 14), Column("S/N", "serial", 30),
    Column("Count", "qty", 9), Column("Purchased", "acquired", 12), Column("Unit cost", "cost", 11),
    Column("Notes", "notes", 36),
)  # fmt: skip
CORE = (
    Column("Site", "site", 10), Column("Rack", "rack", 8), Column("Element", "description", 26),
    Column("OEM", "maker", 22), Column("Model", "model", 24), Column("Qty", "qty", 7), Column("Serial", "serial", 30),
    Column("Managed by", "management", 18), Column("Acquired", "acquired", 12), Column("Book cost", "cost", 12),
    Column("Remarks", "notes", 34),
)  # fmt: skip
HUAWEI_OLT: tuple[Line, ...] = (
    ("Huawei", "MA5608T", 1, "02112954", 2900), ("Huawei", "H801MCUD1", 2, "03020VKC", 900),
    ("Huawei", "H806GPBH", 2, "03022MXB", 2400), ("Huawei", "H801MPWC", 1, "03020PPR", 300),
)  # fmt: skip
HUAWEI_BIG_OLT: tuple[Line, ...] = (
    ("Huawei", "MA5800-X7", 1, "02113116", 6800), ("Huawei", "H901MPLA", 2, "03023TYU", 3100),
    ("Huawei", "H901GPHF", 4, "03023DRB", 4600),
)  # fmt: skip
ZTE_OLT: tuple[Line, ...] = (
    ("ZTE", "ZXA10 C300", 1, None, 4900), ("ZTE", "SCXN", 2, None, 1600), ("ZTE", "GTGO", 4, None, 2800),
    ("ZTE", "HUVQ", 2, None, 1100), ("ZTE", "PRWG", 2, None, 350),
)  # fmt: skip
CALIX_OLT: tuple[Line, ...] = (
    ("Calix", "E7-2", 1, None, 2300), ("Calix", "GPON-8x", 2, None, 5200), ("Calix", "E7 FTA2 fan tray", 1, None, 240),
)  # fmt: skip
ADTRAN_OLT: tuple[Line, ...] = (
    ("Adtran", "TA5006", 1, None, 3100), ("Adtran", "1187503F1 GPON OLT", 2, None, 4700),
    ("Adtran", "1187010G1 SCM", 1, None, 1500),
)  # fmt: skip
ONTS: dict[str, tuple[Line, ...]] = {
    "h": (("Huawei", "HG8245H", 240, None, 92), ("Huawei", "HG8010H", 115, None, 48)),
    "H": (("Huawei", "EchoLife HG8546M", 310, None, 71), ("Huawei", "EG8145V5", 86, None, 88)),
    "z": (("ZTE", "ZXHN F660", 275, None, 67), ("ZTE", "ZXHN F601", 140, None, 39)),
    "c": (("Calix", "844G-1", 190, None, 165), ("Calix", "716GE-I", 74, None, 118)),
    "a": (("Adtran", "411 ONT", 122, None, 95),),
}
OLTS = {"h": HUAWEI_OLT, "H": HUAWEI_BIG_OLT, "z": ZTE_OLT, "c": CALIX_OLT, "a": ADTRAN_OLT}
HUTS = "zhzczHahzc"


def write_ftth(writer: SheetWriter, places: Sequence[Place]) -> None:
    """Ten huts: the shelf, its boards, then one line per type of ONT with how many are at customers."""
    rng = random.Random("ftth")
    serials = Serials(rng)
    stories = planted("FTTH")
    writer.title("FTTH ACCESS - OLTs and ONTs")
    writer.title("ONT lines are counts at customer premises, from billing, June 2024", 10)
    writer.header()
    for number, kind in enumerate(HUTS):
        place = places[number * 6]
        day = some_day(rng, date(2014, 5, 1), date(2019, 10, 1))
        shelf = gear_of(OLTS[kind], day, rng, serials, parts=True)
        boards = [_slotted(gear, number + 1, slot) for slot, gear in enumerate(shelf)]
        onts = [_at_customers(line, day) for line in ONTS[kind]]
        units = writer.block({"site": place.label}, boards + stories.get(number, []) + onts, ("site",), ditto=0.25)
        writer.subtotal(f"Subtotal {place.name}", units)
        writer.blank()
    writer.note("ONT serials are kept in billing; ask M. Ouellette for the extract.")


def _slotted(gear: Gear, shelf: int, slot: int) -> Gear:
    return Gear(**{**vars(gear), "extra": {"slot": f"{shelf}-{slot}" if slot else f"shelf {shelf}"}})


def _at_customers(line: Line, day: date) -> Gear:
    maker, model, qty, _, cost = line
    expect = covered(maker) if maker in {"Huawei", "ZTE"} else other()
    return Gear(maker, model, expect, qty, acquired=day, cost=cost, notes="ONTs at customers", extra={"slot": "ONT"})


def write_core(writer: SheetWriter, places: Sequence[Place]) -> None:
    """The switching office and the standby site."""
    rng = random.Random("core")
    writer.title("Core network and NOC")
    writer.blank()
    writer.header()
    total = 0
    for position, gears in planted("Core & NOC").items():
        placed = [Gear(**{**vars(g), "extra": {"rack": f"R{rng.randint(1, 14)}", **g.extra}}) for g in gears]
        where: dict[str, Cell] = {"site": places[position].code}
        total += writer.block(where, placed, ("site",), ditto=0.2)
        writer.blank()
    writer.subtotal("TOTAL", total)
