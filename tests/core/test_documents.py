"""``planner-review/1`` says what the contract says, and every number adds up."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from planner.core.documents import streamed_document
from planner.core.model import (
    CellRef,
    Evidence,
    FileReview,
    Finding,
    Issue,
    Item,
    PackInfo,
    Review,
    RulesInfo,
    SheetReview,
)

ITEM = Item(
    1,
    "ab" * 32,
    "c.xlsx",
    "Sites",
    17,
    (),
    site="Cedar Ridge",
    maker="Huawei",
    model="RRU3908",
    serials=("AB12345678",),
    quantity=3,
    obtained_on=date(2017, 3, 14),
    unit_cost=Decimal("12500.50"),
)
EVIDENCE = Evidence(
    "maker-huawei", "conclusive", CellRef("c.xlsx", "Sites", "B", 17), "Huawei", "on the list", "maker", "Huawei"
)
SHEET = SheetReview("Sites", "visible", True, 3, 1, {"A": "site"}, ((1, "header"), (2, "item"), (3, "item")))
HIDDEN = SheetReview("old", "hidden", False, 0, None, {}, ())
REVIEW = Review(
    RulesInfo("us-fcc-scrp", "1", "2026-11-24", "ab", (PackInfo("us-fcc-scrp", "1", "2026-11-24", "ab"),)),
    (FileReview("c.xlsx", "0" * 64, 99, (SHEET, HIDDEN)),),
    (
        Finding(ITEM, "covered", "Huawei", "in_network", "ran", "RAN radio", (EVIDENCE,)),
        Finding(Item(2, "cd", "c.xlsx", "Sites", 18, ()), "unknown", None, "in_network", None, None, ()),
    ),
    (Issue("blocks", "c.xlsx", "Sites!D17", "three", "no number", "such as 3", "quantity-unreadable"),),
    (),
)


def review_document(review: Review) -> dict[str, Any]:
    """The document with its items read out."""
    told = streamed_document(review)
    return {**told, "items": list(told["items"])}


def test_the_document_has_the_contracts_keys() -> None:
    document = review_document(REVIEW)
    assert list(document) == [
        "format", "rules", "files", "items", "issues", "issue_groups", "site_suggestions", "totals"
    ]  # fmt: skip
    assert document["format"] == "planner-review/1"
    named = {"id": "us-fcc-scrp", "version": "1", "as_of": "2026-11-24"}
    assert document["rules"] == {**named, "sha256": "ab", "packs": [{**named, "sha256": "ab", "replaces": []}]}
    [file] = document["files"]
    assert (file["name"], file["sha256"], file["bytes"]) == ("c.xlsx", "0" * 64, 99)
    contract = ["name", "state", "read", "rows_total", "header_row", "columns", "ledger"]
    more = ["layout", "mapping", "repeats", "hidden_rows", "hidden_columns"]
    assert list(file["sheets"][0]) == contract + more


def test_the_ledger_counts_every_class_and_adds_up() -> None:
    for sheet in review_document(REVIEW)["files"][0]["sheets"]:
        assert list(sheet["ledger"]) == ["item", "blank", "title", "header", "subtotal", "note", "duplicate", "problem"]
        assert sum(sheet["ledger"].values()) == sheet["rows_total"]


def test_an_item_carries_its_source_its_values_and_its_evidence() -> None:
    item = review_document(REVIEW)["items"][0]
    assert item["source"] == {"file": "c.xlsx", "sheet": "Sites", "row": 17}
    assert (item["site"], item["quantity"], item["serials"], item["part_number"]) == (
        "Cedar Ridge",
        3,
        ["AB12345678"],
        None,
    )
    assert (item["obtained_on"], item["unit_cost"], item["layer"]) == ("2017-03-14", "12500.50", "ran")
    assert (item["verdict"], item["entity"], item["presence"], item["category"]) == (
        "covered",
        "Huawei",
        "in_network",
        "RAN radio",
    )
    assert item["evidence"][0]["cell"] == "Sites!B17"
    contract = {
        "id",
        "fingerprint",
        "source",
        "site",
        "maker",
        "model",
        "part_number",
        "serials",
        "mac",
        "description",
        "quantity",
        "obtained_on",
        "layer",
        "verdict",
        "entity",
        "presence",
        "evidence",
    }
    assert contract <= set(item)


def test_issues_carry_the_file_beside_the_cell() -> None:
    assert review_document(REVIEW)["issues"] == [
        {
            "severity": "blocks",
            "file": "c.xlsx",
            "cell": "Sites!D17",
            "typed": "three",
            "problem": "no number",
            "fix": "such as 3",
            "rule": "quantity-unreadable",
        }
    ]


def test_the_totals_count_each_verdict() -> None:
    assert review_document(REVIEW)["totals"] == {"items": 2, "covered": 1, "likely": 0, "unknown": 1, "not_covered": 0}


def test_the_document_is_plain_json() -> None:
    document = review_document(REVIEW)
    assert json.loads(json.dumps(document, allow_nan=False)) == document
