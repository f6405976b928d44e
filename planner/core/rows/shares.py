"""A quantity or a cost that is merged over several rows of gear: it speaks for the block, and not for each row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.core.columns.mapping import Column
from planner.core.columns.page import Page
from planner.core.model import Meaning
from planner.core.rows.attributes import said_quantity
from planner.core.rows.drafts import Bench, Filled
from planner.core.rows.filling import Merges, Source
from planner.core.rows.serials import serials_of
from planner.core.rows.values import money_of

_NAMES_GEAR: frozenset[Meaning] = frozenset(
    {"maker", "model", "part_number", "serial", "mac", "description", "status", "layer", "obtained_on", "installed_on"}
)

_MERGED: tuple[Meaning, ...] = ("quantity", "unit_cost")


@dataclass(frozen=True, slots=True)
class _Block:
    """A merged cell of a column, and the places of the rows of gear that it covers."""

    column: Column
    source: Source
    places: Sequence[int]


def shared_counts(page: Page, places: range, columns: Sequence[Column], merges: Merges, bench: Bench) -> dict[int, int]:
    """The quantity of each row, by place, whose quantity is merged with that of other rows of gear.

    As many units as rows are one in each, as many as serial numbers are told by these; how any other number is shared
    nobody knows, which is asked, and one is assumed in each row without serial numbers. A merged cost is asked about.
    """
    counts: dict[int, int] = {}
    for block in _blocks(page, places, columns, merges):
        said = len(block.places)
        if block.column.meaning == "unit_cost":
            if money_of(block.source.value) is not None:
                bench.notebook.say("cost-merged", block.source.text, block.source.row, block.source.at, rows=said)
            continue
        read = said_quantity(Filled(block.column, block.source), bench)
        if not isinstance(read, int):
            continue
        serials = [_serials(page, place, columns) for place in block.places]
        counts.update(zip(block.places, (count or 1 for count in serials), strict=True))
        if sum(count or 1 for count in serials) == read:
            bench.notebook.tally("quantity-shared", block.source.row)
        else:
            bench.notebook.say(
                "quantity-merged", block.source.text, block.source.row, block.source.at, quantity=read, rows=said
            )
    return counts


def _blocks(page: Page, places: range, columns: Sequence[Column], merges: Merges) -> Iterable[_Block]:
    """The merged cells that cover two rows of gear or more, down the first quantity and the first cost."""
    first = {column.meaning: column for column in reversed(columns)}
    naming = [column.index for column in columns if column.meaning in _NAMES_GEAR]
    for column in (first[meaning] for meaning in _MERGED if meaning in first):
        found: dict[Source, list[int]] = {}
        for place in sorted(merges.keys() & set(places)) if merges else ():
            source, texts = merges[place].get(column.index), page.texts[place]
            if source and source.at == column.index and any(at < len(texts) and texts[at] for at in naming):
                found.setdefault(source, []).append(place)
        yield from (_Block(column, source, rows) for source, rows in found.items() if len(rows) > 1)


def _serials(page: Page, place: int, columns: Sequence[Column]) -> int:
    values = page.sheet.rows[place].values
    cells = (values[c.index] for c in columns if c.meaning == "serial" and c.index < len(values))
    return len({serial for read in map(serials_of, cells) if isinstance(read, tuple) for serial in read})
