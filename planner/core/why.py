"""Why a row came out as it did: the engine's waterfall, then what the program pays, then what a person ruled.

Pure: the review, the pack and the program come in. An address that leads nowhere is data too (:class:`NoSuchRow`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from planner.core.decisions import ASKED, PENDING
from planner.core.decisions import RULE as RULED
from planner.core.eligibility import carrier_eligibility, item_eligibility
from planner.core.flagging import RulePack
from planner.core.flagging.chassis import around
from planner.core.flagging.pack import CoveredEntity
from planner.core.flagging.waterfall import Line, Narrator, Step
from planner.core.model import Finding, Item, Review, RowClass, SheetReview
from planner.core.program import Program
from planner.core.project import Project

_ADDRESS = re.compile(r"(?:(?P<sheet>.+)!)?\s*\$?(?P<column>[A-Za-z]{0,3})\$?(?P<row>\d{1,7})\s*", re.DOTALL)
_NO_ITEM: dict[RowClass, str] = {
    "blank": "nothing stands in it",
    "title": "it is a title, words over the table",
    "header": "it holds the headers of the table",
    "subtotal": "it is a total; the units are counted in the rows it sums",
    "note": "it is a remark about the sheet",
    "duplicate": "it repeats another row, and the gear is counted there",
    "problem": "it cannot be read as it stands",
}
_OPEN = ("likely", "unknown")
_LABEL = "a photo of the unit's label (maker, model, serial number)"


@dataclass(frozen=True, slots=True)
class Address:
    """A cell or a row as a person names it; ``sheet`` and ``column`` are None where not said."""

    sheet: str | None
    column: str | None
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column or ''}{self.row}" if self.sheet else f"{self.column or ''}{self.row}"


@dataclass(frozen=True, slots=True)
class NoSuchRow:
    """An address that leads nowhere; ``says`` is a sentence with what there is."""

    asked: str
    says: str


@dataclass(frozen=True, slots=True)
class Why:
    """The waterfall of one item and its finding, decisions counted in. ``entry`` is the entry of the Covered List that
    it touches, None for none; ``settle`` is what would settle an open verdict, the surest first.
    """

    finding: Finding
    steps: tuple[Step, ...]
    entry: CoveredEntity | None
    settle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowWhy:
    """What became of a row: its items, or, for one that is no item, ``reason``. ``rules`` names the pack."""

    file: str
    sheet: str
    row: int
    row_class: RowClass
    reason: str
    rules: str
    items: tuple[Why, ...]


def parse_address(text: str) -> Address | None:
    """``Sites!B17``, ``Sites!17``, ``'North Market'!17``, ``B17`` or ``17``; None for anything else."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or int(match["row"]) == 0:
        return None
    sheet = match["sheet"]
    if sheet and len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    return Address(sheet or None, match["column"].upper() or None, int(match["row"]))


@dataclass(frozen=True, slots=True)
class Explainer:
    """What explaining takes: the narrator of the pack, the pack, the program, and the project where one was told."""

    narrator: Narrator
    pack: RulePack
    program: Program
    project: Project | None = None

    def explain(self, review: Review, address: Address, file: str | None = None) -> RowWhy | NoSuchRow:
        """The row at an address of a reviewed file (the first by default), with the waterfall of each of its items."""
        source = next((one for one in review.files if one.name == file), review.files[0])
        sheet = _sheet(source.sheets, address)
        if isinstance(sheet, NoSuchRow):
            return sheet
        row_class = dict(sheet.row_classes).get(address.row)
        if row_class is None:
            return NoSuchRow(str(address), f"{sheet.name} has the rows 1 to {sheet.rows_total}, and no {address.row}.")
        here = [one for one in review.findings if _stands(one.item, source.name, sheet.name, address.row)]
        whys = tuple(self._why(one, review) for one in _at_column(here, address))
        reason = "" if whys else _reason(review, source.name, sheet, address.row, row_class)
        parts = self.pack.packs or (self.pack.info,)
        rules = "; ".join(f"{part.id} {part.version}, as of {part.as_of}" for part in parts)
        return RowWhy(source.name, sheet.name, address.row, row_class, reason, rules, whys)

    def _why(self, finding: Finding, review: Review) -> Why:
        item = finding.item
        items = {one.item.id: one.item for one in review.findings} if item.parent else {}
        told = self.narrator.waterfall(item, tuple(around(item, items)))
        entry = self._entry(finding, told.entity)
        return Why(finding, (*told.steps, self._paid(finding), _ruled(finding)), entry, _settling(finding, entry))

    def _entry(self, finding: Finding, entity: str | None) -> CoveredEntity | None:
        """The entry of the gear's maker, else one that names software, a service or other products in the row."""
        named = finding.entity or entity
        if found := next((one for one in self.pack.entities if one.name == named), None):
            return found
        names = {one.entity for one in finding.evidence}
        other = next((one for one in self.pack.listings if one.entry in names), None)
        return (
            CoveredEntity(other.entry, other.since.isoformat(), other.scope, other.source, other.as_of)
            if other
            else None
        )

    def _paid(self, finding: Finding) -> Step:
        """Whether the program pays, beside the verdict and not inside it."""
        answer = item_eligibility(finding, self.program)
        words = {True: "may be paid for", False: "not paid for", None: "open question"}[answer.reimbursable]
        rule = self.program.rules[answer.rule]
        lines = [Line("result", f"{words}: {answer.reason}", "", "", "", rule.id, "", rule.source, str(rule.as_of))]
        if self.project is not None:
            carrier = carrier_eligibility(self.project, self.program)
            able = {True: "the carrier is eligible", False: "the carrier is not eligible"}
            said = f"{able.get(bool(carrier.eligible), '')}: {carrier.reason}"
            if carrier.eligible is None:
                said = f"whether the carrier is eligible is open: {carrier.reason}"
            rule = self.program.rules[carrier.rule]
            lines.append(Line("looked at", said, "", "", "", rule.id, "", rule.source, str(rule.as_of)))
        return Step("eligibility", "Does the program pay for it?", tuple(lines))


def _sheet(sheets: Sequence[SheetReview], address: Address) -> SheetReview | NoSuchRow:
    read = [sheet for sheet in sheets if sheet.read]
    known = ", ".join(sheet.name for sheet in read) or "none that was read"
    if address.sheet is None:
        if len(read) == 1:
            return read[0]
        return NoSuchRow(
            str(address), f"Say which sheet, as in {read[0].name if read else 'Sites'}!{address.row}: {known}."
        )
    named = [sheet for sheet in sheets if sheet.name == address.sheet] or [
        sheet for sheet in sheets if sheet.name.casefold() == address.sheet.casefold()
    ]
    if not named:
        return NoSuchRow(str(address), f"There is no sheet {address.sheet}; there is {known}.")
    if not named[0].read:
        return NoSuchRow(
            str(address), f"The sheet {named[0].name} is hidden and was not read; --include-hidden reads it."
        )
    return named[0]


def _stands(item: Item, file: str, sheet: str, row: int) -> bool:
    return item.row == row and item.sheet == sheet and item.file == file


def _at_column(findings: Sequence[Finding], address: Address) -> Sequence[Finding]:
    """Of several items in a row those that the cell belongs to; all of them where it belongs to all or none."""
    if address.column is None or len(findings) < 2:
        return findings
    own = [one for one in findings if any(field.cell.column == address.column for field in one.item.fields)]
    return own or findings


def _reason(review: Review, file: str, sheet: SheetReview, row: int, row_class: RowClass) -> str:
    if row_class == "item":
        return "it holds gear that is counted with another row"
    words = _NO_ITEM[row_class]
    if repeated := dict(sheet.repeats).get(row):
        words = f"{words}: {repeated}"
    told = [issue for issue in review.issues if issue.file == file and _is_of_row(issue.cell, sheet.name, row)]
    return "; ".join([words, *(f"{issue.cell}: {issue.problem}; {issue.fix}" for issue in told)])


def _is_of_row(cell: str, sheet: str, row: int) -> bool:
    return bool(re.fullmatch(rf"{re.escape(sheet)}(?:![A-Z]+| row ){row}", cell))


def _ruled(finding: Finding) -> Step:
    """What a person decided on the row."""
    rulings = [one for one in finding.evidence if one.rule in (RULED, ASKED, PENDING)]
    lines = [Line("result", f"{one.text.replace('_', ' ')}: {one.why}") for one in rulings]
    return Step("decision", "A person's decision", tuple(lines) or (Line("nothing", "nobody has ruled on this row"),))


def _settling(finding: Finding, entry: CoveredEntity | None) -> tuple[str, ...]:
    """What would settle an open verdict; a covered maker whose use matters leaves a question of its own."""
    use = (
        (f"what it is used for: the entry of {entry.name} does not cover everything",) if entry and entry.scope else ()
    )
    if any(one.rule == RULED for one in finding.evidence) or finding.verdict not in _OPEN:
        return use if finding.verdict == "covered" else ()
    item = finding.item
    asked = [_LABEL]
    if not item.serials:
        asked.append("the serial number in full, from the label or the device itself")
    if item.maker is None:
        asked.append("the maker, in the row's maker cell")
    asked.append("the purchase record: invoice or packing list with maker and model")
    return (*asked, *use)
