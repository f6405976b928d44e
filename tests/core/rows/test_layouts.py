"""Spreadsheets of other carriers, each laid out in its own way."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

Read = Callable[..., Any]


def test_a_netbox_export(read: Read) -> None:
    head = [
        "name",
        "status",
        "tenant",
        "site",
        "location",
        "rack",
        "device_role",
        "manufacturer",
        "device_type",
        "serial",
        "asset_tag",
        "part_id",
    ]
    row = [
        "rtr1",
        "Active",
        "",
        "roundup-hut",
        "Row 1",
        "R1",
        "Router",
        "Huawei",
        "NE40E-X8",
        "2102350ABC10A1000001",
        "A100",
        "02350ABC",
    ]
    [item] = read([head, row]).items
    assert (item.site, item.maker, item.model, item.part_number) == ("roundup-hut", "Huawei", "NE40E-X8", "02350ABC")
    assert (item.serials, item.asset_id, item.status, item.layer) == (("2102350ABC10A1000001",), "A100", "Active", "ip")


def test_a_librenms_entity_export(read: Read) -> None:
    head = [
        "hostname",
        "sysDescr",
        "sysObjectID",
        "hardware",
        "location",
        "entPhysicalModelName",
        "entPhysicalSerialNum",
        "entPhysicalMfgName",
    ]
    row = [
        "olt1",
        "Huawei Integrated Access Software",
        ".1.3.6.1.4.1.2011.2.248",
        "MA5800-X7",
        "Lavina CO",
        "H901MPLA",
        "021ABC10A1000001",
        "Huawei",
    ]
    [item] = read([head, row]).items
    assert (item.site, item.maker, item.model, item.serials) == (
        "Lavina CO",
        "Huawei",
        "H901MPLA",
        ("021ABC10A1000001",),
    )
    assert item.description == "Huawei Integrated Access Software | .1.3.6.1.4.1.2011.2.248 | MA5800-X7"


def test_a_board_report_of_an_element_manager(read: Read) -> None:
    head = ["NEName", "NEType", "Board Type", "Slot No.", "PN(BOM Code/Item)", "SN(Bar Code)", "Manufacturer Data"]
    row = ["CV102_Cedar", "BTS3900 LTE", "WD22UMPTb1", "7", "03022HEL", "032HEL10E2000101", "VendorName=Huawei"]
    [item] = read([["Board Report"], ["Save Time: 06/18/2024"], [], head, row]).items
    assert (item.site, item.model, item.part_number) == ("CV102_Cedar", "WD22UMPTb1", "03022HEL")
    assert item.description == "BTS3900 LTE | VendorName=Huawei"


def test_a_spanish_list(read: Read) -> None:
    head = [
        "Sitio",
        "Fabricante",
        "Modelo",
        "N° de serie",
        "Cantidad",
        "Fecha de compra",
        "Costo unitario",
        "Observaciones",
    ]
    rows = [
        head,
        ["Cerro Azul", "Huawei", "RTN 950A", "", "2", "14/03/2017", "$3,500.00", "enlace"],
        ["Cerro Azul", "Nokia", "9500 MPR", "NK99887766", "1", "02/04/2018", "$4k", ""],
    ]
    first, second = read(rows).items
    assert (first.obtained_on, second.obtained_on) == (date(2017, 3, 14), date(2018, 4, 2))
    assert (first.unit_cost, second.unit_cost) == (Decimal(3500), Decimal(4000))


def test_a_chinese_list(read: Read) -> None:
    rows = [
        ["站点名称", "厂商", "设备型号", "序列号", "数量", "备注"],
        ["雪松岭", "华为", "RRU3908", "", "3", "主设备"],
    ]
    [item] = read(rows).items
    assert (item.site, item.maker, item.model, item.quantity, item.notes) == ("雪松岭", "华为", "RRU3908", 3, "主设备")


def test_a_french_and_a_german_list(read: Read) -> None:
    french = ["Nom du site", "Constructeur", "Modèle", "Numéro de série", "Quantité", "Date d'achat", "Remarques"]
    german = ["Standort", "Hersteller", "Typ", "Seriennummer", "Anzahl", "Kaufdatum", "Bemerkung"]
    row = ["Mont Bleu", "Huawei", "RTN 950", "", "2", "14.03.2017", "ok"]
    for head in (french, german):
        [item] = read([head, row]).items
        assert (item.site, item.maker, item.model, item.quantity) == ("Mont Bleu", "Huawei", "RTN 950", 2)
        assert (item.obtained_on, item.notes) == (date(2017, 3, 14), "ok")


def test_a_list_without_any_header_is_read_by_its_contents_and_says_so(read: Read) -> None:
    rows = [
        ["Cedar Ridge", "Huawei", "RRU3908", 3, "2102310QXH10E1000123"],
        ["Cedar Ridge", "Huawei", "BBU3900", 1, "2102310QXH10E1000124"],
        ["Loon Hollow", "Nokia", "AHLOA", 2, "2102310QXH10E1000125"],
        ["Loon Hollow", "ZTE", "R8862A", 2, "2102310QXH10E1000126"],
    ]
    reading = read(rows)
    assert reading.sheet.header_row is None
    assert reading.sheet.columns == {"A": "site", "B": "maker", "C": "model", "D": "quantity", "E": "serial"}
    assert len(reading.items) == 4
    assert len(reading.issues("column-by-contents")) == 5


def test_a_technicians_list_of_lines(read: Read) -> None:
    lines = [
        "Equipment list from Dave, March",
        "Cedar Ridge:",
        "3x Huawei RRU3908",
        "2x Nokia AHLOA at Lavina Hill",
        "Loon Hollow:",
        "ZTE R8862A x2",
        "call me if you have questions about the rectifiers.",
    ]
    reading = read([[line] for line in lines])
    assert reading.classes == ["title", "title", "item", "item", "title", "item", "note"]
    found = [(item.site, item.description, item.quantity) for item in reading.items]
    assert found == [
        ("Cedar Ridge", "3x Huawei RRU3908", 3),
        ("Lavina Hill", "2x Nokia AHLOA at Lavina Hill", 2),
        ("Loon Hollow", "ZTE R8862A x2", 2),
    ]


def test_a_subscriber_list_with_addresses(read: Read) -> None:
    head = [
        "Acct #",
        "Service Address",
        "City",
        "ST",
        "Zip",
        "ONT Serial",
        "ONT Model",
        "MAC Address",
        "Activation Date",
    ]
    row = ["10023", "12 County Rd 7", "Roundup", "MT", 59072, "HWTC12345678", "HG8245H", "001e10aabbcc", "6/14/2019"]
    [item] = read([head, row]).items
    assert (item.model, item.serials, item.mac) == ("HG8245H", ("HWTC12345678",), "00-1E-10-AA-BB-CC")
    assert item.installed_on == date(2019, 6, 14)


def test_a_fixed_asset_ledger(read: Read) -> None:
    head = [
        "Asset No.",
        "Asset Description",
        "Location",
        "Vendor",
        "In Svc Date",
        "Acq. Cost",
        "Accum. Depr.",
        "Net Book Value",
    ]
    row = [
        "100-223",
        "Huawei BBU3900 baseband, LTE",
        "Roundup",
        "Graybar",
        "2016-05-01",
        "$18,200.00",
        "9,100",
        "9,100",
    ]
    [item] = read([head, row]).items
    assert (item.asset_id, item.site, item.description) == ("100-223", "Roundup", "Huawei BBU3900 baseband, LTE")
    assert item.unit_cost == Decimal("18200.00")
