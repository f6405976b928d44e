"""How alike two texts are, for core functions that take the measure as an argument."""

from rapidfuzz import fuzz


def alike(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same): twice the letters in common, in order, over all letters."""
    return fuzz.ratio(one, other) / 100
