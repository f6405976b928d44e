"""A vendor that goes by the everyday name of a listed party is asked about, and nobody who only sounds like one."""

import re

import pytest

from planner.core.flagging.text import word_tuple
from planner.core.model import Issue
from planner.core.project import parse_project
from planner.core.purchases import purchase_issues
from planner.reference.listed import load_parties, parties_in
from planner.reference.pricebooks import load_prices

ASKED = "purchase-short-name"


def purchases(vendor: str) -> list[Issue]:
    text = f'[[vendor]]\nid = "{vendor}"\nlayer = "ran"\nlead_months = 3'
    found = purchase_issues(parse_project(text, "project.toml"), load_prices().book, load_parties(), "project.toml")
    return list(found)


def on_entity_list(vendor: str) -> list[Issue]:
    return [issue for issue in purchases(vendor) if "Entity List" in issue.problem]


def test_a_short_name_is_a_question_that_says_whose_it_is_and_since_when() -> None:
    covered, entity = purchases("Dahua")
    assert (covered.rule, entity.rule) == ("purchase-covered-list", ASKED)
    assert entity.severity == "check"
    assert entity.problem == (
        'you plan to buy from "Dahua": "Dahua" is short for Dahua Technology; Dahua Technology is on the Entity List '
        "of the Department of Commerce since 2019-10-09 (84 FR 54002 (page unverified))"
    )
    assert "a person's word" in entity.fix


def test_a_company_of_a_listed_maker_is_a_question_on_both_lists() -> None:
    covered, entity = purchases("Futurewei Technologies")
    assert (covered.rule, entity.rule) == (ASKED, ASKED)
    assert "Futurewei is Huawei's company in the United States; Huawei is on the FCC's Covered List" in covered.problem
    assert "Huawei Technologies Co., Ltd. is on the Entity List" in entity.problem


def test_who_is_listed_without_a_confirmed_notice_is_said_to_be() -> None:
    (_, entity) = purchases("HiSilicon")
    assert entity.rule == ASKED
    assert '"HiSilicon" is short for HiSilicon Technologies Co., Ltd.' in entity.problem
    assert "is said, not confirmed here, to be on the Entity List" in entity.problem


@pytest.mark.parametrize(
    ("vendor", "party"),
    [
        ("Huawei", "Huawei Technologies Co., Ltd."),
        ("Huawei Marine", "Huawei Marine Networks Co., Ltd."),
        ("HMN Tech", "Huawei Marine Networks Co., Ltd."),
        ("Hikvision USA", "Hikvision"),
        ("HIK", "Hikvision"),
        ("Hik Vision", "Hikvision"),
        ("EZVIZ Inc.", "Hikvision"),
        ("HiLook", "Hikvision"),
        ("HiWatch", "Hikvision"),
        ("Dahua USA", "Dahua Technology"),
        ("Zhejiang Dahua", "Dahua Technology"),
        ("DahuaSecurity", "Dahua Technology"),
        ("Imou", "Dahua Technology"),
        ("大华", "Dahua Technology"),
        ("Hi-Silicon", "HiSilicon Technologies Co., Ltd."),
        ("Shanghai HiSilicon", "Shanghai HiSilicon Technologies Co., Ltd."),
        ("HiSilicon Optoelectronics", "HiSilicon Optoelectronics Co., Ltd."),
        ("Legrit", "Shenzhen Legrit Technology Co., Ltd."),
        ("Xunwei", "Xunwei Technologies Co., Ltd."),
        ("Toga Networks", "Toga Networks"),
        ("Uniview", "Zhejiang Uniview Technologies Co., Ltd."),
        ("UNV", "Zhejiang Uniview Technologies Co., Ltd."),
        ("FiberHome", "FiberHome Technologies Group"),
        ("Tiandy", "Tiandy Technologies Co., Ltd."),
        ("Hengtong", "Jiangsu Hengtong Marine Cable Systems Co., Ltd."),
        ("SMIC", "Semiconductor Manufacturing International Corporation"),
        ("Inspur", "Inspur Group Co., Ltd."),
        ("DJI", "SZ DJI Technology Co., Ltd."),
        ("H3C Semiconductor", "New H3C Semiconductor Technologies Co., Ltd."),
        ("SenseTime", "Sense Time"),
        ("SenseTime Group", "Sense Time"),
        ("Megvii", "Megvii Technology"),
        ("iFlytek", "IFLYTEK"),
        ("Yitu", "Yitu Technologies"),
        ("Meiya Pico", "Xiamen Meiya Pico Information Co. Ltd."),
        ("8-Star", "Beijing 8-Star International Co."),
    ],
)
def test_everyday_names_meet_the_party_on_the_entity_list(vendor: str, party: str) -> None:
    (issue,) = on_entity_list(vendor)
    assert f" {party} is " in issue.problem


_LEGAL = re.compile(
    r"(?i)\b(?:co|ltd|limited|inc|corp|corporation|company|llc|gmbh|nv|ag|pte|sarl|s\.?a|s\.?r\.?l|k\.?k|u\.?a|private)\b\.?"
)


@pytest.mark.parametrize("name", [one.name for one in load_parties() if one.list == "Entity List"])
def test_every_party_is_met_without_its_legal_form(name: str) -> None:
    bare = " ".join(_LEGAL.sub(" ", name).replace(",", " ").split())
    assert on_entity_list(bare), bare


@pytest.mark.parametrize(
    "vendor",
    ["Dahlia", "Dahl", "Hik-Connect", "Hickory", "Hi-Vision Optics", "Futurenet", "Future Way", "H3C", "Togo Networks",
     "Smartcom", "Sense Networks", "Time Sense", "Silicon Labs", "Hi Silicones", "Starlink", "Marine Cable Systems",
     "Legritte", "Unity Technologies", "Non-Dahua cameras"],
)  # fmt: skip
def test_look_alikes_are_nobody(vendor: str) -> None:
    assert purchases(vendor) == []


def test_who_was_taken_off_the_entity_list_is_not_back_on_it_by_a_short_name() -> None:
    assert on_entity_list("ZTE") == on_entity_list("ZTE USA") == on_entity_list("Nubia") == []
    assert [issue.rule for issue in purchases("Nubia Technology")] == [ASKED]


def test_a_pack_without_short_names_or_aliases_has_none() -> None:
    head = "entity,name,aliases,added_on,federal_register,status,licence_note,source,checked,as_of\n"
    row = "Acme,Acme Works,,2020-01-01,85 FR 1,listed,,a paper,yes,\n"
    (acme,) = [one for one in parties_in({"entity_list.csv": head + row}, ()) if one.list == "Entity List"]
    assert (acme.names, acme.short_names) == ((word_tuple("Acme Works"),), ())
