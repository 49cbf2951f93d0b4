"""Periods of the calendar: their TIMEX3 values, the days they cover, and the way from one to
another.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, Self

Grain = Literal["day", "weekend", "week", "month", "quarter", "half", "year", "decade", "century"]

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7}

#: The grains, finest first.
GRAINS: tuple[Grain, ...] = (
    "day",
    "weekend",
    "week",
    "month",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
)

#: What a period is worth where the day it hangs on is not known.
UNKNOWN = {
    "day": "XXXX-XX-XX",
    "weekend": "XXXX-WXX-WE",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A period of one grain by its first day. Weeks begin on Monday (ISO 8601)."""

    grain: Grain
    first: date

    @classmethod
    def holding(cls, grain: Grain, day: date) -> Self:
        """The period of that grain in which the day lies; the weekend of its week."""
        month = day.month
        if grain in ("week", "weekend"):
            monday = day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
            return cls(grain, _plus_days(monday, 5) if grain == "weekend" else monday)
        if grain == "month":
            return cls(grain, day.replace(day=1))
        if grain == "quarter":
            return cls(grain, date(day.year, month - (month - 1) % 3, 1))
        if grain == "half":
            return cls(grain, date(day.year, month - (month - 1) % 6, 1))
        if grain in ("year", "decade", "century"):
            size = _MONTHS[grain] // 12
            return cls(grain, date(max(MINYEAR, day.year - day.year % size), 1, 1))
        return cls("day", day)

    @property
    def last(self) -> date:
        """The last day it covers."""
        if self.grain == "weekend":
            return _plus_days(self.first, 1)
        if self.grain in _DAYS:
            return _plus_days(self.first, _DAYS[self.grain] - 1)
        return _plus_days(plus_months(self.first, _MONTHS[self.grain]), -1)

    @property
    def value(self) -> str:
        """Its TIMEX3 value: 2016-01-21, 2016-W03, 2016-Q1, 2016-01, 2016, 201, 20 …"""
        first = self.first
        if self.grain == "day":
            return first.isoformat()
        if self.grain in ("week", "weekend"):
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}" + ("-WE" if self.grain == "weekend" else "")
        if self.grain == "month":
            return f"{first.year:04d}-{first.month:02d}"
        if self.grain in ("quarter", "half"):
            letter, size = ("Q", 3) if self.grain == "quarter" else ("H", 6)
            return f"{first.year:04d}-{letter}{(first.month - 1) // size + 1}"
        return f"{first.year:04d}"[: {"year": 4, "decade": 3, "century": 2}[self.grain]]

    def shift(self, count: int) -> Self:
        """The period that many of its grain later (earlier where negative)."""
        if self.grain in _DAYS:
            return replace(self, first=_plus_days(self.first, count * _DAYS[self.grain]))
        return replace(self, first=plus_months(self.first, count * _MONTHS[self.grain]))


def plus_months(day: date, count: int) -> date:
    """The same day of the month so many months later, the month's last where it is shorter."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if year < MINYEAR:
        return date.min
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _plus_days(day: date, count: int) -> date:
    ordinal = day.toordinal() + count
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def plus(day: date, letter: str, count: int) -> date:
    """The day so many ISO units (D, W, M, Q, Y) later; hours and finer count as no day."""
    if letter in ("D", "W"):
        return _plus_days(day, count * (7 if letter == "W" else 1))
    return plus_months(day, count * {"M": 1, "Q": 3, "Y": 12}.get(letter, 0))


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """The n-th weekday (Monday 1) of a month: Thanksgiving is the 4th Thursday of November."""
    first = date(year, month, 1)
    return calendar_day(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (count - 1))
