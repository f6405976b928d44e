"""``unknowns`` of ``planner-estimate/1`` as its page shows them: questions in order of rank, each with its rows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Json = dict[str, Any]

ACTS = {
    "column": "One column to add",
    "label": "One label to photograph",
    "visit": "One visit",
    "cells": "Cells to fill in",
}


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question. ``link`` is the query of the findings page that shows its rows, ``parts`` the same rows by gear."""

    id: str
    act: str
    sentence: str
    proof: str
    rows: int
    units: int
    unpriced: int
    high: str
    at_stake: str
    settles: str
    link: str
    parts: tuple["QuestionView", ...]


@dataclass(frozen=True, slots=True)
class UnknownsView:
    """The range and the questions. ``overlap`` is how far the questions are from adding up, ``shared`` why."""

    warning: str
    high: str
    at_stake: str
    rows: int
    sum_of_highs: str
    overlap: str
    shared: tuple[Json, ...]
    questions: tuple[QuestionView, ...]


def unknowns_view(estimate: Json) -> UnknownsView | None:
    """The view, or None for an estimate that was made before questions were asked."""
    unknowns = estimate["unknowns"]
    if "questions" not in unknowns:
        return None
    overlap = Decimal(unknowns["sum_of_highs"]) - Decimal(unknowns["high"])
    return UnknownsView(
        warning="" if estimate["book"]["is_fcc"] else "These are planning figures, not FCC catalog figures.",
        high=unknowns["high"],
        at_stake=unknowns["at_stake"],
        rows=unknowns["rows"],
        sum_of_highs=unknowns["sum_of_highs"],
        overlap=f"{overlap:f}",
        shared=tuple(unknowns["shared"]),
        questions=tuple(_question(question) for question in unknowns["questions"]),
    )


def _question(question: Json, within: str = "") -> QuestionView:
    name = f"{within}{question['id']}"
    return QuestionView(
        id=name,
        act=ACTS.get(question["act"], str(question["act"])),
        sentence=question["sentence"],
        proof=question["proof"],
        rows=question["rows"],
        units=question["units"],
        unpriced=question["unpriced"],
        high=question["high"],
        at_stake=question["at_stake"],
        settles=question["settles"],
        link=f"?question={name}",
        parts=tuple(_question(part, f"{name}.") for part in question["parts"]),
    )


def items_of(estimate: Json | None, wanted: str) -> frozenset[int] | None:
    """The rows of the question called ``wanted`` (``Q3``, or ``Q3.Q1`` for a part of it); None when there is none."""
    questions = (estimate or {}).get("unknowns", {}).get("questions", [])
    found = None
    for name in wanted.split("."):
        found = next((question for question in questions if question["id"] == name), None)
        questions = found["parts"] if found else []
    return frozenset(found["items"]) if found else None
