"""``planner why``: how one row came to its verdict, step by step."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Annotated

import typer

from planner.cli.terminal import progress_shown
from planner.core.flagging.waterfall import Step
from planner.core.model import Item
from planner.core.why import NoSuchRow, RowWhy, Why
from planner.core.why_document import cut, origin, sentence, why_document
from planner.files import printable

NEEDS_A_PERSON = 3
NARROWEST, WIDEST = 60, 110
STATE_WIDTH, CELL_WIDTH = 11, 7
VERDICTS = {"covered": "COVERED", "likely": "LIKELY COVERED", "unknown": "UNKNOWN", "not_covered": "NOT COVERED"}
PRESENCE = {"in_network": "in the network", "mentioned": "only mentioned", "removed": "removed", "spare": "a spare"}
SHOWN = {"looked at": "", "nothing": "-", "result": "=>"}
"""States whose word would only be noise."""


def why(
    inventory: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE")],
    cell: Annotated[
        str, typer.Argument(metavar="CELL", help="'Sites!17', 'Sites!B17', or 17 where there is one sheet.")
    ],
    sheet: Annotated[str | None, typer.Option("--sheet", help="The sheet, where CELL does not name it.")] = None,
    recipe: Annotated[
        Path | None, typer.Option("--recipe", exists=True, dir_okay=False, help="A saved column mapping (JSON).")
    ] = None,
    project: Annotated[
        Path | None, typer.Option("--project", exists=True, dir_okay=False, help="The project file (TOML).")
    ] = None,
    include_hidden: Annotated[bool, typer.Option("--include-hidden", help="Also read hidden sheets.")] = False,
    rules: Annotated[
        list[str] | None,
        typer.Option("--rules", metavar="PACK", help="Explain by this rule pack, named as in review; repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print planner-why/1.")] = False,
) -> None:
    """Say how one row came to its verdict: each step, each cell, each rule with its source."""
    from planner.why import why as tell

    with progress_shown() as (progress, _):
        told = tell(
            inventory,
            cell,
            sheet=sheet,
            recipe=recipe,
            project=project,
            include_hidden=include_hidden,
            rules=rules or (),
            progress=progress,
        )
    if isinstance(told, NoSuchRow):
        raise typer.BadParameter(told.says)
    if as_json:
        typer.echo(json.dumps(why_document(told), ensure_ascii=False, indent=1))
    else:
        width = min(max(shutil.get_terminal_size((100, 24)).columns, NARROWEST), WIDEST)
        typer.echo(printable("\n".join(in_lines(told, width))))
    if told.row_class == "problem":
        raise typer.Exit(NEEDS_A_PERSON)


def in_lines(told: RowWhy, width: int) -> Iterator[str]:
    """The row as lines of at most ``width`` columns, wherever a single word leaves the choice."""
    yield f"{told.sheet}!{told.row} of {told.file}"
    if not told.items:
        yield from _wrapped(f"No item ({told.row_class}): {told.reason}.", width, "")
    for number, why_ in enumerate(told.items, start=1):
        if len(told.items) > 1:
            yield f"\n== Item {number} of {len(told.items)} in this row"
        yield from _item(why_, told, width)
    yield f"Rules: {told.rules}"


def _item(why_: Why, told: RowWhy, width: int) -> Iterator[str]:
    finding = why_.finding
    who = f" ({finding.entity})" if finding.entity else ""
    yield f"{_gear(finding.item)}"
    yield f"{VERDICTS[finding.verdict]}{who}, {PRESENCE[finding.presence]}"
    yield ""
    for number, step in enumerate(why_.steps, start=1):
        yield f"{number:>2}. {step.title}"
        yield from _step(step, told.sheet, width)
    yield ""
    yield from _entry(why_, width)
    if why_.settle:
        yield "What would settle it:"
        for number, one in enumerate(why_.settle, start=1):
            yield from _wrapped(f"  {number}. {one}", width, "     ")
    yield ""


def _gear(item: Item) -> str:
    name = " ".join(cut(word) for word in (item.maker, item.model or item.part_number or item.description) if word)
    units = f"{item.quantity:,} units" if item.quantity != 1 else ""
    return ", ".join(
        part for part in (name or "gear that the row does not name", item.site and cut(item.site), units) if part
    )


def _step(step: Step, sheet: str, width: int) -> Iterator[str]:
    for line in step.lines:
        at = line.cell.removeprefix(f"{sheet}!")
        head = f"    {SHOWN.get(line.state, line.state):<{STATE_WIDTH}}{at:<{CELL_WIDTH}}"
        hang = " " * (4 + STATE_WIDTH + CELL_WIDTH)
        yield from _wrapped(sentence(step.key, line).replace(f"{sheet}!", ""), width, hang, head)
        if line.rule:
            yield from _wrapped(f"rule {origin(line)}", width, hang + "  ", hang)


def _entry(why_: Why, width: int) -> Iterator[str]:
    entry = why_.entry
    if entry is None:
        yield "Covered List: it touches no entry"
        return
    yield from _wrapped(f"Covered List: {entry.name}, listed since {entry.listed_since}", width, "  ")
    if entry.scope:
        yield from _wrapped(f"  Scope: {entry.scope}", width, "  ")
    yield from _wrapped(f"  Source: {entry.source}", width, "  ")


def _wrapped(text: str, width: int, hang: str, head: str = "") -> list[str]:
    return wrap(head + text, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False) or [head]
