"""Reading a ``planner-problem/1`` document: every fault found in one pass, each naming its place and what is right.

Fields that this version does not know are let through, because the format grows by addition.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar, cast

from planner.core.errors import InvalidDocument
from planner.core.scheduling.problem import (
    PROBLEM_FORMAT,
    Cluster,
    Coverage,
    Crew,
    Deadline,
    Extension,
    Funding,
    LayerRule,
    Option,
    Package,
    Payment,
    Periods,
    Problem,
    Vendor,
    VendorScope,
)
from planner.core.scheduling.references import reference_faults

# Limits of what is worth solving here; they also keep every sum inside 64 bits in the optimiser.
MAX_PERIODS = 600
MAX_PACKAGES = 20_000
MAX_AMOUNT = 10**12
MAX_FACTOR = 10_000
MISSING = object()

Read = TypeVar("Read")


def parse_problem(document: object, name: str) -> Problem:
    """Read ``document`` (parsed JSON), called ``name`` in messages.

    Raises :class:`InvalidDocument` with every fault: wrong types, numbers that are not whole or out of range, lists of
    the wrong length, unknown or repeated ids, circles in ``after``, options that cannot start, payments of which more
    is eligible than is paid.
    """
    reader = Reader()
    if not isinstance(document, dict):
        raise InvalidDocument(name, [f"the document is {shown(document)}; it must be an object with a format"])
    if document.get("format") != PROBLEM_FORMAT:
        reader.fault("format", document.get("format", MISSING), f'"{PROBLEM_FORMAT}" is needed')
    problem = _with_vendors_met(_problem(reader, document), reader.open_layers)
    faults = reader.faults + reference_faults(problem)
    if faults:
        raise InvalidDocument(name, faults)
    return problem


def _with_vendors_met(problem: Problem, open_layers: set[str]) -> Problem:
    """A layer that lists no vendors has those its packages offer, at no integration cost."""
    met = {layer: dict[str, None]() for layer in open_layers}
    for package in problem.packages:
        if package.layer in met:
            met[package.layer].update(dict.fromkeys(option.vendor for option in package.options))
    layers = (
        replace(layer, vendors=tuple(Vendor(vendor, 0) for vendor in met[layer.id])) if layer.id in met else layer
        for layer in problem.layers
    )
    return replace(problem, layers=tuple(layers))


def shown(value: object) -> str:
    """A value as typed, cut short when long."""
    if value is MISSING:
        return "missing"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int) and abs(value) > 10**40:
        return "a number of more than 40 digits"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


class Reader:
    """Reads fields and collects faults; a faulty field reads as something harmless so that reading can go on."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.count: int | None = None
        self.open_layers: set[str] = set()

    def fault(self, where: str, typed: object, right: str) -> None:
        """Note that ``typed`` stands at ``where``, and what would be ``right``."""
        self.faults.append(f"{where} is {shown(typed)}; {right}")

    def whole(self, value: object, where: str, low: int = 0, high: int = MAX_AMOUNT) -> int:
        """A whole number from ``low`` to ``high``; true, 4.0 and NaN are not whole numbers here."""
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.fault(where, value, f"a whole number from {low} to {high} is needed")
        return max(low, 0)

    def text(self, value: object, where: str) -> str:
        """A text that is not empty."""
        if isinstance(value, str) and value.strip():
            return value
        self.fault(where, value, "a text that is not empty is needed")
        return ""

    def section(self, value: object, where: str) -> dict[str, Any]:
        """An object; faulty reads as an empty one."""
        if isinstance(value, dict):
            return value
        self.fault(where, value, "an object is needed")
        return {}

    def items(self, value: object, where: str) -> list[Any]:
        """A list; faulty reads as an empty one."""
        if isinstance(value, list):
            return value
        self.fault(where, value, "a list is needed")
        return []

    def each(
        self, value: object, where: str, read: Callable[["Reader", dict[str, Any], str], Read]
    ) -> tuple[Read, ...]:
        """A list of objects, each read by ``read``; an item that is no object is a fault and left out."""
        found = []
        for index, item in enumerate(self.items(value, where)):
            place = f"{where}[{index}]"
            if isinstance(item, dict):
                found.append(read(self, item, _named(item, place)))
            else:
                self.fault(place, item, "an object is needed")
        return tuple(found)

    def per_period(self, value: object, where: str, low: int = 0) -> tuple[int, ...]:
        """One whole number for every period."""
        items = self.items(value, where)
        if isinstance(value, list) and self.count is not None and len(items) != self.count:
            self.faults.append(f"{where} has {len(items)} entries; one for each of the {self.count} periods is needed")
        return tuple(self.whole(item, f"{where}[{index}]", low) for index, item in enumerate(items[: MAX_PERIODS + 1]))


def _named(item: dict[str, Any], place: str) -> str:
    return f'{place} "{item["id"]}"' if isinstance(item.get("id"), str) else place


def _problem(reader: Reader, document: dict[str, Any]) -> Problem:
    name = document.get("name", "")
    unit = document.get("money_unit", "USD")
    return Problem(
        name=name if isinstance(name, str) else reader.text(name, "name"),
        money_unit=reader.text(unit, "money_unit"),
        periods=_periods(reader, reader.section(document.get("periods", MISSING), "periods")),
        deadline=_deadline(reader, reader.section(document.get("deadline", MISSING), "deadline")),
        crews=reader.each(document.get("crews", []), "crews", _crew),
        clusters=reader.each(document.get("clusters", []), "clusters", _cluster),
        layers=reader.each(document.get("layers", []), "layers", _layer),
        packages=_packages(reader, document.get("packages", MISSING)),
        coverage=reader.each(document.get("coverage", []), "coverage", _coverage),
        funding=_funding(reader, reader.section(document.get("funding", MISSING), "funding")),
    )


def _periods(reader: Reader, found: dict[str, Any]) -> Periods:
    before = len(reader.faults)
    count = reader.whole(found.get("count", MISSING), "periods.count", 1, MAX_PERIODS)
    reader.count = count if len(reader.faults) == before else None
    first = found.get("first", "")
    if first != "" and not _is_date(first):
        reader.fault("periods.first", first, "a date such as 2027-01-01 is needed")
    return Periods(reader.text(found.get("unit", "month"), "periods.unit"), str(first), count)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _deadline(reader: Reader, found: dict[str, Any]) -> Deadline:
    term_end = reader.whole(found.get("term_end", MISSING), "deadline.term_end")
    extensions = reader.each(found.get("extensions", []), "deadline.extensions", _extension)
    previous = term_end
    for index, extension in enumerate(extensions):
        if extension.until <= previous:
            reader.fault(f"deadline.extensions[{index}].until", extension.until, f"it must be later than {previous}")
        previous = max(previous, extension.until)
    factor = reader.whole(found.get("late_factor", MISSING), "deadline.late_factor", 0, MAX_FACTOR)
    return Deadline(term_end, extensions, factor)


def _extension(reader: Reader, found: dict[str, Any], where: str) -> Extension:
    until = reader.whole(found.get("until", MISSING), f"{where}.until")
    return Extension(until, reader.whole(found.get("cost", MISSING), f"{where}.cost"))


def _crew(reader: Reader, found: dict[str, Any], where: str) -> Crew:
    capacity = reader.per_period(found.get("capacity", MISSING), f"{where}.capacity")
    return Crew(reader.text(found.get("id", MISSING), f"{where}.id"), capacity)


def _cluster(reader: Reader, found: dict[str, Any], where: str) -> Cluster:
    cost = reader.whole(found.get("mobilisation_cost", MISSING), f"{where}.mobilisation_cost")
    return Cluster(reader.text(found.get("id", MISSING), f"{where}.id"), cost)


def _layer(reader: Reader, found: dict[str, Any], where: str) -> LayerRule:
    scope = found.get("vendor_scope", MISSING)
    if scope not in ("carrier", "cluster"):
        reader.fault(f"{where}.vendor_scope", scope, '"carrier" or "cluster" is needed')
    layer = reader.text(found.get("id", MISSING), f"{where}.id")
    if "vendors" not in found:
        reader.open_layers.add(layer)
    return LayerRule(
        layer, cast("VendorScope", scope), reader.each(found.get("vendors", []), f"{where}.vendors", _vendor)
    )


def _vendor(reader: Reader, found: dict[str, Any], where: str) -> Vendor:
    cost = reader.whole(found.get("integration_cost", 0), f"{where}.integration_cost")
    return Vendor(reader.text(found.get("id", MISSING), f"{where}.id"), cost)


def _coverage(reader: Reader, found: dict[str, Any], where: str) -> Coverage:
    packages = _texts(reader, found.get("packages", MISSING), f"{where}.packages")
    return Coverage(packages, reader.whole(found.get("max_down", MISSING), f"{where}.max_down"))


def _texts(reader: Reader, value: object, where: str) -> tuple[str, ...]:
    texts = (reader.text(item, f"{where}[{index}]") for index, item in enumerate(reader.items(value, where)))
    return tuple(text for text in texts if text)


def _funding(reader: Reader, found: dict[str, Any]) -> Funding:
    return Funding(
        own_cash=reader.per_period(found.get("own_cash", MISSING), "funding.own_cash", -MAX_AMOUNT),
        credit_limit=reader.whole(found.get("credit_limit", MISSING), "funding.credit_limit"),
        released=reader.per_period(found.get("released", MISSING), "funding.released"),
        reimbursement_lag=reader.whole(
            found.get("reimbursement_lag", MISSING), "funding.reimbursement_lag", 0, MAX_PERIODS
        ),
    )


def _packages(reader: Reader, value: object) -> tuple[Package, ...]:
    if isinstance(value, list) and len(value) > MAX_PACKAGES:
        reader.faults.append(f"packages has {len(value)} entries; at most {MAX_PACKAGES} can be planned")
        return ()
    return reader.each(value, "packages", _package)


def _package(reader: Reader, found: dict[str, Any], where: str) -> Package:
    package = reader.text(found.get("id", MISSING), f"{where}.id")
    cluster, site = found.get("cluster"), found.get("site", package)
    layer = reader.text(found.get("layer", MISSING), f"{where}.layer")
    risk = reader.whole(found.get("risk_per_period", MISSING), f"{where}.risk_per_period")
    crew = reader.section(found.get("crew", {}), f"{where}.crew")
    options = reader.each(found.get("options", MISSING), f"{where}.options", _option)
    if isinstance(found.get("options"), list) and not any(option.starts for option in options):
        reader.faults.append(f"{where} has no possible start; at least one option must list one")
    return Package(
        id=package,
        site=reader.text(site, f"{where}.site") if site != package else package,
        layer=layer,
        cluster=None if cluster is None else reader.text(cluster, f"{where}.cluster"),
        risk_per_period=risk,
        options=options,
        crew={key: reader.whole(need, f'{where}.crew."{key}"') for key, need in crew.items()},
        after=_texts(reader, found.get("after", []), f"{where}.after"),
    )


def _option(reader: Reader, found: dict[str, Any], where: str) -> Option:
    before = len(reader.faults)
    lead = reader.whole(found.get("lead", MISSING), f"{where}.lead", 0, MAX_PERIODS)
    duration = reader.whole(found.get("duration", MISSING), f"{where}.duration", 1, MAX_PERIODS)
    starts = _starts(reader, found.get("starts", MISSING), where)
    if len(reader.faults) == before and reader.count is not None:
        reader.faults += _start_faults(starts, lead, duration, reader.count, where)
    payments = reader.section(found.get("payments", {}), f"{where}.payments")
    stages = [_payment(reader, payments.get(stage, [0, 0]), f"{where}.payments.{stage}") for stage in STAGES]
    return Option(reader.text(found.get("vendor", MISSING), f"{where}.vendor"), lead, duration, starts, *stages)


STAGES = ("order", "delivery", "completion")


def _starts(reader: Reader, value: object, where: str) -> tuple[int, ...]:
    items = reader.items(value, f"{where}.starts")[: 2 * MAX_PERIODS]
    starts = tuple(reader.whole(item, f"{where}.starts[{index}]") for index, item in enumerate(items))
    for twice in repeated(starts):
        reader.fault(f"{where}.starts", twice, "each start may be listed once")
    return starts


def _start_faults(starts: Sequence[int], lead: int, duration: int, count: int, where: str) -> Iterable[str]:
    for start in starts:
        if start < lead:
            yield (
                f"{where}.starts lists {start}, but its order would fall in period {start - lead}; "
                f"start at {lead} or later"
            )
        if start + duration > count:
            yield (
                f"{where}.starts lists {start}, but it would complete in period {start + duration - 1}; "
                f"the last period is {count - 1}"
            )


def _payment(reader: Reader, value: object, where: str) -> Payment:
    pair = reader.items(value, where)
    if not isinstance(value, list) or len(pair) != 2:
        if isinstance(value, list):
            reader.fault(where, value, "[amount, of which eligible] is needed")
        return Payment()
    payment = Payment(reader.whole(pair[0], f"{where}[0]"), reader.whole(pair[1], f"{where}[1]"))
    if payment.eligible > payment.amount:
        reader.fault(where, value, f"no more than the amount, {payment.amount}, can be eligible")
    return payment


def repeated(values: Iterable[Read]) -> tuple[Read, ...]:
    """The values that occur more than once, in order of their second appearance."""
    seen: list[Read] = []
    known: set[Read] = set()
    for value in values:
        if value in known and value not in seen:
            seen.append(value)
        known.add(value)
    return tuple(seen)
