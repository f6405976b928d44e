"""The verbs: review, estimate, run, solve, deadlines. The order of stages, and nothing else.

Both front ends call these. Each verb writes the machine documents of its contract into ``out`` and says how it went;
what stands in a document is decided by the stages of :mod:`planner.core`, never here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from planner.calendars import write_ics
from planner.core.bill import as_if_covered, bill_of_work
from planner.core.costing import CostingRules, WhatIf, estimate_document, with_quotes
from planner.core.costing import estimate as price
from planner.core.dates import deadlines_document, program_dates, scheduling_ends, term_issues
from planner.core.eligibility import carrier_eligibility, line_issues, made_issues, reimbursability
from planner.core.errors import Cancelled
from planner.core.model import (
    Assumption,
    CancelCheck,
    Decision,
    Estimate,
    Issue,
    Progress,
    ProgressHook,
    Review,
)
from planner.core.packages import Draft, Setting, draft_problem
from planner.core.project import Project, parse_project
from planner.core.purchases import purchase_issues
from planner.core.scheduling import parse_problem, plan_document, problem_sha256
from planner.core.summary import Report, ReportInput, build_report
from planner.core.unknown_words import unknown_sentences, unknowns_document
from planner.core.unknowns import Unknowns, priced_unknowns
from planner.core.words import issue_sentences, plan_sentence, total_sentence, unpriced_sentences
from planner.files import read_json, read_text, remove, spare, write_json, write_long_json
from planner.optimiser import solution_document
from planner.optimiser import solve as optimise
from planner.reference.federal_holidays import federal_holidays
from planner.reference.packs.shelf import load_packs, named_packs, parties_of
from planner.reference.pricebooks import load_prices
from planner.reference.programs import load_program
from planner.reviewing import Inventories, review_inventories, write_review
from planner.workbooks.report import write_report

DONE, NEEDS_A_PERSON, NO_FEASIBLE_PLAN = 0, 3, 4
PLANNED = ("proved", "feasible")
YEARS_OF_HOLIDAYS = 20
AFTER_REVIEW = ("estimate.json", "problem.json", "plan.json", "cost-report.xlsx")
STOPPED = "Stopped on request before there was a plan."


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a verb ended. ``exit_code``: 0 done, 3 rows or answers need a person, 4 no feasible plan as asked.

    ``files`` maps the document's name (``review.json``) to where it was written; ``messages`` are sentences for the
    person, most important first.
    """

    exit_code: int
    files: dict[str, Path]
    messages: tuple[str, ...]


def silent(progress: Progress) -> None:
    """A progress hook that says nothing."""


def never() -> bool:
    """A cancel check that never cancels."""
    return False


def code_version() -> str:
    """The version of this program, for the record of what produced a figure."""
    try:
        return version("rip-and-replace-planner")
    except PackageNotFoundError:
        return "unpackaged"


@dataclass(frozen=True, slots=True)
class _Estimated:
    estimate: Estimate
    draft: Draft
    project: Project
    assumptions: tuple[Assumption, ...]
    issues: tuple[Issue, ...]
    unknowns: Unknowns

    def document(self) -> dict[str, Any]:
        """``planner-estimate/1``, with what could still be added to it question by question."""
        names = {price_id: line.item for price_id, line in self.estimate.book.lines.items()}
        return {**estimate_document(self.estimate), "unknowns": unknowns_document(self.unknowns, names)}


def review(
    inventories: Sequence[Path],
    *,
    out: Path,
    recipe: Path | None = None,
    decisions: Sequence[Decision] = (),
    include_hidden: bool = False,
    against: Path | None = None,
    recipes: Mapping[str, Path] | None = None,
    rules: Sequence[str] = (),
    progress: ProgressHook = silent,
) -> Outcome:
    """Read and flag: writes ``review.json``, ``recipe.json`` and the annotated workbooks.

    Hidden sheets are read only when asked for. ``against`` is the ``review.json`` of an earlier upload; what changed
    since is then told. ``recipes`` are saved ones by what a person calls them; without a ``recipe``, the one whose
    layout looks like the files is suggested. ``rules`` name the rule packs that judge (``us-fcc-scrp@1.0.0``, files).

    Raises :class:`UnreadableFile` when no file can be read, :class:`InvalidDocument` for a faulty recipe, review or
    rule pack.
    """
    sources = (recipe, tuple(decisions), include_hidden, against, recipes or {}, tuple(rules))
    asked = Inventories(tuple(inventories), *sources)
    _spare(asked, None, out)
    reviewed = review_inventories(asked, progress)
    files = write_review(reviewed, out, progress)
    return Outcome(_exit_code(reviewed.review.issues), files, reviewed.sentences())


def estimate(
    inventories: Sequence[Path],
    *,
    out: Path,
    as_of: date,
    project: Path | None = None,
    recipe: Path | None = None,
    decisions: Sequence[Decision] = (),
    include_hidden: bool = False,
    against: Path | None = None,
    recipes: Mapping[str, Path] | None = None,
    rules: Sequence[str] = (),
    progress: ProgressHook = silent,
) -> Outcome:
    """Review, then price: adds ``estimate.json``. Raises as :func:`review`, and for a faulty project file."""
    told = _project(project)
    sources = (recipe, tuple(decisions), include_hidden, against, recipes or {}, _packs(rules, told, project))
    asked = Inventories(tuple(inventories), *sources)
    _spare(asked, project, out)
    reviewed = review_inventories(asked, progress)
    estimated = _estimate(reviewed.review, told, asked.rules, as_of, progress)
    reviewed = reviewed.with_issues(estimated.issues)
    files = {
        "review.json": write_long_json(out / "review.json", reviewed.document()),
        "estimate.json": write_json(out / "estimate.json", estimated.document()),
    }
    messages = (*_price_messages(reviewed.review, estimated), *reviewed.sentences())
    return Outcome(_exit_code(reviewed.review.issues), files, messages)


def run(
    inventories: Sequence[Path],
    *,
    out: Path,
    as_of: date,
    project: Path | None = None,
    recipe: Path | None = None,
    decisions: Sequence[Decision] = (),
    include_hidden: bool = False,
    against: Path | None = None,
    recipes: Mapping[str, Path] | None = None,
    rules: Sequence[str] = (),
    time_limit: float | None = None,
    workers: int = 1,
    seed: int = 1,
    progress: ProgressHook = silent,
    cancelled: CancelCheck = never,
) -> Outcome:
    """Review, estimate, plan and report in one go; writes every document of the contract's ``run``.

    ``time_limit`` in seconds for the scheduler, the project file's when None. Raises as :func:`estimate`.
    """
    told = _project(project)
    sources = (recipe, tuple(decisions), include_hidden, against, recipes or {}, _packs(rules, told, project))
    asked = Inventories(tuple(inventories), *sources)
    _spare(asked, project, out)
    reviewed = review_inventories(asked, progress)
    estimated = _estimate(reviewed.review, told, asked.rules, as_of, progress)
    reviewed = reviewed.with_issues((*estimated.issues, *estimated.draft.issues))
    seconds = told.planning.time_limit_seconds if time_limit is None else time_limit
    problem = estimated.draft.document
    remove(out / name for name in AFTER_REVIEW)  # what an earlier run left tells of other findings
    # Written before the long part: whoever stops the scheduler keeps what was found and priced.
    files = write_review(reviewed, out, progress)
    files["estimate.json"] = write_json(out / "estimate.json", estimated.document())
    files["problem.json"] = write_json(out / "problem.json", problem)
    stuck = estimated.draft.months_short > 0
    try:
        plan = _unplanned(estimated.draft) if stuck else _plan(problem, seconds, workers, seed, progress, cancelled)
    except Cancelled:
        plan = _stopped(problem, seed)
    files["plan.json"] = write_json(out / "plan.json", plan)
    files["cost-report.xlsx"] = _write_report(
        reviewed.review, estimated, plan, as_of, out / "cost-report.xlsx", progress
    )
    code = _exit_code(reviewed.review.issues) if plan["outcome"] in PLANNED else NO_FEASIBLE_PLAN
    checks = issue_sentences(issue for issue in estimated.draft.issues if issue.severity == "check")
    messages = (
        *([STOPPED] if plan["bound_note"] == STOPPED else ()),
        *checks,  # such as a term that is over: why the plan is what it is
        plan_sentence(problem, plan),
        *_price_messages(reviewed.review, estimated),
        *reviewed.sentences(),
    )
    return Outcome(code, files, messages)


def solve(
    problem: Path,
    *,
    out: Path,
    time_limit: float = 60.0,
    workers: int = 1,
    seed: int = 1,
    progress: ProgressHook = silent,
    cancelled: CancelCheck = never,
) -> Outcome:
    """The scheduler alone: ``planner-problem/1`` in, ``planner-plan/1`` out. Raises :class:`InvalidDocument`."""
    spare([problem], [out])
    document = read_json(problem)
    plan = _plan(document, time_limit, workers, seed, progress, cancelled, problem.name)
    code = DONE if plan["outcome"] in PLANNED else NO_FEASIBLE_PLAN
    return Outcome(code, {out.name: write_json(out, plan)}, (plan_sentence(document, plan),))


def deadlines(project: Path, *, as_of: date, ics: Path | None = None) -> dict[str, Any]:
    """Every program date of a project as ``planner-deadlines/1``; also as a calendar file when ``ics`` is given."""
    told, program = _project(project), load_program()
    holidays = federal_holidays(range(as_of.year - YEARS_OF_HOLIDAYS, as_of.year + YEARS_OF_HOLIDAYS))
    if ics is not None:
        spare([project], [ics])
        write_ics(program_dates(told, program, as_of, holidays), ics, as_of)
    return deadlines_document(told, program, as_of, holidays)


def write_log(log: Report, out: Path) -> None:
    """Write the decision log as a workbook; raises :class:`PlannerError` when the file cannot be written."""
    write_report(log, out)


def covered_makers(rules: Sequence[str] = ()) -> tuple[str, ...]:
    """The makers that the rules call covered; ``rules`` as of :func:`review`, and it raises for the same reasons."""
    return tuple(entity.name for entity in load_packs(rules).entities)


def _packs(rules: Sequence[str], told: Project, project: Path | None) -> tuple[str, ...]:
    """The rule packs to judge by: those named now, else the project file's, whose own files lie beside it."""
    return named_packs(rules, told.packs, project.parent if project else None)


def _spare(asked: Inventories, project: Path | None, out: Path) -> None:
    """Raise :class:`InvalidDocument` when an input stands where any verb writes into ``out``."""
    spare([*asked.inputs, project], [*asked.targets(out), *(out / name for name in AFTER_REVIEW)])


def _price_messages(review: Review, estimated: _Estimated) -> tuple[str, ...]:
    estimate = estimated.estimate
    told = unknown_sentences(estimated.unknowns)
    return (total_sentence(estimate), *told, *unpriced_sentences(review, estimate))


def _exit_code(issues: Sequence[Issue]) -> int:
    return NEEDS_A_PERSON if any(issue.severity == "blocks" for issue in issues) else DONE


def _project(path: Path | None) -> Project:
    return parse_project(read_text(path), path.name) if path else parse_project("", "no project file")


def _estimate(
    review: Review, project: Project, packs: Sequence[str], as_of: date, progress: ProgressHook
) -> _Estimated:
    progress(Progress("pricing"))
    program, data = load_program(), load_prices()
    book, quote_issues = with_quotes(data.book, project.quotes, as_of)
    barred, undated = reimbursability(review.findings, program)
    rules = CostingRules(book, data.table, barred, project.carrier.customers)
    likely = project.planning.include_likely
    bill = bill_of_work(review.findings, review.sites, data.counters, include_likely=likely)
    could_be = bill_of_work(as_if_covered(review.findings), review.sites, data.counters, include_likely=True)
    estimate = price(bill, rules, could_be)
    unknowns = priced_unknowns(review, estimate, WhatIf(could_be, bill, data.counters, rules))
    setting = Setting(project, as_of, *scheduling_ends(project, program), data.work)
    draft = draft_problem(bill.swaps, estimate.lines, review.sites, setting)
    issues = (
        *term_issues(project, program),
        *carrier_eligibility(project, program).issues,
        *made_issues(review.findings, program),
        *line_issues(review.findings, program),
        *quote_issues,
        *purchase_issues(project, book, parties_of(packs), "project.toml"),
    )
    assumptions = (*project.assumptions, *undated, *estimate.assumptions, *draft.assumptions)
    return _Estimated(estimate, draft, project, assumptions, issues, unknowns)


def _plan(
    document: dict[str, Any],
    time_limit: float,
    workers: int,
    seed: int,
    progress: ProgressHook,
    cancelled: CancelCheck,
    name: str = "problem.json",
) -> dict[str, Any]:
    packages = document.get("packages")
    progress(Progress("scheduling", total=len(packages) if isinstance(packages, list) else None))
    problem = parse_problem(document, name)
    solution = optimise(
        problem, time_limit=time_limit, workers=workers, seed=seed, progress=progress, cancelled=cancelled
    )
    return solution_document(problem_sha256(document), solution)


def _stopped(document: dict[str, Any], seed: int) -> dict[str, Any]:
    """The plan document when a person stopped the scheduler before there was a plan."""
    problem, facts = parse_problem(document, "problem.json"), {"seed": seed, "bound_note": STOPPED}
    return plan_document(problem, None, problem_sha256(document), "no_plan_in_time", facts)


def _unplanned(draft: Draft) -> dict[str, Any]:
    """The plan document of a problem in which some package cannot start: no plan, and what would let it start."""
    shell = parse_problem({**draft.document, "packages": [], "coverage": []}, "problem.json")
    reasons = " ".join(issue_sentences(issue for issue in draft.issues if issue.severity == "blocks"))
    menu = [{"change": reasons, "amount": draft.months_short, "unit": "months", "plan": None}]
    return plan_document(shell, None, problem_sha256(draft.document), "infeasible", {"menu": menu})


def _write_report(
    review: Review, estimated: _Estimated, plan: dict[str, Any], as_of: date, path: Path, progress: ProgressHook
) -> Path:
    progress(Progress("writing the report"))
    book = estimated.estimate.book
    contents = ReportInput(
        review=review,
        estimate=estimated.estimate,
        problem=estimated.draft.document,
        plan=plan,
        project_name=estimated.project.carrier.name,
        as_of=as_of,
        versions={
            "rules": f"{review.rules.id} {review.rules.version}{review.rules.added}",
            "prices": f"{book.id} {book.version}",
            "code": code_version(),
        },
        assumptions=estimated.assumptions,
        unknowns=estimated.unknowns,
    )
    write_report(build_report(contents), path)
    return path
