"""Serial numbers, part codes, addresses and object identifiers: what a device says about itself."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from planner.core.flagging.cells import CellText
from planner.core.flagging.openings import Clues, heads
from planner.core.flagging.pack import CellRole, IdentifierRule, SnmpPrefix
from planner.core.flagging.sketches import Sketch
from planner.core.flagging.text import has_odd_figures, joined

_SHORTEST, _LONGEST = 7, 32
_TOKEN = re.compile(rf"(?<![0-9A-Z.+])[0-9A-Z]{{{_SHORTEST},{_LONGEST}}}(?![0-9A-Z.+])")
_MAC = re.compile(
    r"(?<![0-9A-Z])(?:(?:[0-9A-F]{2}[:. -]){5}[0-9A-F]{2}|(?:[0-9A-F]{4}[.:-]){2}[0-9A-F]{4}|[0-9A-F]{6}-[0-9A-F]{6}"
    r"|[0-9A-F]{12})(?![0-9A-Z])"
)
_WHOLE_MAC = re.compile(_MAC.pattern, re.IGNORECASE | re.ASCII)
_DIGITS_AS_ZERO = str.maketrans("123456789ABCDEFabcdef", "0" * 21)
_MAC_LINE = "00:00:00:00:00:00\n"
# How much of an address as typed holds its first 36 bits, by the length of the notation.
_BLOCK = {17: 13, 14: 11, 13: 10, 12: 9}
_OBJECT = re.compile(r"(?:1\.3\.6\.1\.4\.1|ENTERPRISES|(?<![A-Z])SNMPV2-SMI::ENTERPRISES)\.([0-9]+(?:\.[0-9]+)*)")
_OBJECT_WORDS = ("1.3.6.1.4.1.", "ENTERPRISES.")
# Excel keeps 15 digits of a number: a longer one that ends in zeros has lost the rest.
_ROUNDED = re.compile(r"\d{15}0{4,}")
_ROUNDED_LINE = re.compile(r"^\d{15}0{4,}$", re.MULTILINE)
# "HWTC-A1B2C3D4", "4857 5443 C1B2 C3D4": one serial in groups.
_GROUPED = re.compile(r"[0-9A-Z]{1,20}(?:[ :-][0-9A-Z]{1,20}){1,8}")
# Serials copied from a label by hand or by OCR.
_MISREAD = str.maketrans("OI", "01")


class Identified(NamedTuple):
    """A rule that a text fits, and where. ``letters`` are those of the text ("OI") that had to be read as digits."""

    rule: IdentifierRule
    text: str
    letters: str
    span: tuple[int, int]


class Shapes(NamedTuple):
    """What texts have in common that say the same, each of its own words; None for one that must be read in full."""

    one: Callable[[str], Hashable | None]
    each: Callable[[Sequence[str]], list[Hashable | None]]


class TokenRules:
    """The rules that fit a whole token, tried in order: the first that fits decides."""

    def __init__(self, rules: Sequence[IdentifierRule]) -> None:
        self._rules = tuple(rules)
        self._any = joined([rule.pattern for rule in rules])
        self._sketches = [Sketch(rule.pattern.pattern, 0) for rule in rules]
        self._of_lines: dict[tuple[int, ...], tuple[re.Pattern[str], tuple[int, ...]]] = {}

    def first(self, token: str) -> IdentifierRule | None:
        """The rule that a token of capitals and digits fits; a number that Excel has rounded fits none."""
        if token.endswith("0000") and _ROUNDED.fullmatch(token):
            return None
        if self._any is None:
            return next((rule for rule in self._rules if rule.pattern.fullmatch(token)), None)
        match = self._any.fullmatch(token)
        return self._rules[match.lastindex - 1] if match and match.lastindex else None

    def each(self, lines: str) -> list[Hashable | None] | None:
        """The rule that each line fits, by its identity, 0 for none; None where the rules cannot be asked at once.

        Lines are tokens of capitals and digits, each with its end; that Excel may have rounded one is not looked at.
        """
        if self._any is None or not lines:
            return None
        tokens = lines.split("\n")[:-1]
        pattern, known = self._runs(_beginning(min(tokens), max(tokens)))
        found: list[Hashable | None] = []
        for match in pattern.finditer(lines):
            found += [known[match.lastindex or 0]] * lines.count("\n", *match.span())
        return found

    def _runs(self, beginning: str) -> tuple[re.Pattern[str], tuple[int, ...]]:
        """A pattern of the lines in a row that one rule fits first, or none, all of which begin with ``beginning``,
        and the identity of each group's rule: a column of serial numbers mostly begins alike, and few rules begin so.
        """
        able = tuple(at for at, sketch in enumerate(self._sketches) if sketch.may_begin(beginning))
        if able not in self._of_lines:
            rules = [self._rules[at] for at in able]
            told = [f"(?:{rule.pattern.pattern})\n" for rule in rules]
            runs = [f"({_but(told[:at], text)})" for at, text in enumerate(told)]
            text = "|".join([*runs, _but(told, r"[^\n]*+\n")])
            self._of_lines[able] = re.compile(text), (0, *map(id, rules))
        return self._of_lines[able]

    def misread(self, token: str) -> tuple[IdentifierRule, str] | None:
        """The rule that a token fits if its letters O and I are the digits 0 and 1, and which of the two it holds.

        A guess must not excuse anybody's gear: a rule that speaks against covered makers is not guessed at.
        """
        letters = "".join(letter for letter in "OI" if letter in token)
        rule = self.first(token.translate(_MISREAD)) if letters else None
        return (rule, letters) if rule and rule.strength != "against" else None


class IdentifierReader:
    """The identifier rules, sorted by the cells they look at."""

    def __init__(self, rules: Sequence[IdentifierRule]) -> None:
        roles = {role for rule in rules for role in rule.roles}
        self._whole = {
            role: TokenRules([rule for rule in rules if rule.whole and role in rule.roles]) for role in roles
        }
        self._serials = self._whole.get("serial")
        self._rules = tuple(rules)
        self._inside = {role: [rule for rule in rules if not rule.whole and role in rule.roles] for role in roles}

    def clues(self, role: CellRole) -> list[tuple[Clues, Sketch | None]]:
        """What an ASCII cell must hold for each rule to fit in it, and for it to name an object identifier."""
        patterns = [(rule.pattern, rule.whole) for rule in self._rules if role in rule.roles]
        framed = [(_OBJECT, False), *patterns]
        return [_clues(pattern.pattern, pattern.flags, whole=whole) for pattern, whole in framed]

    def read(self, cell: CellText) -> Iterator[Identified]:
        """The rules a cell meets, with the text they met; of the whole-token rules the first one decides."""
        if whole := self._whole.get(cell.role):
            yield from _tokens(cell, whole)
        for rule in self._inside.get(cell.role, ()):
            if match := rule.pattern.search(cell.shouted):
                yield Identified(rule, cell.cleaned[match.start() : match.end()], "", match.span())

    def serial_shape(self, text: str) -> Hashable | None:
        """Serials of one shape, 0 for those that fit no rule, say the same, each of its own text.

        None for a cell that is more than one plain token, which must be read in full.
        """
        if not (text.isalnum() and text.isascii()):
            return None
        if self._serials is None or not _SHORTEST <= len(text) <= _LONGEST:
            return 0
        token = text.upper()
        if rule := self._serials.first(token):
            return id(rule)
        if "O" not in token and "I" not in token:
            return 0
        misread = self._serials.misread(token)
        return (id(misread[0]), misread[1]) if misread else 0

    def serial_shapes(self, texts: Sequence[str]) -> list[Hashable | None]:
        """The :func:`serial_shape` of each."""
        lines = "\n".join([*texts, ""]).upper()
        plain = lines.isascii() and lines.replace("\n", "").isalnum() and lines.count("\n") == len(texts)
        plain = plain and min(map(len, texts)) >= _SHORTEST and max(map(len, texts)) <= _LONGEST
        shapes = self._serials.each(lines) if self._serials and plain else None
        if shapes is None:
            return list(map(self.serial_shape, texts))
        if "O" in lines or "I" in lines:
            shapes = [
                shape if shape != 0 else self.serial_shape(text) for shape, text in zip(shapes, texts, strict=True)
            ]
        if "0000\n" in lines and _ROUNDED_LINE.search(lines):
            shapes = [0 if _ROUNDED.fullmatch(text) else shape for shape, text in zip(shapes, texts, strict=True)]
        return shapes

    def _reads(self, role: CellRole) -> bool:
        return bool(self._whole.get(role) or self._inside.get(role))

    def shapes(self, role: CellRole) -> Shapes | None:
        """How to tell that texts of a role differ in nothing but the words to quote, None where they all may."""
        if role == "serial" and not self._inside.get(role):
            return Shapes(self.serial_shape, self.serial_shapes)
        return Shapes(mac_shape, mac_shapes) if role == "mac" and not self._reads(role) else None


def _clues(text: str, flags: int, *, whole: bool) -> tuple[Clues, Sketch | None]:
    if flags != re.UNICODE:
        return Clues(frozenset(), anything=True), None
    framed = f"(?<![A-Z0-9])(?:{text})" if whole else text
    return Clues.of([(heads(framed, flags), framed, flags)]), Sketch(text, flags, whole=whole)


def _beginning(one: str, other: str) -> str:
    """What both begin with, and all that stands between them in the order of the alphabet."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in alike)


def _but(others: Sequence[str], text: str) -> str:
    """Lines in a row that fit ``text`` and none of the others."""
    return f"(?:(?!{'|'.join(others)}){text})++" if others else f"(?:{text})++"


def mac_shape(text: str) -> str | None:
    """Addresses of one shape, notation and first 36 bits as typed, say the same, each of its own text.

    None for a cell that is more than one address.
    """
    return text[: _BLOCK[len(text)]] if _WHOLE_MAC.fullmatch(text) else None


def mac_shapes(texts: Sequence[str]) -> list[Hashable | None]:
    """The :func:`mac_shape` of each."""
    lines = "\n".join([*texts, ""]).translate(_DIGITS_AS_ZERO)
    if len(lines) == len(texts) * len(_MAC_LINE) and lines == _MAC_LINE * len(texts):
        return [text[: _BLOCK[17]] for text in texts]
    return list(map(mac_shape, texts))


def _tokens(cell: CellText, rules: TokenRules) -> Iterator[Identified]:
    met: set[tuple[str, str]] = set()
    generous = cell.role == "part_number" and has_odd_figures(cell.shouted)
    for match in _TOKEN.finditer(cell.shouted):
        rule, letters = rules.first(match.group()), ""
        if rule is None and (generous or cell.role == "serial") and (misread := rules.misread(match.group())):
            rule, letters = misread
        if rule and (rule.rule, letters) not in met:
            met.add((rule.rule, letters))
            yield Identified(rule, cell.cleaned[match.start() : match.end()], letters, match.span())
    if not met and cell.role == "serial" and (rule := _grouped(cell.shouted, rules)):
        yield Identified(rule, cell.cleaned, "", (0, len(cell.cleaned)))


def _grouped(shouted: str, rules: TokenRules) -> IdentifierRule | None:
    """The rule that a cell fits as one serial without its separators; such a reading excuses nobody's gear."""
    if not _GROUPED.fullmatch(shouted) or _WHOLE_MAC.fullmatch(shouted):
        return None
    rule = rules.first(re.sub("[ :-]", "", shouted))
    return rule if rule and rule.strength != "against" else None


def mac_addresses(shouted: str, *, bare: bool) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Each address in a cell as 12 hexadecimal digits, with the text as typed and where it stands.

    Without ``bare`` twelve digits in a row are not taken for an address: in a serial column they are a serial.
    """
    for match in _MAC.finditer(shouted):
        digits = re.sub(r"[^0-9A-F]", "", match.group())
        if bare or digits != match.group():
            yield digits, match.group(), match.span()


def snmp_object(cell: CellText, prefixes: Sequence[SnmpPrefix]) -> tuple[SnmpPrefix, str, tuple[int, int]] | None:
    """The longest known subtree that the cell's object identifier lies in, the identifier, and where it stands."""
    shouted = cell.shouted
    if not any(map(shouted.__contains__, _OBJECT_WORDS)):
        return None
    match = _OBJECT.search(shouted)
    if match is None:
        return None
    numbers = tuple(int(part[:12]) for part in match.group(1).split("."))
    inside = [entry for entry in prefixes if numbers[: len(entry.prefix)] == entry.prefix]
    best = max(inside, key=lambda entry: len(entry.prefix), default=None)
    return (best, match.group(), match.span()) if best else None
