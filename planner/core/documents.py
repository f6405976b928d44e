"""The review as a machine document: ``planner-review/1``, as other programs read it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, get_args

from planner.core.issue_groups import IssueGroup, grouped
from planner.core.model import (
    ColumnReview,
    Evidence,
    FileReview,
    Finding,
    Issue,
    Review,
    RowClass,
    RulesInfo,
    SheetReview,
    SiteSuggestion,
    Verdict,
)

REVIEW_FORMAT = "planner-review/1"


def streamed_document(review: Review) -> dict[str, Any]:
    """The review as plain JSON values: dates as ISO, amounts as decimal strings, addresses as ``Sheet!B17``.

    ``items`` is an iterator, good for writing it down once: 200,000 of them would fill the memory.
    """
    return {
        "format": REVIEW_FORMAT,
        "rules": rules_document(review.rules),
        "files": [_file(entry) for entry in review.files],
        "items": map(item_document, review.findings),
        "issues": [_issue(issue) for issue in review.issues],
        "issue_groups": [_group(group) for group in grouped(review.issues)],
        "site_suggestions": [_suggestion(suggestion) for suggestion in review.site_suggestions],
        "totals": _totals(review.findings),
    }


def rules_document(rules: RulesInfo) -> dict[str, Any]:
    """Which packs judged: with the hash of what they say, the same review can be made again and checked."""
    return {
        "id": rules.id,
        "version": rules.version,
        "as_of": rules.as_of,
        "sha256": rules.sha256,
        "packs": [
            {
                "id": pack.id,
                "version": pack.version,
                "as_of": pack.as_of,
                "sha256": pack.sha256,
                "replaces": list(pack.replaces),
            }
            for pack in rules.packs
        ],
    }


def _file(review: FileReview) -> dict[str, Any]:
    return {
        "name": review.name,
        "sha256": review.sha256,
        "bytes": review.size,
        "sheets": [_sheet(sheet) for sheet in review.sheets],
    }


def _sheet(review: SheetReview) -> dict[str, Any]:
    counts = Counter(row_class for _, row_class in review.row_classes)
    return {
        "name": review.name,
        "state": review.state,
        "read": review.read,
        "rows_total": review.rows_total,
        "header_row": review.header_row,
        "columns": dict(review.columns),
        "ledger": {row_class: counts.get(row_class, 0) for row_class in get_args(RowClass)},
        "layout": review.layout,
        "mapping": [_column(column) for column in review.mapping],
        "repeats": [{"row": row, "of": first} for row, first in review.repeats],
        "hidden_rows": list(review.hidden_rows),
        "hidden_columns": list(review.hidden_columns),
    }


def _column(column: ColumnReview) -> dict[str, Any]:
    return {
        "column": column.column,
        "header": column.header,
        "meaning": column.meaning,
        "score": round(column.score, 3),
        "reasons": list(column.reasons),
        "asks": column.asks,
        "others": [[meaning, round(score, 3)] for meaning, score in column.others],
    }


def _group(group: IssueGroup) -> dict[str, Any]:
    return {
        "rule": group.rule,
        "severity": group.severity,
        "title": group.title,
        "count": group.count,
        "file": group.file,
        "sheet": group.sheet,
        "cells": list(group.cells),
        "typed": list(group.typed),
        "problem": group.problem,
        "fix": group.fix,
    }


def _suggestion(suggestion: SiteSuggestion) -> dict[str, Any]:
    return {
        "name": suggestion.name,
        "others": list(suggestion.others),
        "score": round(suggestion.score, 3),
        "why": suggestion.why,
    }


def item_document(finding: Finding) -> dict[str, Any]:
    """One item with its verdict and evidence, as it stands under ``items``."""
    return {**item_facts(finding), "evidence": [_evidence(entry) for entry in finding.evidence]}


def item_facts(finding: Finding) -> dict[str, Any]:
    """The same without the evidence, which is most of it."""
    item = finding.item
    return {
        "id": item.id,
        "fingerprint": item.fingerprint,
        "source": {"file": item.file, "sheet": item.sheet, "row": item.row},
        "site": item.site,
        "maker": item.maker,
        "model": item.model,
        "part_number": item.part_number,
        "serials": list(item.serials),
        "mac": item.mac,
        "description": item.description,
        "notes": item.notes,
        "status": item.status,
        "quantity": item.quantity,
        "obtained_on": item.obtained_on.isoformat() if item.obtained_on else None,
        "installed_on": item.installed_on.isoformat() if item.installed_on else None,
        "made_on": str(finding.made) if finding.made else None,
        "unit_cost": str(item.unit_cost) if item.unit_cost is not None else None,
        "asset_id": item.asset_id,
        "position": item.position,
        "parent": item.parent,
        "layer": finding.layer,
        "category": finding.category,
        "verdict": finding.verdict,
        "entity": finding.entity,
        "presence": finding.presence,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "rule": evidence.rule,
        "strength": evidence.strength,
        "kind": evidence.kind,
        "entity": evidence.entity,
        "cell": str(evidence.cell),
        "text": evidence.text,
        "why": evidence.why,
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "severity": issue.severity,
        "file": issue.file,
        "cell": issue.cell,
        "typed": issue.typed,
        "problem": issue.problem,
        "fix": issue.fix,
        "rule": issue.rule,
    }


def _totals(findings: Iterable[Finding]) -> dict[str, int]:
    counts = Counter(finding.verdict for finding in findings)
    return {"items": counts.total(), **{verdict: counts.get(verdict, 0) for verdict in get_args(Verdict)}}
