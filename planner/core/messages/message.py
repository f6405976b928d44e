"""What a message is made of."""

from dataclasses import dataclass

from planner.core.model import Severity


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of mistake. ``problem`` and ``fix`` are templates for ``str.format``; ``example`` is what a person
    could have typed. Where ``once`` is true a column's cells are told in one message whatever stands in them.
    """

    id: str
    severity: Severity
    title: str
    problem: str
    fix: str
    example: str
    once: bool = False
