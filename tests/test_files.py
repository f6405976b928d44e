"""Documents on disk: nothing half, nothing endless, nothing that cannot be written again."""

from pathlib import Path

import pytest

from planner import files
from planner.core.errors import InvalidDocument


def test_a_document_that_cannot_be_put_in_place_leaves_no_draft_behind(tmp_path: Path) -> None:
    (tmp_path / "plan.json").mkdir()
    with pytest.raises(OSError, match="plan"):
        files.write_whole(tmp_path / "plan.json", b"{}")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_a_document_takes_the_place_of_the_earlier_one_and_makes_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "plan.json"
    files.write_json(path, {"n": 1})
    files.write_json(path, {"n": 2})
    assert files.read_json(path) == {"n": 2}
    assert [found.name for found in path.parent.iterdir()] == ["plan.json"]


def test_a_list_of_objects_has_one_a_line_and_may_come_as_an_iterator(tmp_path: Path) -> None:
    rows = [{"n": 1, "list": [1, 2]}, {"n": 2, "list": []}]
    path = files.write_long_json(
        tmp_path / "a.json", {"one": {"é": None}, "rows": iter(rows), "none": iter(()), "flat": [1]}
    )
    assert files.read_json(path) == {"one": {"é": None}, "rows": rows, "none": [], "flat": [1]}
    assert [line for line in path.read_text().splitlines() if "list" in line] == [
        '  {"n": 1, "list": [1, 2]},',
        '  {"n": 2, "list": []}',
    ]
    listed = files.write_long_json(tmp_path / "b.json", {"one": {"é": None}, "rows": rows, "none": [], "flat": [1]})
    assert listed.read_bytes() == path.read_bytes()
    assert files.read_json(files.write_long_json(path, {})) == {}


def test_a_value_that_no_document_can_hold_leaves_neither_document_nor_draft(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        files.write_long_json(tmp_path / "plan.json", {"n": float("nan")})
    assert list(tmp_path.iterdir()) == []


def test_an_endless_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1024 * 1024)
    with pytest.raises(InvalidDocument, match="more than 1 MB"):
        files.read_text(Path("/dev/zero"))


@pytest.mark.parametrize(("text", "is_whole"), [(r'{"id": "\ud800x"}', False), (r'{"id": "\ud83d\udca9"}', True)])
def test_half_a_character_is_a_fault_and_a_whole_one_is_not(tmp_path: Path, text: str, *, is_whole: bool) -> None:
    path = tmp_path / "problem.json"
    path.write_text(text)
    if is_whole:
        assert files.read_json(path) == {"id": "\U0001f4a9"}
    else:
        with pytest.raises(InvalidDocument, match="half a character"):
            files.read_json(path)


def test_a_name_that_is_no_utf_8_can_be_written_down() -> None:
    assert files.printable("caf\udce9.csv") == "caf\ufffd.csv"
    assert files.printable("café.csv") == "café.csv"
