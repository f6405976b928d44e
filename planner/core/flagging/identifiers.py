"""Serial numbers, part codes, addresses and object identifiers: what a device says about itself."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from planner.core.flagging.cells import CellText
from planner.core.flagging.openings import initials
from planner.core.flagging.pack import CellRole, IdentifierRule, SnmpPrefix
from planner.core.flagging.text import joined

_SHORTEST, _LONGEST = 7, 32
_TOKEN = re.compile(rf"(?<![0-9A-Z.+])[0-9A-Z]{{{_SHORTEST},{_LONGEST}}}(?![0-9A-Z.+])")
_MAC = re.compile(
    r"(?<![0-9A-Z])(?:(?:[0-9A-F]{2}[:. -]){5}[0-9A-F]{2}|(?:[0-9A-F]{4}[.:-]){2}[0-9A-F]{4}|[0-9A-F]{6}-[0-9A-F]{6}"
    r"|[0-9A-F]{12})(?![0-9A-Z])"
)
_WHOLE_MAC = re.compile(_MAC.pattern, re.IGNORECASE | re.ASCII)
_WHOLE_MACS = re.compile(r"(?:[0-9A-F]{2}(?::[0-9A-F]{2}){5}\n)*+", re.IGNORECASE | re.ASCII)
# How much of an address as typed holds its first 36 bits, by the length of the notation.
_BLOCK = {17: 13, 14: 11, 13: 10, 12: 9}
_OBJECT = re.compile(r"(?:1\.3\.6\.1\.4\.1|ENTERPRISES|(?<![A-Z])SNMPV2-SMI::ENTERPRISES)\.([0-9]+(?:\.[0-9]+)*)")
# Excel keeps 15 digits of a number: a longer one that ends in zeros has lost the rest.
_ROUNDED = re.compile(r"\d{15}0{4,}")
# Serials copied from a label by hand or by OCR.
_MISREAD = str.maketrans("OI", "01")


class Identified(NamedTuple):
    """A rule that a text fits. ``letters`` are the letters of the text ("OI") that had to be read as digits."""

    rule: IdentifierRule
    text: str
    letters: str = ""


class Shapes(NamedTuple):
    """What texts have in common that say the same, each of its own words; None for one that must be read in full."""

    one: Callable[[str], Hashable | None]
    each: Callable[[Sequence[str]], list[Hashable | None]]


class TokenRules:
    """The rules that fit a whole token, tried in order: the first that fits decides."""

    def __init__(self, rules: Sequence[IdentifierRule]) -> None:
        self._rules = tuple(rules)
        self._any = joined([rule.pattern for rule in rules])
        self._initials = [initials(rule.pattern.pattern) for rule in rules]
        self._by_initial: dict[str, tuple[re.Pattern[str], tuple[int, ...]]] = {}

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
        if self._any is None:
            return None
        first = {line[:1] for line in lines.split("\n")} - {""}
        pattern, known = self._of_lines(first.pop() if len(first) == 1 else "")
        return [known[match.lastindex or 0] for match in pattern.finditer(lines)]

    def _of_lines(self, initial: str) -> tuple[re.Pattern[str], tuple[int, ...]]:
        """A pattern of lines that all begin with ``initial``, if any is given, and the identity of each group's rule:
        a column of serial numbers mostly begins alike, and few rules begin so.
        """
        if initial not in self._by_initial:
            told = zip(self._rules, self._initials, strict=True)
            able = [rule for rule, found in told if not initial or found is None or initial in found]
            text = "|".join(f"({rule.pattern.pattern})" for rule in able) or r"(?!)"
            self._by_initial[initial] = re.compile(rf"(?:{text}|.*+)\n"), (0, *map(id, able))
        return self._by_initial[initial]

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
        self._inside = {role: [rule for rule in rules if not rule.whole and role in rule.roles] for role in roles}

    def read(self, cell: CellText) -> Iterator[Identified]:
        """The rules a cell meets, with the text they met; of the whole-token rules the first one decides."""
        if whole := self._whole.get(cell.role):
            yield from _tokens(cell, whole)
        for rule in self._inside.get(cell.role, ()):
            if match := rule.pattern.search(cell.shouted):
                yield Identified(rule, cell.cleaned[match.start() : match.end()])

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
        if "0000\n" in lines:
            ends = (text.endswith("0000") for text in texts)
            shapes = [
                self.serial_shape(text) if end else shape for end, shape, text in zip(ends, shapes, texts, strict=True)
            ]
        return shapes

    def _reads(self, role: CellRole) -> bool:
        return bool(self._whole.get(role) or self._inside.get(role))

    def shapes(self, role: CellRole) -> Shapes | None:
        """How to tell that texts of a role differ in nothing but the words to quote, None where they all may."""
        if role == "serial" and not self._inside.get(role):
            return Shapes(self.serial_shape, self.serial_shapes)
        return Shapes(mac_shape, mac_shapes) if role == "mac" and not self._reads(role) else None


def mac_shape(text: str) -> str | None:
    """Addresses of one shape, notation and first 36 bits as typed, say the same, each of its own text.

    None for a cell that is more than one address.
    """
    return text[: _BLOCK[len(text)]] if _WHOLE_MAC.fullmatch(text) else None


def mac_shapes(texts: Sequence[str]) -> list[Hashable | None]:
    """The :func:`mac_shape` of each."""
    if _WHOLE_MACS.fullmatch("\n".join([*texts, ""])):
        return [text[: _BLOCK[17]] for text in texts]
    return list(map(mac_shape, texts))


def _tokens(cell: CellText, rules: TokenRules) -> Iterator[Identified]:
    met: set[tuple[str, str]] = set()
    for match in _TOKEN.finditer(cell.shouted):
        rule, letters = rules.first(match.group()), ""
        if rule is None and cell.role == "serial" and (misread := rules.misread(match.group())):
            rule, letters = misread
        if rule and (rule.rule, letters) not in met:
            met.add((rule.rule, letters))
            yield Identified(rule, cell.cleaned[match.start() : match.end()], letters)


def mac_addresses(shouted: str, *, bare: bool) -> Iterator[tuple[str, str]]:
    """Each address in a cell as 12 hexadecimal digits, with the text as typed.

    Without ``bare`` twelve digits in a row are not taken for an address: in a serial column they are a serial.
    """
    for match in _MAC.finditer(shouted):
        digits = re.sub(r"[^0-9A-F]", "", match.group())
        if bare or digits != match.group():
            yield digits, match.group()


def snmp_object(cell: CellText, prefixes: Sequence[SnmpPrefix]) -> tuple[SnmpPrefix, str] | None:
    """The longest known subtree that the cell's object identifier lies in."""
    match = _OBJECT.search(cell.shouted)
    if match is None:
        return None
    numbers = tuple(int(part[:12]) for part in match.group(1).split("."))
    inside = [entry for entry in prefixes if numbers[: len(entry.prefix)] == entry.prefix]
    best = max(inside, key=lambda entry: len(entry.prefix), default=None)
    return (best, match.group()) if best else None
