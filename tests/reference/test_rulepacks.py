"""The shipped rule pack is whole, and a damaged one says which row of which file is wrong."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from planner.core.errors import InvalidDocument
from planner.core.flagging.pack import Phrase
from planner.reference.rulepacks import SHIPPED, load_rules

TABLES = sorted(path.name for path in SHIPPED.glob("*.csv"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "rules"))


def replace_in(path: Path, old: str, new: str) -> int:
    """Change the first occurrence; returns the row it stands in."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(InvalidDocument) as caught:
        load_rules(folder)
    return caught.value.faults


def test_the_shipped_pack_loads_once_and_knows_its_name() -> None:
    pack = load_rules()
    assert pack is load_rules()
    assert (pack.info.id, bool(pack.version), pack.as_of[:2]) == ("us-fcc-scrp", True, "20")
    assert {entity.name for entity in pack.entities} == {"Huawei", "ZTE", "Hikvision", "Dahua", "Hytera"}
    assert len({rule.maker for rule in pack.names if rule.kind == "maker"}) > 120


@pytest.mark.parametrize("table", TABLES)
def test_every_row_names_its_source(table: str) -> None:
    with (SHIPPED / table).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows
    assert [row for row in rows if not (row["source"] or "").strip()] == []


def test_video_and_radio_makers_carry_the_use_question_and_the_telecom_makers_do_not() -> None:
    pack = load_rules()
    assert all("used for" in pack.scope(name) for name in ("Hikvision", "Dahua", "Hytera"))
    assert pack.scope("Huawei") == pack.scope("ZTE") == pack.scope(None) == ""


def test_the_h3c_serial_is_tested_before_the_huawei_one() -> None:
    order = [rule.rule for rule in load_rules().identifiers]
    assert order.index("serial-h3c") < order.index("serial-huawei-20")


def test_a_bad_pattern_names_file_and_row(copy: Path) -> None:
    row = replace_in(copy / "families.csv", "(?:MA5200", "(?:MA5200(")
    (fault,) = faults(copy)
    assert fault.startswith(f"families.csv row {row}: pattern")
    assert "not a regular expression" in fault


def test_a_row_without_a_source_is_refused(copy: Path) -> None:
    row = replace_in(copy / "categories.csv", "OSS,oss,", "OSS,oss,\nEMS,oss,\nOSS2,oss,")
    assert f"categories.csv row {row + 1}: source is empty" in faults(copy)


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("families.csv", ",strong,RAN base station", ",sure,RAN base station", 'strength "sure" is not one of'),
        ("families.csv", ",strong,RAN base station", ",strong,RAN thing", '"RAN thing" is not in categories.csv'),
        ("categories.csv", "OSS,oss,", "OSS,attic,", 'layer "attic" is not one of'),
        ("aliases.csv", "Huawei,HUAWEI,name", "Huawei,HUAWEI,nickname", 'kind "nickname" is not one of'),
        ("aliases.csv", "Huawei,HUAWEI,name", "Huawei,???,name", "holds no word"),
        ("snmp.csv", "34774,Huawei", "34774.x,Huawei", "numbers joined by points"),
        ("identifiers.csv", "serial;description,yes", "cereal;description,yes", 'roles "cereal" is not one of'),
        ("covered.csv", "Hytera,2021", "Hytra,2021", '"Hytera" is not in covered.csv'),
        ("hints.csv", "pattern,category", "pattern,kind", "there is no column 'category'"),
        ("pack.toml", 'id = "us-fcc-scrp"', "", "pack.toml has no id"),
        ("pack.toml", 'id = "us-fcc-scrp"', "id = ", "pack.toml cannot be read"),
    ],
)
def test_each_fault_says_what_is_wrong(copy: Path, table: str, old: str, new: str, said: str) -> None:
    replace_in(copy / table, old, new)
    assert any(said in fault for fault in faults(copy))


def test_a_missing_table_is_a_fault_and_all_faults_come_at_once(copy: Path) -> None:
    (copy / "hints.csv").unlink()
    replace_in(copy / "categories.csv", "OSS,oss,", "OSS,attic,")
    found = faults(copy)
    assert any(fault.startswith("hints.csv cannot be read") for fault in found)
    assert any("attic" in fault for fault in found)


def test_every_shipped_phrase_is_a_pattern_by_itself() -> None:
    """Loading the shipped tables does not compile them one by one."""
    phrases: tuple[Phrase, ...] = load_rules().phrases
    assert phrases
    for phrase in phrases:
        re.compile(f"(?:{phrase.pattern})")
