"""Rows that say the same are judged once; the findings are those of judging each row by itself, cell by cell."""

import copy
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.flagging import RulePack, flag
from planner.core.flagging.cells import CellText, VoiceReader, cell_text
from planner.core.flagging.facts import Readers, facts
from planner.core.flagging.history import History
from planner.core.flagging.layers import LayerReader
from planner.core.flagging.made import made
from planner.core.flagging.presence import PresenceReader
from planner.core.flagging.verdict import Hit, Reading
from planner.core.model import (
    BEFORE,
    CellRef,
    Evidence,
    FieldLayout,
    FieldText,
    Finding,
    Item,
    Layer,
    Meaning,
    RowFields,
    column_letter,
)
from planner.reference.rulepacks import load_rules

PACK = load_rules()
HISTORY = History(PACK.history, PACK.as_of)
OWNERS = {"00E0FC": "HUAWEI TECHNOLOGIES CO.,LTD", "0015EB": "zte corporation", "002064": "Aztech Electronics"}
MEANINGS: list[Meaning] = [
    "maker", "model", "part_number", "serial", "mac", "description", "notes", "status", "site", "address", "ignore",
]  # fmt: skip
NAMED: list[tuple[Meaning, str]] = [*((m, "") for m in MEANINGS), ("maker", "Supplier"), ("status", "Removed?")]
HEADERS = ["", "Vendor", "Old model", "Replaces", "Software version", "FCC ID", "Removed?", "Supplier", "Far end", "SN"]
TEXTS = [
    "", "", " ", "Huawei", "huawei ", "Huawai", "ZTE", "Nokia", "Acme Radio", "Zenith Radio", "H3C", "N/A", "yes", "x",
    "RRU3908", "rru 3908", "C300", "router", "Nokia antenna", "02350012", "removed", "spare", "Warehouse", "Site 12",
    "not Huawei", "Huawei RRU3908, removed 2019", "replaced ZTE ZXR10", "V200R005C20SPC300", "QISE3372",
    "2102351BTY10L4000123", "2102351BTY10L4000124", "21O2351BTY10L4000123", "210235A0BCD123456789", "HWTC12345678",
    "123456789012345000000", "SN1234; 2102351BTY10L4000125", "ABC", "00:E0:FC:12:34:56", "00e0.fc12.3457",
    "00E0FC123458", "0015EB-123456", "00:20:64:00:00:01", "00:E0:FC:12:34:56 / 00:15:EB:00:00:01", "00:E0:FC:12:34",
    "2I02351BTY10L4000123", "00:E0:FD:12:34:56", "Huawei?", "Nokia?", "removed Huawei RRU", "Huawei RRU",
    "compatible with Huawei", "maybe ZTE", "OptiX OSN 1800",
    "antenna", "S5700", "S5700 switch", "Huawei spare", "spare unit", "Hikvision", "BBU", "E3372", "SmartAX", "U2000",
    "customer owned", "Vodafone", "诺基亚", "OptiX", "BBU 39OO", "?Huawei", "no longer Huawei", "0235O123",
]  # fmt: skip
ROLES = VoiceReader(PACK)
READERS = Readers(PACK, lambda mac: OWNERS.get(mac[:6]))
PRESENCE, LAYERS = PresenceReader(PACK), LayerReader(PACK)
WIDTH = 6

text = st.sampled_from(TEXTS)
meaning = st.sampled_from(MEANINGS)
column = st.tuples(meaning, st.sampled_from(HEADERS))
layout = st.lists(column, min_size=1, max_size=WIDTH).map(
    lambda columns: FieldLayout(
        "a", "S", tuple(m for m, _ in columns), tuple(h for _, h in columns), tuple(map(column_letter, range(WIDTH)))
    )
)
attributes: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "maker": st.sampled_from(["Huawei", "Nokia"]),
        "model": st.sampled_from(["RRU3908", "router"]),
        "serials": st.sampled_from([("2102351BTY10L4000126",), ("A1", "2102351BTY10L4000127")]),
        "mac": st.just("00E0FC999999"),
        "status": st.sampled_from(["removed", "in service"]),
        "site": st.sampled_from(["Cedar Ridge", "Main Warehouse"]),
        "layer": st.sampled_from(["ran", "ip"]),
    },
)


@st.composite
def rows(draw: st.DrawFn, layout: FieldLayout, number: int) -> RowFields:
    width = len(layout.meanings)
    texts = tuple(draw(st.lists(text, max_size=width)))
    places = [*[BEFORE] * draw(st.integers(0, 2)), *draw(st.lists(st.integers(0, width - 1), max_size=2, unique=True))]
    places = places if draw(st.booleans()) else []
    moved = tuple((at, FieldText(*draw(column), CellRef("a", "S", "Z", 1), draw(text))) for at in sorted(places))
    return RowFields(layout, number, texts, moved)


@st.composite
def sheets(draw: st.DrawFn) -> list[Item]:
    """Rows of two tables, some of them as loose cells, with what the reader knew without a cell."""
    layouts = draw(st.lists(layout, min_size=1, max_size=2))
    items = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        fields = draw(rows(draw(st.sampled_from(layouts)), number))
        loose = draw(st.booleans())
        more = draw(attributes) if draw(st.booleans()) else {}
        items.append(Item(number, f"fp-{number}", "a", "S", number, tuple(fields) if loose else fields, **more))
    return items


def said(item: Item) -> list[tuple[FieldText, CellText]]:
    """The cells that may speak, worked out for this row alone."""
    row = CellRef(item.file, item.sheet, "", item.row)
    filled = {field.meaning for field in item.fields}
    known: list[tuple[Meaning, str | None]] = [
        ("maker", item.maker), ("model", item.model), ("part_number", item.part_number),
        ("serial", "; ".join(item.serials)), ("mac", item.mac), ("description", item.description),
        ("notes", item.notes), ("status", item.status),
    ]  # fmt: skip
    fields = [*item.fields, *(FieldText(m, "", row, t) for m, t in known if t and m not in filled)]
    columns = [(field.meaning, field.header) for field in fields]
    named = any(map(ROLES.names_gear, columns))
    voices = [ROLES.voice(column, named=named) for column in columns]
    return [(field, cell_text(voice, field.text)) for field, voice in zip(fields, voices, strict=True) if voice]


def one_by_one(item: Item) -> Finding:
    """The finding on one item with nothing remembered from any other."""
    cells = said(item)
    readings = [Reading(c.role, facts(c, READERS), *PRESENCE.read(c), LAYERS.hint(c)) for _, c in cells]
    hits = [Hit(fact, r.role, at, nth) for at, r in enumerate(readings) for nth, fact in enumerate(r.facts)]
    judgment = HISTORY.judged(hits, item)
    spare = bool(item.site) and PRESENCE.spare_site(item.site or "")
    presence = PRESENCE.presence(readings, judgment, spare_site=spare)
    layer, category = LAYERS.place(item.layer, readings, judgment.hits)
    evidence = tuple(in_words(hit, cells[hit.place][0], judgment.verdict, judgment.entity) for hit in judgment.hits)
    said_made = made(item.serials, HISTORY.latest) if judgment.verdict != "not_covered" else None
    return Finding(item, judgment.verdict, judgment.entity, presence, layer, category, evidence, said_made)


def in_words(hit: Hit, field: FieldText, verdict: str, entity: str | None) -> Evidence:
    fact = hit.fact
    scope = PACK.scope(entity) if verdict in ("covered", "likely") and fact.entity == entity else ""
    why = f"{fact.why}; {scope}" if scope else fact.why
    return Evidence(fact.rule, fact.strength, field.cell, fact.text, why, fact.kind, fact.entity)


def owner_of(mac: str) -> str | None:
    return OWNERS.get(mac[:6])


@settings(max_examples=300, deadline=None)
@given(sheets())
def test_the_findings_on_many_rows_are_those_on_each_row_by_itself(items: list[Item]) -> None:
    for found, plain in zip(flag(items, PACK, owner_of), map(one_by_one, items), strict=True):
        assert found == plain


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_long_tables_no_row_speaks_for_another(seed: int) -> None:
    """Few rows collide in a small table; here each kind of reading meets most others in each column."""
    chance = Random(seed)  # noqa: S311 - a test's dice
    items = []
    for number in range(2500):
        columns = chance.sample(NAMED, 2) if number % 2 else [NAMED[0], NAMED[5]]
        table = FieldLayout("a", "S", tuple(m for m, _ in columns), tuple(h for _, h in columns), ("A", "B"))
        texts = tuple(chance.choices(TEXTS, k=2))
        items.append(Item(number, "fp", "a", "S", number, RowFields(table, number, texts)))
    for found, plain in zip(flag(items, PACK, owner_of), map(one_by_one, items), strict=True):
        assert found == plain


@pytest.mark.parametrize("loose", [False, True])
def test_a_cell_that_is_there_and_empty_still_stands_for_its_attribute(*, loose: bool) -> None:
    cell = FieldText("maker", "Vendor", CellRef("a", "S", "A", 1), "")
    fields = (cell,) if loose else RowFields(TABLE, 2, (), ((0, cell),))
    item = Item(1, "fp", "a", "S", 2, fields, maker="Huawei")
    assert flag([item], PACK, owner_of) == (one_by_one(item),)


def row(number: int, texts: Sequence[str], *, layer: Layer | None = None) -> Item:
    return Item(number, f"fp-{number}", "a", "S", number, RowFields(TABLE, number, tuple(texts)), layer=layer)


TABLE = FieldLayout("a", "S", ("maker", "serial", "mac"), ("Vendor", "Serial", "MAC"), ("A", "B", "C"))


def test_rows_judged_alike_quote_their_own_cells() -> None:
    texts = [("Huawei", f"2102351BTY10L40001{n}", f"00:e0:fc:12:34:{n}") for n in range(10, 30)]
    findings = flag([row(at, said) for at, said in enumerate(texts, start=2)], PACK, owner_of)
    for number, (finding, (maker, serial, mac)) in enumerate(zip(findings, texts, strict=True), start=2):
        assert [evidence.text for evidence in finding.evidence] == [maker, serial, mac.upper()]
        assert [str(evidence.cell) for evidence in finding.evidence] == [f"S!A{number}", f"S!B{number}", f"S!C{number}"]


def test_strangers_are_judged_alike_and_named_apart() -> None:
    acme, zenith = flag([row(2, ["Acme Radio"]), row(3, ["Zenith Radio"])], PACK, owner_of)
    assert (acme.verdict, zenith.verdict) == ("not_covered", "not_covered")
    assert [acme.evidence[0].entity, zenith.evidence[0].entity] == ["Acme Radio", "Zenith Radio"]


def test_what_the_sheet_says_of_the_layer_keeps_rows_apart() -> None:
    plain, placed = flag([row(2, ["Nokia"]), row(3, ["Nokia"], layer="ran")], PACK, owner_of)
    assert (plain.layer, placed.layer) == (None, "ran")


def test_evidence_is_a_sequence_equal_to_its_tuple_and_travels_as_one() -> None:
    (finding,) = flag([row(2, ["Huawei", "2102351BTY10L4000123"])], PACK, owner_of)
    evidence = tuple(finding.evidence)
    assert finding.evidence == evidence
    assert evidence == finding.evidence
    assert finding.evidence != evidence[:1]
    as_list: object = list(evidence)
    assert finding.evidence != as_list
    assert (len(finding.evidence), finding.evidence[0], finding.evidence[1:]) == (2, evidence[0], evidence[1:])
    assert (hash(finding.evidence), repr(finding.evidence)) == (hash(evidence), repr(evidence))
    copied = copy.deepcopy(finding)
    assert copied == finding
    assert type(copied.evidence) is tuple


def test_forgetting_what_was_heard_changes_no_finding(monkeypatch: pytest.MonkeyPatch, pack: RulePack) -> None:
    texts = [(maker, f"SN-{at}", f"00:E0:FC:{at:02}:00:00") for at, maker in enumerate(["Huawei", "Nokia", ""] * 8)]
    items = [row(at, said) for at, said in enumerate(texts, start=2)]
    items += [Item(at, "fp", "a", "S", at, tuple(one.fields)) for at, one in enumerate(items, start=50)]
    remembered = flag(items, pack, owner_of)
    for name in ("hearing._MOST_KINDS", "hearing._MOST_READINGS", "plans._MOST_PLANS", "engine._MOST_RULINGS"):
        monkeypatch.setattr(f"planner.core.flagging.{name}", 1)
    assert flag(items, pack, owner_of) == remembered
