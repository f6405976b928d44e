"""The waterfall of a row as a machine document: ``planner-why/1``."""

from dataclasses import asdict
from typing import Any

from planner.core.flagging.waterfall import Line, Step
from planner.core.why import RowWhy, Why

WHY_FORMAT = "planner-why/1"
LONGEST_TEXT = 60
"""Characters of a cell that a sentence repeats."""


def why_document(told: RowWhy) -> dict[str, Any]:
    """The row as plain JSON values; what a line does not have is left out."""
    return {
        "format": WHY_FORMAT,
        "rules": told.rules,
        "source": {"file": told.file, "sheet": told.sheet, "row": told.row},
        "row_class": told.row_class,
        "reason": told.reason,
        "items": [_item(why) for why in told.items],
    }


def _item(why: Why) -> dict[str, Any]:
    finding, entry = why.finding, why.entry
    item = finding.item
    named = {name: getattr(item, name) for name in ("maker", "model", "part_number", "description", "site", "quantity")}
    return {
        "id": item.id,
        "fingerprint": item.fingerprint,
        **named,
        "verdict": finding.verdict,
        "entity": finding.entity,
        "presence": finding.presence,
        "covered_list": asdict(entry) if entry else None,
        "settle": list(why.settle),
        "steps": [_step(step) for step in why.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {"key": step.key, "title": step.title, "lines": [_line(line) for line in step.lines]}


def sentence(step: str, line: Line) -> str:
    """A line of the step with this key in words, with the cell's text where it does not quote it itself."""
    if step == "normalise":
        read_as = f' read as "{cut(line.read_as)}"' if line.read_as else ""
        return f'{line.says}: "{cut(line.text)}"{read_as}' if line.text else line.says
    if step == "role" and line.state == "looked at":
        return f"{cut(line.text)} {line.says}" if line.text else line.says
    quoted = not line.text or line.text[:20].casefold() in line.says.casefold()
    return line.says if quoted else f'"{cut(line.text)}": {line.says}'


def origin(line: Line) -> str:
    """The rule that spoke, its strength, its source and its day in words; "" where none did."""
    if not line.rule:
        return ""
    strength = f" ({line.strength})" if line.strength else ""
    source = f": {line.source}, as of {line.dated}" if line.source else ""
    return f"{line.rule}{strength}{source}"


def cut(text: str) -> str:
    """A text in one line, of a length that a sentence can hold."""
    flat = " ".join(text.split("\n"))
    return flat if len(flat) <= LONGEST_TEXT else f"{flat[: LONGEST_TEXT - 1]}…"


def _line(line: Line) -> dict[str, Any]:
    return {name: value for name, value in asdict(line).items() if value}
