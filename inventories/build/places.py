"""The sixty invented sites: names, counties, coordinates, and the microwave tree between them."""

import math
import random
from dataclasses import dataclass

MAINE = "ME"
# County: market, ZIP range, and a box well inside its borders (south, north, west, east). Counties are real, sites not.
COUNTIES = {
    "Aroostook": ("North", (4730, 4788), (46.15, 47.05, -68.85, -68.00)),
    "Penobscot": ("South", (4410, 4495), (44.95, 45.75, -68.85, -68.35)),
    "Washington": ("South", (4606, 4694), (44.80, 45.25, -67.95, -67.50)),
    "Piscataquis": ("West", (4414, 4485), (45.25, 45.95, -69.55, -69.00)),
    "Somerset": ("West", (4911, 4985), (44.95, 45.65, -70.05, -69.70)),
    "Franklin": ("West", (4936, 4992), (44.75, 45.05, -70.75, -70.25)),
}
NAMES = {
    "Aroostook": (
        "Cedar Falls MTSO", "Cedar Ridge", "Loon Hollow", "Harlow Mills", "Spruce Notch", "Bracken Plain",
        "Potato Hill", "Norcross Siding", "Amity Heights", "Tamarack", "Kettle Pond", "Fort Ellery", "Long Meadow",
        "St. Aubin", "Drummond Corner", "Wexley", "Granite Spur", "Big Marsh Ridge", "Crown Barn", "Limestone Ledge",
    ),
    "Penobscot": (
        "Ashby Junction", "Millrace", "Old Ferry Road", "Pushmore", "Birch Stream", "Carver Hill", "Lee Bridge",
        "Sebois Overlook", "Winn Flats", "Tannery Hill", "Stetson Grange", "Passadum",
    ),
    "Washington": (
        "Barrens East", "Blueberry Ridge", "Cutler Cove", "Little Bay", "Tolfield Tank", "Crawford Knoll",
        "Grand Carry", "Wesley Height",
    ),
    "Piscataquis": (
        "Abbot Quarry", "Boundary Bald", "Elliot Landing", "Katahdin View", "Monson Slate", "Sebec Narrows",
        "Willimantic Dam",
    ),
    "Somerset": (
        "Athens Knob", "Brigham Tower", "Carratuck", "Emden Pond", "Harmony Four Corners", "Jarman Gate",
        "Mosher Ridge", "Starks Hill",
    ),
    "Franklin": ("Avon Ledge", "Estes Flag", "Freeman Orchard", "Philbrook Mill", "Rangle Outlet"),
}  # fmt: skip
LANDLORDS = (
    "Cedar Valley Wireless Cooperative (owned)", "Northern Woodlands LLC", "Town of {town}", "Harding Family Trust",
    "Pine State Tower Co.", "Grange Hall Assn.", "R. & D. Thibodeau",
)  # fmt: skip
TOWERS = ("Self-support", "Guyed", "Monopole", "Self support lattice", "guyed", "Water tank", "Rooftop")


@dataclass(frozen=True)
class Place:
    """A site: ``code`` like CV-101, ZIP as a number (its leading zero belongs to it), elevation in feet."""

    code: str
    name: str
    county: str
    market: str
    zip_code: int
    latitude: float
    longitude: float
    tower: str
    landlord: str
    elevation: int

    @property
    def label(self) -> str:
        """Code and name, as some sheets write it."""
        return f"{self.code} - {self.name}"


def distance_km(a: Place, b: Place) -> float:
    """Flat-earth distance, good to a percent over these tens of kilometers."""
    north = (a.latitude - b.latitude) * 111.2
    east = (a.longitude - b.longitude) * 111.2 * math.cos(math.radians(a.latitude))
    return math.hypot(north, east)


def _spot(box: tuple[float, float, float, float], taken: list[Place], rng: random.Random) -> tuple[float, float]:
    """A point in the box, at least 7 km from every site placed so far."""
    south, north, west, east = box
    while True:
        point = round(rng.uniform(south, north), 5), round(rng.uniform(west, east), 5)
        spot = Place("", "", "", "", 0, *point, "", "", 0)
        if all(distance_km(spot, place) > 7 for place in taken):
            return point


def all_places(rng: random.Random) -> list[Place]:
    """The sixty sites: CV-101 to CV-120 in the North market, CV-2xx in the South, CV-3xx in the West."""
    places: list[Place] = []
    count = {"North": 100, "South": 200, "West": 300}
    for county, (market, zips, box) in COUNTIES.items():
        for name in NAMES[county]:
            count[market] += 1
            latitude, longitude = _spot(box, places, rng)
            landlord = rng.choice(LANDLORDS).format(town=name.split()[0])
            places.append(
                Place(f"CV-{count[market]}", name, county, market, rng.randint(*zips), latitude, longitude,
                      rng.choice(TOWERS), landlord, rng.randint(140, 1900))
            )  # fmt: skip
    return places


def microwave_hops(places: list[Place], count: int) -> list[tuple[Place, Place]]:
    """The ``count`` shortest links of the tree that grows from the switching office to the nearest site each time."""
    joined, open_, hops = [places[0]], list(places[1:]), []
    while open_:
        near, far = min(((a, b) for a in joined for b in open_), key=lambda pair: distance_km(*pair))
        hops.append((near, far))
        joined.append(far)
        open_.remove(far)
    shortest = set(sorted(hops, key=lambda pair: distance_km(*pair))[:count])
    return [hop for hop in hops if hop in shortest]
