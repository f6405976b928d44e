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


def test_a_tower_list_with_a_date_beside_its_title_and_one_site_per_block(read: Read) -> None:
    rows = [
        ["RAN EQUIPMENT LIST"],
        ["Prairie Wireless", "", "", "Date: 5/1/2023"],
        ["Cell #", "Cell Name", "Equipment", "Mfg", "Qty.", "Comments"],
        ["101", "Elk Run", "eNodeB BBU", "Huawei", "1", ""],
        ["", "", "RRU 700", "Huawei", "3", "tower top"],
        ["102", "Fox Hill", "eNodeB BBU", "ZTE", "1", ""],
        ["", "", "RRU", "ZTE", "2", ""],
    ]
    reading = read(rows)
    assert reading.classes == ["title", "title", "header", "item", "item", "item", "item"]
    assert [item.site for item in reading.items] == ["Elk Run", "Elk Run", "Fox Hill", "Fox Hill"]


def test_a_purchase_list_with_measures_and_a_total_in_the_price_column(read: Read) -> None:
    rows = [
        ["Item", "Description", "Location", "Qty", "Unit", "Unit Price", "Ext. Price"],
        [1, "Huawei MA5600T OLT chassis", "Central Office", 2, "EA", 8500, 17000],
        [2, "Huawei GPBD GPON card", "Central Office", 10, "EA", 1200, 12000],
        [3, "Installation labor", "Central Office", 40, "HR", 95, 3800],
        ["", "", "", "", "", "Total", 32800],
    ]
    reading = read(rows)
    assert reading.classes == ["header", "item", "item", "item", "subtotal"]
    assert [(item.quantity, item.unit_cost) for item in reading.items] == [(2, 8500), (10, 1200), (40, 95)]
    assert reading.items[0].description == "Huawei MA5600T OLT chassis"


def test_a_two_column_list_of_sites_and_their_gear(read: Read) -> None:
    reading = read([["Site", "Equipment Installed"], ["Elk Run", "Huawei BBU3900 (1), RRU3908 (3)"], ["Fox Hill", ""]])
    assert reading.classes == ["header", "item", "note"]
    assert reading.items[0].description == "Huawei BBU3900 (1), RRU3908 (3)"
    assert "quantity-several" in reading.rules


def test_a_model_list_under_the_makers_names_keeps_them_as_titles_and_fills_nothing(read: Read) -> None:
    rows = [
        ["Model", "Serial", "Location", "Qty"],
        ["HUAWEI"],
        ["BBU3900", "AB12345678", "Elk Run", 1],
        ["NOKIA"],
        ["AHLOA", "AB12345680", "Fox Hill", 1],
    ]
    reading = read(rows)
    assert reading.classes == ["header", "title", "item", "title", "item"]
    assert [item.maker for item in reading.items] == [None, None]
    assert len(reading.issues("remark-names-maker")) == 2


def test_a_units_line_and_a_gap_under_the_header(read: Read) -> None:
    rows = [
        ["Tower", "Latitude", "Longitude", "Radio Make", "Radio Model", "# Radios"],
        ["", "deg", "deg", "", "", "ea"],
        [],
        ["T1", 45.1, -109.2, "Huawei", "RRU3959", 3],
    ]
    reading = read(rows)
    assert reading.classes == ["header", "header", "blank", "item"]
    assert (reading.items[0].maker, reading.items[0].model, reading.items[0].quantity) == ("Huawei", "RRU3959", 3)
    assert reading.whole.sites[0].latitude == 45.1


def test_three_serial_columns_are_three_units(read: Read) -> None:
    head = ["Site", "Make", "Model", "Serial 1", "Serial 2", "Serial 3"]
    [item] = read([head, ["Elk Run", "Huawei", "RRU3908", "AB12345678", "AB12345679", "AB12345680"]]).items
    assert item.quantity == 3


def test_a_form_of_labels_is_no_table_and_says_that_makers_stand_in_it(read: Read) -> None:
    reading = read(
        [["Site Name:", "Elk Run"], ["Address:", "12 County Rd"], ["Huawei BBU3900", 1], ["Huawei RRU3908", 3]]
    )
    assert reading.sheet.header_row is None
    assert "item" not in reading.ledger
    assert "sheet-without-gear" in reading.rules


def test_a_second_set_of_maker_and_model_is_kept_and_told(read: Read) -> None:
    reading = read(
        [["Site", "Make", "Model", "Make", "Model", "Qty"], ["Elk", "Huawei", "RRU3908", "Nokia", "AHLOA", 3]]
    )
    [item] = reading.items
    assert (item.maker, item.model, item.description) == ("Huawei", "RRU3908", "Nokia | AHLOA")
    assert {issue.cell for issue in reading.issues("column-competes")} == {"Sites!D1", "Sites!E1"}
