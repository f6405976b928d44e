"""How many rows a second are flagged on one core, and how often the flags are right.

Right or wrong is measured against a table of gear whose maker is known, each row with its source: with the maker's
cell filled, with the model alone, and for boards with part number and description. A flag is right when the verdict is
covered or likely and names the maker.
"""

import csv
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.bench.ingest import inventory
from planner.core.errors import InvalidDocument
from planner.core.flagging import RulePack, flag, flagger
from planner.core.model import CellRef, FieldText, Finding, Item, Meaning, Sheet, SourceRow, Upload
from planner.core.rows import understand
from planner.reference.columns import load_column_lexicon
from planner.reference.ouis import mac_owner
from planner.reference.rulepacks import load_rules

HEADINGS = ("view", "rows", "of covered makers", "precision", "recall", "target")
TARGET_ROWS_PER_SECOND = 25_000
TABLE_COLUMNS = ("kind", "maker", "model", "description", "part_number", "truth", "source")
"""The columns of a table of known gear; ``truth`` is a maker on the Covered List, or ``other``."""

_OTHER = "other"
_HEADERS: Mapping[Meaning, str] = {
    "maker": "Manufacturer", "model": "Model", "part_number": "Part Number", "description": "Description",
}  # fmt: skip
_ANY_ADDRESS = "00E0FC000000"
_ALL: tuple[Meaning, ...] = ("maker", "model", "part_number", "description")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the table: which cells the flags see, of which rows, and the least shares that are asked."""

    name: str
    cells: tuple[Meaning, ...]
    takes: Callable[[Row], bool]
    precision: float
    recall: float


VIEWS = (
    View("maker and all cells", _ALL, lambda row: bool(row["maker"]), 0.999, 0.999),
    View("model alone, chassis and radios", ("model",),
         lambda row: row["kind"] in ("chassis", "radio") and bool(row["model"]), 0.99, 0.95),
    View("no maker, boards with part number or description", ("model", "part_number", "description"),
         lambda row: row["kind"] == "board" and bool(row["part_number"] or row["description"]), 0.98, 0.75),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """How the flags did in one view. ``wrong`` are rows flagged as somebody's who is not their maker, ``missed`` those
    of covered makers that were not flagged as theirs.
    """

    view: View
    rows: int
    right: int
    wrong: tuple[Row, ...]
    missed: tuple[Row, ...]

    @property
    def precision(self) -> float:
        """The share of the flags that is right; 1 without any."""
        flagged = self.right + len(self.wrong)
        return self.right / flagged if flagged else 1.0

    @property
    def recall(self) -> float:
        """The share of the gear of covered makers that is flagged as theirs; 1 without any."""
        theirs = self.right + len(self.missed)
        return self.right / theirs if theirs else 1.0

    @property
    def good(self) -> bool:
        """Whether both reach their targets."""
        return self.precision >= self.view.precision and self.recall >= self.view.recall

    def document(self) -> dict[str, Any]:
        """The score for other programs."""
        figures = {"precision": self.precision, "recall": self.recall}
        counts = {"rows": self.rows, "right": self.right, "wrong": len(self.wrong), "missed": len(self.missed)}
        return {"view": self.view.name, **counts, **figures, "good": self.good}

    def line(self) -> tuple[str, ...]:
        """The score as a line of the table."""
        view = self.view
        target = f"{'reached' if self.good else 'missed'}: {view.precision:.1%} and {view.recall:.1%}"
        theirs = f"{self.right + len(self.missed):,}"
        return (view.name, f"{self.rows:,}", theirs, f"{self.precision:.2%}", f"{self.recall:.2%}", target)


def read_table(path: Path) -> list[Row]:
    """The rows of a table of known gear. Raises :class:`InvalidDocument` when a column is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        lacking = [name for name in TABLE_COLUMNS if name not in (reader.fieldnames or ())]
        if lacking:
            raise InvalidDocument(path.name, [f"has no column {name}" for name in lacking])
        return [{name: row[name] or "" for name in TABLE_COLUMNS} for row in reader]


def score(table: Sequence[Row], pack: RulePack | None = None) -> list[Score]:
    """The flags of a pack (default: the one that ships) in every view of the table."""
    rules = pack or load_rules()
    return [_score(view, [row for row in table if view.takes(row)], rules) for view in VIEWS]


def _score(view: View, rows: Sequence[Row], pack: RulePack) -> Score:
    items = [_item(number, row, view.cells) for number, row in enumerate(rows, start=2)]
    met = list(zip(rows, map(_flagged, flag(items, pack, mac_owner)), strict=True))
    wrong = tuple(row for row, entity in met if entity and entity != row["truth"])
    missed = tuple(row for row, entity in met if row["truth"] not in (_OTHER, entity))
    return Score(view, len(rows), sum(entity == row["truth"] for row, entity in met), wrong, missed)


def _flagged(finding: Finding) -> str | None:
    return finding.entity if finding.verdict in ("covered", "likely") else None


def _item(number: int, row: Row, cells: Iterable[Meaning]) -> Item:
    filled = {meaning: row[meaning] for meaning in cells if row[meaning]}
    fields = tuple(_fields(number, filled))
    return Item(number, str(number), "table.csv", "table", number, fields, **filled)  # type: ignore[arg-type]  # words


def _fields(number: int, filled: Mapping[Meaning, str]) -> Iterator[FieldText]:
    for meaning, text in filled.items():
        column = "ABCD"[_ALL.index(meaning)]
        yield FieldText(meaning, _HEADERS[meaning], CellRef("table.csv", "table", column, number), text)


def flag_speed(rows: int, seed: int) -> float:
    """Rows flagged in a second of one core's time, of a made-up inventory; each finding is made. The rules are set up
    before.
    """
    made = tuple(SourceRow(number, row) for number, row in enumerate(inventory(rows, 15, seed), start=1))
    pack = load_rules()
    upload = Upload("inventory.csv", "0" * 64, 1, (Sheet("inventory", "visible", True, made),))
    items = understand([upload], load_column_lexicon(pack.maker_names)).items
    judge = flagger(pack, mac_owner)
    mac_owner(_ANY_ADDRESS)  # the registry opens when it is asked first, once per process
    begun = time.process_time()
    found = len(tuple(judge(items)))
    return found / (time.process_time() - begun)
