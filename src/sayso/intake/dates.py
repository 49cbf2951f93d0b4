"""Dates of publication, as input holds them."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from sayso.intake.errors import InputError
from sayso.intake.words import headers

#: Two figures for a year mean 1950-2049: news copy of another century is not written so.
PIVOT = 50

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_NUMERIC = re.compile(rf"{_YEAR}(?P<sep>[-/.]?)(?P<month>\d{{2}})(?P=sep)(?P<day>\d{{2}})(?!\d)")


def iso_date(given: str) -> str:
    """The day in a date or date-time as metadata hold it, as YYYY-MM-DD.

    Read are ISO 8601 ("2016-01-21", "2016-01-21T10:00:00Z"), RFC 2822 ("Thu, 21 Jan 2016 …") and
    days written out with their year ("21 January 2016", "Jan. 21, 2016"). The day is the one that
    is written, whatever the time zone. Raises :class:`InputError` for anything else, since an
    incomplete date would have to be guessed.
    """
    text = given.strip()
    found = iso_day(text) or written_date(text) or _mail_date(text)
    if found is None:
        raise InputError(f"date of publication is no day such as 2016-01-21: {given[:40]!r}")
    return found


def written_date(text: str) -> str | None:
    """The day with month and year at the beginning of ``text``, as YYYY-MM-DD, or None."""
    match = written().match(text)
    return day_of(match) if match else None


def day_of(match: re.Match[str]) -> str | None:
    """The ISO day of a match of :func:`written`; None without a year, or for no day at all."""
    parts = match.groupdict()
    month = headers().months[(parts["m1"] or parts["m2"]).lower().rstrip(".")]
    year = parts["y1"] or parts["y2"]
    if year is None:
        return None
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= PIVOT else 2000)
    return _day(full, month, int(parts["d1"] or parts["d2"]))


@lru_cache(maxsize=1)
def written() -> re.Pattern[str]:
    """A day written out, the year where it is there: groups d1 m1 y1 or m2 d2 y2."""
    month = "|".join(sorted(headers().months, key=len, reverse=True))
    return re.compile(
        rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{month})\b\.?(?:,?\s+(?P<y1>(?:19|20)?\d{{2}})\b)?"
        rf"|(?P<m2>{month})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>(?:19|20)\d{{2}})\b)?)",
        re.IGNORECASE,
    )


def iso_day(text: str) -> str | None:
    """The day at the beginning of ``text`` in ISO 8601, as YYYY-MM-DD, or None."""
    match = _NUMERIC.match(text)
    if match is None:
        return None
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    rest = text[match.end() :]
    return day if not rest or rest[0] in " T" else None


def _mail_date(text: str) -> str | None:
    try:
        parsed: datetime = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return parsed.date().isoformat()


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
