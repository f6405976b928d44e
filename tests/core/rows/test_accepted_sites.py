"""Merges that a person accepted are honored; rows of one site in two places are named."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.model import SiteSuggestion
from planner.core.rows.drafts import Place
from planner.core.rows.notebook import Notebook
from planner.core.rows.sites import Directory, Facts, SiteBook, Witness, tell_apart
from planner.core.site_names import accepted, follow, site_name_faults

Read = Callable[..., Any]


def book_of(*names: str) -> SiteBook:
    book = SiteBook()
    for name in names:
        book.add(Place(name, None))
    return book


def test_an_accepted_name_stands_for_another() -> None:
    directory = Directory(book_of("Cedar Rdg", "Cedar Ridge", "Loon"), {"Cedar Rdg": "Cedar Ridge"})
    assert [site.name for site in directory.sites()] == ["Cedar Ridge", "Loon"]
    assert directory.key_of(Place("CEDAR RDG", None)) == directory.key_of(Place("cedar-ridge", None))


def test_accepting_a_merge_does_not_change_the_identity_that_decisions_hang_on() -> None:
    place = Place("Cedar Rdg", None)
    with_merge = Directory(book_of("Cedar Rdg", "Cedar Ridge"), {"Cedar Rdg": "Cedar Ridge"})
    assert with_merge.own_key_of(place) == Directory(book_of("Cedar Rdg", "Cedar Ridge")).key_of(place)


def test_merges_follow_each_other_and_may_give_a_new_name() -> None:
    merges = {"Cedar Rdg": "Cedar Ridge", "Cedar Ridge": "Cedar Ridge Tower"}
    directory = Directory(book_of("Cedar Rdg", "Cedar Ridge"), merges)
    assert [site.name for site in directory.sites()] == ["Cedar Ridge Tower"]


def test_the_facts_of_merged_sites_complete_each_other() -> None:
    book = SiteBook()
    book.add(Place("Cedar Rdg", None), Facts(state="MT"))
    book.add(Place("Cedar Ridge", None), Facts(latitude=46.0, longitude=-108.0))
    [site] = Directory(book, {"Cedar Rdg": "Cedar Ridge"}).sites()
    assert (site.state, site.latitude) == ("MT", 46.0)


def test_a_merge_of_the_name_that_a_register_shows_catches_its_identifier_too() -> None:
    book = SiteBook()
    book.add(Place("CV-1", "Cedar Rdg"), register=True)
    book.add(Place("CV-1", None))
    book.add(Place("Cedar Ridge", None))
    directory = Directory(book, {"Cedar Rdg": "Cedar Ridge"})
    assert [site.name for site in directory.sites()] == ["Cedar Ridge"]


def test_a_merge_of_names_nobody_uses_changes_nothing() -> None:
    assert [s.name for s in Directory(book_of("Loon"), {"A": "B"}).sites()] == ["Loon"]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "must map"),
        ({"A": 3}, "must stand for a site's name"),
        ({"": "A"}, "must stand for a site's name"),
        ({"A": " "}, "must stand for a site's name"),
        ({"A": "B", "B": "A"}, "ends up standing for itself"),
    ],
)
def test_faults_of_the_sites_in_a_recipe(document: object, words: str) -> None:
    assert words in site_name_faults(document)[0]


def test_a_right_document_has_no_faults() -> None:
    assert site_name_faults({"Cedar Rdg": "Cedar Ridge", "Cedar Ridge": "CEDAR RIDGE", "A": "Cedar Rdg"}) == []
    assert site_name_faults({}) == []


letters = st.sampled_from("ABCDEF")


@given(st.dictionaries(letters, letters))
def test_following_merges_always_ends(merges: dict[str, str]) -> None:
    ends = follow(merges, str)
    assert all(ends.get(end, end) == end for end in ends.values())


def told(*spots: tuple[str, float, float]) -> list[str]:
    book, notebook = SiteBook(), Notebook("cedar.xlsx", "Sites")
    for row, (name, latitude, longitude) in enumerate(spots, start=2):
        book.add(Place(name, None), Facts(latitude, longitude, witness=Witness(notebook, str(latitude), row, 1)))
    tell_apart(book, Directory(book))
    return [f"{issue.cell}: {issue.problem}" for _, issue in notebook.entries]


def test_one_site_in_two_places_is_named_at_the_second() -> None:
    [line] = told(("Cedar", 46.0, -108.0), ("CEDAR", 46.1, -108.0))
    assert line == "Sites!B3: Cedar stands 11.1 km from where Sites!B2 puts it; the first was taken"


def test_a_few_hundred_meters_and_another_site_say_nothing() -> None:
    assert told(("Cedar", 46.0, -108.0), ("Cedar", 46.003, -108.0), ("Loon", 48.0, -108.0)) == []


def test_accepted_suggestions_become_the_sites_of_a_recipe() -> None:
    suggestion = SiteSuggestion("Cedar Ridge", ("Cedar Rdg", "CEDAR RDG."), 0.93, "abbreviations")
    assert accepted([suggestion]) == {"Cedar Rdg": "Cedar Ridge", "CEDAR RDG.": "Cedar Ridge"}
    assert site_name_faults(accepted([suggestion])) == []
