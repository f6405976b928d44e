"""Forms from elsewhere, names meant to harm, too much of everything: refused, in words, with nothing changed."""

import re
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from planner.store import queries
from planner.web import security
from planner.web.app import ROOMS
from planner.web.pages.uploads import safe_name


def posts() -> list[str]:
    """Every address that takes a form."""
    routes = [route for room in ROOMS for route in room.router.routes if isinstance(route, APIRoute)]
    return [route.path for route in routes if "POST" in (route.methods or ())]


def filled(path: str) -> str:
    return re.sub(r"\{job_id\}", "job1-1", re.sub(r"\{(project|upload|item|act)_id\}", "1", path))


def test_every_form_refuses_a_missing_token_and_changes_nothing(client: TestClient, browser: Any, engine: Any) -> None:
    browser.finished()
    addresses = posts()
    assert len(addresses) == 16
    for address in addresses:
        answer = client.post(filled(address), data={"name": "x", "verdict": "covered"})
        assert (address, answer.status_code) == (address, 403)
        assert "Nothing was changed" in answer.text
    assert len(queries.list_projects(engine.store)) == 1
    assert len(queries.uploads_in_force(engine.store, 1)) == 1


@pytest.mark.parametrize("token", ["", "x", "ü", "a" * 43])
def test_a_wrong_token_is_refused(client: TestClient, browser: Any, token: str) -> None:
    browser.token()
    assert client.post("/projects", data={"csrf_token": token, "name": "x"}).status_code == 403


def test_a_token_of_another_session_is_refused(client: TestClient, browser: Any) -> None:
    token = browser.token()
    client.cookies.clear()
    client.get("/")
    assert client.post("/projects", data={"csrf_token": token, "name": "x"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_the_token(
    client: TestClient, browser: Any, engine: Any, headers: dict[str, str]
) -> None:
    answer = client.post("/projects", data={"csrf_token": browser.token(), "name": "x"}, headers=headers)
    assert answer.status_code == 403
    assert queries.list_projects(engine.store) == ()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", ""])
def test_a_foreign_name_that_points_at_this_computer_gets_nothing(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "csrf" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000", "LOCALHOST"])
def test_this_computers_own_names_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/static/planner.css", "/nowhere", "/projects/1"])
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize(
    "room",
    ["", "/findings", "/findings/2", "/findings/rule?verdict=unknown", "/issues", "/costs", "/plan", "/downloads"],
)
def test_a_strangers_text_stays_text_in_every_room(browser: Any, kit: dict[str, Any], room: str) -> None:
    name = f"Cedar {kit['hostile']}"
    home = browser.project(name)
    browser.upload(home, "<img src=x onerror=alert(1)>.csv")
    browser.send(f"{home}/runs")
    page = browser.page(f"{home}{room}").text
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"\sstyle=|\son[a-z]+=\"", page)


def test_a_formula_in_a_cell_is_shown_as_it_stands(browser: Any) -> None:
    assert "=cmd|&#39; /C calc&#39;!A0" in browser.page(f"{browser.finished()}/findings/3").text


def test_ten_kilobytes_in_a_cell_do_not_flood_the_list(browser: Any) -> None:
    home = browser.finished()
    assert "x" * 400 not in browser.page(f"{home}/findings").text
    assert "x" * 10_000 in browser.page(f"{home}/findings/2").text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\ana\\cedar.xlsx", "cedar.xlsx"),
        ("..", ""),
        (".hidden.csv", "hidden.csv"),
        ("a\x00b\nc.csv", "a_b_c.csv"),
        ("gnp\u202exslx.csv", "gnp_xslx.csv"),
        ('<b>"x"|?.csv', "_b__x___.csv"),
        ("Zürich Ost.xlsx", "Zürich Ost.xlsx"),
    ],
)
def test_a_file_name_is_only_a_name(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_name_of_ten_kilobytes_is_cut_and_keeps_its_ending() -> None:
    name = safe_name("x" * 10_000 + ".xlsx")
    assert len(name) == 120
    assert name.endswith("x.xlsx")


def test_a_file_that_is_too_big_is_named_with_its_size(
    browser: Any, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.web.pages.uploads.FILE_LIMIT", security.MEBIBYTE)
    home = browser.project()
    refused = browser.upload(home, "big.csv", b"x" * (2 * security.MEBIBYTE))
    assert refused.status_code == 422
    assert "big.csv is 2 MB; a file may have at most 1 MB" in refused.text
    assert queries.uploads_in_force(engine.store, 1) == ()


def test_a_request_that_is_too_big_is_cut_off_and_its_page_says_so(
    browser: Any, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(security, "UPLOAD_LIMIT", security.MEBIBYTE)
    home = browser.project()
    refused = browser.upload(home, "big.csv", b"x" * (2 * security.MEBIBYTE))
    assert refused.status_code == 413
    assert "The files are too big together" in refused.text
    assert queries.uploads_in_force(engine.store, 1) == ()


def test_a_form_that_is_too_big_is_refused(browser: Any, engine: Any) -> None:
    refused = browser.send("/projects", name="x" * (2 * security.MEBIBYTE))
    assert refused.status_code == 413
    assert queries.list_projects(engine.store) == ()


def test_counting_does_not_trust_the_declared_length(client: TestClient, browser: Any) -> None:
    token = browser.token()

    def chunks() -> Any:
        yield f"csrf_token={token}&name=".encode()
        for _ in range(40):
            yield b"x" * 65_536

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/projects", content=chunks(), headers=headers).status_code == 413


def test_an_unexpected_failure_shows_no_detail(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(queries, "list_projects", breaks)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY"
    assert "secret detail" in caplog.text


def test_a_database_that_fails_is_one_sentence(client: TestClient, engine: Any) -> None:
    with engine.store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE project RENAME TO lost")
    answer = client.get("/")
    assert answer.status_code == 503
    assert "The database failed while reading projects" in answer.text
    assert "planner db upgrade" in answer.text


def test_the_pages_need_no_script_and_nothing_from_elsewhere(browser: Any) -> None:
    home = browser.finished()
    for room in ("", "/findings", "/costs", "/plan"):
        page = browser.page(f"{home}{room}").text
        assert "<script" not in page
        assert re.findall(r'(?:src|href|action)="(?!/|#|\?)([^"]*)"', page) == []


def test_static_files_stay_in_their_folder(client: TestClient) -> None:
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


def test_a_file_of_another_project_cannot_be_left_out(browser: Any, engine: Any) -> None:
    mine, other = browser.project("One"), browser.project("Two")
    browser.upload(mine)
    (kept,) = queries.uploads_in_force(engine.store, 1)
    assert browser.send(f"{other}/uploads/{kept.id}/withdraw").status_code == 404
    assert queries.uploads_in_force(engine.store, 1) == (kept,)


def test_characters_that_nobody_types_are_not_kept(browser: Any, engine: Any) -> None:
    browser.project("Ce\x00dar\x07 \u202eValley\u2066")
    assert [project.name for project in queries.list_projects(engine.store)] == ["Cedar Valley"]
    assert "Enter a name" in browser.send("/projects", name="\x00\u202e").text


def test_the_reason_of_a_decision_keeps_its_lines_and_nothing_hidden(browser: Any, engine: Any) -> None:
    home = browser.finished()
    chosen = {"kind": "rule", "verdict": "covered", "code": "label-photo", "fingerprint": "f2"}
    browser.send(f"{home}/findings/2/decision", reason="the label\nsays \x00so", by="Ana\u202e", **chosen)
    (decision,) = queries.decision_log(engine.store, 1)
    assert (decision.reason.replace("\r\n", "\n"), decision.by) == ("the label\nsays so", "Ana")
