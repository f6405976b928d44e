"""Everyday ways to say that covered gear is not here, is served, fitted or spoken of: mentions, not evidence."""

from collections.abc import Callable

import pytest

from planner.core.model import Finding

Judge = Callable[..., Finding]
MENTIONS = """
no longer Huawei; no longer uses Huawei; no longer any Huawei; never had Huawei; never had any Huawei here
never bought Huawei; never owned Huawei gear; no trace of Huawei; no sign of Huawei; no evidence of any Huawei
cleared of Huawei; clean of Huawei; rid of Huawei; doesn't contain Huawei; does not contain ZTE; doesn't use Huawei
cannot be Huawei; can't be Huawei; not manufactured by Huawei; not produced by ZTE; not a product of Huawei
not genuine Huawei; ain't Huawei; anything but Huawei; all but Huawei; won't work with Huawei; no more Huawei
used to have Huawei; used to house Huawei; once had Huawei; had Huawei before; Huawei was here; to replace Huawei
designed to replace BBU3900; swap from Huawei; moved from ZTE; in exchange for Huawei; replaceable by Huawei
interoperates with Huawei BBU5900; interworks with Huawei BBU5900; inter-operable with Huawei; suits BBU3900
supports BBU3900; mates with RRU3936; paired with BBU3900; feeds BBU3900; powers BBU3900; fed by BBU3900
served by BBU3900; works alongside Huawei; beside Huawei; shares tower with Huawei; connected with Huawei
talks with Huawei; interconnects with Huawei; tested with Huawei; tested against Huawei; validated with Huawei
approved by Huawei; certified by Huawei; monitors BBU3900; manages Huawei; clocked by Huawei; timing from Huawei
quoted by Huawei; quote from Huawei; compared to Huawei; emulates BBU3900; copy of RRU3936; imitation Huawei
serviced by Huawei technician; maintained by Huawei engineer; Huawei field engineer visited; Huawei tech support
Huawei support contract; Huawei service contract; Huawei-certified engineer; Huawei approved; Huawei trained
Huawei lookalike; Huawei knockoff; Huawei protocol; Huawei manual; BBU3900 manual; Huawei datasheet
RRU3936 adapter; RRU3936 bracket; RRU3936 mounting kit; RRU3936 accessory; RRU3936 sun shield; BBU3900 power cable
ya no es Huawei; nunca tuvo Huawei
"""


@pytest.mark.parametrize("text", [text.strip() for line in MENTIONS.split("\n") for text in line.split(";") if text])
def test_an_everyday_wording_is_a_mention(judge: Judge, text: str) -> None:
    bare = judge(description=text)
    assert (bare.verdict, bare.presence) == ("unknown", "mentioned")
    assert {evidence.strength for evidence in bare.evidence} == {"weak"}
    assert judge(maker="Nokia", description=text).verdict == "not_covered"


@pytest.mark.parametrize(
    "text",
    ["Huawei RRU3936 with mounting kit", "Huawei RRU3936 supports 4T4R", "Huawei radio, serviced 2021",
     "Huawei support bracket", "Huawei adapter", "Huawei interface board", "RRU3936 mounted on tower",
     "has had Huawei since 2015", "RRU3936 kit", "RRU3936 radio", "nothing but Huawei"],
)  # fmt: skip
def test_what_the_gear_is_still_counts(judge: Judge, text: str) -> None:
    assert judge(description=text).verdict in ("likely", "covered")


def test_a_model_cell_speaks_as_a_description_does(judge: Judge) -> None:
    assert (judge(model="RRU3936 adapter").verdict, judge(model="RRU3936").verdict) == ("unknown", "likely")


@pytest.mark.parametrize("maker", ["?Huawei", "? Huawei", "(?) Huawei", "Huawei?", "??Huawei"])
def test_a_question_mark_asks_on_either_side(judge: Judge, maker: str) -> None:
    finding = judge(maker=maker)
    assert (finding.verdict, finding.evidence[0].strength) == ("likely", "strong")


def test_the_mark_of_the_sentence_before_is_not_the_names(judge: Judge) -> None:
    assert judge(maker="who? we checked: Huawei").verdict == "covered"
