"""What a single cell says. Rules are functions in a tuple; each yields the facts it sees in one cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from planner.core.flagging.cells import CellText
from planner.core.flagging.identifiers import IdentifierReader, mac_addresses, snmp_object
from planner.core.flagging.listings import ListingReader
from planner.core.flagging.models import ModelHit, ModelReader
from planner.core.flagging.names import MakerReading, NameHit, NameReader
from planner.core.flagging.pack import CellRole, ListingKind, MacOwner, RulePack, Stance
from planner.core.flagging.text import word_tuple
from planner.core.model import Layer, Strength

MacLookup = Callable[[str], str | None]

_TEXT_ROLES: frozenset[CellRole] = frozenset({"model", "part_number", "description", "software"})
_MODEL_ROLES: frozenset[CellRole] = frozenset({"maker", "model", "part_number", "description"})
_MENTION_ROLES: frozenset[CellRole] = frozenset({"notes", "history", "future", "status"})
TIGHT_ROLES: frozenset[CellRole] = frozenset({"maker", "model", "part_number"})
_STATED: frozenset[Stance] = frozenset({"plain", "beside", "gone"})
_LONGEST_QUOTE = 120
LISTED = "listed"
"""The kind of fact that only says that a name stands on the Covered List for something other than gear."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a cell says, wherever it stands.

    ``mention`` is for covered gear that is not this row's (history, compatibility, a remark). ``gone`` counts as the
    row's own gear unless another maker is named. ``gated`` counts only while no other maker is named. ``names_maker``
    says for certain that somebody else made it. ``past`` is the company named, where its name was a covered maker's for
    some years only: the row's date decides.
    """

    rule: str
    strength: Strength
    kind: str
    entity: str | None
    text: str
    why: str
    mention: bool = False
    gone: bool = False
    gated: bool = False
    names_maker: bool = False
    category: str | None = None
    layer: Layer | None = None
    broad: bool = False
    past: str | None = None


class Readers:
    """The pack's readers and the door to MAC owners, made once per run."""

    def __init__(self, pack: RulePack, mac_owner: MacLookup) -> None:
        self.pack = pack
        self.names = NameReader(pack)
        self.models = ModelReader(pack, self.names.stances)
        self.identifiers = IdentifierReader(pack.identifiers)
        self.listings = ListingReader(pack.listings)
        self._pasts = pack.pasts
        self._lookup = mac_owner
        self._owners: dict[str, str | None] = {}

    def past(self, hit: NameHit) -> str | None:
        """The company with a past that a name states, if it is one."""
        return self._pasts.get(hit.rule.words) if hit.stance in _STATED and not hit.distance else None

    def past_of(self, maker: str) -> str | None:
        """The company with a past of this name, if it is one."""
        return self._pasts.get(word_tuple(maker))

    def mac_owner(self, mac: str) -> str | None:
        """The registered owner; asked once per 36-bit prefix, the smallest block the registry hands out."""
        prefix = mac[:9]
        if prefix not in self._owners:
            self._owners[prefix] = self._lookup(mac)
        return self._owners[prefix]

    def owner_in(self, text: str) -> str | None:
        """The registered owner of the one address that a text holds, in whatever notation."""
        return self.mac_owner(_NO_HEX.sub("", text.upper()))


_NO_HEX = re.compile(r"[^0-9A-F]")
Rule = Callable[[CellText, Readers], Iterable[Fact]]

_REMARKS: dict[Stance, str] = {
    "negated": "the text denies that the gear is {}",
    "history": "the text speaks of {} gear that was here before",
    "future": "the text speaks of what comes instead",
    "gone": "the text says that the {} gear is gone",
    "compatible": "the text says that it fits or connects to {} gear, not that it is {} gear",
    "uncertain": "the text only supposes that it is {}",
}


def _quote(cell: CellText, start: int, end: int) -> str:
    return cell.cleaned[start:end] or cell.cleaned[:_LONGEST_QUOTE]


def _mention(stance: Stance, entity: str, text: str) -> Fact:
    remark = _REMARKS.get(stance, "it stands in a remark, not in a cell about this gear")
    why = f'"{text}" points to {entity}, but {remark.replace("{}", entity)}'
    return Fact(f"mention-{stance}", "weak", "text", entity, text, why, mention=True)


def _mentioned(cell: CellText, stance: Stance) -> bool:
    return cell.role in _MENTION_ROLES or stance not in (*_STATED, "uncertain")


def maker_cell(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Covered names, other makers, near misses and strangers in the maker cell; a stranger who sold the gear says
    nothing of who made it.
    """
    if cell.role != "maker":
        return
    reading = readers.names.in_maker_cell(cell.shouted)
    for hit in reading.hits:
        yield from _maker_name(cell, hit, readers.past(hit))
    listed = any(readers.listings.read(cell.shouted, alone=True))
    if reading.unrecognized and not listed and not cell.sold and not _is_a_model(cell, reading, readers):
        text = cell.cleaned[:_LONGEST_QUOTE]
        why = f'the maker cell names "{text}", a maker that is not on the Covered List as far as we know'
        yield Fact("maker-other-unlisted", "against", "maker", text, text, why, names_maker=True)


def _is_a_model(cell: CellText, reading: MakerReading, readers: Readers) -> bool:
    """A model typed into the maker column names nobody."""
    return not reading.hits and bool(readers.models.read(cell.cleaned, tight=True))


def _maker_name(cell: CellText, hit: NameHit, past: str | None) -> Iterator[Fact]:
    rule, text = hit.rule, _quote(cell, hit.start, hit.end)
    if hit.stance == "place":
        return
    if rule.maker and hit.stance in _STATED | {"uncertain"}:
        yield _other_maker(hit, text, past)
    if rule.entity is None or (strength := _maker_strength(hit)) is None:
        return
    if _mentioned(cell, hit.stance):
        yield _mention(hit.stance, rule.entity, text)
    else:
        rule_id = "maker-near-miss" if hit.distance else f"maker-{rule.rule}"
        why = f'"{text}" is {hit.distance} letter(s) away from {rule.entity}' if hit.distance else rule.why
        yield Fact(rule_id, strength, "maker", rule.entity, text, why, gone=hit.stance == "gone", past=past)


def _maker_strength(hit: NameHit) -> Strength | None:
    if hit.distance:
        return "weak"
    if hit.stance == "uncertain" and hit.rule.in_maker == "conclusive":
        return "strong"
    return hit.rule.in_maker


def _other_maker(hit: NameHit, text: str, past: str | None) -> Fact:
    certain = hit.stance != "uncertain"
    why = f"the maker cell {'names' if certain else 'supposes'} {hit.rule.maker}"
    return Fact(hit.rule.rule, "against", "maker", hit.rule.maker, text, why, names_maker=certain, past=past)


def names_in_text(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Covered and other makers named in a model, part, description or software cell; remarks elsewhere."""
    if cell.role not in _TEXT_ROLES | _MENTION_ROLES:
        return
    for hit in readers.names.in_text(cell.shouted):
        text = _quote(cell, hit.start, hit.end)
        if hit.stance == "place" or hit.rule.in_text is None:
            continue
        if hit.rule.entity:
            yield _covered_in_text(cell, hit, text, hit.rule.entity, readers.past(hit))
        elif hit.stance == "plain" and cell.role in _TEXT_ROLES - {"software"}:
            why = f"the {cell.role.replace('_', ' ')} cell names {hit.rule.maker}"
            past = readers.past(hit)
            yield Fact(hit.rule.rule, "against", "text", hit.rule.maker, text, why, names_maker=True, past=past)


def _covered_in_text(cell: CellText, hit: NameHit, text: str, entity: str, past: str | None) -> Fact:
    if _mentioned(cell, hit.stance):
        return _mention(hit.stance, entity, text)
    strength = hit.rule.in_text or "weak"
    software = cell.role == "software" and strength == "strong"
    if software:
        strength = "conclusive"
    elif hit.stance == "uncertain":
        strength = "weak"
    where = "device's own software text" if software else f"{cell.role.replace('_', ' ')} cell"
    why = f'the {where} says "{text}", a name of {entity}'
    kind = "software" if software else "text"
    return Fact(f"text-{hit.rule.rule}", strength, kind, entity, text, why, gone=hit.stance == "gone", past=past)


def model_families(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Model families in the cells that describe the gear; in a remark only the strong ones are worth a mention."""
    if cell.role in _MODEL_ROLES:
        for hit in readers.models.read(cell.cleaned, tight=cell.role in TIGHT_ROLES, foreseen=cell.models):
            yield from _model(cell, hit)
    elif cell.role in _MENTION_ROLES:
        for hit in readers.models.read(cell.cleaned, tight=False, foreseen=cell.models):
            if hit.family.strength == "strong" and hit.stance != "place":
                yield _mention(hit.stance, hit.family.entity, hit.text)


def _model(cell: CellText, hit: ModelHit) -> Iterator[Fact]:
    family = hit.family
    text = hit.text if hit.text.upper() in cell.shouted else cell.cleaned[:_LONGEST_QUOTE]
    if hit.stance == "place":
        return
    if _mentioned(cell, hit.stance):
        yield _mention(hit.stance, family.entity, text)
        return
    strength = _model_strength(cell, hit)
    sure = "no other maker is known to use such a name" if family.strength == "strong" else "other makers use it too"
    why = f'"{text}" fits the model family "{family.name}"; {sure}'
    kind = "part_number" if family.domain == "part code" else "model"
    yield Fact(
        family.rule, strength, kind, family.entity, text, why, gone=hit.stance == "gone",
        gated=strength == "weak", category=family.category, layer=family.layer,
        broad=family.broad,
    )  # fmt: skip


def _model_strength(cell: CellText, hit: ModelHit) -> Strength:
    """A part code outside its column, a management system in a description, and a guess are weak."""
    elsewhere = hit.family.domain == "part code" and cell.role != "part_number"
    manager = hit.family.domain == "OSS" and cell.role == "description"
    return "weak" if elsewhere or manager or hit.stance == "uncertain" else hit.family.strength


def device_identifiers(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Serial forms, part codes, software texts, FCC IDs and SNMP object identifiers."""
    for rule, found, letters in readers.identifiers.read(cell):
        strength: Strength = "weak" if letters else rule.strength
        why = f"{rule.why}; {_as_digits(letters)}" if letters else rule.why
        past = readers.past_of(rule.entity) if strength == "against" else None
        yield Fact(rule.rule, strength, rule.kind, rule.entity, found, why, gated=strength == "weak", past=past)
    if cell.role in ("software", "description", "model") and (named := snmp_object(cell, readers.pack.snmp)):
        prefix, text = named
        yield Fact(prefix.rule, prefix.strength, "snmp", prefix.entity, text, prefix.why, category=prefix.category)


def _as_digits(letters: str) -> str:
    """What was done to a serial before it fitted: typed as it stands it fits no form we know."""
    digits = {"O": "the letter O was read as zero", "I": "the letter I was read as one"}
    return f"to see that, {' and '.join(digits[letter] for letter in letters)}: check the label"


def mac_owners(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Whose block of addresses the device's own MAC comes from."""
    if cell.role not in ("mac", "serial"):
        return
    for mac, typed in mac_addresses(cell.shouted, bare=cell.role == "mac"):
        owner = readers.mac_owner(mac)
        rule = _owner_rule(owner, readers.pack.mac_owners) if owner else None
        if rule:
            why = f"the address block is registered to {owner}; {rule.why}"
            yield Fact(rule.rule, rule.strength, "mac", rule.entity, typed, why)


def _owner_rule(owner: str, rules: Sequence[MacOwner]) -> MacOwner | None:
    """Whole words only: ``zte`` stands inside Aztech, ZTEC, Kaztek and others of the same registry."""
    padded = f" {' '.join(word_tuple(owner))} "
    return next((rule for rule in rules if f" {' '.join(rule.words)} " in padded), None)


def listed_elsewhere(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Entries of the Covered List that name no rip-and-replace gear: a question, whatever stands beside it."""
    if cell.role not in _LISTING_ROLES:
        return
    for entry, start, end in readers.listings.read(cell.shouted, alone=cell.role == "maker"):
        text = _quote(cell, start, end)
        named = f"the Covered List names {entry.entry} since {entry.since} ({entry.notice})"
        why = f'"{text}": {named}, {_ASKS[entry.kind]}'
        yield Fact(f"listed-{entry.kind}", "weak", LISTED, entry.entry, text, why, mention=True)


_LISTING_ROLES: frozenset[CellRole] = frozenset({"maker", "model", "description", "software", "notes"})
_ASKS: dict[ListingKind, str] = {
    "software": "for its software, not as gear to rip and replace; ask whether the software is still in use",
    "service": "for its services, not as gear to rip and replace; ask whether the service is still bought",
    "category": "by the place of production, not as gear to rip and replace; ask where it was produced",
    "maker": "for other products, not as gear to rip and replace; ask what it is used for",
}

RULES: tuple[Rule, ...] = (
    maker_cell, names_in_text, model_families, device_identifiers, mac_owners, listed_elsewhere,
)  # fmt: skip


def facts(cell: CellText, readers: Readers, rules: Sequence[Rule] = RULES) -> tuple[Fact, ...]:
    """Everything the rules see in a cell, each fact once."""
    seen = [fact for rule in rules for fact in rule(cell, readers)]
    return tuple(dict.fromkeys(seen)) if len(seen) > 1 else tuple(seen)
