"""The project file: visible defaults, every fault at once, and nothing assumed in silence."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.errors import InvalidDocument
from planner.core.project import (
    NO_LIMIT,
    Application,
    Crew,
    Project,
    Quote,
    Release,
    Vendor,
    allocation,
    parse_project,
    released_by,
    vendors_for,
)

COMPLETE = """
[carrier]
name = "Cedar Ridge Telephone"
frn = "0012345678"
customers = 11_000
provider_type = "ACS"

[[application]]
id = "A1"
approved_on = 2022-07-15
allocation = 50_000_000
first_disbursement_on = "2022-11-18"
granted_ends = [2023-12-18, "2024-05-18"]
final_certified_on = 2024-05-20
final_disbursement_on = 2024-09-01
citations = ["DA 23-960"]

[[funding]]
name = "bank"
opening_cash = 100
own_cash_per_month = 20
credit_limit = 300
reimbursement_lag_months = 3
released = [{ on = 2022-07-15, amount = 400 }, { on = 2025-04-15, amount = 1000 }]

[[crew]]
id = "tower"
capacity = 4

[[vendor]]
id = "Ericsson"
layer = "ran"
price_factor = 1.07
lead_months = 11
integration_cost = 250000

[[quote]]
vendor = "Ericsson"
price_id = "RAN-001"
unit_price = 12500.55
number = "Q-17"
dated_on = 2026-01-02
valid_until = 2026-07-02

[calendar]
start = 2027-01-01
winter_months = [11, 12, 1]
winter_layers = ["RAN"]

[planning]
horizon_months = 24
include_likely = false
cluster_km = 40
risk_per_month = { core = 9 }
order_share = 20
delivery_share = 50
"""


def faults(text: str) -> tuple[str, ...]:
    """The faults of a project file that must have some."""
    with pytest.raises(InvalidDocument) as caught:
        parse_project(text, "project.toml")
    return caught.value.faults


def faults_or_none(text: str) -> tuple[str, ...]:
    """The faults of a project file that may have none."""
    try:
        parse_project(text, "project.toml")
    except InvalidDocument as invalid:
        return invalid.faults
    return ()


def application(**lines: str) -> str:
    """A project file with one application, its other keys as typed."""
    return "[[application]]\n" + "\n".join(f"{key} = {value}" for key, value in ({"id": '"A1"'} | lines).items())


def quote(**lines: str) -> str:
    """A project file with one quote, its dates as typed."""
    needed = {"vendor": '"x"', "price_id": '"p"', "unit_price": "1", "number": '"7"'}
    return "[[quote]]\n" + "\n".join(f"{key} = {value}" for key, value in (needed | lines).items())


@pytest.fixture
def told() -> Project:
    return parse_project(COMPLETE, "project.toml")


def test_what_was_told_is_what_the_project_holds(told: Project) -> None:
    assert (told.carrier.name, told.carrier.frn, told.carrier.customers, told.carrier.provider_type) == (
        "Cedar Ridge Telephone", "0012345678", 11000, "acs",
    )  # fmt: skip
    assert told.applications == (
        Application(
            "A1", date(2022, 7, 15), 50_000_000, date(2022, 11, 18), (date(2023, 12, 18), date(2024, 5, 18)),
            date(2024, 5, 20), date(2024, 9, 1), ("DA 23-960",),
        ),
    )  # fmt: skip
    assert told.funding[0].released == (Release(date(2022, 7, 15), 400), Release(date(2025, 4, 15), 1000))
    assert (told.funding[0].opening_cash, told.funding[0].reimbursement_lag_months) == (100, 3)
    assert told.calendar.winter_months == (11, 12, 1)
    assert told.calendar.winter_layers == ("ran",)
    assert (told.planning.horizon_months, told.planning.include_likely, told.planning.cluster_km) == (24, False, 40.0)


def test_prices_and_factors_are_exactly_what_was_typed(told: Project) -> None:
    assert told.quotes == (
        Quote("Ericsson", "RAN-001", Decimal("12500.55"), "Q-17", date(2026, 1, 2), date(2026, 7, 2)),
    )
    assert vendors_for(told, "ran") == (Vendor("Ericsson", "ran", Decimal("1.07"), 11, 250_000),)


def test_an_empty_file_is_a_project_of_defaults() -> None:
    project = parse_project("", "project.toml")
    assert project.crews == (Crew("tower", 2), Crew("ground", 2), Crew("core", 1))
    assert project.funding[0].credit_limit == NO_LIMIT
    assert project.planning.horizon_months == 36
    assert (project.planning.order_share, project.planning.delivery_share, project.planning.completion_share) == (
        30, 40, 30,
    )  # fmt: skip
    assert project.calendar.start is None
    assert project.calendar.winter_months == (12, 1, 2, 3)
    assert all(len(vendors_for(project, layer)) == 1 for layer in ("core", "ran", "cpe", "other"))


def test_every_default_taken_is_listed_with_the_key_that_would_replace_it() -> None:
    listed = {one.where: one for one in parse_project("", "mine.toml").assumptions}
    assert listed["project.toml [planning] horizon_months"].value == "36 months"
    assert listed["project.toml [planning.risk_per_month] core"].value == "5,000 dollars"
    assert listed['project.toml [[crew]] id = "tower"'].value == "2 at once"
    assert listed["project.toml [[funding]]"].value == "does not limit the plan"
    assert "project.toml [[application]]" in listed
    assert all(one.subject and one.value and one.why for one in listed.values())


def test_what_was_told_is_not_listed_as_assumed(told: Project) -> None:
    listed = {one.where for one in told.assumptions}
    assert "project.toml [planning] horizon_months" not in listed
    assert "project.toml [planning.risk_per_month] core" not in listed
    assert "project.toml [planning.risk_per_month] ran" in listed
    assert 'project.toml [[crew]] id = "tower"' not in listed
    assert 'project.toml [[vendor]] layer = "ran"' not in listed
    assert "project.toml [[application]]" not in listed


def test_everyday_words_for_the_provider_type_are_understood() -> None:
    kinds = [parse_project(f'[carrier]\nprovider_type = "{word}"', "p").carrier for word in ("WISP", "University")]
    assert [kind.provider_type for kind in kinds] == ["acs", "education"]


def test_assumed_winter_months_are_named() -> None:
    listed = {one.where: one.value for one in parse_project("", "p").assumptions}
    assert listed["project.toml [calendar] winter_months"] == "December, January, February, March"


def test_a_partial_risk_table_keeps_the_other_weights(told: Project) -> None:
    assert told.planning.risk_per_month["core"] == 9
    assert told.planning.risk_per_month["ran"] == 1000


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("[planning]\nhorizon_month = 24", "[planning] horizon_month: no such key; did you mean horizon_months?"),
        ("[carier]\nname = 'x'", "no such table: carier; did you mean carrier?"),
        ("[[crews]]\nid = 'tower'", "no such table: crews; did you mean crew?"),
        ("[planning.risk_per_month]\nrann = 3", "[planning.risk_per_month] rann: no such key; did you mean ran?"),
        ("[[funding]]\nreleased = [{ onn = 2025-01-01, amount = 1, on = 2025-01-01 }]", "did you mean on?"),
        ("max_down = 3", "max_down stands outside any table; put it under [planning]"),
        ("[zebra]", "known are carrier, calendar, planning, "),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(text: str, near: str) -> None:
    assert any(near in fault for fault in faults(text))


@pytest.mark.parametrize(
    ("text", "key", "typed", "right"),
    [
        ("[planning]\nmax_down = 0", "[planning] max_down", "0", "a whole number from 1"),
        ("[planning]\nmax_down = true", "[planning] max_down", "true", "a whole number from 1"),
        ("[planning]\nhorizon_months = 12.5", "[planning] horizon_months", "12.5", "a whole number from 1 to 120"),
        ("[planning]\nextension_months = 7", "[planning] extension_months", "7", "from 1 to 6"),
        ('[planning]\ninclude_likely = "yes"', "[planning] include_likely", '"yes"', "true or false"),
        ("[planning]\ncluster_km = nan", "[planning] cluster_km", "NaN", "a number from 0 to 1,000"),
        ('[carrier]\nfrn = "123"', "[carrier] frn", '"123"', "ten digits"),
        ("[carrier]\nfrn = 123456789", "[carrier] frn", "123456789", "ten digits"),
        ('[carrier]\nname = " "', "[carrier] name", '" "', "words in quotes"),
        (
            '[carrier]\nprovider_type = "utility"',
            "[carrier] provider_type",
            '"utility"',
            "acs, education, health, library",
        ),
        ("[calendar]\nwinter_months = [13]", "[calendar] winter_months", "13", "from 1 to 12"),
        ("[calendar]\nwinter_months = [1, 1]", "[calendar] winter_months", "1, 1", "without repeated entries"),
        ("[calendar]\nwinter_months = 12", "[calendar] winter_months", "12", "a list in square brackets"),
        ("[calendar]\nstart = 1999-12-31", "[calendar] start", "1999-12-31", "between 2000 and 2099"),
        ('[calendar]\nstart = "2027-02-30"', "[calendar] start", "2027-02-30", "a day that exists"),
        ("[calendar]\nstart = 2027-01-01T08:00:00", "[calendar] start", "2027-01-01 08:00:00", "2025-04-15"),
        ('[calendar]\nstart = "1/1/2027"', "[calendar] start", "1/1/2027", "year-month-day"),
        (application(allocation='"$1,000"'), "[[application]] no. 1 allocation", "$1,000", "without quotes"),
        (application(allocation="-1"), "[[application]] no. 1 allocation", "-1", "from 0"),
        ('[[vendor]]\nid = "x"\nlayer = "antenna"', "[[vendor]] no. 1 layer", '"antenna"', "core, ran, transport"),
        ('[[crew]]\nid = "tower"\ncapacity = 0', "[[crew]] no. 1 capacity", "0", "from 1"),
        ('[[crew]]\nid = "tower"', "[[crew]] no. 1 capacity", "missing", "every entry needs it"),
        ("[[funding]]\nreleased = [3]", "[[funding]] no. 1 released", "3", "{ on = 2025-04-15"),
        ("[vendor]\nid = 'x'", "[[vendor]]", "a table", "head each with [[vendor]]"),
        ("[[carrier]]\nname = 'x'", "[carrier]", "a list", "one table"),
    ],
)
def test_a_wrong_value_names_its_key_what_was_typed_and_what_is_right(
    text: str, key: str, typed: str, right: str
) -> None:
    (fault,) = faults(text)
    assert key in fault
    assert typed in fault
    assert right in fault


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[application]]\nid = "A1"\n[[application]]\nid = "A1"', "A1 stands 2 times"),
        ("[[application]]\n[[application]]\nid = 'A1'", "A1 stands 2 times"),
        (
            application(first_disbursement_on="2022-11-18", granted_ends="[2024-05-18, 2023-11-18]"),
            "granted_ends entry 2: 2023-11-18 is typed; it should be later than granted_ends entry 1, 2024-05-18",
        ),
        (
            application(approved_on="2022-07-15", first_disbursement_on="2022-07-14"),
            "first_disbursement_on: 2022-07-14 is typed; it should be later than approved_on, 2022-07-15",
        ),
        (
            application(first_disbursement_on="2022-11-18", final_certified_on="2022-11-17"),
            "final_certified_on: 2022-11-17 is typed; it should not be before first_disbursement_on",
        ),
        (application(citations='["DA 1"]'), "citations: 1 for 0 granted_ends"),
        (
            '[[funding]]\nname = "f"\nreleased = [{ on = 2025-01-01, amount = 5 }, { on = 2025-02-01, amount = 4 }]',
            "cumulative and may not fall",
        ),
        (
            '[[funding]]\nname = "f"\nreleased = [{ on = 2025-01-01, amount = 5 }, { on = 2025-01-01, amount = 6 }]',
            "dates must rise",
        ),
        ('[[crew]]\nid = "Towers"\ncapacity = 3', "did you mean tower?"),
        ('[[crew]]\nid = "core"\ncapacity = 3\n[[crew]]\nid = "core"\ncapacity = 1', "core stands 2 times"),
        ('[[vendor]]\nid = "x"\nlayer = "ran"\n[[vendor]]\nid = "x"\nlayer = "ran"', "x (ran) stands 2 times"),
        (
            quote(dated_on="2026-02-01", valid_until="2026-01-31"),
            "valid_until: 2026-01-31 is typed; it should not be before dated_on, 2026-02-01",
        ),
        ("[planning]\norder_share = 50", "50, 40, 30 add up to 120; they should add up to 100"),
    ],
)
def test_values_that_contradict_each_other_are_a_fault(text: str, says: str) -> None:
    (fault,) = faults(text)
    assert says in fault


def test_every_fault_is_listed_in_the_order_of_the_tables() -> None:
    found = faults(
        '[planning]\nmax_down = 0\nmax_dwn = 1\n[carrier]\nfrn = "1"\n[[crew]]\nid = "tower"\ncapacity = "2"'
    )
    assert [fault.split(":")[0] for fault in found] == [
        "[carrier] frn", "[planning] max_dwn", "[planning] max_down", "[[crew]] no. 1 capacity",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "[carrier]\nfrn = 0012345678",
        "[planning]\n[planning]",
        "a = " + "[" * 5000,
        "[planning]\nhorizon_months = " + "9" * 5000,
        "[carrier",
        "\x00",
    ],
)
def test_a_file_that_is_not_toml_is_one_fault(text: str) -> None:
    (fault,) = faults(text)
    assert fault.startswith("not a TOML file")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert parse_project('\ufeff[carrier]\r\nname = "Cedar"\r\n', "project.toml").carrier.name == "Cedar"


def test_one_vendor_may_offer_several_layers() -> None:
    text = "\n".join(f'[[vendor]]\nid = "x"\nlayer = "{layer}"\nlead_months = 1' for layer in ("ran", "core"))
    assert [one.layer for one in parse_project(text, "p").vendors[:2]] == ["ran", "core"]


def test_a_vendor_without_a_lead_time_gets_its_layers_and_says_so() -> None:
    project = parse_project('[[vendor]]\nid = "Nokia"\nlayer = "core"', "p")
    assert vendors_for(project, "core")[0].lead_months == 9
    assert any(one.where == "project.toml [[vendor]] no. 1 lead_months" for one in project.assumptions)


def test_claims_are_limited_by_the_last_release(told: Project) -> None:
    days = (date(2022, 7, 14), date(2022, 7, 15), date(2025, 4, 14), date(2025, 4, 15))
    assert [released_by(told, day) for day in days] == [0, 400, 400, 1000]


def test_without_releases_the_allocation_limits_claims_and_unknown_stays_unknown() -> None:
    known = parse_project(application(allocation="70"), "p")
    assert (allocation(known), released_by(known, date(2030, 1, 1))) == (70, 70)
    unknown = parse_project(application(allocation="70") + '\n[[application]]\nid = "A2"', "p")
    assert allocation(unknown) is None
    assert released_by(unknown, date(2030, 1, 1)) is None


@given(st.text(max_size=200))
def test_any_text_is_a_project_or_a_list_of_faults(text: str) -> None:
    assert all(fault for fault in faults_or_none(text))


@given(
    st.sampled_from(["horizon_months", "include_likely", "cluster_km", "risk_per_month", "order_share"]),
    st.sampled_from(["1", "-1", "1.0", '"1"', "true", "[]", "{}", "2025-01-01", "07:00:00", "inf", "[[1]]", "{a = 1}"]),
)
def test_a_value_of_any_kind_is_taken_or_named(key: str, value: str) -> None:
    assert all("[planning" in fault for fault in faults_or_none(f"[planning]\n{key} = {value}"))
