"""Backups: made while running, checked before use, and never at the cost of the database in place."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from planner.core.errors import StoreFailed
from planner.settings import Settings
from planner.store import Store, backup, open_store, queries, restore
from planner.store.schema import newest


def project_names(settings: Settings) -> list[str]:
    store = open_store(settings)
    names = [project.name for project in queries.list_projects(store)]
    store.close()
    return names


def rewritten(path: Path, target: Path, **changes: object) -> Path:
    """The backup with another manifest."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        new.writestr("planner.sqlite", old.read("planner.sqlite"))
        new.writestr("manifest.json", json.dumps(json.loads(old.read("manifest.json")) | changes))
    return target


def test_a_backup_made_while_running_brings_everything_back(store: Store, settings: Settings, tmp_path: Path) -> None:
    queries.create_project(store, "before")
    made = backup(settings, tmp_path / "b.zip")
    queries.create_project(store, "after")
    store.close()
    aside = restore(settings, made)
    assert project_names(settings) == ["before"]
    assert aside is not None
    with closing(sqlite3.connect(aside)) as old:
        assert [row[0] for row in old.execute("SELECT name FROM project ORDER BY id")] == ["before", "after"]


def test_the_manifest_says_what_is_inside(store: Store, settings: Settings, tmp_path: Path) -> None:
    queries.create_project(store, "before")
    with zipfile.ZipFile(backup(settings, tmp_path / "b.zip")) as packed:
        manifest = json.loads(packed.read("manifest.json"))
    assert (manifest["format"], manifest["schema"], manifest["rows"]["project"]) == ("planner-backup/1", newest(), 1)


def test_a_backup_is_never_written_over(store: Store, settings: Settings, tmp_path: Path) -> None:
    backup(settings, tmp_path / "b.zip")
    with pytest.raises(StoreFailed, match="exists already"):
        backup(settings, tmp_path / "b.zip")


def test_a_restore_while_the_program_runs_is_refused(store: Store, settings: Settings, tmp_path: Path) -> None:
    queries.create_project(store, "before")
    made = backup(settings, tmp_path / "b.zip")
    with store.engine.connect() as held:
        held.exec_driver_sql("SELECT count(*) FROM project").scalar()
        with pytest.raises(StoreFailed, match="stop planner serve"):
            restore(settings, made)
    assert [project.name for project in queries.list_projects(store)] == ["before"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sha256": "0" * 64}, "is damaged"),
        ({"format": "planner-backup/9"}, "planner-backup/9"),
        ({"schema": "9999"}, "newer planner"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_and_nothing_changes(
    store: Store, settings: Settings, tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    queries.create_project(store, "in place")
    made = rewritten(backup(settings, tmp_path / "b.zip"), tmp_path / "c.zip", **changes)
    store.close()
    with pytest.raises(StoreFailed, match=words):
        restore(settings, made)
    assert project_names(settings) == ["in place"]


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_backup_is_one_sentence(settings: Settings, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.zip").write_bytes(content)
    with pytest.raises(StoreFailed, match="not a backup"):
        restore(settings, tmp_path / "b.zip")


@pytest.mark.parametrize(
    "manifest",
    [
        b"[]",
        b"{",
        b"\xff\xfe\x00",
        b'{"format": "planner-backup/1"}',
        b'{"format": "planner-backup/1", "schema": ["x"], "sha256": "0"}',
        b'{"format": "planner-backup/1", "schema": null, "sha256": "0"}',
        b"[" * 100_000,
    ],
)
def test_a_backup_with_a_forged_manifest_is_one_sentence(settings: Settings, tmp_path: Path, manifest: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as forged:
        forged.writestr("planner.sqlite", b"x")
        forged.writestr("manifest.json", manifest)
    with pytest.raises(StoreFailed, match="not a backup"):
        restore(settings, tmp_path / "b.zip")


def test_a_missing_backup_is_one_sentence(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match="No such file"):
        restore(settings, tmp_path / "nowhere.zip")


def test_a_backup_restores_onto_a_ruined_database(store: Store, settings: Settings, tmp_path: Path) -> None:
    queries.create_project(store, "before")
    made = backup(settings, tmp_path / "b.zip")
    store.close()
    assert settings.database_file is not None
    settings.database_file.write_bytes(b"ruin" * 500)
    aside = restore(settings, made)
    assert project_names(settings) == ["before"]
    assert aside is not None
    assert aside.read_bytes().startswith(b"ruin")


def test_there_is_nothing_to_back_up_before_the_first_use(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match="no database"):
        backup(settings, tmp_path / "b.zip")


def test_a_database_server_keeps_its_own_backups(settings: Settings, tmp_path: Path) -> None:
    on_server = settings.model_copy(update={"database_url": "postgresql+psycopg://planner@db/planner"})
    with pytest.raises(StoreFailed, match="pg_dump"):
        backup(on_server, tmp_path / "b.zip")
