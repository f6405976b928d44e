"""The steps about what gear says of itself: identifiers, then strong model patterns, then weak ones."""

from collections.abc import Iterator
from itertools import takewhile

from planner.core.flagging.facts import Readers
from planner.core.flagging.identifiers import mac_addresses
from planner.core.flagging.pack import CellRole, Family
from planner.core.flagging.verdict import Hit
from planner.core.flagging.waterfall.heard import Heard, HeardRow
from planner.core.flagging.waterfall.sources import Sources
from planner.core.flagging.waterfall.steps import Line, Step
from planner.core.flagging.waterfall.told import TIGHT, Teller, as_result, listed, nothing, other_maker, plural

_OWN_DATA: tuple[CellRole, ...] = ("serial", "mac", "part_number", "software", "fcc")
_DESCRIBING: tuple[CellRole, ...] = ("maker", "model", "part_number", "description")
_NO_DATA = "the row has no serial number, MAC address, part number, software text or FCC ID"
_WORDS = {"serial": "form of serial number", "part_number": "coded part number", "fcc": "FCC ID"}


class ProofTeller:
    """Tells what identifiers and model names prove."""

    def __init__(self, readers: Readers, sources: Sources, teller: Teller) -> None:
        self._readers = readers
        self._sources = sources
        self._teller = teller
        self._families = {family.rule: family for family in readers.pack.families}

    def identifiers(self, row: HeardRow) -> Step:
        """Look-alike serials first, then every identifier, each cell that holds one or should."""
        lines = [line for cell in row.of_role("serial") for line in self._look_alikes(cell)]
        for cell in row.cells:
            found = [hit for seen_by, hit in cell.hits if seen_by in ("device_identifiers", "mac_owners")]
            lines += [self._teller.line(row, cell, hit) for hit in found]
            if not found and cell.role in _OWN_DATA:
                lines.append(self._unknown(cell))
        if not row.of_role(*_OWN_DATA):
            lines.append(nothing(_NO_DATA))
        return Step("identifiers", "Serials, addresses and other identifiers", tuple(lines))

    def _look_alikes(self, cell: Heard) -> Iterator[Line]:
        """The forms of others that stand before the covered ones they resemble, if none of them fits."""
        able = (rule for rule in self._readers.pack.identifiers if rule.whole and cell.role in rule.roles)
        first = list(takewhile(lambda one: one.strength == "against", able))
        if first and not {rule.rule for rule in first} & {hit.fact.rule for _, hit in cell.hits}:
            others = " or ".join(dict.fromkeys(rule.entity for rule in first))
            says = f"look-alikes are tried first: this is not a serial of {others}"
            ids = ", ".join(rule.rule for rule in first)
            origin = ("; ".join(dict.fromkeys(rule.source for rule in first)), min(rule.as_of for rule in first))
            yield Line("nothing", says, cell.at, cell.typed, "", ids, "", *origin)

    def _unknown(self, cell: Heard) -> Line:
        if cell.role != "mac":
            return nothing(f"no {_WORDS.get(cell.role, 'text')} that we know", cell.at, cell.typed)
        owners = [self._readers.mac_owner(mac) for mac, *_ in mac_addresses(cell.cell.shouted, bare=True)]
        named = listed([owner for owner in dict.fromkeys(owners) if owner])
        says = f"the address block is registered to {named}, which settles nothing" if named else "no registered owner"
        return nothing(says, cell.at, cell.typed)

    def strong(self, row: HeardRow) -> Step:
        """Model names that no other maker is known to use."""
        return self._patterns(row, "strong", "Model names of one maker alone (strong)")

    def weak(self, row: HeardRow) -> Step:
        """Model names that others use too; they count only while nobody else is named."""
        step = self._patterns(row, "weak", "Model names that others use too (weak)")
        return Step(step.key, step.title, (*step.lines, *_gate(row)))

    def _patterns(self, row: HeardRow, key: str, title: str) -> Step:
        lines = [
            self._pattern(row, cell, hit)
            for cell, hit in row.hits("model_families")
            if self._is_strong(cell, hit) == (key == "strong")
        ]
        met = {line.cell for line in lines}
        silent = [cell.at or cell.role for cell in row.of_role(*_DESCRIBING) if cell.at not in met]
        if silent:
            known = sum(family.strength == key for family in self._families.values())
            lines.append(nothing(f"none of {plural(known, f'{key} pattern')} in {listed(silent)}"))
        return Step(key, title, tuple(lines or [nothing("no cell names or describes the gear")]))

    def _is_strong(self, cell: Heard, hit: Hit) -> bool:
        """In which of the two steps a fact belongs: by its weight here, a mention by that of its family."""
        fact = hit.fact
        if not fact.mention:
            return fact.strength == "strong"
        found = self._readers.models.read(cell.cell.cleaned, tight=cell.role in TIGHT)
        return any(one.family.strength == "strong" for one in found if one.text in fact.text)

    def _pattern(self, row: HeardRow, cell: Heard, hit: Hit) -> Line:
        line, family = self._teller.line(row, cell, hit), self._families.get(hit.fact.rule)
        if line.state != "counts" or family is None or family.strength == hit.fact.strength:
            return line
        return Line(
            line.state, f"{line.says}; {_why_less(cell, family)}", line.cell, line.text, line.read_as, line.rule,
            line.strength, line.source, line.dated,
        )  # fmt: skip


def _why_less(cell: Heard, family: Family) -> str:
    if family.domain == "part code" and cell.role != "part_number":
        return "a part code outside the part number's column weighs less"
    if family.domain == "OSS" and cell.role == "description":
        return "a management system in a description weighs less: it may manage this gear, not be it"
    return "it is only supposed, so it weighs less"


def _gate(row: HeardRow) -> Iterator[Line]:
    """Whether the row's weak signs may count, if it has any."""
    gated = [hit for cell in row.cells for _, hit in cell.hits if hit.fact.gated]
    if not gated:
        return
    if maker := other_maker(row, surely=True):
        yield as_result(f"the row names {maker}, so weak signs do not count")
    elif all(row.kept(hit) for hit in gated):
        yield as_result("no other maker is named, so weak signs count; alone they never make it covered")
    else:
        yield as_result("the maker cell names another covered maker, so weak signs of others do not count")
