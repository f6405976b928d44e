"""A run of the web application is judged and explained by the packs chosen; purchases are held against their lists."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from planner import packing, pipeline
from planner.core.errors import InvalidDocument
from planner.reference.packs.shelf import load_packs

RIDGE = Path(__file__).parent / "data/packs/ridge.toml"
GEAR = "Site,Maker,Model,Qty\nNorth,Zephyr,ZR4410,3\nSouth,Huawei,RRU3908,2\nEast,Nokia,AirScale,1\n"
PROJECT = '[[vendor]]\nid = "Zephyr Radio"\nlayer = "ran"\nlead_months = 3\n'
DAY = date(2026, 11, 24)


@pytest.fixture
def gear(tmp_path: Path) -> Path:
    path = tmp_path / "gear.csv"
    path.write_text(GEAR, encoding="utf-8")
    return path


def checks(out: Path) -> list[tuple[str, str]]:
    review = json.loads((out / "review.json").read_text(encoding="utf-8"))
    return [(one["rule"], one["problem"]) for one in review["issues"] if one["rule"].startswith("purchase-")]


def test_a_purchase_from_a_maker_of_ones_own_pack_is_asked_about(tmp_path: Path, gear: Path) -> None:
    project = tmp_path / "project.toml"
    project.write_text(PROJECT, encoding="utf-8")
    pipeline.estimate([gear], out=tmp_path / "with", as_of=DAY, project=project, rules=[str(RIDGE)])
    pipeline.estimate([gear], out=tmp_path / "without", as_of=DAY, project=project)
    ((rule, said),) = checks(tmp_path / "with")
    assert rule == "purchase-own-list"
    assert said.startswith('you plan to buy from "Zephyr Radio"; your rule pack ridge 2 lists Zephyr since 2026-10-01')
    assert checks(tmp_path / "without") == []


@pytest.mark.parametrize("names", [(), ("us-fcc-scrp@1.0.0",), (str(RIDGE),), ("us-fcc-scrp@1.0.0", str(RIDGE))])
def test_the_packs_that_a_review_records_are_found_again(tmp_path: Path, gear: Path, names: Sequence[str]) -> None:
    pipeline.review([gear], out=tmp_path / "made", rules=names)
    rules = json.loads((tmp_path / "made/review.json").read_text(encoding="utf-8"))["rules"]
    other = tmp_path / "other.toml"
    other.write_text(
        'id = "other"\nversion = "1"\nas_of = 2026-11-24\n[[deny]]\nnames = ["Ridgeway"]\nsource = "x"\n',
        encoding="utf-8",
    )
    found = packing.packs_of_review(rules, [other, RIDGE])
    assert load_packs(found).info == load_packs(names).info
    assert str(other) not in found


def test_packs_that_cannot_be_had_any_more_are_refused(tmp_path: Path, gear: Path) -> None:
    pipeline.review([gear], out=tmp_path / "made", rules=[str(RIDGE)])
    rules = json.loads((tmp_path / "made/review.json").read_text(encoding="utf-8"))["rules"]
    with pytest.raises(InvalidDocument, match="ridge 2 with the hash"):
        packing.packs_of_review(rules, [])
    with pytest.raises(InvalidDocument, match=r"the versions of us-fcc-scrp are"):
        packing.packs_of_review({"id": "us-fcc-scrp", "version": "0.1"}, [])
