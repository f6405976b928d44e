"""The schema goes up, agrees with the code, goes down and up again; strangers' databases are left alone."""

import sqlite3
from contextlib import closing

import pytest

from planner.core.errors import StoreFailed
from planner.settings import Settings
from planner.store import Store, downgrade, health, open_store, schema_state, upgrade
from planner.store.schema import differences, newest


def run_sql(settings: Settings, statement: str) -> None:
    assert settings.database_file is not None
    with closing(sqlite3.connect(settings.database_file)) as connection:
        connection.execute(statement)
        connection.commit()


def test_up_agrees_with_the_code_then_down_then_up_again(settings: Settings) -> None:
    assert upgrade(settings) == newest()
    assert differences(settings) == []
    downgrade(settings)
    assert schema_state(settings) == "empty"
    assert differences(settings) != []
    upgrade(settings)
    assert (schema_state(settings), differences(settings)) == ("current", [])


def test_a_column_that_only_the_code_has_is_noticed(settings: Settings) -> None:
    upgrade(settings)
    run_sql(settings, "ALTER TABLE job DROP COLUMN stage")
    assert any("stage" in difference for difference in differences(settings))


def test_a_database_of_a_newer_program_is_refused_and_left_alone(settings: Settings) -> None:
    upgrade(settings)
    run_sql(settings, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreFailed, match="schema 9999"):
        open_store(settings)
    with pytest.raises(StoreFailed, match="newer planner"):
        upgrade(settings)
    assert schema_state(settings) == "newer"


def test_on_a_server_an_empty_database_waits_for_the_operator(settings: Settings) -> None:
    with pytest.raises(StoreFailed, match="planner db upgrade"):
        open_store(settings.model_copy(update={"mode": "server"}))


def test_a_file_that_is_no_database_is_one_sentence(settings: Settings) -> None:
    assert settings.database_file is not None
    settings.database_file.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreFailed, match="not a database"):
        open_store(settings)


def test_the_embedded_database_keeps_commits_and_checks_its_keys(settings: Settings) -> None:
    store = open_store(settings)
    with store.engine.connect() as connection:
        found = {
            pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_health_names_a_missing_database_and_what_to_do(settings: Settings) -> None:
    checks = {name: (passed, words) for name, passed, words in health(settings)}
    assert checks["schema"][0] is False
    assert "planner db upgrade" in checks["schema"][1]


def test_health_of_a_new_installation_is_good(settings: Settings) -> None:
    upgrade(settings)
    assert [name for name, passed, _ in health(settings) if not passed and name != "room on disk"] == []
    assert len(health(settings)) == 5


def test_health_reports_a_damaged_database_instead_of_raising(settings: Settings) -> None:
    assert settings.database_file is not None
    settings.database_file.write_bytes(b"garbage" * 1000)
    assert ("schema", False) in [(name, passed) for name, passed, _ in health(settings)]


def test_an_address_of_a_database_that_cannot_be_read_is_one_sentence(settings: Settings) -> None:
    strange = settings.model_copy(update={"database_url": "postgresql+psycopg://ana:hush@db:port/planner"})
    with pytest.raises(StoreFailed, match="DATABASE_URL cannot be read") as caught:
        open_store(strange)
    assert "hush" not in str(caught.value)


def overfill(store: Store) -> None:
    with store.session("keeping a project") as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        session.connection().exec_driver_sql("CREATE TABLE more AS SELECT zeroblob(1000000) AS filler")


def test_a_full_disk_is_one_sentence_with_what_helps(settings: Settings) -> None:
    store = open_store(settings)
    with pytest.raises(StoreFailed, match="free some space"):
        overfill(store)
    store.close()
