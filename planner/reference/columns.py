"""Loader of the words that column headers use."""

from collections.abc import Collection
from typing import cast, get_args

from rapidfuzz import fuzz, process

from planner.core.columns.lexicon import ColumnLexicon, KnownModel, Match, build_lexicon, knows_no_model
from planner.core.errors import InvalidDocument
from planner.core.model import Meaning
from planner.reference.tables import csv_rows, data_folder


def load_column_lexicon(makers: Collection[str] = (), model: KnownModel = knows_no_model) -> ColumnLexicon:
    """The shipped header words, with the maker names and the models that the caller knows (from the rule pack).

    Raises :class:`InvalidDocument` naming every line with an unknown meaning or match.
    """
    words: list[tuple[Meaning, str, Match]] = []
    faults: list[str] = []
    for line, row in csv_rows(data_folder("columns.csv")):
        if row["meaning"] not in get_args(Meaning) or row["match"] not in get_args(Match) or not row["synonym"]:
            faults.append(f"line {line}: {row['meaning']}, {row['synonym']}, {row['match']}")
            continue
        words.append((cast("Meaning", row["meaning"]), row["synonym"], cast("Match", row["match"])))
    if faults:
        raise InvalidDocument("columns.csv", faults)
    return build_lexicon(words, makers, closest, model)


def closest(word: str, words: Collection[str], least: float) -> str | None:
    """The word most like ``word`` among ``words``, at least ``least`` (0 to 1) alike; of equals the first by letters.

    Likeness is rapidfuzz's ratio: twice the letters in common, in order, over all letters.
    """
    alike = process.extract(word, words, scorer=fuzz.ratio, score_cutoff=100 * least, limit=None)
    return min(alike, key=lambda hit: (-hit[1], hit[0]))[0] if alike else None
