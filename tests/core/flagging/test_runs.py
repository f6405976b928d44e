"""Items made one by one are heard by column where their rows are plain rows of one table."""

from planner.core.flagging import RulePack, flag
from planner.core.flagging.runs import Run, runs
from planner.core.model import CellRef, FieldLayout, FieldText, Item, RowFields

TABLE = FieldLayout("a", "S", ("maker", "model", "serial"), ("Vendor", "Model", "SN"), ("A", "B", "C"))
OTHER = FieldLayout("a", "T", ("maker", "model", "serial"), ("Vendor", "Model", "SN"), ("A", "B", "C"))


def row(number: int, layout: FieldLayout, *texts: str, moved: tuple[tuple[int, FieldText], ...] = ()) -> Item:
    return Item(number, f"f{number}", "a", layout.sheet, number, RowFields(layout, number, texts, moved))


def loose(number: int) -> Item:
    fields = (FieldText("maker", "Vendor", CellRef("a", "S", "A", number), "Nokia"),)
    return Item(number, f"f{number}", "a", "S", number, fields)


def test_rows_of_one_table_stand_together_and_all_others_by_themselves() -> None:
    moved = ((0, FieldText("maker", "Vendor", CellRef("a", "S", "A", 2), "Huawei")),)
    items = [
        *(row(n, TABLE, "Huawei", f"M{n}") for n in range(20)),  # short rows: the serial is missing
        loose(20),
        row(21, TABLE, "Huawei", moved=moved),
        *(row(n, TABLE, "ZTE", "", f"S{n}") for n in range(22, 40)),
        *(row(n, OTHER, "ZTE") for n in range(40, 45)),
    ]
    pieces = list(runs(items))
    assert [type(piece) for piece in pieces] == [Run, list, Run, list]
    assert [len(piece) for piece in pieces] == [20, 2, 18, 5]
    first = pieces[0]
    assert isinstance(first, Run)
    assert first.cells == [("Huawei",) * 20, tuple(f"M{n}" for n in range(20)), ("",) * 20]
    assert (first.item(3), first.column("id")[:3], first.sites[0]) == (items[3], [0, 1, 2], None)


def test_a_row_is_judged_by_column_as_it_is_alone(pack: RulePack) -> None:
    makers = ("Huawei", "Nokia", "", "OptiX", "customer owned", "Vodafone")
    models = ("RRU3908", "C300", "BBU 39OO", "", "X-1")
    items = [
        row(n, TABLE, makers[n % 6], models[n % 5], *(["2102351BTY10L4000123"] if n % 7 == 0 else []))
        for n in range(60)
    ]
    items[30:32] = [loose(30), loose(31)]
    together = flag(items, pack, lambda _: None)
    assert list(together) == [flag([item], pack, lambda _: None)[0] for item in items]
