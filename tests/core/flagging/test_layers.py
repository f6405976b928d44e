"""What sort of gear it is, which is never a reason to accuse."""

from collections.abc import Callable

import pytest

from planner.core.flagging import RulePack, flag
from planner.core.model import CellRef, FieldText, Finding, Item, Layer

Judge = Callable[..., Finding]


@pytest.mark.parametrize(
    ("model", "layer", "category"),
    [
        ("RRU3908", "ran", "RAN radio"), ("APM30H", "ran", "site cabinet"), ("ADU4518R0v06", "ran", "antenna"),
        ("RTN 950A", "transport", "microwave backhaul"), ("OSN 3500", "transport", "optical transport"),
        ("ATN 910B", "ip", "cell-site router"), ("USG6330", "ip", "firewall"), ("SYNLOCK V3", "ip", "timing"),
        ("MA5608T", "access", "OLT/DSLAM"), ("H801MCUD1", "access", "OLT line card"), ("HG8245H", "cpe", "ONT"),
        ("R4850G2", "power", "rectifier"), ("ESM-48100A1", "power", "battery"), ("UPS5000-E", "power", "UPS"),
        ("MTS9300A", "power", "site cabinet"), ("UGW9811", "core", "packet core"), ("iMaster NCE", "oss", "OSS"),
        ("2288H V5", "server", "server"), ("DS-2CD2185FWD-I", "video", "video surveillance"),
        ("ZXA10 C320", "access", "OLT"), ("ZXSDR BS8700", "ran", "RAN base station"), ("ZXMP S385", "transport",
        "optical transport"),
        ("ZXDU68 T601", "power", "DC power system"), ("ZXHN F660", "cpe", "ONT"),
    ],
)  # fmt: skip
def test_a_family_places_its_gear(judge: Judge, model: str, layer: str, category: str) -> None:
    finding = judge(model=model)
    assert (finding.layer, finding.category) == (layer, category)


@pytest.mark.parametrize(
    ("model", "category"),
    [
        ("OptiX RTN 950", "microwave backhaul"), ("OptiX RTN 910A", "microwave backhaul"),
        ("OptiX OSN 3500", "optical transport"), ("Quidway S5328C-EI", "switch"), ("ZXSDR R8862A", "RAN radio"),
        ("ZXSDR B8200", "RAN baseband"), ("Airbridge DBS3900", "RAN base station"),
    ],
)  # fmt: skip
def test_a_brand_over_many_kinds_leaves_the_kind_to_the_narrower_family(
    judge: Judge, model: str, category: str
) -> None:
    assert judge(model=model).category == category


@pytest.mark.parametrize(
    ("description", "layer"),
    [
        ("Remote radio head", "ran"), ("baseband unit", "ran"), ("microwave ODU", "transport"), ("OLT chassis",
        "access"),
        ("rectifier shelf", "power"), ("panel antenna", "ran"), ("edge router", "ip"), ("optical network terminal",
        "cpe"),
        ("battery string", "power"), ("NVR", "video"), ("coffee machine", None),
    ],
)  # fmt: skip
def test_words_place_gear_and_prove_nothing(judge: Judge, description: str, layer: str | None) -> None:
    finding = judge(description=description)
    assert (finding.layer, finding.verdict, finding.evidence) == (layer, "unknown", ())


@pytest.mark.parametrize(("layer", "category"), [("ran", "RAN radio"), ("transport", None)])
def test_the_sheets_own_layer_stands_and_words_only_refine_it(
    pack: RulePack, layer: Layer, category: str | None
) -> None:
    fields = (FieldText("description", "Description", CellRef("a", "S", "A", 2), "remote radio head"),)
    (finding,) = flag([Item(1, "f", "a", "S", 2, fields, layer=layer)], pack, lambda mac: None)
    assert (finding.layer, finding.category) == (layer, category)


def test_compatible_gear_does_not_lend_its_layer(judge: Judge) -> None:
    assert judge(maker="FS", description="SFP compatible with MA5608T").category == "optical module"
