"""``planner bench``: measure this program on this computer."""

import json
from pathlib import Path
from typing import Annotated

import typer

from planner.cli.terminal import print_table, progress_shown

BELOW_TARGET = 3

bench = typer.Typer(no_args_is_help=True, help="Measure this program on this computer.")

Rows = Annotated[int, typer.Option(min=1, max=249_000, help="Rows of gear made up.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the made-up inventory.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")]


@bench.command("ingest")
def ingest_(
    rows: Rows = 200_000,
    columns: Annotated[int, typer.Option(min=9, max=60, help="Columns of each file.")] = 15,
    seed: Seed = 1,
    as_json: AsJson = False,
    keep: Annotated[
        Path | None, typer.Option("--keep", file_okay=False, metavar="DIR", help="Keep the files made.")
    ] = None,
) -> None:
    """Time a review of a large .xlsx and .csv against bare reading of the same files."""
    from planner.bench import ingest
    from planner.bench.ingest import HEADINGS

    with progress_shown() as (progress, _):
        found = ingest(rows, columns, seed, keep, progress)
    if as_json:
        typer.echo(json.dumps([comparison.document() for comparison in found], indent=1))
    else:
        print_table(HEADINGS, [line for comparison in found for line in comparison.lines()])


@bench.command("flag")
def flag_(
    rows: Rows = 100_000,
    seed: Seed = 1,
    table: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, metavar="CSV", help="Gear of known makers: say how good flags are."),
    ] = None,
    each: Annotated[bool, typer.Option("--each", help="Also print every row that is flagged wrong or missed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure how many rows are flagged a second on one core and, with a table, how often the flags are right."""
    from planner.bench import flag_speed, read_table, score
    from planner.bench.flagging import HEADINGS, TARGET_ROWS_PER_SECOND

    speed = flag_speed(rows, seed)
    scores = score(read_table(table)) if table else []
    if as_json:
        told = [one.document() for one in scores]
        typer.echo(json.dumps({"rows_per_second": round(speed), "scores": told}, indent=1))
    else:
        reached = "reached" if speed >= TARGET_ROWS_PER_SECOND else "missed"
        typer.echo(f"{speed:,.0f} rows a second on one core; {reached}: {TARGET_ROWS_PER_SECOND:,}")
        if scores:
            print_table(HEADINGS, [one.line() for one in scores])
        for one in scores if each else ():
            for kind, rows_ in (("wrong", one.wrong), ("missed", one.missed)):
                for row in rows_:
                    typer.echo(f"{one.view.name} · {kind} · " + " · ".join(text for text in row.values() if text))
    if speed < TARGET_ROWS_PER_SECOND or not all(one.good for one in scores):
        raise typer.Exit(BELOW_TARGET)
