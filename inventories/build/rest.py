"""Cover, site register, Power, Spares and the hidden sheet of 2019."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from build.gear import Cell, Expect, Gear, trap
from build.kits import HUAWEI_DBS, Line, gear_of, some_day
from build.places import MAINE, Place
from build.planted import planted
from build.serials import Serials
from build.sheets import Column, SheetWriter

COVER = (Column("", "text", 110),)
COVER_LINES = (
    ("title", "Cedar Valley Wireless Cooperative"),
    ("title", "Network equipment inventory, all markets"),
    ("blank", ""),
    ("note", "Working copy, merged from three market lists, the microwave register and the NOC's records."),
    ("note", "Contact: Hua Wei Chen, network planning (hwchen@cedarvalley.example), or the NOC, 24 hours."),
    ("blank", ""),
    ("note", "Read me first:"),
    ("note", "1. A site cell that spans several rows belongs to all of them. A ditto mark means: as above."),
    ("note", "2. Quantities are per site on the market sheets and per hop (both ends) on Microwave."),
    ("note", "3. Serial numbers were read in the field. Where a cell is empty, nobody could read the label."),
    ("note", "4. West is Dave's own list. He does not use capitals."),
    ("note", "5. Gear that is already down stays on the list until its certificate of destruction is filed."),
    ("note", "6. Huawei and ZTE are to be replaced first; see the board memo of May 2024 for the order of sites."),
    ("blank", ""),
    ("note", "Sheets: Sites, North / South / West Market, Microwave, IP & Switching, FTTH, Core & NOC, Power, Spares."),
)  # fmt: skip
SITES = (
    Column("Site ID", "site", 10), Column("Site Name", "site_name", 22), Column("County", "county", 14),
    Column("State", "state", 7), Column("ZIP", "zip", 9), Column("Latitude", "latitude", 12),
    Column("Longitude", "longitude", 12), Column("Tower type", "tower", 20), Column("Landlord", "landlord", 40),
    Column("Elevation", "elevation", 12),
)  # fmt: skip
POWER = (
    Column("Site Name", "site", 22), Column("Equipment", "description", 22), Column("Make", "maker", 22),
    Column("Model", "model", 24), Column("Rating", "rating", 12), Column("Qty", "qty", 7),
    Column("Serial", "serial", 30), Column("Installed", "acquired", 12),
    Column("Status", "status", 18), Column("Comments", "notes", 30),
)  # fmt: skip
SPARES = (
    Column("Bin", "bin", 8), Column("Item", "model", 24), Column("Manufacturer", "maker", 22),
    Column("P/N", "part", 13), Column("S/N", "serial", 34), Column("Qty on hand", "qty", 10),
    Column("Condition", "status", 20), Column("Acquired", "acquired", 12), Column("Came from", "notes", 26),
)  # fmt: skip
RATINGS = {"DC power": "200 A", "Rectifier": "48 V 50 A", "Battery string": "48 V 100 Ah", "Generator": "20 kW"}
PLANTS: dict[str, tuple[Line, ...]] = {
    "h": (("Huawei", "ETP48200-C2A6", 1, "02270316", 3400), ("Huawei", "R4850G2", 4, "02131041", 310)),
    "t": (("Huawei", "TP48300B-N04C2", 1, "02270402", 4800), ("Huawei", "R4850G2", 6, "02131041", 310)),
    "v": (("Vertiv", "NetSure 5100", 1, None, 3900), ("Vertiv", "R48-3200", 4, None, 420)),
    "e": (("Eltek", "Flatpack2 48/2000", 1, None, 3600),),
    "z": (("ZTE", "ZXDU68 B201", 1, None, 3300),),
}
BATTERIES: tuple[Line, ...] = (
    ("NorthStar", "NSB 100FT Blue+", 8, None, 340), ("EnerSys", "SBS 190F", 4, None, 510),
    ("GNB", "Marathon M12V180FT", 8, None, 390),
)  # fmt: skip
GENERATORS: tuple[Line, ...] = (("Generac", "SD020", 1, None, 13500), ("Kohler", "20RESCL", 1, None, 11200))
SHELF: tuple[Line, ...] = (
    ("Huawei", "RTN 950A", 2, "02310QHK", None),
    ("Huawei", "XMC-2 ODU", 5, "52110823", None),
    ("ZTE", "ZXSDR R8862A", 2, None, None),
    ("ZTE", "GTGO", 1, None, None),
    ("Huawei", "ATN910B", 2, "02350KLM", None),
    ("Cisco", "ASR-920-4SZ-D", 1, None, None),
    ("Ericsson", "RRUS 12", 2, None, None),
    ("Nokia", "AHLBA", 2, None, None),
    ("Ceragon", "FibeAir IP-20C", 1, None, None),
    ("Vertiv", "R48-3200", 6, None, None),
    ("Calix", "844G-1", 22, None, None),
    ("CommScope", "VHLP4-11W", 1, None, None),
    ("Eltek", "Flatpack2 48/2000", 5, None, None),
)
# The DC plant of each site in the order of the register.
PLANT_KINDS = "thvvehvevhvvevhevvev" + "vzevhvevzvvehvevvvhe" + "hvevvhvevvhvevvvehvv"


def write_cover(writer: SheetWriter) -> None:
    """Prose only; nothing here is gear."""
    for kind, text in COVER_LINES:
        if kind == "blank":
            writer.blank()
        elif kind == "title":
            writer.title(text)
        else:
            writer.record({"text": text}, Expect("row", "note|title", why="prose"), text)


def write_sites(writer: SheetWriter, places: Sequence[Place]) -> None:
    """The register. Some ZIP codes were typed as numbers and lost their zero; one landlord has a telling name."""
    rng = random.Random("sites")
    writer.title("Site register, 60 sites")
    writer.blank()
    writer.header()
    for number, place in enumerate(places):
        values: dict[str, Cell] = {
            "site": place.code,
            "site_name": place.name,
            "county": place.county,
            "state": MAINE,
            "zip": place.zip_code if rng.random() < 0.35 else f"{place.zip_code:05d}",
            "latitude": place.latitude if number != 17 else f"{place.latitude}°",
            "longitude": place.longitude if number != 33 else f"{place.longitude}°",
            "tower": place.tower,
            "landlord": "Huawei Rd Properties LLC" if number in {11, 43} else place.landlord,
            "elevation": rng.choice((place.elevation, f"{place.elevation} ft", f"{place.elevation:,} ft AMSL")),
        }
        writer.record(values, *_register_truth(place, str(values["landlord"])))


def _register_truth(place: Place, landlord: str) -> tuple[Expect, str]:
    if landlord.startswith("Huawei"):
        return trap("a landlord's name, not gear; may be no item at all", "not_covered|unknown|note", ""), landlord
    return Expect("row", "note|item", why="a site, not gear"), place.code


def write_power(writer: SheetWriter, places: Sequence[Place]) -> None:
    """DC plant, batteries and a generator at every site."""
    rng = random.Random("power")
    serials = Serials(rng)
    stories = planted("Power")
    writer.title("DC POWER AND BACKUP")
    writer.header()
    total = 0
    for number, (place, kind) in enumerate(zip(places, PLANT_KINDS, strict=True)):
        lines = (*PLANTS[kind], rng.choice(BATTERIES), *((rng.choice(GENERATORS),) if rng.random() < 0.9 else ()))
        gears = gear_of(lines, some_day(rng, date(2013, 3, 1), date(2019, 8, 1)), rng, serials)
        rated = [_rated(gear, rng) for gear in gears] + stories.get(number, [])
        total += writer.block({"site": place.name}, rated, ditto=0.05)
        if number in {12, 38}:
            writer.repeat_last()
        if number in {19, 39}:
            writer.blank()
            writer.header()
    writer.subtotal("TOTAL", total)


def _rated(gear: Gear, rng: random.Random) -> Gear:
    model = str(gear.model)
    what = "Rectifier" if model.startswith("R48") else "DC power"
    what = "Battery string" if gear.maker in {"NorthStar", "EnerSys", "GNB"} else what
    what = "Generator" if gear.maker in {"Generac", "Kohler"} else what
    status = rng.choice(("In service", "in service", "OK", None))
    return replace(gear, cost=None, description=what, extra={"rating": RATINGS[what], "status": status})


def write_spares(writer: SheetWriter) -> None:
    """Warehouse B: covered gear that must be destroyed too, beside ordinary spares."""
    rng = random.Random("spares")
    serials = Serials(rng)
    writer.title("Spares - Warehouse B (not in network)")
    writer.header()
    for number, gear in enumerate(_spare_gear(rng, serials) + planted("Spares")[0]):
        writer.block({"bin": f"B{number // 4 + 1}-{number % 4 + 1}"}, [gear])
    writer.note("Shelf count 14 June 2024, two people.")


def _spare_gear(rng: random.Random, serials: Serials) -> list[Gear]:
    day = date(2015, 3, 3)
    return [_shelved(gear, rng) for gear in gear_of((*HUAWEI_DBS, *SHELF), day, rng, serials, parts=True)]


def _shelved(gear: Gear, rng: random.Random) -> Gear:
    condition = rng.choice(("spare - working", "spare (untested)", "spare, tested 6/2024"))
    presence = "spare" if gear.expect.kind == "planted" else ""
    return replace(gear, cost=None, extra={"status": condition}, expect=replace(gear.expect, presence=presence))


def write_old(writer: SheetWriter, places: Sequence[Place]) -> None:
    """The hidden sheet: an inventory of 2019 that nobody should read without being told."""
    rng = random.Random("old")
    serials = Serials(rng)
    writer.title("OLD - superseded 12/2019 - do not use")
    writer.header()
    for place in places[:6]:
        writer.block({"site": place.code}, gear_of(HUAWEI_DBS, date(2013, 5, 1), rng, serials))
