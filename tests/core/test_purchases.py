"""What the plan would buy, held against the Covered List and the Entity List."""

from datetime import date
from decimal import Decimal

import pytest

from planner.core.model import Issue, PriceBook, PriceLine
from planner.core.project import parse_project
from planner.core.purchases import Party, purchase_issues

HUAWEI = Party("Covered List", "Huawei", (("HUAWEI",),), date(2021, 3, 12), "DA 21-309", "listed", "", "a source")
ON_BOTH = Party(
    "Entity List", "Huawei Technologies Co., Ltd.", (("HUAWEI",), ("HUAWEI", "TECHNOLOGIES")), date(2019, 5, 16),
    "84 FR 22961", "listed", "presumption of denial", "a source",
)  # fmt: skip
CLOUD = Party(
    "Entity List", "Huawei Cloud", (("HUAWEI", "CLOUD"),), date(2020, 8, 17), "85 FR 51603", "listed", "", "s"
)
MAYBE = Party("Entity List", "Inspur Group", (("INSPUR",),), date(2023, 3, 2), "88 FR 13673", "unconfirmed", "", "s")
PARTIES = (HUAWEI, ON_BOTH, CLOUD, MAYBE)


def book(*items: str) -> PriceBook:
    one = Decimal(1)
    lines = {
        f"P-{at}": PriceLine(f"P-{at}", "RAN", item, "each", one, one, one, "s", "memory")
        for at, item in enumerate(items)
    }
    return PriceBook("b", "1", "Our book", "2024", False, lines)


def issues(*vendors: str, quoted: str = "", items: tuple[str, ...] = ()) -> list[Issue]:
    text = "".join(f'[[vendor]]\nid = "{vendor}"\nlayer = "ran"\nlead_months = 3\n' for vendor in vendors)
    if quoted:
        text += f'[[quote]]\nvendor = "{quoted}"\nprice_id = "P-0"\nunit_price = 5\nnumber = "Q1"\n'
    return list(purchase_issues(parse_project(text, "project.toml"), book(*items), PARTIES, "project.toml"))


def test_a_vendor_on_both_lists_is_named_with_citation_and_date() -> None:
    covered, entity = issues("Huawei Technologies")
    assert (covered.rule, entity.rule) == ("purchase-covered-list", "purchase-entity-list")
    assert covered.severity == entity.severity == "check"
    assert covered.cell == "[[vendor]] Huawei Technologies id"
    assert 'you plan to buy from "Huawei Technologies"' in covered.problem
    assert "DA 21-309" in covered.problem
    assert "2021-03-12" in covered.problem
    assert "84 FR 22961" in entity.problem
    assert "presumption of denial" in entity.problem


def test_the_longest_name_of_a_list_decides() -> None:
    assert "85 FR 51603" in issues("huawei-cloud")[1].problem


def test_what_nobody_confirmed_is_said_to_be_so() -> None:
    (issue,) = issues("Inspur")
    assert issue.rule == "purchase-entity-list-unconfirmed"
    assert "not confirmed" in issue.problem


@pytest.mark.parametrize("vendor", ["Nokia", "Huaweiland", "Inspurious", "standard", "Non-Huawei reseller"])
def test_whole_words_only_and_nobody_else(vendor: str) -> None:
    assert issues(vendor) == []


def test_quotes_and_the_items_of_the_price_book_are_purchases_too() -> None:
    assert [issue.cell for issue in issues(quoted="Inspur", items=("a server",))] == ["[[quote]] 1 vendor"]
    (issue,) = issues(items=("Inspur server",))
    assert (issue.file, issue.cell, issue.typed) == ("Our book", "P-0", "Inspur server")


@pytest.mark.parametrize("item", ["Phone (non-Huawei/ZTE)", "Removal of Huawei radios", "Disposal, Huawei batteries"])
def test_taking_gear_away_is_no_purchase(item: str) -> None:
    assert issues(items=(item,)) == []


def test_a_vendor_of_several_layers_is_named_once() -> None:
    text = "".join(f'[[vendor]]\nid = "Inspur"\nlayer = "{layer}"\nlead_months = 3\n' for layer in ("ran", "core"))
    assert len(purchase_issues(parse_project(text, "project.toml"), book(), PARTIES, "p.toml")) == 1
