"""Where an installation keeps its things, and which settings are refused."""

import stat
from pathlib import Path

import pytest

from planner.core.errors import InvalidDocument
from planner.settings import load_settings

GOOD_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCD"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "PLANNER_MODE", "PLANNER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "home"))


def test_local_mode_needs_nothing_and_keeps_everything_in_its_home(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.mode == "local"
    assert settings.database_file == tmp_path / "home" / "planner.sqlite"


def test_the_local_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first, second = load_settings(), load_settings()
    kept = tmp_path / "home" / "secret"
    assert first.secret == second.secret
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(kept.read_text()) >= 32


def test_a_key_that_others_could_read_is_closed_again(tmp_path: Path) -> None:
    load_settings()
    (tmp_path / "home" / "secret").chmod(0o644)
    load_settings()
    assert stat.S_IMODE((tmp_path / "home" / "secret").stat().st_mode) == 0o600


def test_server_mode_without_a_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_MODE", "server")
    with pytest.raises(InvalidDocument, match="PLANNER_SECRET is required"):
        load_settings()


@pytest.mark.parametrize("key", ["changeme-changeme-changeme-changeme-1", "a" * 40, "secret", "shortK3y"])
def test_a_default_or_short_key_is_refused(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("PLANNER_SECRET", key)
    with pytest.raises(InvalidDocument, match="PLANNER_SECRET"):
        load_settings()


def test_server_mode_with_a_real_key_is_accepted_and_the_key_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_MODE", "server")
    monkeypatch.setenv("PLANNER_SECRET", GOOD_KEY)
    settings = load_settings()
    assert settings.secret.get_secret_value() == GOOD_KEY
    assert GOOD_KEY not in repr(settings)


@pytest.mark.parametrize("url", ["mysql://root@host/x", "sqlite:///:memory:", "sqlite:///", "planner.sqlite"])
def test_a_database_we_cannot_keep_things_in_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(InvalidDocument, match="DATABASE_URL"):
        load_settings()


def test_a_postgresql_address_names_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://planner@db/planner")
    settings = load_settings()
    assert settings.database_url == "postgresql+psycopg://planner@db/planner"
    assert settings.database_file is None


def test_an_unknown_mode_repeats_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_MODE", "cloud")
    with pytest.raises(InvalidDocument, match="PLANNER_MODE is 'cloud'"):
        load_settings()


def test_a_home_that_cannot_be_made_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PLANNER_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(InvalidDocument, match=r"PLANNER_HOME .* cannot be used"):
        load_settings()
