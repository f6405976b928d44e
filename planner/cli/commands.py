"""The command line of contracts: progress goes to standard error, data to standard output or files.

Exit codes: 0 done, 1 unexpected failure, 2 wrong usage, 3 done but rows or answers need a person, 4 no feasible plan.
"""

import difflib
import json
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from planner import pipeline
from planner.bundled import inventories_folder
from planner.cli.bench import bench
from planner.cli.log import log
from planner.cli.packs import packs
from planner.cli.recipes import saved_recipes
from planner.cli.terminal import print_table, progress_shown
from planner.cli.why import why
from planner.core.errors import Cancelled, InvalidDocument, PlannerError, UnreadableFile
from planner.core.messages import MESSAGES, TOPICS
from planner.files import printable
from planner.settings import Settings, load_settings

UNEXPECTED, NEEDS_A_PERSON, CANCELLED = 1, 3, 130
DEMO_INVENTORY, DEMO_PROJECT = "cedar-valley.xlsx", "cedar-valley.toml"
DEMO_AS_OF = date(2026, 11, 24)
DEMO_SECONDS = 30.0

app = typer.Typer(
    name="planner",
    help="Find covered telecom gear, price its replacement, schedule the swaps, and write the Excel cost report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(no_args_is_help=True, help="Keep the database healthy: upgrade, backup, restore.")
app.add_typer(db, name="db")
app.add_typer(bench, name="bench")
app.add_typer(log, name="log")
app.add_typer(packs, name="packs")
app.command()(why)

Inventories = Annotated[
    list[Path],
    typer.Argument(exists=True, dir_okay=False, metavar="INVENTORY...", help=".xlsx .xlsm .xls .xlsb .ods .csv .tsv"),
]
ProjectFile = Annotated[
    Path | None, typer.Option("--project", exists=True, dir_okay=False, help="The project file (TOML).")
]
RecipeFile = Annotated[
    Path | None, typer.Option("--recipe", exists=True, dir_okay=False, help="A saved column mapping (JSON).")
]
Hidden = Annotated[bool, typer.Option("--include-hidden", help="Also read hidden sheets.")]
Against = Annotated[
    Path | None,
    typer.Option("--against", exists=True, dir_okay=False, help="review.json of an earlier upload: say what changed."),
]
Recipes = Annotated[
    Path | None,
    typer.Option(
        "--recipes",
        exists=True,
        file_okay=False,
        metavar="DIR",
        help="Saved recipes: the one that fits is suggested.  [default: the folder that holds --out]",
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rules",
        metavar="PACK",
        help="Judge by this rule pack: NAME, NAME@VERSION, a .toml, a .zip, a folder; repeatable.",
    ),
]
OutFolder = Annotated[Path, typer.Option("--out", file_okay=False, metavar="DIR", help="Where to write.")]
Seconds = Annotated[float | None, typer.Option("--time-limit", min=0.1, help="Seconds for the scheduler.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of the search: the same seed gives the same plan.")]
Workers = Annotated[
    int, typer.Option("--workers", min=1, max=64, help="Processor cores the scheduler may use; this version uses one.")
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        callback=lambda given: _in_reach(given),
        help="As of this day. [default: today]",
    ),
]
REPORTS = Path("reports")
FIRST_YEAR, LAST_YEAR = 2000, 2099


@app.command()
def demo(out: OutFolder = REPORTS, time_limit: Seconds = DEMO_SECONDS, seed: Seed = 1, workers: Workers = 1) -> None:
    """Run the main job on the sample inventory that ships with the planner."""
    inventory, project = inventories_folder() / DEMO_INVENTORY, inventories_folder() / DEMO_PROJECT
    _main_job(
        [inventory], project=project, out=out, as_of=DEMO_AS_OF, time_limit=time_limit, seed=seed, workers=workers
    )


@app.command()
def run(
    inventories: Inventories,
    project: ProjectFile = None,
    recipe: RecipeFile = None,
    include_hidden: Hidden = False,
    against: Against = None,
    recipes: Recipes = None,
    rules: Rules = None,
    time_limit: Seconds = None,
    seed: Seed = 1,
    workers: Workers = 1,
    as_of: AsOf = None,
    out: OutFolder = REPORTS,
) -> None:
    """Review, estimate, plan and report in one go."""
    _main_job(
        inventories,
        project=project,
        recipe=recipe,
        include_hidden=include_hidden,
        against=against,
        recipes=saved_recipes(recipes, out),
        rules=rules or (),
        out=out,
        as_of=_day(as_of),
        time_limit=time_limit,
        seed=seed,
        workers=workers,
    )


@app.command()
def review(
    inventories: Inventories,
    recipe: RecipeFile = None,
    include_hidden: Hidden = False,
    against: Against = None,
    recipes: Recipes = None,
    rules: Rules = None,
    out: OutFolder = REPORTS,
) -> None:
    """Read and flag only; writes review.json, recipe.json and the annotated workbooks."""
    with progress_shown() as (progress, _):
        outcome = pipeline.review(
            inventories,
            recipe=recipe,
            include_hidden=include_hidden,
            against=against,
            recipes=saved_recipes(recipes, out),
            rules=rules or (),
            out=out,
            progress=progress,
        )
    _finish(outcome)


@app.command()
def estimate(
    inventories: Inventories,
    project: ProjectFile = None,
    recipe: RecipeFile = None,
    include_hidden: Hidden = False,
    against: Against = None,
    rules: Rules = None,
    as_of: AsOf = None,
    out: OutFolder = REPORTS,
) -> None:
    """Read, flag and price; writes review.json and estimate.json."""
    with progress_shown() as (progress, _):
        outcome = pipeline.estimate(
            inventories,
            project=project,
            recipe=recipe,
            include_hidden=include_hidden,
            against=against,
            rules=rules or (),
            out=out,
            as_of=_day(as_of),
            progress=progress,
        )
    _finish(outcome)


@app.command()
def solve(
    problem: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="PROBLEM.json")],
    time_limit: Seconds = 60.0,
    workers: Workers = 1,
    seed: Seed = 1,
    out: Annotated[Path, typer.Option("--out", dir_okay=False, metavar="PLAN.json")] = REPORTS / "plan.json",
) -> None:
    """Run the scheduler alone on a planner-problem/1 file."""
    with progress_shown() as (progress, cancelled):
        outcome = pipeline.solve(
            problem,
            out=out,
            time_limit=60.0 if time_limit is None else time_limit,
            workers=workers,
            seed=seed,
            progress=progress,
            cancelled=cancelled,
        )
    _finish(outcome)


@app.command()
def deadlines(
    project: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="PROJECT.toml")],
    as_of: AsOf = None,
    ics: Annotated[Path | None, typer.Option("--ics", dir_okay=False, help="Also write a calendar file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print planner-deadlines/1.")] = False,
) -> None:
    """List every program date of a project, computed."""
    document = pipeline.deadlines(project, as_of=_day(as_of), ics=ics)
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _print_deadlines(document)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Start the web application."""
    from planner.web.serving import serve as start

    settings = load_settings()
    typer.echo(f"The planner will answer at http://{host}:{port}/ in a few seconds. Ctrl-C stops it.", err=True)
    start(settings, host, port)


@app.command()
def worker() -> None:
    """Work the jobs of the web application until stopped."""
    from planner import jobs, store

    settings = load_settings()
    store.upgrade(settings)
    jobs.work_forever(settings)


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this program's schema."""
    from planner import store

    store.upgrade(load_settings())
    typer.echo("The database is up to date.")


@db.command("backup")
def db_backup(path: Annotated[Path, typer.Argument(dir_okay=False, metavar="FILE")]) -> None:
    """Copy the database to FILE while it is in use, with a manifest of hashes beside it."""
    from planner import store

    store.backup(load_settings(), path)
    typer.echo(f"Backed up to {path}.")


@db.command("restore")
def db_restore(path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, metavar="FILE")]) -> None:
    """Put a verified backup in place of the database; the old one is kept beside it."""
    from planner import store

    store.restore(load_settings(), path)
    typer.echo(f"Restored from {path}.")


@app.command()
def explain(rule: Annotated[str, typer.Argument(metavar="[RULE]")] = "") -> None:
    """Say what an issue means and what would be right: one rule, or all of them."""
    if rule and rule not in MESSAGES:
        near = difflib.get_close_matches(rule, MESSAGES, 3, 0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else " planner explain lists them all."
        raise typer.BadParameter(f"no issue is called {rule}.{hint}")
    for heading, messages in TOPICS.items():
        shown = [message for message in messages if rule in ("", message.id)]
        if shown and not rule:
            typer.echo(f"{heading}\n")
        for message in shown:
            typer.echo(f"{message.id} ({message.severity}): {message.title}")
            typer.echo(f"  What is wrong: {message.problem}\n  What would be right: {message.fix}")
            typer.echo(f"  For example: {message.example}\n")


@app.command()
def doctor() -> None:
    """Check this installation and say what is wrong with it."""
    from planner import store

    settings: Settings = load_settings()
    checks = store.health(settings)
    rows = [(name, "ok" if is_well else "attention", detail) for name, is_well, detail in checks]
    print_table(("check", "state", "detail"), rows)
    if not all(is_well for _, is_well, _ in checks):
        raise typer.Exit(NEEDS_A_PERSON)


def main() -> None:
    """Run the command line; what goes wrong is one sentence and an exit code, never a traceback."""
    sys.exit(_guarded(lambda: app(standalone_mode=True)))


def _guarded(command: Callable[[], Any]) -> int:
    errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        command()
    except (UnreadableFile, InvalidDocument) as error:
        errors.print(str(error))
        return NEEDS_A_PERSON
    except Cancelled as error:
        errors.print(f"Stopped. {error}")
        return CANCELLED
    except PlannerError as error:
        errors.print(str(error))
        return UNEXPECTED
    except OSError as error:
        errors.print(f"The system refused a file: {error}. Check the folder, its permissions and the free space.")
        return UNEXPECTED
    except Exception as error:
        errors.print(f"Unexpected failure: {type(error).__name__}: {error}. {_kept(error)}")
        return UNEXPECTED
    return 0


def _kept(error: Exception) -> str:
    """Where the traceback was kept for whoever mends this."""
    try:
        folder = load_settings().log_folder
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "last-failure.log"
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except (OSError, PlannerError):
        return "The details could not be written down."
    return f"The details are in {path}; please send that file to whoever looks after the planner."


def _main_job(inventories: Sequence[Path], **choices: Any) -> None:
    with progress_shown() as (progress, cancelled):
        outcome = pipeline.run(inventories, **choices, progress=progress, cancelled=cancelled)
    _finish(outcome)


def _in_reach(given: datetime | None) -> datetime | None:
    """The program and the calendars know the years of the project file only."""
    if given is not None and not FIRST_YEAR <= given.year <= LAST_YEAR:
        raise typer.BadParameter(f"use a day between {FIRST_YEAR} and {LAST_YEAR}, such as 2026-11-24.")
    return given


def _day(given: datetime | None) -> date:
    return given.date() if given else date.today()  # noqa: DTZ011 - the user's own calendar day is meant


def _finish(outcome: pipeline.Outcome) -> None:
    for message in outcome.messages:
        typer.echo(message)
    for name, path in outcome.files.items():
        typer.echo(printable(f"  {name}: {path}"))
    if outcome.exit_code:
        raise typer.Exit(outcome.exit_code)


def _print_deadlines(document: dict[str, Any]) -> None:
    columns = ("on", "next_business_day", "state", "application", "rule", "what", "source")
    rows = [tuple(str(row[name]) for name in columns) for row in document["dates"]]
    print_table(tuple(name.replace("_", " ") for name in columns), rows)
    for note in document.get("notes", ()):
        typer.echo(note)
