"""The whole walk of a person: hand in, run, read, decide, take away; and what is said when something is missing."""

import json
import re
from typing import Any

import pytest

from planner.store import queries


def test_from_a_spreadsheet_to_the_report(browser: Any, engine: Any) -> None:
    home = browser.project("Cedar Valley Telephone")
    kept = browser.upload(home, "cedar.csv", b"Site,Maker\nCedar Ridge,Huawei\n")
    assert "Kept: <bdi>" not in kept.text
    assert "Kept: cedar.csv." in kept.text
    ended = browser.send(f"{home}/runs", time_limit="10")
    assert "<h1>Done</h1>" in ended.text
    assert "some rows or answers need a person" in ended.text
    assert "Sites, row 1" in browser.page(f"{home}/findings").text
    assert "$1,234.50" in browser.page(f"{home}/costs").text
    assert "<svg" in browser.page(f"{home}/plan").text
    assert "this is not a quantity" in browser.page(f"{home}/issues").text
    listed = browser.page(f"{home}/downloads").text
    assert re.findall(r"<bdi>([^<]+)</bdi></a>", listed) == [
        "cost-report.xlsx",
        "cedar.annotated.xlsx",
        "review.json",
        "estimate.json",
        "problem.json",
        "plan.json",
    ]
    link = re.search(r'href="([^"]+)"><bdi>cost-report.xlsx', listed)
    assert link is not None
    report = browser.page(link.group(1))
    assert report.content == b"PK report"
    assert report.headers["content-disposition"].startswith('attachment; filename="cost-report.xlsx"')
    job = queries.jobs_of(engine.store, 1)[0]
    assert (job.inputs["time_limit"], job.exit_code) == (10.0, 3)


def test_a_json_document_comes_back_whole(browser: Any, kit: dict[str, Any]) -> None:
    home = browser.finished()
    listed = browser.page(f"{home}/downloads").text
    link = re.search(r'href="([^"]+)"><bdi>plan.json', listed)
    assert link is not None
    assert json.loads(browser.page(link.group(1)).content) == kit["plan"]


def test_the_sample_becomes_a_project_with_its_run(browser: Any, engine: Any) -> None:
    answer = browser.send("/projects/sample")
    assert answer.status_code == 200
    uploads = queries.uploads_in_force(engine.store, 1)
    assert [(upload.kind, upload.name) for upload in uploads] == [
        ("project", "cedar-valley.toml"),
        ("inventory", "cedar-valley.xlsx"),
    ]
    assert "/runs/" in answer.url.path


def test_the_file_handed_in_can_be_taken_back_out(browser: Any) -> None:
    home = browser.project()
    browser.upload(home, "cedar.csv", b"Site,Maker\r\n")
    assert browser.page(f"{home}/uploads/1").content == b"Site,Maker\r\n"


def test_a_file_left_out_is_not_in_the_next_run(browser: Any, engine: Any) -> None:
    home = browser.project()
    browser.upload(home, "cedar.csv")
    browser.upload(home, "ridge.csv")
    browser.send(f"{home}/uploads/1/withdraw")
    browser.send(f"{home}/runs")
    assert queries.jobs_of(engine.store, 1)[0].inputs["uploads"] == [2]


def test_a_project_file_is_checked_on_the_spot(browser: Any, engine: Any) -> None:
    home = browser.project()
    refused = browser.upload(home, "project.toml", b"[carier]\nname = 'x'\n", "project_file")
    assert refused.status_code == 422
    assert "project.toml: " in refused.text
    assert "carrier" in refused.text
    assert queries.uploads_in_force(engine.store, 1) == ()
    taken = browser.upload(home, "project.toml", b"[carrier]\nname = 'Cedar Valley'\n", "project_file")
    assert taken.status_code == 200
    assert [upload.kind for upload in queries.uploads_in_force(engine.store, 1)] == ["project"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.xlsx", b"", "empty.xlsx is empty"),
        ("notes.docx", b"PK", "notes.docx is not a spreadsheet"),
        ("scan.xlsx", b"%PDF-1.7", "scan.xlsx is a PDF document, whatever its name says"),
        ("site.csv", b"\x89PNG\r\n", "site.csv is a picture"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_named_with_what_helps(
    browser: Any, engine: Any, name: str, content: bytes, words: str
) -> None:
    home = browser.project()
    refused = browser.upload(home, name, content)
    assert refused.status_code == 422
    assert words in refused.text
    assert "<title>Error: " in refused.text
    assert 'href="#inventories"' in refused.text
    assert queries.uploads_in_force(engine.store, 1) == ()


def test_good_files_are_kept_beside_a_bad_one(browser: Any, engine: Any) -> None:
    home = browser.project()
    files = [("inventories", ("good.csv", b"Site\n")), ("inventories", ("bad.csv", b""))]
    assert "bad.csv is empty" in browser.send(f"{home}/uploads", files=files).text
    assert [upload.name for upload in queries.uploads_in_force(engine.store, 1)] == ["good.csv"]


def test_many_long_names_do_not_burst_the_session(browser: Any) -> None:
    home = browser.project()
    files = [("inventories", (f"{'ü' * 110}{number}.csv", b"Site\n")) for number in range(20)]
    answer = browser.send(f"{home}/uploads", files=files)
    assert "Kept: 20 files." in answer.text
    browser.send(f"{home}/uploads", files=files[:3])
    assert max(len(cookie.value or "") for cookie in browser.client.cookies.jar) < 3000


def test_no_file_chosen_is_said(browser: Any) -> None:
    home = browser.project()
    assert "Choose at least one spreadsheet" in browser.upload(home, "", b"").text


def test_a_run_without_files_is_not_started(browser: Any, engine: Any) -> None:
    home = browser.project()
    refused = browser.send(f"{home}/runs")
    assert "Upload at least one spreadsheet" in refused.text
    assert queries.jobs_of(engine.store, 1) == ()


@pytest.mark.parametrize(("name", "words"), [("   ", "Enter a name"), ("x" * 121, "121 characters")])
def test_a_project_needs_a_name(browser: Any, name: str, words: str) -> None:
    refused = browser.send("/projects", name=name)
    assert refused.status_code == 422
    assert words in refused.text


def test_a_run_that_goes_on_renews_its_page_and_can_be_stopped(browser: Any, engine: Any) -> None:
    engine.hold = True
    home = browser.project()
    browser.upload(home)
    running = browser.send(f"{home}/runs")
    assert running.headers["refresh"] == "2"
    assert "waiting for a free worker" in running.text
    assert "A run is under way" in browser.page(home).text
    stopped = browser.send(f"{running.url.path}/cancel")
    assert "<h1>Stopped</h1>" in stopped.text
    assert "refresh" not in stopped.headers
    assert engine.cancelled == [running.url.path.rpartition("/")[2]]


def test_a_reader_can_make_the_page_of_a_run_stand_still(browser: Any, engine: Any) -> None:
    engine.hold = True
    home = browser.project()
    browser.upload(home)
    running = browser.send(f"{home}/runs")
    (still,) = re.findall(r'href="([^"]+)">stop renewing this page', running.text)
    page = browser.page(still)
    assert "waiting for a free worker" in page.text
    assert "refresh" not in page.headers


def test_a_form_sent_twice_asks_for_one_run(browser: Any, engine: Any) -> None:
    engine.hold = True
    home = browser.project()
    browser.upload(home)
    first = browser.send(f"{home}/runs", time_limit="10")
    again = browser.send(f"{home}/runs", time_limit="10")
    assert again.url == first.url
    assert "asked for already" in again.text
    other = browser.send(f"{home}/runs", time_limit="60")
    browser.upload(home, "more.csv")
    newer = browser.send(f"{home}/runs", time_limit="60")
    assert len({str(answer.url) for answer in (first, other, newer)}) == len(queries.jobs_of(engine.store, 1)) == 3


def test_a_run_that_is_over_is_not_asked_to_stop(browser: Any, engine: Any) -> None:
    home = browser.project()
    browser.upload(home)
    ended = browser.send(f"{home}/runs")
    answer = browser.send(f"{ended.url.path}/cancel")
    assert "over already" in answer.text
    assert engine.cancelled == []


@pytest.mark.parametrize("room", ["findings", "issues", "costs", "plan", "downloads", "findings/rule"])
def test_a_room_without_results_says_so(browser: Any, room: str) -> None:
    home = browser.project()
    answer = browser.page(f"{home}/{room}")
    assert answer.status_code == 200
    assert "There are no results yet" in answer.text


def test_a_run_that_left_only_the_review_shows_what_it_left(browser: Any, engine: Any, kit: dict[str, Any]) -> None:
    engine.run = kit["pretend"]({"review.json": kit["documents"]()["review.json"]})
    home = browser.finished()
    assert "Sites, row 1" in browser.page(f"{home}/findings").text
    assert "left nothing to show here" in browser.page(f"{home}/plan").text


def test_findings_are_filtered_by_verdict_and_by_words(browser: Any) -> None:
    home = browser.finished()
    assert "Rows 1 to 1 of 1" in browser.page(f"{home}/findings?verdict=covered").text
    assert "Rows 1 to 1 of 1" in browser.page(f"{home}/findings?text=ericsson").text
    assert "No rows match" in browser.page(f"{home}/findings?verdict=likely").text
    assert "Rows 1 to 3 of 3" in browser.page(f"{home}/findings?verdict=nonsense&page=x").text


def test_long_lists_come_a_hundred_at_a_time(browser: Any, engine: Any, kit: dict[str, Any]) -> None:
    items = [kit["item"](number, "covered") for number in range(1, 251)]
    engine.run = kit["pretend"](kit["documents"]() | {"review.json": kit["review"](items)})
    home = browser.finished()
    last = browser.page(f"{home}/findings?verdict=covered&page=3").text
    assert "Rows 201 to 250 of 250" in last
    assert "?verdict=covered&amp;page=2" in last
    assert "Next page" not in last


def test_evidence_names_its_cell(browser: Any) -> None:
    home = browser.finished()
    page = browser.page(f"{home}/findings/1").text
    assert "Sites!B1" in page
    assert "the maker is on the Covered List" in page
    assert "There is no evidence either way" in browser.page(f"{home}/findings/2").text


def test_a_decision_is_recorded_and_the_results_are_called_out_of_date(browser: Any, engine: Any) -> None:
    home = browser.finished()
    typed = {"kind": "rule", "verdict": "covered", "code": "label-photo", "reason": "label seen", "by": "Ana"}
    answer = browser.send(f"{home}/findings/2/decision", fingerprint="f2", **typed)
    assert "Decision recorded for this row: Covered" in answer.text
    (decision,) = queries.decisions_in_force(engine.store, 1)
    assert (decision.fingerprint, decision.verdict, decision.reason, decision.by) == (
        "f2",
        "covered",
        "label seen",
        "Ana",
    )
    assert "1 newer decision" in browser.page(f"{home}/costs").text
    assert 'value="Ana"' in browser.page(f"{home}/findings/1").text
    browser.send(f"{home}/runs")
    assert queries.jobs_of(engine.store, 1)[0].inputs["decisions"] == 1
    assert "not up to date" not in browser.page(f"{home}/costs").text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"verdict": "maybe"}, "Choose what this gear is"),
        ({"kind": ""}, "Choose what you want to do"),
        ({"code": "because"}, "Choose a reason"),
        ({"reason": " "}, "Enter the reason"),
        ({"by": ""}, "Enter your name"),
        ({"reason": "x" * 1001}, "1,001 characters"),
        ({"fingerprint": "other"}, "A newer run has replaced this row"),
    ],
)
def test_a_faulty_decision_is_not_recorded_and_keeps_what_was_typed(
    browser: Any, engine: Any, changed: dict[str, str], words: str
) -> None:
    home = browser.finished()
    given = {"kind": "rule", "verdict": "covered", "code": "label-photo", "reason": "label seen", "by": "Ana"}
    typed = given | {"fingerprint": "f1"} | changed
    refused = browser.send(f"{home}/findings/1/decision", **typed)
    assert refused.status_code == 422
    assert words in refused.text
    if "reason" not in changed:
        assert "label seen</textarea>" in refused.text
    assert queries.decision_log(engine.store, 1) == ()


def test_a_new_file_makes_the_results_out_of_date(browser: Any) -> None:
    home = browser.finished()
    browser.upload(home, "more.csv", b"Site\n")
    assert "the files as they are now" in browser.page(f"{home}/plan").text


def test_planning_prices_are_never_shown_as_the_fccs(browser: Any, engine: Any, kit: dict[str, Any]) -> None:
    home = browser.finished()
    page = browser.page(f"{home}/costs").text
    assert "These are planning figures, not FCC catalog figures." in page
    assert "General knowledge, not checked" in page
    assert "up to $777.00" in page
    engine.run = kit["pretend"](kit["documents"]() | {"estimate.json": kit["estimate"](is_fcc=True)})
    assert "not FCC catalog" not in browser.page(f"{browser.finished()}/costs").text


def test_when_nothing_fits_the_ways_out_stand_in_words(browser: Any, engine: Any, kit: dict[str, Any]) -> None:
    engine.run = kit["pretend"](kit["documents"]() | {"plan.json": kit["infeasible"]})
    page = browser.page(f"{browser.finished()}/plan").text
    assert "No feasible plan as asked" in page
    assert "<strong>Add $412,000 of credit.</strong> Done by the end of Aug 2027." in page
    assert "Add 3 months to the horizon." in page
    assert "<svg" not in page


def test_late_work_is_said_even_when_it_costs_the_plan_nothing(browser: Any) -> None:
    page = browser.page(f"{browser.finished()}/plan").text
    assert "1 package ends after the deadline in force, the end of Jun 2027: cedar-ridge/ran." in page
    assert "2 months late" in page


def test_the_plan_says_how_far_from_the_best_it_can_be(browser: Any) -> None:
    page = browser.page(f"{browser.finished()}/plan").text
    assert "The best possible plan could be at most 2.7% cheaper." in page
    assert "No plan can score less than $5,399." in page
    assert "$6,121 by priority list, as levelled by hand; this plan is $573 (9.4%) better." in page


def test_a_hidden_sheet_is_listed_as_not_read(browser: Any) -> None:
    page = browser.page(f"{browser.finished()}/issues").text
    assert "very hidden, not read" in page
    assert "3 item, 1 header" in page


@pytest.mark.parametrize(
    "address",
    [
        "/projects/99",
        "/projects/0",
        "/projects/abc",
        "/projects/99999999999999999999",
        "/projects/1/findings/77",
        "/projects/1/acts/77",
        "/projects/1/acts/first",
        f"/projects/1/attachments/{'0' * 64}",
        "/projects/1/attachments/..%2f..%2fetc",
        "/projects/1/runs/unknown",
        "/projects/1/runs/..%2f..%2fetc",
        "/projects/1/downloads/77",
        "/projects/1/uploads/77",
        "/nowhere",
    ],
)
def test_an_address_that_leads_nowhere_is_a_page_that_says_so(browser: Any, address: str) -> None:
    browser.finished()
    answer = browser.page(address)
    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_one_project_cannot_reach_into_another(browser: Any) -> None:
    first, second = browser.finished(), browser.project("other")
    link = re.search(r'href="[^"]*/downloads/(\d+)"', browser.page(f"{first}/downloads").text)
    assert link is not None
    assert browser.page(f"{second}/downloads/{link.group(1)}").status_code == 404
    assert browser.page(f"{second}/uploads/1").status_code == 404
    assert browser.page(f"{second}/runs/job1-1").status_code == 404
