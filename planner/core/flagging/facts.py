"""What a single cell says. Rules are functions in a tuple; each yields the facts it sees in one cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from planner.core.flagging.cells import CellText
from planner.core.flagging.identifiers import IdentifierReader, mac_addresses, snmp_object
from planner.core.flagging.listings import ListingReader
from planner.core.flagging.models import ModelHit, ModelReader
from planner.core.flagging.names import MakerReading, NameHit, NameReader
from planner.core.flagging.pack import CellRole, ListingKind, MacOwner, RulePack, Stance
from planner.core.flagging.strangers import Stranger
from planner.core.flagging.text import has_odd_figures, with_figures, word_tuple
from planner.core.model import Layer, Strength

MacLookup = Callable[[str], str | None]

_TEXT_ROLES: frozenset[CellRole] = frozenset({"model", "part_number", "description", "software"})
_MODEL_ROLES: frozenset[CellRole] = frozenset({"maker", "model", "part_number", "description"})
_MENTION_ROLES: frozenset[CellRole] = frozenset({"notes", "history", "future", "status"})
TIGHT_ROLES: frozenset[CellRole] = frozenset({"maker", "model", "part_number"})
MENDED_ROLES: frozenset[CellRole] = frozenset({"model", "part_number"})
_STATED: frozenset[Stance] = frozenset({"plain", "beside", "gone"})
_LONGEST_QUOTE = 120
LABEL = "label"
"""The kind of fact that says whose name stands in the maker cell where that names no maker we can recognize."""
LISTED = "listed"
"""The kind of fact that only says that a name stands on the Covered List for something other than gear."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a cell says, wherever it stands.

    ``mention`` is for covered gear that is not this row's (history, compatibility, a remark). ``gone`` counts as the
    row's own gear unless another maker is named. ``gated`` counts only while no other maker is named. ``names_maker``
    says for certain that somebody else made it. ``past`` is the company named, where its name was a covered maker's for
    some years only: the row's date decides. ``unverified`` says that nobody has confirmed the rule: it raises a
    question and never closes one. ``by_form`` says that whoever is named is known only as a company, not as a maker: a
    carrier, an installer, a tower owner may be meant. ``span`` is where in its cell the fact stands, from and to.
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
    unverified: bool = False
    by_form: bool = False
    span: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def clears(self) -> bool:
        """Whether it may close the question who made it, for somebody else."""
        return self.names_maker and not self.unverified


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
        yield from _maker_name(cell, hit, readers)
    listed = any(readers.listings.read(cell.shouted, alone=True))
    if reading.stranger and not listed and not cell.sold and not _is_a_model(cell, reading, readers):
        yield _stranger(cell.cleaned[:_LONGEST_QUOTE], reading.stranger)


def _stranger(text: str, stranger: Stranger) -> Fact:
    """A company that we recognize made the gear; anything else that is typed there may be anybody's."""
    if not stranger.known:
        why = f'we know no maker of the name "{text}": check the label'
        return Fact("maker-unrecognized", "against", LABEL, text, text, why)
    listed = "a maker that is not on the Covered List as far as we know"
    why = f'the maker cell names "{text}", {listed} ({stranger.known})'
    return Fact("maker-other-unlisted", "against", "maker", text, text, why, names_maker=True, by_form=True)


def _is_a_model(cell: CellText, reading: MakerReading, readers: Readers) -> bool:
    """A model typed into the maker column names nobody."""
    return not reading.hits and bool(readers.models.read(cell.cleaned, tight=True))


def _maker_name(cell: CellText, hit: NameHit, readers: Readers) -> Iterator[Fact]:
    rule, text, past = hit.rule, _quote(cell, hit.start, hit.end), readers.past(hit)
    if hit.stance == "place":
        return
    if rule.kind == "carrier":
        why = f'"{text}" sells gear of others under its name, so that says nothing of who made it'
        yield Fact(rule.rule, "against", LABEL, rule.maker, text, why)
        return
    if rule.maker and hit.stance in _STATED | {"uncertain"}:
        why = f"the maker cell {'supposes' if hit.stance == 'uncertain' else 'names'} {rule.maker}"
        yield _other_maker(hit, text, "maker", why, readers)
    if rule.entity is None or (strength := _maker_strength(hit, readers)) is None:
        return
    if _mentioned(cell, hit.stance):
        yield _mention(hit.stance, rule.entity, text)
    elif hit.distance:
        why = f'"{text}" is {hit.distance} letter(s) away from {rule.entity}'
        yield Fact("maker-near-miss", strength, "maker", rule.entity, text, why, gone=hit.stance == "gone", past=past)
    else:
        yield _sourced(
            Fact(f"maker-{rule.rule}", strength, "maker", rule.entity, text, rule.why, gone=hit.stance == "gone",
                 past=past, span=(hit.start, hit.end)), rule.source, readers,
        )  # fmt: skip


def _maker_strength(hit: NameHit, readers: Readers) -> Strength | None:
    """A slip that nobody has confirmed as one is a near miss like any other."""
    if hit.distance or (hit.rule.kind == "typo" and hit.rule.in_maker and readers.pack.doubts(hit.rule.source)):
        return "weak"
    if hit.stance == "uncertain" and hit.rule.in_maker == "conclusive":
        return "strong"
    return hit.rule.in_maker


def _other_maker(hit: NameHit, text: str, kind: str, why: str, readers: Readers) -> Fact:
    rule, past = hit.rule, readers.past(hit)
    fact = Fact(
        rule.rule, "against", kind, rule.maker, text, why, names_maker=hit.stance != "uncertain", past=past,
        span=(hit.start, hit.end),
    )  # fmt: skip
    return fact if readers.names.companies.confirmed(rule) else _doubted(fact)


def _sourced(fact: Fact, source: str, readers: Readers) -> Fact:
    """A fact that follows from a rule of some source; what nobody has confirmed proves less."""
    return _doubted(fact) if readers.pack.doubts(source) else fact


def _doubted(fact: Fact) -> Fact:
    """As :func:`_sourced` gives a fact whose rule is unverified. A weak one proves nothing as it is."""
    if fact.strength == "weak":
        return fact
    less = "clears nobody" if fact.strength == "against" else "never makes it covered without other proof"
    why = f"{fact.why} (the source is unverified, so this {less})"
    strength: Strength = "strong" if fact.strength == "conclusive" else fact.strength
    return replace(fact, strength=strength, why=why, unverified=True)


def names_in_text(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Covered and other makers named in a model, part, description or software cell; remarks elsewhere."""
    if cell.role not in _TEXT_ROLES | _MENTION_ROLES:
        return
    for hit in readers.names.in_text(cell.shouted):
        text = _quote(cell, hit.start, hit.end)
        if hit.stance == "place" or hit.rule.in_text is None:
            continue
        if hit.rule.entity:
            yield _covered_in_text(cell, hit, text, hit.rule.entity, readers)
        elif hit.stance == "plain" and cell.role in _TEXT_ROLES - {"software"} and hit.rule.kind != "carrier":
            why = f"the {cell.role.replace('_', ' ')} cell names {hit.rule.maker}"
            yield _other_maker(hit, text, "text", why, readers)


def _covered_in_text(cell: CellText, hit: NameHit, text: str, entity: str, readers: Readers) -> Fact:
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
    gone, past, span = hit.stance == "gone", readers.past(hit), (hit.start, hit.end)
    fact = Fact(f"text-{hit.rule.rule}", strength, kind, entity, text, why, gone=gone, past=past, span=span)
    return _sourced(fact, hit.rule.source, readers)


def model_families(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Model families in the cells that describe the gear; in a remark only the strong ones are worth a mention."""
    if cell.role in _MODEL_ROLES:
        hits = readers.models.read(cell.cleaned, tight=cell.role in TIGHT_ROLES, foreseen=cell.models)
        for hit in hits:
            yield from _model(cell, hit, readers)
        if not hits and cell.role in MENDED_ROLES and has_odd_figures(cell.shouted):
            yield from _mended(cell, readers)
    elif cell.role in _MENTION_ROLES:
        for hit in readers.models.read(cell.cleaned, tight=False, foreseen=cell.models):
            if hit.family.strength == "strong" and hit.stance != "place":
                yield _mention(hit.stance, hit.family.entity, hit.text)


def _model(cell: CellText, hit: ModelHit, readers: Readers) -> Iterator[Fact]:
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
    fact = Fact(
        family.rule, strength, kind, family.entity, text, why, gone=hit.stance == "gone",
        gated=strength == "weak", category=family.category, layer=family.layer,
        broad=family.broad, span=hit.span,
    )  # fmt: skip
    yield _sourced(fact, family.source, readers)


def _mended(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """The models of a cell that names none, if the letters O and I among its figures are read as zero and one."""
    plain, letters = with_figures(cell.shouted)
    for hit in readers.models.read(plain, tight=True):
        typed = replace(hit, text=cell.cleaned[slice(*hit.span)])
        for fact in _model(cell, typed, readers):
            why = fact.why if fact.mention else f"{fact.why}; {_as_digits(letters)}"
            yield replace(fact, strength="weak", why=why, gated=not fact.mention)


def _model_strength(cell: CellText, hit: ModelHit) -> Strength:
    """A part code outside its column, a management system in a description, and a guess are weak."""
    elsewhere = hit.family.domain == "part code" and cell.role != "part_number"
    manager = hit.family.domain == "OSS" and cell.role == "description"
    return "weak" if elsewhere or manager or hit.stance == "uncertain" else hit.family.strength


def device_identifiers(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Serial forms, part codes, software texts, FCC IDs and SNMP object identifiers."""
    for rule, found, letters, span in readers.identifiers.read(cell):
        strength: Strength = "weak" if letters else rule.strength
        why = f"{rule.why}; {_as_digits(letters)}" if letters else rule.why
        past = readers.past_of(rule.entity) if strength == "against" else None
        fact = Fact(
            rule.rule, strength, rule.kind, rule.entity, found, why, gated=strength == "weak", past=past, span=span,
        )  # fmt: skip
        yield _sourced(fact, rule.source, readers)
    if cell.role in ("software", "description", "model") and (named := snmp_object(cell, readers.pack.snmp)):
        prefix, text, span = named
        category = prefix.category
        fact = Fact(prefix.rule, prefix.strength, "snmp", prefix.entity, text, prefix.why, category=category, span=span)
        yield _sourced(fact, prefix.source, readers)


def _as_digits(letters: str) -> str:
    """What was done to a serial before it fitted: typed as it stands it fits no form we know."""
    digits = {"O": "the letter O was read as zero", "I": "the letter I was read as one"}
    return f"to see that, {' and '.join(digits[letter] for letter in letters)}: check the label"


def mac_owners(cell: CellText, readers: Readers) -> Iterator[Fact]:
    """Whose block of addresses the device's own MAC comes from."""
    if cell.role not in ("mac", "serial"):
        return
    for mac, typed, span in mac_addresses(cell.shouted, bare=cell.role == "mac"):
        owner = readers.mac_owner(mac)
        rule = _owner_rule(owner, readers.pack.mac_owners) if owner else None
        if rule:
            why = f"the address block is registered to {owner}; {rule.why}"
            fact = Fact(rule.rule, rule.strength, "mac", rule.entity, typed, why, span=span)
            yield _sourced(fact, rule.source, readers)


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
