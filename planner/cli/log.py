"""``planner log``: read, prove and export the decision log."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner import pipeline
from planner.cli.terminal import print_table
from planner.core.decisions import Act, DecisionEntry, acts_of, names_of
from planner.core.decisions.sheet import KIND_WORDS, log_report, verdict_words
from planner.files import printable
from planner.settings import load_settings

if TYPE_CHECKING:
    from planner.store import NotedHead, Store
    from planner.store.views import ProjectInfo

NEEDS_A_PERSON = 3

log = typer.Typer(no_args_is_help=True, help="Read, prove and export the log of people's decisions.")

ProjectName = Annotated[str, typer.Option("--project", metavar="NAME|ID", help="The project's name, or its number.")]


@contextmanager
def _opened() -> Iterator["Store"]:
    from planner.store import open_store  # the database's library takes long to load, and only these verbs need it

    store = open_store(load_settings())
    try:
        yield store
    finally:
        store.close()


Heads = Annotated[
    list[str] | None,
    typer.Option(
        "--head", metavar="NUMBER:HASH", help="An end of the log that you noted elsewhere; may be given several times."
    ),
]


@log.command("verify")
def verify(head: Heads = None) -> None:
    """Prove that no decision was changed, removed, slipped in, moved or cut off, and no attachment touched."""
    from planner.store import queries

    noted = [_noted(text) for text in head or ()]
    with _opened() as store:
        proof = queries.prove_log(store, noted)
    for fault in proof.faults:
        typer.echo(printable(fault))
    for note in proof.notes:
        typer.echo(f"Note: {printable(note)}.")
    if proof.faults:
        typer.echo("The decision log is broken. Restore a backup, or have these rows explained.", err=True)
        raise typer.Exit(NEEDS_A_PERSON)
    typer.echo(f"The decision log is whole: {proof.head.count:,} entries, ending in {proof.head.hash}")


def _noted(text: str) -> "NotedHead":
    from planner.store import HASH, NotedHead

    number, _, hashed = text.strip().partition(":")
    if not (number.isascii() and number.isdigit() and HASH.fullmatch(hashed.lower())):
        raise typer.BadParameter(
            f"{printable(text)} is no end of a log; write the entry's number, a colon and its 64 digits of hash.",
            param_hint="--head",
        )
    return NotedHead(int(number), hashed.lower(), "the end given with --head")


@log.command("accept")
def accept(
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who accepts it.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, such as a backup that was restored.")],
) -> None:
    """Take the log as it ends now, after restoring a backup; who, when and why stays in the anchor."""
    from planner.store import queries

    with _opened() as store:
        head = queries.accept_log(store, by=by, reason=reason)
    typer.echo(f"Accepted as it ends now: {head.count:,} entries, ending in {head.hash}")


@log.command("show")
def show(project: ProjectName) -> None:
    """List what was decided in a project, an act a line, the newest first."""
    from planner.store import queries

    with _opened() as store:
        found = _project(store, project)
        acts = acts_of(queries.decision_log(store, found.id))
    if not acts:
        typer.echo(f"Nobody has ruled on a row of {printable(found.name)} yet.")
        return
    print_table(
        ("act", "on", "by", "what was done", "rows", "verdict", "reason", "state"),
        [tuple(printable(word) for word in _line(act)) for act in acts],
    )


def _line(act: Act) -> Sequence[str]:
    done = KIND_WORDS[act.kind].format(about=act.about) + (f", {act.units:,} units each" if act.units else "")
    second = f", signed by {act.second_by}" if act.second_by else ""
    reason = f"{act.code}: {act.reason}" if act.code else act.reason
    verdict = verdict_words(act.verdict, act.entity)
    return act.id, act.on, act.by, done, f"{act.rows:,}", verdict, reason, act.state + second


@log.command("export")
def export(
    project: ProjectName,
    out: Annotated[Path, typer.Option("--out", dir_okay=False, metavar="FILE.xlsx", help="Where to write.")],
) -> None:
    """Write a project's decisions to a workbook: who, when, before, after, why, on what evidence, and the hashes."""
    from planner.store import queries

    if out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{out.name} is typed; name a workbook, such as {out.stem or 'log'}.xlsx.")
    with _opened() as store:
        found = _project(store, project)
        entries, head = queries.log_entries(store, found.id), queries.log_head(store)
        places = _places(store, found.id, entries)
        today = store.clock().date()
    out.parent.mkdir(parents=True, exist_ok=True)
    pipeline.write_log(log_report(entries, head, name=found.name, as_of=today, places=places), out)
    typer.echo(f"{len(entries):,} entries written to {out}.")


def _project(store: "Store", asked: str) -> "ProjectInfo":
    """The project by its number, else by its name; a name that several have is no answer."""
    from planner.store import queries

    projects = queries.list_projects(store)
    named = [one for one in projects if str(one.id) == asked] or [
        one for one in projects if one.name.casefold() == asked.casefold()
    ]
    if len(named) == 1:
        return named[0]
    known = ", ".join(f"{one.id} ({printable(one.name)})" for one in named or projects) or "none yet"
    wrong = "is the name of several projects; give the number" if named else "is no project"
    raise typer.BadParameter(f"{printable(asked)} {wrong}. There is: {known}.", param_hint="--project")


def _places(store: "Store", project_id: int, entries: Sequence[DecisionEntry]) -> dict[str, str]:
    """Which row of gear each decision is about, as the newest review has it."""
    from planner.store import queries

    latest = queries.latest_results(store, project_id).get("review.json")
    if latest is None:
        return {}
    wanted = {name for entry in entries for name in names_of(entry.decision.fingerprint)}
    review = json.loads(queries.result_content(store, latest.id))
    return {
        item["fingerprint"]: f"{item['source']['file']}, {item['source']['sheet']} row {item['source']['row']}"
        for item in review["items"]
        if item["fingerprint"] in wanted
    }
