"""Where a site stands: every notation is read, and what cannot be right is named, never turned round in silence."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.rows.values import Bad, coordinate_of, kilometers, pair_doubt, pair_of, zip_of

Read = Callable[..., Any]

HEAD = ["Site", "Latitude", "Longitude", "Manufacturer", "Model", "Qty"]
GEAR = ["Huawei", "RRU3908", 1]


@pytest.mark.parametrize(
    "typed",
    [
        "46.445278",
        "46.445278 N",
        "46.445278°N",
        "N46.445278",
        "46 26 43",
        "46°26'43\"N",
        "46°26’43”N",
        "46° 26′ 43″ N",
        "46-26-43 N",
        "46:26:43N",
        "46d26m43s",
        "N 46° 26' 43\"",
        "46°26.71668' N",
        "Lat: 46.445278",
        "46.445278 degrees",
        "北纬46.445278",
        "46,445278",
        "４６.４４５２７８",
    ],
)
def test_one_latitude_in_many_notations(typed: str) -> None:
    assert coordinate_of(typed, 90) == pytest.approx(46.445278)


@pytest.mark.parametrize(
    "typed", ["108.5418 W", "-108.5418", "W108.5418", "西经108.5418", "−108.5418", "108°32.508' W"]
)
def test_one_longitude_in_many_notations(typed: str) -> None:
    assert coordinate_of(typed, 180) == pytest.approx(-108.5418)


@pytest.mark.parametrize("typed", ["46 61 00", "46.44.53", "108.5 W", "91", "north", "46 26 43 12"])
def test_what_is_no_latitude_is_bad(typed: str) -> None:
    assert isinstance(coordinate_of(typed, 90), Bad)


@pytest.mark.parametrize(
    "typed",
    [
        "46.5, -108.5",
        "46.5 -108.5",
        "(46.5; -108.5)",
        "46.5N, 108.5W",
        "N46.5 W108.5",
        "108.5W, 46.5N",
        "46.5/-108.5",
        "46°30'00\"N 108°30'00\"W",
        "46 30 00 N, 108 30 00 W",
        "46,5000 / -108,5000",
    ],
)
def test_a_pair_in_one_cell(typed: str) -> None:
    assert pair_of(typed) == (46.5, -108.5)


@pytest.mark.parametrize("typed", ["46.5", "12, 500", "3, 4", "46 26 43.1", "Cedar 4, Ridge 5", ""])
def test_what_is_no_pair(typed: str) -> None:
    assert pair_of(typed) is None


def rule_of(latitude: float, longitude: float) -> str | None:
    found = pair_doubt(latitude, longitude)
    return found.rule if found else None


def test_pairs_that_cannot_be_american() -> None:
    assert rule_of(46.5, 108.5) == "longitude-east"
    assert rule_of(-108.5, 46.5) == "coordinates-swapped"
    assert rule_of(-68.1, 46.5) == "coordinates-swapped"
    assert rule_of(0, 0) == "coordinates-zero"


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(46.5, -108.5), (13.4, 144.8), (-14.3, -170.7), (52.9, 173.2), (71.3, -156.8), (18.2, -66.5)],
)
def test_montana_guam_samoa_the_aleutians_alaska_and_puerto_rico_are_american(
    latitude: float, longitude: float
) -> None:
    assert pair_doubt(latitude, longitude) is None


def test_a_degree_of_latitude_is_111_kilometers() -> None:
    assert kilometers((46.0, -108.0), (47.0, -108.0)) == pytest.approx(111.2, abs=0.1)


places = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(places, places)
def test_distance_is_the_same_both_ways_and_at_most_half_the_earth(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert kilometers(one, other) == pytest.approx(kilometers(other, one))
    assert 0 <= kilometers(one, other) <= 20_016


def test_a_positive_longitude_is_kept_and_named_at_its_cell(read: Read) -> None:
    reading = read([HEAD, ["Cedar", 46.5, 108.5, *GEAR]])
    [issue] = reading.issues("longitude-east")
    assert (issue.cell, issue.typed) == ("Sites!C2", "108.5")
    assert "west longitudes are negative" in issue.problem
    assert reading.whole.sites[0].longitude == 108.5


def test_swapped_coordinates_are_named_and_not_used(read: Read) -> None:
    reading = read([HEAD, ["Cedar", -108.5, 46.5, *GEAR], ["Loon", -68.5, 46.5, *GEAR]])
    assert [issue.cell for issue in reading.issues("coordinates-swapped")] == ["Sites!B2", "Sites!B3"]
    assert [(site.latitude, site.longitude) for site in reading.whole.sites] == [(None, None)] * 2


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (501, "00501"),
        ("47851234", "04785-1234"),
        ("590721234", "59072-1234"),
        ("59072 - 1234", "59072-1234"),
        ("５９０７２", "59072"),
        (59072.0, "59072"),
    ],
)
def test_zip_codes_in_every_form(typed: str | float, code: str) -> None:
    assert zip_of(typed) == code
