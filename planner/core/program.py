"""A reimbursement program as data: its constants and rules, each with a source, a mark and an as-of date."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Mark = Literal["sourced", "derived", "memory", "design"]
"""How well a line is founded: read in a public text, arithmetic on such, from memory, or our own proposal."""


@dataclass(frozen=True, slots=True)
class Constant:
    """One figure of the program. ``value`` is a whole number in ``unit``, a date, or a list of names or numbers."""

    key: str
    value: int | date | tuple[str, ...] | tuple[int, ...]
    unit: str
    source: str
    mark: Mark
    as_of: date


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, ``T1`` to ``T16`` for dates and ``E1`` up for eligibility.

    ``what`` names the obligation for people, ``formula`` says how its date comes about, ``uses`` are the keys of the
    constants in it, and ``note`` is what a reader must know, such as why no date can be computed.
    """

    id: str
    what: str
    formula: str
    uses: tuple[str, ...]
    source: str
    mark: Mark
    as_of: date
    note: str


@dataclass(frozen=True, slots=True)
class Program:
    """A versioned rule pack; the loader has checked that the constants the code asks for are there."""

    id: str
    version: str
    title: str
    as_of: date
    caveat: str
    constants: dict[str, Constant]
    rules: dict[str, Rule]

    def number(self, key: str) -> int:
        """The whole number under ``key``. Raises ``KeyError`` or ``TypeError`` for a key of another kind."""
        value = self.constants[key].value
        if not isinstance(value, int):
            raise TypeError(f"{self.id} {key} is not a whole number: {value}")
        return value

    def day(self, key: str) -> date:
        """The date under ``key``. Raises ``KeyError`` or ``TypeError`` for a key of another kind."""
        value = self.constants[key].value
        if not isinstance(value, date):
            raise TypeError(f"{self.id} {key} is not a date: {value}")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """The list under ``key`` as words. Raises ``KeyError`` or ``TypeError`` for a key of another kind."""
        value = self.constants[key].value
        if not isinstance(value, tuple):
            raise TypeError(f"{self.id} {key} is not a list: {value}")
        return tuple(str(part) for part in value)


NUMBERS = (
    "max_customers", "p1_max_customers", "first_claim_years", "term_years", "extension_max_months", "claim_days",
    "claim_extension_days", "status_days", "certification_days", "retention_years", "due_within_days",
)  # fmt: skip
DAYS = ("obtained_on_or_before",)
NAMES = (
    "reimbursed_entities", "goods_without_electronics", "words_of_electronics", "spending_report_days",
    "annual_report_days", "petition_reminder_days",
)  # fmt: skip
