"""A cell whose words are not what its column asks for."""

from dataclasses import dataclass

from planner.core.messages import texts


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that holds something, but not what its column says. ``rule`` names the kind of fault."""

    rule: str
    problem: str
    fix: str


def bad(rule: str, **values: object) -> Bad:
    """The fault of this rule, its texts from the table of messages. KeyError when rule or a value is missing."""
    return Bad(rule, *texts(rule, **values))
