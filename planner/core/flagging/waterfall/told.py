"""A fact of a cell as a line: whether it counts, and if not, why it was set aside."""

from planner.core.flagging.facts import Fact
from planner.core.flagging.stances import StanceReader
from planner.core.flagging.verdict import Hit
from planner.core.flagging.waterfall.heard import Heard, HeardRow
from planner.core.flagging.waterfall.sources import Sources
from planner.core.flagging.waterfall.steps import Line, State

KINDS = {
    "maker": "the maker cell",
    "model": "the model",
    "part_number": "the part number",
    "serial": "the serial number",
    "mac": "the MAC address",
    "snmp": "the SNMP object",
    "software": "the software text",
    "fcc": "the FCC ID",
    "text": "a name in the text",
    "parent": "the chassis it sits in",
    "label": "the name in the maker cell",
}
"""Kinds of evidence as people call them."""

TIGHT = frozenset({"maker", "model", "part_number"})
"""Cells that hold a model and little else; the engine reads model names in them more freely."""

_MENTION = "mention-"
_NOT_HERE = {
    "history": "gear that was here before: mentioned, not here",
    "negated": "denied: mentioned, not here",
    "future": "what comes instead: mentioned, not here",
    "compatible": "what it fits or connects to: mentioned, not here",
    "gone": "the gear is gone",
    "uncertain": "only supposed, so it weighs less",
    "place": "the name of a place, not of a maker",
}
"""What a sentence does with a name in it, in words; a name that it simply states is not among them."""


def plural(count: int, noun: str, more: str = "") -> str:
    """``1 cell``, ``2 cells``."""
    return f"{count:,} {noun if count == 1 else more or noun + 's'}"


def listed(words: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def stance_told(stance: str, text: str, cue: tuple[str, str]) -> str:
    """``"Huawei" stands after "replaced": gear that was here before: mentioned, not here``; "" for a plain name."""
    before, after = (words.strip(" -:,(").lower() for words in cue)
    if stance not in _NOT_HERE or not before + after:
        return ""
    where = f'after "{before}"' if before else f'before "{after}"'
    return f'"{text}" stands {where}: {_NOT_HERE[stance]}'


class Teller:
    """Puts the facts of a row into lines."""

    def __init__(self, sources: Sources, stances: StanceReader) -> None:
        self._sources = sources
        self._stances = stances

    def line(self, row: HeardRow, cell: Heard, hit: Hit) -> Line:
        """What a fact came to, by what the judge made of it beside the others of the row."""
        kept, fact = row.kept(hit), hit.fact
        state, says = self._state(row, hit, kept)
        origin = self._sources.of_fact(fact)
        if fact.rule.startswith(_MENTION):
            stance = fact.rule.removeprefix(_MENTION)
            says = self.stance(cell, fact.text, stance) or _in_a_remark(cell, fact)
            origin = self._sources.of_cue(stance, self.cue(cell, fact.text, stance))
        strength = kept.fact.strength if kept else fact.strength
        return Line(state, says, cell.at, fact.text, "", fact.rule, strength, origin.source, origin.dated)

    def _state(self, row: HeardRow, hit: Hit, kept: Hit | None) -> tuple[State, str]:
        fact, entity = hit.fact, row.judgment.entity
        if kept is None:
            return "set aside", _why_dropped(row, fact)
        if kept.fact.mention:
            gone = f"{fact.why}; the text says that it is gone, and the maker cell names {other_maker(row)}"
            return "mentioned", gone if not fact.mention else fact.why
        if fact.strength == "against":
            return "against", fact.why
        weighs = f"; the row speaks more for {entity}" if entity and fact.entity != entity else ""
        return ("set aside" if weighs else "counts"), fact.why + weighs

    def stance(self, cell: Heard, text: str, stance: str) -> str:
        """Where a text stands in its cell with this stance toward it, in words; "" where nowhere."""
        return stance_told(stance, text, self.cue(cell, text, stance))

    def cue(self, cell: Heard, text: str, stance: str) -> tuple[str, str]:
        """The words before or after a text that make this the stance toward it."""
        shouted, wanted = cell.cell.shouted, text.upper()
        start = shouted.find(wanted)
        while wanted and start >= 0:
            end = start + len(wanted)
            if self._stances.read(shouted, start, end) == stance:
                return self._stances.cue(shouted, start, end)
            start = shouted.find(wanted, start + 1)
        return "", ""


def _in_a_remark(cell: Heard, fact: Fact) -> str:
    """Why a name that its sentence simply states is only mentioned."""
    words = {
        "history": "a cell about the gear that was here before",
        "future": "a cell about what comes instead",
        "status": "a cell about the state of the gear",
    }
    where = words.get(cell.role, "a remark, not in a cell about this gear")
    return f'"{fact.text}" stands in {where}: mentioned, not here'


def other_maker(row: HeardRow, *, surely: bool = False) -> str:
    """The other maker that the row names, the one in its maker cell first; "" where none is. With ``surely`` only one
    by a name that somebody has confirmed.
    """
    named = [hit for hit in row.judgment.hits if (hit.fact.clears if surely else hit.fact.names_maker)]
    named.sort(key=lambda hit: hit.role != "maker")
    return next((hit.fact.entity or "" for hit in named), "")


def _why_dropped(row: HeardRow, fact: Fact) -> str:
    twins = (hit.fact for hit in row.judgment.hits if hit.fact.past)
    if any(twin.past == fact.past and twin.text == fact.text for twin in twins):
        return f'"{fact.text}" says once more what it said above; it counts once'
    if fact.gated and (clearing := next((hit for hit in row.judgment.hits if hit.fact.clears), None)):
        by, where = str(clearing.fact.entity), f"the {row.cell_of(clearing).role.replace('_', ' ')} cell"
        return f'weak sign "{fact.text}" of {fact.entity} ignored: {where} says {by}'
    if fact.names_maker:
        return f'"{fact.text}" names {fact.entity}, but the maker cell says who made this gear'
    others = [hit.fact for hit in row.judgment.hits if hit.fact.kind == "maker" and not hit.fact.mention]
    by = next((other.entity for other in others if other.entity and other.strength != "against"), "somebody else")
    return f'weak sign "{fact.text}" of {fact.entity} ignored: the maker cell says {by}'


def as_result(says: str) -> Line:
    """What a step comes to."""
    return Line("result", says)


def nothing(says: str, cell: str = "", text: str = "") -> Line:
    """A step, or a cell, in which nothing was found."""
    return Line("nothing", says, cell, text)
