"""A review records its packs, re-runs under old ones, and the packs can be listed, checked and kept."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from planner import packing, pipeline
from planner.bundled import inventories_folder
from planner.cli import app
from planner.core.errors import InvalidDocument
from planner.core.project import parse_project
from planner.reference.packs.archive import ARCHIVE, kept_packs
from planner.reference.packs.content import content_of_folder, content_of_zip, full_hash
from planner.reference.packs.joining import joined_rules
from planner.reference.packs.shelf import load_packs
from planner.reference.packs.user import TABLES, parse_user_pack
from planner.reference.rulepacks import SHIPPED, load_rules

DATA = Path(__file__).parent / "data"
RIDGE = DATA / "packs/ridge.toml"
CEDAR = inventories_folder() / "cedar-valley.xlsx"
HASH_OF_1_0_0 = "c9aabcd2cda4b9b0d937d69f7e32571f68f883797634814e2e7882cbf7a533a4"
GEAR = "Site,Maker,Model,Qty\nNorth,Zephyr,ZR4410,3\nSouth,Huawei,RRU3908,2\nEast,Nokia,AirScale,1\n"


def review_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "review.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def gear(tmp_path: Path) -> Path:
    path = tmp_path / "gear.csv"
    path.write_text(GEAR, encoding="utf-8")
    return path


# -- a review records its packs and re-runs under an old one -----------------------------------------------------------


def test_an_old_version_gives_the_verdicts_and_the_hash_of_its_day(tmp_path: Path) -> None:
    pipeline.review([CEDAR], out=tmp_path, rules=["us-fcc-scrp@1.0.0"])
    made = review_of(tmp_path)
    assert (made["rules"]["version"], made["rules"]["sha256"]) == ("1.0.0", HASH_OF_1_0_0)
    with (DATA / "cedar-valley-under-1.0.0.csv").open(encoding="utf-8", newline="") as handle:
        then = {(row["sheet"], int(row["row"])): row for row in csv.DictReader(handle)}
    now = {(one["source"]["sheet"], one["source"]["row"]): one for one in made["items"]}
    assert now.keys() == then.keys()
    for place, row in then.items():
        found = now[place]
        assert (found["verdict"], found["entity"] or "", found["presence"]) == (
            row["verdict"], row["entity"], row["presence"],
        ), place  # fmt: skip


def test_a_review_records_every_pack_that_judged(tmp_path: Path, gear: Path) -> None:
    pipeline.review([gear], out=tmp_path / "with", rules=[str(RIDGE)])
    pipeline.review([gear], out=tmp_path / "without")
    with_pack, without = review_of(tmp_path / "with"), review_of(tmp_path / "without")
    assert [one["verdict"] for one in with_pack["items"]] == ["covered", "covered", "not_covered"]
    assert with_pack["items"][0]["entity"] == "Zephyr"
    assert without["items"][0]["entity"] is None
    assert [(one["id"], one["version"]) for one in with_pack["rules"]["packs"]] == [
        ("us-fcc-scrp", load_rules().version),
        ("ridge", "2"),
    ]
    assert with_pack["rules"]["packs"][0]["sha256"] == without["rules"]["sha256"] != with_pack["rules"]["sha256"]


def test_gear_of_a_users_entity_is_priced_as_nothing_the_program_pays(tmp_path: Path, gear: Path) -> None:
    pipeline.estimate([gear], out=tmp_path, as_of=date(2026, 11, 24), rules=[str(RIDGE)])
    estimate = json.loads((tmp_path / "estimate.json").read_text(encoding="utf-8"))
    assert any("Zephyr gear is flagged" in str(one) for one in estimate["left_out"])
    assert not any(1 in line.get("items", ()) for line in estimate["lines"])


def test_an_unknown_version_says_which_exist() -> None:
    versions = ", ".join(sorted(version for _, version in kept_packs()))
    with pytest.raises(InvalidDocument, match=r"us-fcc-scrp@0\.9") as caught:
        load_packs(["us-fcc-scrp@0.9"])
    assert caught.value.faults == (f'"us-fcc-scrp@0.9" is typed; the versions of us-fcc-scrp are {versions}',)
    with pytest.raises(InvalidDocument, match="did you mean us-fcc-scrp"):
        load_packs(["us-fc-scrp"])


def test_a_version_that_is_kept_is_never_changed() -> None:
    in_force = content_of_folder(SHIPPED)
    for path in ARCHIVE.glob("*.zip"):
        kept = content_of_zip(path)
        assert full_hash(kept) == kept.told_sha256
        if kept.texts["pack.toml"] == in_force.texts["pack.toml"]:
            assert full_hash(in_force) == kept.told_sha256, "the tables changed: raise version in rules/pack.toml"


def test_the_hash_is_of_what_is_said_not_of_how_it_is_stored(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(SHIPPED, tmp_path / "rules"))
    for path in copy.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.DictWriter(handle, list(reversed(rows[0])), lineterminator="\r\n", quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)
    (copy / "notes.txt").write_text("nothing to do with it", encoding="utf-8")
    assert load_packs([str(copy)]).sha256 == load_rules().sha256
    path = copy / "deny.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Aztech", "Aztek", 1), encoding="utf-8")
    assert load_packs([str(copy)]).sha256 != load_rules().sha256


def test_the_order_in_which_packs_are_named_does_not_matter(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(
        'id = "aaa"\nversion = "1"\nas_of = 2026-11-24\n[[deny]]\nnames = ["Ridgeway Stores"]\nsource = "x"\n',
        encoding="utf-8",
    )
    names = [str(RIDGE), str(other), "us-fcc-scrp@1.0.0"]
    assert load_packs(names).info == load_packs(names[::-1]).info
    with pytest.raises(InvalidDocument, match="second full pack"):
        load_packs(["us-fcc-scrp@1.0.0", str(SHIPPED)])
    twin = tmp_path / "twin.toml"
    twin.write_bytes(other.read_bytes())
    with pytest.raises(InvalidDocument, match='two packs have the id "aaa"'):
        load_packs([str(other), str(twin)])


# -- kept in one file --------------------------------------------------------------------------------------------------


def test_the_packs_of_a_review_are_kept_in_one_file_that_judges_the_same_again(tmp_path: Path, gear: Path) -> None:
    own = Path(shutil.copy(RIDGE, tmp_path / "own.toml"))
    rules = [str(own), "us-fcc-scrp@1.0.0"]
    pipeline.review([gear], out=tmp_path / "first", rules=rules)
    kept, again = tmp_path / "kept.zip", tmp_path / "again.zip"
    packing.save_packs_to(kept, rules, tmp_path / "first/review.json")
    packing.save_packs_to(again, rules[::-1])
    assert kept.read_bytes() == again.read_bytes()
    own.unlink()
    pipeline.review([gear], out=tmp_path / "second", rules=[str(kept)])
    first, second = review_of(tmp_path / "first"), review_of(tmp_path / "second")
    assert first["rules"] == second["rules"]
    assert first["items"] == second["items"]


def test_packs_that_are_not_those_of_the_review_are_not_kept_as_such(tmp_path: Path, gear: Path) -> None:
    own = Path(shutil.copy(RIDGE, tmp_path / "own.toml"))
    pipeline.review([gear], out=tmp_path / "first", rules=[str(own)])
    own.write_text(own.read_text(encoding="utf-8").replace("ZR4410", "ZR4411"), encoding="utf-8")
    with pytest.raises(InvalidDocument, match="ridge 2 with the hash"):
        packing.save_packs_to(tmp_path / "kept.zip", [str(own)], tmp_path / "first/review.json")
    assert not (tmp_path / "kept.zip").exists()


# -- the command line and the project file -----------------------------------------------------------------------------


def test_the_commands_list_check_and_keep(tmp_path: Path, gear: Path) -> None:
    runner = CliRunner()
    listed = runner.invoke(app, ["packs"])
    assert listed.exit_code == 0
    assert all(
        text in listed.output for text in ("us-fcc-scrp", "1.0.0", HASH_OF_1_0_0[:16], "planning-book", "source:")
    )
    document = json.loads(runner.invoke(app, ["packs", "--json"]).output)
    assert document["format"] == "planner-packs/1"
    assert {one["version"]: one["rows"]["families"] for one in document["rules"]}["1.0.0"] == 152
    checked = runner.invoke(app, ["packs", "check", str(RIDGE)])
    assert (checked.exit_code, "No fault." in checked.output) == (0, True)
    out = tmp_path / "made"
    assert runner.invoke(app, ["review", str(gear), "--rules", str(RIDGE), "--out", str(out)]).exit_code == 0
    saving = ["packs", "save", str(tmp_path / "k.zip"), "--rules", str(RIDGE), "--review", str(out / "review.json")]
    saved = runner.invoke(app, saving)
    assert (saved.exit_code, "ridge 2" in saved.output) == (0, True)
    assert runner.invoke(app, ["packs", "save", str(tmp_path / "k.txt")]).exit_code == 2


def test_the_project_file_names_packs_beside_it_and_the_command_line_comes_first(tmp_path: Path, gear: Path) -> None:
    (tmp_path / "packs").mkdir()
    shutil.copy(RIDGE, tmp_path / "packs/ridge.toml")
    project = tmp_path / "carrier.toml"
    project.write_text('[rules]\npacks = ["packs/ridge.toml", "us-fcc-scrp@1.0.0"]\n', encoding="utf-8")
    day = date(2026, 11, 24)
    pipeline.estimate([gear], out=tmp_path / "a", as_of=day, project=project)
    assert [one["id"] for one in review_of(tmp_path / "a")["rules"]["packs"]] == ["us-fcc-scrp", "ridge"]
    pipeline.estimate([gear], out=tmp_path / "b", as_of=day, project=project, rules=["us-fcc-scrp"])
    assert [one["version"] for one in review_of(tmp_path / "b")["rules"]["packs"]] == [load_rules().version]


@pytest.mark.parametrize(
    "place", ["/etc/passwd", "../other.toml", "packs/../../x.toml", "C:/x.toml", "a\\\\b.toml", ""]
)
def test_a_project_file_cannot_name_a_file_outside_its_folder(place: str) -> None:
    with pytest.raises(InvalidDocument, match="a file beside this one"):
        parse_project(f'[rules]\npacks = ["{place}"]\n', "carrier.toml")


def test_a_faulty_pack_stops_the_review_before_anything_is_written(tmp_path: Path, gear: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(RIDGE.read_text(encoding="utf-8").replace('"Zephyr Radio", ', '"Huawei", '), encoding="utf-8")
    with pytest.raises(InvalidDocument, match="Huawei"):
        pipeline.review([gear], out=tmp_path / "made", rules=[str(bad)])
    assert not (tmp_path / "made").exists()


def test_the_example_of_the_manual_is_sound() -> None:
    manual = (SHIPPED / "README.md").read_text(encoding="utf-8")
    example = manual.partition("```toml\n")[2].partition("```")[0]
    pack = joined_rules(load_rules(), parse_user_pack(example, "README.md"))
    assert pack.packs[-1].id == "ridge"
    assert all(f"`[[{table}]]`" in manual for table in TABLES)
