"""The three market sheets: radio gear, each kept by another person in another way."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from build.gear import Cell, Gear
from build.kits import (
    ANTENNAS,
    ERICSSON_RAN,
    HUAWEI_DBS,
    HUAWEI_LATE,
    HUAWEI_MACRO,
    NOKIA_RAN,
    SITE_EXTRAS,
    ZTE_RAN,
    Line,
    gear_of,
    some_day,
)
from build.places import Place
from build.planted import planted
from build.serials import Serials
from build.sheets import Column, SheetWriter

NORTH = (
    Column("Site ID", "site", 10), Column("Site Name", "site_name", 18), Column("Mfr", "maker", 26),
    Column("Model", "model", 24), Column("Qty", "qty", 7), Column("S/N", "serial", 32),
    Column("Date Acquired", "acquired", 14), Column("Unit Cost", "cost", 12), Column("Notes", "notes", 36),
)  # fmt: skip
SOUTH = (
    Column("Site", "site", 10), Column("Equipment", "model", 24), Column("Vendor", "maker", 26),
    Column("Part No.", "part", 14), Column("Quantity", "qty", 9), Column("Serial No(s).", "serial", 32),
    Column("Acq.\nDate", "acquired", 12), Column("Cost Ea. ($)", "cost", 12), Column("Remarks", "notes", 36),
)  # fmt: skip
WEST = (
    Column("cell site", "site", 10), Column("OEM", "maker", 26), Column("type", "model", 24),
    Column("description", "description", 26), Column("units", "qty", 7), Column("serial numbers", "serial", 32),
    Column("acquired", "acquired", 12), Column("price", "cost", 11), Column("Replaces", "replaces", 14),
    Column("comments", "notes", 34),
)  # fmt: skip

# What stands at each site of a market, in order: h/m/l Huawei kits, z ZTE, e Ericsson, n Nokia.
NORTH_KINDS = "hlhmhhezhhlhnmhezhen"
SOUTH_KINDS = "hzehmzhnhzhelzhzhnze"
WEST_KINDS = "hhemhlhnhhmehlhnhzhe"
KITS: dict[str, tuple[Line, ...]] = {
    "h": HUAWEI_DBS, "m": HUAWEI_MACRO, "l": HUAWEI_LATE, "z": ZTE_RAN, "e": ERICSSON_RAN, "n": NOKIA_RAN,
}  # fmt: skip
BOUGHT = {
    "h": (2012, 2016),
    "m": (2011, 2014),
    "l": (2016, 2019),
    "z": (2014, 2018),
    "e": (2015, 2022),
    "n": (2016, 2023),
}
LATE = date(2020, 9, 14)


def _site_gear(kind: str, rng: random.Random, serials: Serials, parts: bool) -> list[Gear]:
    first, last = BOUGHT[kind]
    acquired = some_day(rng, date(first, 1, 10), date(last, 12, 15))
    radio = gear_of(KITS[kind], acquired, rng, serials, parts)
    passive = gear_of(rng.choice(ANTENNAS), acquired, rng, serials)
    extras = gear_of(rng.sample(SITE_EXTRAS, rng.choice((2, 3, 3))), acquired, rng, serials)
    return radio + passive + extras


def _late(gear: Gear) -> Gear:
    """The same gear bought after 30 June 2020: still covered, but past the program's date."""
    return replace(
        gear, acquired=LATE, serials=(), expect=replace(gear.expect, why="maker named, bought after 30 June 2020")
    )


def _market(kinds: str, seed: str, parts: bool = False) -> list[list[Gear]]:
    rng = random.Random(seed)
    serials = Serials(rng)
    return [_site_gear(kind, rng, serials, parts) for kind in kinds]


def _plant(sheet: str, gear: list[list[Gear]]) -> None:
    for number, gears in planted(sheet).items():
        gear[number] += gears


def _merged_blocks(writer: SheetWriter, places: Sequence[Place], gear: list[list[Gear]], merge: tuple[str, ...]) -> int:
    """Blocks with the site merged down and a subtotal each; returns all units."""
    total = 0
    for number, (place, gears) in enumerate(zip(places, gear, strict=True)):
        where: dict[str, Cell] = {"site": place.code} | ({"site_name": place.name} if "site_name" in merge else {})
        units = writer.block(where, gears, merge)
        writer.subtotal(f"Subtotal {place.name}", units)
        total += units
        if number in {4, 14}:
            writer.blank()
        if number == 9:
            writer.blank()
            writer.header()
    return total


def write_north(writer: SheetWriter, places: Sequence[Place]) -> None:
    """North Market: two title rows, site merged down, header repeated in the middle."""
    gear = _market(NORTH_KINDS, "north gear")
    gear[4] = [*gear[4][:-1], _late(gear[4][0]), gear[4][-1]]
    _plant("North Market", gear)
    writer.title("CEDAR VALLEY WIRELESS COOPERATIVE - RAN EQUIPMENT, NORTH MARKET")
    writer.title("Rev. 7, walked by field ops spring 2024. Counts are per site.", 10)
    writer.blank()
    writer.header()
    total = _merged_blocks(writer, places, gear, ("site", "site_name"))
    writer.subtotal("TOTAL", total)
    writer.note("* Norcross Siding: shelter key is with the landlord, radios counted from the ground.")


def write_south(writer: SheetWriter, places: Sequence[Place]) -> None:
    """South Market: other words in the header, part numbers, three title rows."""
    gear = _market(SOUTH_KINDS, "south gear", parts=True)
    gear[0] = [*gear[0], _late(gear[0][4])]
    _plant("South Market", gear)
    writer.title("South Market cell sites")
    writer.title("Source: warehouse system export + technician notes", 10)
    writer.title("Prepared for audit, do not distribute", 10)
    writer.header()
    total = _merged_blocks(writer, places, gear, ("site",))
    writer.blank()
    writer.subtotal("Grand total", total)


def write_west(writer: SheetWriter, places: Sequence[Place]) -> None:
    """West Market: everything in lower case, ditto marks instead of merged cells, a Replaces column."""
    gear = _market(WEST_KINDS, "west gear")
    _plant("West Market", gear)
    writer.title("west market (dave's list)", 12)
    writer.header()
    total = 0
    for number, (place, gears) in enumerate(zip(places, gear, strict=True)):
        units = writer.block({"site": place.code.lower()}, [_lower(one) for one in gears], ditto=0.3)
        writer.subtotal(f"subtotal {place.code.lower()}", units)
        total += units
        if number % 5 == 4:
            writer.blank()
        if number == 11:
            writer.note("next 8 sites not walked since 2022, ask Dave before quoting")
    writer.subtotal("TOTAL", total)


def _lower(gear: Gear) -> Gear:
    """Typed without the shift key; serials were scanned and stay as they are."""
    maker, model = gear.maker, gear.model
    return replace(gear, maker=maker.lower() if maker else None, model=model.lower() if model else None)
