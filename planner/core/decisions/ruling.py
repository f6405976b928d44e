"""What a person types when ruling on rows, what is wrong with it, and the entries of the log that it becomes."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from planner.core.model import Before, Decision, Verdict

REASONS = {
    "label-photo": "a photo of the unit's label shows who made it",
    "site-visit": "somebody stood before the unit and read it",
    "inventory-dump": "the device or its manager names itself (inventory command, SNMP, element manager export)",
    "purchase-record": "an invoice, order or packing list names maker and model",
    "vendor-letter": "the vendor or maker says so in writing",
    "maker-history": "the company was, or was not, part of a covered maker when the unit was made or bought",
    "wrong-match": "the machine matched words that do not speak of this unit",
    "not-in-network": "the unit was never in the network, or left it; the remark says when",
    "other": "none of the above; the reason says what",
}
"""Why a person may rule, by code."""

SECOND_SIGN_OFF_ABOVE = Decimal(25_000)
"""Dollars above which clearing gear takes a second person, where the project does not say. A planning choice: about
the price of one radio site's radios, so that a single cheap unit is not held up and a site is.
"""

LONGEST_REASON, LONGEST_NAME = 1000, 100
_OPEN = ("covered", "likely")


@dataclass(frozen=True, slots=True)
class Standing:
    """A row as it stands when a person rules on it. ``price`` in dollars is what replacing all its units would cost;
    None where nobody has priced it.
    """

    fingerprint: str
    verdict: Verdict
    entity: str | None
    quantity: int
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person typed, for one row or many. ``units`` is for a split: how many of the row's units are meant."""

    kind: Literal["rule", "ask", "split"]
    verdict: Verdict
    code: str
    reason: str
    by: str
    on: str
    entity: str | None = None
    units: int | None = None
    pack: str = ""


def ruling_faults(
    ruling: Ruling, standings: Sequence[Standing], entities: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """What is wrong with a ruling: the field's name (``rows`` for the choice of rows) and a sentence, in the order of
    the form. ``entities`` are the covered makers that the rules in force know.
    """
    return (*_row_faults(ruling, standings), *_word_faults(ruling), *_entity_faults(ruling, entities))


def _row_faults(ruling: Ruling, standings: Sequence[Standing]) -> Iterator[tuple[str, str]]:
    fingerprints = [standing.fingerprint for standing in standings]
    if not standings:
        yield "rows", "Choose at least one row to rule on."
    elif len(set(fingerprints)) < len(fingerprints):
        yield "rows", "A row is chosen twice; choose each once."
    if ruling.kind == "split":
        yield from _split_faults(ruling.units, standings)
    elif ruling.units is not None:
        yield "units", f"{ruling.units} units are typed, and only a split takes a number of units; leave it empty."


def _split_faults(units: int | None, standings: Sequence[Standing]) -> Iterator[tuple[str, str]]:
    most = min((standing.quantity for standing in standings), default=0) - 1
    if most < 1:
        yield "units", "A row of one unit cannot be split; rule on the whole row."
    elif units is None or not 1 <= units <= most:
        typed = "Nothing" if units is None else f"{units}"
        right = "1" if most == 1 else f"1 to {most:,}"
        yield "units", f"{typed} is typed; a row of {most + 1:,} units is split with {right} of them."


def _word_faults(ruling: Ruling) -> Iterator[tuple[str, str]]:
    if ruling.verdict not in get_args(Verdict):
        yield "verdict", f"Choose what this gear is: {', '.join(get_args(Verdict))}; {ruling.verdict!r} is typed."
    if ruling.code not in REASONS:
        yield "code", f"Choose a reason: {', '.join(REASONS)}; {ruling.code!r} is typed."
    if not ruling.reason.strip():
        yield "reason", "Enter the reason, such as what the label on the unit says."
    if len(ruling.reason) > LONGEST_REASON:
        yield "reason", f"The reason has {len(ruling.reason):,} characters; use at most {LONGEST_REASON:,}."
    if not ruling.by.strip() or len(ruling.by) > LONGEST_NAME:
        yield "by", f"Enter your name, in at most {LONGEST_NAME} characters."


def _entity_faults(ruling: Ruling, entities: Collection[str]) -> Iterator[tuple[str, str]]:
    if ruling.entity is None:
        return
    if ruling.verdict not in _OPEN:
        yield "entity", f"{ruling.entity} is named, and only a covered or likely ruling names a maker; leave it empty."
    elif ruling.entity not in entities:
        yield "entity", f"{ruling.entity!r} is typed; the rules know {', '.join(sorted(entities))}."


def decisions_of(ruling: Ruling, standings: Sequence[Standing], above: Decimal) -> tuple[Decision, ...]:
    """A faultless ruling as the entries of one act, a row each in the order given; ``above`` as of
    :func:`takes_second`.
    """
    needs_second = takes_second(ruling, standings, above)
    return tuple(_entry(ruling, standing, needs_second=needs_second) for standing in standings)


def takes_second(ruling: Ruling, standings: Sequence[Standing], above: Decimal) -> bool:
    """Whether an act waits for a second sign-off, all of it: when it clears gear worth more than ``above`` dollars over
    all its rows. Gear that nobody has priced counts as worth more, for a price we do not know is not a small one.
    """
    cleared = [_cleared(ruling, standing) for standing in standings if _clears(ruling, standing)]
    known = [price for price in cleared if price is not None]
    return len(known) < len(cleared) or (bool(cleared) and sum(known) > above)


def _entry(ruling: Ruling, standing: Standing, *, needs_second: bool) -> Decision:
    agrees = ruling.verdict == standing.verdict and ruling.entity in (None, standing.entity)
    whole: Literal["confirm", "override"] = "confirm" if agrees else "override"
    return Decision(
        standing.fingerprint,
        standing.verdict if ruling.kind == "ask" else ruling.verdict,
        ruling.reason.strip(),
        ruling.by.strip(),
        ruling.on,
        code=ruling.code,
        kind=whole if ruling.kind == "rule" else ruling.kind,
        entity=ruling.entity,
        before=Before(standing.verdict, standing.entity),
        pack=ruling.pack,
        units=ruling.units,
        needs_second=needs_second,
    )


def _clears(ruling: Ruling, standing: Standing) -> bool:
    """Whether gear that stood as covered or likely would leave the replacement."""
    return ruling.kind != "ask" and ruling.verdict == "not_covered" and standing.verdict in _OPEN


def _cleared(ruling: Ruling, standing: Standing) -> Decimal | None:
    """The price of the units cleared."""
    if standing.price is None or ruling.kind != "split":
        return standing.price
    return standing.price * (ruling.units or 0) / standing.quantity
