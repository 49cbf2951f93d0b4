"""Builders of times that name a period, a length, a repetition, or no date of their own."""

from dataclasses import replace
from datetime import date

from sayso.knowledge.loader import lexicon
from sayso.reading.times_calendar import UNKNOWN, Grain, Period, plus
from sayso.reading.times_dates import near_years, ordinal_value, year_value
from sayso.reading.times_values import (
    Context,
    Found,
    Hit,
    amount,
    dated,
    duration,
    nearest,
    relative,
    standing,
    stretch,
    unit_of,
)

_RELATIVE = {"this": 0, "current": 0, "coming": 1, "next": 1, "last": -1, "past": -1, "latest": -1}
_STANDING = {"that": 0, "same": 0, "that same": 0, "following": 1, "previous": -1}


def period(ctx: Context, hit: Hit) -> Found | None:
    """As in "last week", "this year", "the following month"."""
    said = hit.word("r").removeprefix("the ").removeprefix("this ") or "this"
    said = "coming" if said == "upcoming" else said
    word = hit.word("u")
    unit = unit_of(word)
    grain: Grain | None = "weekend" if word == "weekend" else unit.grain if unit else None
    if grain is None or (unit is not None and unit.name == "night"):
        return None
    if unit is not None and unit.clock:
        if said not in ("last", "past", "next", "coming"):
            return None
        found = Found("DURATION", duration(1, unit))
        return stretch(ctx, found, 1, unit, -1 if said in ("last", "past") else 1)
    if unit is not None and unit.name == "decade":
        grain = "decade"
    if said in _STANDING:
        return standing(ctx, grain, _STANDING[said])
    if said == "next" and grain == "day":
        return standing(ctx, grain, 1)  # "the next day" is the day after the one told of
    found = relative(ctx, grain, _RELATIVE[said])
    if said == "past" and ctx.anchor is not None and unit is not None:
        return replace(found, from_=plus(ctx.anchor, unit.letter, -unit.times), to=ctx.anchor)
    return found


def weekend(ctx: Context, hit: Hit) -> Found | None:
    """As in "the weekend": the last one begun, unless the tense is future."""
    if ctx.anchor is None:
        return Found("DATE", UNKNOWN["weekend"], open=True)
    own = Period.holding("weekend", ctx.anchor)
    future = ctx.tense(hit.first) == "future"
    return dated(own if future or own.first <= ctx.anchor else own.shift(-1))


def bare_period(ctx: Context, hit: Hit) -> Found | None:
    """As in "the year": this one; "the year ended March 31" is a length."""
    unit = unit_of(hit.word("u"))
    if unit is None or unit.clock or unit.name in ("day", "night", "fortnight"):
        return None
    behind = hit.behind()
    if behind is not None and behind.text in ("ended", "ending", "to", "through"):
        return Found("DURATION", duration(1, unit))
    if behind is not None and behind.text in ("before", "after", "that", "when"):
        return None
    grain: Grain = "decade" if unit.name == "decade" else unit.grain
    return relative(ctx, grain, 0)


def season(ctx: Context, hit: Hit) -> Found | None:
    """As in "last summer", "the winter of 1994". Its days depend on the place: left open."""
    name = hit.word("s")
    code = lexicon("time")["seasons"][name]
    said = hit.word("r")
    behind = hit.behind()
    if name == "fall" and said == "the" and behind is not None and behind.text == "of":
        return None
    if hit.has("y"):
        named = year_value(ctx, hit)
        return Found("DATE", f"{named}-{code}") if named else None
    if ctx.anchor is None:
        return Found("DATE", f"XXXX-{code}", open=True)
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    number = ctx.anchor.year
    if said == "last" or said.endswith("past"):
        number -= ctx.anchor.month < begins + 3 or code == "WI"
    elif said == "next":
        number += ctx.anchor.month >= begins
    elif code == "WI" and ctx.anchor.month < 6:
        number -= 1
    return Found("DATE", f"{number}-{code}")


def year_end(ctx: Context, hit: Hit) -> Found | None:
    """As in "year-end", "the year's end"."""
    found = relative(ctx, "year", 0)
    if ctx.anchor is None or hit.words[hit.first + 1].text != "-":
        return replace(found, modifier="END")
    return dated(Period("day", date(ctx.anchor.year, 12, 31)))


# --- quarters and halves ----------------------------------------------------------------------


def _named_year(ctx: Context, hit: Hit) -> int | None:
    """The year a quarter or a half is said to be of, in digits or as "last year"."""
    named = year_value(ctx, hit)
    if named is not None:
        return named
    said = hit.word("r") or hit.word("r2")
    if said in ("last", "this", "next") and ctx.anchor is not None:
        return min(max(1, ctx.anchor.year + {"last": -1, "this": 0, "next": 1}[said]), 9999)
    return None


def quarter(ctx: Context, hit: Hit) -> Found | None:
    """As in "the third quarter", "this year's first quarter", "the 1988 second quarter"."""
    number = ordinal_value(hit.word("n")) if hit.has("n") else None
    named = _named_year(ctx, hit)
    if number is None:
        if named is None:
            return None
        if ctx.quarter is None:
            return dated(Period("year", date(named, 1, 1)))
        return dated(Period("quarter", ctx.quarter.first.replace(year=named)))
    if not 1 <= number <= 4:
        return None
    if named is not None:
        return dated(Period("quarter", date(named, number * 3 - 2, 1)))
    if ctx.anchor is None:
        return Found("DATE", f"XXXX-Q{number}", open=True)
    options = [Period("quarter", date(y, number * 3 - 2, 1)) for y in near_years(ctx.anchor)]
    chosen = nearest(ctx, hit, options, "quarter")
    return dated(chosen) if chosen else None


def this_quarter(ctx: Context, hit: Hit) -> Found | None:
    """As in "the quarter", "the latest period": the one named last, or today's."""
    said = {w.text for w in hit.words[hit.first : hit.stop]}
    if said & {"this", "current"}:
        return relative(ctx, "quarter", 0)
    if ctx.quarter is not None:
        return dated(ctx.quarter)
    behind = hit.behind()
    ended = behind is not None and behind.text == "ended"
    return relative(ctx, "quarter", -1) if "latest" in said or ended else None


def year_earlier(ctx: Context, hit: Hit) -> Found | None:
    """As in "a year earlier", "the year-ago quarter": a year before the quarter named last, where
    one is; else the year before.
    """
    if hit.has("n"):
        found = quarter(ctx, hit)
        period = found.period if found else None
        return dated(period.shift(-4)) if period else None
    if ctx.quarter is not None:
        return replace(dated(ctx.quarter.shift(-4)), period=None)
    if hit.word("e") == "earlier":
        return standing(ctx, "year", -1)
    return relative(ctx, "year", -1)


def half(ctx: Context, hit: Hit) -> Found | None:
    """As in "the first half of 1990"."""
    number = ordinal_value(hit.word("n")) or 2
    named = _named_year(ctx, hit) or (ctx.anchor.year if ctx.anchor else None)
    if number not in (1, 2):
        return None
    if named is None:
        return Found("DATE", f"XXXX-H{number}", open=True)
    return dated(Period("half", date(named, number * 6 - 5, 1)))


# --- lengths and distances --------------------------------------------------------------------

_LEADS = frozenset(
    {"in", "for", "about", "around", "nearly", "over", "than", "at", "least", "of", "just"}
)


def length(ctx: Context, hit: Hit) -> Found | None:
    """As in "three days", "nine-month", "years": a length that hangs on no date."""
    unit = unit_of(hit.word("u"))
    if unit is None:
        return None
    said = hit.said("n")
    before = hit.before()
    if said in (["a"], ["an"]) and not (before is not None and before.kind in _LEADS):
        return None
    if unit.name == "second" and said in (["a"], ["one"]):
        return None  # "in a second attack"
    if not said and (unit.clock or unit.name in ("night", "quarter")):
        return None
    if len(said) == 1 and said[0].isdigit() and len(said[0]) == 4:
        return None
    if unit.name == "quarter" and said in (["a"], ["one"], ["three"], ["3"]):
        return None  # a fraction
    count = amount(said) if said else None
    if [w.text for w in hit.words[hit.stop - 3 : hit.stop]] == ["and", "a", "half"]:
        count = count + 0.5 if count is not None else None
    return Found("DURATION", duration(count, unit), "APPROX" if "couple" in said else None)


def length_from(ctx: Context, hit: Hit) -> Found | None:
    """As in "the last three months", "in recent weeks", "the next two years"."""
    unit = unit_of(hit.word("u"))
    if unit is None:
        return None
    said = hit.said("n")
    count = amount(said) if said else None
    sign = 1 if hit.word("r") in ("next", "coming", "following", "ahead") else -1
    found = Found("DURATION", duration(count, unit), "APPROX" if "couple" in said else None)
    return stretch(ctx, found, count, unit, sign)


def ago(ctx: Context, hit: Hit) -> Found | None:
    """As in "two years ago": as fine as its unit. "years ago", "hours ago" are only past."""
    unit = unit_of(hit.word("u"))
    if unit is None:
        return None
    count = amount(hit.said("n")) if hit.has("n") else None
    if count is None or unit.clock or hit.has("n2"):
        return replace(past_ref(ctx, hit), open=ctx.anchor is None)
    if ctx.anchor is None:
        return Found("DATE", UNKNOWN[unit.grain], open=True)
    day = plus(ctx.anchor, unit.letter, -round(count * unit.times)) if count < 1e5 else date.min
    return dated(Period.holding(unit.grain, day))


def after(ctx: Context, hit: Hit) -> Found | None:
    """As in "two days later": from the time named last where that is as fine, else a length."""
    unit = unit_of(hit.word("u"))
    if unit is None:
        return None
    count = amount(hit.said("n")) if hit.has("n") else None
    fine = ctx.last is not None and ctx.last.grain in ("day", unit.grain)
    if ctx.last is None or not fine or count is None or unit.clock or count > 1e5:
        return Found("DURATION", duration(count, unit))
    sign = 1 if hit.word("e") == "later" else -1
    day = plus(ctx.last.first, unit.letter, sign * round(count * unit.times))
    return dated(Period.holding(unit.grain, day))


# --- again and again, and times without a date --------------------------------------------------


def each(ctx: Context, hit: Hit) -> Found | None:
    """As in "every day", "each three months", "every other week"."""
    word = hit.word("u")
    unit = unit_of("day" if word == "weekend" else word)
    if unit is None:
        return None
    if word == "weekend":
        return Found("SET", "XXXX-WXX-WE")
    count = amount(hit.said("n")) if hit.has("n") else 1.0
    return Found("SET", duration(2.0 if hit.has("o") else count, unit))


def adverb(ctx: Context, hit: Hit) -> Found | None:
    """As in "daily", "annually"."""
    if ctx.tag(hit.words[hit.first].start) == "NNP":
        return None  # a newspaper's name
    return Found("SET", lexicon("time")["adverbs"][hit.word("a")])


def reference(ctx: Context, hit: Hit) -> Found | None:
    """As in "now", "recently"."""
    value = lexicon("time")["references"][hit.word("a")]
    return present_ref(ctx, hit) if value == "PRESENT_REF" else past_ref(ctx, hit)


def these_units(ctx: Context, hit: Hit) -> Found | None:
    """As in "these days": now. "these weeks" is a length."""
    return present_ref(ctx, hit) if hit.word("u") == "days" else length(ctx, hit)


def present_ref(ctx: Context, hit: Hit) -> Found | None:
    """As in "at present", "these days"."""
    return Found("DATE", "PRESENT_REF", from_=ctx.anchor, to=ctx.anchor)


def past_ref(ctx: Context, hit: Hit) -> Found:
    """As in "recently", "in the past": before now, nothing finer."""
    return Found("DATE", "PAST_REF", to=ctx.anchor)


def the_past(ctx: Context, hit: Hit) -> Found | None:
    """As in "the past" or "the future" where no noun follows ("the past success" is no time)."""
    behind = hit.behind()
    if behind is not None and ctx.tag(behind.start)[:2] in ("NN", "JJ", "CD"):
        return None
    return past_ref(ctx, hit)


def the_future(ctx: Context, hit: Hit) -> Found | None:
    """As in "the future", "the near future" where no noun follows."""
    behind = hit.behind()
    if behind is not None and ctx.tag(behind.start)[:2] in ("NN", "JJ"):
        return None
    return Found("DATE", "FUTURE_REF", from_=ctx.anchor)
