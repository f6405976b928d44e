"""Who and what the program pays for, by the rules E1 to E7 of the program pack.

Unknown stays unknown: where a fact is missing the answer is None, a question for a person, never yes or no.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planner.core.electronics import goods_named
from planner.core.issue_groups import as_one
from planner.core.messages import issue_of
from planner.core.model import Assumption, Finding, Issue, Made, Meaning
from planner.core.program import Program
from planner.core.project import Carrier, Project

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether an item's replacement is reimbursable; None is a question. ``check`` asks a person to look even where
    the answer is yes.
    """

    reimbursable: bool | None
    reason: str
    rule: str
    check: bool = False


@dataclass(frozen=True, slots=True)
class CarrierEligibility:
    """Whether the carrier is eligible (None is unknown), its priority tier ``P1`` to ``P3``, and what to look at."""

    eligible: bool | None
    tier: str | None
    reason: str
    rule: str
    issues: tuple[Issue, ...] = ()


def item_eligibility(finding: Finding, program: Program) -> Eligibility:
    """The first rule that bars the gear decides; else the first open question; else it is reimbursable."""
    checks = (
        _maker(finding, program), _obtained(finding, program), _electronics(finding, program), _presence(finding),
        _verdict(finding),
    )  # fmt: skip
    found = [check for check in checks if check is not None]
    barred = [check for check in found if check.reimbursable is False]
    open_questions = [check for check in found if check.reimbursable is None]
    return (barred + open_questions + found)[0]


def _maker(finding: Finding, program: Program) -> Eligibility | None:
    paid = program.names("reimbursed_entities")
    if finding.verdict == "not_covered":
        return Eligibility(False, "not covered gear, so its replacement is not paid", "E3")
    if finding.entity is None:
        return Eligibility(None, f"the maker is not known; only {' and '.join(paid)} gear is paid for", "E3", True)
    if finding.entity.casefold() not in {name.casefold() for name in paid}:
        reason = f"{finding.entity} gear is flagged, but the program pays for {' and '.join(paid)} gear only"
        return Eligibility(False, reason, "E3", True)
    return None


def _obtained(finding: Finding, program: Program) -> Eligibility:
    last = program.day("obtained_on_or_before")
    obtained, installed = finding.item.obtained_on, finding.item.installed_on
    if (obtained is None or obtained <= last) and (made := _made_too_late(finding, last)):
        return made
    if obtained is None and installed is not None and installed <= last:
        return Eligibility(True, f"installed on {installed}, so obtained by {last}", "E4")
    if obtained is None:
        return Eligibility(None, f"the day it was obtained is not given; it must be {last} or before", "E4", True)
    if obtained > last and installed is not None and installed <= last:
        return Eligibility(None, f"obtained on {obtained}, yet installed on {installed}; which is right?", "E4", True)
    if obtained > last:
        return Eligibility(False, f"obtained on {obtained}, after {last}", "E4", True)
    if obtained == last:
        return Eligibility(
            True, f"obtained exactly on {last}, which FCC guidance allows; have counsel look", "E4", True
        )
    return Eligibility(True, f"obtained on {obtained}, by {last}", "E4")


def _made_too_late(finding: Finding, last: date) -> Eligibility | None:
    """What a serial number says against the papers, or in their place. It may be a month off, and is no proof."""
    item, made = finding.item, finding.made
    if made is None or made.last <= last:
        return None
    told = [(day, word) for day, word in ((item.obtained_on, "obtained"), (item.installed_on, "installed")) if day]
    came, how = min(told, default=(date.max, ""))
    if came <= last and _month_before(made.last) <= came:
        return None  # a month's doubt is within what such serials leave
    late = f"made in {_said(made)} by its serial number, so hardly obtained by {last}"
    if came <= last:
        return Eligibility(None, f"{late}, yet {how} on {came}; which is right?", "E4", True)
    if _month_before(made.first) > last:
        return Eligibility(False, f"{late}; check the label", "E4", True)
    return Eligibility(None, f"{late}; when was it obtained?", "E4", True)


def _said(made: Made) -> str:
    return " to ".join(dict.fromkeys(f"{day:%B %Y}" for day in (made.first, made.last)))


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def made_issues(findings: Iterable[Finding], program: Program) -> tuple[Issue, ...]:
    """A ``check`` for each covered or likely item whose serial number speaks against its dates: made after it came, or
    too late to have been obtained by the program's last day. In the order of the findings.
    """
    dated = (finding for finding in findings if finding.made and finding.verdict in ("covered", "likely"))
    return tuple(issue for finding in dated for issue in _made_issues(finding, program))


def _made_issues(finding: Finding, program: Program) -> Iterator[Issue]:
    item, made = finding.item, finding.made
    if made is None:
        return
    told: tuple[tuple[date | None, Meaning, str], ...] = (
        (item.obtained_on, "obtained_on", "obtained"), (item.installed_on, "installed_on", "installed"),
    )  # fmt: skip
    early = [(day, meaning, word) for day, meaning, word in told if day and day < _month_before(made.last)]
    for _, meaning, word in early[:1]:
        yield issue_of("made-after-it-came", item.file, *_cell(finding, meaning), word=word, made=_said(made))
    answer = item_eligibility(finding, program)
    if not early and answer.rule == "E4" and _made_too_late(finding, program.day("obtained_on_or_before")):
        yield _cut_off_issue(finding, answer, program)


def line_issues(findings: Iterable[Finding], program: Program) -> tuple[Issue, ...]:
    """What a line of existing covered gear lacks or says against itself before it can be claimed: another maker than
    the program pays for, a day too late, on the last day or missing, words that name goods without electronics, gear
    that may not have been in the network, no location, no model (checks V02 to V04 of the program's cost lines; 47 CFR
    1.50001(c), 1.50004(c) and (i)). The same question
    about many rows of a sheet is one issue, at the first of them. In the order of the findings.
    """
    alike: dict[tuple[str, str, str, str], list[tuple[Finding, Issue]]] = {}
    for finding in findings:
        for issue in _line_issues(finding, program) if finding.verdict in ("covered", "likely") else ():
            key = issue.file, finding.item.sheet, issue.rule, issue.problem
            alike.setdefault(key, []).append((finding, issue))
    return tuple(map(_told_once, alike.values()))


def _line_issues(finding: Finding, program: Program) -> Iterator[Issue]:
    item, last = finding.item, program.day("obtained_on_or_before")
    maker, obtained, where = _maker(finding, program), _obtained(finding, program), _presence(finding)
    if maker and maker.reimbursable is False:
        yield issue_of("E3", item.file, *_cell(finding, "maker"), reason=maker.reason)
    elif obtained.check and not _made_too_late(finding, last):
        yield _cut_off_issue(finding, obtained, program)
    if bare := _electronics(finding, program):
        yield issue_of("E7", item.file, *_cell(finding, _bare_cell(finding, program)), reason=bare.reason)
    if where:
        yield issue_of("E5", item.file, *_cell(finding, "status"), reason=where.reason)
    lacking = [
        word for word, told in (("a location", item.site), ("a model", item.model or item.part_number)) if not told
    ]
    if lacking:
        yield issue_of("line-incomplete", item.file, f"{item.sheet} row {item.row}", what=" and ".join(lacking))


def _cell(finding: Finding, meaning: Meaning) -> tuple[str, str]:
    """The cell of a row with this meaning and what is typed in it; the row where there is none."""
    item = finding.item
    field = next((one for one in item.fields if one.meaning == meaning), None)
    return (str(field.cell), field.text) if field else (f"{item.sheet} row {item.row}", "")


def _told_once(alike: Sequence[tuple[Finding, Issue]]) -> Issue:
    first, rows = alike[0][1], [str(finding.item.row) for finding, _ in alike[1:]]
    if not rows:
        return first
    more = f" and {len(rows) - _MOST_SHOWN} more" if len(rows) > _MOST_SHOWN else ""
    named = f"rows {', '.join(rows[:_MOST_SHOWN])}{more}" if len(rows) > 1 else f"row {rows[0]}"
    return as_one(first, len(rows), named)


def _electronics(finding: Finding, program: Program) -> Eligibility | None:
    """A question where the row's own words name goods that hold no electronics; never a no."""
    named = next((goods for _, goods in _bare_goods(finding, program)), None)
    if named is None:
        return None
    says = f'the row says "{named}", and gear counts only if it includes or uses electronic components: does this?'
    return Eligibility(None, says, "E7", True)


def _bare_cell(finding: Finding, program: Program) -> Meaning:
    return next((meaning for meaning, _ in _bare_goods(finding, program)), "description")


def _bare_goods(finding: Finding, program: Program) -> Iterator[tuple[Meaning, str]]:
    """Where a row names goods without electronics, and which: in its description, else in what stands as the model."""
    item = finding.item
    told: tuple[tuple[Meaning, str | None], ...] = (("description", item.description), ("model", item.model))
    for meaning, text in told:
        if text and (goods := goods_named(text, *map(program.names, _ELECTRONICS))):
            yield meaning, goods


_ELECTRONICS = ("goods_without_electronics", "words_of_electronics")


def _presence(finding: Finding) -> Eligibility | None:
    questions = {
        "mentioned": "the name stands only in a remark; is this gear in the network?",
        "removed": "the row says the gear is gone; was it in the network when the application was filed?",
        "spare": "a spare is not in the network; was it when the application was filed?",
    }
    question = questions.get(finding.presence)
    return Eligibility(None, question, "E5", True) if question else None


def _verdict(finding: Finding) -> Eligibility | None:
    if finding.verdict in ("likely", "unknown"):
        return Eligibility(None, f"the finding is {finding.verdict}, not settled", "E3", True)
    return None


def reimbursability(findings: Iterable[Finding], program: Program) -> tuple[dict[int, str], tuple[Assumption, ...]]:
    """The items the program will not pay for (id to reason), and one assumption for all whose date nobody gave.

    Gear without a date is taken as obtained in time, because a missing record is no proof of a late purchase; the
    assumption says how many rows lean on it.
    """
    judged = [(one.item.id, item_eligibility(one, program)) for one in findings if one.verdict in ("covered", "likely")]
    barred = {item: answer.reason for item, answer in judged if answer.reimbursable is False}
    undated = sum(answer.reimbursable is None and answer.rule == "E4" for _, answer in judged)
    if not undated:
        return barred, ()
    last = program.day("obtained_on_or_before")
    value = f"{undated} covered rows without a date taken as obtained by {last}"
    why = f"only gear obtained on or before {last} is reimbursable: find the purchase records"
    return barred, (Assumption("Obtained-by date", value, "obtained_on column", why),)


def _cut_off_issue(finding: Finding, answer: Eligibility, program: Program) -> Issue:
    cell, last = _cell(finding, "obtained_on"), program.day("obtained_on_or_before")
    return issue_of(answer.rule, finding.item.file, *cell, reason=answer.reason, last=last)


def carrier_eligibility(project: Project, program: Program, file: str = "project.toml") -> CarrierEligibility:
    """Size (E1), priority tier (E2) and an approved application (E6), the last as an issue only."""
    carrier = project.carrier
    issues = _approval_issues(project, program, file)
    if carrier.customers is None:
        reason = "the number of customers is not given, so size and tier are not known"
        issue = _size_issue(file, "", reason, program)
        return CarrierEligibility(None, None, reason, "E1", (issue, *issues))
    if carrier.customers > program.number("max_customers"):
        reason = f"{carrier.customers:,} customers are more than {program.number('max_customers'):,}"
        issue = _size_issue(file, str(carrier.customers), reason, program)
        return CarrierEligibility(False, None, reason, "E1", (issue, *issues))
    tier = _tier(carrier, carrier.customers, program)
    return CarrierEligibility(True, tier, f"{carrier.customers:,} customers, {carrier.provider_type}", "E2", issues)


def _size_issue(file: str, typed: str, reason: str, program: Program) -> Issue:
    most = f"{program.number('max_customers'):,}"
    return issue_of("E1", file, "[carrier] customers", typed, reason=reason, most=most)


def _tier(carrier: Carrier, customers: int, program: Program) -> str:
    if customers <= program.number("p1_max_customers"):
        return "P1"
    return "P2" if carrier.provider_type in ("education", "health", "library") else "P3"


def _approval_issues(project: Project, program: Program, file: str) -> tuple[Issue, ...]:
    note = program.rules["E6"].note
    missing = [one.id for one in project.applications if one.approved_on is None]
    if not project.applications:
        return (issue_of("E6", file, "[[application]]", what="no application is given", note=note),)
    return tuple(
        issue_of("E6", file, f"[[application]] {one} approved_on", what="no approval is given", note=note)
        for one in missing
    )
