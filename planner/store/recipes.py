"""Recipes of all projects of this installation, so that a new upload that looks like an earlier one can be told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import col, select

from planner.core.recipe import RECIPE_FILE
from planner.store.engine import Store
from planner.store.tables import Project, Result, Upload


@dataclass(frozen=True, slots=True)
class SavedRecipe:
    """One recipe: an upload that a person ``kept``, or the result of a run that ``found`` this layout."""

    origin: Literal["kept", "found"]
    id: int
    project: str
    created_at: datetime


def saved_recipes(store: Store, most: int) -> tuple[SavedRecipe, ...]:
    """At most ``most`` recipes, newest first: those that people kept and are in force, then those that runs found."""
    kept = (
        select(Upload.id, Project.name, Upload.created_at)
        .join(Project, col(Project.id) == col(Upload.project_id))
        .where(Upload.kind == "recipe", col(Upload.withdrawn_at).is_(None))
        .order_by(col(Upload.id).desc())
    )
    found = (
        select(Result.id, Project.name, Result.created_at)
        .join(Project, col(Project.id) == col(Result.project_id))
        .where(Result.name == RECIPE_FILE)
        .order_by(col(Result.id).desc())
    )
    with store.session("reading recipes") as session:
        first = [SavedRecipe("kept", key or 0, name, on) for key, name, on in session.exec(kept.limit(most))]
        then = [SavedRecipe("found", key or 0, name, on) for key, name, on in session.exec(found.limit(most))]
    return tuple((*first, *then)[:most])
