"""Words that name a layer of the network."""

import re
from functools import lru_cache

from planner.core.model import Layer

# Words that name a layer; the longer phrase is tried first. Ours, in the terms of the machine format.
_LAYER_WORDS: dict[Layer, str] = {
    "ran": "ran|radio access|radio access network|rru|bbu|enodeb|enb|gnodeb|gnb|nodeb|lte|5g|4g|3g|umts|gsm|"
    "base station|macro|small cell|antenna|wireless access|bts|radio unit|baseband|cell site radio|nr",
    "transport": "microwave|mw|transport|transmission|backhaul|optical|dwdm|cwdm|wdm|sdh|otn|mw radio|microwave radio|"
    "microwave backhaul|optical transport",
    "core": "core|core network|epc|evolved packet core|packet core|hlr|hss|mme|ims|msc|ggsn|sgsn|mobile core|"
    "voice core|softswitch|5gc",
    "ip": "ip|router|routers|switch|switches|routing|switching|firewall|ip network|"
    "data network|ethernet|mpls|lan|ip mpls",
    "access": "access|olt|dslam|msan|gpon|pon|fttx|ftth|fixed access|broadband access|access network|wireline access",
    "cpe": "cpe|ont|onu|modem|modems|customer premises|customer premises equipment|subscriber|home gateway|gateway",
    "power": "power|rectifier|rectifiers|battery|batteries|dc power|power plant|power system|ups|generator",
    "server": "server|servers|storage|compute|data center|it",
    "video": "video|cctv|camera|cameras|surveillance|nvr|dvr|video surveillance",
    "oss": "oss|bss|nms|ems|management|network management|element management",
    "other": "other|misc|miscellaneous",
}
_LAYER_OF: dict[str, Layer] = {word: layer for layer, words in _LAYER_WORDS.items() for word in words.split("|")}


def layer_of(text: str) -> Layer | None:
    """The layer that a cell names; None when it names none, or more than one."""
    return _layer_of(text[:100].lower())


@lru_cache(maxsize=4096)
def _layer_of(text: str) -> Layer | None:
    words = re.findall(r"[^\W_]+", text)
    whole = _LAYER_OF.get(" ".join(words))
    if whole:
        return whole
    named = {_LAYER_OF[word] for word in words if word in _LAYER_OF}
    return named.pop() if len(named) == 1 else None
