"""What nobody can tell yet, in dollars, and the acts that would settle it: the one that settles most comes first.

A row is open while it is *unknown* or *likely*. Open rows are gathered into questions, every row in exactly one, so
that one act settles one question: a column to add, a label to photograph, a site to visit, cells to fill in.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, Protocol

from planner.core.bill import KIND_NOT_SAID, UNPRICED_UNKNOWN
from planner.core.model import Estimate, Finding, Review
from planner.core.money import ZERO, total

Act = Literal["column", "label", "visit", "cells"]
Proof = Literal["label", "serial", "purchase record"]
LineKey = tuple[str, str]
SheetName = tuple[str, str]

OPEN = ("unknown", "likely")
LONGEST_NAME = 80
"""Characters of a stranger's text in the name of a question."""


class Pricing(Protocol):
    """How the estimate changes when items come in or go out: dollars by package and price id."""

    def holds(self, item: int) -> bool:
        """Whether the item is in the estimate now."""

    def change(self, add: Iterable[int], drop: Iterable[int] = ()) -> Mapping[LineKey, Decimal]:
        """The lines whose likely cost changes, each by its difference."""


@dataclass(frozen=True, slots=True)
class Question:
    """Open rows that one act settles.

    ``about`` is the gear, the sheet or the site as people call it; ``at`` is where to look (the site with most of the
    units), None when no row names a site. ``high`` is what the rows add to the estimate, on their own and at likely
    prices, when all of them are covered; the low is zero, because none may be. ``at_stake`` is what is in the estimate
    already for likely rows, and would leave it if none of them were covered. ``unpriced`` rows are in no figure.
    ``parts`` are the same rows by gear, where a label would do as well.
    """

    id: str
    act: Act
    about: str
    at: str | None
    file: str
    sheet: str
    proofs: tuple[Proof, ...]
    items: tuple[int, ...]
    sites: tuple[str, ...]
    units: int
    unpriced: int
    high: Decimal
    at_stake: Decimal
    parts: tuple["Question", ...] = ()

    @property
    def settles(self) -> Decimal:
        """Dollars that are certain, one way or the other, once the question is answered."""
        return self.high + self.at_stake


@dataclass(frozen=True, slots=True)
class Shared:
    """A price line that the questions count differently one by one than all together, and by how much."""

    price_id: str
    in_questions: Decimal
    together: Decimal

    @property
    def difference(self) -> Decimal:
        """Dollars the questions count too much, or too little when negative."""
        return self.in_questions - self.together


@dataclass(frozen=True, slots=True)
class Unknowns:
    """All questions, the one that settles most dollars first; ``high`` is what all of them add together.

    ``shared`` explains, line by line, why the questions' own highs do not add up to it. ``at_stake`` is what the
    estimate holds for likely rows, taken together.
    """

    questions: tuple[Question, ...] = ()
    shared: tuple[Shared, ...] = ()
    high: Decimal = ZERO
    at_stake: Decimal = ZERO

    @property
    def sum_of_highs(self) -> Decimal:
        """The questions' highs added up, which counts what they share more than once."""
        return total(question.high for question in self.questions)

    @property
    def rows(self) -> int:
        """Open rows."""
        return sum(len(question.items) for question in self.questions)


BELOW_ZERO = "counted as zero"
"""Instead of a price id: questions that on their own would make the estimate cheaper count as zero."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What pricing a question needs: the pricing, and the items that have no price at all."""

    pricing: Pricing
    unpriced: frozenset[int]


@dataclass(slots=True)
class _Sums:
    one_by_one: defaultdict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    below_zero: Decimal = ZERO


def priced_unknowns(review: Review, estimate: Estimate, pricing: Pricing) -> Unknowns:
    """Every open row of the review in a question, priced and ranked by the dollars it settles, units, then name."""
    opened = [finding for finding in review.findings if finding.verdict in OPEN]
    if not opened:
        return Unknowns()
    book = _Book(
        pricing,
        frozenset(left.item for left in estimate.left_out if left.reason in (UNPRICED_UNKNOWN, KIND_NOT_SAID)),
    )
    sums = _Sums()
    groups = _groups(opened, _without_a_maker(review))
    questions = [_question(act, members, book, sums) for (act, *_), members in groups.items()]
    outside, inside = _split(opened, book)
    together = pricing.change(outside)
    high = max(ZERO, total(together.values()))
    shared = _shared(sums, together, high)
    return Unknowns(_ranked(questions), shared, high, _loss(pricing, inside))


def _without_a_maker(review: Review) -> frozenset[SheetName]:
    """Sheets that were read and have no maker column, and of which no row got a maker from elsewhere."""
    named = {(one.item.file, one.item.sheet) for one in review.findings if one.item.maker}
    sheets = {
        (file.name, sheet.name)
        for file in review.files
        for sheet in file.sheets
        if sheet.read and "maker" not in sheet.columns.values()
    }
    return frozenset(sheets - named)


def _groups(opened: Sequence[Finding], makerless: frozenset[SheetName]) -> dict[tuple[str, ...], list[Finding]]:
    groups: defaultdict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in opened:
        groups[_key(finding, makerless)].append(finding)
    return dict(sorted(groups.items()))


def _key(finding: Finding, makerless: frozenset[SheetName]) -> tuple[str, ...]:
    """The act that settles a row, and what it is done to."""
    item = finding.item
    if (item.file, item.sheet) in makerless:
        return "column", item.file, item.sheet
    return _gear_key(finding) or (("visit", item.site) if item.site else ("cells", item.file, item.sheet))


def _gear_key(finding: Finding) -> tuple[str, ...] | None:
    """Maker, model and part; the words of the description stand in where a maker is named and nothing else."""
    item = finding.item
    maker, model, part = (plain_name(text) for text in (item.maker, item.model, item.part_number))
    if model or part:
        return "label", maker, model, part
    return ("label", maker, "", plain_name(item.description)) if maker else None


def plain_name(text: str | None) -> str:
    """Letters and digits alone, in one case and one form: ``RRU-3908 v2`` and ``rru3908V2`` are one name."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(char for char in folded if char.isalnum())


def _question(act: str, members: Sequence[Finding], book: _Book, sums: _Sums) -> Question:
    question = _asked(act, members, book, sums)
    if act != "column":
        return question
    groups: defaultdict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in members:
        key = _gear_key(finding)
        if key:
            groups[key].append(finding)
    parts = [_asked("label", groups[key], book, _Sums()) for key in sorted(groups)]
    return replace(question, parts=_ranked(parts))


def _asked(act: str, members: Sequence[Finding], book: _Book, sums: _Sums) -> Question:
    first = members[0].item
    outside, inside = _split(members, book)
    adds = book.pricing.change(outside)
    high = max(ZERO, total(adds.values()))
    for (_, price_id), amount in adds.items():
        sums.one_by_one[price_id] += amount
    sums.below_zero += high - total(adds.values())
    return Question(
        id="",
        act=act,  # type: ignore[arg-type]  # the first word of a group's key
        about=_about(act, members),
        at=_where(members),
        file=first.file,
        sheet=first.sheet,
        proofs=_proofs(act, members),
        items=tuple(sorted(finding.item.id for finding in members)),
        sites=tuple(sorted({finding.item.site for finding in members if finding.item.site})),
        units=sum(finding.item.quantity for finding in members),
        unpriced=sum(_stands(finding) and finding.item.id in book.unpriced for finding in members),
        high=high,
        at_stake=_loss(book.pricing, inside),
    )


def _stands(finding: Finding) -> bool:
    """Whether it would have to be replaced if it were covered."""
    return finding.presence in ("in_network", "spare")


def _split(members: Iterable[Finding], book: _Book) -> tuple[list[int], list[int]]:
    """The ids of rows that are not in the estimate, and of those that are."""
    outside: list[int] = []
    inside: list[int] = []
    for finding in members:
        (inside if book.pricing.holds(finding.item.id) else outside).append(finding.item.id)
    return outside, inside


def _loss(pricing: Pricing, inside: Sequence[int]) -> Decimal:
    return max(ZERO, -total(pricing.change((), inside).values())) if inside else ZERO


def _about(act: str, members: Sequence[Finding]) -> str:
    item = members[0].item
    if act in ("column", "cells"):
        return shortened(f"{item.sheet} of {item.file}")
    if act == "visit":
        return shortened(item.site or "")
    names = (_gear_name(finding) for finding in members)
    return shortened(_commonest(names))


def _gear_name(finding: Finding) -> str:
    item = finding.item
    model = item.model or (None if item.part_number else item.description)
    part = f"part {item.part_number}" if item.part_number else None
    return " ".join(text for text in (item.maker, model, part) if text)


def shortened(text: str) -> str:
    """On one line, and no longer than :data:`LONGEST_NAME`."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


def _commonest(names: Iterable[str]) -> str:
    return min(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))[0]


def _where(members: Sequence[Finding]) -> str | None:
    """The site with most of the units; gear that is still in the network is looked for first."""
    there = [one for one in members if one.presence == "in_network"] or members
    units: Counter[str] = Counter()
    for finding in there:
        if finding.item.site:
            units[finding.item.site] += finding.item.quantity
    return min(units, key=lambda site: (-units[site], site)) if units else None


def _proofs(act: str, members: Sequence[Finding]) -> tuple[Proof, ...]:
    """What would do. A serial number that the row already has was read, and did not settle it."""
    serial: tuple[Proof, ...] = () if any(finding.item.serials for finding in members) else ("serial",)
    label: tuple[Proof, ...] = () if act == "column" else ("label",)
    record: tuple[Proof, ...] = () if act == "visit" else ("purchase record",)
    return (*label, *serial, *record)


def _ranked(questions: Iterable[Question]) -> tuple[Question, ...]:
    ordered = sorted(questions, key=lambda one: (-one.settles, -one.units, one.about, one.items))
    return tuple(replace(question, id=f"Q{number}") for number, question in enumerate(ordered, start=1))


def _shared(sums: _Sums, together: Mapping[LineKey, Decimal], high: Decimal) -> tuple[Shared, ...]:
    """The price lines where one by one differs from together; with these the two totals agree to the cent."""
    whole: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for (_, price_id), amount in together.items():
        whole[price_id] += amount
    prices = sorted(sums.one_by_one.keys() | whole.keys())
    lines = [Shared(price_id, sums.one_by_one[price_id], whole[price_id]) for price_id in prices]
    lines.append(Shared(BELOW_ZERO, sums.below_zero, high - total(together.values())))
    return tuple(line for line in lines if line.difference)
