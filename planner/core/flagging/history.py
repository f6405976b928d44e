"""Whose company it was on the day that counts: names that were a covered maker's for some years only.

A row that names such a company is judged by its own date: the month in its serial number, else the earlier of the days
it was obtained and installed. Before the sale the gear is the covered maker's, after it is not by that name, and where
the date is missing, falls into the doubtful years or leans on what nobody confirmed, it stays a question.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from planner.core.flagging.facts import Fact
from planner.core.flagging.made import month_made
from planner.core.flagging.pack import Era, EraLabel, NoDate
from planner.core.flagging.verdict import Hit, Judgment, judge
from planner.core.model import Item

_OF_THE_NAME = ("maker", "text")


class Standing(NamedTuple):
    """What a company's name is worth in a row. ``undated`` is set where the row has no date, else None.

    ``sure`` says that both the era and the date are good enough to close a question.
    """

    company: str
    label: EraLabel
    undated: NoDate | None
    sure: bool


@dataclass(frozen=True, slots=True)
class RowDate:
    """The days between which a row's gear was made or came, ``words`` for how we know."""

    first: date
    last: date
    words: str
    sure: bool = True


class History:
    """The companies of a pack that changed hands, and what a row of some date makes of them."""

    def __init__(self, eras: Sequence[Era], as_of: str) -> None:
        grouped: defaultdict[str, list[Era]] = defaultdict(list)
        for era in eras:
            grouped[era.company].append(era)
        self._eras: Mapping[str, list[Era]] = grouped
        self.latest = _day(as_of)

    def standings(self, companies: Iterable[str], item: Item) -> dict[str, Standing]:
        """What each company's name is worth in the row of an item."""
        named = sorted(set(companies))
        return {company: self._standing(company, self._when(company, item)) for company in named}

    def _when(self, company: str, item: Item) -> RowDate | None:
        """The row's date, as far as it may count: a serial that is not sure raises a question and closes none."""
        when = row_date(item.serials, item, self.latest)
        if when is None or when.sure:
            return when
        closes = {era.label for era in _met(self._eras[company], when)} == {"not-covered-then"}
        return row_date((), item, self.latest) if closes else when

    def _standing(self, company: str, when: RowDate | None) -> Standing:
        eras = self._eras[company]
        if when is None:
            return Standing(company, "review", eras[0].undated, False)
        met = _met(eras, when)
        labels = {era.label for era in met}
        sure = when.sure and bool(met) and all(era.sure for era in met)
        if len(labels) != 1 or not _whole(met, when) or (not sure and labels == {"not-covered-then"}):
            return Standing(company, "review", None, False)
        return Standing(company, met[0].label, None, sure)

    def as_then(self, fact: Fact, item: Item, text: str = "") -> Fact:
        """A fact as the row of an item tells it: what a company with a past was by the row's date, with the sentence
        that says why; and beside a serial number when the unit was made. ``text`` is what the row has where the fact
        was read from another of its shape.
        """
        fact = fact if fact.past is None else self._by_date(fact, fact.past, item)
        month = month_made(text or fact.text, self.latest) if fact.kind == "serial" else None
        if month is None or not month.sure:
            return fact
        return replace(fact, why=f"{fact.why}; made in {said_month(month.first_day)} by its serial number")

    def _by_date(self, fact: Fact, past: str, item: Item) -> Fact:
        when = self._when(past, item)
        standing, eras = self._standing(past, when), self._eras[past]
        told = (*_sentences(eras, when), _verdict_in_words(standing, eras[0].entity))
        return replace(_weighed(fact, standing, eras[0].entity), why="; ".join(told))

    def judged(self, hits: Sequence[Hit], item: Item) -> Judgment:
        """The judgment on the row of an item, whose facts are told as that row tells them."""
        standings = self.standings((hit.fact.past for hit in hits if hit.fact.past), item)
        kept = self.weighed(hits, standings)
        facts = {(hit.place, hit.nth): self.as_then(hit.fact, item) for hit in hits}
        told = [replace(hit, fact=replace(hit.fact, why=facts[hit.place, hit.nth].why)) for hit in kept]
        return judge(told, contested=contested(kept, standings))

    def weighed(self, hits: Iterable[Hit], standings: Mapping[str, Standing]) -> list[Hit]:
        """The hits as the standings make them; a name that was read twice, as ours and as another's, counts once."""
        found: dict[Hashable, Hit] = {}
        for number, hit in enumerate(hits):
            past = hit.fact.past
            if past is None:
                found[number] = hit
                continue
            fact = _weighed(hit.fact, standings[past], self._eras[past][0].entity)
            twin = (hit.place, past, fact.strength) if standings[past].undated != "as-named" else number
            found.setdefault(twin, replace(hit, fact=fact))
        return list(found.values())


def contested(hits: Sequence[Hit], standings: Mapping[str, Standing]) -> bool:
    """Whether the maker cell names a company that may or may not have been the covered maker's.

    Its products keep their model names and serial forms after a sale, so these prove nothing more than its name does.
    """
    named = (hit.fact.past for hit in hits if hit.role == "maker" and hit.fact.past)
    open_question = any(standings[past].label == "review" and standings[past].undated != "as-named" for past in named)
    return open_question and not any(hit.fact.strength == "conclusive" and not hit.fact.past for hit in hits)


def _weighed(fact: Fact, standing: Standing, entity: str) -> Fact:
    if standing.undated == "as-named":
        return fact
    rule = f"history-{standing.label}"
    if standing.label == "not-covered-then":
        names = fact.kind in _OF_THE_NAME
        return replace(
            fact, rule=rule, strength="against", entity=fact.past, names_maker=names, gated=False, unverified=False
        )
    kept = replace(fact, rule=rule, entity=entity, names_maker=False, gated=False, unverified=not standing.sure)
    if standing.label == "covered-then":
        sure = fact.strength == "conclusive" and standing.sure
        return replace(kept, strength="conclusive" if sure else "strong")
    if standing.undated:
        return replace(kept, strength="strong" if standing.undated == "likely" else "weak")
    return replace(kept, strength="strong" if fact.strength in ("strong", "conclusive") else "weak")


def _met(eras: Iterable[Era], when: RowDate) -> list[Era]:
    return [
        era
        for era in eras
        if (era.starts or date.min) <= when.last and when.first <= (era.ends or date.max)
    ]  # fmt: skip


def _whole(met: Sequence[Era], when: RowDate) -> bool:
    """Whether some era says something of the first and of the last day; eras of one label have no hole between them."""
    return all(_met(met, RowDate(day, day, "")) for day in (when.first, when.last))


def _sentences(eras: Sequence[Era], when: RowDate | None) -> Iterable[str]:
    company = eras[0].company
    if when is None:
        spans = "; ".join(f"{_span(era)}: {era.what}" for era in eras)
        return (f"what {company} was depends on the day: {spans}", "this row has no date")
    met = _met(eras, when)
    return (*(f"{_span(era)}: {era.what}" for era in met), f"this row was {when.words}")


def _span(era: Era) -> str:
    if era.starts and era.ends:
        return f"{era.starts} to {era.ends}"
    if era.starts:
        return f"since {era.starts}"
    return f"until {era.ends}" if era.ends else "always"


def _verdict_in_words(standing: Standing, entity: str) -> str:
    if standing.label == "covered-then":
        return f"so {standing.company} was {entity}'s then"
    if standing.label == "not-covered-then":
        return f"so by the name of {standing.company} it is not {entity}'s"
    if standing.undated:
        return f"when was it made or obtained? For some years it was {entity}'s"
    return f"look at the label: did {entity} make it?"


def row_date(serials: Iterable[str], item: Item, latest: date) -> RowDate | None:
    """The date of a row with these serial numbers, None where it has none.

    A serial number is a month off at times; one that lies after the day the gear came widens the doubt to all days
    between. A form that nobody documented counts only in a row without dates.
    """
    told = [(day, word) for day, word in ((item.obtained_on, "obtained"), (item.installed_on, "installed")) if day]
    came = min(told, default=None)
    months = [month for serial in serials if (month := month_made(serial, latest))]
    if not months or (came and not all(month.sure for month in months)):
        return RowDate(came[0], came[0], f"{came[1]} on {came[0]}") if came else None
    first, last = min(months).first_day, max(months).first_day
    months_said = " to ".join(dict.fromkeys(map(said_month, (first, last))))
    words = f"made in {months_said} by its serial number"
    early, late = (first - timedelta(days=1)).replace(day=1), _month_end(_month_end(last) + timedelta(days=1))
    if came and came[0] < early:
        return RowDate(came[0], late, f"{words}, yet {came[1]} on {came[0]}", False)
    return RowDate(early, min(late, came[0]) if came else late, words, all(month.sure for month in months))


def said_month(day: date) -> str:
    """``March 2019``."""
    return f"{day:%B %Y}"


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def _day(as_of: str) -> date:
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        return date.max
