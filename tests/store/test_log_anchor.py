"""The anchor beside the database: a log cut at its end with its own record set back is found, and never wrongly."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import event, text

from planner.core.decisions import Ruling, Standing, decisions_of
from planner.core.errors import StoreFailed
from planner.core.model import Decision
from planner.settings import Settings, load_settings
from planner.store import NotedHead, Store, backup, health, open_store, queries, restore
from planner.store import decisions as writing
from planner.store.anchor import anchor_path, read_anchor
from planner.store.sealing import Proof

ON = "2026-11-24"


def ruled(*fingerprints: str) -> tuple[Decision, ...]:
    said = Ruling("rule", "covered", "label-photo", "label read", "Ana", ON, pack="us-fcc-scrp 1.2.0")
    return decisions_of(said, [Standing(one, "likely", "Huawei", 1, None) for one in fingerprints], Decimal(25_000))


def acts(store: Store, count: int) -> int:
    project = queries.create_project(store, "Cedar Valley").id
    for number in range(1, count + 1):
        queries.record_act(store, project, ruled(f"f{number}"))
    return project


def cut(store: Store, last: int) -> None:
    """As somebody would who knows of the record of where the log ends."""
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM decision WHERE number > :last"), {"last": last})
        hashed = connection.execute(text("SELECT hash FROM decision WHERE number = :last"), {"last": last}).scalar()
        connection.execute(text("UPDATE decision_head SET count = :last, hash = :h"), {"last": last, "h": hashed})


def proof(store: Store) -> Proof:
    return queries.prove_log(store)


def lines(store: Store) -> list[dict[str, object]]:
    return [json.loads(line) for line in store.anchor.read_text("ascii").splitlines()]


def test_each_act_leaves_a_line_with_project_number_hash_and_moment_for_its_owner_only(store: Store) -> None:
    project = queries.create_project(store, "Cedar Valley").id
    queries.record_act(store, project, ruled("f1", "f2"))
    queries.record_act(store, project, ruled("f3"))
    found = lines(store)
    assert [(line["project"], line["number"]) for line in found] == [(project, 2), (project, 3)]
    assert found[-1]["hash"] == queries.log_head(store).hash
    assert str(found[-1]["at"]).endswith("+00:00")
    assert stat.S_IMODE(store.anchor.stat().st_mode) == 0o600
    assert (proof(store).faults, proof(store).notes) == ((), ())


def test_the_anchor_stands_beside_the_database_and_a_servers_in_the_home(settings: Settings) -> None:
    assert settings.database_file is not None
    assert anchor_path(settings) == settings.database_file.with_name("planner.sqlite.anchor")
    one, other = (
        load_settings(home=settings.home, database_url=f"postgresql+psycopg://ana:{word}@db:5432/rulings")
        for word in ("first", "second")
    )
    assert anchor_path(one) == anchor_path(other)  # a new password is no new database
    assert anchor_path(one).parent == settings.home


def test_a_log_cut_at_its_end_with_its_record_set_back_is_found(store: Store) -> None:
    acts(store, 3)
    cut(store, 2)
    found = proof(store)
    assert found.chain == ()
    (fault,) = found.faults
    assert "the log ends with entry 2, but the anchor" in fault
    assert "has entry 3" in fault
    assert "restored from a backup?" in fault
    assert ("decision log", False) in [(name, passed) for name, passed, _ in health_of(store)]


def health_of(store: Store) -> list[tuple[str, bool, str]]:
    return health(load_settings(home=store.anchor.parent))


def test_several_entries_cut_are_named_from_the_first_to_the_last(store: Store) -> None:
    acts(store, 5)
    cut(store, 2)
    assert "has entries 3 to 5" in proof(store).outside[0]


def test_an_end_written_anew_is_found_at_the_first_entry_that_differs(store: Store) -> None:
    project = acts(store, 3)
    cut(store, 1)
    kept = store.anchor.read_bytes()
    queries.record_act(store, project, ruled("x2"))
    queries.record_act(store, project, ruled("x3"))
    store.anchor.write_bytes(kept)  # the hand that did it leaves no lines
    found = proof(store)
    assert found.chain == ()
    (fault,) = found.outside
    assert fault.startswith("decision 2 (act 2, project 1, by Ana on 2026-11-24): the anchor")
    assert "1 later ends differ too" in fault


def test_a_log_that_was_emptied_is_found(store: Store) -> None:
    acts(store, 2)
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM decision"))
        connection.execute(text("DELETE FROM decision_head"))
    assert any("the log ends with entry 0" in fault for fault in proof(store).outside)


def test_without_an_anchor_the_chain_alone_is_checked_and_that_is_said(store: Store) -> None:
    project = acts(store, 2)
    store.anchor.unlink()
    found = proof(store)
    assert found.faults == ()
    (note,) = found.notes
    assert note.startswith("no anchor: only the chain itself was checked")
    assert any("no anchor" in words for name, _, words in health_of(store) if name == "decision log")
    queries.record_act(store, project, ruled("f3"))
    assert (proof(store).faults, proof(store).notes) == ((), ())
    assert len(lines(store)) == 1


def test_an_empty_log_needs_no_anchor(store: Store) -> None:
    assert (proof(store).faults, proof(store).notes) == ((), ())


def test_a_crash_after_the_act_leaves_the_anchor_behind_which_is_no_fault(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = acts(store, 1)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writing, "note_act", crash)
        with pytest.raises(KeyboardInterrupt):
            queries.record_act(store, project, ruled("f2"))
    found = proof(store)
    assert found.faults == ()
    assert found.notes == ("the anchor ends with entry 1: what came after it is proved by the chain alone",)
    queries.record_act(store, project, ruled("f3"))
    assert (proof(store).faults, proof(store).notes) == ((), ())


def test_an_act_that_is_not_kept_leaves_no_line(store: Store) -> None:
    project = acts(store, 1)

    @event.listens_for(store.engine, "commit")
    def fail(_connection: object) -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        queries.record_act(store, project, ruled("f2"))
    event.remove(store.engine, "commit", fail)
    assert [line["number"] for line in lines(store)] == [1]
    assert proof(store).faults == ()


KILLED = """
import sys
from pathlib import Path
from planner.core.decisions import Ruling, Standing, decisions_of
from planner.settings import load_settings
from planner.store import open_store, queries
store = open_store(load_settings(home=Path(sys.argv[1])))
project = queries.create_project(store, "Cedar Valley").id
said = Ruling("rule", "covered", "label-photo", "label read", "Ana", "2026-11-24", pack="p")
print("ready", flush=True)
for number in range(100_000):
    rows = [Standing(f"f{number}", "likely", "Huawei", 1, None)]
    queries.record_act(store, project, decisions_of(said, rows, 25_000))
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a word of POSIX")
@pytest.mark.parametrize("seconds", [0.05, 0.1, 0.2])
def test_a_process_killed_at_any_moment_leaves_the_anchor_never_ahead(settings: Settings, seconds: float) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED, str(settings.home)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    store = open_store(settings)
    assert proof(store).faults == ()
    anchor = read_anchor(store.anchor)
    noted = max((one.number for one in anchor.heads), default=0) if anchor else 0
    assert 0 <= queries.log_head(store).count - noted <= 1
    store.close()


def test_half_a_line_is_named_and_the_next_act_begins_a_line_of_its_own(store: Store) -> None:
    project = acts(store, 2)
    store.anchor.write_bytes(store.anchor.read_bytes()[:-40])
    assert "cannot be read in 1 of its lines (2)" in " ".join(proof(store).notes)
    queries.record_act(store, project, ruled("f3"))
    assert proof(store).faults == ()
    cut(store, 2)
    assert "has entry 3" in proof(store).outside[0]


@pytest.mark.parametrize(
    "line",
    [b"\xff\xfe", b"[]", b'{"number": "3"}', b'{"number": true, "hash": "a"}', b"{" * 5000, b'{"number": 3, "hash": 5}',
     b'{"accepted": 1, "by": "x", "number": 1, "hash": "' + b"a" * 64 + b'", "at": "x"}'],
)  # fmt: skip
def test_a_line_of_anything_is_a_note_and_never_a_crash(store: Store, line: bytes) -> None:
    acts(store, 1)
    store.anchor.write_bytes(line + b"\n" + store.anchor.read_bytes())
    found = proof(store)
    assert found.faults == ()
    assert "cannot be read in 1 of its lines (1)" in found.notes[0]


def test_an_anchor_that_cannot_be_written_does_not_undo_an_act(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    project, opened = acts(store, 1), os.open

    def refused(path: str | os.PathLike[str], flags: int, *more: int) -> int:
        if Path(path) == store.anchor and flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, flags, *more)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refused)
        queries.record_act(store, project, ruled("f2"))
    assert queries.log_head(store).count == 2
    assert "the anchor ends with entry 1" in proof(store).notes[0]


def test_a_full_disk_does_not_undo_an_act(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    project = acts(store, 1)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        queries.record_act(store, project, ruled("f2"))
    assert queries.log_head(store).count == 2
    assert "the anchor ends with entry 1" in proof(store).notes[0]


def test_a_restored_backup_is_older_than_the_anchor_until_a_person_accepts_it(
    settings: Settings, tmp_path: Path
) -> None:
    store = open_store(settings)
    project = acts(store, 2)
    backup(settings, tmp_path / "b.zip")
    queries.record_act(store, project, ruled("f3"))
    store.close()
    restore(settings, tmp_path / "b.zip")
    store = open_store(settings)
    assert "restored from a backup?" in proof(store).outside[0]
    queries.record_act(store, project, ruled("g3"))  # the work goes on before anybody looks
    assert "decision 3 " in proof(store).outside[0]
    assert queries.accept_log(store, by="Ana", reason="the disk failed").count == 3
    found = proof(store)
    assert found.faults == ()
    assert found.notes[0].endswith("Ana accepted the log as it ended with entry 3: the disk failed")
    assert len(lines(store)) == 5  # nothing that was noted is taken out
    cut(store, 2)
    assert "has entry 3" in proof(store).outside[0]
    store.close()


def test_accepting_needs_a_name_a_reason_a_whole_chain_and_something_to_accept(store: Store) -> None:
    acts(store, 2)
    with pytest.raises(StoreFailed, match="nothing to accept"):
        queries.accept_log(store, by="Ana", reason="x")
    with pytest.raises(StoreFailed, match="a name and a reason"):
        queries.accept_log(store, by=" ", reason="x")
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE decision SET reason = 'x' WHERE number = 1"))
    with pytest.raises(StoreFailed, match="The chain itself is broken"):
        queries.accept_log(store, by="Ana", reason="x")


def test_a_log_from_before_there_were_anchors_can_be_accepted_as_it_stands(store: Store) -> None:
    acts(store, 2)
    store.anchor.unlink()
    queries.accept_log(store, by="Ana", reason="first anchor")
    assert [line["number"] for line in lines(store)] == [2]
    cut(store, 1)
    assert "accepted by Ana has entry 2" in proof(store).outside[0]


def test_an_end_noted_elsewhere_shows_what_two_mended_files_hide(store: Store) -> None:
    acts(store, 3)
    head = queries.log_head(store)
    cut(store, 2)
    store.anchor.write_bytes(b"".join(store.anchor.read_bytes().splitlines(keepends=True)[:2]))
    assert proof(store).faults == ()
    (fault,) = queries.prove_log(store, [NotedHead(head.count, head.hash, "my paper")]).faults
    assert "my paper has entry 3" in fault


def test_the_anchor_of_a_stranger_is_not_followed(store: Store, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"")
    store.anchor.symlink_to(elsewhere)
    acts(store, 1)
    assert elsewhere.read_bytes() == b""
