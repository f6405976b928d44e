"""Headers in five languages and in the abbreviations of carriers' spreadsheets; places inside a site; parents."""

import pytest

from planner.core.columns import judge_columns
from planner.core.columns.contents import shapes_of
from planner.core.columns.headers import find_header, header_at
from planner.core.columns.texts import position_text
from planner.reference.columns import closest, load_column_lexicon

LEXICON = load_column_lexicon(("Huawei", "ZTE", "Nokia"))
WORDS = {
    "maker": (
        "Mfr|Mfg|Mfgr|OEM|Mnfr|Mfr/Vendor|Fabricante|Marca del equipo|Constructeur|Équipementier"
        "|Gerätehersteller|厂商|厂家|设备厂家|制造商"
    ),
    "model": (
        "Mdl|Mod #|Mfr Model No.|Modelo|Número de modelo|Modèle|N° de modèle|Modell-Nr.|Typbezeichnung"
        "|型号|设备型号|单板类型"
    ),
    "serial": (
        "S/N|SN#|Ser. No.|Mfg S/N|Número de serie|Nº de serie|Numéro de série|N° série|Seriennummer"
        "|Ser.-Nr.|序列号|条码|设备序列号"
    ),
    "part_number": "P/N|PN #|Mfr Part No|Número de parte|Référence fabricant|Artikel-Nr.|物料编码|部件编号",
    "quantity": "Qty|QTY.|# of Units|Cantidad|Cant.|Quantité|Qté|Anzahl|Stückzahl|数量|设备数量",
    "site": "Site ID|Site Code|CLLI|Sitio|Código de sitio|Code du site|Standort|站点|站点编号|基站编号",
    "site_name": "Site Name|Nombre del sitio|Nom du site|Standortname|站点名称|基站名称",
    "latitude": "Lat|Latitude (NAD83)|Latitud|Latitude|Breitengrad|纬度",
    "longitude": "Long|Lon.|Longitud|Longitude|Längengrad|经度",
    "installed_on": (
        "Inst Dt|Install Date|In Svc Date|Fecha de instalación|Date d'installation|Einbaudatum|安装日期"
        "|开通日期"
    ),
    "obtained_on": "Acq Dt|Purch Date|PO Date|Fecha de compra|Date d'achat|Kaufdatum|采购日期|购买日期",
    "unit_cost": "Unit Cost|Unit Price ($)|Cost ea|Precio unitario|Prix unitaire|Stückpreis|单价",
    "status": "Status|Oper Status|Estatus|Statut|Betriebsstatus|状态|运行状态",
    "description": "EQPT Desc|Desc|Descripción|Désignation|Beschreibung|设备描述",
    "asset_id": "Asset Tag|Asset #|Número de activo|N° d'inventaire|Inventarnummer|资产编号",
    "position": (
        "Rack|Shelf|Slot|Subrack No.|Bay|U Position|Port No|Cabinet|Ranura|Bastidor|Baie|Étagère|Schrank"
        "|Steckplatz|机柜|机框|槽位|端口"
    ),
    "parent": (
        "Parent Device|Contained In|Chassis Name|entPhysicalContainedIn|Equipo padre|Équipement parent"
        "|Übergeordnetes Gerät|所属设备"
    ),
    "ignore": "PO#|WO|WO #|Invoice #|Orden de compra|Bon de commande|Rechnungsnummer|合同编号",
}  # fmt: skip


@pytest.mark.parametrize(
    ("header", "meaning"), [(header, meaning) for meaning, line in WORDS.items() for header in line.split("|")]
)
def test_a_header_is_read_in_the_languages_and_abbreviations_of_carriers(header: str, meaning: str) -> None:
    [column] = judge_columns([header], [[]], LEXICON).columns
    assert column.meaning == meaning


@pytest.mark.parametrize(
    "text",
    ["Rack 2", "Shelf 3, slot 4", "R1/S2", "0/0/7", "U12", "12U", "U12-U14", "Slot 7", "Rack A", "Bay 3", "3号机柜"],
)
def test_a_place_inside_a_site_is_known_by_its_form(text: str) -> None:
    assert "position" in shapes_of(text)


@pytest.mark.parametrize(
    "text", ["Port Orford", "Green Bay", "Rack Creek", "Cabinet Gorge", "RRU3908", "Cedar Ridge", "3"]
)
def test_towns_and_models_are_no_places_inside_a_site(text: str) -> None:
    assert "position" not in shapes_of(text)


def test_location_is_the_site_a_shelf_or_neither_by_its_cells_and_its_neighbors() -> None:
    def found(headers: list[str], *cells: list[str]) -> list[str]:
        return [column.meaning for column in judge_columns(headers, cells, LEXICON).columns]

    shelves, towns, gear = ["Rack 2", "Shelf 3", "Rack 4"], ["Port Orford", "Green Bay", "Elko"], ["RRU3908"] * 3
    assert found(["Location", "Model"], towns, gear)[0] == "site_name"
    assert found(["Location", "Model"], shelves, gear)[0] == "position"
    assert found(["Site", "Location", "Model"], towns, shelves, gear)[1] == "position"
    assert found(["Site", "Location", "Model"], towns, towns, gear)[1] == "ignore"


def test_the_element_of_a_card_is_its_parent_when_an_asset_number_stands_beside_it() -> None:
    headers, cells = ["Site", "NE Name", "Asset Tag", "Slot"], [["A"], ["CV-1"], ["100071"], ["7"]]
    assert judge_columns(headers, cells, LEXICON).columns[1].meaning == "parent"
    alone = judge_columns(["Site", "NE Name", "Slot"], [["A"], ["CV-1"], ["7"]], LEXICON)
    assert alone.columns[1].meaning == "asset_id"


def test_rack_shelf_and_slot_make_one_place() -> None:
    assert position_text(["0", "", "7", "N/A"]) == "0/7"
    assert position_text(["-", ""]) is None


def test_data_whose_words_name_places_are_no_header() -> None:
    rows = [(0, ["Port Orford", "Huawei", "RRU3908"]), (1, ["Green Bay", "Nokia", "AHLOA"])]
    assert find_header(rows, LEXICON) is None


def test_a_header_that_a_person_points_at_takes_its_group_or_its_units_with_it() -> None:
    groups = [(4, ["Site", "", "Equipment", ""]), (5, ["ID", "Name", "Maker", "Model"]), (6, ["1", "Elk", "ZTE", "R8"])]
    assert header_at(groups, 5, (), LEXICON).lines == (4, 5)
    assert header_at(groups, 5, (), LEXICON).words[0] == "Site ID"
    assert header_at(groups, 5, (5,), LEXICON).words[0] == "ID"
    units = [(0, ["Site", "Model", "Cost"]), (1, ["", "", "USD"]), (2, ["A", "RRU3908", "5"])]
    assert header_at(units, 0, (), LEXICON) == header_at(units, 0, (0, 1), LEXICON)
    assert header_at(units, 0, (0, 1), LEXICON).words[2] == "Cost USD"
    with pytest.raises(ValueError, match="index 9"):
        header_at(units, 9, (), LEXICON)


def test_of_equally_close_words_the_first_by_letters_is_taken() -> None:
    assert closest("modle", ["models", "model"], 0.7) == closest("modle", ["model", "models"], 0.7) == "model"
    assert closest("zebra", ["model"], 0.7) is None
