"""Packs and choices of rules are kept like files; the schema takes them, and lets only them go on the way down."""

import pytest

from planner.core.errors import StoreFailed
from planner.settings import Settings
from planner.store import downgrade, open_store, queries, upgrade


def test_a_pack_stands_beside_others_and_a_choice_takes_the_place_of_the_earlier(settings: Settings) -> None:
    store = open_store(settings)
    project = queries.create_project(store, "Cedar").id
    queries.add_upload(store, project, "inventory", "cedar.csv", b"a")
    for name in ("ridge.toml", "other.toml", "ridge.toml"):
        queries.add_upload(store, project, "pack", name, name.encode())
    for number in (b"1", b"2"):
        queries.add_upload(store, project, "rules", "rules.json", number)
    found = [(one.kind, one.name) for one in queries.uploads_in_force(store, project)]
    assert found == [
        ("inventory", "cedar.csv"), ("pack", "other.toml"), ("pack", "ridge.toml"), ("rules", "rules.json"),
    ]  # fmt: skip
    with pytest.raises(StoreFailed):
        queries.add_upload(store, project, "poem", "x", b"x")  # type: ignore[arg-type]  # no such kind
    store.close()


def test_going_down_and_up_again_keeps_the_other_files(settings: Settings) -> None:
    store = open_store(settings)
    project = queries.create_project(store, "Cedar").id
    kept = queries.add_upload(store, project, "inventory", "cedar.csv", b"a")
    queries.add_upload(store, project, "pack", "ridge.toml", b"b")
    store.close()
    downgrade(settings, "0002")
    upgrade(settings)
    store = open_store(settings)
    assert queries.uploads_in_force(store, project) == (kept,)
    assert queries.upload_content(store, kept.id) == b"a"
    queries.add_upload(store, project, "pack", "ridge.toml", b"b")
    store.close()
