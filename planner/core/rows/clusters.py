"""Site names that may mean one place. Suggestions only: a person accepts them, and a recipe keeps what was accepted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from planner.core.model import Site, SiteSuggestion
from planner.core.rows.site_words import Spelled, is_common, shortens, spelled, writing
from planner.core.rows.values.degrees import kilometers

Similarity = Callable[[str, str], float]
"""How alike two texts are, from 0 to 1."""

_NEAR_KM = 0.1  # two surveys of one tower agree to this
_FAR_KM = 5.0  # no slip of a survey is larger
_STRONG = 0.75  # from here on names are joined to groups; below, two names are asked about by themselves
_LEAST_ALIKE = 0.86
_SHORTEST_ALIKE = 6  # shorter names differ by a letter for a reason (Loon, Moon)
_BLOCK = 80  # more names than this share a word that tells nothing
_PAIRS = 60_000  # compared at most
_CROWD = 4  # more sites than this at one spot: coordinates of a county or a head office
_GRID = 500  # cells to a degree: about 220 m


@dataclass(frozen=True, slots=True)
class _Link:
    """Two sites, by place in the list, that may be one; ``is_mark`` when only a number or direction is apart."""

    score: float
    one: int
    other: int
    why: str
    is_mark: bool = False


@dataclass(slots=True)
class _Names:
    sites: Sequence[Site]
    similarity: Similarity
    spelled: list[Spelled] = field(init=False)
    crowds: Counter[tuple[int, int] | None] = field(init=False)

    def __post_init__(self) -> None:
        self.spelled = [spelled(site.name) for site in self.sites]
        self.crowds = Counter(map(_spot, self.sites))


def suggest_sites(sites: Sequence[Site], similarity: Similarity) -> tuple[SiteSuggestion, ...]:
    """Groups of names that may mean one place, the surest first; no name stands in two of them.

    Names are compared with abbreviations written out and in any order of words. Coordinates within 100 m speak for one
    place; more than 5 km, another state, another number, direction or identifier against it. A name with a number more
    (``Cedar Ridge #2``) is asked about with a low score, or left out of its group with a word about it.
    """
    names = _Names(list({site.name: site for site in sites}.values()), similarity)
    links = [link for one, other in _pairs(names) if (link := _judge(names, one, other))]
    links = _without_split(names, links)
    links.sort(key=lambda link: (-link.score, link.one, link.other))
    groups = _strong_groups(names, links)
    suggestions = [_suggestion(names, members, links) for members in groups if len(members) > 1]
    taken = {place for members in groups if len(members) > 1 for place in members}
    for link in links:
        if link.score < _STRONG and not {link.one, link.other} & taken:
            taken |= {link.one, link.other}
            suggestions.append(_suggestion(names, [link.one, link.other], [link]))
    return tuple(sorted(suggestions, key=lambda suggestion: (-suggestion.score, suggestion.name)))


def _pairs(names: _Names) -> list[tuple[int, int]]:
    """Which names to compare: those that share the beginning of a word, an identifier or a spot. Small blocks first."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, (name, site) in enumerate(zip(names.spelled, names.sites, strict=True)):
        for key in dict.fromkeys(_keys(name, site)):
            blocks[key].append(place)
    pairs: dict[tuple[int, int], None] = {}
    for _, block in sorted(blocks.items(), key=lambda entry: (len(entry[1]), entry[1])):
        if len(block) <= _BLOCK and len(pairs) < _PAIRS:
            pairs.update(dict.fromkeys(combinations(block, 2)))
    return list(pairs)


def _keys(name: Spelled, site: Site) -> Iterable[tuple[object, ...]]:
    yield from (("word", word[:3]) for word in name.words)
    yield ("all", name.text[:5]) if name.words else ("marks", name.marks, name.identifier)
    yield ("ends", "".join(sorted(word[0] for word in name.words)), name.text[-2:])
    if name.identifier:
        yield ("identifier", name.identifier)
    if spot := _spot(site):
        row, column = spot
        yield from (("spot", row + down, column + right) for down in (0, 1) for right in (0, 1))


def _spot(site: Site) -> tuple[int, int] | None:
    """The cell of a grid in which a site stands."""
    if site.latitude is None or site.longitude is None:
        return None
    return round(site.latitude * _GRID), round(site.longitude * _GRID)


def _judge(names: _Names, one: int, other: int) -> _Link | None:
    """How likely two names mean one place; None when something speaks against it or nothing for it."""
    distance = _distance(names.sites[one], names.sites[other])
    first, second = names.spelled[one], names.spelled[other]
    if _far_apart(names.sites[one], names.sites[other], distance):
        return None
    crowd = names.crowds[_spot(names.sites[one])]
    near = distance is not None and distance <= _NEAR_KM and crowd <= _CROWD
    score, why = _by_name(first, second, names.similarity)
    clash = _clash(first, second)
    if clash:
        return None if not near or not score else _Link(0.5, one, other, f"both stand within 100 m, though {clash}")
    if score and first.marks != second.marks:
        apart = " and ".join(sorted(first.marks ^ second.marks))
        why = f'only "{apart}" is apart, which usually means a site of its own'
        return _Link(0.65 if near else 0.5, one, other, why, is_mark=True)
    if near:
        return (
            _Link(min(0.99, score + 0.06), one, other, f"{why}, and both stand within 100 m")
            if score
            else _Link(0.6, one, other, "both stand within 100 m, under two names")
        )
    if not score:
        return None
    return _Link(score - (0.1 if distance is not None and distance > 1 else 0), one, other, why)


def _by_name(first: Spelled, second: Spelled, similarity: Similarity) -> tuple[float, str]:
    """A score and its reason; 0 when the names have too little in common."""
    if first.identifier and first.identifier == second.identifier:
        return 0.92, "they carry the same identifier"
    if not first.words or not second.words:
        return 0.0, ""
    if first.text == second.text:
        return 0.93, "the names are the same once abbreviations are written out"
    if len(first.words) == len(second.words) and all(map(_same_or_short, first.words, second.words)):
        return 0.85, "one name abbreviates the other"
    if "".join(first.words) == "".join(second.words):
        return 0.9, "the names differ by a space only"
    if min(len(first.text), len(second.text)) < _SHORTEST_ALIKE or _differ_in_common_words(first, second):
        return 0.0, ""
    likeness = similarity(first.text, second.text)
    return (round(0.88 * likeness, 3), "the names differ by a letter or two") if likeness >= _LEAST_ALIKE else (0.0, "")


def _same_or_short(one: str, other: str) -> bool:
    return one == other or shortens(one, other) or shortens(other, one)


def _differ_in_common_words(first: Spelled, second: Spelled) -> bool:
    """Another landform, or a word more, is another place and no slip of the pen."""
    left, right = set(first.words) - set(second.words), set(second.words) - set(first.words)
    return not left or not right or (any(map(is_common, left)) and any(map(is_common, right)))


def _clash(first: Spelled, second: Spelled) -> str:
    """What makes two places of one name: two identifiers, two numbers, two directions; "" when nothing does."""
    if first.identifier and second.identifier and first.identifier != second.identifier:
        return "they carry two identifiers"
    if first.marks - second.marks and second.marks - first.marks:
        return "they carry two numbers or directions"
    return ""


def _far_apart(one: Site, other: Site, distance: float | None) -> bool:
    """Two states, or more kilometers than any slip: whatever they are called, these are two places."""
    two_states = bool(one.state and other.state) and str(one.state).casefold() != str(other.state).casefold()
    return two_states or (distance is not None and distance > _FAR_KM)


def _distance(one: Site, other: Site) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return kilometers((one.latitude, one.longitude), (other.latitude, other.longitude))


def _strong_groups(names: _Names, links: Iterable[_Link]) -> list[list[int]]:
    """Sites joined by strong links, unless two members of the joined groups cannot be one place."""
    group_of = {place: [place] for place in range(len(names.sites))}
    for link in links:
        one, other = group_of[link.one], group_of[link.other]
        if link.score < _STRONG or one is other:
            continue
        if all(_could_be_one(names, first, second) for first in one for second in other):
            joined = sorted((*one, *other))
            group_of.update(dict.fromkeys(joined, joined))
    return list({id(group): group for group in group_of.values()}.values())


def _could_be_one(names: _Names, one: int, other: int) -> bool:
    first, second = names.spelled[one], names.spelled[other]
    if _far_apart(names.sites[one], names.sites[other], _distance(names.sites[one], names.sites[other])):
        return False
    return first.marks == second.marks and not _clash(first, second)


def _without_split(names: _Names, links: Sequence[_Link]) -> list[_Link]:
    """The links without those of a name that could be any of several sites with identifiers of their own."""
    owners: dict[int, set[str]] = defaultdict(set)
    for link in links:
        for place, other in ((link.one, link.other), (link.other, link.one)):
            if not names.spelled[place].identifier and names.spelled[other].identifier:
                owners[place].add(names.spelled[other].identifier)
    split = {place for place, identifiers in owners.items() if len(identifiers) > 1}
    return [link for link in links if not _leads_to_one_of_several(names, link, split)]


def _leads_to_one_of_several(names: _Names, link: _Link, split: set[int]) -> bool:
    one, other = names.spelled[link.one].identifier, names.spelled[link.other].identifier
    return (link.one in split and bool(other)) or (link.other in split and bool(one))


def _suggestion(names: _Names, members: Sequence[int], links: Sequence[_Link]) -> SiteSuggestion:
    inside = [link for link in links if link.one in members and link.other in members]
    beside = [link for link in links if link.is_mark and (link.one in members) != (link.other in members)]
    best = max(members, key=lambda place: (_worth(names.sites[place]), -place))
    reasons = dict.fromkeys(link.why for link in inside)
    apart = dict.fromkeys(names.sites[link.other if link.one in members else link.one].name for link in beside)
    reasons.update(dict.fromkeys(f'"{name}" is a number or direction apart and stays by itself' for name in apart))
    score = min((link.score for link in inside), default=0.0)
    others = tuple(names.sites[place].name for place in members if place != best)
    return SiteSuggestion(names.sites[best].name, others, round(score, 2), "; ".join(reasons))


def _worth(site: Site) -> tuple[bool, bool, tuple[int, int], bool]:
    """Which name to keep: of the site that is known best, written out, not in capitals only."""
    return site.latitude is not None, site.address is not None, writing(site.name), not site.name.isupper()
