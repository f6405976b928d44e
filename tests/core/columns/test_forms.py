"""Forms of labels and values, told from tables, lists and cover sheets."""

from collections.abc import Callable
from typing import Any

import pytest

Lay = Callable[..., Any]


def forms(laid: Any) -> list[dict[str, str]]:
    """Every form as label and value, without the cells that say nothing."""
    return [{cell.meaning: cell.text for cell in form.cells if cell.meaning != "ignore"} for form in laid.table.forms]


ONE = [
    ["Site:", "PT-208 Alder Brook"],
    ["Address:", "412 County Rd, Alder Plantation, ME 04401"],
    [],
    ["Manufacturer:", "Huawei"],
    ["Model:", "BTS3900"],
    ["Serial Number:", "2102311BCD10D5001777"],
    ["Quantity:", 1],
]


def test_a_form_is_one_piece_of_gear_and_its_model_is_its_row(lay: Lay) -> None:
    laid = lay(ONE)
    assert laid.table.kind == "form"
    assert forms(laid) == [
        {
            "site": "PT-208 Alder Brook", "address": "412 County Rd, Alder Plantation, ME 04401", "maker": "Huawei",
            "model": "BTS3900", "serial": "2102311BCD10D5001777", "quantity": "1",
        }
    ]  # fmt: skip
    assert [form.place for form in laid.table.forms] == [4]
    model = laid.table.forms[0].cells[3]
    assert (model.label, model.place, model.at) == ("Model", 4, 1)
    assert laid.rules == ["form-read"]


def test_a_label_that_comes_again_begins_the_next_form(lay: Lay) -> None:
    rows = [
        ["Equipment record"],
        ["Site", "Cedar Ridge"], ["Manufacturer", "Huawei"], ["Model", "BTS3900"], ["Serial", "2102311BCD10D5001777"],
        ["Site", "Loon Hollow"], ["Manufacturer", "ZTE"], ["Model", "R8862A"], ["Serial", "AB1234567"],
        [None, "AB1234568"],
    ]  # fmt: skip
    laid = lay(rows)
    assert [(form["site"], form["model"]) for form in forms(laid)] == [
        ("Cedar Ridge", "BTS3900"), ("Loon Hollow", "R8862A"),
    ]  # fmt: skip
    serials = [cell.text for cell in laid.table.forms[1].cells if cell.meaning == "serial"]
    assert serials == ["AB1234567", "AB1234568"]


def test_a_head_without_gear_holds_for_the_forms_below(lay: Lay) -> None:
    rows = [
        ["Site: Cedar Ridge"], ["Manufacturer: Huawei"], ["Model: BTS3900"], [],
        ["Manufacturer: ZTE"], ["Model: R8862A"],
    ]  # fmt: skip
    found = forms(lay(rows))
    assert [(form["site"], form["maker"], form["model"]) for form in found] == [
        ("Cedar Ridge", "Huawei", "BTS3900"), ("Cedar Ridge", "ZTE", "R8862A"),
    ]  # fmt: skip


def test_pairs_beside_each_other_belong_to_one_form(lay: Lay) -> None:
    rows = [
        ["Site Name", "Cedar", None, "Address", "1 Main St"],
        ["Make", "Huawei", None, "Model", "RRU3908"],
        ["Serial", "AB12345678", None, "Installed", "2017-01-02"],
    ]
    [form] = forms(lay(rows))
    assert (form["site_name"], form["model"], form["installed_on"]) == ("Cedar", "RRU3908", "2017-01-02")


def test_the_same_label_twice_in_a_row_stands_for_two_forms(lay: Lay) -> None:
    rows = [
        ["Site", "Cedar", None, "Site", "Loon"],
        ["Make", "Huawei", None, "Make", "ZTE"],
        ["Model", "RRU3908", None, "Model", "R8862A"],
    ]
    found = [(form["site"], form["maker"], form["model"]) for form in forms(lay(rows))]
    assert found == [("Cedar", "Huawei", "RRU3908"), ("Loon", "ZTE", "R8862A")]


def test_labels_in_another_language_and_with_wide_colons(lay: Lay) -> None:
    rows = [["Sitio:", "Cedro"], ["Fabricante:", "Huawei"], ["Modelo:", "RRU3908"], ["Número de serie:", "AB12345678"]]
    assert [form["model"] for form in forms(lay(rows))] == ["RRU3908"]
    rows = [["站点：", "雪松岭"], ["厂商：", "华为"], ["型号：", "RRU3908"]]
    assert [form["model"] for form in forms(lay(rows))] == ["RRU3908"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Site", "Make", "Model"], ["Cedar", "Huawei", "RRU3908"], ["Loon", "ZTE", "R8862A"]],
        [["Prepared by:", "Operations"], ["Date:", "2024"], ["Company:", "Pine Tree Cellular"]],
        [["Site:", "Cedar"], ["Address:", "1 Main St"], ["Make", "Model", "Qty"], ["Huawei", "RRU3908", 3]],
        [["Cedar Ridge:"], ["3x Huawei RRU3908"], ["2x Nokia AHLOA"], ["Loon Hollow:"], ["ZTE R8862A x2"]],
        [["Neighbor", "NEIGHBOR", "seen"], ["Serial", "AB12345678", "seen"], ["Model", "RRU3908", "seen"]],
        [["Model", "Qty"], ["RRU3908", 3], ["BBU3900", 1], ["RTN 950", 2]],
        [],
    ],
)
def test_tables_lists_and_covers_are_no_forms(lay: Lay, rows: list[list[Any]]) -> None:
    assert all(table.kind != "form" for table in lay(rows).tables)


def test_a_form_left_empty_is_no_gear(lay: Lay) -> None:
    assert lay([["Site:", "Cedar"], ["Manufacturer:", None], ["Model:", None], ["Serial:", None]]).table.kind != "form"


def test_a_header_with_one_unknown_word_is_no_form(lay: Lay) -> None:
    laid = lay([["Site", "MAC", "Link", "Site Name"], ["Cedar"], [None, "00:E0:FC:00:00:01"]])
    assert laid.table.kind != "form"
    assert laid.table.header is not None
