"""A fresh home for every test, and a store in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.settings import Settings, load_settings
from planner.store import Store, open_store


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    for name in ("DATABASE_URL", "PLANNER_MODE", "PLANNER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    return load_settings(home=tmp_path / "home")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()
