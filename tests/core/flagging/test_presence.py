"""In the network, removed, on a shelf, or only spoken of."""

from collections.abc import Callable

import pytest

from planner.core.model import Finding

Judge = Callable[..., Finding]


@pytest.mark.parametrize(
    "texts",
    [
        {"status": "Removed"}, {"status": "replaced 2022"}, {"status": "Decommissioned"}, {"status": "scrapped"},
        {"status": "RETIRED"}, {"status": "destroyed 3/2023"}, {"status": "returned to vendor"}, {"status": "decom"},
        {"notes": "Removed 2023, scrapped"}, {"notes": "unit was removed in May"},
        {"notes": "replaced by Nokia 2022"},
        {"description": "RRU3908 - decommissioned 2021"}, {"model": "RRU3908 (removed)"},
        {"notes": "Huawei removed 2023"},
        {"columns": [("status", "Removed?", "Yes")]},
    ],
)  # fmt: skip
def test_gear_that_is_gone_is_removed(judge: Judge, texts: dict[str, object]) -> None:
    finding = judge(**{"maker": "Huawei", "model": "RRU3908", **texts})
    assert (finding.verdict, finding.presence) == ("covered", "removed")


@pytest.mark.parametrize(
    "texts",
    [
        {"status": "to be removed"}, {"status": "scheduled for removal"}, {"notes": "remove in 2027"},
        {"notes": "not yet removed"},
        {"notes": "will be replaced by Nokia"}, {"status": "planned decommission 2027"}, {"status": "Active"},
        {"status": "in service"},
        {"notes": "Replaced Ericsson RBS in 2015"}, {"status": "In service (battery replaced 2021)"},
        {"notes": "battery replaced 2021"}, {"notes": "pending removal"},
        {"description": "antenna removed and reinstalled"}, {"columns": [("status", "Removed?", "No")]},
        {"notes": "spare battery on site"}, {"notes": "Decommission 2026"}, {"notes": "no spares"},
        {"site": "Depot Hill"}, {"site": "Stockton"},
        {"site": "Warehouse Rd"}, {"status": "not removed"}, {"notes": "removed snow from shelter"},
    ],
)  # fmt: skip
def test_plans_upkeep_and_place_names_leave_it_in_the_network(judge: Judge, texts: dict[str, object]) -> None:
    assert judge(**{"maker": "Huawei", "model": "RRU3908", **texts}).presence == "in_network"


@pytest.mark.parametrize(
    "texts",
    [
        {"status": "Spare"}, {"status": "in stock"}, {"site": "Warehouse"}, {"site": "Main Depot"},
        {"site": "Warehouse 2"},
        {"notes": "in the warehouse"}, {"notes": "kept as spare"}, {"description": "Spare RRU3908"},
        {"description": "RRU3908 spare"},
        {"notes": "spare unit"}, {"notes": "on shelf"},
    ],
)  # fmt: skip
def test_gear_on_a_shelf_is_spare(judge: Judge, texts: dict[str, object]) -> None:
    assert judge(**{"maker": "Huawei", "model": "RRU3908", **texts}).presence == "spare"


@pytest.mark.parametrize(
    "notes",
    ["replaced Huawei RRU 2022", "Huawei removed 2023", "ZTE decommissioned last year", "Formerly ZTE; swapped 2021"],
)
def test_history_on_another_makers_row_is_a_mention_and_not_a_removal(judge: Judge, notes: str) -> None:
    finding = judge(maker="Nokia", model="AirScale", notes=notes)
    assert (finding.verdict, finding.presence) == ("not_covered", "mentioned")


def test_another_makers_gear_can_be_gone_too(judge: Judge) -> None:
    assert judge(maker="Nokia", status="Removed").presence == "removed"


def test_the_name_of_the_gear_with_gone_after_it_is_the_gear_itself(judge: Judge) -> None:
    finding = judge(model="RRU3908 (decommissioned 2022)")
    assert (finding.verdict, finding.presence) == ("likely", "removed")
    assert judge(maker="Nokia", description="BBU3900 removed").verdict == "not_covered"


def test_a_site_known_only_from_a_heading_counts(judge: Judge, make_item: Callable[..., object]) -> None:
    assert judge(maker="Huawei", site="Central Warehouse").presence == "spare"
