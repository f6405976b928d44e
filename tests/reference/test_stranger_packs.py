"""A pack from a stranger cannot hang the planner, fill its memory, reach out of its file or pass for another."""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.core.errors import InvalidDocument
from planner.reference.packs.content import LONGEST_LINE, MOST_TABLE_BYTES, MOST_USER_BYTES
from planner.reference.packs.patterns import MOST_WAYS, UnsafePattern, bounded_name, bounded_ways
from planner.reference.packs.shelf import load_packs, save_packs
from planner.reference.packs.user import MOST_ROWS, parse_user_pack
from planner.reference.rulepacks import SHIPPED, load_rules

HEAD = 'id = "mine"\nversion = "1"\nas_of = 2026-11-24\n'


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("ZR(?:[0-9]+)+", "repeats without end"),
        ("ZR[0-9]*", "say how often"),
        ("ZR[0-9]{2,}", "repeats without end"),
        ("ZR[0-9]{1,4000}", "more than 40 times"),
        ("ZR(?:[0-9]{0,9}){0,9}", "repeats what may itself be matched"),
        ("ZR(?:A|A|A|A){9}", "repeats what may itself be matched"),
        ("ZR[0-9]{0,20}[0-9]{0,20}[0-9]{0,20}X", "more than 1,000 ways"),
        ("ZR" + "(?:A|B)?" * 20, "more than 1,000 ways"),
        ("ZR(4410)", "write (?:...)"),
        ("ZR(?P<n>4)4(?P=n)", "remembers its text"),
        ("(?i)zr44", "case is not looked at"),
        ("ZR(?i:x)44", "case is not looked at"),
        ("ZR" + "4" * 400, "split it into several rows"),
        ("(?:A{40}){40}", "can match 1600 characters"),
        ("ZR[\u4e00-\u9fff]", "outside A-Z"),
        (r"ZR[\u4e00-\u9fff]", "outside A-Z"),
        ("ZR44(", "not a regular expression"),
        ("(?:" * 140 + "ZR44" + ")" * 140, "split it into several rows"),
        ("ZR", "less is no evidence"),
        ("(?:ZR44)?", "less is no evidence"),
        ("...44", "may begin with nearly anything"),
        ("[A-Z]{4}", "may begin with nearly anything"),
    ],
)
def test_a_pattern_whose_work_is_not_bounded_is_refused_with_what_would_be_right(pattern: str, said: str) -> None:
    with pytest.raises(UnsafePattern) as caught:
        bounded_name(pattern)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "ways"),
    [
        ("ZR4410", 1),
        ("ZR[ -]?44[0-9]{2}[A-C]?", 4),
        ("ZR[A-Z]{0,4}1", 5),
        ("Z(?:RA|XB)44[0-9]{1,3}", 6),
        ("ZR44(?:-[A-Z]{1,2}){0,2}", 7),  # none; one of 2; two of 2 each: 1 + 2 + 4
    ],
)
def test_the_ways_of_an_ordinary_pattern_are_counted_and_few(pattern: str, ways: int) -> None:
    assert bounded_name(pattern) == ways <= MOST_WAYS


def test_deep_brackets_are_a_fault_and_no_crash() -> None:
    with pytest.raises(UnsafePattern):
        bounded_ways("(?:" * 70 + "A" + ")" * 70 + "+")


def test_many_patterns_share_one_bound() -> None:
    row = (
        '[[family]]\nentity = "Huawei"\nname = "z"\npattern = "ZR{}[0-9]{{0,29}}[A-Z]{{0,29}}"\nexamples = ["ZR{}1A"]\n'
        'source = "x"\n'
    )
    text = HEAD + "".join(row.format(number, number) for number in range(10, 70))
    with pytest.raises(InvalidDocument) as caught:
        parse_user_pack(text, "mine.toml")
    assert caught.value.faults == ("has patterns that may be tried in 54,000 ways; at most 50,000 together",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "x = " + "[" * 1500, "nested too deeply"),
        (HEAD + "x = '" + "y" * LONGEST_LINE + "'", "break it up"),
        (HEAD + "x = " + "9" * (LONGEST_LINE - 100), "no such key"),
        (HEAD + "[[deny]]\n" * (MOST_ROWS + 1), "at most 500"),
        ("id = 'mine\n", "not a TOML file"),
        ('id = "../mine"\nversion = "1"\nas_of = 2026-11-24\n', "a short name of small letters"),
        (HEAD.replace("2026-11-24", "2026-11-24T10:00:00"), "as_of: 2026-11-24 10:00:00 is typed"),
        (HEAD + "x = nan\ny = 10:00:00\n", "y: no such key"),
    ],
)
def test_a_hostile_text_is_a_fault_of_one_sentence(text: str, said: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        parse_user_pack(text, "mine.toml")
    assert any(said in fault for fault in caught.value.faults), caught.value.faults


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    path.write_bytes(b"#" * (MOST_USER_BYTES + 1))
    assert "more than 256 KB" in fault_of(path)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "rules"))


def fault_of(path: Path) -> str:
    with pytest.raises(InvalidDocument) as caught:
        load_packs([str(path)])
    return "; ".join(caught.value.faults)


def test_a_strangers_folder_may_say_what_ours_says_but_add_no_unbounded_pattern(copy: Path) -> None:
    assert load_packs([str(copy)]).sha256 == load_rules().sha256
    with (copy / "hints.csv").open("a", encoding="utf-8") as hints:
        hints.write("(?:X+)+Y,rectifier,power,mine\n")
    last = len((copy / "hints.csv").read_text(encoding="utf-8").splitlines())
    assert f'hints.csv row {last}: pattern "(?:X+)+Y" repeats without end' in fault_of(copy)
    with pytest.raises(InvalidDocument, match="repeats without end"):
        load_rules(copy)


def test_a_table_that_is_a_bomb_is_refused(copy: Path) -> None:
    (copy / "deny.csv").write_bytes(b"a" * (MOST_TABLE_BYTES + 1))
    assert "deny.csv cannot be read: it has more than 4,096 KB" in fault_of(copy)
    (copy / "deny.csv").write_text('words,why,source\n"' + "a" * 200_000 + '",b,c\n', encoding="utf-8")
    assert "deny.csv cannot be read: field larger than field limit" in fault_of(copy)


def test_a_folder_without_a_head_and_a_file_of_another_kind_are_named(tmp_path: Path) -> None:
    assert "a folder without a pack.toml" in fault_of(tmp_path)
    (tmp_path / "sites.csv").write_text("a,b\n", encoding="utf-8")
    assert "is no rule pack; name a .toml file" in fault_of(tmp_path / "sites.csv")


def rebuilt(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A saved pack with its members changed by somebody."""
    with zipfile.ZipFile(io.BytesIO(save_packs([]))) as saved:
        members = {name: saved.read(name) for name in saved.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/passwd", "added/../../x.toml", "a\\b.csv", "C:x.csv", "x.py"])
def test_a_member_out_of_place_is_refused_and_nothing_is_read(tmp_path: Path, name: str) -> None:
    path = rebuilt(tmp_path / "p.zip", lambda members: members.update({name: b"x"}))
    assert "which is no part of a rule pack; nothing was read" in fault_of(path)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["p.zip"]


def test_a_bomb_is_stopped_at_the_limit_whatever_the_archive_claims(tmp_path: Path) -> None:
    path = rebuilt(tmp_path / "p.zip", lambda members: members.update({"deny.csv": b"a" * (MOST_TABLE_BYTES * 8)}))
    assert path.stat().st_size < MOST_TABLE_BYTES
    assert "it has more than 4,096 KB" in fault_of(path)


def test_many_members_twins_and_damage_are_refused(tmp_path: Path) -> None:
    crowd = {f"t{chr(97 + at % 26)}{chr(97 + at // 26)}.csv": b"" for at in range(80)}
    assert "a saved pack has at most 60" in fault_of(rebuilt(tmp_path / "a.zip", lambda members: members.update(crowd)))
    twins = tmp_path / "b.zip"
    with zipfile.ZipFile(twins, "w") as archive:
        archive.writestr("deny.csv", b"a")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("deny.csv", b"b")
    assert "more than once" in fault_of(twins)
    whole = save_packs([])
    for number, damaged in enumerate((whole[: len(whole) // 2], whole[:200] + b"\0" * 400 + whole[600:], b"PK", b"")):
        path = tmp_path / f"d{number}.zip"
        path.write_bytes(damaged)
        assert fault_of(path)


def test_a_saved_pack_that_was_changed_says_so(tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        members["deny.csv"] = members["deny.csv"].replace(b"Aztech", b"Aztek", 1)

    assert "was changed since it was saved" in fault_of(rebuilt(tmp_path / "p.zip", change))


def test_a_zip_without_a_manifest_is_no_saved_pack(tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        del members["manifest.json"]

    path = rebuilt(tmp_path / "p.zip", change)
    assert "save one with planner packs save" in fault_of(path)
