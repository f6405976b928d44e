"""Starting the application: on this computer only, with the durable queue, and never half."""

import socket
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from planner import bundled, jobs
from planner.core.errors import InvalidDocument, StoreFailed
from planner.settings import Settings
from planner.store import queries
from planner.web.app import Queue, create_app
from planner.web.serving import is_loopback, serve

PATIENCE = 60.0


def test_server_mode_is_refused_until_there_are_accounts(settings: Settings) -> None:
    on_server = settings.model_copy(update={"mode": "server"})
    with pytest.raises(InvalidDocument, match="needs user accounts"):
        create_app(on_server)
    with pytest.raises(InvalidDocument, match="needs user accounts"):
        serve(on_server, "0.0.0.0", 8000)  # noqa: S104 -- to see it refused


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "planner.example", "::"])  # noqa: S104 -- to see it refused
def test_an_address_that_others_can_reach_is_refused(settings: Settings, host: str) -> None:
    with pytest.raises(InvalidDocument, match="this computer only"):
        serve(settings, host, 8000)


@pytest.mark.parametrize(
    ("host", "answer"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False)]
)
def test_loopback_is_this_computer(host: str, *, answer: bool) -> None:
    assert is_loopback(host) is answer


def test_a_port_that_is_taken_is_one_sentence(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InvalidDocument, match="Choose another port"):
            serve(settings, "127.0.0.1", port)


def test_a_database_of_a_newer_program_stops_the_start(settings: Settings) -> None:
    assert settings.database_file is not None
    settings.database_file.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreFailed, match="not a database"):
        serve(settings, "127.0.0.1", 0)


def test_the_walk_works_with_the_durable_queue(
    settings: Settings, kit: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "POLL_SECONDS", 0.05)
    app = create_app(settings, Queue(kit["pretend"](kit["documents"]())))
    with TestClient(app, base_url=kit["base"]) as client:
        answer = client.get("/")
        token = answer.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        home = client.post("/projects", data={"csrf_token": token, "name": "Cedar"}).url.path
        client.post(f"{home}/uploads", data={"csrf_token": token}, files={"inventories": ("c.csv", b"Site\n")})
        page = client.post(f"{home}/runs", data={"csrf_token": token})
        deadline = time.monotonic() + PATIENCE
        while "<h1>Done</h1>" not in page.text and time.monotonic() < deadline:
            time.sleep(0.1)
            page = client.get(page.url.path)
        assert "<h1>Done</h1>" in page.text
        assert "$1,234.50" in client.get(f"{home}/costs").text
        assert queries.jobs_of(app.state.house.store, 1)[0].state == "done"
    assert app.state.at_rest is True


def test_a_checkout_has_its_pages_and_samples_beside_the_package() -> None:
    assert (bundled.templates_folder() / "base.html").is_file()
    assert (bundled.inventories_folder() / "README.md").is_file()


def test_an_installed_wheel_has_them_inside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "planner" / "_bundled" / "templates").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(bundled, "PACKAGE", tmp_path / "planner")
    assert bundled.templates_folder() == tmp_path / "planner" / "_bundled" / "templates"
    assert bundled.inventories_folder() == tmp_path / "inventories"
