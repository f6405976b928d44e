"""Names of one place that a person has accepted as the same, kept in a recipe under ``sites``."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from planner.core.model import SiteSuggestion


def site_name_faults(document: Any) -> list[str]:
    """What is wrong with the ``sites`` of a recipe: ``{"Cedar Rdg": "Cedar Ridge"}`` is right."""
    if not isinstance(document, dict):
        return ["sites must map a site's name as read to the name it stands for"]
    faults = [
        f"sites: {name!r} must stand for a site's name, not {target!r}"
        for name, target in document.items()
        if not (name.strip() and isinstance(target, str) and target.strip())
    ]
    if not faults:
        ends = follow(document, str.casefold)
        others = [name for name, target in document.items() if name.casefold() != target.casefold()]
        faults += [f"sites: {name!r} ends up standing for itself" for name in others if name.casefold() not in ends]
    return faults


def follow(merges: Mapping[str, str], key_of: Callable[[str], str]) -> dict[str, str]:
    """Each name's identity to the identity at the end of its chain (``A`` to ``C`` when A is B and B is C).

    ``key_of`` turns a name into its identity. A name that stands for itself, or leads back to itself
    through others, is left out.
    """
    direct = {key_of(name): key_of(target) for name, target in merges.items() if key_of(name) != key_of(target)}
    ends: dict[str, str] = {}
    for start in direct:
        end, met = direct[start], {start}
        while end in direct and end not in met:
            met.add(end)
            end = direct[end]
        if end not in met:
            ends[start] = end
    return ends


def accepted(suggestions: Iterable[SiteSuggestion]) -> dict[str, str]:
    """Suggestions that a person accepted, as the ``sites`` of a recipe: each other name to the one to keep."""
    return {other: suggestion.name for suggestion in suggestions for other in suggestion.others}
