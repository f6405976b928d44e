"""Every family of the shipped pack, example by example: its pattern finds it, and the engine says so."""

from collections.abc import Iterable

import pytest

from planner.core.flagging import flag
from planner.core.flagging.pack import Family
from planner.core.model import CellRef, FieldText, Finding, Item, Meaning
from planner.reference.rulepacks import load_rules

PACK = load_rules()
EXAMPLES = [(family, example) for family in PACK.families for example in family.examples]
CELL = CellRef("a", "S", "A", 2)


def column(family: Family) -> Meaning:
    return "part_number" if family.domain == "part code" else "model"


def row(number: int, maker: str, meaning: Meaning, text: str) -> Item:
    fields = (FieldText("maker", "", CELL, maker), FieldText(meaning, "", CELL, text))
    return Item(number, f"f{number}", "a", "S", 2, fields)


def judged(rows: Iterable[tuple[str, Meaning, str]]) -> list[Finding]:
    """Findings of many rows of maker, column and text at once."""
    return list(flag([row(number, *each) for number, each in enumerate(rows)], PACK, lambda mac: None))


ALONE = judged(("", column(family), example) for family, example in EXAMPLES)
OWN = judged((family.entity, column(family), example) for family, example in EXAMPLES)
OTHER = judged(("Ericsson", column(family), example) for family, example in EXAMPLES)


@pytest.mark.parametrize("index", range(len(EXAMPLES)), ids=[f"{one.rule}-{text}" for one, text in EXAMPLES])
def test_an_example_is_found_by_its_family_and_flagged(index: int) -> None:
    family, example = EXAMPLES[index]
    strong = family.strength == "strong"
    alone, own, other = ALONE[index], OWN[index], OTHER[index]
    assert family.form.pattern.search(example)
    assert alone.entity == family.entity
    assert alone.verdict in ("likely", "covered") or not strong
    assert alone.layer is not None or family.category is None
    assert (own.verdict, own.entity) == ("covered", family.entity)
    assert other.verdict == "likely" if strong else other.verdict in ("not_covered", "likely")


HEARD_OF = {
    "Huawei": """
        RRU3268;RRU5258;RRU5909;AAU5613;BBU3910;UBBPg2a;LBBPd3;UMPTga1;UMPTe3;BTS3912E;DBS5900;BSC6910;IBBS200D;DCDU-12C;
        SL91ISU2;SL91CSHN;RTN 950A;OptiX RTN 980L;RTN 905;RTN 380;XMC-3;PTN 960;PTN 990;ATN 910I;ATN 950B;MA5683T;
        MA5800-X15;MA5616;UA5000;H805GPFD;H901XGSB;NE40E-X3;NE40E-X16A;NE20E-S2E;NE8000 F1A;NE5000E;CX600-X3;ME60-X16;
        S5720-36C-EI-AC;S5735-S48P4X;S6720-54C-EI-48S;CE6850-48S6Q-HI;CE12808;AR2220;AR1220C;USG6630;Eudemon8000E;
        OSN 1800 II;OSN 550;OSN 9800 U32;TN52NS4;TN12OAU1;SSN1SL16;HG8245Q2;EG8145V5;HG659;B593s-22;E5186s-22a;
        ME909s-120;R4850G2;TP48200A-D15A1;ETP48400-C4A1;SMU02C;ESM-48150A1;UPS5000-E-40K;UGW9811;USN9810;MSOFTX3000;
        UMG8900;HSS9860;SE2900;iManager U2000;OceanStor 5300 V3;2288H V5;RH2288 V3;eSpace U1981;AP4050DN;AC6605-26-PWR;
        ADU4518R6v06;A19451811v06;Quidway S3526""",
    "ZTE": """
        ZXSDR BS8700;R8862A S2600;BS8906;ZXA10 C320;ZXA10 C600;ZXHN F670L;ZXDSL 9806H;ZXMP S325;ZXMP M721;ZXONE 9700;
        ZXCTN 6120;ZXMW NR8120;ZXR10 8905E;ZXR10 M6000-8S;ZXDU68 T601;ZXUN USPP;ZXG10 iBSC;ZXWR RNC;ZXSS10 SS1b;
        ZXV10 W300;GTGH;HUVQ;BPN2;CCE1;NetNumen U31""",
}


@pytest.mark.parametrize("entity", HEARD_OF)
def test_names_from_public_knowledge_outside_the_examples_are_recognized(entity: str) -> None:
    models = [model.strip() for model in HEARD_OF[entity].split(";")]
    findings = judged(("", "model", model) for model in models)
    named = [(found.verdict, found.entity, model) for found, model in zip(findings, models, strict=True)]
    assert [each for each in named if each[:2] != ("likely", entity)] == []
