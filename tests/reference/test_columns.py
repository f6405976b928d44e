"""The shipped header words."""

from typing import get_args

from planner.core.columns.lexicon import header_scores, is_header_word
from planner.core.columns.texts import normal_header
from planner.core.model import Meaning
from planner.reference.columns import load_column_lexicon
from planner.reference.tables import csv_rows, data_folder

ROWS = [row for _, row in csv_rows(data_folder("columns.csv"))]


def test_every_meaning_has_a_word_and_every_word_a_meaning_a_language_and_a_source() -> None:
    assert {row["meaning"] for row in ROWS} == set(get_args(Meaning))
    assert {row["language"] for row in ROWS} == {"en", "es", "fr", "de", "zh"}
    assert all(row["source"] for row in ROWS)


def test_no_word_stands_twice_under_one_meaning() -> None:
    pairs = [(row["meaning"], row["synonym"].casefold()) for row in ROWS]
    assert len(pairs) == len(set(pairs))


def test_every_word_alone_speaks_for_its_own_meaning() -> None:
    lexicon = load_column_lexicon()
    silent = [row["synonym"] for row in ROWS if row["meaning"] not in header_scores(row["synonym"], lexicon)]
    assert silent == []


def test_makers_are_kept_in_the_form_they_are_compared_in() -> None:
    assert load_column_lexicon(["Huawei", " ", "New H3C"]).makers == {"huawei", "newh3c"}


def test_no_word_is_empty_once_normal() -> None:
    assert [row for row in ROWS if not normal_header(row["synonym"])] == []


def test_every_language_brings_words_for_nearly_every_meaning() -> None:
    for language in ("en", "es", "fr", "de", "zh"):
        words = [row for row in ROWS if row["language"] == language]
        assert len(words) >= 300
        assert set(get_args(Meaning)) - {row["meaning"] for row in words} == set()


def test_words_that_stand_in_cells_are_no_headers_known_by_heart() -> None:
    lexicon = load_column_lexicon()
    cells = ["Active", "Removed", "In use", "Spare", "CT", "NE", "Retired", "Huawei", "Port Orford", "Aktiv"]
    assert [text for text in cells if is_header_word(text, lexicon)] == []
