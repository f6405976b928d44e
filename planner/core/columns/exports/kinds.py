"""The exports we know, each with the header words that prove it and what its columns mean.

Header words are in the form of :func:`planner.core.columns.texts.normal_header`. Sources: Huawei U2000/NCE report
files (Board_Report, Subrack_Report, Subcard_Report, NE_Report, OpticalModule_Information, SFP_Information) and
U2020/MAE inventory files (Inventory_Board, _Subrack, _Cabinet, _Antenna) as public scripts and data dictionaries read
them; ZTE NetNumen manuals (column names partly from memory); NetBox's table exports and import forms; LibreNMS's and
Netdisco's inventory tables; RFC 6933.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.core.model import Meaning


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of export.

    It is proved by all of ``needs``, at least one word of each group in ``any_of``, none of ``never``; with ``closed``
    no other column may stand beside the known ones. ``single`` lists for a meaning the headers that may carry it, the
    best first; a header that lost goes to ``description``. ``many`` are meanings that several columns may share.
    ``maker`` names whose gear the system manages; other makers' gear may be listed too.
    """

    title: str
    system: str
    needs: frozenset[str]
    single: Mapping[Meaning, tuple[str, ...]]
    many: Mapping[Meaning, tuple[str, ...]]
    any_of: tuple[frozenset[str], ...] = ()
    never: frozenset[str] = field(default_factory=frozenset)
    closed: bool = False
    maker: str | None = None


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(","))


_HUAWEI_ELEMENT = ("ne name", "ne", "网元名称", "网元")
_HUAWEI_MODELS = (
    "board type", "单板类型", "subboard type", "sub board type", "optical electrical type", "sfp type",
    "antenna device type", "subrack type", "frame type", "框类型", "cabinet type", "rack type", "机柜类型", "ne type",
    "网元类型", "board name", "model",
)  # fmt: skip
_HUAWEI_SINGLE: Mapping[Meaning, tuple[str, ...]] = {
    "site": ("site name", "site id", "site", *_HUAWEI_ELEMENT),
    "maker": ("vendor name", "manufacturer", "p manufacturer", "厂商", "厂家"),
    "model": _HUAWEI_MODELS,
    "part_number": (
        "pn bom code item", "pn bom code", "pn bom编码 item", "bom code", "vendor unit type number", "vendor pn",
    ),
    "serial": ("sn bar code", "sn 条码", "serial number", "bar code"),
    "mac": ("ne mac address", "mac address"),
    "status": ("board status", "running status", "status", "subrack status"),
    "asset_id": ("inventory unit id",),
}  # fmt: skip
_HUAWEI_MANY: Mapping[Meaning, tuple[str, ...]] = {
    "description": (
        "board name", "board full name", "subboard name", "subboard full name", "subrack name", "frame name",
        "cabinet name", "manufacturer data", "description", "vendor unit family type", "inventory unit type",
        "software version", "hardware version", "model", "单板名称", "软件版本", "硬件版本", "制造商数据", "描述",
        "patch version list", "port type", "logical type", "physical type", "ext info", "ne subtype", "subrack type",
    ),
    "position": (
        "cabinet number", "subrack number", "subrack id", "slot number", "slot id", "subslot number", "subslot id",
        "port number", "rack number", "frame number", "shelf number", "module number", "port name", "port",
        "机柜号", "机柜编号", "框号", "子架号", "槽位号", "槽号", "子槽位号", "端口号",
    ),
    "notes": (
        "alias", "remarks", "user label", "physical location", "subnet", "subnet path", "port description",
        "port remark", "备注",
    ),
    "ignore": (
        "ne fdn", "ne id", "ne ip address", "date of manufacture", "manufacture date", "date of last service",
        "create time", "rev issue number", "unit position", "clei code", "bios ver", "bios ver ex", "bios version",
        "fpga version", "lan ver", "logic ver", "mbus ver", "slot pos", "management", "customized column", "生产日期",
        "wi fi device info", "authenticator name", "rxu power cable length m", "creditable", "creditable changed time",
        "lsr id", "gateway type", "gateway", "maintenance status", "fiber cable count", "optical ne", "conference call",
        "orderwire phone", "receive status", "transmit status", "single mode multi mode", "speed mb s",
        "wave length nm", "transmission distance m", "fiber type", "fiber cable type", "optical mode authentication",
        "port custom column", "optical direction type", "port rate bit s", "port level", "receive optical power d bm",
        "transmit optical power d bm",
    ),
}  # fmt: skip
_MARKED = _words(
    "pn bom code item, pn bom code, pn bom编码 item, sn bar code, sn 条码, inventory unit id, manufacturer data, "
    "vendor unit family type, rev issue number"
)
_ELEMENTS = frozenset(_HUAWEI_ELEMENT)
_RAN_ONLY = _words("ne fdn, inventory unit id, vendor unit family type, cabinet number, manufacturer data")


def _huawei(
    report: str, *proof: frozenset[str], never: frozenset[str] = frozenset(), model: tuple[str, ...] = _HUAWEI_MODELS
) -> tuple[Kind, Kind]:
    """The two families of one report: U2020 and MAE for radio, U2000 and NCE for transport, access and IP."""
    single: Mapping[Meaning, tuple[str, ...]] = {**_HUAWEI_SINGLE, "model": model}
    kinds = [
        Kind(f"{system} {report}", system, frozenset(), single, _HUAWEI_MANY, groups, never, maker="Huawei")
        for system, groups in (
            ("Huawei U2020/MAE", (_RAN_ONLY, *proof)),
            ("Huawei U2000/NCE", proof),
        )
    ]
    return kinds[0], kinds[1]


_BOARDS = _words("board type, board name, board full name, 单板类型, 单板名称")
_HUAWEI = (
    *_huawei("optical module list", _ELEMENTS, _words("port name"), _words("vendor pn, receive optical power d bm")),
    *_huawei("SFP list", _words("sfp type"), _MARKED),
    *_huawei("subcard list", _ELEMENTS, _words("subboard type, sub board type, subboard name, subboard full name")),
    *_huawei("board inventory", _ELEMENTS, _BOARDS, _MARKED),
    *_huawei("antenna inventory", _ELEMENTS, _words("antenna device type, antenna device id"), _MARKED),
    *_huawei("subrack inventory", _ELEMENTS, _words("subrack type, subrack name, frame type, 框类型"), _MARKED),
    *_huawei("cabinet inventory", _ELEMENTS, _words("rack type, cabinet type, cabinet name, 机柜类型"), _MARKED),
    *_huawei("inventory", _ELEMENTS, _MARKED),
    *_huawei(
        "NE list", _ELEMENTS, _words("ne type, 网元类型"),
        _words("ne fdn, ne mac address, subnet path, lsr id, gateway type, patch version list, ne subtype"),
        never=_words("port name, port number"), model=("ne subtype", "ne type", "网元类型"),
    ),
)  # fmt: skip

_ZTE_SINGLE: Mapping[Meaning, tuple[str, ...]] = {
    "site": ("site name", "site", "site id", "ne name", "managed element", "me name", "network element", "网元名称"),
    "maker": ("vendor", "manufacturer", "vendor name"),
    "model": ("board type", "board name", "unit type", "physical board type", "plug in unit", "单板类型", "ne type"),
    "part_number": ("bom code", "material code", "part number", "part code", "物料代码"),
    "serial": ("serial number", "board serial number", "sn", "bar code", "序列号"),
    "status": ("board status", "status", "running status", "work status"),
    "mac": ("mac address", "mac"),
}  # fmt: skip
_ZTE_MANY: Mapping[Meaning, tuple[str, ...]] = {
    "description": (
        "board name", "ne type", "board function type", "functional board type", "software version", "hardware version",
        "pcb version", "firmware version", "description", "单板名称", "网元类型", "软件版本", "硬件版本",
    ),
    "position": (
        "rack", "shelf", "slot", "subslot", "port", "rack number", "shelf number", "slot number", "rack id", "shelf id",
        "slot id", "cpu", "机架号", "机框号", "槽位号",
    ),
    "notes": ("sub network", "subnetwork", "remark", "remarks", "user label", "alias"),
    "ignore": (
        "ne id", "me id", "ip address", "ne ip", "bom version", "epld version", "fpga version", "boot rom version",
        "bootrom version", "manufacture date", "production date", "date of manufacture", "last change time",
    ),
}  # fmt: skip
_ZTE = Kind(
    "ZTE NetNumen board inventory", "ZTE NetNumen", frozenset(), _ZTE_SINGLE, _ZTE_MANY,
    (
        _words("shelf, shelf number, shelf id, 机框号"),
        _words("slot, slot number, slot id, 槽位号"),
        _words("board type, board name, unit type, physical board type, plug in unit, 单板类型"),
        _words("ne name, managed element, me name, network element, ne id, 网元名称"),
        _words(
            "pcb version, bom version, epld version, sub network, subnetwork, managed element, me name, "
            "board function type, functional board type, boot rom version, bootrom version"
        ),
    ),
    maker="ZTE",
)  # fmt: skip

_NETBOX_SINGLE: Mapping[Meaning, tuple[str, ...]] = {
    "site": ("site",),
    "maker": ("manufacturer", "device type manufacturer"),
    "model": ("module type", "device type", "type"),
    "part_number": ("part id", "part number"),
    "serial": ("serial number", "serial"),
    "status": ("status",),
    "asset_id": ("asset tag", "name"),
    "layer": ("role", "device role"),
    "mac": ("mac address",),
    "parent": ("parent device", "device", "parent"),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
}
_NETBOX_MANY: Mapping[Meaning, tuple[str, ...]] = {
    "description": ("name", "label", "description", "platform", "component", "role"),
    "position": ("rack", "position", "face", "module bay", "device bay", "parent bay", "bay"),
    "notes": ("comments", "tags", "location", "tenant", "parent"),
    "ignore": (
        "id",
        "ip address",
        "primary ip",
        "ipv4 address",
        "ipv6 address",
        "tenant group",
        "region",
        "site group",
        "cluster",
        "created",
        "last updated",
        "discovered",
        "airflow",
        "virtual chassis",
        "vc position",
        "u height",
        "config template",
        "url",
        "owner",
        "contacts",
    ),
}
_NETBOX = (
    Kind(
        "NetBox modules", "NetBox", _words("device, module bay, module type"), _NETBOX_SINGLE, _NETBOX_MANY,
    ),
    Kind(
        "NetBox inventory items", "NetBox", _words("device, name, part id"), _NETBOX_SINGLE, _NETBOX_MANY,
        (_words("manufacturer, serial, serial number, discovered"),),
    ),
    Kind(
        "NetBox devices", "NetBox", _words("name, site, status"), _NETBOX_SINGLE, _NETBOX_MANY,
        (
            _words("role, device role"), _words("type, device type"), _words("manufacturer"),
            _words("tenant, platform, location, rack, ip address, asset tag, face, airflow"),
        ),
    ),
)  # fmt: skip

_ENTITY_SINGLE: Mapping[Meaning, tuple[str, ...]] = {
    "site": ("location", "hostname", "sys name", "device"),
    "maker": ("ent physical mfg name",),
    "model": ("ent physical model name",),
    "serial": ("ent physical serial number",),
    "asset_id": ("ent physical asset id",),
    "parent": ("ent physical contained in",),
}
_ENTITY_MANY: Mapping[Meaning, tuple[str, ...]] = {
    "description": (
        "ent physical descr", "ent physical name", "ent physical software rev", "ent physical firmware rev",
        "ent physical vendor type", "hardware", "sys descr", "sys object id", "os",
        "version",
    ),
    "notes": ("ent physical alias",),
    "position": ("hostname", "sys name", "device", "ent physical parent rel pos"),
    "ignore": (
        "ent physical index", "ent physical class", "ent physical hardware rev", "ent physical is fru",
        "ent physical mfg date", "ent physical uris", "ent physical uuid", "ent physical id", "index", "device id",
        "if index", "ent physical mfg data", "ent physical state", "deleted", "inserted", "id",
    ),
}  # fmt: skip
_ENTITY_PROOF = (
    _words("ent physical descr, ent physical name, ent physical serial number"),
    _words("ent physical class, ent physical contained in, ent physical model name, ent physical serial number"),
)
_ENTITY = (
    Kind(
        "LibreNMS inventory", "LibreNMS", frozenset(), _ENTITY_SINGLE, _ENTITY_MANY,
        (*_ENTITY_PROOF, _words("device id, hostname, ent physical id")),
    ),
    Kind("SNMP ENTITY-MIB table", "SNMP", frozenset(), _ENTITY_SINGLE, _ENTITY_MANY, _ENTITY_PROOF),
)  # fmt: skip

_POLLED_SINGLE: Mapping[Meaning, tuple[str, ...]] = {
    "site": ("location", "hostname", "device"),
    "maker": ("vendor", "manufacturer"),
    "model": ("model", "part number", "hardware"),
    "serial": ("serial number", "serial"),
    "asset_id": ("hostname",),
}
_POLLED_MANY: Mapping[Meaning, tuple[str, ...]] = {
    "description": (
        "description",
        "name",
        "sys name",
        "sys descr",
        "os",
        "version",
        "type",
        "sw version",
        "fw version",
        "display",
        "sys object id",
        "operating system",
        "platform",
    ),
    "notes": ("purpose", "notes", "features"),
    "ignore": ("class", "hw version", "ip", "uptime", "status", "device id", "icon"),
}
_POLLED = (
    Kind(
        "LibreNMS inventory", "LibreNMS", _words("description, name"), _POLLED_SINGLE, _POLLED_MANY,
        (_words("hostname, device"), _words("part number, model"), _words("serial number, serial")), closed=True,
        never=_words("class, type"),
    ),
    Kind(
        "Netdisco module inventory", "Netdisco", _words("device, description, name, class, model, serial"),
        _POLLED_SINGLE, _POLLED_MANY,
    ),
    Kind(
        "LibreNMS devices", "LibreNMS", _words("hostname, hardware"), _POLLED_SINGLE, _POLLED_MANY,
        (_words("sys name, sys object id, sys descr, features"),),
    ),
)  # fmt: skip

# Tried in this order: a board list also has what proves a plain inventory.
KINDS: tuple[Kind, ...] = (*_HUAWEI, _ZTE, *_NETBOX, *_ENTITY, *_POLLED)
