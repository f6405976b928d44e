"""The last steps: contradictions, the chassis, the verdict, and where the gear is."""

from collections.abc import Iterator, Sequence

from planner.core.flagging.chassis import PARENT, called, naming_cell
from planner.core.flagging.facts import Fact
from planner.core.flagging.presence import PresenceReader
from planner.core.flagging.verdict import Hit
from planner.core.flagging.waterfall.heard import HeardRow
from planner.core.flagging.waterfall.steps import Line, Step
from planner.core.flagging.waterfall.told import KINDS, as_result, listed, nothing, other_maker
from planner.core.model import Presence

VERDICTS = {"covered": "covered", "likely": "likely covered", "unknown": "unknown", "not_covered": "not covered"}
_STATES = {"removed": "says that the gear is gone", "spare": "says that the gear is a spare"}
_PRESENCE = {
    "in_network": "in the network: nothing says that it is gone, a spare or only spoken of",
    "mentioned": "only mentioned: covered gear is spoken of, but this row's own gear is not it",
    "removed": "already removed",
    "spare": "a spare",
}


def contradictions(row: HeardRow) -> Step:
    """Whether the row says two things that cannot both be so."""
    maker = other_maker(row)
    strong = [hit for hit in _own(row) if hit.fact.strength in ("strong", "conclusive")]
    cells = [hit for hit in row.judgment.hits if hit.fact.names_maker and hit.role == "maker"]
    lines = []
    if maker and strong:
        signs = listed([f'"{hit.fact.text}" in {_at(row, hit)}' for hit in strong])
        who = "the maker cell says" if cells else "the text says"
        lines.append(as_result(f"{who} {maker}, yet {signs} says {_whom(strong)}: only a person can settle it"))
    if len(entities := list(dict.fromkeys(hit.fact.entity for hit in strong))) > 1:
        lines.append(as_result(f"the row speaks for {listed([str(name) for name in entities])} at once"))
    if not lines:
        lines = [nothing(_uncontested(row))]
    return Step("contradictions", "Contradictions", tuple(lines))


def _uncontested(row: HeardRow) -> str:
    if maker := other_maker(row, surely=True):
        return f"{maker} is named and nothing strong speaks against it"
    if maker := other_maker(row):
        return f"{maker} is named by a source that is unverified, which settles nothing"
    return "none: no other maker is named"


def _own(row: HeardRow) -> Iterator[Hit]:
    return (hit for hit in row.judgment.hits if not hit.fact.mention and hit.fact.strength != "against")


def _whom(hits: Sequence[Hit]) -> str:
    return listed(list(dict.fromkeys(str(hit.fact.entity) for hit in hits)))


def _at(row: HeardRow, hit: Hit) -> str:
    return row.cell_of(hit).at or KINDS.get(hit.fact.kind, hit.fact.kind)


def chassis(row: HeardRow) -> Step:
    """What it is plugged into, and what that is worth."""
    return Step("parent", "The chassis it sits in", tuple(_chassis(row)))


def _chassis(row: HeardRow) -> Iterator[Line]:
    if row.parent is None:
        yield nothing("no other row is known to be its chassis")
    elif row.seat is None:
        at, text = naming_cell(row.item, row.parent.item)
        says = f"plugged into {called(row.parent.item, row.item)}, which is {VERDICTS[row.parent.verdict]}"
        yield Line("looked at", says, str(at) if at.column else "", text)
        offers = row.parent.seat or row.parent.verdict in ("covered", "likely")
        yield as_result(_NOT_NEEDED if offers else "a chassis that is not known to be covered adds nothing")
    else:
        told = row.seat.evidence(row.item)
        speaks = f"; the row speaks more for {row.entity}" if row.entity != told.entity else ""
        cell = str(told.cell) if told.cell.column else ""
        yield Line(
            "set aside" if speaks else "counts", told.why + speaks, cell, told.text, "", told.rule, told.strength
        )
        yield as_result("no other maker is named, so it is a weak sign; alone it never makes the row covered")


_NOT_NEEDED = "the row's own cells settle it or name another maker, so the chassis adds nothing"


def verdict(row: HeardRow) -> Step:
    """The level of the contract that the evidence reaches, in words."""
    judged = row.judgment
    who = f" ({judged.entity})" if judged.entity else ""
    line = as_result(f"{VERDICTS[judged.verdict].upper()}{who}: {_because(row)}")
    return Step("verdict", "Verdict", (line,))


def _because(row: HeardRow) -> str:
    judged = row.judgment
    facts = [hit for hit in _own(row) if hit.fact.entity == judged.entity]
    kinds = list(dict.fromkeys(KINDS.get(hit.fact.kind, hit.fact.kind) for hit in facts if _is_strong(hit.fact)))
    conclusive = next((hit for hit in facts if hit.fact.strength == "conclusive"), None)
    unsure = any(hit.fact.unverified for hit in facts)
    match judged.verdict:
        case "covered" if conclusive:
            return f'"{conclusive.fact.text}" in {_at(row, conclusive)} is conclusive'
        case "covered":
            return f"{listed(kinds)} are strong and independent of each other"
        case "likely" if maker := _cell_names(row):
            return f"{listed(kinds)} against the maker cell, which says {maker}"
        case "likely":
            if len(kinds) > 1:
                less = "what nobody has confirmed does not count" if unsure else "they are signs of the same words"
                return f"{listed(kinds)} are strong, yet {less}; covered takes two independent signs that do"
            alone = f"{listed(kinds)} is strong, and alone"
            return f"{alone}; covered takes a second, independent sign, or the maker's name without doubt"
        case "not_covered":
            return f"{other_maker(row, surely=True)} is named, and nothing strong speaks against it"
    weak = listed(list(dict.fromkeys(_sign(hit.fact) for hit in _own(row))))
    return (
        f"only weak signs ({weak}), which prove nothing" if weak else "nothing to go on, which does not make it clean"
    )


def _sign(fact: Fact) -> str:
    return KINDS[PARENT] if fact.kind == PARENT else f'"{fact.text}"'


def _cell_names(row: HeardRow) -> str:
    named = (hit for hit in row.judgment.hits if hit.fact.names_maker and hit.role == "maker")
    return next((str(hit.fact.entity) for hit in named), "")


def _is_strong(fact: Fact) -> bool:
    return fact.strength in ("strong", "conclusive")


def presence(row: HeardRow, reader: PresenceReader) -> tuple[Presence, Step]:
    """Where the gear is, and which cells say so."""
    item, readings = row.item, [cell.reading for cell in row.cells]
    warehouse = bool(item.site) and reader.spare_site(item.site or "")
    found = reader.presence(readings, row.judgment, spare_site=warehouse)
    lines = []
    for cell in row.cells:
        if state := cell.reading.presence:
            apart = row.judgment.verdict == "not_covered" and cell.reading.about_covered
            says = "speaks of covered gear, which is not this row's" if apart else _STATES[state]
            lines.append(Line("set aside" if apart else "counts", says, cell.at, cell.typed))
    if warehouse and not row.of_role("site"):
        lines.append(Line("counts", "the site is a place of spares", "", item.site or ""))
    lines = lines or [nothing("no cell says that it is gone, a spare or planned")]
    return found, Step("presence", "Is it in the network?", (*lines, as_result(_PRESENCE[found])))
