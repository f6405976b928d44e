"""A plan: for every package one option and one start, and how many extensions are used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.core.errors import InvalidDocument
from planner.core.scheduling.problem import Option, Package, Problem

PLAN_FORMAT = "planner-plan/1"


@dataclass(frozen=True, slots=True)
class Choice:
    """The index of a package's option, and the period it starts in."""

    option: int
    start: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A choice for every package id, and the number of extensions used (the first ones of the deadline)."""

    starts: Mapping[str, Choice]
    extensions_used: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A package with the option it was given and its start."""

    package: Package
    option: Option
    start: int

    @property
    def finish(self) -> int:
        """The period from which the package is done."""
        return self.start + self.option.duration

    @property
    def active(self) -> range:
        """The periods in which it is being worked on."""
        return range(self.start, self.finish)


def placed(problem: Problem, plan: Plan) -> tuple[Placed, ...]:
    """The packages that the plan gives an existing option, in the order of the problem."""
    found = []
    for package in problem.packages:
        choice = plan.starts.get(package.id)
        if choice is not None and 0 <= choice.option < len(package.options):
            found.append(Placed(package, package.options[choice.option], choice.start))
    return tuple(found)


def parse_plan(document: object, problem: Problem, name: str) -> Plan:
    """Read the plan out of a ``planner-plan/1`` document for ``problem``; the judge then says whether it holds.

    A start row says ``option`` (the index in the package's list) or, without it, is matched by its vendor, lead and
    duration. Raises :class:`InvalidDocument` with every row that fits no option, is repeated or is not understood.
    """
    if not isinstance(document, dict) or document.get("format") != PLAN_FORMAT:
        raise InvalidDocument(name, [f'it is not a plan: format "{PLAN_FORMAT}" is needed'])
    rows, faults = document.get("starts"), list[str]()
    if not isinstance(rows, list):
        raise InvalidDocument(name, ["starts must be a list"])
    packages, starts = problem.package_index, dict[str, Choice]()
    for index, row in enumerate(rows):
        fault = _read_row(row, packages, starts)
        if fault:
            faults.append(f"starts[{index}] {fault}")
    used = document.get("extensions_used", 0)
    if not _whole(used):
        faults.append(f"extensions_used is {used!r}; a whole number is needed")
    if faults:
        raise InvalidDocument(name, faults)
    return Plan(starts, used)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _read_row(row: object, packages: Mapping[str, Package], starts: dict[str, Choice]) -> str:
    """Add the row's choice to ``starts``, or say what is wrong with it."""
    if not isinstance(row, dict) or not isinstance(row.get("package"), str):
        return "must be an object that names a package"
    package = packages.get(row["package"])
    if package is None or package.id in starts:
        return f'names "{row["package"]}", which is ' + ("listed twice" if package else "not in the problem")
    if not all(_whole(row.get(key)) for key in ("order", "start", "finish")):
        return "needs whole numbers for order, start and finish"
    option = _matching_option(package, row)
    if option is None:
        return f'fits no option of "{package.id}"'
    starts[package.id] = Choice(option, row["start"])
    return ""


def _matching_option(package: Package, row: Mapping[str, Any]) -> int | None:
    """The index the row names if it is that option, else the first option with its vendor, lead and duration."""
    said = row.get("option")
    fitting = [
        index
        for index, option in enumerate(package.options)
        if option.vendor == row.get("vendor")
        and option.lead == row["start"] - row["order"]
        and option.duration == row["finish"] - row["start"]
    ]
    return said if said in fitting else next(iter(fitting), None)
