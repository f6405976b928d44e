"""The rows that a person is about to rule on: which they are, what stands, and what replacing them would cost."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from planner.core.decisions import Ruling, Standing, takes_second
from planner.core.model import Decision
from planner.core.money import CENT, ZERO, allocate, total
from planner.web.presenters import unknowns
from planner.web.presenters.findings import ORDER, Row, matching, row_of

Json = dict[str, Any]

FIRST_ROWS = 20
_PROBE = Ruling("rule", "not_covered", code="other", reason="what if", by="nobody", on="2026-01-01")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which findings a person looks at; empty words match all."""

    verdict: str = ""
    text: str = ""
    question: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """The words that say something, by the names they have in an address."""
        named = {"verdict": self.verdict, "text": self.text, "question": self.question}
        return {name: word for name, word in named.items() if word}

    @property
    def query(self) -> str:
        """The address that shows the same rows again."""
        return f"?{urlencode(self.fields)}"


@dataclass(frozen=True, slots=True)
class RowsView:
    """Rows that one act would rule. ``more`` rows say exactly the same as some of them and are ruled with them.

    ``price`` is at likely prices, over the rows that have one; ``unpriced`` rows have none. ``seen`` names the rows and
    what stands there, so that a ruling meets the rows that were shown or none. ``ruled`` of them have a ruling that is
    in force. ``waits`` says that finding them not covered would take a second person.
    """

    rows: int
    more: int
    units: int
    sites: int
    verdicts: tuple[tuple[str, int], ...]
    first: tuple[Row, ...]
    price: str
    unpriced: int
    most_units: int
    ruled: int
    waits: bool
    seen: str


def chosen(review: Json, estimate: Json | None, wanted: Filter) -> list[Json]:
    """The items that a filter shows. A question that is no longer asked shows none: a ruling must not meet all rows
    because the words that narrowed them down have lost their meaning.
    """
    items = matching(review, wanted.verdict, wanted.text)
    if not wanted.question:
        return items
    ids = unknowns.items_of(estimate, wanted.question) or frozenset()
    return [item for item in items if item["id"] in ids]


def standings(review: Json, estimate: Json | None, items: Sequence[Json]) -> tuple[Standing, ...]:
    """What stands in each row, rows that say exactly the same taken together: a ruling on one is one on all of them."""
    alike: dict[str, list[Json]] = {item["fingerprint"]: [] for item in items}
    for item in review["items"]:
        if item["fingerprint"] in alike:
            alike[item["fingerprint"]].append(item)
    wanted = {item["id"] for group in alike.values() for item in group}
    priced = prices(estimate, wanted, {item["id"]: item["quantity"] for item in review["items"]})
    return tuple(_standing(group, priced) for group in alike.values())


def _standing(group: Sequence[Json], priced: Mapping[int, Decimal]) -> Standing:
    first = group[0]
    known = [priced[item["id"]] for item in group if item["id"] in priced]
    price = total(known) if len(known) == len(group) else None
    return Standing(first["fingerprint"], first["verdict"], first.get("entity"), first["quantity"], price)


def prices(estimate: Json | None, wanted: Set[int], quantities: Mapping[int, int]) -> dict[int, Decimal]:
    """What replacing the wanted rows costs at likely prices, to the cent: each cost line is shared out over the rows
    that it names, by their units. A row that no line names has no price.
    """
    lines: dict[tuple[int, ...], list[Decimal]] = defaultdict(list)
    for line in (estimate or {}).get("lines", ()):
        if not wanted.isdisjoint(items := line.get("items", ())):
            lines[tuple(items)].append(Decimal(line["likely"]))
    found: dict[int, Decimal] = {}
    for items, amounts in lines.items():
        named = [number for number in items if number in quantities]
        for number, share in zip(named, _shares(amounts, [quantities[number] for number in named]), strict=True):
            found[number] = found.get(number, ZERO) + share
    return {number: price for number, price in found.items() if number in wanted}


def _shares(amounts: Sequence[Decimal], units: Sequence[int]) -> list[Decimal]:
    """What each row gets of all the amounts, each of them shared out by :func:`allocate`.

    A package has many lines over the same rows, and rows of as many units get the same but for a cent. So the cents
    are reckoned once for each number of units, not once for each row.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        places[unit].append(place)
    whole = sum(units)
    each, more, shares = dict.fromkeys(places, 0), [0] * len(units), [ZERO] * len(units)
    for amount in amounts:
        cents = int(amount / CENT)
        lost = {unit: cents * unit % whole for unit in places} if whole else {}
        losses = [loss for loss in lost.values() if loss]
        if not whole or amount % CENT or len(set(losses)) < len(losses):  # an odd case, or a tie of unlike rows
            parts = allocate(amount, [Decimal(unit) for unit in units])
            shares = [share + part for share, part in zip(shares, parts, strict=True)]
            continue
        left = sum(loss * len(places[unit]) for unit, loss in lost.items()) // whole
        for unit in sorted(places, key=lost.__getitem__, reverse=True):
            each[unit] += cents * unit // whole
            for place in places[unit][: max(left, 0)]:
                more[place] += 1
            left -= len(places[unit])
    return [share + (each[unit] + cent) * CENT for share, unit, cent in zip(shares, units, more, strict=True)]


def waits(stand: Sequence[Standing], above: Decimal) -> bool:
    """Whether finding these rows not covered would take a second person."""
    return takes_second(_PROBE, stand, above)


def rows_view(
    review: Json, items: Sequence[Json], stand: Sequence[Standing], in_force: Iterable[Decision], above: Decimal
) -> RowsView:
    """The rows as the page shows them before they are ruled; ``in_force`` are the rulings a run would go by."""
    fingerprints = {one.fingerprint for one in stand}
    alike = sum(item["fingerprint"] in fingerprints for item in review["items"])
    earlier = [decision for decision in in_force if decision.fingerprint in fingerprints]
    found = Counter(item["verdict"] for item in items)
    known = [one.price for one in stand if one.price is not None]
    return RowsView(
        rows=len(items),
        more=alike - len(items),
        units=sum(item["quantity"] for item in items),
        sites=len({item["site"] for item in items if item.get("site")}),
        verdicts=tuple((verdict, found[verdict]) for verdict in ORDER if found[verdict]),
        first=tuple(row_of(item) for item in items[:FIRST_ROWS]),
        price=f"{total(known):f}" if known else "",
        unpriced=sum(one.price is None for one in stand),
        most_units=min((one.quantity for one in stand), default=1) - 1,
        ruled=len({one.fingerprint for one in earlier if one.kind != "ask" and not one.pending}),
        waits=waits(stand, above),
        seen=_seen(items, earlier),
    )


def _seen(items: Sequence[Json], earlier: Sequence[Decision]) -> str:
    """A name for exactly these rows and what stands there, rulings since the run counted in."""
    rows = [[item["id"], item["fingerprint"], item["verdict"], item.get("entity"), item["quantity"]] for item in items]
    acts = [[one.fingerprint, one.act, one.second_by] for one in earlier]
    return hashlib.sha256(json.dumps([rows, acts]).encode()).hexdigest()
