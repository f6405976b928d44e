"""The days the federal government does not work: the only door to the holiday library."""

from collections.abc import Iterable
from datetime import date

import holidays


def federal_holidays(years: Iterable[int]) -> frozenset[date]:
    """Legal holidays of ``years`` with their observed days (5 U.S.C. 6103), also when New Year's Day of the year after
    is observed on 31 December. Closings by order of the day are not in it.
    """
    wanted = frozenset(years)
    calendar = holidays.country_holidays("US", years=wanted, observed=True, expand=False)
    return frozenset(day for day in calendar if day.year in wanted)
