"""Project file → :class:`Project`: every fault is collected, and everything assumed is written down."""

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from planner.core.errors import InvalidDocument
from planner.core.model import Assumption
from planner.core.project.checks import faults_between_values
from planner.core.project.keys import CREW_CAPACITY, LAYERS, LEAD_MONTHS, LEAD_WHY, LISTS, REQUIRED, TABLES, Key
from planner.core.project.nouns import (
    NO_LIMIT,
    STANDARD_VENDOR,
    Application,
    Calendar,
    Carrier,
    Crew,
    Funding,
    Planning,
    Project,
    Quote,
    Release,
    Vendor,
)
from planner.core.project.values import Wrong, typed

FILE = "project.toml"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(slots=True)
class _Notes:
    """What was found wrong and what was assumed, while reading."""

    faults: list[str] = field(default_factory=list)
    assumed: list[Assumption] = field(default_factory=list)

    def assume(self, subject: str, value: str, place: str, why: str) -> None:
        self.assumed.append(Assumption(subject, value, f"{FILE} {place}", why))


def parse_project(text: str, name: str) -> Project:
    """Read the text of a project file; an empty one gives a project of visible defaults.

    Raises :class:`InvalidDocument` (named ``name``) with every fault, in the order of the file's tables.
    """
    raw = _toml(text, name)
    notes = _Notes()
    _check_top(raw, notes)
    tables = {key: _table(raw.get(key, {}), keys, f"[{key}]", notes) for key, keys in TABLES.items()}
    lists = {key: _rows(raw.get(key, []), keys, f"[[{key}]]", notes) for key, keys in LISTS.items()}
    if notes.faults:
        raise InvalidDocument(name, notes.faults)
    project = _assemble(tables, lists, notes)
    if faults := faults_between_values(project):
        raise InvalidDocument(name, faults)
    return project


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except (ValueError, ArithmeticError) as error:
        raise InvalidDocument(name, [f"not a TOML file: {error}; {_toml_hint(str(error))}"]) from None
    except RecursionError:
        raise InvalidDocument(name, ["not a TOML file we can read: brackets are nested too deeply"]) from None


def _toml_hint(message: str) -> str:
    if "overwrite" in message or "twice" in message:
        return "a key or a table in single brackets may stand only once"
    return 'text and numbers with leading zeros go in quotes, as in frn = "0012345678"'


def _check_top(raw: dict[str, Any], notes: _Notes) -> None:
    known = [*TABLES, *LISTS]
    for key in raw:
        if key not in known:
            notes.faults.append(_unknown_top(key, known))


def _unknown_top(key: str, known: list[str]) -> str:
    homes = [f"[{table}]" for table, keys in TABLES.items() if any(key == one.name for one in keys)]
    homes += [f"[[{table}]]" for table, keys in LISTS.items() if any(key == one.name for one in keys)]
    if homes:
        return f"{key} stands outside any table; put it under {' or '.join(homes)}"
    return f"no such table: {key}; {_nearest(key, known)}"


def _nearest(key: str, known: list[str]) -> str:
    near = get_close_matches(key.lower(), known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"


def _table(raw: object, keys: tuple[Key, ...], place: str, notes: _Notes) -> dict[str, Any]:
    if not isinstance(raw, dict):
        notes.faults.append(f"{place} must be one table, written {place} once, not {typed(raw)}")
        return {}
    known = [key.name for key in keys]
    notes.faults += [f"{place} {key}: no such key; {_nearest(key, known)}" for key in raw if key not in known]
    return {key.name: _value(raw, key, f"{place} {key.name}", notes) for key in keys}


def _rows(raw: object, keys: tuple[Key, ...], place: str, notes: _Notes) -> list[dict[str, Any]]:
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        notes.faults.append(f"{place} must be a list of tables, not {typed(raw)}; {_headed(place)}")
        return []
    return [_table(row, keys, f"{place} no. {number}", notes) for number, row in enumerate(raw, 1)]


def _headed(place: str) -> str:
    return f"head each with {place}" if place.endswith("]]") else "write [{ on = 2025-04-15, amount = 1000000 }]"


def _value(raw: dict[str, Any], key: Key, place: str, notes: _Notes) -> Any:
    if key.rows:
        return _rows(raw.get(key.name, []), key.keys, f"{place} entry", notes)
    if key.keys:
        return _table(raw.get(key.name, {}), key.keys, place.replace("] ", ".", 1) + "]", notes)
    if key.name not in raw:
        return _missing(key, place, notes)
    try:
        return key.read(raw[key.name]) if key.read else None
    except Wrong as wrong:
        notes.faults.append(f"{place}: {typed(raw[key.name])} is typed; it should be {wrong}")
        return None


def _missing(key: Key, place: str, notes: _Notes) -> Any:
    if key.default is REQUIRED:
        notes.faults.append(f"{place}: missing; every entry needs it")
        return None
    if key.why:
        notes.assume(key.label, _shown(key.default, key.unit), place, key.why)
    return key.default


def _shown(value: Any, unit: str) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "not given"}[value]
    if isinstance(value, tuple):
        return ", ".join(MONTHS[part - 1] if isinstance(part, int) else str(part) for part in value)
    number = f"{value:,}" if isinstance(value, int | float | Decimal) else str(value)
    return f"{number} {unit}".strip()


def _assemble(tables: dict[str, Any], lists: dict[str, list[dict[str, Any]]], notes: _Notes) -> Project:
    applications = _applications(lists["application"], notes)
    funding = _funding(lists["funding"], notes)
    return Project(
        carrier=Carrier(**tables["carrier"]),
        applications=applications,
        funding=funding,
        crews=_crews(lists["crew"], notes),
        vendors=_vendors(lists["vendor"], notes),
        quotes=tuple(Quote(**row) for row in lists["quote"]),
        calendar=Calendar(**tables["calendar"]),
        planning=Planning(**tables["planning"]),
        assumptions=tuple(notes.assumed),
        packs=tables["rules"]["packs"],
        **tables["review"],
    )


def _applications(rows: list[dict[str, Any]], notes: _Notes) -> tuple[Application, ...]:
    if not rows:
        notes.assume(
            "application", "none given", "[[application]]",
            "without an approval and a first disbursement no deadline can be computed, and the plan has none",
        )  # fmt: skip
    return tuple(Application(**{**row, "id": row["id"] or f"A{number}"}) for number, row in enumerate(rows, 1))


def _funding(rows: list[dict[str, Any]], notes: _Notes) -> tuple[Funding, ...]:
    if not rows:
        notes.assume(
            "money", "does not limit the plan", "[[funding]]",
            "nothing was said about cash, credit or releases; give them to see whether the plan can be paid for",
        )  # fmt: skip
        return (Funding("not limited", 0, 0, NO_LIMIT, 2),)
    return tuple(
        Funding(**{**row, "name": row["name"] or f"source {number}", "released": _releases(row["released"])})
        for number, row in enumerate(rows, 1)
    )


def _releases(rows: list[dict[str, Any]]) -> tuple[Release, ...]:
    return tuple(Release(**row) for row in rows)


def _crews(rows: list[dict[str, Any]], notes: _Notes) -> tuple[Crew, ...]:
    given = tuple(Crew(**row) for row in rows)
    missing = [crew for crew in CREW_CAPACITY if crew not in {one.id for one in given}]
    for crew in missing:
        notes.assume(
            f"{crew} crews", f"{CREW_CAPACITY[crew]} at once", f'[[crew]] id = "{crew}"',
            "planning value; crews also compete with other network builders",
        )  # fmt: skip
    return (*given, *(Crew(crew, CREW_CAPACITY[crew]) for crew in missing))


def _vendors(rows: list[dict[str, Any]], notes: _Notes) -> tuple[Vendor, ...]:
    given = tuple(_vendor(row, number, notes) for number, row in enumerate(rows, 1))
    missing = [layer for layer in LAYERS if layer not in {vendor.layer for vendor in given}]
    for layer in missing:
        notes.assume(
            f"vendor for {layer}", f"one, at the price book's figures, {LEAD_MONTHS[layer]} months to delivery",
            f'[[vendor]] layer = "{layer}"', LEAD_WHY,
        )  # fmt: skip
    standard = (Vendor(STANDARD_VENDOR, layer, Decimal(1), LEAD_MONTHS[layer], 0) for layer in missing)
    return (*given, *standard)


def _vendor(row: dict[str, Any], number: int, notes: _Notes) -> Vendor:
    if row["lead_months"] is None:
        row["lead_months"] = LEAD_MONTHS[row["layer"]]
        notes.assume(
            f"lead time of {row['id']} for {row['layer']}", f"{row['lead_months']} months",
            f"[[vendor]] no. {number} lead_months", LEAD_WHY,
        )  # fmt: skip
    return Vendor(**row)
