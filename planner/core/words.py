"""The headline sentences of a run, as a person reads them on a terminal or at the top of a page."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from planner.core.bill import UNPRICED_UNKNOWN
from planner.core.issue_groups import grouped, heading
from planner.core.model import Estimate, Issue, Review
from planner.core.money import shown, total

MOST_GROUPS = 8
"""Kinds of problems told on a terminal; the rest stand in the review."""

SMALLEST_SHOWN_GAP = 0.001
"""Below this share a gap would be shown as 0.0%, which reads like a proof; it is told as "less than" instead."""


def review_sentences(review: Review) -> tuple[str, ...]:
    """What was found, what could not be told, and what a person has to look at."""
    rows = Counter(finding.verdict for finding in review.findings)
    units: Counter[str] = Counter()
    for finding in review.findings:
        units[finding.verdict] += finding.item.quantity
    found = (
        f"{_counted(len(review.findings), 'row')} of gear: {rows['covered']:,} covered ({units['covered']:,} units), "
        f"{rows['likely']:,} likely, {rows['unknown']:,} unknown, {rows['not_covered']:,} not covered."
    )
    sentences = [found]
    severities = Counter(issue.severity for issue in review.issues)
    if severities:
        sentences.append(
            f"{_counted(severities['blocks'], 'problem')} in the way of a row, a file or the plan, "
            f"{severities['check']:,} to look at, {severities['fixed']:,} settled while reading."
        )
    unread = [sheet.name for one in review.files for sheet in one.sheets if not sheet.read]
    if unread:
        sentences.append(f"Hidden sheets were not read: {', '.join(unread)}.")
    return tuple(sentences)


def group_sentences(issues: Iterable[Issue]) -> tuple[str, ...]:
    """What blocks, the same mistake told once with its count, where it first stands and what would be right."""
    blocking = [group for group in grouped(issues) if group.severity == "blocks"]
    told = [f"{heading(group)}: {group.cells[0]}. What would be right: {group.fix}" for group in blocking]
    more = len(told) - MOST_GROUPS
    return (
        *told[:MOST_GROUPS],
        *([f"And {_counted(more, 'other kind')} of problem in review.json."] if more > 0 else ()),
    )


def issue_sentences(issues: Iterable[Issue]) -> tuple[str, ...]:
    """Each problem with what would put it right, as one line."""
    return tuple(f"{issue.cell} {issue.typed}: {issue.problem}. What would be right: {issue.fix}." for issue in issues)


def total_sentence(estimate: Estimate) -> str:
    """The likely cost, what of it is eligible, what the unknowns could add, and how many unknowns have no price."""
    likely = total(line.likely for line in estimate.lines)
    eligible = total(line.eligible for line in estimate.lines)
    label = "" if estimate.book.is_fcc else " at planning prices, not FCC catalog figures"
    sentence = f"Likely cost {shown(likely)}{label}; {shown(eligible)} of it eligible."
    if estimate.unknown_high:
        sentence += f" Unknown gear could add $0 to {shown(estimate.unknown_high)}."
    open_rows = sum(left.reason == UNPRICED_UNKNOWN for left in estimate.left_out)
    if open_rows:
        say = "1 unknown row says" if open_rows == 1 else f"{open_rows:,} unknown rows say"
        sentence += f" {say} too little to be priced at all: no figure holds {'it' if open_rows == 1 else 'them'}."
    return sentence


def unpriced_sentences(review: Review, estimate: Estimate) -> tuple[str, ...]:
    """A warning when covered gear in the network stands in no cost line; nothing when all of it is priced."""
    left_out = {left.item for left in estimate.left_out}
    rows = sum(
        one.verdict in ("covered", "likely") and one.presence == "in_network" and one.item.id in left_out
        for one in review.findings
    )
    if not rows:
        return ()
    say = "1 covered row has" if rows == 1 else f"{rows:,} covered rows have"
    return (f"{say} no price and {'is' if rows == 1 else 'are'} in no figure; the report's Left out sheet says why.",)


def plan_sentence(problem: Mapping[str, Any], plan: Mapping[str, Any]) -> str:
    """How the scheduling ended: the finish, the extensions it leans on, and how far from the best it can be."""
    if plan["outcome"] in ("infeasible", "no_plan_in_time"):
        return _no_plan(plan)
    if not plan["starts"]:
        return "Nothing to plan: no covered gear came out with work to do."
    finish = max((start["finish"] for start in plan["starts"]), default=0)
    month = _month_name(problem["periods"]["first"], finish - 1) if finish else "the start"
    extensions = plan["extensions_used"]
    leaning = "no extension" if not extensions else f"{extensions} extension{'s' if extensions > 1 else ''}"
    if extensions:
        leaning += " that nobody has granted yet"
    return (
        f"{_counted(len(plan['starts']), 'package')} planned, done by the end of {month}, with {leaning}."
        f"{_deadline_words(problem, plan)} {_distance(plan)}"
    )


def _deadline_words(problem: Mapping[str, Any], plan: Mapping[str, Any]) -> str:
    if problem.get("deadline", {}).get("term_ends_on", "") is None:
        return " No term end is known, so no deadline was kept."
    return " Some work ends after the deadline." if plan["terms"]["late"] else ""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


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
    return f"The best possible plan could be {gap} cheaper."


def _month_name(first: str, period: int) -> str:
    try:
        begin = date.fromisoformat(first)
        years, month = divmod(begin.month - 1 + period, 12)
        return f"{date(begin.year + years, month + 1, 1):%B %Y}"
    except ValueError:
        return f"period {period}"
