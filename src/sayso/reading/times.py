"""When: TIMEX3 expressions, their values and the days they cover.

Words are classed, patterns over classes found (both in ``data/time.yaml``), and each match is given
a value after TimeML 1.2.1. What is relative is resolved against the report's published date and,
for "that year" or "two days later", against the time named last; which way a bare weekday, month or
date points is told by the tense of its clause. Without a published date such values stay relative.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sayso.knowledge.loader import lexicon
from sayso.model import ReadingWarning, Time
from sayso.reading import times_dates, times_periods
from sayso.reading.draft import Draft
from sayso.reading.times_tense import tense_at
from sayso.reading.times_values import NOTHING, Context, Found, Hit, Tense
from sayso.reading.times_words import Word, class_string, modifiers, patterns, read_words

Builder = Callable[[Context, Hit], Found | None]


def read_times(draft: Draft) -> Draft:
    """The draft with ``times``, ids ``t1`` … in text order.

    Adds one warning ``published-unknown`` where times stay open for want of a published date.
    """
    found = list(_Reader(draft).read())
    times = tuple(
        Time.model_validate(
            {
                "id": f"t{index}",
                "start": start,
                "end": end,
                "text": draft.analysis.text[start:end],
                "type": what.type,
                "value": what.value,
                "from": what.from_.isoformat() if what.from_ else None,
                "to": what.to.isoformat() if what.to else None,
                "modifier": what.modifier,
            }
        )
        for index, (start, end, what) in enumerate(found, 1)
    )
    left_open = [draft.analysis.text[start:end] for start, end, what in found if what.open]
    return draft.plus(times=times, warnings=(*draft.warnings, *_warnings(left_open)))


def _warnings(left_open: list[str]) -> Iterator[ReadingWarning]:
    if left_open:
        shown = ", ".join(f'"{" ".join(text.split())}"' for text in left_open[:3])
        more = f" and {len(left_open) - 3} more" if len(left_open) > 3 else ""
        yield ReadingWarning(
            code="published-unknown",
            message=f"the published date is not known: {len(left_open)} "
            f"time{'s stay' if len(left_open) > 1 else ' stays'} unresolved ({shown}{more})",
        )


def _text(draft: Draft) -> str:
    """The text as parsed, with the dateline it blanks put back: it holds dates of its own."""
    dateline = draft.report.dateline
    normal = draft.analysis.normal
    if dateline is None:
        return normal
    return draft.analysis.text[: dateline.stop].replace("\n", " ") + normal[dateline.stop :]


def _day(published: str | None) -> date | None:
    """The published date; None where it is not known or is no date of the calendar."""
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None


class _Reader:
    """One pass over one report."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        text = _text(draft)
        self._words = _without_doubtful(read_words(text), text)
        self._classes = class_string(self._words)
        self._tenses: dict[int, Tense] = {}
        self._ctx = Context(
            anchor=_day(draft.report.published),
            tense=self._tense,
            tag=self._tag,
            resolve=self._resolve,
        )

    def read(self) -> Iterator[tuple[int, int, Found]]:
        """(start, end, meaning) of each time, in text order, none overlapping."""
        stop = 0
        for hit, gives in self._hits():
            if hit.first < stop:
                continue
            found = _builders()[gives](self._ctx, hit)
            if found is None:
                continue
            if found is not NOTHING:
                first, found = self._modified(hit, gives, found, stop)
                self._ctx.note(found)
                yield self._words[first].start, self._words[hit.stop - 1].end, found
            stop = hit.stop

    def _hits(self) -> list[tuple[Hit, str]]:
        """All matches of all patterns: leftmost first, then the longest, then in pattern order."""
        hits = [
            (match.start(), -match.end(), order, self._hit(match, 0), pattern.gives)
            for order, pattern in enumerate(patterns())
            for match in pattern.shape.finditer(self._classes)
        ]
        hits.sort(key=lambda row: row[:3])
        return [(hit, gives) for _, _, _, hit, gives in hits]

    def _hit(self, match: re.Match[str], offset: int) -> Hit:
        parts = {
            name: (match.start(name) + offset, match.end(name) + offset)
            for name in match.re.groupindex
            if match.start(name) >= 0
        }
        return Hit(match.start() + offset, match.end() + offset, parts, self._words)

    def _resolve(self, first: int, stop: int) -> Found | None:
        """The meaning of the words from ``first`` to before ``stop`` alone."""
        for pattern in patterns():
            match = pattern.shape.fullmatch(self._classes[first:stop])
            if match is not None:
                found = _builders()[pattern.gives](self._ctx, self._hit(match, first))
                if found is not None:
                    return found
        return None

    def _modified(self, hit: Hit, gives: str, found: Found, stop: int) -> tuple[int, Found]:
        """Take in the words before a time that belong to it ("early", "at least")."""
        if found.value.endswith("_REF"):
            return hit.first, found
        before = self._classes[max(stop, hit.first - 4) : hit.first]
        for modifier in modifiers():
            if not modifier.only_for & {found.type, gives}:
                continue
            match = modifier.shape.search(before)
            if match is not None:
                return hit.first - len(match.group()), replace(found, modifier=modifier.gives)
        return hit.first, found

    def _tense(self, index: int) -> Tense:
        if index not in self._tenses:
            self._tenses[index] = tense_at(self._draft.analysis, self._words, index)
        return self._tenses[index]

    def _tag(self, offset: int) -> str:
        token = self._draft.analysis.token_at(offset)
        return token.tag_ if token is not None else ""


@lru_cache(maxsize=1)
def _builders() -> Mapping[str, Builder]:
    """The functions that ``gives`` names in the data file."""
    return {
        gives: getattr(times_dates, gives, None) or getattr(times_periods, gives)
        for gives in {pattern.gives for pattern in patterns()}
    }


_NUMERIC = frozenset({"day", "year", "ordinal", "short_year", "month_word", "dot", "nth_word"})
_LEADS = frozenset(
    {"in", "last", "this", "next", "early", "late", "mid", "each", "of", "to", "and"}
)
_DAY_LEADS = frozenset({"on", "last", "this", "next", "each"})


def _without_doubtful(words: list[Word], text: str) -> list[Word]:
    """Words that are a month or a weekday only in company ("may", "march", "sat") become plain
    ones where they stand without it or are not capitalised.
    """
    doubtful = frozenset(lexicon("time")["doubtful"])
    out = list(words)
    for index, word in enumerate(words):
        if word.text not in doubtful or word.kind not in ("month_word", "weekday"):
            continue
        before = words[index - 1].kind if index else ""
        behind = words[index + 1].kind if index + 1 < len(words) else ""
        short = len(word.text) == 3 and word.text != "may"
        led = before in (_DAY_LEADS if short else _LEADS) and not (
            short and word.kind == "month_word"
        )
        numbered = behind in _NUMERIC or before in ("day", "ordinal")
        if not text[word.start].isupper() or not (led or numbered):
            out[index] = replace(word, kind="other")
    return out
