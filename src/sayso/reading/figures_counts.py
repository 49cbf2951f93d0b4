"""A number with what it counts, and which numbers count nothing that is told here."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.knowledge.loader import lexicon
from sayso.model import Time
from sayso.model.statement import Measure
from sayso.reading.figures_measures import counted_noun, in_list, in_outcomes
from sayso.reading.figures_spans import noun_span
from sayso.reading.numbers import Number, number_at, starts_number

HARM = frozenset({"deaths", "injuries", "missing", "displaced", "detained"})
#: What opens a list of parts behind a whole, where it stands free.
BREAKS = frozenset({":", "(", "-", "--", "\N{EN DASH}", "\N{EM DASH}"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts: ``head`` its last token, ``noun`` the noun, if named, ``over``
    the noun whose clause tells what became of it, where a break parts that from ``noun``.
    """

    number: Number
    head: Token
    noun: Token | None
    over: Token | None = None

    @property
    def core(self) -> Token:
        """The noun, or the number itself."""
        return self.noun if self.noun is not None else self.head

    @property
    def last(self) -> int:
        """The index of the last token of number and noun."""
        return max(self.number.last, self.core.i)

    @property
    def phrase(self) -> tuple[int, int]:
        """The characters of the noun phrase from the number on."""
        return noun_span(self.number.first, self.core, self.last)

    @property
    def size(self) -> float:
        """The number as worded, else the least or the most."""
        number = self.number
        return number.best or number.low or number.high or 0.0

    def before(self, words: int) -> list[str]:
        """So many words before the number, lower case."""
        first = self.number.first
        return [t.lower_ for t in self.head.doc[max(0, first - words) : first]]

    def behind(self, words: int) -> list[str]:
        """So many words behind the number, lower case."""
        at = self.number.last + 1
        return [t.lower_ for t in self.head.doc[at : at + words]]


def counts_of(doc: Doc, tokens: list[Token], times: Sequence[Time]) -> Iterator[Count]:
    """The numbers of a sentence that may count something; none inside a time."""
    starts = [t.start for t in times]

    def in_time(token: Token) -> bool:
        at = bisect_right(starts, token.idx) - 1
        return at >= 0 and token.idx < times[at].end

    passed = -1
    for index, token in enumerate(tokens):
        if token.i <= passed or not starts_number(token) or in_time(token):
            continue
        number = number_at(tokens, index)
        if number is None:
            continue
        passed = number.last
        if not _only_names(tokens, index, number):
            yield _count(number, doc)


def _count(number: Number, doc: Doc) -> Count:
    """The count of a number; a noun behind a break ("six people - two of them …") is another's."""
    head = doc[number.head]
    noun = counted_noun(head, number.first)
    if noun is None:
        return Count(number, head, None)
    broken = next((t for t in doc[number.last + 1 : noun.i] if is_break(t)), None)
    if broken is None:
        return Count(number, head, noun)
    own = doc[broken.i - 1]
    named = own.i > number.last and own.pos_ in ("NOUN", "PROPN")
    return Count(number, head, own if named else None, noun)


def is_break(token: Token) -> bool:
    """Does the token part what is before it from a list behind: a colon, a dash, a bracket?"""
    if token.text not in BREAKS:
        return False
    free = token.i > 0 and bool(token.doc[token.i - 1].whitespace_ and token.whitespace_)
    return token.text not in ("-", "--") or free


def is_no_count(count: Count) -> bool:
    """Lengths, times and parts; a number behind the noun it belongs to ("Flight 93")."""
    if count.noun is not None:
        return in_list(count.noun, "units")
    over = count.head.head
    if count.head.dep_ == "pobj" and over.lower_ == "of":
        return over.head.pos_ == "NOUN" and not in_outcomes(over.head)  # "mother of two"
    return count.head.dep_ in ("nummod", "appos", "npadvmod") and over.i < count.head.i


def is_worth_telling(count: Count, noun: Token, measure: Measure) -> bool:
    """Is a noun phrase a figure of its own? Where it counts what happened to people, is hedged, is
    large, or where its clause is there to state it ("there are 12 fighters").
    """
    number = count.number
    size = count.size
    if size < 2:
        return in_outcomes(noun) and size == 1 and measure in HARM
    if number.best is None and number.high is None and size == 2:
        return in_outcomes(noun)  # "several men" by themselves are none
    if measure in HARM:
        return True
    if number.qualifier is not None or number.vague or number.best is None:
        return True
    if measure == "other":
        return size >= int(lexicon("measure")["thing_floor"])
    stated = noun.dep_ == "attr" or (noun.dep_ == "dobj" and in_list(noun.head, "stating"))
    return size >= int(lexicon("measure")["crowd_floor"]) or (stated and size >= 5)


def is_cumulative(count: Count) -> bool:
    """Is it a count over a whole period ("in total", "since 2014")?"""
    said = lexicon("measure")["totals"]["cumulative"]
    around = (*count.core.children, *count.core.head.children)
    since = any(t.lower_ == "since" and t.dep_ == "prep" for t in around)
    return since or any(t.lower_ in said for t in around)


def _only_names(tokens: list[Token], index: int, number: Number) -> bool:
    """Is the number part of a name, an age, a hyphenated word or an hour, or "one of"?"""
    before = tokens[index - 1] if index else None
    behind = next((t for t in tokens[index:] if t.i > number.last), None)
    if behind is not None:
        glued = not tokens[index].whitespace_
        if behind.text == "/" or (behind.text in ("-", ":") and glued):
            return True
        if number.best == 1 and behind.lower_ in ("of", "another", "day"):
            return True
    if before is None:
        return False
    if number.best == 1 and before.lower_ in ("no", "any", "every", "this", "that", "the", "which"):
        return True
    if before.text in ("-", "/", "#") and (not before.whitespace_ or _is_code(tokens, index)):
        return True
    if in_list(before, "naming") and before.i == number.first - 1:
        return True
    is_age = before.text == "," and (behind is None or behind.text in (",", "."))
    return is_age or before.lower_ in ("aged", "age")


def _is_code(tokens: list[Token], index: int) -> bool:
    """Is the number behind letters and a dash, set apart ("AK - 47")?"""
    return index > 1 and tokens[index - 2].is_upper and len(tokens[index - 2]) <= 4
