"""The same place under many spellings is one place, and two places never become one."""

from collections.abc import Callable
from typing import Any

Read = Callable[..., Any]


HEAD = ["Site", "Manufacturer", "Model", "Qty"]
GEAR = ["Huawei", "RRU3908", 1]


def test_case_spaces_and_hyphens_do_not_make_a_second_site(read: Read) -> None:
    reading = read(
        [HEAD, ["Cedar Ridge", *GEAR], ["CEDAR RIDGE", *GEAR], ["cedar-ridge", *GEAR], ["Cedar  Ridge ", *GEAR]]
    )
    assert {item.site for item in reading.items} == {"Cedar Ridge"}
    assert [site.key for site in reading.whole.sites] == ["cedar-ridge"]


def test_other_spellings_are_not_merged_by_resemblance(read: Read) -> None:
    reading = read([HEAD, ["Cedar Ridge", *GEAR], ["Cedar Rdg", *GEAR], ["Cedar Ridge 2", *GEAR]])
    assert len(reading.whole.sites) == 3


def test_numbers_that_meet_across_a_hyphen_stay_apart(read: Read) -> None:
    reading = read([HEAD, ["MT-1-12", *GEAR], ["MT-11-2", *GEAR]])
    assert len(reading.whole.sites) == 2


def test_a_register_joins_identifiers_and_names_across_sheets(read: Read) -> None:
    register = [
        ["Site ID", "Site Name", "Lat", "Long", "State", "ZIP"],
        ["CV-101", "Cedar Ridge", 46.5, -68.1, "me", 4785],
    ]
    by_id = [HEAD, ["cv-101", *GEAR]]
    by_name = [HEAD, ["CEDAR RIDGE", "ZTE", "R8862A", 2]]
    by_both = [HEAD, ["CV-101 Cedar Ridge", "ZTE", "BS8700", 2]]
    reading = read(Radios=by_id, More=by_name, Third=by_both, Sites=register)
    assert [item.site for item in reading.items] == ["Cedar Ridge"] * 3
    [site] = reading.whole.sites
    assert (site.name, site.latitude, site.longitude, site.state) == ("Cedar Ridge", 46.5, -68.1, "ME")
    assert site.address == "04785"


def test_two_identifiers_with_one_name_stay_two_sites(read: Read) -> None:
    head = ["Site ID", "Site Name", "Manufacturer", "Model", "Qty"]
    reading = read([head, ["A-1", "Tower", *GEAR], ["A-2", "Tower", *GEAR]])
    assert [item.site for item in reading.items] == ["Tower", "Tower (A-2)"]
    assert len({site.key for site in reading.whole.sites}) == 2


def test_a_name_of_two_identifiers_is_not_given_to_either(read: Read) -> None:
    register = [["Site ID", "Site Name", "Lat", "Long"], ["A-1", "Tower", 46, -100], ["A-2", "Tower", 47, -101]]
    reading = read(Sites=register, Gear=[HEAD, ["Tower", *GEAR]])
    assert len(reading.whole.sites) == 3
    assert len({site.name.casefold() for site in reading.whole.sites}) == 3


def test_a_row_without_a_site_has_none_and_is_told(read: Read) -> None:
    reading = read([HEAD, ["Cedar", *GEAR], ["Cedar", *GEAR], ["N/A", *GEAR], ["***", *GEAR]])
    assert [item.site for item in reading.items] == ["Cedar", "Cedar", None, None]
    assert "2 rows (4, 5)" in reading.issues("site-missing")[0].problem


def test_a_link_stands_at_its_a_end_and_the_b_end_is_kept_as_text(read: Read) -> None:
    head = ["Link", "Site A", "Site B", "Mfr", "Model", "Serial A", "Serial B"]
    reading = read([head, ["L1", "Cedar", "Loon", "Huawei", "RTN 380", "21023100000000000A01", "21023100000000000B01"]])
    [item] = reading.items
    assert (item.site, item.quantity) == ("Cedar", 2)
    assert ("Site B", "Loon") in [(entry.header, entry.text) for entry in item.fields]


def test_coordinates_out_of_range_are_told_and_not_kept(read: Read) -> None:
    reading = read([["Site ID", "Site Name", "Latitude", "Longitude"], ["A", "Alpha", 460.5, "east"]])
    assert reading.whole.sites[0].latitude is None
    assert {issue.cell for issue in reading.issues("coordinate-unreadable")} == {"Sites!C2", "Sites!D2"}


def test_every_items_site_is_one_of_the_sites(read: Read) -> None:
    reading = read([HEAD, ["A", *GEAR], ["Ä", *GEAR], ["B b", *GEAR]])
    assert {item.site for item in reading.items} <= {site.name for site in reading.whole.sites}
