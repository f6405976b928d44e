"""An inventory walked by SNMP: slots, ports and sensors are no gear, and what sits in them keeps its chassis."""

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
HEAD = [
    "entPhysicalIndex", "entPhysicalDescr", "entPhysicalContainedIn", "entPhysicalClass", "entPhysicalName",
    "entPhysicalSerialNum", "entPhysicalMfgName", "entPhysicalModelName",
]  # fmt: skip
CHASSIS = ["1", "S5720 chassis", "0", "chassis", "S5720", "AB12345671", "Huawei", "S5720-28X"]
BOARD = ["3", "MPU board", "2", "module", "MPU 0", "AB12345672", "Huawei", "ES5D21"]


def slot(kind: str, maker: str = "") -> list[str]:
    return ["2", "Slot 0", "1", kind, "slot 0", "", maker, ""]


@pytest.mark.parametrize(
    "kind", ["container", "Container", "port", "sensor", "backplane", "stack", "container(5)", "10"]
)
def test_a_slot_or_port_is_a_note_and_counts_nothing(read: Read, kind: str) -> None:
    reading = read([HEAD, CHASSIS, slot(kind, "Huawei"), BOARD])
    assert reading.classes == ["header", "item", "note", "item"]
    [issue] = reading.issues("entity-without-unit")
    assert (issue.severity, "row 3" in issue.problem) == ("fixed", True)


@pytest.mark.parametrize("kind", ["module", "powerSupply", "fan", "chassis", "other", "cpu", ""])
def test_a_thing_that_can_be_taken_out_counts(read: Read, kind: str) -> None:
    assert read([HEAD, CHASSIS, slot(kind, "Huawei"), BOARD]).classes == ["header", "item", "item", "item"]


def test_an_optical_module_filed_as_a_port_is_gear(read: Read) -> None:
    optic = ["5", "SFP-10G optic", "1", "port", "XGE0/0/1", "AQF9999", "FINISAR", "FTLX1471"]
    assert read([HEAD, CHASSIS, BOARD, optic]).items[-1].model == "FTLX1471"


def test_a_board_in_a_slot_sits_in_the_chassis_of_the_slot(read: Read) -> None:
    second = [
        ["1", *CHASSIS[1:5], "AB12345673", *CHASSIS[6:]],
        slot("container"),
        [*BOARD[:5], "AB12345674", *BOARD[6:]],
    ]
    reading = read([HEAD, CHASSIS, slot("container"), BOARD, *second])
    assert [(item.id, item.parent) for item in reading.items] == [(1, None), (2, 1), (3, None), (4, 3)]
