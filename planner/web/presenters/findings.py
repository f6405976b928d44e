"""``planner-review/1`` as the findings pages show it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.core.decisions import ASKED, PENDING, RULE

Json = dict[str, Any]

PRESENCE = {
    "in_network": "in the network",
    "mentioned": "only mentioned",
    "removed": "already removed",
    "spare": "a spare",
}
STRENGTH = {
    "conclusive": "Conclusive",
    "strong": "Strong",
    "weak": "Weak",
    "against": "Speaks against",
}
RULED = {
    RULE: "decided by a person",
    ASKED: "a question is open",
    PENDING: "a ruling waits for a second person",
}
ORDER = ("covered", "likely", "unknown", "not_covered")

FIELDS = (
    ("site", "Site"),
    ("maker", "Maker"),
    ("model", "Model"),
    ("part_number", "Part number"),
    ("serials", "Serial numbers"),
    ("mac", "MAC address"),
    ("description", "Description"),
    ("quantity", "Quantity"),
    ("obtained_on", "Obtained on"),
    ("layer", "Layer"),
    ("category", "Kind of gear"),
)
_SEARCHED = tuple(name for name, _ in FIELDS if name != "serials")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding in the list. ``cell`` is the row's address, ``why`` its most telling evidence, ``ruled`` what people
    did about it in words, empty for nothing.
    """

    id: int
    cell: str
    file: str
    site: str
    gear: str
    quantity: int
    verdict: str
    entity: str
    presence: str
    why: str
    ruled: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence in words."""

    strength: str
    cell: str
    text: str
    why: str
    rule: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One finding with everything known about it; ``same`` counts the rows a decision on it will rule."""

    id: int
    fingerprint: str
    cell: str
    file: str
    verdict: str
    entity: str
    presence: str
    fields: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]
    same: int

    @property
    def title(self) -> str:
        """What the page is called."""
        known = dict(self.fields)
        return known.get("Model") or known.get("Description") or known.get("Maker") or f"Row {self.cell}"


def address(item: Json) -> str:
    """Where an item stands: ``Sites, row 17``."""
    source = item["source"]
    return f"{source['sheet']}, row {source['row']}"


def counts(review: Json) -> dict[str, int]:
    """How many items have each verdict, in the order of alarm."""
    found = Counter(item["verdict"] for item in review["items"])
    return {verdict: found[verdict] for verdict in ORDER}


def rows(review: Json, verdict: str, text: str) -> tuple[Row, ...]:
    """The findings that match, in the order of the files; an empty filter matches all."""
    return tuple(row_of(item) for item in matching(review, verdict, text))


def matching(review: Json, verdict: str, text: str) -> list[Json]:
    """The items that :func:`rows` shows."""
    wanted = text.casefold().strip()
    return [
        item
        for item in review["items"]
        if (not verdict or item["verdict"] == verdict) and (not wanted or wanted in _searched(item))
    ]


def _searched(item: Json) -> str:
    source = item["source"]
    words = [
        *map(item.get, _SEARCHED),
        *(item.get("serials") or ()),
        source["file"],
        source["sheet"],
        item.get("entity"),
        address(item),
        *[proof["text"] for proof in item["evidence"]],
    ]
    return " ".join([str(word) for word in words if word is not None]).casefold()


def row_of(item: Json) -> Row:
    """One finding as the list shows it."""
    gear = [item.get("maker"), item.get("model") or item.get("part_number") or item.get("description")]
    return Row(
        id=item["id"],
        cell=address(item),
        file=item["source"]["file"],
        site=item.get("site") or "",
        gear=" ".join(str(word) for word in gear if word) or "nothing said",
        quantity=item["quantity"],
        verdict=item["verdict"],
        entity=item.get("entity") or "",
        presence=PRESENCE.get(item["presence"], str(item["presence"])),
        why=_why(item["evidence"]),
        ruled=_ruled(item["evidence"]),
    )


def _ruled(evidence: Sequence[Json]) -> str:
    rules = {proof["rule"] for proof in evidence}
    return "; ".join(words for rule, words in RULED.items() if rule in rules)


def _why(evidence: Sequence[Json]) -> str:
    """The evidence that weighs most: a person's decision, then the strongest."""
    ranked = sorted(evidence, key=lambda proof: (proof["rule"] != RULE, list(STRENGTH).index(proof["strength"])))
    return f"{ranked[0]['why']} ({ranked[0]['cell']})" if ranked else "nothing to go on"


def item_view(review: Json, item_id: int) -> ItemView | None:
    """The item with that number, or None."""
    item = next((item for item in review["items"] if item["id"] == item_id), None)
    if item is None:
        return None
    source = item["source"]
    return ItemView(
        id=item["id"],
        fingerprint=item["fingerprint"],
        cell=address(item),
        file=source["file"],
        verdict=item["verdict"],
        entity=item.get("entity") or "",
        presence=PRESENCE.get(item["presence"], str(item["presence"])),
        fields=tuple((label, words) for name, label in FIELDS if (words := _words(item.get(name)))),
        proofs=tuple(_proof(proof) for proof in item["evidence"]),
        same=sum(other["fingerprint"] == item["fingerprint"] for other in review["items"]),
    )


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)


def _proof(proof: Json) -> Proof:
    strength = STRENGTH.get(proof["strength"], str(proof["strength"]))
    return Proof(strength, proof["cell"], proof["text"], proof["why"], proof["rule"])
