"""Every kind of mistake we can name, in one table: the messages and the page of instructions come from it."""

from planner.core.messages.cells import AMOUNTS, DATES, FAULTS, PLACES, QUANTITIES, SERIALS
from planner.core.messages.message import Message
from planner.core.messages.project import PLAN, PROGRAM, PURCHASES
from planner.core.messages.rows import ROWS, SITES
from planner.core.messages.sheets import COLUMNS, FILES, SHEETS
from planner.core.model import Issue

TOPICS: dict[str, tuple[Message, ...]] = {
    "Files": FILES,
    "Sheets": SHEETS,
    "Columns": COLUMNS,
    "Rows": ROWS,
    "Sites": SITES,
    "Formulas and errors": FAULTS,
    "Quantities": QUANTITIES,
    "Serial numbers and hardware addresses": SERIALS,
    "Dates": DATES,
    "Amounts": AMOUNTS,
    "Coordinates": PLACES,
    "Program rules": PROGRAM,
    "Project file and plan": PLAN,
    "Purchases": PURCHASES,
}
"""The table as a page of instructions shows it: heading to messages."""

MESSAGES: dict[str, Message] = {message.id: message for topic in TOPICS.values() for message in topic}
"""Rule id to message."""


def texts(rule: str, **values: object) -> tuple[str, str]:
    """The problem and the fix of a rule, filled in with ``values``. KeyError when rule or a value is missing."""
    message = MESSAGES[rule]
    return message.problem.format(**values), message.fix.format(**values)


def issue_of(rule: str, file: str, cell: str, typed: str = "", **values: object) -> Issue:
    """The issue of this rule, its texts filled in with ``values``. KeyError when rule or a value is missing."""
    return Issue(MESSAGES[rule].severity, file, cell, typed, *texts(rule, **values), rule)


__all__ = ["MESSAGES", "TOPICS", "Message", "issue_of", "texts"]
