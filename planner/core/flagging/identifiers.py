"""Serial numbers, part codes, addresses and object identifiers: what a device says about itself."""

import re
from collections.abc import Iterator, Sequence

from planner.core.flagging.cells import CellText
from planner.core.flagging.pack import IdentifierRule, SnmpPrefix

_TOKEN = re.compile(r"(?<![0-9A-Z.+])[0-9A-Z]{7,24}(?![0-9A-Z.+])")
_MAC = re.compile(
    r"(?<![0-9A-Z])(?:(?:[0-9A-F]{2}[:. -]){5}[0-9A-F]{2}|(?:[0-9A-F]{4}[.:-]){2}[0-9A-F]{4}|[0-9A-F]{6}-[0-9A-F]{6}"
    r"|[0-9A-F]{12})(?![0-9A-Z])"
)
_OBJECT = re.compile(r"(?:1\.3\.6\.1\.4\.1|ENTERPRISES|(?<![A-Z])SNMPV2-SMI::ENTERPRISES)\.([0-9]+(?:\.[0-9]+)*)")
# Excel keeps 15 digits of a number: a longer one that ends in zeros has lost the rest.
_ROUNDED = re.compile(r"\d{15}0{4,}")


class IdentifierReader:
    """The identifier rules, sorted by the cells they look at."""

    def __init__(self, rules: Sequence[IdentifierRule]) -> None:
        roles = {role for rule in rules for role in rule.roles}
        self._whole = {role: [rule for rule in rules if rule.whole and role in rule.roles] for role in roles}
        self._inside = {role: [rule for rule in rules if not rule.whole and role in rule.roles] for role in roles}

    def read(self, cell: CellText) -> Iterator[tuple[IdentifierRule, str]]:
        """The rules a cell meets, with the text they met; of the whole-token rules the first one decides."""
        if whole := self._whole.get(cell.role):
            yield from _tokens(cell, whole)
        for rule in self._inside.get(cell.role, ()):
            if match := rule.pattern.search(cell.shouted):
                yield rule, cell.cleaned[match.start() : match.end()]


def _tokens(cell: CellText, rules: Sequence[IdentifierRule]) -> Iterator[tuple[IdentifierRule, str]]:
    met: set[str] = set()
    for match in _TOKEN.finditer(cell.shouted):
        token = match.group()
        rule = next((rule for rule in rules if rule.pattern.fullmatch(token)), None)
        if rule and rule.rule not in met and not _ROUNDED.fullmatch(token):
            met.add(rule.rule)
            yield rule, cell.cleaned[match.start() : match.end()]


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
