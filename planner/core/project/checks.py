"""Faults that only show when values stand side by side: duplicates, dates out of order, shares that do not add up."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from itertools import pairwise

from planner.core.project.keys import CREW_CAPACITY
from planner.core.project.nouns import Application, Funding, Project


def faults_between_values(project: Project) -> list[str]:
    """Every such fault, in the order of the file's tables; each names the key, what was typed and what is right."""
    faults = [*_repeated("[[application]] id", (one.id for one in project.applications))]
    for application in project.applications:
        faults += _application(application)
    faults += _repeated("[[funding]] name", (one.name for one in project.funding))
    for source in project.funding:
        faults += _releases(source)
    faults += _repeated("[[crew]] id", (one.id for one in project.crews))
    faults += _near_crews(project)
    faults += _repeated("[[vendor]] id and layer", (f"{one.id} ({one.layer})" for one in project.vendors))
    faults += _quotes(project)
    return faults + _shares(project)


def _repeated(place: str, ids: Iterable[str]) -> Iterator[str]:
    for value, count in Counter(ids).items():
        if count > 1:
            yield f"{place}: {value} stands {count} times; each must be named once"


def _application(application: Application) -> Iterator[str]:
    place = f"[[application]] {application.id}"
    steps = [
        ("approved_on", application.approved_on),
        ("first_disbursement_on", application.first_disbursement_on),
        *((f"granted_ends entry {number}", end) for number, end in enumerate(application.granted_ends, 1)),
    ]
    yield from _rising(place, steps)
    yield from _after(place, "final_certified_on", application.final_certified_on, application.first_disbursement_on)
    yield from _after(
        place, "final_disbursement_on", application.final_disbursement_on, application.first_disbursement_on
    )
    if len(application.citations) > len(application.granted_ends):
        yield f"{place} citations: {len(application.citations)} for {len(application.granted_ends)} granted_ends"


def _rising(place: str, steps: list[tuple[str, date | None]]) -> Iterator[str]:
    known = [(name, day) for name, day in steps if day is not None]
    for (before, earlier), (name, day) in pairwise(known):
        if day < earlier or (day == earlier and name.startswith("granted_ends")):
            yield f"{place} {name}: {day} is typed; it should be later than {before}, {earlier}"


def _after(place: str, name: str, day: date | None, start: date | None) -> Iterator[str]:
    if day and start and day < start:
        yield f"{place} {name}: {day} is typed; it should not be before first_disbursement_on, {start}"


def _releases(source: Funding) -> Iterator[str]:
    for earlier, step in pairwise(source.released):
        place = f"[[funding]] {source.name} released"
        if step.on <= earlier.on:
            yield f"{place}: {step.on} is typed after {earlier.on}; dates must rise"
        if step.amount < earlier.amount:
            yield (
                f"{place}: {step.amount:,} on {step.on} is less than {earlier.amount:,} before it; "
                "amounts are cumulative and may not fall"
            )


def _near_crews(project: Project) -> Iterator[str]:
    standard = list(CREW_CAPACITY)
    for crew in project.crews:
        near = get_close_matches(crew.id.lower(), standard, n=1, cutoff=0.7)
        if crew.id not in standard and near:
            yield f"[[crew]] id: {crew.id} is typed; did you mean {near[0]}? Several crews of a kind are its capacity"


def _quotes(project: Project) -> Iterator[str]:
    yield from _repeated(
        "[[quote]] vendor, price_id and number",
        (f"{one.vendor} / {one.price_id} / {one.number}" for one in project.quotes),
    )
    for quote in project.quotes:
        if quote.dated_on and quote.valid_until and quote.valid_until < quote.dated_on:
            place = f"[[quote]] {quote.number} valid_until"
            yield f"{place}: {quote.valid_until} is typed; it should not be before dated_on, {quote.dated_on}"


def _shares(project: Project) -> list[str]:
    planning = project.planning
    shares = (planning.order_share, planning.delivery_share, planning.completion_share)
    if sum(shares) == 100:
        return []
    names = "order_share, delivery_share and completion_share"
    return [f"[planning] {names}: {', '.join(map(str, shares))} add up to {sum(shares)}; they should add up to 100"]
