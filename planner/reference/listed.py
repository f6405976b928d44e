"""Rows of the tables about companies and lists: corporate history, the Covered List, the Entity List.

A cell that cannot be used is a ``ValueError`` that says what is wrong; the reader of the table adds file and row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TypeVar, get_args

from planner.core.errors import InvalidDocument
from planner.core.flagging.pack import Era, EraLabel, Listing, ListingKind, NoDate
from planner.core.flagging.text import word_tuple
from planner.core.purchases import ListName, Party, ShortName, Standing
from planner.reference.packs.content import records
from planner.reference.tables import csv_rows, data_folder

_Row = Mapping[str, str]
_Choice = TypeVar("_Choice", bound=str)
_Everyday = Mapping[str, tuple[ShortName, ...]]
_ALIASES = "aliases.csv"


def era(row: _Row) -> Era:
    """A row of ``history.csv``. What nobody confirmed (``checked``) may raise a question and never close one."""
    starts, ends = _maybe_day(row, "starts"), _maybe_day(row, "ends")
    if starts and ends and ends < starts:
        raise ValueError(f"ends on {ends}, before it starts on {starts}")
    labels: tuple[EraLabel, ...] = get_args(EraLabel)
    stands: tuple[NoDate, ...] = get_args(NoDate)
    return Era(
        company=_filled(row, "company"),
        names=_names(row["aliases"]) or _names(row["company"]),
        entity=_filled(row, "entity"),
        starts=starts,
        ends=ends,
        label=_one_of("label", row["label"].strip(), labels),
        undated=_one_of("undated", row["undated"].strip(), stands),
        what=_filled(row, "what_happened"),
        sure=row["checked"].startswith("yes"),
        source=row["source"],
        as_of=row.get("as_of", ""),
    )


def is_gear(row: _Row) -> bool:
    """Whether a row of ``covered.csv`` names a maker of gear; a pack of ours without the column names nothing else."""
    return row.get("kind", "gear").strip() == "gear"


def listing(row: _Row) -> Listing:
    """A row of ``covered.csv`` that is no maker of rip-and-replace gear."""
    kinds: tuple[ListingKind, ...] = get_args(ListingKind)
    since = _maybe_day(row, "listed_since")
    if since is None:
        raise ValueError("listed_since is empty")
    return Listing(
        entry=_filled(row, "entity"),
        kind=_one_of("kind", row["kind"].strip(), kinds),
        since=since,
        scope=_filled(row, "scope"),
        notice=_filled(row, "notice"),
        words=_names(_filled(row, "words")),
        context=_names(row["context"]),
        source=row["source"],
        as_of=row.get("as_of", ""),
    )


@cache
def load_parties() -> tuple[Party, ...]:
    """Everybody a purchase is checked against by the tables in force: the Entity List, and whom the Covered List names.

    Raises :class:`InvalidDocument` naming the row when a table contradicts itself.
    """
    tables = {name: list(csv_rows(data_folder("rules") / name)) for name in (*_LISTS, _ALIASES)}
    everyday = _everyday_names(tables[_ALIASES])
    return tuple(party for name in _LISTS for party in _parties(name, tables[name], everyday))


def parties_in(texts: Mapping[str, str], in_force: Sequence[Party]) -> tuple[Party, ...]:
    """As :func:`load_parties` by the tables of another pack; a list it has no table of is taken from ``in_force``."""
    found: list[Party] = []
    everyday = _everyday_names(records(texts.get(_ALIASES, "")))
    for name, title in _LISTS.items():
        if name in texts:
            found += _parties(name, records(texts[name]), everyday)
        else:
            found += [party for party in in_force if party.list == title]
    return tuple(found)


def _parties(name: str, rows: Iterable[tuple[int, _Row]], everyday: _Everyday) -> Iterator[Party]:
    """The parties of a table, with what the aliases call a maker on it who goes by that maker's own name."""
    make = entity_list_party if _LISTS[name] == "Entity List" else _covered_list_party
    found: list[tuple[str, Party]] = []
    for number, row in rows:
        try:
            party = make(row)
        except KeyError as error:
            raise InvalidDocument(name, [f"row {number}: there is no column {error}"]) from error
        except ValueError as error:
            raise InvalidDocument(name, [f"row {number}: {error}"]) from error
        if party:
            found.append((row["entity"], party))
    taken = {words for _, party in found for words in _called(party)}
    told: set[str] = set()
    for entity, party in found:
        if word_tuple(entity) not in _called(party):
            yield party
            continue
        first, told = entity not in told, {*told, entity}
        more = tuple(short for short in everyday.get(entity, ()) if first and short.words not in taken)
        yield replace(party, short_names=party.short_names + more)


def _called(party: Party) -> set[tuple[str, ...]]:
    return {*party.names, *(short.words for short in party.short_names)}


def _everyday_names(rows: Iterable[tuple[int, _Row]]) -> _Everyday:
    """What ``aliases.csv`` calls each maker where the name alone says who made a thing; a name that is believed in
    the maker cell only counts only alone.
    """
    found: dict[str, list[ShortName]] = {}
    for _, row in rows:
        if row.get("in_maker", "") in ("conclusive", "strong"):
            alias = row["alias"].strip()
            alone = not row.get("in_text", "").strip()
            why = row.get("why", "").replace("{alias}", alias)
            found.setdefault(row["entity"], []).append(ShortName(word_tuple(alias), why, alone))
    return {entity: tuple(names) for entity, names in found.items()}


_LISTS: dict[str, ListName] = {"entity_list.csv": "Entity List", "covered.csv": "Covered List"}
"""Table to the list it is."""


def entity_list_party(row: _Row) -> Party | None:
    """A row of ``entity_list.csv``; None for who was taken off the list again or has no day."""
    standing: Standing | None = _STANDINGS.get(row["status"].split(" ")[0])
    added = _maybe_day(row, "added_on")
    if standing is None or added is None:
        return None
    if not row["checked"].startswith("yes"):
        standing = "unconfirmed"
    name = _filled(row, "name")
    names = _names(";".join([name, row["aliases"]]))
    shown = (text.strip() for text in row.get("short_names", "").split(";"))
    short = (ShortName(word_tuple(text), f'"{text}" is short for {name}') for text in shown if text)
    return Party(
        "Entity List", name, names, added, _filled(row, "federal_register"), standing,
        row["licence_note"].strip(), _filled(row, "source"), tuple(one for one in short if one.words not in names),
    )  # fmt: skip


_STANDINGS: dict[str, Standing] = {"listed": "listed"}
"""Whoever was taken off the list again is no reason to ask."""


def _covered_list_party(row: _Row) -> Party | None:
    since = _maybe_day(row, "listed_since")
    if since is None:
        raise ValueError("listed_since is empty")
    names = _names(row.get("words", "")) or _names(row["entity"])
    if row.get("kind") == "category":
        return None  # by place of production: a vendor's name proves nothing
    notice = row.get("notice", "").strip() or _NO_NOTICE
    return Party(
        "Covered List", row["entity"].strip(), names, since, notice, "listed", row["scope"].strip(),
        _filled(row, "source"),
    )  # fmt: skip


_NO_NOTICE = "notice not recorded in the pack"


def _names(text: str) -> tuple[tuple[str, ...], ...]:
    found = (word_tuple(name) for name in text.split(";"))
    return tuple(dict.fromkeys(words for words in found if words))


def _filled(row: _Row, column: str) -> str:
    value = row[column].strip()
    if not value:
        raise ValueError(f"{column} is empty")
    return value


def _maybe_day(row: _Row, column: str) -> date | None:
    text = row[column].strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f'{column} "{text}" is not a day such as 2020-11-17') from None


def _one_of(column: str, value: str, allowed: tuple[_Choice, ...]) -> _Choice:
    found = next((choice for choice in allowed if choice == value), None)
    if found is None:
        raise ValueError(f'{column} "{value}" is not one of {", ".join(allowed)}')
    return found
