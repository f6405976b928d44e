"""What a silent board is plugged into is weak evidence: it names whom to ask about and never settles the row."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import pytest

from planner.core.flagging import RulePack, flag
from planner.core.flagging.chassis import around
from planner.core.flagging.waterfall import Narrator, Waterfall
from planner.core.model import Finding, Item, ItemTable

OWNERS = {"00E0FC": "HUAWEI TECHNOLOGIES CO.,LTD"}
Build = Callable[..., Item]
JudgeAll = Callable[..., Sequence[Finding]]


def owner_of(mac: str) -> str | None:
    return OWNERS.get(mac[:6])


@pytest.fixture(scope="module")
def build(make_item: Build) -> Build:
    """An item in row ``number`` + 1, plugged into the one numbered ``into``."""

    def item(number: int, into: int | None = None, **texts: object) -> Item:
        made = make_item(number=number, **texts)
        attributes = {one.meaning: one.text for one in made.fields if one.meaning in ("model", "asset_id")}
        return replace(made, parent=into, **attributes)  # type: ignore[arg-type]  # texts by name

    return item


@pytest.fixture(scope="module")
def judged(pack: RulePack) -> JudgeAll:
    return lambda *items: flag(items, pack, owner_of)


def seats(finding: Finding) -> list[str]:
    return [one.why for one in finding.evidence if one.kind == "parent"]


def test_a_silent_board_in_covered_gear_is_weakly_that_makers_and_stays_unknown(build: Build, judged: JudgeAll) -> None:
    _, board = judged(build(1, maker="Huawei", model="BBU3900"), build(2, 1, model="card"))
    (evidence,) = board.evidence
    assert (board.verdict, board.entity, board.presence) == ("unknown", "Huawei", "in_network")
    assert (evidence.rule, evidence.kind, evidence.strength) == ("parent-chassis", "parent", "weak")
    assert evidence.why == "plugged into the BBU3900 (Sites row 2), which is covered by its own cells"


def test_a_likely_chassis_counts_as_much(build: Build, judged: JudgeAll) -> None:
    chassis, board = judged(build(1, model="BBU3900"), build(2, 1, model="card"))
    assert (chassis.verdict, board.verdict, board.entity) == ("likely", "unknown", "Huawei")
    assert seats(board) == ["plugged into the BBU3900 (Sites row 2), which is likely covered by its own cells"]


def test_two_weak_signs_are_no_strong_one(build: Build, judged: JudgeAll) -> None:
    """S5700 alone is a weak model name; in a Huawei rack it is two weak signs, and no verdict."""
    _, board = judged(build(1, maker="Huawei", model="rack"), build(2, 1, model="S5700"))
    assert (board.verdict, board.entity, len(board.evidence)) == ("unknown", "Huawei", 2)


def test_the_cell_that_names_the_parent_is_the_evidence_as_typed(build: Build, judged: JudgeAll) -> None:
    chassis = build(1, columns=[("asset_id", "Asset ID", "A-1"), ("maker", "Vendor", "Huawei")])
    board = build(2, 1, model="card", columns=[("parent", "Parent", " a-1")])
    (evidence,) = judged(chassis, board)[1].evidence
    assert (str(evidence.cell), evidence.text) == ("Sites!B3", " a-1")


def test_without_such_a_cell_the_row_is_the_evidence(build: Build, judged: JudgeAll) -> None:
    chassis = build(1, maker="Huawei", model="BBU3900")
    board = build(2, 1, model="card", columns=[("position", "Slot", "3"), ("parent", "Parent", "elsewhere")])
    (evidence,) = judged(chassis, board)[1].evidence
    assert (evidence.cell.column, evidence.cell.row, evidence.text) == ("", 3, "BBU3900")


def test_a_chassis_in_another_file_is_named_with_it_and_a_long_name_is_cut(build: Build, judged: JudgeAll) -> None:
    chassis = replace(build(1, maker="Huawei", model="BBU3900 " + "x" * 90), file="b.xlsx")
    (why,) = seats(judged(chassis, build(2, 1, model="card"))[1])
    assert why == (f"plugged into the BBU3900 {'x' * 51}… (Sites row 2 of b.xlsx), which is covered by its own cells")


@pytest.mark.parametrize(
    ("around_it", "texts"),
    [
        ("Huawei", {"maker": "Nokia"}),
        ("Huawei", {"maker": "Acme Radio"}),
        ("Huawei", {"maker": "Nokia?"}),
        ("Huawei", {"maker": "DJI"}),
        ("Huawei", {"model": "Nokia AirScale"}),
        ("Huawei", {"serial": "210235A0BCD123456789"}),
        ("ZTE", {"maker": "Huaqwei"}),
        ("Huawei", {"maker": "Huawei"}),
        ("Huawei", {"model": "RRU3908"}),
    ],
)
def test_a_row_that_speaks_for_itself_is_not_touched(
    around_it: str, texts: dict[str, str], build: Build, judged: JudgeAll
) -> None:
    """Another maker, sure or supposed, a look-alike serial, a near miss of another covered name, or a verdict."""
    (alone,) = judged(build(2, **texts))
    _, board = judged(build(1, maker=around_it, model="cabinet"), build(2, 1, **texts))
    assert seats(board) == []
    assert (board.verdict, board.entity, board.presence) == (alone.verdict, alone.entity, alone.presence)
    assert tuple(board.evidence) == tuple(alone.evidence)


@pytest.mark.parametrize("chassis", [{"maker": "Nokia"}, {"model": "S5700"}, {"model": "shelf"}], ids=str)
def test_a_chassis_that_is_not_known_to_be_covered_says_nothing(
    chassis: dict[str, str], build: Build, judged: JudgeAll
) -> None:
    _, board = judged(build(1, **chassis), build(2, 1, model="card"))
    assert (board.verdict, board.entity, list(board.evidence)) == ("unknown", None, [])


def test_through_a_silent_shelf_the_cabinet_is_seen_in_whatever_order_they_come(build: Build, judged: JudgeAll) -> None:
    board, shelf = build(1, 2, model="card"), build(2, 3, model="shelf")
    first, second, _ = judged(board, shelf, build(3, maker="Huawei", model="BTS3900"))
    assert (first.verdict, second.verdict) == ("unknown", "unknown")
    assert seats(first) == [
        "plugged into the shelf (Sites row 3), inside the BTS3900 (Sites row 4), which is covered by its own cells"
    ]
    assert seats(second) == ["plugged into the BTS3900 (Sites row 4), which is covered by its own cells"]


def test_another_makers_shelf_hides_the_cabinet(build: Build, judged: JudgeAll) -> None:
    cabinet, shelf = build(1, maker="Huawei", model="BTS3900"), build(2, 1, maker="Nokia", model="shelf")
    assert seats(judged(cabinet, shelf, build(3, 2, model="card"))[2]) == []


def test_gear_plugged_into_itself_sits_nowhere(build: Build, judged: JudgeAll) -> None:
    ring = [build(1, 2, model="a"), build(2, 3, model="b"), build(3, 1, model="c"), build(4, 1, model="d")]
    assert [list(one.evidence) for one in judged(*ring)] == [[], [], [], []]
    assert seats(judged(build(5, 5, model="e"))[0]) == []
    assert [one.id for one in around(ring[3], {one.id: one for one in ring})] == [1, 2, 3]


def test_a_chain_of_thousands_ends(build: Build, judged: JudgeAll) -> None:
    chain = [build(1, maker="Huawei", model="BTS3900"), *(build(n, n - 1, model="card") for n in range(2, 3_000))]
    assert all(len(seats(one)) == 1 for one in judged(*reversed(chain))[:-1])


def test_a_parent_that_is_not_there_is_no_parent(build: Build, judged: JudgeAll) -> None:
    assert seats(judged(build(1, 99, model="card"))[0]) == []


def test_a_board_that_is_gone_or_on_a_shelf_is_so_inside_its_chassis_too(build: Build, judged: JudgeAll) -> None:
    chassis = build(1, maker="Huawei", model="BBU3900")
    gone, spare = build(2, 1, model="card", status="removed"), build(3, 1, model="card", status="spare")
    assert [one.presence for one in judged(chassis, gone, spare)] == ["in_network", "removed", "spare"]


def test_with_a_sign_of_its_own_gear_a_remark_no_longer_makes_it_only_mentioned(build: Build, judged: JudgeAll) -> None:
    """As for any other weak sign of the row's own gear."""
    remark = {"model": "card", "notes": "replaced Huawei board 2019"}
    assert judged(build(2, **remark))[0].presence == "mentioned"
    _, board = judged(build(1, maker="Huawei", model="BBU3900"), build(2, 1, **remark))
    assert (board.verdict, board.presence) == ("unknown", "in_network")


def test_a_board_gets_neither_layer_nor_kind_from_its_chassis(build: Build, judged: JudgeAll) -> None:
    """A card is no second baseband unit, and would be priced as one."""
    chassis, board = judged(build(1, maker="Huawei", model="BBU3900"), build(2, 1, model="card"))
    assert (chassis.layer, board.layer, board.category) == ("ran", None, None)


def test_the_items_of_a_table_are_plugged_into_nothing(pack: RulePack, build: Build) -> None:
    table = ItemTable()
    table.add(build(1, maker="Huawei", model="BBU3900"))
    table.add(build(2, model="card"))
    assert [len(one.evidence) for one in flag(table, pack, owner_of)] == [2, 0]


PARTS = [
    {"maker": "Huawei"}, {"maker": "ZTE"}, {"maker": "Nokia"}, {"maker": "Nokia?"}, {"maker": "Huaqwei"},
    {"maker": "DJI"}, {"model": "BBU3900"}, {"model": "S5700"}, {"model": "C300"}, {"model": "card"}, {}, {"maker": ""},
    {"model": "card", "notes": "replaced Huawei RRU 2019"}, {"model": "card", "status": "removed"},
    {"serial": "210235A0BCD123456789"}, {"serial": "2102351BTY10L4000123"}, {"maker": "xFusion"}, {"maker": "Honor"},
    {"model": "card", "site": "Main Warehouse"}, {"mac": "00:E0:FC:12:34:56"}, {"description": "blank panel"},
]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_the_waterfall_tells_the_same_of_any_tree_of_gear(seed: int, pack: RulePack, build: Build) -> None:
    """Verdict, entity and presence; and the chassis counts in the one exactly where it is evidence in the other."""
    chance = Random(seed)  # noqa: S311 - a test's dice
    narrator, size = Narrator(pack, owner_of), 250
    items = [build(n, chance.choice([None, chance.randint(1, size)]), **chance.choice(PARTS)) for n in range(1, size)]
    by_id, seen = {item.id: item for item in items}, 0
    alone = flag([replace(item, parent=None) for item in items], pack, owner_of)
    for finding, by_itself in zip(flag(items, pack, owner_of), alone, strict=True):
        told = narrator.waterfall(finding.item, tuple(around(finding.item, by_id)))
        assert (told.verdict, told.entity, told.presence) == (finding.verdict, finding.entity, finding.presence)
        evidence = [(one.rule, one.text, one.why, "weak") for one in finding.evidence if one.kind == "parent"]
        assert counted(told) == evidence
        assert finding.verdict == by_itself.verdict
        seen += len(evidence)
    assert seen > 10


def counted(told: Waterfall) -> list[tuple[str, str, str, str]]:
    lines = next(step.lines for step in told.steps if step.key == "parent")
    return [
        (line.rule, line.text, line.says.partition("; the row speaks more for")[0], line.strength)
        for line in lines
        if line.state in ("counts", "set aside")
    ]
