"""Exports are recognized by their header words, every column has its meaning, and units find what they sit in."""

from collections.abc import Mapping, Sequence

import pytest

from planner.core.columns.exports import Export, recognize, role_of
from planner.core.columns.exports.kinds import KINDS
from planner.core.model import CellRef, FieldText, Item, Meaning
from planner.core.rows.parents import link_parents

BOARDS = (
    "NEType,NEFdn,NEName,Board Name,Board Type,Cabinet No.,Subrack No.,Slot No.,PN(BOM Code/Item),SN(Bar Code),"
    "Manufacturer Data,Date Of Manufacture,Inventory Unit ID,Vendor Name,Vendor Unit Family Type,Software Version"
)
TRANSPORT = (
    "NE,Board Name,Board Type,NE Type,Subrack ID,Slot ID,Hardware Version,Software Version,SN(Bar Code),Alias,Remarks,"
    "Subrack Type,Board Status,PN(BOM Code/Item),Rev.(Issue Number),Description,Manufacture Date"
)
HEADERS = {
    "Huawei U2020/MAE board inventory": BOARDS,
    "Huawei U2000/NCE board inventory": TRANSPORT,
    "Huawei U2000/NCE NE list": "NE Name,NE Type,NE MAC Address,Software Version,Subnet Path,LSR ID,NE Subtype",
    "Huawei U2000/NCE subrack inventory": "NE,Subrack Name,Subrack Type,Subrack ID,SN(Bar Code),PN(BOM Code/Item)",
    "Huawei U2000/NCE subcard list": "NE,Subboard Full Name,Subboard Type,Slot Number,Subslot Number,SN(Bar Code)",
    "Huawei U2020/MAE cabinet inventory": "NEFdn,NEName,Cabinet No.,Rack Type,SN(Bar Code),PN(BOM Code/Item)",
    "Huawei U2000/NCE optical module list": "Serial No.,Optical/Electrical Type,NE Name,Port Name,Vendor PN",
    "Huawei U2000/NCE SFP list": "Port,SFP Type,SN(Bar Code),PN(BOM Code/Item),Manufacturer,Description",
    "ZTE NetNumen board inventory": "NE Name,Rack,Shelf,Slot,Board Type,PCB Version,Serial Number,Software Version",
    "NetBox devices": "Name,Status,Tenant,Site,Location,Rack,Role,Manufacturer,Type,Serial number,Asset tag",
    "NetBox modules": "Device,Module Bay,Manufacturer,Module Type,Status,Serial number,Asset tag",
    "NetBox inventory items": "Name,Device,Parent,Manufacturer,Part ID,Serial number,Asset tag,Discovered",
    "LibreNMS inventory": "Device,Description,Name,Part No,Serial No",
    "LibreNMS devices": "hostname,sysName,hardware,os,version,serial,location,sysObjectID",
    "Netdisco module inventory": "Device,Description,Name,Class,Type,Model,Serial,HW Version,SW Version,FW Version",
    "SNMP ENTITY-MIB table": (
        "index,ENTITY-MIB::entPhysicalDescr,entPhysicalContainedIn,entPhysicalClass,entPhysicalName,"
        "entPhysicalSerialNum,entPhysicalMfgName,entPhysicalModelName,entPhysicalAssetID"
    ),
}
JOINED = "hostname,sysDescr,sysObjectID,hardware,location,entPhysicalModelName,entPhysicalSerialNum,entPhysicalMfgName"
CHINESE = "网元名称,网元类型,单板类型,单板名称,机柜号,框号,槽位号,PN(BOM编码/Item),SN(条码),生产日期"
OWN = (
    "Site,Manufacturer,Model,Serial Number,Rack,Shelf,Slot,Status",
    "Site,Device,Description,Model,Serial No,Qty",
    "Device,Description,Name,Part No,Serial No,Cost",
    "Name,Site,Status,Manufacturer",
    "Site Name,Board Type,Board Name,Serial Number,Slot",
    "",
)


def meanings(text: str) -> dict[str, Meaning]:
    headers = text.split(",")
    export = recognize(headers)
    assert export is not None
    return {headers[index]: meaning for index, meaning in export.meanings.items()}


def item(
    number: int, cells: Mapping[str, str], site: str | None = None, sheet: str = "Boards", serials: Sequence[str] = ()
) -> Item:
    fields = tuple(
        FieldText("ignore", header, CellRef("a.csv", sheet, "A", number), text) for header, text in cells.items()
    )
    return Item(number, f"f{number}", "a.csv", sheet, number, fields, site=site, serials=tuple(serials))


def linked(items: list[Item]) -> list[tuple[int | None, str | None]]:
    headers: dict[tuple[str, str], list[str]] = {}
    for one in items:
        headers.setdefault((one.file, one.sheet), []).extend(entry.header for entry in one.fields)
    return [(one.parent, one.site) for one in link_parents(items, headers)]


@pytest.mark.parametrize("title", HEADERS)
def test_an_export_is_recognized_by_its_header(title: str) -> None:
    export = recognize(HEADERS[title].split(","))
    assert isinstance(export, Export)
    assert export.title == title


@pytest.mark.parametrize("title", HEADERS)
def test_every_column_of_an_export_is_known_whatever_the_order(title: str) -> None:
    headers = HEADERS[title].split(",")
    assert set(meanings(HEADERS[title])) == set(headers)
    backwards = recognize(headers[::-1])
    assert backwards is not None
    assert backwards.title == title


@pytest.mark.parametrize("text", OWN)
def test_a_table_of_the_carriers_own_is_no_export(text: str) -> None:
    assert recognize(text.split(",")) is None


@pytest.mark.parametrize("title", HEADERS)
def test_only_shared_meanings_stand_twice(title: str) -> None:
    found = list(meanings(HEADERS[title]).values())
    single = [meaning for meaning in found if meaning not in ("description", "notes", "position", "ignore")]
    assert len(single) == len(set(single))


def test_a_board_export_gives_model_code_serial_and_place() -> None:
    found = meanings(BOARDS)
    assert found["Board Type"] == "model"
    assert found["PN(BOM Code/Item)"] == "part_number"
    assert found["SN(Bar Code)"] == "serial"
    assert found["Vendor Name"] == "maker"
    assert found["NEName"] == "site"
    assert {found["Cabinet No."], found["Subrack No."], found["Slot No."]} == {"position"}
    assert found["Date Of Manufacture"] == "ignore"


def test_the_day_of_manufacture_is_never_taken_for_the_day_of_purchase() -> None:
    for text in HEADERS.values():
        assert not {"obtained_on", "installed_on"} & set(meanings(text).values())


def test_chinese_headers_are_the_same_export() -> None:
    found = meanings(CHINESE)
    assert found["单板类型"] == "model"
    assert found["SN(条码)"] == "serial"
    assert found["网元名称"] == "site"


def test_parts_joined_with_their_device_are_parts() -> None:
    found = meanings(JOINED)
    assert (found["entPhysicalModelName"], found["hardware"], found["location"]) == ("model", "description", "site")


def test_a_host_is_the_place_only_where_nothing_better_is() -> None:
    with_place, without = "hostname,sysName,hardware,location", "hostname,sysName,hardware,serial"
    assert (meanings(with_place)["hostname"], meanings(with_place)["location"]) == ("asset_id", "site")
    assert meanings(without)["hostname"] == "site"


def test_a_manager_names_its_maker_and_a_tool_of_any_maker_names_none() -> None:
    board, netbox = recognize(BOARDS.split(",")), recognize(HEADERS["NetBox devices"].split(","))
    assert board is not None
    assert netbox is not None
    assert (board.maker, netbox.maker) == ("Huawei", None)
    assert "may list gear of other makers" in board.notes[-1]


def test_known_words_are_in_the_form_of_headers() -> None:
    from planner.core.columns.texts import normal_header

    words = {word for kind in KINDS for group in (*kind.single.values(), *kind.many.values()) for word in group}
    assert [word for word in sorted(words) if normal_header(word) != word] == []


def test_roles_know_the_words_of_each_manager() -> None:
    assert [role_of(word) for word in ("Cabinet No.", "Subrack ID", "Slot No.", "Subslot No.", "Port No.")] == [
        "rack", "shelf", "slot", "subslot", "port",
    ]  # fmt: skip
    assert role_of("Remarks") is None


def test_a_board_sits_in_the_shelf_of_its_element_and_a_subcard_in_the_board() -> None:
    place = {"NEName": "CV101", "Cabinet No.": "0", "Subrack No.": "1"}
    items = [
        item(1, {"NEName": "CV101", "NEType": "BTS3900"}, sheet="NEs", site="Cedar Ridge"),
        item(2, place, sheet="Subracks"),
        item(3, {**place, "Slot No.": "7"}),
        item(4, {**place, "Slot No.": "7", "Subslot No.": "1"}),
        item(5, {**place, "Slot No.": "8"}),
        item(6, {"NEName": "CV999", "Subrack No.": "1", "Slot No.": "7"}, site="CV999"),
    ]
    assert linked(items) == [
        (None, "Cedar Ridge"), (1, "Cedar Ridge"), (2, "Cedar Ridge"), (3, "Cedar Ridge"), (2, "Cedar Ridge"),
        (None, "CV999"),
    ]  # fmt: skip


def test_the_site_of_a_unit_named_only_by_its_element_is_the_elements_site() -> None:
    items = [
        item(1, {"hostname": "olt-1", "hardware": "MA5608T"}, sheet="devices", site="Cedar Ridge"),
        item(2, {"Device": "olt-1", "Name": "slot 1"}, site="olt-1"),
        item(3, {"Device": "olt-1", "Name": "slot 2"}, site="Harlow Mills"),
    ]
    assert linked(items) == [(None, "Cedar Ridge"), (1, "Cedar Ridge"), (None, "Harlow Mills")]


def test_netbox_modules_and_inventory_items_belong_to_their_device() -> None:
    items = [
        item(1, {"Name": "olt-1", "Rack": "R1"}, sheet="devices", site="Cedar Ridge"),
        item(2, {"Device": "olt-1", "Module Bay": "0/1"}, sheet="modules"),
        item(3, {"Device": "olt-1", "Module Bay": "0/2"}, sheet="modules"),
        item(4, {"Device": "olt-1", "Name": "PSU1"}, sheet="items"),
    ]
    assert linked(items) == [(None, "Cedar Ridge"), (1, "Cedar Ridge"), (1, "Cedar Ridge"), (1, "Cedar Ridge")]


def test_a_board_with_a_slot_is_in_the_device_not_in_another_module_of_it() -> None:
    items = [
        item(1, {"Device": "olt-1", "Module Bay": "0/1"}, sheet="modules"),
        item(2, {"Name": "olt-1"}, sheet="devices", site="Cedar Ridge"),
        item(3, {"Device": "olt-1", "Slot": "3"}, sheet="boards"),
    ]
    assert [parent for parent, _ in linked(items)] == [2, None, 2]


def test_a_device_called_alike_at_another_site_is_another_device() -> None:
    items = [
        item(1, {"Device": "Router", "Rack": "1"}, site="Cedar Ridge"),
        item(2, {"Device": "Router", "Rack": "1"}, site="Loon Cove"),
        item(3, {"Device": "Router", "Rack": "1", "Slot": "3"}, site="Loon Cove"),
        item(4, {"Device": "Router", "Rack": "1", "Slot": "3"}, site="Mill Stream"),
        item(5, {"Device": "Router", "Rack": "1", "Slot": "3"}),
    ]
    assert [parent for parent, _ in linked(items)] == [None, None, 2, None, None]


def test_an_element_of_another_site_is_no_parent() -> None:
    items = [
        item(1, {"Hostname": "rtr-1"}, sheet="hosts", site="Cedar Ridge"),
        item(2, {"Hostname": "rtr-1", "Slot": "1"}, site="Cedar Ridge"),
        item(3, {"Hostname": "rtr-1", "Slot": "1"}, site="Mill Stream"),
    ]
    assert [parent for parent, _ in linked(items)] == [None, 1, None]


def test_nothing_is_its_own_parent() -> None:
    assert linked([item(1, {"Asset Tag": "A", "Parent": "A"})]) == [(None, None)]


def test_entities_hang_in_the_index_that_contains_them() -> None:
    rows = [("1", "0"), ("2", "1"), ("3", "2"), ("4", "77"), ("1", "0"), ("2", "1")]
    items = [
        item(n, {"entPhysicalIndex": index, "entPhysicalContainedIn": inside}, site="A" if n == 1 else None)
        for n, (index, inside) in enumerate(rows, start=1)
    ]
    assert linked(items) == [(None, "A"), (1, "A"), (2, "A"), (None, None), (None, None), (5, None)]


def test_a_named_parent_may_be_a_tag_or_a_serial_number() -> None:
    items = [
        item(1, {"Asset Tag": "T-1"}, site="Cedar Ridge"),
        item(2, {"Asset Tag": "T-2", "Parent": "T-1"}),
        item(3, {"Asset Tag": "T-3", "Parent": "SN0001"}),
        item(4, {"Asset Tag": "T-4"}, site="Loon Hollow", serials=["SN0001"]),
    ]
    assert linked(items) == [(None, "Cedar Ridge"), (1, "Cedar Ridge"), (4, "Loon Hollow"), (None, "Loon Hollow")]


def test_a_parent_that_two_units_are_called_by_is_no_parent() -> None:
    items = [item(1, {"Asset Tag": "T"}), item(2, {"Asset Tag": "T"}), item(3, {"Asset Tag": "U", "Parent": "T"})]
    assert linked(items)[2] == (None, None)


def test_units_that_contain_each_other_come_to_an_end() -> None:
    items = [item(1, {"Asset Tag": "A", "Parent": "B"}), item(2, {"Asset Tag": "B", "Parent": "A"})]
    assert linked(items) == [(2, None), (1, None)]


def test_without_a_column_for_it_the_list_comes_back_as_it_is() -> None:
    items = [item(1, {"Site": "A", "Slot": "1"})]
    assert link_parents(items, {("a.csv", "Boards"): ["Site", "Slot"]}) is items
