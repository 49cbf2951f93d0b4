"""Sums of money, shares of people, land or buildings, and what something rose or fell by."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.knowledge.loader import lexicon, words
from sayso.model import Change, Figure
from sayso.model.statement import Measure
from sayso.reading.draft import Candidate
from sayso.reading.figures_changes import rate_of
from sayso.reading.figures_measures import in_list, lemma
from sayso.reading.figures_parts import Told, share_whole
from sayso.reading.figures_spans import noun_span
from sayso.reading.numbers import Number, number_value
from sayso.reading.syntax import bounds


def sum_or_share(number: Number, doc: Doc, text: str) -> tuple[bool, Candidate | None]:
    """Whether a number is a sum of money or a share, and the figure it makes where it matters: a
    sum from ``money_floor`` up, with its currency in ``unit``; a share of people, land or
    buildings, or of "them" (then ``of`` is null); the share something rose or fell by.
    """
    listed = lexicon("measure")
    before = doc[number.first - 1] if number.first else None
    behind = doc[number.last + 1] if number.last + 1 < len(doc) else None
    if before is not None and before.text in listed["money"]:
        return True, _sum(number, doc, before.text, number.first - 1, number.last)
    if behind is not None and lemma(behind) in listed["currencies"]:
        return True, _sum(number, doc, behind.lower_, number.first, behind.i)
    if behind is not None and behind.lower_ == "per" and behind.i + 1 < len(doc):
        behind = doc[behind.i + 1]  # "per cent"
    if behind is not None and behind.lower_ in listed["percent"]:
        return True, _share(number, behind, text)
    return False, None


def shares(tokens: list[Token], text: str, told: Sequence[Told], sentence: int) -> Iterator[Told]:
    """The shares in words of a sentence ("a third of them", "dropped by half")."""
    for token in tokens:
        number = _fraction(token)
        if number is None:
            continue
        share = _share(number, token, text)
        if share is None or share.figure is None:
            continue
        whole = share_whole(number.first, told, sentence) if share.figure.of is None else None
        if share.figure.of is not None or whole is not None:
            key = whole.candidate.key if whole is not None else None
            yield Told(None, share, sentence, key)


def _fraction(token: Token) -> Number | None:
    """As in "half", "a third", "two thirds": the share in hundredths, rounded to one digit."""
    value = lexicon("measure")["fractions"].get(token.lower_)
    if value is None:
        return None
    doc, first = token.doc, token.i
    before = doc[first - 1] if first > token.sent.start else None
    said = before.lower_ if before is not None else ""
    if token.lower_ == "half":
        first -= said == "a"
    elif said in ("a", "one"):
        first -= 1
    else:
        times = number_value([said]) if said else None
        if times is None or not token.lower_.endswith("s"):
            return None
        value = round(100 / round(100 / value) * times, 1)
        first -= 1
    words_said = " ".join(t.lower_ for t in doc[first : token.i + 1])
    led = [t.lower_ for t in doc[max(0, first - 2) : first]]
    high = None if led in (["more", "than"], ["at", "least"]) else value
    return Number(value, value, high, words_said, first, token.i, token.i)


def _sum(number: Number, doc: Doc, unit: str, first: int, last: int) -> Candidate | None:
    if (number.best or number.low or 0) < lexicon("measure")["money_floor"]:
        return None
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    figure = _figure(number, "money", unit, None)
    return Candidate("figure", start, end, number.head, "figures.money", 0.6, figure=figure)


def _share(number: Number, percent: Token, text: str) -> Candidate | None:
    """A share, by its last word: of whom or what, or what it changes."""
    rate = rate_of(percent, number.first, text)
    if rate is not None:
        by = number.best if number.best is not None else number.low
        change = Change(by=None if by is None else rate.sign * by, unit="%")
        figure = _figure(number, "percent", "%", rate.of).model_copy(update={"change": change})
        span = (rate.start, rate.end)
        return Candidate("figure", *span, rate.anchor, "figures.rate", 0.6, figure=figure)
    of = next((c for c in percent.children if c.lower_ == "of"), None)
    whole = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if whole is None:
        return None
    pronoun = whole.lower_ in words("measure", "shared_pronouns")
    if not pronoun and not in_list(whole, "shared"):
        return None
    start, end = noun_span(number.first, percent, percent.i)
    low, high = bounds([t for t in whole.subtree if not t.is_space], keep=whole.i)
    named = None if pronoun else " ".join(text[low:high].split())
    figure = _figure(number, "percent", "%", named)
    return Candidate("figure", start, end, percent.i, "figures.percent", 0.6, figure=figure)


def _figure(number: Number, measure: Measure, unit: str, of: str | None) -> Figure:
    return Figure(
        low=number.low,
        best=number.best,
        high=number.high,
        qualifier=number.qualifier,
        measure=measure,
        of=of,
        unit=unit,
    )
