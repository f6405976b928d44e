"""Loader of the program packs: one data file per reimbursement program."""

from datetime import date, datetime
from functools import cache
from typing import Any, cast, get_args

from planner.core.errors import InvalidDocument
from planner.core.program import DAYS, NAMES, NUMBERS, Constant, Mark, Program, Rule
from planner.reference.tables import data_folder, toml_table

_FOLDER = "programs"
_MONTH_DAYS = ("spending_report_days", "annual_report_days")


def program_ids() -> tuple[str, ...]:
    """The ids of the packs that come with the planner, sorted."""
    names = (entry.name for entry in data_folder(_FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_program(program_id: str = "us-fcc-scrp") -> Program:
    """The pack ``program_id``. Raises :class:`InvalidDocument` for an unknown id or a faulty pack."""
    if program_id not in program_ids():
        raise InvalidDocument(program_id, [f"no such program; known are {', '.join(program_ids())}"])
    return read_program(toml_table(data_folder(_FOLDER) / f"{program_id}.toml"), f"{program_id}.toml")


def read_program(raw: dict[str, Any], name: str) -> Program:
    """A pack from its TOML content. Raises :class:`InvalidDocument` listing every fault."""
    try:
        program = _program(raw)
    except (KeyError, TypeError, AttributeError) as error:
        raise InvalidDocument(name, [f"a key is missing or of the wrong kind: {error}"]) from error
    if faults := _faults(program):
        raise InvalidDocument(name, faults)
    return program


def _program(raw: dict[str, Any]) -> Program:
    return Program(
        id=raw["id"],
        version=raw["version"],
        title=raw["title"],
        as_of=_day(raw["as_of"]),
        caveat=raw["caveat"],
        constants={key: _constant(key, entry) for key, entry in raw["constants"].items()},
        rules={key: _rule(key, entry) for key, entry in raw["rules"].items()},
    )


def _constant(key: str, entry: dict[str, Any]) -> Constant:
    value = tuple(entry["value"]) if isinstance(entry["value"], list) else entry["value"]
    return Constant(key, value, entry["unit"], entry["source"], cast("Mark", entry["mark"]), _day(entry["as_of"]))


def _rule(key: str, entry: dict[str, Any]) -> Rule:
    return Rule(
        id=key,
        what=entry["what"],
        formula=entry["formula"],
        uses=tuple(entry["uses"]),
        source=entry["source"],
        mark=cast("Mark", entry["mark"]),
        as_of=_day(entry["as_of"]),
        note=entry["note"],
    )


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"as_of is {value!r}, not a date")
    return value


def _faults(program: Program) -> list[str]:
    faults = [fault for keys, kind in _KINDS for key in keys if (fault := _wrong_kind(program, key, kind))]
    faults += [f"rule {number} is missing" for number in _RULES if number not in program.rules]
    for rule in program.rules.values():
        faults += [f"{rule.id} uses {key}, which is no constant" for key in rule.uses if key not in program.constants]
    entries: list[Constant | Rule] = [*program.constants.values(), *program.rules.values()]
    for entry in entries:
        faults += _unfounded(entry)
    return faults or _bad_month_days(program)


_RULES = tuple(f"T{number}" for number in range(1, 17)) + tuple(f"E{number}" for number in range(1, 8))
_KINDS: tuple[tuple[tuple[str, ...], type], ...] = ((NUMBERS, int), (DAYS, date), (NAMES, tuple))


def _wrong_kind(program: Program, key: str, kind: type) -> str | None:
    constant = program.constants.get(key)
    if constant is None:
        return f"constant {key} is missing"
    fits = isinstance(constant.value, kind) and not isinstance(constant.value, bool | datetime)
    return None if fits else f"constant {key} is {constant.value!r}, not of kind {kind.__name__}"


def _unfounded(entry: Constant | Rule) -> list[str]:
    name = entry.key if isinstance(entry, Constant) else entry.id
    faults = [] if entry.mark in get_args(Mark) else [f"{name} has the mark {entry.mark!r}"]
    if not entry.source.strip():
        faults.append(f"{name} has no source")
    return faults


def _bad_month_days(program: Program) -> list[str]:
    faults = []
    for key in _MONTH_DAYS:
        for text in program.names(key):
            try:
                date.fromisoformat(f"2023-{text}")
            except ValueError:
                faults.append(f"constant {key} holds {text}, not a month and day of every year such as 02-10")
    return faults
