"""The unknowns in words, and in ``planner-estimate/1``."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from planner.core.money import cents
from planner.core.unknowns import BELOW_ZERO, Question, Shared, Unknowns

MILLION = Decimal(1_000_000)
MOST_TOLD = 3
"""Questions told in the headline; the rest stand in the estimate, the report and the page."""

ONE_SPEAKS_FOR_ALL = (
    "One label speaks for the rows that say the same maker, model and part; where you know that sites differ, look at "
    "each. Nothing changes until a person rules."
)


def unknown_sentences(unknowns: Unknowns) -> tuple[str, ...]:
    """One line for a terminal: the range, and the acts that settle most; nothing when every row is settled."""
    if not unknowns.questions:
        return ()
    top = unknowns.questions[:MOST_TOLD]
    which = ("the one question is", "the two questions are", "the three that settle most")[len(top) - 1]
    if len(top) == len(unknowns.questions) == MOST_TOLD:
        which = "the three questions are"
    told = "; ".join(f"({number}) {sentence(one).rstrip('.')}" for number, one in enumerate(top, start=1))
    return (f"{range_words(unknowns)}; {which}: {told}.",)


def range_words(unknowns: Unknowns) -> str:
    """``Unknowns add $0 to $1.3 M``, with what the estimate already holds for likely rows."""
    held = f", and {short(unknowns.at_stake)} in the estimate rests on likely rows" if unknowns.at_stake else ""
    return f"Unknowns add $0 to {short(unknowns.high)}{held}"


def sentence(question: Question) -> str:
    """What to look at, what it settles, and for how many dollars."""
    return f"{act_words(question)}: settles {reach_words(question)}, {dollar_words(question)}."


def act_words(question: Question) -> str:
    """What a person does: ``Photograph the label of one BBU at Cedar Ridge``."""
    at = f" at {question.at}" if question.at else ""
    if question.act == "column":
        return f"Add a maker column to sheet {question.about}"
    if question.act == "label":
        return f"Photograph the label of one {question.about}{at}"
    if question.act == "visit":
        return f"Visit {question.about} and read the labels of what names no maker and no model"
    return f"Fill in maker and site in the rows of sheet {question.about} that name neither"


def reach_words(question: Question) -> str:
    """``14 rows at 9 sites``."""
    rows = f"{len(question.items):,} row{'' if len(question.items) == 1 else 's'}"
    if not question.sites:
        return f"{rows} without a site"
    return f"{rows} at {question.sites[0] if len(question.sites) == 1 else f'{len(question.sites):,} sites'}"


def dollar_words(question: Question) -> str:
    """What hangs on it: dollars more, dollars in the estimate already, or that it cannot be priced."""
    parts = []
    if question.high:
        parts.append(f"up to {short(question.high)}")
    if question.at_stake:
        parts.append(f"{short(question.at_stake)} that the estimate already holds")
    if question.unpriced:
        rows = len(question.items)
        parts.append("no price yet" if question.unpriced == rows else f"{question.unpriced:,} of them without a price")
    return " and ".join(parts) or "no dollars"


def proof_words(question: Question) -> str:
    """Which of label, serial number and purchase record would do."""
    words = {"label": "a photo of the label", "serial": "the serial number", "purchase record": "the purchase record"}
    *head, last = (words[proof] for proof in question.proofs)
    return f"{', '.join(head)} or {last}" if head else last


def shared_words(shared: Shared) -> str:
    """Why the questions count this price line otherwise one by one than together."""
    if shared.price_id == BELOW_ZERO:
        return "Answered on their own, some questions would make the estimate cheaper; they count as $0."
    if shared.difference > 0:
        return "Several questions need it, each counts it; together it is bought once."
    return "Bought only when enough of them are covered together; no single question counts it."


def shared_name(shared: Shared, names: Mapping[str, str]) -> str:
    """The price line as people call it."""
    return "Questions below zero" if shared.price_id == BELOW_ZERO else names.get(shared.price_id, shared.price_id)


def short(amount: Decimal) -> str:
    """``$420,000`` or ``$1.3 M``: for reading; the exact figure stands in the documents."""
    if amount >= MILLION:
        return f"${amount / MILLION:,.1f} M"
    return f"${amount:,.0f}" if amount >= 1 or not amount else "less than $1"


def unknowns_document(unknowns: Unknowns, names: Mapping[str, str]) -> dict[str, Any]:
    """``unknowns`` of ``planner-estimate/1``. Money is text with two places, exact; questions in order of rank.

    ``names`` are the price lines as people call them, by id.
    """
    return {
        "low": "0.00",
        "high": _text(unknowns.high),
        "at_stake": _text(unknowns.at_stake),
        "rows": unknowns.rows,
        "sum_of_highs": _text(unknowns.sum_of_highs),
        "shared": [
            {
                "price_id": one.price_id,
                "name": shared_name(one, names),
                "in_questions": _text(one.in_questions),
                "together": _text(one.together),
                "difference": _text(one.difference),
                "why": shared_words(one),
            }
            for one in unknowns.shared
        ],
        "questions": _questions(unknowns.questions),
    }


def _questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    return [_asked(question) for question in questions]


def _asked(question: Question) -> dict[str, Any]:
    facts = ("id", "act", "about", "at", "file", "sheet", "units", "unpriced")
    return {
        **{name: getattr(question, name) for name in facts},
        "proofs": list(question.proofs),
        "items": list(question.items),
        "sites": list(question.sites),
        "rows": len(question.items),
        "low": "0.00",
        "high": _text(question.high),
        "at_stake": _text(question.at_stake),
        "settles": _text(question.settles),
        "sentence": sentence(question),
        "proof": proof_words(question),
        "parts": _questions(question.parts),
    }


def _text(amount: Decimal) -> str:
    return f"{cents(amount):f}"
