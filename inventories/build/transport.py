"""The Microwave sheet (a hop in a few rows) and the IP & Switching sheet."""

import random
from collections.abc import Sequence
from datetime import date

from build.gear import Cell, Gear
from build.kits import Line, gear_of, some_day
from build.places import Place
from build.planted import planted
from build.serials import HUAWEI_OUIS, OTHER_OUIS, ZTE_OUI, Serials
from build.sheets import Column, SheetWriter

MICROWAVE = (
    Column("Hop ID", "hop", 9), Column("A-end Site", "a_end", 12), Column("B-end Site", "b_end", 12),
    Column("Manufacturer", "maker", 24), Column("Type / Model", "model", 24), Column("Description", "description", 24),
    Column("Band", "band", 9), Column("Qty (both ends)", "qty", 10), Column("S/N", "serial", 40),
    Column("In service", "acquired", 13), Column("Remarks", "notes", 36),
)  # fmt: skip
IP = (
    Column("Location", "site", 26), Column("Manufacturer", "maker", 22), Column("Model", "model", 26),
    Column("Description", "description", 26), Column("Serial #", "serial", 28), Column("MAC address", "mac", 19),
    Column("Mgmt IP", "address", 13), Column("Qty", "qty", 7), Column("Purchased", "acquired", 12),
    Column("Cost", "cost", 11), Column("Contact", "contact", 16), Column("Comments", "notes", 34),
)  # fmt: skip
HOPS, RTN_HOPS = 50, 35
RTN: tuple[tuple[Line, ...], ...] = (
    (("Huawei", "RTN 950A", 2, "02310QHK", 5400), ("Huawei", "XMC-2 ODU", 2, "52110823", 2300)),
    (("Huawei", "RTN 905", 2, "02310TRF", 3600), ("Huawei", "XMC-3 ODU", 2, "52110951", 2500)),
    (("Huawei", "OptiX RTN 910", 2, "02310CGB", 4100), ("Huawei", "XMC-2 ODU", 4, "52110823", 2300)),
    (("Huawei", "RTN 380", 2, "02310UYD", 7800),),
)
OTHER_RADIO: tuple[tuple[Line, ...], ...] = (
    (("Ceragon", "FibeAir IP-20C", 2, None, 6400), ("Ceragon", "RFU-C", 2, None, 2100)),
    (("Aviat", "CTR 8540", 2, None, 5200), ("Aviat", "ODU 600", 2, None, 2400)),
    (("Cambium Networks", "PTP 820S", 2, None, 4300),),
)
DISHES = ("VHLP4-11W", "VHLP6-6W", "VHLPX3-18", "SB4-W60C")
WORDS = {"RTN": "IDU", "XMC": "ODU", "RFU": "radio unit", "ODU": "outdoor unit"}


def write_microwave(writer: SheetWriter, hops: Sequence[tuple[Place, Place]]) -> None:
    """Fifty hops, the first thirty-five on RTN, with planted rows among them."""
    rng = random.Random("microwave")
    serials = Serials(rng)
    writer.title("MICROWAVE BACKHAUL - all markets")
    writer.title("One line per type of unit and hop; quantities cover both ends", 10)
    writer.header()
    stories = planted("Microwave")
    total = 0
    for number, (near, far) in enumerate(hops):
        where: dict[str, Cell] = {"hop": f"MW-{number + 1:03d}", "a_end": near.code, "b_end": far.code}
        gears = _hop_gear(number < RTN_HOPS, rng, serials) + stories.get(number, [])
        total += writer.block(where, gears, ditto=0.2)
        if number % 10 == 9:
            writer.blank()
    writer.subtotal("TOTAL", total)
    writer.note("Leased fiber sites are not on this sheet (see IP & Switching).")


def _hop_gear(rtn: bool, rng: random.Random, serials: Serials) -> list[Gear]:
    acquired = (
        some_day(rng, date(2013, 1, 5), date(2019, 11, 20))
        if rtn
        else some_day(rng, date(2015, 2, 1), date(2023, 9, 1))
    )
    band = rng.choice(("6 GHz", "11 GHz", "11", "18 GHz"))
    dish: Line = ("CommScope", rng.choice(DISHES), 2, None, 1900)
    gears = gear_of((*rng.choice(RTN if rtn else OTHER_RADIO), dish), acquired, rng, serials)
    return [
        Gear(**{**vars(gear), "extra": {"band": band}, "description": _word(str(gear.model), rng)}) for gear in gears
    ]


def _word(model: str, rng: random.Random) -> str | None:
    return rng.choice((next((word for key, word in WORDS.items() if key in model), None), None))


HUAWEI_CELL_ROUTER: tuple[Line, ...] = (("Huawei", "ATN910B", 1, "02350KLM", 3200),)
CELL_ROUTERS: dict[str, tuple[Line, ...]] = {
    "h": HUAWEI_CELL_ROUTER,
    "a": (("Huawei", "ATN 950B", 1, "02350BQN", 5900),),
    "z": (("ZTE", "ZXCTN 6200", 1, None, 4800),),
    "c": (("Cisco", "ASR-920-4SZ-D", 1, None, 5100),),
    "j": (("Juniper", "ACX2200", 1, None, 6200),),
}
SWITCHES: tuple[tuple[Line, ...], ...] = (
    (("Huawei", "S5700-28C-EI", 1, "02352368", 2100),),
    (("Huawei", "S5300", 1, "02352296", 1700),),
    (("Cisco", "IE-4000-8GT4G-E", 1, None, 2600),),
    (("Cisco", "WS-C2960X-24TS-L", 1, None, 1500),),
    (("Juniper", "EX3400-24T", 1, None, 2300),),
    (("MikroTik", "CRS328-24P-4S+", 1, None, 420),),
    (("Adtran", "NetVanta 1534", 1, None, 1300),),
)
# A cell-site router per site in the order of the register.
ROUTER_KINDS = "ahhhcchzhhahchcczhcc" + "hzcchaczchzcjczhzjzc" + "hhchahcjhhcchahchchc"


def write_ip(writer: SheetWriter, places: Sequence[Place]) -> None:
    """A router at every site, a switch at most, and the rows planted for names, MACs and look-alikes."""
    rng = random.Random("ip")
    serials = Serials(rng)
    writer.title("IP & Switching")
    writer.blank()
    writer.header()
    stories = planted("IP & Switching")
    for number, (place, kind) in enumerate(zip(places, ROUTER_KINDS, strict=True)):
        lines = CELL_ROUTERS[kind] + (rng.choice(SWITCHES) if rng.random() < 0.75 else ())
        acquired = some_day(rng, date(2014, 1, 8), date(2019, 12, 3))
        gears = [_networked(gear, number, rng, serials) for gear in gear_of(lines, acquired, rng, serials)]
        writer.block({"site": place.label}, gears + stories.get(number, []), ditto=0.1)
        if number in {19, 39}:
            writer.blank()
        if number == 27:
            writer.repeat_last()
    writer.note("IP addresses are the out-of-band plan, not live.")


def _networked(gear: Gear, number: int, rng: random.Random, serials: Serials) -> Gear:
    """Adds the management address, often the MAC, and the person who looks after it."""
    oui = {"ZTE": ZTE_OUI, **OTHER_OUIS}.get(str(gear.maker))
    if gear.expect.entity == "Huawei":
        oui = rng.choice(HUAWEI_OUIS)
    mac = serials.mac(oui, rng.choice("-:.")) if oui and rng.random() < 0.4 else None
    contact = rng.choice(("J. Tibbetts", "M. Ouellette", "NOC", None))
    extra: dict[str, Cell] = {"address": f"10.20.{number}.{rng.randint(2, 250)}", "contact": contact}
    return Gear(**{**vars(gear), "extra": extra, "mac": mac})
