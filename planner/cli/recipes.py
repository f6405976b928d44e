"""Recipes of earlier runs, found where they lie."""

from datetime import datetime
from pathlib import Path

from planner.core.recipe import RECIPE_FILE

MOST_RECIPES = 200


def saved_recipes(folder: Path | None, out: Path) -> dict[str, Path]:
    """The recipes in ``folder`` and in the folders it holds, newest first, by ``PATH of 2026-11-24``.

    Without a folder, those of the runs beside ``out``. A run's own folder is left out: it is about to be written.
    """
    places = (
        [*folder.glob("*.json"), *folder.glob(f"*/{RECIPE_FILE}")] if folder else out.parent.glob(f"*/{RECIPE_FILE}")
    )
    found = {path: path.stat().st_mtime for path in places if path.is_file()}
    own = (out / RECIPE_FILE).resolve()
    newest = sorted((path for path in found if path.resolve() != own), key=lambda path: (-found[path], path))
    return {f"{path} of {_day(found[path])}": path for path in newest[:MOST_RECIPES]}


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).date().isoformat()  # noqa: DTZ006 - the user's own calendar day is meant
