"""Names that may mean one place are suggested, surest first, and never merged by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.model import Site, SiteSuggestion
from planner.core.rows.clusters import suggest_sites
from planner.core.rows.site_words import shortens, spelled
from planner.reference.similarity import alike


def suggested(*sites: str | Site) -> tuple[SiteSuggestion, ...]:
    given_sites = [Site(f"s-{at}", site) if isinstance(site, str) else site for at, site in enumerate(sites)]
    return suggest_sites(given_sites, alike)


def groups(*sites: str | Site) -> list[set[str]]:
    return [{one.name, *one.others} for one in suggested(*sites)]


def test_an_abbreviation_is_joined_and_a_number_apart_is_not() -> None:
    [found] = suggested("Cedar Rdg", "CEDAR RIDGE", "CEDAR RIDGE #2")
    assert (found.name, found.others) == ("CEDAR RIDGE", ("Cedar Rdg",))
    assert found.score > 0.9
    assert '"CEDAR RIDGE #2" is a number or direction apart' in found.why


def test_a_number_more_is_asked_about_with_a_low_score() -> None:
    [found] = suggested("Cedar Ridge", "Cedar Ridge #2")
    assert found.score <= 0.5
    assert "usually means a site of its own" in found.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mt Olive", "Mount Olive Tower"),
        ("Olive Mtn", "Mountain Olive"),
        ("Pine Ck", "PINE CREEK"),
        ("Pine Crk Jct", "Pine Creek Junction"),
        ("Wolf Spgs", "Wolf Springs"),
        ("Eagle Hts.", "Eagle Heights Cell Site"),
        ("N Fork", "North Fork"),
        ("St. Mary", "Saint Mary"),
        ("Cdr Rdg", "Cedar Ridge"),
        ("Ridge, Cedar", "Cedar Ridge"),
        ("Ceder Ridge", "Cedar Ridge"),
        ("Pinecreek", "Pine Creek"),
        ("MT-014 Cedar Ridge", "Cedar Rdg"),
        ("MT-014", "MT-14 Cedar Ridge"),
        ("Loon Lake II", "Loon Lk 2"),
        ("Ｃｅｄａｒ Ridge", "Cedar Rdg."),
    ],
)
def test_two_spellings_of_one_place(one: str, other: str) -> None:
    [found] = suggested(one, other)
    assert {found.name, *found.others} == {one, other}
    assert found.score >= 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cedar Ridge", "Cedar Bridge"),
        ("North Fork", "South Fork"),
        ("Cedar Ridge 1", "Cedar Ridge 2"),
        ("Loon", "Moon"),
        ("MT-014 Cedar Ridge", "MT-015 Cedar Ridge"),
        ("Pine Creek", "Pine Creek Junction"),
        ("Site 12", "Site 13"),
        ("1234", "1235"),
        ("Upper Falls", "Lower Falls"),
    ],
)
def test_two_places(one: str, other: str) -> None:
    assert suggested(one, other) == ()


def test_coordinates_five_kilometers_apart_are_a_veto() -> None:
    assert suggested(Site("a", "Cedar Ridge", 46.0, -108.0), Site("b", "Cedar Rdg", 46.1, -108.0)) == ()


def test_another_state_is_a_veto() -> None:
    assert suggested(Site("a", "Cedar Ridge", state="MT"), Site("b", "Cedar Rdg", state="WY")) == ()


def test_the_same_spot_makes_a_suggestion_surer() -> None:
    apart = suggested(Site("a", "Cedar Ridge"), Site("b", "Ceder Ridge"))
    near = suggested(Site("a", "Cedar Ridge", 46.0, -108.0), Site("b", "Ceder Ridge", 46.0005, -108.0))
    assert near[0].score > apart[0].score
    assert "within 100 m" in near[0].why


def test_two_names_at_one_spot_are_asked_about() -> None:
    [found] = suggested(Site("a", "Loon Lake", 46.0, -108.0), Site("b", "Highway 12", 46.0003, -108.0))
    assert found.score < 0.75
    assert found.why == "both stand within 100 m, under two names"


def test_the_coordinates_of_a_county_say_nothing() -> None:
    names = ("Alder", "Birch", "Cypress", "Dogwood", "Elm", "Fir")
    assert suggested(*(Site(name, name, 46.0, -108.0) for name in names)) == ()


def test_a_name_of_two_identified_sites_is_given_to_neither() -> None:
    assert groups("Cedar Ridge", "MT-014 Cedar Ridge", "MT-015 Cedar Ridge") == []


def test_a_group_holds_no_two_places_that_cannot_be_one() -> None:
    far = (Site("a", "Cedar Ridge", 46.0, -108.0), Site("b", "Cedar Rdg"), Site("c", "CEDAR RDG.", 47.0, -108.0))
    assert [len(group) for group in groups(*far)] == [2]


def test_nothing_is_suggested_where_names_are_numbers() -> None:
    assert suggested(*(f"Site {number}" for number in range(300))) == ()


def test_a_name_is_taken_apart() -> None:
    name = spelled("MT-014 CEDAR RDG. TWR #02 N")
    assert (name.words, name.identifier) == (("cedar", "ridge"), "mt14")
    assert name.marks == {"2", "north"}
    assert spelled("Tower (A-2)").identifier == "a2"


def test_what_abbreviates_a_word() -> None:
    assert shortens("cdr", "cedar")
    assert shortens("wash", "washington")
    assert not shortens("ce", "cedar")
    assert not shortens("cod", "cedar")
    assert not shortens("cedar", "cedar")


words = st.sampled_from(
    ["Cedar", "Ridge", "Rdg", "Creek", "Ck", "North", "N", "2", "#3", "Tower", "MT-014", "Loon", ""]
)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)
degrees = st.sampled_from([None, 46.0, 46.0004, 46.02, 47.0])
sites = st.builds(
    lambda key, name, latitude, state: Site(key, name, latitude, -108.0 if latitude else None, state),
    st.text(max_size=4), names, degrees, st.sampled_from([None, "MT", "WY"]),
)  # fmt: skip


@given(st.lists(sites, max_size=25))
def test_no_name_stands_in_two_suggestions_or_twice_in_one(some: list[Site]) -> None:
    found = suggest_sites(some, alike)
    said = [name for one in found for name in (one.name, *one.others)]
    assert len(said) == len(set(said))
    assert set(said) <= {site.name for site in some}
    assert all(0 < one.score <= 1 and one.others and one.why for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@given(st.lists(sites, max_size=12))
def test_the_same_sites_give_the_same_suggestions(some: list[Site]) -> None:
    assert suggest_sites(some, alike) == suggest_sites(list(some), alike)
