"""A maker is added by one file; what comes with the planner is never weakened by it in silence."""

from pathlib import Path

import pytest

from planner.core.bill import reason_to_leave_out
from planner.core.eligibility import item_eligibility
from planner.core.errors import InvalidDocument
from planner.core.flagging import RulePack, flag
from planner.core.model import CellRef, FieldText, Finding, Item, column_letter
from planner.reference.packs.joining import joined_rules
from planner.reference.packs.shelf import load_packs
from planner.reference.packs.user import parse_user_pack
from planner.reference.programs import load_program
from planner.reference.rulepacks import load_rules

RIDGE_FILE = Path(__file__).parents[1] / "data/packs/ridge.toml"
RIDGE = RIDGE_FILE.read_text(encoding="utf-8")
HEAD = 'id = "mine"\nversion = "1"\nas_of = 2026-11-24\n'
ZEPHYR = '[[entity]]\nname = "Zephyr"\nlisted_since = 2026-10-01\nscope = "ours"\nsource = "x"\n'


def owner_of(mac: str) -> str | None:
    return {"02AA00": "Zephyr Radio Ltd.", "00E0FC": "HUAWEI TECHNOLOGIES CO.,LTD"}.get(mac[:6])


def item(texts: dict[str, str], number: int = 1) -> Item:
    fields = tuple(
        FieldText(meaning, meaning, CellRef("a.csv", "a", column_letter(at), number + 1), text)  # type: ignore[arg-type]
        for at, (meaning, text) in enumerate(texts.items())
    )
    return Item(number, f"fp-{number}", "a.csv", "a", number + 1, fields)


def judge(pack: RulePack, **texts: str) -> Finding:
    return flag([item(texts)], pack, owner_of)[0]


def joined(rows: str, base: RulePack | None = None) -> RulePack:
    return joined_rules(base or load_rules(), parse_user_pack(HEAD + rows, "mine.toml"))


def faults(rows: str) -> tuple[str, ...]:
    with pytest.raises(InvalidDocument) as caught:
        joined(rows)
    assert caught.value.name == "mine.toml"
    return caught.value.faults


@pytest.fixture(scope="module")
def ridge() -> RulePack:
    return load_packs([str(RIDGE_FILE)])


# -- one file adds a maker -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "verdict", "rule", "quoted"),
    [
        ({"maker": "Zephyr"}, "covered", "maker-name-zephyr@ridge", "Zephyr"),
        ({"maker": "西风无线"}, "covered", "maker-chinese-zephyr@ridge", "西风无线"),
        ({"maker": "Zephir"}, "unknown", "maker-near-miss", "Zephir"),
        ({"description": "Zephyr Radio unit"}, "likely", "text-name-zephyr@ridge", "Zephyr Radio"),
        ({"model": "zr 4410b"}, "likely", "model-zephyr-zr-radio@ridge", "zr 4410b"),
        ({"part_number": "7Z-4420-B"}, "likely", "model-part-codes@ridge", "7Z-4420-B"),
        ({"serial": "ZPH19K000777"}, "likely", "serial-1-zephyr@ridge", "ZPH19K000777"),
        ({"description": "runs ZFOS 12"}, "likely", "software-2-zephyr@ridge", "ZFOS 12"),
        ({"description": "1.3.6.1.4.1.64512.1.9"}, "likely", "snmp-64512.1@ridge", "1.3.6.1.4.1.64512.1.9"),
        ({"mac": "02:AA:00:01:02:03"}, "likely", "mac-zephyr-radio@ridge", "02:AA:00:01:02:03"),
        ({"model": "ZR4410", "serial": "ZPH19K000777"}, "covered", "serial-1-zephyr@ridge", "ZPH19K000777"),
    ],
)
def test_the_fictitious_maker_is_flagged_with_evidence(
    ridge: RulePack, texts: dict[str, str], verdict: str, rule: str, quoted: str
) -> None:
    found = judge(ridge, **texts)
    evidence = {one.rule: one for one in found.evidence}
    assert found.verdict == verdict
    assert rule in evidence, sorted(evidence)
    assert (evidence[rule].text, evidence[rule].entity) == (quoted, "Zephyr")
    assert str(evidence[rule].cell).endswith("2")
    # The infeasible twin: without the file nobody has heard of it.
    assert judge(load_rules(), **texts).verdict in ("unknown", "not_covered")


def test_its_finding_carries_the_scope_note_and_its_kind_of_gear(ridge: RulePack) -> None:
    found = judge(ridge, maker="Zephyr", model="ZR4410")
    assert (found.entity, found.layer, found.category) == ("Zephyr", "ran", "RAN radio")
    assert any("Ridge Telecom's own decision" in one.why for one in found.evidence)


def test_a_denied_name_is_somebody_else(ridge: RulePack) -> None:
    assert judge(ridge, maker="Zephyr Air Conditioning").verdict == "not_covered"


def test_it_is_flagged_but_never_reimbursable(ridge: RulePack) -> None:
    found = judge(ridge, maker="Zephyr", model="ZR4410")
    answer = item_eligibility(found, load_program())
    assert (answer.reimbursable, answer.rule) == (False, "E3")
    assert "Covered List" not in answer.reason
    assert "Zephyr gear is flagged" in (reason_to_leave_out(found, include_likely=True) or "")


def test_a_pack_changes_nothing_for_gear_it_does_not_name(ridge: RulePack) -> None:
    base = load_rules()
    cells = [("maker", " ".join(rule.words)) for rule in base.names]
    cells += [("model", example) for family in base.families for example in family.examples]
    items = [item({meaning: text}, number) for number, (meaning, text) in enumerate(cells, 1)]
    before, after = flag(items, base, owner_of), flag(items, ridge, owner_of)
    told = [(one.verdict, one.entity, one.layer, one.category) for one in before]
    assert [(one.verdict, one.entity, one.layer, one.category) for one in after] == told


# -- faults ----------------------------------------------------------------------------------------------------------


def test_every_fault_comes_at_once_with_row_key_what_was_typed_and_what_would_be_right() -> None:
    rows = """
[[alias]]
entity = "Huawei"
names = ["Ridgeway Networks"]
in_maker = "sure"
[[family]]
entity = "Huawei"
name = "x"
patern = "RX1[0-9]{2}"
examples = ["RX100"]
source = "y"
"""
    found = faults(rows)
    assert found == (
        '[[alias]] no. 1 in_maker: "sure" is typed; it should be one of conclusive, strong, weak',
        "[[alias]] no. 1 source: missing; every row needs it",
        "[[family]] no. 1 pattern: missing; every row needs it",
        "[[family]] no. 1 patern: no such key; did you mean pattern?",
    )


SERIAL = '[[identifier]]\nkind = "serial"\nentity = "Huawei"\nsource = "x"\n'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "has no row; add one of [[entity]]"),
        ("[[entty]]\n", "entty: no such key; did you mean entity?"),
        ('alias = "Zephyr"\n', "[[alias]] must be a list of tables"),
        ('[[deny]]\nnames = []\nsource = "x"\n', "it should be a list of 1 to 40 names"),
        ('[[deny]]\nnames = ["???"]\nsource = "x"\n', "a name with letters or digits"),
        ('[[deny]]\nnames = ["The Co"]\nsource = "x"\n', "a word of three letters"),
        ('[[alias]]\nentity = "Zefyr"\nnames = ["Zefyr"]\nsource = "x"\n', '"Zefyr" is typed, which is not listed'),
        ('[[snmp]]\nprefix = "64512.x"\nentity = "Huawei"\nsource = "x"\n', "what follows 1.3.6.1.4.1."),
        ('[[part_code]]\nentity = "ZTE"\ncodes = ["A1"]\nsource = "x"\n', "four letters or digits at least"),
        (SERIAL + 'pattern = "QQ[0-9]{6}"\nexamples = ["QQ12"]\n', "7 to 24 capitals and digits"),
        (SERIAL + 'pattern = "QQ[0-9]{6}"\nexamples = ["QX123456"]\n', "which the pattern of this row does not find"),
        (ZEPHYR.replace("2026-10-01", '"soon"'), 'listed_since: "soon" is typed; it should be a date'),
        (ZEPHYR.replace("Zephyr", "huawei"), "Huawei is listed already, add aliases to it"),
        (
            ZEPHYR + '[[family]]\nentity="Zephyr"\nname="z"\npattern="ZR44"\nexamples=["ZR44"]\ncategory="RAN radoi"\n'
            'source="x"\n',
            "did you mean RAN radio?",
        ),
    ],
)
def test_each_fault_says_what_is_wrong(rows: str, said: str) -> None:
    assert any(said in fault for fault in faults(rows)), faults(rows)


# -- nothing shipped is weakened or shadowed in silence -------------------------------------------------------------


def deny(name: str, more: str = "") -> str:
    return f'[[deny]]\nnames = ["{name}"]\nsource = "x"\n{more}'


def alias(entity: str, name: str, more: str = "") -> str:
    return f'[[alias]]\nentity = "{entity}"\nnames = ["{name}"]\nsource = "x"\n{more}'


def family(pattern: str, example: str) -> str:
    return f'[[family]]\nentity = "Zephyr"\nname = "z"\npattern = "{pattern}"\nexamples = ["{example}"]\nsource = "x"\n'


def snmp(prefix: str, entity: str, strength: str) -> str:
    return f'[[snmp]]\nprefix = "{prefix}"\nentity = "{entity}"\nstrength = "{strength}"\nsource = "x"\n'


@pytest.mark.parametrize(
    "rows",
    [
        deny("Huawei"),
        deny("Huawei Partner Shop"),  # the longer name would eat the shorter
        deny("Huaweiland"),  # glued to the name
        deny("Huawey"),  # today a near miss
        deny("Acme Hua"),  # would eat the first half of "Hua Wei"
        deny("RRU3908"),
        alias("Huawei", "Huawei Rural", 'in_maker = "weak"\n'),
        ZEPHYR + alias("Zephyr", "ZTE Rural"),
        ZEPHYR + alias("Zephyr", "Nokia"),
        ZEPHYR + alias("Zephyr", "华为西风"),
        ZEPHYR + family("RRU39[0-9]{2}", "RRU3999"),
        ZEPHYR
        + SERIAL.replace("Huawei", "Zephyr")
        + 'pattern = "21[0-9A-Z]{18}"\nexamples = ["2102311BXW10H1000001"]\n',
        ZEPHYR + snmp("2011.2.999", "Zephyr", "conclusive"),
        snmp("2011.2.999", "Huawei", "weak"),
        ZEPHYR + '[[mac_owner]]\nwords = "Huawei Device"\nentity = "Zephyr"\nsource = "x"\n',
    ],
)
def test_a_row_that_would_take_the_place_of_a_shipped_rule_is_refused_and_names_it(rows: str) -> None:
    found = faults(rows)
    assert all("no. 1" in fault and 'say replaces = "' in fault for fault in found), found
    known = load_rules()
    rules = {rule.rule for rule in known.names} | {rule.rule for rule in known.families}
    rules |= {rule.rule for rule in known.identifiers} | {rule.rule for rule in known.snmp}
    rules |= {rule.rule for rule in known.mac_owners}
    assert all(fault.rsplit('"', 2)[1] in rules for fault in found)


def test_a_wide_serial_form_of_a_user_never_comes_before_a_shipped_one() -> None:
    serial = (
        SERIAL.replace("Huawei", "Zephyr") + 'pattern = "2[0-9][0-9A-Z]{18}"\nexamples = ["29ZZ0000000000000001"]\n'
    )
    pack, theirs = joined(ZEPHYR + serial), "2102311BXW10H1000001"
    assert judge(pack, serial="29ZZ0000000000000001").entity == "Zephyr"
    assert judge(pack, serial=theirs).entity == judge(load_rules(), serial=theirs).entity == "Huawei"


@pytest.mark.parametrize(
    "rows",
    [
        alias("Huawei", "Huawei Rural"),  # as strong as what it stands before
        deny("Ridgeway Cisco Dealer"),  # somebody else either way
        snmp("2011.2.999", "Huawei", "conclusive"),
        snmp("64512", "Huawei", "strong"),
    ],
)
def test_a_row_that_takes_nothing_away_needs_no_word_about_it(rows: str) -> None:
    assert joined(rows).packs[-1].replaces == ()


def test_a_rule_that_is_openly_replaced_is_gone_and_the_review_says_so() -> None:
    before = load_rules()
    assert judge(before, maker="Nokia").verdict == "not_covered"
    after = joined(ZEPHYR + alias("Zephyr", "Nokia", 'replaces = "maker-other-nokia"\n'))
    assert (judge(after, maker="Nokia").verdict, judge(after, maker="Nokia").entity) == ("covered", "Zephyr")
    assert after.info.packs[-1].replaces == ("maker-other-nokia",)
    assert len(after.names) == len(before.names)
    assert judge(after, maker="NSN").verdict == "not_covered"  # the maker's other names stand


def test_a_replaced_identifier_keeps_its_place_in_the_order() -> None:
    rows = SERIAL + (
        'pattern = "02[0-9A-Z]{14}"\nexamples = ["022HLV10G5000123"]\nstrength = "weak"\n'
        'replaces = "serial-huawei-16"\n'
    )
    order = [rule.rule for rule in load_rules().identifiers]
    replaced = [rule.rule for rule in joined(rows).identifiers]
    assert replaced[order.index("serial-huawei-16")] == "serial-1-huawei@mine"
    assert len(replaced) == len(order)


@pytest.mark.parametrize(
    ("named", "said"),
    [("name-zte", "this row does not touch that rule"), ("maker-other-nokai", "did you mean maker-other-nokia?")],
)
def test_replaces_must_name_a_rule_that_the_row_touches(named: str, said: str) -> None:
    rows = deny("Ridgeway Stores", f'replaces = "{named}"\n')
    assert any(said in fault for fault in faults(rows))


def test_two_user_packs_may_not_shadow_each_other_either(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(HEAD + alias("Huawei", "Zephyr"), encoding="utf-8")
    with pytest.raises(InvalidDocument) as caught:
        load_packs([str(other), str(RIDGE_FILE)])
    assert all(fault.startswith("ridge.toml [[") for fault in caught.value.faults)
