"""Every key of a project file: how it is read, what stands in its place when it is missing, and why.

The defaults are the planner's own choices unless the reason names a source; each is listed in the report.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from planner.core.decisions import SECOND_SIGN_OFF_ABOVE
from planner.core.model import Layer
from planner.core.project.values import (
    Reader,
    choice,
    day,
    dollars,
    flag,
    frn,
    kilometers,
    number,
    pack,
    several,
    text,
    whole,
)

LAYERS: tuple[str, ...] = get_args(Layer)
PROVIDER_TYPES = ("acs", "education", "health", "library")
PROVIDER_WORDS = {
    "advanced communications service": "acs", "carrier": "acs", "cooperative": "acs", "isp": "acs", "mobile": "acs",
    "telco": "acs", "wireless": "acs", "wireline": "acs", "wisp": "acs", "college": "education", "school": "education",
    "university": "education", "health care": "health", "healthcare": "health", "hospital": "health",
}  # fmt: skip


class Required:
    """Stands in the place of a default where none can be assumed."""


REQUIRED = Required()


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``why`` is empty when leaving the key out assumes nothing; ``label`` and ``unit`` are for people.

    ``keys`` describes a table inside (with ``rows``, a list of tables) and then ``read`` is not used.
    """

    name: str
    read: Reader | None
    default: Any
    label: str = ""
    unit: str = ""
    why: str = ""
    keys: tuple["Key", ...] = ()
    rows: bool = False


CARRIER = (
    Key("name", text(), "Unnamed carrier", "carrier's name", "", "only used as a heading"),
    Key("frn", frn, None),
    Key("customers", whole(0, 400_000_000), None),
    Key(
        "provider_type", choice(PROVIDER_TYPES, PROVIDER_WORDS), "acs", "provider type", "",
        "most applicants provide advanced communications service; it decides the priority tier",
    ),
)  # fmt: skip

APPLICATION = (
    Key("id", text(60), None),
    Key("approved_on", day, None),
    Key("allocation", dollars, None),
    Key("first_disbursement_on", day, None),
    Key("granted_ends", several(day), ()),
    Key("final_certified_on", day, None),
    Key("final_disbursement_on", day, None),
    Key("citations", several(text(200), unique=False), ()),
)

RELEASE = (Key("on", day, REQUIRED), Key("amount", dollars, REQUIRED))

NOT_TOLD = "no figure was given, so none is counted on"
FUNDING = (
    Key("name", text(60), None),
    Key("opening_cash", dollars, 0, "cash in hand", "dollars", NOT_TOLD),
    Key("own_cash_per_month", dollars, 0, "own cash per month", "dollars", NOT_TOLD),
    Key("credit_limit", dollars, 0, "credit limit", "dollars", NOT_TOLD),
    Key(
        "reimbursement_lag_months", whole(0, 36), 2, "months from claim to payment", "months",
        "planning value; participants report slow claim review",
    ),
    Key("released", None, (), keys=RELEASE, rows=True),
)  # fmt: skip

CREW = (Key("id", text(40), REQUIRED), Key("capacity", whole(1, 1000, "crews"), REQUIRED))

VENDOR = (
    Key("id", text(60), REQUIRED),
    Key("layer", choice(LAYERS), REQUIRED),
    Key(
        "price_factor", number("0.01", "100"), Decimal(1), "price factor", "times the price book",
        "no figure was given, so the price book stands",
    ),
    Key("lead_months", whole(0, 36, "months"), None),
    Key(
        "integration_cost", dollars, 0, "integration cost", "dollars",
        "no figure was given; integration in the price book's lines is counted there",
    ),
)  # fmt: skip

QUOTE = (
    Key("vendor", text(60), REQUIRED),
    Key("price_id", text(60), REQUIRED),
    Key("unit_price", number("0", "1000000000"), REQUIRED),
    Key("number", text(80), REQUIRED),
    Key("dated_on", day, None),
    Key("valid_until", day, None),
)

CALENDAR = (
    Key("start", day, None, "first month of work", "", "no start was given, so work may begin next month"),
    Key(
        "winter_months", several(whole(1, 12)), (12, 1, 2, 3), "months without outdoor work", "",
        "crews stop climbing at about -10 F, in frost or wind, and a polar vortex halted work in the Upper Plains; "
        "high mountain sites may need November to April",
    ),
    Key(
        "winter_layers", several(choice(LAYERS)), ("ran", "transport"), "layers worked outdoors", "",
        "radios and microwave hang on towers; the other layers stand indoors",
    ),
)  # fmt: skip

RISK_DOLLARS = {
    "core": 5000, "ran": 1000, "transport": 2000, "ip": 2000, "access": 500, "cpe": 100, "power": 100,
    "server": 1000, "video": 200, "oss": 2000, "other": 200,
}  # fmt: skip
RISK = tuple(
    Key(layer, dollars, RISK_DOLLARS[layer], f"weight of {layer} gear staying a month", "dollars",
        "planning weight that puts the gear that sees most traffic first; not a cost")
    for layer in LAYERS
)  # fmt: skip

PLANNING = (
    Key("horizon_months", whole(1, 120, "months"), 36, "planning horizon", "months",
        "a one-year term and the extensions seen so far fit in three years"),
    Key("extensions_assumed", whole(0, 10), 1, "extensions that may be used", "",
        "grants since full funding in April 2025 are expected to be scarcer"),
    Key("extension_months", whole(1, 6, "months"), 6, "length of an extension", "months",
        "the most that one grant may give (47 CFR 1.50004(h)(2))"),
    Key("extension_cost", dollars, 50_000, "cost of preparing a petition", "dollars",
        "planning value for counsel and staff"),
    Key("late_factor", whole(0, 10_000), 20, "penalty for finishing after the deadline", "months of risk",
        "makes a late package worse than any ordinary delay"),
    Key("risk_per_month", None, {}, keys=RISK),
    Key("cluster_km", kilometers, 60.0, "distance within which sites share crew trips", "km", "about an hour's drive"),
    Key("coverage_km", kilometers, 15.0, "distance within which sites cover for each other", "km",
        "planning value for rural macro sites; terrain decides"),
    Key("max_down", whole(1, 1000), 2, "neighboring sites worked on at once", "sites",
        "old gear stays on air until the new is cut over, so outages are short"),
    Key("time_limit_seconds", whole(1, 86_400, "seconds"), 60, "time for the scheduler", "seconds",
        "long enough for about a hundred sites"),
    Key("include_likely", flag, True, "likely findings are planned and priced", "",
        "leaving them out would understate the work; each is listed for a person to settle"),
    Key("order_share", whole(0, 100, "percent"), 30, "paid with the order", "percent", "planning value"),
    Key("delivery_share", whole(0, 100, "percent"), 40, "paid on delivery", "percent", "planning value"),
    Key("completion_share", whole(0, 100, "percent"), 30, "paid on completion", "percent", "planning value"),
)  # fmt: skip

RULES = (Key("packs", several(pack), ()),)

REVIEW = (Key("second_sign_off_above", dollars, int(SECOND_SIGN_OFF_ABOVE)),)

TABLES = {"carrier": CARRIER, "calendar": CALENDAR, "planning": PLANNING, "rules": RULES, "review": REVIEW}
LISTS = {
    "application": APPLICATION, "funding": FUNDING, "crew": CREW, "vendor": VENDOR, "quote": QUOTE,
}  # fmt: skip

CREW_CAPACITY = {"tower": 2, "ground": 2, "core": 1}
LEAD_WHY = "planning value; lead times of 11 months and more were reported in 2023"
LEAD_MONTHS = {
    "core": 9, "ran": 6, "transport": 6, "ip": 4, "access": 6, "cpe": 3, "power": 3, "server": 3, "video": 4,
    "oss": 6, "other": 3,
}  # fmt: skip
