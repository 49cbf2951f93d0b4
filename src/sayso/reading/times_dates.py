"""Builders of times that name a day, a month, a year or an hour."""

from dataclasses import replace
from datetime import MINYEAR, date

from sayso.knowledge.loader import lexicon
from sayso.knowledge.loader import words as words_of
from sayso.reading.numbers import number_value
from sayso.reading.times_calendar import Period, calendar_day, nth_weekday
from sayso.reading.times_values import (
    NOTHING,
    Context,
    Found,
    Hit,
    dated,
    nearest,
    relative,
    standing,
)

_SHIFTS = {"last": -1, "past": -1, "this past": -1, "this": 0, "next": 1, "coming": 1}


def nothing(ctx: Context, hit: Hit) -> Found | None:
    """An age or a rate: its words are no time."""
    return NOTHING


def iso(ctx: Context, hit: Hit) -> Found | None:
    """2016-01-21."""
    year, month, day = (int(p) for p in hit.words[hit.first].text.split("-"))
    return _day(calendar_day(year, month, day))


def slash(ctx: Context, hit: Hit) -> Found | None:
    """1/21/2016, month first as American copy has it; day first where only that is a date."""
    first, second, year = (int(p) for p in hit.words[hit.first].text.split("/"))
    year = year if year > 99 else _full_year(year, ctx.anchor)
    return _day(calendar_day(year, first, second) or calendar_day(year, second, first))


def _day(day: date | None) -> Found | None:
    return dated(Period("day", day)) if day is not None else None


def _full_year(short: int, anchor: date | None) -> int:
    """The year of two digits: the latest that is not more than ten years ahead."""
    pivot = (anchor.year if anchor else 2020) + 10
    year = pivot - (pivot - short) % 100
    return year if year >= MINYEAR else year + 100


def year_value(ctx: Context, hit: Hit, name: str = "y") -> int | None:
    """The year a part says, in digits, two digits or words, or None."""
    said = hit.said(name)
    if not said:
        return None
    if said[0].startswith("'"):
        return _full_year(int(said[0][1:]), ctx.anchor)
    if len(said) == 1 and said[0].isdigit() and len(said[0]) == 2:
        return _full_year(int(said[0]), ctx.anchor)
    value = number_value(said) if "hundred" not in said else None
    return int(value) if value is not None and 1000 <= value < 2100 else None


def _month(hit: Hit) -> int:
    number: int = lexicon("time")["months"][hit.word("m")]
    return number


def ordinal_value(word: str) -> int | None:
    """The number of an ordinal in digits or words, or None."""
    if word[:1].isdigit():
        return int("".join(c for c in word if c.isdigit()))
    number: int | None = lexicon("number")["ordinals"].get(word)
    return number


def near_years(anchor: date) -> range:
    """The years a date without one may be in: last, this and next year."""
    return range(max(1, anchor.year - 1), min(9999, anchor.year + 1) + 1)


def month_day(ctx: Context, hit: Hit) -> Found | None:
    """As in "Nov. 13", "Friday, 13 November 2015": without a year the one the tense points to."""
    month, day = _month(hit), ordinal_value(hit.word("d"))
    if day is None or not 1 <= day <= 31:
        return None
    if hit.has("y"):
        year = year_value(ctx, hit)
        return _day(calendar_day(year, month, day)) if year else None
    if calendar_day(2000, month, day) is None:
        return None
    if ctx.anchor is None:
        return Found("DATE", f"XXXX-{month:02d}-{day:02d}", open=True)
    years = near_years(ctx.anchor)
    days = [d for d in (calendar_day(y, month, day) for y in years) if d is not None]
    if hit.has("w"):
        weekday = lexicon("time")["weekdays"][hit.word("w")]
        days = [d for d in days if d.isoweekday() == weekday] or days
    if hit.word("r") == "last":
        days = [d for d in days if d < ctx.anchor][-1:]
    chosen = nearest(ctx, hit, [Period("day", d) for d in days], "day")
    return dated(chosen) if chosen else None


def month_year(ctx: Context, hit: Hit) -> Found | None:
    """As in "March 2014"."""
    year = year_value(ctx, hit)
    return dated(Period("month", date(year, _month(hit), 1))) if year else None


def month_of(ctx: Context, hit: Hit) -> Found | None:
    """As in "July last year"."""
    if ctx.anchor is None:
        return Found("DATE", f"XXXX-{_month(hit):02d}", open=True)
    year = min(max(1, ctx.anchor.year + _SHIFTS[hit.word("r")]), 9999)
    return dated(Period("month", date(year, _month(hit), 1)))


def month_bare(ctx: Context, hit: Hit) -> Found | None:
    """As in "August", "last August": the one the tense points to."""
    month = _month(hit)
    if ctx.anchor is None:
        return Found("DATE", f"XXXX-{month:02d}", open=True)
    now = Period.holding("month", ctx.anchor)
    options = [Period("month", date(year, month, 1)) for year in near_years(ctx.anchor)]
    if hit.word("r") == "last":
        options = [p for p in options if p.first < now.first][-1:]
    elif hit.word("r") == "next":
        options = [p for p in options if p.first > now.first][:1]
    elif hit.word("r") == "this":
        return dated(Period("month", date(ctx.anchor.year, month, 1)))
    chosen = nearest(ctx, hit, options, "month")
    return dated(chosen) if chosen else None


_BEFORE_YEARS = frozenset({"in", "of", "early", "late", "mid", "comma", "to", "and", "or"})


def year(ctx: Context, hit: Hit) -> Found | None:
    """A year in digits or words; a count of things ("2000 soldiers") is none."""
    number = year_value(ctx, hit)
    if number is None:
        return None
    before, behind = hit.before(), hit.behind()
    led = before is not None and before.kind in _BEFORE_YEARS
    if hit.stop - hit.first == 1 and not led:
        if number < 1900 or number >= 2060:
            return None
        if behind is not None and ctx.tag(behind.start) == "NNS":
            return None
        if before is not None and before.kind == "other" and ctx.tag(before.start) == "NNP":
            return None
    if behind is not None and behind.text in words_of("time", "not_behind_years"):
        return None
    return dated(Period("year", date(number, 1, 1)))


def decade(ctx: Context, hit: Hit) -> Found | None:
    """As in "the 1990s", "the '80s", "the nineties"."""
    word = hit.word("d")
    if word in lexicon("time")["decades"]:
        value = int(lexicon("time")["decades"][word])
    else:
        digits = "".join(c for c in word if c.isdigit())
        value = int(digits[:3]) if len(digits) == 4 else 190 + int(digits[0])
    return dated(Period("decade", date(value * 10, 1, 1)))


def nth_century(ctx: Context, hit: Hit) -> Found | None:
    """As in "the 20th century"."""
    count = ordinal_value(hit.word("n"))
    if hit.word("u") != "century" or count is None or not 1 <= count <= 21:
        return None
    first = date(max(1, (count - 1) * 100), 1, 1)
    return replace(dated(Period("century", first)), value=f"{count - 1:02d}")


def holiday(ctx: Context, hit: Hit) -> Found | None:
    """A feast with a fixed date or a fixed weekday of its month."""
    name = " ".join(hit.words[hit.stop - 1].text.replace("'s", " 's").split())
    rule = lexicon("time")["holidays"].get(name)
    if rule is None:
        return None
    if ctx.anchor is None:
        return Found("DATE", f"XXXX-{rule}" if isinstance(rule, str) else "XXXX-XX-XX", open=True)
    days = []
    for number in near_years(ctx.anchor):
        if isinstance(rule, str):
            month, of_month = (int(p) for p in rule.split("-"))
            days.append(calendar_day(number, month, of_month))
        else:
            days.append(nth_weekday(number, *rule))
    options = [Period("day", d) for d in days if d is not None]
    if hit.word("r") == "last":
        options = [p for p in options if p.first < ctx.anchor][-1:]
    elif hit.word("r") == "next":
        options = [p for p in options if p.first > ctx.anchor][:1]
    chosen = nearest(ctx, hit, options, "day")
    return dated(chosen) if chosen else None


_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}


def day_word(ctx: Context, hit: Hit) -> Found | None:
    """As in "today", "yesterday", "tomorrow"."""
    return relative(ctx, "day", _DAYS[hit.word("r")])


def day_beside(ctx: Context, hit: Hit) -> Found | None:
    """As in "the day before yesterday", "the day after tomorrow"."""
    return relative(ctx, "day", 2 * _DAYS[hit.words[hit.stop - 1].text])


def weekday(ctx: Context, hit: Hit) -> Found | None:
    """A weekday: in news the last one, today included, unless the tense is future."""
    number = int(lexicon("time")["weekdays"][hit.word("w")])
    said = hit.word("r")
    hangs = said in ("previous", "the previous", "the following", "the same")
    base = ctx.standing("day") if hangs else ctx.anchor
    if base is None:
        return Found("DATE", f"XXXX-WXX-{number}", open=True)
    back = (base.isoweekday() - number) % 7
    if said in ("last", "this past", "previous", "the previous"):
        shift = -(back or 7)
    elif said in ("next", "this coming", "the following"):
        shift = (7 - back) or 7
    elif back and ctx.tense(hit.first) == "future":
        shift = 7 - back
    else:
        shift = -back
    return dated(Period("day", base).shift(shift))


def weekday_set(ctx: Context, hit: Hit) -> Found | None:
    """As in "Tuesdays", "every Friday", "Monday nights"."""
    word = hit.word("w")
    number = lexicon("time")["weekdays"].get(word) or lexicon("time")["weekdays"][word[:-1]]
    part = f"T{lexicon('time')['parts'][hit.word('p')[:-1]]}" if hit.has("p") else ""
    return Found("SET", f"XXXX-WXX-{number}{part}")


def month_set(ctx: Context, hit: Hit) -> Found | None:
    """As in "every July"."""
    return Found("SET", f"XXXX-{_month(hit):02d}")


# --- times of day -----------------------------------------------------------------------------


def part_of(ctx: Context, hit: Hit) -> Found | None:
    """As in "this morning", "last night", "the following evening"."""
    part = lexicon("time")["parts"][hit.word("p")]
    said = hit.word("r")
    if said == "the" and part == "NI":
        return None
    if said == "this":
        return on_part(relative(ctx, "day", 0), part)
    if said == "last":
        return on_part(relative(ctx, "day", -1), part)
    shift = {"the next": 1, "the following": 1, "the previous": -1}.get(said, 0)
    return on_part(_same_day(ctx, shift), part)


def _same_day(ctx: Context, shift: int = 0) -> Found:
    """The day named last; today where the last time named is no day."""
    if ctx.last is None or ctx.last.grain == "day":
        return standing(ctx, "day", shift)
    return relative(ctx, "day", shift)


def on_part(day: Found, part: str) -> Found:
    """A part of a day: MO, AF, EV, NI, MI."""
    return replace(day, type="TIME", value=f"{day.value}T{part}")


def tonight(ctx: Context, hit: Hit) -> Found | None:
    """The night of the published date."""
    return on_part(relative(ctx, "day", 0), "NI")


def clock(ctx: Context, hit: Hit) -> Found | None:
    """An hour without a day: that of the day named last, where one was; else only the hour."""
    hour = clock_value(hit)
    if hour is None:
        return None
    if ctx.last is not None and ctx.last.grain == "day":
        return replace(dated(ctx.last), type="TIME", value=f"{ctx.last.value}T{hour}", period=None)
    return Found("TIME", f"T{hour}")


_BEFORE_HOURS = frozenset(
    {"at", "by", "around", "about", "until", "before", "after", "since", "from"}
)


def clock_value(hit: Hit) -> str | None:
    """HH:MM from the part ``c``, or None where it is no hour of a clock."""
    words = hit.said("c")
    named = lexicon("time")["clock_words"].get(words[0])
    before = hit.before()
    led = before is not None and before.text in _BEFORE_HOURS
    if named:
        return str(named) if led or hit.has("rest") else None
    if len(words[0]) == 4 and words[0].isdigit():
        words[0] = f"{words[0][:2]}:{words[0][2:]}"
    hour, _, minute = words[0].replace(".", ":").partition(":")
    ampm = words[1].replace(".", "") if len(words) > 1 else ""
    if not hour.isdecimal():
        return None
    number = int(hour)
    if not ampm and len(words) == 1 and not hit.has("z") and not led:
        return None
    if ampm in ("am", "pm"):
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if ampm == "pm" else 0)
    valid = number <= 24 and int(minute[:2] or 0) < 60
    return f"{number:02d}:{minute[:2] or '00'}" if valid else None


def on_day(ctx: Context, hit: Hit) -> Found | None:
    """An hour or a part of a day that is named: "10 p.m. Wednesday", "Friday evening"."""
    day = ctx.resolve(*hit.parts["rest"])
    if day is None or day is NOTHING:
        return None
    if hit.has("c"):
        hour = clock_value(hit)
        return replace(day, type="TIME", value=f"{day.value}T{hour}") if hour else None
    return on_part(day, lexicon("time")["parts"][hit.word("p")])
