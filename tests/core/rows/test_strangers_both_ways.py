"""Strange rows that are plain at a glance, and those that are not: both ways of reading learn the same."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.columns import ColumnLexicon
from planner.core.model import CellValue, Sheet, Upload
from planner.core.rows import Understanding, understand
from planner.core.rows.plain import PlainRows

HEADER = ("Site", "Make", "Model", "Serial", "Qty")
STRANGE: tuple[tuple[CellValue, ...], ...] = (
    ("Outlook", "Huawei, ZTE", "RRU3908", "21023171BB10E4000001-21023171BB10E4000003", ""),
    ("Outlook", "Huawei", "3-RRU3936; 1-BBU3910", "", ""),
    ("Out-look", "ZTE", "three R8862", "SN 21023171BB10E4000002 - bad fan", ""),
    ("", "ZTE", "(2) R8862", "", "3,0"),
    ("Site ID:", "0448", "Site Name:", "Melstone", ""),
    ("SITE: Elk 2", "", "DATE: 4/3/19", "", ""),
    ("LAVINA", "", "", "", ""),
    ("Region: South", "", "", "", ""),
    ("4 Main Ave, Choteau MT", "", "", "", ""),
    ("Huawei total", "", "RRU3908", "", "3"),
    ("Tot.", "", "", "", 4),
    ("Outlook", "Huawei", "RRU3908", "", 3),
)


@given(rows=st.lists(st.sampled_from(STRANGE), min_size=1, max_size=10))
@settings(max_examples=200, deadline=None)
def test_strange_rows_are_read_the_same_in_heaps_and_one_by_one(
    rows: list[tuple[CellValue, ...]], lexicon: ColumnLexicon, make_sheet: Callable[..., Sheet]
) -> None:
    upload = Upload("a.xlsx", "0" * 64, 1, (make_sheet([HEADER, *rows]),))
    quick = understand([upload], lexicon)
    assert quick == _carefully(upload, lexicon)
    assert quick.files[0].sheets[0].rows_total == len(rows) + 1


def _carefully(upload: Upload, lexicon: ColumnLexicon) -> Understanding:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainRows, "has", lambda *_: False)
        patch.setattr(PlainRows, "has_all", lambda *_: False)
        return understand([upload], lexicon)
