"""The rows that a person is about to rule on: which they are, what stands, and what replacing them would cost."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from planner.core.decisions import Ruling, Standing, decisions_of
from planner.core.model import Decision
from planner.core.money import ZERO, allocate, total
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


def prices(estimate: Json | None, wanted: Collection[int], quantities: Mapping[int, int]) -> dict[int, Decimal]:
    """What replacing the wanted rows costs at likely prices, to the cent: each cost line is shared out over the rows
    that it names, by their units. A row that no line names has no price.
    """
    found: dict[int, Decimal] = {}
    for line in (estimate or {}).get("lines", ()):
        named = [number for number in line.get("items", ()) if number in quantities]
        if not any(number in wanted for number in named):
            continue
        shares = allocate(Decimal(line["likely"]), [Decimal(quantities[number]) for number in named])
        for number, share in zip(named, shares, strict=True):
            found[number] = found.get(number, ZERO) + share
    return {number: price for number, price in found.items() if number in wanted}


def waits(stand: Sequence[Standing], above: Decimal) -> bool:
    """Whether finding these rows not covered would take a second person."""
    return any(decision.needs_second for decision in decisions_of(_PROBE, stand, above))


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
