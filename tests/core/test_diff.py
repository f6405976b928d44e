"""A re-upload against the earlier review: every row is told of once, on both sides."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.core.diff import changes_document, changes_sentence, compare


def row(number: int, fingerprint: str, **told: Any) -> dict[str, Any]:
    return {"id": number, "fingerprint": fingerprint, "serials": [], "site": "Cedar Ridge", "model": "RRU3908"} | told


def test_the_same_rows_in_another_order_are_unchanged() -> None:
    changes = compare([row(1, "a"), row(2, "b")], [row(1, "b"), row(2, "a")])
    assert (changes.added, changes.removed, changes.changed, changes.unchanged) == ((), (), (), 2)


def test_a_serial_number_finds_its_row_when_the_model_was_corrected() -> None:
    before = [row(1, "a", serials=["21 02AB"], model="RRU3908")]
    [change] = compare(before, [row(7, "z", serials=["2102ab"], model="RRU3971")]).changed
    assert change.fields == {"model": ("RRU3908", "RRU3971"), "serials": (["21 02AB"], ["2102ab"])}


def test_site_model_and_position_pair_rows_without_a_serial_number() -> None:
    before = [row(1, "a", position="1/2", quantity=1), row(2, "b", position="1/3", quantity=1)]
    now = [row(1, "c", position="1/3", quantity=2), row(2, "d", position="1/2", quantity=1)]
    changes = compare(before, now)
    assert [change.fields for change in changes.changed] == [{"quantity": (1, 2)}]
    assert changes.unchanged == 1


def test_another_serial_number_is_another_device_and_not_a_change() -> None:
    changes = compare([row(1, "a", serials=["SN000001"])], [row(1, "b", serials=["SN000002"])])
    assert [len(changes.added), len(changes.removed), len(changes.changed), changes.unchanged] == [1, 1, 0, 0]


def test_a_field_outside_the_fingerprint_is_still_told() -> None:
    [change] = compare([row(1, "a", notes="tower top")], [row(1, "a", notes="removed 2026")]).changed
    assert change.fields == {"notes": ("tower top", "removed 2026")}


def test_the_document_says_what_a_removed_row_was() -> None:
    source = {"file": "c.xlsx", "sheet": "Gear", "row": 4}
    document = changes_document(compare([row(1, "a", source=source, maker="Huawei")], []))
    assert document["counts"] == {"added": 0, "removed": 1, "changed": 0, "unchanged": 0}
    assert document["removed"][0]["source"] == source
    assert document["removed"][0]["maker"] == "Huawei"


def test_the_document_says_which_row_a_changed_one_was() -> None:
    [change] = changes_document(compare([row(1, "a", serials=["S1"])], [row(4, "b", serials=["S1"], notes="x")]))[
        "changed"
    ]
    assert change == {"id": 4, "was": "a", "fields": {"notes": [None, "x"]}}


def test_the_sentence_counts_both_ways() -> None:
    sentence = changes_sentence(compare([row(1, "a")], [row(1, "a"), row(2, "b", model="BTS3900")]))
    assert sentence == "Against the earlier review: 1 row added, 0 removed, 0 changed, 1 unchanged."


ROWS = st.lists(
    st.builds(
        lambda f, s, site, model: row(0, f, serials=s, site=site, model=model),
        st.sampled_from("abcdef"),
        st.lists(st.sampled_from(["S1", "S2", "S3"]), max_size=2, unique=True),
        st.sampled_from(["Cedar Ridge", "Elk", None]),
        st.sampled_from(["RRU3908", "BTS3900"]),
    ),
    max_size=8,
)


@given(ROWS, ROWS)
def test_every_row_of_both_sides_is_counted_once(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> None:
    changes = compare(before, now)
    assert len(changes.removed) + len(changes.changed) + changes.unchanged == len(before)
    assert len(changes.added) + len(changes.changed) + changes.unchanged == len(now)
