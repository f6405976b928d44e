"""The rules page: packs known and used, one of one's own handed in and refused, and the switch for the next run."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from planner import packing
from planner.reference.rulepacks import load_rules
from planner.store import queries

RIDGE = (Path(__file__).parents[1] / "data/packs/ridge.toml").read_bytes()
HEAD = 'id = "other"\nversion = "1"\nas_of = 2026-11-24\n'
NOW = f"us-fcc-scrp {load_rules().version}"


@pytest.fixture
def home(browser: Any) -> str:
    found: str = browser.project()
    return found


def hand_in(browser: Any, home: str, content: bytes = RIDGE, name: str = "ridge.toml") -> Any:
    return browser.send(f"{home}/rules/packs", files=[("pack", (name, content))])


def choose(browser: Any, home: str, base: str = "us-fcc-scrp", **more: str) -> Any:
    return browser.send(f"{home}/rules", base=base, **more)


def kept(engine: Any) -> dict[str, tuple[str, ...]]:
    """What the next run of the first project would pin, by kind."""
    uploads = queries.uploads_in_force(engine.store, 1)
    return {kind: tuple(one.name for one in uploads if one.kind == kind) for kind in ("pack", "rules")}


def chosen(engine: Any) -> list[str]:
    (upload,) = [one for one in queries.uploads_in_force(engine.store, 1) if one.kind == "rules"]
    found: list[str] = json.loads(queries.upload_content(engine.store, upload.id))["packs"]
    return found


def checked(page: str) -> list[str]:
    return re.findall(r'value="([^"]*)" checked', page)


def test_every_pack_that_comes_with_the_planner_is_listed_with_its_facts(browser: Any, home: str) -> None:
    page = browser.page(f"{home}/rules")
    assert page.status_code == 200
    for pack in packing.shipped_packs():
        assert f"{pack['id']} {pack['version']}" in page.text
        assert pack["sha256"][:16] in page.text
        assert f"{sum(pack['rows'].values()):,}" in page.text
    assert "Model families and part codes: 639, of 2026-11-24" in page.text
    assert "NetBox devicetype-library" in page.text
    assert "Nothing is chosen here, so the pack in force judges." in page.text
    assert checked(page.text) == ["us-fcc-scrp"]


def test_the_page_is_linked_from_every_page_of_the_project(browser: Any, home: str) -> None:
    assert f'<a href="{home}/rules">Rules</a>' in browser.page(home).text
    assert f'<a href="{home}/rules" aria-current="page">Rules</a>' in browser.page(f"{home}/rules").text


def test_a_pack_of_ones_own_is_kept_listed_and_judges_nothing_yet(browser: Any, home: str, engine: Any) -> None:
    page = hand_in(browser, home).text
    assert "Kept: ridge.toml. It judges nothing until you choose it" in page
    assert "ridge 2" in page
    assert "Names and look-alikes: 4, of 2026-11-24" in page
    assert "board resolution 2026-17" in page
    assert kept(engine) == {"pack": ("ridge.toml",), "rules": ()}
    assert browser.page(home).status_code == 200


def test_a_chosen_pack_is_pinned_by_the_next_run_and_the_choice_before_stays_on_record(
    browser: Any, home: str, engine: Any
) -> None:
    hand_in(browser, home)
    page = choose(browser, home, base="us-fcc-scrp@1.0.0", added="ridge.toml").text
    assert checked(page) == ["us-fcc-scrp@1.0.0", "ridge.toml"]
    assert page.count("Judges the next run") == 2
    assert chosen(engine) == ["us-fcc-scrp@1.0.0", "ridge.toml"]
    first = next(one.id for one in queries.uploads_in_force(engine.store, 1) if one.kind == "rules")
    choose(browser, home, base="us-fcc-scrp@1.1.0")
    assert chosen(engine) == ["us-fcc-scrp@1.1.0"]
    assert json.loads(queries.upload_content(engine.store, first))["packs"] == ["us-fcc-scrp@1.0.0", "ridge.toml"]
    browser.upload(home)
    engine.hold = True
    browser.send(f"{home}/runs")
    (job,) = queries.jobs_of(engine.store, 1)
    pinned = {upload.kind for upload in queries.uploads_by_id(engine.store, job.inputs["uploads"])}
    assert pinned == {"inventory", "pack", "rules"}


def test_the_same_choice_again_is_no_new_one(browser: Any, home: str, engine: Any) -> None:
    choose(browser, home)
    before = queries.uploads_in_force(engine.store, 1)
    choose(browser, home)
    assert queries.uploads_in_force(engine.store, 1) == before


def test_choosing_none_leaves_it_to_the_project_file(browser: Any, home: str, engine: Any) -> None:
    project = b'[rules]\npacks = ["us-fcc-scrp@1.0.0"]\n'
    browser.upload(home, "carrier.toml", project, "project_file")
    assert "The project file names <bdi>us-fcc-scrp@1.0.0</bdi>" in browser.page(f"{home}/rules").text
    assert "your choice takes its place" in choose(browser, home).text
    page = browser.send(f"{home}/rules", choice="none").text
    assert "the project file decides" in page
    assert kept(engine)["rules"] == ()


def test_results_are_said_to_be_out_of_date_after_a_switch(browser: Any) -> None:
    home = browser.finished()
    choose(browser, home, base="us-fcc-scrp@1.0.0")
    assert "These results are not up to date" in browser.page(f"{home}/findings").text


def test_the_packs_that_judged_the_results_are_named(browser: Any, engine: Any, kit: dict[str, Any]) -> None:
    shipped = packing.shipped_packs()[0]
    parts = [*shipped["packs"], {"id": "ridge", "version": "2", "as_of": "2026-11-24", "sha256": "ab" * 32}]
    parts[1] |= {"replaces": ["maker-other-nokia"]}
    rules = {**shipped, "packs": parts}
    engine.run = kit["pretend"](kit["documents"]() | {"review.json": kit["review"]([]) | {"rules": rules}})
    page = browser.page(f"{browser.finished()}/rules").text
    assert f"<strong><bdi>{NOW}</bdi></strong>, as of 2026-11-24" in page
    assert "<bdi>ridge 2</bdi>" in page
    assert "maker-other-nokia" in page
    assert page.count("Judged the results") == 1


def test_a_review_from_before_packs_were_recorded_names_its_pack(browser: Any) -> None:
    assert "<bdi>us-fcc-scrp 2026.1</bdi>" in browser.page(f"{browser.finished()}/rules").text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f'{HEAD}[[deny]]\nnames = ["Ridgeway"]\n', "[[deny]] no. 1 source: missing; every row needs it"),
        (f'{HEAD}[[deny]]\nnames = ["Huawei"]\nsource = "x"\n', "[[deny]] no. 1 &#34;Huawei&#34; is known already"),
        (
            f'{HEAD}[[family]]\nentity = "ZTE"\nname = "a"\npattern = "(A+)+"\nexamples = ["AA"]\nsource = "x"\n',
            "[[family]] no. 1 pattern:",
        ),
        (f'{HEAD}[[deny]]\nnames = ["Ridgeway"]\nsource = "x"\nas_of = 2026-12-01\n', "[[deny]] no. 1 as_of:"),
        ("[" * 3000, "not a TOML file"),
        ("\x00", "not a TOML file"),
    ],
)
def test_a_faulty_pack_is_refused_with_row_and_column(
    browser: Any, home: str, engine: Any, content: str, said: str
) -> None:
    answer = hand_in(browser, home, content.encode(), "other.toml")
    assert answer.status_code == 422
    assert said in answer.text
    assert "<title>Error: " in answer.text
    assert kept(engine)["pack"] == ()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rules.csv", b"a,b", "rules.csv is no rule pack"),
        ("ridge.toml", b"", "ridge.toml is empty"),
        ("ridge.toml", b"#" * 300_000, "such a pack has at most 256 KB"),
        ("ridge.zip", b"PK not a zip", "is not a saved rule pack"),
    ],
)
def test_what_is_no_pack_is_refused_in_a_sentence(
    browser: Any, home: str, engine: Any, name: str, content: bytes, said: str
) -> None:
    answer = hand_in(browser, home, content, name)
    assert answer.status_code == 422
    assert said in answer.text
    assert kept(engine)["pack"] == ()


def test_a_bomb_in_a_zip_and_a_file_over_the_limit_are_refused(browser: Any, home: str, engine: Any) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("families.csv", b"0" * 50_000_000)
    answer = hand_in(browser, home, buffer.getvalue(), "bomb.zip")
    assert answer.status_code == 422
    assert "more than 4,096 KB" in answer.text
    answer = hand_in(browser, home, b"#" * 2_000_000)
    assert answer.status_code == 413
    assert "The file is too big" in answer.text
    assert kept(engine)["pack"] == ()


def test_no_file_at_all_is_asked_for(browser: Any, home: str) -> None:
    answer = browser.send(f"{home}/rules/packs")
    assert answer.status_code == 422
    assert "Choose a rule pack" in answer.text


def test_a_saved_pack_can_be_handed_in_and_chosen_whole(browser: Any, home: str, engine: Any, tmp_path: Path) -> None:
    out = tmp_path / "kept.zip"
    packing.save_packs_to(out, ["us-fcc-scrp@1.0.0"])
    assert "yours, saved whole" in hand_in(browser, home, out.read_bytes(), "kept.zip").text
    choose(browser, home, base="kept.zip")
    assert chosen(engine) == ["kept.zip"]


def test_packs_that_clash_cannot_be_chosen_together(browser: Any, home: str, engine: Any) -> None:
    hand_in(browser, home)
    hand_in(browser, home, RIDGE.replace(b'"2"', b'"3"'), "twin.toml")
    data = {"base": "us-fcc-scrp", "added": ["ridge.toml", "twin.toml"]}
    answer = browser.send(f"{home}/rules", **data)
    assert answer.status_code == 422
    assert "two packs have the id &#34;ridge&#34;; give one another id." in answer.text
    assert kept(engine)["rules"] == ()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"base": "us-fcc-scrp@0.1"},
        {"base": "/etc/passwd"},
        {"base": "../ridge.toml"},
        {"base": "ridge.toml"},
        {"base": "us-fcc-scrp", "added": "/etc/passwd"},
        {"base": "us-fcc-scrp", "added": "us-fcc-scrp@1.0.0"},
    ],
)
def test_only_packs_on_the_page_can_be_chosen(browser: Any, home: str, engine: Any, sent: dict[str, str]) -> None:
    hand_in(browser, home)
    answer = browser.send(f"{home}/rules", **sent)
    assert answer.status_code == 422
    assert "Choose one of the full packs that are listed." in answer.text
    assert kept(engine)["rules"] == ()


def test_a_pack_that_is_chosen_cannot_be_left_out(browser: Any, home: str, engine: Any) -> None:
    hand_in(browser, home)
    (pack,) = queries.uploads_in_force(engine.store, 1)
    choose(browser, home, added="ridge.toml")
    refused = browser.send(f"{home}/rules/packs/{pack.id}/withdraw")
    assert refused.status_code == 422
    assert "ridge.toml is chosen for the next run" in refused.text
    choose(browser, home)
    assert "The pack is left out" in browser.send(f"{home}/rules/packs/{pack.id}/withdraw").text
    assert kept(engine)["pack"] == ()


def test_a_chosen_pack_left_out_elsewhere_is_pointed_out(browser: Any, home: str, engine: Any) -> None:
    hand_in(browser, home)
    (pack,) = queries.uploads_in_force(engine.store, 1)
    choose(browser, home, added="ridge.toml")
    browser.send(f"{home}/uploads/{pack.id}/withdraw")
    assert "A chosen pack is not there" in browser.page(f"{home}/rules").text


def test_a_pack_of_another_project_is_not_there(browser: Any, home: str, engine: Any) -> None:
    hand_in(browser, home)
    (pack,) = queries.uploads_in_force(engine.store, 1)
    other = browser.project("Other")
    assert browser.send(f"{other}/rules/packs/{pack.id}/withdraw").status_code == 404
    assert choose(browser, other, added="ridge.toml").status_code == 422


def test_a_strangers_words_are_shown_and_never_run(browser: Any, home: str, kit: dict[str, Any]) -> None:
    hostile = kit["hostile"]
    text = f"{HEAD}[[deny]]\nnames = ['Ridgeway Stores']\nsource = '{hostile}'\nwhy = '{hostile}'\n"
    page = hand_in(browser, home, text.encode(), f"{hostile}.toml").text
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    bad = hand_in(browser, home, f"{HEAD}[['{hostile}']]\nx = 1\n".encode(), "bad.toml").text
    assert "<script" not in bad
    assert "&lt;script&gt;" in bad


def test_a_form_without_its_token_changes_nothing(browser: Any, home: str, engine: Any, kit: dict[str, Any]) -> None:
    headers = {"Origin": kit["base"], "Sec-Fetch-Site": "same-origin"}
    for address, files in ((f"{home}/rules", None), (f"{home}/rules/packs", [("pack", ("ridge.toml", RIDGE))])):
        answer = browser.client.post(address, data={"base": "us-fcc-scrp"}, files=files, headers=headers)
        assert answer.status_code == 403
    assert kept(engine) == {"pack": (), "rules": ()}
