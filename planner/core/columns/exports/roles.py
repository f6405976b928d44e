"""What a column says about where a unit sits: which element, which rack, shelf and slot, or which parent."""

from functools import lru_cache
from typing import Literal

from planner.core.columns.texts import normal_header

Role = Literal["element", "rack", "shelf", "slot", "subslot", "port", "bay", "index", "inside", "parent", "name", "tag"]

# Header words (see normal_header) by role. Huawei writes Cabinet/Subrack/Slot (U2020, MAE) or Rack/Frame/Slot (U2000),
# ZTE Rack/Shelf/Slot; "ent physical ..." is RFC 6933; device, module bay and parent are NetBox's.
_WORDS: dict[Role, tuple[str, ...]] = {
    "element": (
        "ne name", "ne", "network element", "network element name", "ne fdn", "managed element", "me name", "hostname",
        "sys name", "device", "device name", "device id", "node name", "网元名称", "网元", "element name",
    ),
    "rack": (
        "cabinet number", "cabinet id", "cabinet", "rack number", "rack id", "rack", "机柜号", "机柜编号", "机架号",
    ),
    "shelf": (
        "subrack number", "subrack id", "subrack", "frame number", "frame id", "frame", "shelf number", "shelf id",
        "shelf", "chassis", "chassis number", "框号", "子架号", "机框号", "插框号",
    ),
    "slot": ("slot number", "slot id", "slot", "board slot", "槽位号", "槽号", "槽位"),
    "subslot": ("subslot number", "subslot id", "subslot", "sub slot number", "sub slot", "子槽位号", "子槽号"),
    "port": ("port number", "port id", "port", "port name", "端口号", "端口"),
    "bay": ("module bay", "device bay", "parent bay"),
    "index": ("ent physical index", "index"),
    "inside": ("ent physical contained in", "contained in"),
    "parent": (
        "parent", "parent device", "parent item", "parent serial", "parent asset", "parent asset id", "parent id",
        "parent chassis", "parent serial number", "parent equipment", "installed in", "host chassis", "chassis serial",
        "chassis serial number", "chassis id", "mother board", "equipo padre", "équipement parent", "父设备",
        "上级设备",
    ),
    "name": ("name",),
    "tag": ("asset tag", "asset id", "asset number", "inventory unit id", "equipment id", "item id", "tag"),
}  # fmt: skip
_ROLES: dict[str, Role] = {normal_header(word): role for role, words in _WORDS.items() for word in words}


@lru_cache(maxsize=4096)
def role_of(header: str) -> Role | None:
    """What the column under this header says about the unit's place, or None."""
    return _ROLES.get(plain_words(header))


def plain_words(header: str) -> str:
    """The header in normal form, without the MIB's name that ``snmptable`` and ``snmpwalk`` put in front."""
    return normal_header(header.replace("ENTITY-MIB::", ""))
