"""What repeats the gear of other rows and sheets: totals, sums by model, price lists, cover sheets."""

from collections.abc import Callable

from .conftest import Reading

Read = Callable[..., Reading]
HEADER = ["Site", "Make", "Model", "Qty"]
JOLIET = [HEADER, ["Joliet", "Huawei", "RRU3908", "3"], ["Joliet", "Huawei", "BBU3900", "1"]]


def test_a_short_word_for_total_and_a_total_of_one_model_are_no_gear(read: Read) -> None:
    reading = read([*JOLIET, ["Tot.", "", "", "4"], ["Huawei total", "", "RRU3908", "3"]])
    assert reading.classes == ["header", "item", "item", "subtotal", "subtotal"]


def test_a_total_of_something_else_is_counted_and_asked_about(read: Read) -> None:
    reading = read([*JOLIET, ["Huawei total", "", "RRU3908", "5"]])
    assert reading.classes[-1] == "item"
    assert [issue.cell for issue in reading.issues("total-counted")] == ["Sites!A4"]


def test_a_sum_beside_the_name_of_the_site_is_no_gear(read: Read) -> None:
    assert read([*JOLIET, ["Joliet", "", "", "4"]]).classes[-1] == "subtotal"
    assert read([*JOLIET, ["Joliet", "", "", "5"]]).classes[-1] != "subtotal"


DETAIL = [["Site", "Vendor", "Model", "Qty"], ["Belt", "Huawei", "RRU3908", 3], ["Ulm", "Huawei", "RRU3908", 3]]


def test_a_sheet_of_sums_by_model_is_asked_about(read: Read) -> None:
    said = {
        count: read(Summary=[["Vendor", "Model", "Total Qty"], ["Huawei", "RRU3908", count]], Detail=DETAIL)
        for count in (6, 7)
    }
    assert [issue.cell for issue in said[6].issues("sheet-sums-up")] == ["Summary"]
    assert not said[7].issues("sheet-sums-up")
    assert len(said[6].items) == 3


def test_a_sheet_of_sums_by_maker_is_asked_about(read: Read) -> None:
    reading = read(Detail=DETAIL, Makers=[["Vendor", "Total Qty"], ["Huawei", 6]])
    assert [issue.cell for issue in reading.issues("sheet-sums-up")] == ["Makers"]


PRICES = [
    ["Part Number", "Description", "List Price"],
    ["RRU3908", "Huawei RRU", "$100"],
    ["AHLOA", "Nokia", "$14,000"],
]


def test_a_price_list_beside_an_inventory_is_kept_as_notes_and_said(read: Read) -> None:
    reading = read(Detail=DETAIL, Prices=PRICES)
    assert {item.sheet for item in reading.items} == {"Detail"}
    assert [issue.cell for issue in reading.issues("price-list")] == ["Prices"]


def test_prices_of_gear_with_quantities_are_no_price_list(read: Read) -> None:
    gear = [[*cells, more] for cells, more in zip(PRICES, ["Qty", 2, 1], strict=True)]
    assert len(read(Detail=DETAIL, Prices=gear).items) == 4


def test_a_price_list_alone_is_read_as_gear(read: Read) -> None:
    assert len(read(Prices=PRICES).items) == 2


def test_labels_beside_values_on_a_cover_are_no_gear(read: Read) -> None:
    cover = [["Rip & Replace RFP"], ["Carrier", "Triangle Tel"], ["Vendors in network", "Huawei, ZTE"]]
    reading = read(Cover=cover, Gear=[HEADER, ["Kremlin", "Huawei", "RRU3908", 3]])
    assert [(item.sheet, item.site) for item in reading.items] == [("Gear", "Kremlin")]
    assert [issue.cell for issue in reading.issues("remark-names-maker")] == ["Cover!B3"]
