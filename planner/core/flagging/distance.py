"""How many slips of the finger lie between two words."""


def damerau_levenshtein(left: str, right: str, limit: int) -> int:
    """Insertions, deletions, substitutions and swaps of neighbors; ``limit + 1`` as soon as it must exceed ``limit``.

    The restricted form (optimal string alignment): no stretch is edited twice.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        current = [row]
        for column, other in enumerate(right, start=1):
            best = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                best = min(best, before[column - 2] + 1)
            current.append(best)
        if min(current) > limit:
            return limit + 1
        before, above = above, current
    return above[-1]
