"""Names of the Covered List that are no rip-and-replace gear: software, services, drones, consumer routers."""

import re
from collections.abc import Iterable, Iterator, Sequence

from planner.core.flagging.pack import Listing
from planner.core.flagging.text import word_tuple


class ListingReader:
    """Finds entries by whole words, each entry once per text; a service or software only beside a word of its trade."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self._named = {words: entry for entry in listings for words in entry.words}
        self._contexts = {entry.entry: _any_of(entry.context) for entry in listings if entry.context}
        self._any = _any_of(sorted(self._named, key=len, reverse=True))
        self.names = frozenset(self._named)

    def read(self, shouted: str, *, alone: bool) -> Iterator[tuple[Listing, int, int]]:
        """The entries named in an upper-case text and where; ``alone`` cells need no word of the trade."""
        met = set()
        for match in self._any.finditer(shouted):
            entry = self._named[word_tuple(match.group())]
            context = self._contexts.get(entry.entry)
            if entry.entry not in met and (alone or context is None or context.search(shouted)):
                met.add(entry.entry)
                yield entry, match.start(), match.end()


def _any_of(names: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    said = "|".join("[^0-9A-Z]+".join(map(re.escape, words)) for words in names)
    return re.compile(rf"(?<![0-9A-Z])(?:{said or '(?!)'})(?![0-9A-Z])")
