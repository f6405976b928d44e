"""Only a maker that somebody recognizes clears a row; what else people type in a maker cell says nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from planner.core.flagging import RulePack, flag
from planner.core.model import Finding, Item

Judge = Callable[..., Finding]
NOBODY = [
    "customer owned", "no nameplate", "cannot read", "self", "leased", "refurb", "installed 2019", "Foreign", "ours",
    "tower crew", "John Smith", "phone company", "security systems",
    "Bldg 3", "Lot 5", "Hua", "Hwei", "our radio", "Bob's radio", "Zed's radio",
    "backup power", "North tower wireless", "Tower Crew LLC", "Data Center", "landlord", "Gibberish",
]  # fmt: skip


@pytest.mark.parametrize("maker", NOBODY)
def test_a_text_that_names_no_maker_we_can_recognize_clears_nobody(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker, model="X-1")
    assert (finding.verdict, finding.entity, finding.presence) == ("unknown", None, "in_network")
    (evidence,) = finding.evidence
    assert (evidence.rule, evidence.strength, evidence.text) == ("maker-unrecognized", "against", maker)
    assert "check the label" in evidence.why


@pytest.mark.parametrize(
    ("maker", "model", "entity"),
    [("no nameplate", "MF279", "ZTE"), ("customer owned", "C300", "ZTE"), ("self", "U2000", "Huawei")],
)
def test_such_a_text_silences_no_weak_sign(judge: Judge, maker: str, model: str, entity: str) -> None:
    finding = judge(maker=maker, model=model)
    assert (finding.verdict, finding.entity) == ("unknown", entity)
    assert [evidence.strength for evidence in finding.evidence] == ["against", "weak"]


def test_beside_such_a_text_a_maker_named_in_the_description_counts_as_beside_an_empty_cell(judge: Judge) -> None:
    assert judge(maker="customer owned", description="Nokia AirScale").verdict == "not_covered"
    assert judge(maker="customer owned", description="Huawei RRU3959").verdict == "covered"


@pytest.mark.parametrize(
    "maker",
    ["Acme Radio", "Acme Radio Works", "Zenith Networks", "Midwest Telecom Sales", "Foobar Inc.", "Foobar S.A.",
     "Power Widgets LLC", "Purcell Systems", "Kilowhat GmbH", "Quux Technologies Co., Ltd."],
)  # fmt: skip
def test_a_name_in_the_form_of_a_companys_is_another_maker(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker)
    assert finding.verdict == "not_covered"
    assert "form of a company's" in finding.evidence[0].why or finding.evidence[0].rule == "maker-other-purcell"


@pytest.mark.parametrize("maker", ["alpha sector", "sun bleached", "delta cabinet, east side"])
def test_a_makers_name_among_everyday_words_is_only_supposed(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker, model="C300")
    assert (finding.verdict, finding.entity) == ("unknown", "ZTE")
    assert judge(maker=maker.split()[0], model="C300").verdict == "not_covered"


@pytest.mark.parametrize("maker", ["Hua Networks", "Huawi Technologies", "HIK Systems LLC", "Hyter Inc", "Daua Ltd",
                                   "ZTX Corp", "ZT Communications", "Huaweiland Inc", "Dahuatown Ltd"])  # fmt: skip
def test_a_name_that_may_be_a_covered_one_cut_short_or_misspelled_never_clears(judge: Judge, maker: str) -> None:
    assert judge(maker=maker).verdict != "not_covered"


def named(pack: RulePack, maker: str, **owners: str) -> RulePack:
    """The pack without what it knows of a maker, and with a registry of these owners."""
    registry = {tuple(name.split("_")): owner for name, owner in owners.items()}
    names = tuple(rule for rule in pack.names if rule.maker != maker)
    return replace(pack, names=names, registered=lambda words: registry.get(tuple(words)))


def verdict(pack: RulePack, item: Item) -> str:
    return flag([item], pack, lambda _: None)[0].verdict


def test_a_company_of_the_ieee_registry_is_another_maker(pack: RulePack, make_item: Callable[..., Item]) -> None:
    item = make_item(maker="Baicells Qorvex")
    assert verdict(named(pack, "Baicells", BAICELLS_QORVEX="Baicells Qorvex"), item) == "not_covered"
    assert verdict(named(pack, "Baicells"), item) == "unknown"


@pytest.mark.parametrize("maker", ["Hamilton", "Marshall", "Wagner", "Stanley", "Phoenix", "Aurora", "Eagle", "Orion"])
def test_one_word_alone_clears_nobody_though_the_registry_has_a_company_of_that_name(
    pack: RulePack, make_item: Callable[..., Item], maker: str
) -> None:
    registry = named(pack, maker, **{maker.upper(): f"{maker} Ltd"})
    assert verdict(registry, make_item(maker=maker)) == "unknown"
    (finding,) = flag([make_item(maker=maker, model="F660")], registry, lambda _: None)
    assert (finding.verdict, finding.entity) == ("unknown", "ZTE")
    assert [one.strength for one in finding.evidence] == ["against", "weak"]


@pytest.mark.parametrize(("maker", "model"), [("Prairie Wireless", "R8882"), ("SBA Communications", "S5700"),
                                              ("Smith Family Farms LLC", "F660"), ("Tower King II Inc", "M2000"),
                                              ("Midwest Telecom Sales", "C300")])  # fmt: skip
def test_a_company_known_by_its_form_alone_clears_no_row_in_which_anything_speaks_for_a_covered_maker(
    judge: Judge, maker: str, model: str
) -> None:
    finding = judge(maker=maker, model=model)
    assert finding.verdict == "unknown"
    assert [one.strength for one in finding.evidence] == ["against", "weak"]
    assert judge(maker=maker, model="X-1").verdict == "not_covered"
    assert judge(maker="Nokia", model=model).verdict == "not_covered"


@pytest.mark.parametrize(
    "maker", ["Zhongxing", "Kangxun Telecom", "Hikvsn Digital Technology", "Futurwei Technologies",
              "Kangxn Telecom", "Zhongxng Communications Inc", "Hisilcon Systems LLC"],
)  # fmt: skip
def test_a_covered_makers_company_well_or_badly_spelled_is_never_cleared_by_form(judge: Judge, maker: str) -> None:
    for model in ("radio unit", "S5700"):
        assert judge(maker=maker, model=model).verdict in ("unknown", "likely")


@pytest.mark.parametrize("maker", ["Larus", "Comba", "RADWIN", "Vecima", "BTI", "Ekinops", "Actelis", "Kentrox"])
def test_small_makers_of_our_list_are_other_makers(judge: Judge, maker: str) -> None:
    assert judge(maker=maker, model="S5700").verdict == "not_covered"


@pytest.mark.parametrize("maker", ["Star", "Rooftop", "Private", "Valley", "Texas", "Level", "Max"])
def test_an_everyday_word_that_happens_to_own_addresses_clears_nobody(
    pack: RulePack, make_item: Callable[..., Item], maker: str
) -> None:
    assert verdict(named(pack, maker, **{maker.upper(): maker}), make_item(maker=maker)) == "unknown"


def test_a_company_of_a_covered_maker_in_the_registry_clears_nobody(
    pack: RulePack, make_item: Callable[..., Item]
) -> None:
    owned = named(pack, "Futurewei", ZORBLAX="Zorblax (Huawei Technologies)")
    assert verdict(owned, make_item(maker="Zorblax")) == "unknown"


@pytest.mark.parametrize("maker", ["Vodafone", "T-Mobile", "AT&T", "Verizon", "Orange", "T-Mobile USA",
                                   "AT&T Mobility"])  # fmt: skip
def test_a_carriers_name_says_nothing_of_who_made_the_gear(judge: Judge, maker: str) -> None:
    alone, stick, strong = judge(maker=maker), judge(maker=maker, model="C300"), judge(maker=maker, model="RRU3908")
    assert [(one.verdict, one.entity) for one in (alone, stick, strong)] == [
        ("unknown", None),
        ("unknown", "ZTE"),
        ("likely", "Huawei"),
    ]
    assert all("says nothing of who made it" in one.evidence[0].why for one in (alone, stick, strong))
    assert judge(model="C300", description=f"{maker} box").verdict == "unknown"


def test_makers_without_a_kind_are_makers(pack: RulePack) -> None:
    kinds = {rule.kind for rule in pack.names if rule.maker == "Nokia"}
    assert kinds == {"maker"}


def test_a_users_name_with_one_more_letter_is_a_near_miss_and_with_a_model_behind_it_the_name(
    pack: RulePack, make_item: Callable[..., Item]
) -> None:
    (huawei,) = [rule for rule in pack.names if rule.kind == "name" and rule.words == ("HUAWEI",)]
    ours = replace(pack, names=(*pack.names, replace(huawei, rule="name-qorvex", words=("QORVEX",))))
    for maker, expected in (("Qorvexx", "unknown"), ("Qorvex", "covered"), ("Qorvex9", "covered"),
                            ("QorvexUMPTb", "covered"), ("QorvexTechnologies", "covered")):  # fmt: skip
        assert verdict(ours, make_item(maker=maker)) == expected, maker
    (finding,) = flag([make_item(maker="Qorvexx")], ours, lambda _: None)
    assert [evidence.rule for evidence in finding.evidence] == ["maker-near-miss"]
    (longer,) = flag([make_item(maker="Qorvexland")], ours, lambda _: None)
    assert [(one.rule, one.strength) for one in longer.evidence] == [("maker-near-miss", "weak")]
    assert flag([make_item(description="Qorvexx radio")], ours, lambda _: None)[0].evidence == ()
