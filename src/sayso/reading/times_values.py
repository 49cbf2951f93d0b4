"""From a matched pattern to a TIMEX3 value and the days it covers: what all builders share."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from sayso.knowledge.loader import lexicon
from sayso.model.time import TimexType
from sayso.reading.numbers import number_value
from sayso.reading.times_calendar import GRAINS, UNKNOWN, Grain, Period, plus
from sayso.reading.times_words import Word

Tense = Literal["past", "future", "none"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a time expression means. ``open`` says that the published date would be needed to place
    it; ``period`` what later expressions ("that year", "a day later") may hang on.
    """

    type: TimexType
    value: str
    modifier: str | None = None
    from_: date | None = None
    to: date | None = None
    open: bool = False
    period: Period | None = None


_FAR, _NEAR = 270, 95

#: A match that is no time at all and keeps its words from being read as one ("34 years old").
NOTHING = Found("DURATION", "")


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of a pattern: the words from ``first`` to before ``stop``, its parts by name."""

    first: int
    stop: int
    parts: dict[str, tuple[int, int]]
    words: list[Word]

    def has(self, name: str) -> bool:
        """Is that part there?"""
        return name in self.parts

    def said(self, name: str) -> list[str]:
        """The words of a part, lower case, without marks; empty where it is not there."""
        begin, stop = self.parts.get(name, (0, 0))
        return [w.text for w in self.words[begin:stop] if w.text not in (".", ",", "-", "'", "'s")]

    def word(self, name: str) -> str:
        """The words of a part as one string."""
        return " ".join(self.said(name))

    def before(self) -> Word | None:
        """The word in front of the match."""
        return self.words[self.first - 1] if self.first else None

    def behind(self) -> Word | None:
        """The word behind the match."""
        return self.words[self.stop] if self.stop < len(self.words) else None


@dataclass(slots=True)
class Context:
    """What a builder may ask: the published date, the tense, what was named before."""

    anchor: date | None
    tense: Callable[[int], Tense]
    tag: Callable[[int], str]
    resolve: Callable[[int, int], Found | None]
    last: Period | None = None
    quarter: Period | None = None
    named: dict[Grain, Period] = field(default_factory=dict)

    def note(self, found: Found) -> None:
        """Remember a dated time for expressions that hang on it."""
        if found.period is not None:
            self.last = found.period
            for grain in GRAINS[GRAINS.index(found.period.grain) :]:
                self.named[grain] = found.period
            if found.period.grain == "quarter":
                later = self.quarter is None or found.period.first > self.quarter.first
                self.quarter = found.period if later else self.quarter

    def standing(self, grain: Grain) -> date | None:
        """The day that "that", "later" and "the same" hang on: the last time named that is as fine
        as the grain, else today. A day is never told from a year.
        """
        return self.named[grain].first if grain in self.named else self.anchor


def dated(period: Period, *, type: TimexType = "DATE", modifier: str | None = None) -> Found:
    """A period as a time."""
    return Found(type, period.value, modifier, period.first, period.last, period=period)


def relative(ctx: Context, grain: Grain, shift: int) -> Found:
    """The period so many of its grain from the published date."""
    if ctx.anchor is None:
        return Found("DATE", UNKNOWN[grain], open=True)
    return dated(Period.holding(grain, ctx.anchor).shift(shift))


def standing(ctx: Context, grain: Grain, shift: int) -> Found:
    """The period so many of its grain from the time named last."""
    base = ctx.standing(grain)
    if base is None:
        return Found("DATE", UNKNOWN[grain], open=True)
    return dated(Period.holding(grain, base).shift(shift))


def nearest(ctx: Context, hit: Hit, options: list[Period], grain: Grain) -> Period | None:
    """Of periods in order, the one the tense points to: past the last begun, future the next.

    Without a tense the nearest to the published date, the past one where both are as near.
    """
    if ctx.anchor is None or not options:
        return None
    today = Period.holding(grain, ctx.anchor).first
    past = [p for p in options if p.first <= today]
    future = [p for p in options if p.first >= today]
    if not past or not future:
        return past[-1] if past else future[0]
    back, ahead = (today - past[-1].first).days, (future[0].first - today).days
    tense = ctx.tense(hit.first)
    if grain == "day" and max(back, ahead) > _FAR and min(back, ahead) < _NEAR:
        tense = "none"  # news names the year of a date that is nearly a year off
    if tense == "none":
        tense = "past" if back <= ahead else "future"
    return past[-1] if tense == "past" else future[0]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its ISO letter, how many of it one unit is, finer than a day or not."""

    name: str
    letter: str
    times: int
    clock: bool
    grain: Grain


@lru_cache(maxsize=64)
def unit_of(word: str) -> Unit | None:
    """The unit a word names, singular or plural, or None."""
    data = lexicon("time")
    name = data["plurals"].get(word) or (word[:-1] if word[:-1] in data["units"] else word)
    row = data["units"].get(name)
    if row is None:
        return None
    return Unit(name, row["letter"], row.get("times", 1), bool(row.get("time")), row["grain"])


def amount(words: list[str]) -> float | None:
    """The number the words say; None for "several", "a few". "a couple" is two."""
    kept = [w for w in words if w != "of"]
    if kept in (["a"], ["an"]):
        return 1.0
    if kept[-1:] == ["couple"]:
        return 2.0
    half = kept[-3:] == ["and", "a", "half"]
    if half:
        kept = kept[:-3]
    fraction = 0.5 if half else 0.0
    if kept and re.fullmatch(r"\d/\d", kept[-1]) and kept[-1][-1] != "0":
        fraction = int(kept[-1][0]) / int(kept[-1][-1])
        kept = kept[:-1]
    value = number_value(kept) if kept else None
    return value + fraction if value is not None else None


_HALVES = {"Y": "6M", "M": "", "D": "T12H"}
_CLOCK_HALVES = {"H": "30M", "M": "30S"}


def duration(count: float | None, unit: Unit) -> str:
    """A TIMEX3 period: P3D, PT4H, P2Y6M, PXM where the count is not said."""
    head = "PT" if unit.clock else "P"
    if count is None:
        return f"{head}X{unit.letter}"
    scaled = count * unit.times
    half = (_CLOCK_HALVES if unit.clock else _HALVES).get(unit.letter)
    if scaled % 1 == 0.5 and half:
        return f"{head}{int(scaled)}{unit.letter}{half}"
    if (count, unit.name, unit.clock) == (24.0, "hour", True):
        return "P1D"
    return f"{head}{scaled:g}{unit.letter}" if scaled < 1e6 else f"{head}X{unit.letter}"


def stretch(ctx: Context, found: Found, count: float | None, unit: Unit, sign: int) -> Found:
    """A length that ends today (sign -1) or begins today (+1), with the days it covers."""
    if ctx.anchor is None:
        return replace(found, open=True)
    far = None
    if count is not None and not unit.clock and count < 1e5:
        far = plus(ctx.anchor, unit.letter, sign * round(count * unit.times))
    if sign < 0:
        return replace(found, from_=far, to=ctx.anchor)
    return replace(found, from_=ctx.anchor, to=far)
