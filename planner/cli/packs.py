"""The commands on rule packs."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from planner import packing
from planner.cli.terminal import print_table

packs = typer.Typer(invoke_without_command=True, help="Rule packs: list them, check one of your own, keep one.")

AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
Packs = Annotated[list[str], typer.Argument(metavar="PACK...", help="NAME, NAME@VERSION, a .toml, a .zip, a folder.")]
SavedFrom = Annotated[
    list[str] | None, typer.Option("--rules", metavar="PACK", help="The packs to keep, as in review; repeatable.")
]
OfReview = Annotated[
    Path | None,
    typer.Option("--review", exists=True, dir_okay=False, help="review.json: keep the packs that made it, or refuse."),
]
HASH_SHOWN = 16


@packs.callback()
def packs_list(context: typer.Context, as_json: AsJson = False) -> None:
    """List the packs that come with the planner: version, as-of day, rows and their days, hash, sources."""
    if context.invoked_subcommand is not None:
        return
    document = packing.packs_document()
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    rules = [("rules in force" if pack["in_force"] else "rules kept", pack) for pack in document["rules"]]
    lines = [(kind, pack["id"], pack["version"], pack["as_of"], pack["sha256"][:HASH_SHOWN]) for kind, pack in rules]
    lines += [("program", one["id"], one["version"], one["as_of"], "") for one in document["programs"]]
    lines += [("price book", one["id"], one["version"], str(one["price_level"]), "") for one in document["price_books"]]
    print_table(("kind", "id", "version", "as of", "sha256 begins"), lines)
    _print_rows(document["rules"])
    for source in rules[0][1]["sources"]:
        typer.echo(f"source: {source}")


@packs.command("check")
def packs_check(names: Packs, as_json: AsJson = False) -> None:
    """Check packs, alone or together with the one they are added to; name every fault."""
    document = packing.check_packs(names)
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    lines = [
        (pack["id"], pack["version"], pack["as_of"], pack["sha256"][:HASH_SHOWN], ", ".join(pack["replaces"]))
        for pack in document["packs"]
    ]
    print_table(("id", "version", "as of", "sha256 begins", "replaces"), lines)
    _print_rows([document])
    typer.echo(f"No fault. The hash of all together is {document['sha256']}.")


@packs.command("save")
def packs_save(
    out: Annotated[Path, typer.Argument(dir_okay=False, metavar="OUT.zip")],
    rules: SavedFrom = None,
    review: OfReview = None,
) -> None:
    """Keep the packs of a review in one file; --rules OUT.zip judges by exactly them again."""
    if out.suffix.lower() != ".zip":
        raise typer.BadParameter(f"{out} is typed; a saved pack is a .zip, such as packs.zip.", param_hint="OUT.zip")
    document = packing.save_packs_to(out, rules or (), review)
    named = " and ".join(f"{pack['id']} {pack['version']}" for pack in document["packs"])
    typer.echo(f"Saved {named} to {out}. The hash is {document['sha256']}.")


def _print_rows(found: Sequence[Mapping[str, Any]]) -> None:
    versions = [f"{pack['id']} {pack['version']}" for pack in found]
    tables = list(found[0]["rows"])
    print_table(("rows of", *versions), [(table, *(_rows_and_days(pack, table) for pack in found)) for table in tables])


def _rows_and_days(pack: Mapping[str, Any], table: str) -> str:
    """``639, of 2026-11-24``; two days where the rows are not all of one."""
    days = " to ".join(dict.fromkeys(pack["row_days"].get(table, ())))
    return f"{pack['rows'][table]:,}" + (f", of {days}" if days else "")
