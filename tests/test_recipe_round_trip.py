"""For every sample: the recipe of what was understood reads it the same again, and is suggested for it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from planner import pipeline
from planner.bundled import inventories_folder
from planner.core.model import SheetReview, Upload
from planner.core.recipe import Recipe, parse_recipe, recipe_of, suggest
from planner.core.rows import Understanding, understand
from planner.reference.columns import load_column_lexicon
from planner.reference.rulepacks import load_rules
from planner.workbooks.read import read_upload

SUFFIXES = (".xlsx", ".csv", ".ods", ".xls", ".tsv", ".xlsm")
FOLDERS = (inventories_folder(), inventories_folder() / "ugly")
FILES = sorted(
    path
    for folder in FOLDERS
    for path in folder.iterdir()
    if path.suffix in SUFFIXES and not path.name.startswith("bad-")
)
LEXICON = load_column_lexicon(load_rules().maker_names)
ANSWERED = {"column-unsure", "columns-unknown", "columns-overlap", "column-competes", "columns-share"}
"""Questions about columns, which a recipe that names them answers."""


@cache
def understood(path: Path) -> tuple[Upload, Understanding]:
    upload = read_upload(path)
    return upload, understand([upload], LEXICON)


def recipe_from(understanding: Understanding) -> Recipe:
    return parse_recipe(json.dumps(recipe_of(understanding)), "recipe.json")


def told(sheet: SheetReview) -> dict[str, Any]:
    """The sheet without why its columns were read so: the second time a recipe is the reason."""
    return {name: getattr(sheet, name) for name in SheetReview.__slots__ if name != "mapping"} | {
        "meanings": [(column.column, column.header, column.meaning) for column in sheet.mapping]
    }


def test_the_samples_are_found() -> None:
    assert len(FILES) >= 35
    assert {path.suffix for path in FILES} == set(SUFFIXES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_recipe_of_a_file_reads_it_the_same_again(path: Path) -> None:
    upload, first = understood(path)
    again = understand([upload], LEXICON, recipe_from(first))
    assert again.items == first.items
    assert [*map(told, again.files[0].sheets)] == [*map(told, first.files[0].sheets)]
    assert again.sites == first.sites
    gone = [issue for issue in first.issues if issue not in again.issues]
    assert {issue.rule for issue in gone} <= ANSWERED
    assert [issue for issue in again.issues if issue not in first.issues] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_recipe_of_a_file_is_suggested_for_it_and_fitted_to_itself(path: Path) -> None:
    upload, first = understood(path)
    recipe = recipe_from(first)
    found = suggest({path.name: recipe}, [upload])
    if not any(len(entry.signature) > 1 for entry in recipe.sheets):
        assert found is None
        return
    assert found is not None
    assert found.score == 1.0
    signed = [entry for entry in recipe.sheets if entry.signature]
    assert [entry.columns for entry in found.recipe.sheets] == [entry.columns for entry in signed]


def reviewed(files: list[Path], out: Path, recipe: Path | None = None) -> dict[str, Any]:
    """``review.json`` without why columns were read so, and without the questions about columns."""
    pipeline.review(files, recipe=recipe, out=out, progress=lambda _: None)
    review: dict[str, Any] = json.loads((out / "review.json").read_text(encoding="utf-8"))
    for sheet in (sheet for file in review["files"] for sheet in file["sheets"]):
        sheet["mapping"] = [(column["column"], column["meaning"], column["samples"]) for column in sheet["mapping"]]
    review["issues"] = [issue for issue in review["issues"] if issue["rule"] not in ANSWERED]
    review.pop("issue_groups", None)
    return review


def test_files_handed_in_together_with_sheets_of_one_name_replay_to_the_same_review(tmp_path: Path) -> None:
    names = (
        "duplicate-serials.xlsx",
        "side-by-side.xlsx",
        "count-matrix.xlsx",
        "banner-sites.csv",
        "dms-coordinates.xlsx",
    )
    files = [FOLDERS[1] / name for name in names]
    first = reviewed(files, tmp_path / "first")
    again = reviewed(files, tmp_path / "again", tmp_path / "first" / "recipe.json")
    assert first["items"]
    assert again == first
    assert (tmp_path / "again" / "recipe.json").read_bytes() == (tmp_path / "first" / "recipe.json").read_bytes()
