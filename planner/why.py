"""The verb *why*: read the file again as a review does, and tell how one row came to its verdict."""

from collections.abc import Sequence
from pathlib import Path

from planner.core.flagging.waterfall import Narrator
from planner.core.model import Decision, ProgressHook
from planner.core.project import parse_project
from planner.core.why import Address, Explainer, NoSuchRow, RowWhy, parse_address
from planner.files import read_text
from planner.reference.ouis import mac_owner
from planner.reference.packs.shelf import load_packs, named_packs
from planner.reference.programs import load_program
from planner.reviewing import Inventories, review_inventories

EXAMPLES = "Sites!17, Sites!B17, or 17 where there is one sheet"


def why(
    inventory: Path,
    cell: str,
    *,
    sheet: str | None = None,
    recipe: Path | None = None,
    project: Path | None = None,
    decisions: Sequence[Decision] = (),
    include_hidden: bool = False,
    rules: Sequence[str] = (),
    progress: ProgressHook,
) -> RowWhy | NoSuchRow:
    """How the row at ``cell`` came to its verdict; ``sheet`` where the cell does not name it.

    ``rules`` name the packs that judge, else the project file does, else it is the pack in force. Raises
    :class:`UnreadableFile` for a file that cannot be read, :class:`InvalidDocument` for a faulty recipe, project file
    or rule pack.
    """
    address = parse_address(cell)
    if address is None:
        return NoSuchRow(cell, f'"{cell}" is no cell. Name it as in {EXAMPLES}.')
    told = parse_project(read_text(project), project.name) if project else None
    packs = named_packs(rules, told.packs if told else (), project.parent if project else None)
    asked = Inventories((inventory,), recipe, tuple(decisions), include_hidden, rules=packs)
    review = review_inventories(asked, progress).review
    pack = load_packs(packs)
    explainer = Explainer(Narrator(pack, mac_owner), pack, load_program(), told)
    return explainer.explain(review, Address(address.sheet or sheet, address.column, address.row))
