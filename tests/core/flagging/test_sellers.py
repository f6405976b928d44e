"""Who sold the gear did not make it: the name of a shop is silence about the maker."""

from collections.abc import Callable

import pytest

from planner.core.model import Finding

Judge = Callable[..., Finding]


@pytest.mark.parametrize("header", ["Supplier", "Supplied By", "Purchased From", "Distributor", "Proveedor"])
def test_an_unknown_seller_is_no_other_maker(judge: Judge, header: str) -> None:
    finding = judge(description="AWS remote radio 40W", columns=[("maker", header, "Midwest Telecom Sales")])
    assert finding.verdict == "unknown"


def test_an_unknown_maker_is_another_maker(judge: Judge) -> None:
    finding = judge(description="AWS remote radio 40W", columns=[("maker", "Manufacturer", "Midwest Telecom Sales")])
    assert finding.verdict == "not_covered"


@pytest.mark.parametrize("shop", ["Graybar", "Tessco Technologies", "Anixter Inc.", "KGPCo"])
def test_a_known_distributor_is_no_maker_even_as_a_vendor(judge: Judge, shop: str) -> None:
    assert judge(maker=shop, description="AWS remote radio 40W").verdict == "unknown"
    assert judge(maker=shop, model="RRU3908").verdict == "likely"


def test_a_known_maker_that_sold_its_gear_still_counts(judge: Judge) -> None:
    sold = [("maker", "Supplier", "Ericsson Inc")], [("maker", "Supplier", "Huawei Technologies USA")]
    assert [judge(model="radio", columns=columns).verdict for columns in sold] == ["not_covered", "covered"]


def test_the_same_name_is_read_by_its_header_each_time(judge: Judge) -> None:
    """The engine remembers texts; the header is part of what it remembers."""
    both = [("maker", "Manufacturer", "Acme Radio"), ("maker", "Supplier", "Acme Radio")]
    assert judge(columns=both).verdict == "not_covered"
    assert judge(columns=both[1:]).verdict == "unknown"
