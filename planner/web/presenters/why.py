"""A row's waterfall as its page shows it."""

from dataclasses import dataclass

from planner.core.flagging.waterfall import Step
from planner.core.why import Why
from planner.core.why_document import origin, sentence

STATES = {
    "counts": "Counts",
    "against": "Speaks against",
    "mentioned": "Mentioned only",
    "set aside": "Set aside",
    "nothing": "Nothing found",
    "looked at": "Read",
    "result": "So",
}
_QUIET = ("nothing", "looked at")


@dataclass(frozen=True, slots=True)
class LineView:
    """A line in words. ``is_quiet`` ones prove nothing either way."""

    state: str
    cell: str
    says: str
    origin: str
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with its lines."""

    key: str
    title: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class WhyView:
    """A waterfall in words; ``listed`` names the entry of the Covered List as label and text, empty for none."""

    verdict: str
    steps: tuple[StepView, ...]
    listed: tuple[tuple[str, str], ...]
    settle: tuple[str, ...]


def view(why: Why) -> WhyView:
    """The waterfall of one item, for people."""
    entry = why.entry
    listed = (
        (("Maker", entry.name), ("Listed since", entry.listed_since), ("Scope", entry.scope), ("Source", entry.source))
        if entry
        else ()
    )
    steps = tuple(StepView(step.key, step.title, _lines(step)) for step in why.steps)
    return WhyView(why.finding.verdict, steps, tuple((label, text) for label, text in listed if text), why.settle)


def _lines(step: Step) -> tuple[LineView, ...]:
    return tuple(
        LineView(STATES[line.state], line.cell, sentence(step.key, line), origin(line), line.state in _QUIET)
        for line in step.lines
    )
