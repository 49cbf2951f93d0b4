"""Times: TIMEX3 expressions and the days they cover."""

from typing import Literal

from pydantic import Field

from sayso.model.base import Value

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Time(Value):
    """A TIMEX3 expression. ``value`` is the ISO value; ``from``/``to`` the first and last day it
    covers (ISO dates, both inside), null where the text and the published date do not say.
    ``modifier`` is TIMEX3's ``mod`` (APPROX, START, MID, END, BEFORE, AFTER, …).
    """

    id: str
    start: int
    end: int
    text: str
    type: TimexType
    value: str
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    modifier: str | None = None


class Interval(Value):
    """When a statement's matter happened: first and last day, how fine, and on what ground."""

    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    precision: Literal["day", "week", "month", "year", "range", "unknown"]
    basis: Literal["timex", "dateline", "tense"]
