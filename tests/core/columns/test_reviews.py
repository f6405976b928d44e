"""Why a column means what it means: a score, reasons in sentences, a question where it is unsure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.columns import ColumnLexicon, Mapped, judge_columns
from planner.core.columns.mapping import reviewed_as
from planner.core.columns.reasons import ASK_BELOW, calibrated
from planner.core.model import ColumnReview
from planner.reference.columns import load_column_lexicon

LEXICON = load_column_lexicon(("Huawei", "ZTE", "Nokia", "Ericsson"))
SERIALS = ["2102310QPD10", "AB12345671", "AB12345672", "AB12345673"]


def judged(**columns: list[str]) -> Mapped:
    return judge_columns([name.replace("_", " ") for name in columns], list(columns.values()), LEXICON)


def of(mapped: Mapped, header: str) -> ColumnReview:
    return next(review for review in mapped.reviews if review.header == header)


def rules(mapped: Mapped) -> list[str]:
    return [remark.rule for remark in mapped.remarks]


def test_an_exact_header_over_fitting_cells_is_certain_and_says_why() -> None:
    review = of(judged(Serial=SERIALS), "Serial")
    assert (review.meaning, review.score, review.asks) == ("serial", 1.0, False)
    assert review.reasons == (
        'the header "Serial" is a known word for serial number',
        "4 of 4 cells looked at are like serial numbers",
    )


def test_every_column_gets_one_review_in_its_place() -> None:
    mapped = judged(Site=["A"], Zebra=["x1"], Model=["RRU3908"])
    assert [(r.column, r.meaning) for r in mapped.reviews] == [(c.letter, c.meaning) for c in mapped.columns]


def test_a_header_that_its_cells_deny_is_asked_about() -> None:
    mapped = judged(Serial=["Huawei", "Nokia", "ZTE", "Nokia"], Model=["RRU3908"] * 4)
    review = of(mapped, "Serial")
    assert review.asks
    assert review.score < ASK_BELOW
    assert "but 4 of 4 cells looked at are like makers" in review.reasons
    [remark] = [remark for remark in mapped.remarks if remark.rule == "column-unsure"]
    assert "says serial number, but 4 of 4 cells" in remark.problem


def test_a_word_for_two_things_that_the_cells_do_not_settle_is_asked_about() -> None:
    mapped = judged(Ref=["10", "20", "30", "40"], Device=["RRU3908", "BBU3900", "AAU5613", "RRU3936"], Site=["A"] * 4)
    review = of(mapped, "Device")
    assert review.others
    assert review.asks == (review.score < ASK_BELOW)
    [remark] = [remark for remark in mapped.remarks if remark.rule == "column-unsure" and remark.column == 1]
    assert remark.problem.startswith('the header "Device" could be model (0.5')


def test_cells_that_settle_a_shared_word_leave_nothing_to_ask() -> None:
    mapped = judged(State=["MT", "ME", "ND"])
    assert of(mapped, "State").score == pytest.approx(0.8, abs=0.05)
    assert dict(of(mapped, "State").others).keys() == {"status"}
    assert mapped.remarks == ()


def test_a_lost_competition_names_the_winner_and_both_scores() -> None:
    mapped = judged(Vendor=["Graybar", "Graybar"], Manufacturer=["Huawei", "Nokia"])
    vendor = of(mapped, "Vendor")
    assert "lost to column B, which reads better as maker (1.00 against 0.90)" in vendor.reasons
    assert "kept as notes instead" in vendor.reasons
    assert "column-competes" in rules(mapped)


def test_a_lesser_competition_is_told_too() -> None:
    mapped = judged(Model=["RRU3908", "BBU3900"], Type=["RRU 3908", "BBU 3900"])
    assert "columns-overlap" in rules(mapped)
    assert "column-competes" not in rules(mapped)


def test_two_columns_of_serial_numbers_are_told_and_two_of_notes_only_in_their_reasons() -> None:
    mapped = judged(Serial_A=SERIALS, Serial_B=SERIALS[::-1], Notes=["x"], Remarks=["y"])
    assert rules(mapped) == ["columns-share"]
    assert "column D is notes too" in of(mapped, "Notes").reasons


def test_columns_that_nobody_understands_are_named_once_for_the_table() -> None:
    mapped = judged(Model=["RRU3908"], Zebra=["12"], Wombat=["text"], Empty_yak=[""])
    [remark] = mapped.remarks
    assert (remark.rule, remark.column) == ("columns-unknown", None)
    assert 'B "Zebra", C "Wombat"' in remark.problem
    assert "yak" not in remark.problem
    assert [r.asks for r in mapped.reviews] == [False, True, True, False]


def test_no_meaning_but_the_shared_ones_is_given_twice() -> None:
    mapped = judged(Make=["Nokia"], Mfr=["ZTE"], OEM=["Huawei"], Vendor=["Nokia"], Slot=["1"], Shelf=["2"])
    meanings = [column.meaning for column in mapped.columns]
    assert meanings.count("maker") == 1
    assert meanings.count("position") == 2
    assert rules(mapped).count("column-competes") == 3


def test_what_a_person_or_an_export_names_is_certain_for_that_reason() -> None:
    mapped = judge_columns(
        ["A", "B"], [["x"], ["y"]], LEXICON, {0: "model", 1: "site"}, {1: "known column of a report"}
    )
    assert [(r.score, r.asks) for r in mapped.reviews] == [(1.0, False)] * 2
    assert [r.reasons for r in mapped.reviews] == [("a recipe names this column",), ("known column of a report",)]


def test_a_misspelled_header_is_read_and_says_what_it_is_nearly() -> None:
    review = of(judged(Equipment_Manufactuer=["Huawei", "Nokia"]), "Equipment Manufactuer")
    assert review.meaning == "maker"
    assert "is nearly 'equipment manufacturer', a word for maker" in review.reasons[0]


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Serail Number", "serial"), ("Quantitiy", "quantity"), ("Lattitude", "latitude"), ("Longtitude", "longitude"),
        ("Manufaturer Name", "maker"), ("Equipment Discription", "description"), ("Instalation Date", "installed_on"),
        ("Acquisiton Date", "obtained_on"), ("Fabricnte", "maker"), ("Numero de serei", "serial"),
    ],
)  # fmt: skip
def test_common_misspellings_are_read(header: str, meaning: str) -> None:
    mapped = judge_columns([header], [[]], LEXICON)
    assert mapped.columns[0].meaning == meaning
    assert mapped.reviews[0].score < 0.9


def test_a_column_renamed_from_outside_keeps_its_reasons_behind_the_new_one() -> None:
    reviews = judged(Node=["Cedar"], Model=["RRU3908"]).reviews
    changed = reviewed_as(reviews, "A", "site", "a register knows these sites")
    assert (changed[0].meaning, changed[0].reasons[0], changed[0].asks) == (
        "site",
        "a register knows these sites",
        False,
    )
    assert changed[0].reasons[1:] == reviews[0].reasons
    assert changed[1] == reviews[1]


@given(st.floats(0, 2), st.floats(0, 2))
def test_scores_keep_the_order_of_raw_scores_and_stay_between_0_and_1(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= calibrated(low) <= calibrated(high) <= 1


HEADERS = st.sampled_from(
    ["Site", "Type", "Model", "Mfr", "Vendor", "Serial", "S/N", "Name", "ID", "Zebra", "", "Slot"]
)
CELLS = st.lists(st.sampled_from(["Huawei", "RRU3908", "AB12345671", "3", "2017-01-02", "Cedar Ridge", ""]), max_size=6)


@given(st.lists(st.tuples(HEADERS, CELLS), min_size=1, max_size=8))
def test_whatever_the_table_each_column_has_a_reason_and_no_meaning_is_taken_twice(
    table: list[tuple[str, list[str]]],
) -> None:
    lexicon: ColumnLexicon = LEXICON
    mapped = judge_columns([header for header, _ in table], [cells for _, cells in table], lexicon)
    shared = {"description", "notes", "serial", "position", "ignore"}
    single = [column.meaning for column in mapped.columns if column.meaning not in shared]
    assert len(single) == len(set(single))
    assert all(review.reasons and 0 <= review.score <= 1 for review in mapped.reviews)
    assert all(remark.problem and remark.fix for remark in mapped.remarks)
