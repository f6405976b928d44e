"""The headline sentences of a run, as a person reads them on a terminal or at the top of a page."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.core.model import Estimate, Review
from planner.core.money import shown, total

SMALLEST_SHOWN_GAP = 0.001
"""Below this share a gap would be shown as 0.0%, which reads like a proof; it is told as "less than" instead."""


def review_sentences(review: Review) -> tuple[str, ...]:
    """What was found, what could not be told, and what a person has to look at."""
    rows = Counter(finding.verdict for finding in review.findings)
    units: Counter[str] = Counter()
    for finding in review.findings:
        units[finding.verdict] += finding.item.quantity
    found = (
        f"{len(review.findings):,} rows of gear: {rows['covered']:,} covered ({units['covered']:,} units), "
        f"{rows['likely']:,} likely, {rows['unknown']:,} unknown, {rows['not_covered']:,} not covered."
    )
    sentences = [found]
    severities = Counter(issue.severity for issue in review.issues)
    if severities:
        sentences.append(
            f"{severities['blocks']:,} problems block a row or a file, {severities['check']:,} need a look, "
            f"{severities['fixed']:,} were settled while reading."
        )
    unread = [sheet.name for one in review.files for sheet in one.sheets if not sheet.read]
    if unread:
        sentences.append(f"Hidden sheets were not read: {', '.join(unread)}.")
    return tuple(sentences)


def total_sentence(estimate: Estimate) -> str:
    """The likely cost, what of it is eligible, and what the unknowns could add."""
    likely = total(line.likely for line in estimate.lines)
    eligible = total(line.eligible for line in estimate.lines)
    label = "" if estimate.book.is_fcc else " at planning prices, not FCC catalog figures"
    sentence = f"Likely cost {shown(likely)}{label}; {shown(eligible)} of it eligible."
    if estimate.unknown_high:
        sentence += f" Unknown gear could add $0 to {shown(estimate.unknown_high)}."
    return sentence


def plan_sentence(problem: Mapping[str, Any], plan: Mapping[str, Any]) -> str:
    """How the scheduling ended: the finish, the extensions it leans on, and how far from the best it can be."""
    if plan["outcome"] in ("infeasible", "no_plan_in_time"):
        return _no_plan(plan)
    finish = max((start["finish"] for start in plan["starts"]), default=0)
    month = _month_name(problem["periods"]["first"], finish - 1) if finish else "the start"
    extensions = plan["extensions_used"]
    leaning = "no extension" if not extensions else f"{extensions} extension{'s' if extensions > 1 else ''}"
    late = " Some work ends after the deadline." if plan["terms"]["late"] else ""
    return (
        f"{len(plan['starts'])} packages planned, done by the end of {month}, with {leaning}.{late} {_distance(plan)}"
    )


def _no_plan(plan: Mapping[str, Any]) -> str:
    if plan["outcome"] == "no_plan_in_time":
        words = "No plan was found in the time given; none was proved impossible either."
    else:
        words = "No feasible plan as asked."
    return " ".join([words, *(f"{entry['change']}." for entry in plan["menu"])]).replace("..", ".")


def _distance(plan: Mapping[str, Any]) -> str:
    if plan["outcome"] == "proved":
        return "Proved to be the best possible."
    if plan["gap"] is None:
        return "No bound was proved, so the distance to the best possible is not known."
    gap = "less than 0.1%" if plan["gap"] < SMALLEST_SHOWN_GAP else f"at most {plan['gap']:.1%}"
    return f"It is {gap} from the best possible."


def _month_name(first: str, period: int) -> str:
    try:
        begin = date.fromisoformat(first)
    except ValueError:
        return f"period {period}"
    years, month = divmod(begin.month - 1 + period, 12)
    return f"{date(begin.year + years, month + 1, 1):%B %Y}"
