"""How often flags are right is counted row by row; the shipped rules reach their targets on the table of known gear."""

from pathlib import Path

import pytest

from planner.bench import Score, flag_speed, read_table, score
from planner.bench.flagging import VIEWS
from planner.core.errors import InvalidDocument

TABLE = Path(__file__).parent / "data" / "labelled_gear.csv"


def known(maker: str, model: str, truth: str, kind: str = "radio", part: str = "") -> dict[str, str]:
    return {
        "kind": kind, "maker": maker, "model": model, "description": "", "part_number": part, "truth": truth,
        "source": "made up",
    }  # fmt: skip


def test_a_flag_is_right_when_it_names_the_maker() -> None:
    table = [
        known("Huawei", "RRU3908", "Huawei"),
        known("Nokia", "AirScale", "other"),
        known("Dell", "BBU3900", "other"),
        known("Huawei", "X-900 thing", "Huawei"),
        known("", "UBBPd6", "Huawei", "board", "02310XYZ"),
    ]
    with_maker, alone, boards = score(table)
    assert (with_maker.rows, with_maker.right, len(with_maker.wrong), with_maker.missed) == (4, 2, 1, ())
    assert with_maker.precision == pytest.approx(2 / 3)
    assert with_maker.recall == 1.0
    assert [row["model"] for row in alone.missed] == ["X-900 thing"]
    assert (boards.rows, boards.right) == (1, 1)


def test_without_a_flag_precision_is_whole_and_without_their_gear_recall_is() -> None:
    nobody = Score(VIEWS[0], 3, 0, (), ())
    assert (nobody.precision, nobody.recall, nobody.good) == (1.0, 1.0, True)


def test_below_a_target_is_said_to_be() -> None:
    row = known("Huawei", "RRU3908", "Huawei")
    assert Score(VIEWS[1], 10, 9, (), (row,)).line()[-1] == "missed: 99.0% and 95.0%"
    assert Score(VIEWS[1], 100, 99, (), (row,)).line()[-1] == "reached: 99.0% and 95.0%"


def test_a_table_without_a_column_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("kind,maker\nradio,Huawei\n")
    with pytest.raises(InvalidDocument, match="has no column model"):
        read_table(path)


def test_the_shipped_rules_reach_every_target_on_the_table_of_known_gear() -> None:
    found = score(read_table(TABLE))
    assert {one.view.name: (one.wrong, one.missed) for one in found if not one.good} == {}


def test_the_figures_rest_on_hundreds_of_rows_not_on_one_or_two() -> None:
    with_maker, alone, boards = score(read_table(TABLE))
    assert min(with_maker.right, with_maker.rows - with_maker.right) > 1_000
    assert alone.right + len(alone.missed) > 650
    assert boards.right + len(boards.missed) > 250
    one_more = (len(alone.missed) + 5) / (alone.right + len(alone.missed) + 5)
    assert 1 - one_more > alone.view.recall  # five more misses would not change the answer


def test_every_row_of_the_table_of_known_gear_has_its_source_and_stands_once() -> None:
    table = read_table(TABLE)
    assert [row for row in table if not row["source"].strip() or not row["truth"]] == []
    said = [tuple(row[name] for name in row if name != "source") for row in table]
    assert len(said) == len(set(said))


def test_speed_is_a_number_of_rows_a_second() -> None:
    assert flag_speed(20, 1) > 0
