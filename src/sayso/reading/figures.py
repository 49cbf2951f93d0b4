"""How many, with bounds: counts of what matters in a report on conflict and its consequences.

A count rides on a predicate ("74 villagers were killed"), is the total something comes to (as in
"bringing the total to eight"), or is a noun phrase ("an estimated 3,000 fighters"). Bounds are rule
9 of the design. Ages, dates, times, ordinals, measures of length and numbers that only name are no
figures.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.model import Figure
from sayso.model.statement import Measure
from sayso.reading.draft import Candidate, Draft
from sayso.reading.figures_measures import (
    Predicate,
    counted_noun,
    in_list,
    in_outcomes,
    noun_measure,
    predicate_of,
)
from sayso.reading.figures_other import none_hurt, single_victim, sum_or_share
from sayso.reading.figures_spans import clause_span, noun_span, verb_span
from sayso.reading.figures_totals import link_totals, total_of
from sayso.reading.numbers import Number, number_at, starts_number

_HARM = frozenset({"deaths", "injuries", "missing", "displaced", "detained"})


def read_figures(draft: Draft) -> Draft:
    """The draft with a candidate of kind ``figure`` for each count, in text order.

    Reads ``times`` (a number inside a time is none of its own) and the parse. Candidates already
    there stay as they are. ``Figure.includes`` holds keys of candidates (:attr:`Candidate.key`).
    """
    found = list(_Reader(draft).read())
    found.sort(key=lambda c: (c.start, c.end, c.anchor))
    unique = {candidate.key: candidate for candidate in reversed(found)}
    kept = [c for c in found if unique[c.key] is c]
    return draft.plus(candidates=(*draft.candidates, *link_totals(kept, draft.analysis.doc)))


@dataclass(frozen=True, slots=True)
class _Count:
    """A number with what it counts: ``head`` its last token, ``noun`` the noun, if named."""

    number: Number
    head: Token
    noun: Token | None

    @property
    def core(self) -> Token:
        return self.noun if self.noun is not None else self.head

    @property
    def last(self) -> int:
        return max(self.number.last, self.core.i)

    @property
    def phrase(self) -> tuple[int, int]:
        return noun_span(self.number.first, self.core, self.last)


class _Reader:
    """One pass over one report."""

    def __init__(self, draft: Draft) -> None:
        self._doc = draft.analysis.doc
        self._text = draft.analysis.text
        self._starts = [t.start for t in draft.times]
        self._ends = [t.end for t in draft.times]

    def read(self) -> Iterator[Candidate]:
        """All figures, sentence by sentence."""
        for sentence in self._doc.sents:
            tokens = [t for t in sentence if not t.is_space]
            found = self._numbered(tokens)
            yield from found
            yield from none_hurt(tokens)
            yield from single_victim(tokens, self._text, {(c.start, c.end) for c in found})

    def _numbered(self, tokens: list[Token]) -> list[Candidate]:
        """The figures of one sentence that a number carries; a part named behind "including" is
        taken in by the count before it.
        """
        found: list[Candidate] = []
        for count in self._counts(tokens):
            whole = found[-1] if found else None
            part = self._part(count, whole)
            if part is not None and whole is not None and whole.figure is not None:
                includes = (*whole.figure.includes, part.key)
                found[-1] = replace(
                    whole, figure=whole.figure.model_copy(update={"includes": includes})
                )
                found.insert(len(found) - 1, part)
                continue
            taken = {(c.start, c.end) for c in found}
            candidate = self._figure(count, taken)
            if candidate is not None:
                found.append(candidate)
        return found

    def _counts(self, tokens: list[Token]) -> Iterator[_Count]:
        """The numbers of a sentence that may count something."""
        passed = -1
        for index, token in enumerate(tokens):
            if token.i <= passed or not starts_number(token) or self._in_time(token):
                continue
            number = number_at(tokens, index)
            if number is None:
                continue
            passed = number.last
            if not _only_names(tokens, index, number):
                head = self._doc[number.head]
                yield _Count(number, head, counted_noun(head, number.first))

    def _in_time(self, token: Token) -> bool:
        at = bisect_right(self._starts, token.idx) - 1
        return at >= 0 and token.idx < self._ends[at]

    def _figure(self, count: _Count, taken: set[tuple[int, int]]) -> Candidate | None:
        is_other, other = sum_or_share(count.number, self._doc, self._text)
        if is_other:
            return other
        total = total_of(count.number, count.head, self._text)
        if total is not None:
            return total
        if _is_no_count(count):
            return None
        predicate = predicate_of(count.core, count.number.first)
        if predicate is not None and not in_outcomes(count.noun):
            return self._on_predicate(count, predicate, taken)
        return self._on_noun(count)

    def _on_predicate(
        self, count: _Count, predicate: Predicate, taken: set[tuple[int, int]]
    ) -> Candidate:
        token = predicate.token
        if predicate.role == "subject":
            span = clause_span(count.number.first, predicate)
        elif predicate.role == "object":
            span = verb_span(predicate)
        elif predicate.role == "nominal":
            span = noun_span(token.left_edge.i, token, token.i)
        else:
            span = noun_span(count.number.first, count.core, max(count.last, token.i))
        if span in taken or not span[0] <= count.head.idx < span[1]:
            span = count.phrase
        figure = self._value(count, predicate.measure)
        return Candidate("figure", *span, token.i, "figures.predicate", 0.85, figure=figure)

    def _on_noun(self, count: _Count) -> Candidate | None:
        measure = noun_measure(count.noun) if count.noun is not None else None
        if count.noun is None or measure is None or not _worth_telling(count, count.noun, measure):
            return None
        figure = self._value(count, measure)
        return Candidate("figure", *count.phrase, count.noun.i, "figures.noun", 0.7, figure=figure)

    def _part(self, count: _Count, whole: Candidate | None) -> Candidate | None:
        """As in "including three children": a count inside the one before, of the same measure."""
        first = count.number.first
        before = [t.lower_ for t in self._doc[max(0, first - 2) : first]]
        joined = {" ".join(before), *before[-1:]} & set(lexicon("measure")["parts"])
        if whole is None or whole.figure is None or not joined:
            return None
        if count.noun is None or noun_measure(count.noun) in (None, "other"):
            return None
        if whole.figure.measure not in _HARM | {"people", "fighters"}:
            return None
        figure = self._value(count, whole.figure.measure)
        return Candidate("figure", *count.phrase, whole.anchor, "figures.part", 0.75, figure=figure)

    def _value(self, count: _Count, measure: Measure) -> Figure:
        number = count.number
        return Figure(
            low=number.low,
            best=number.best,
            high=number.high,
            qualifier=number.qualifier,
            measure=measure,
            of=self._of(count),
            cumulative=_is_cumulative(count),
        )

    def _of(self, count: _Count) -> str | None:
        """What is counted, in the report's words without number and article."""
        if count.noun is None:
            return None
        last = self._doc[count.number.last]
        start, end = count.phrase
        words = " ".join(self._text[max(start, last.idx + len(last)) : end].split())
        for opening in ("of ", "the ", "more ", "other "):
            words = words.removeprefix(opening)
        return words if words not in ("", "more") else None


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


def _is_no_count(count: _Count) -> bool:
    """Lengths, times and parts; a number behind the noun it belongs to ("Flight 93")."""
    if count.noun is not None:
        return in_list(count.noun, "units")
    over = count.head.head
    if count.head.dep_ == "pobj" and over.lower_ == "of":
        return over.head.pos_ == "NOUN" and not in_outcomes(over.head)  # "mother of two"
    return count.head.dep_ in ("nummod", "appos", "npadvmod") and over.i < count.head.i


def _worth_telling(count: _Count, noun: Token, measure: Measure) -> bool:
    """Is a noun phrase a figure of its own? Where it counts what happened to people, is hedged, is
    large, or where its clause is there to state it ("there are 12 fighters").
    """
    number = count.number
    size = number.best or number.low or number.high or 0
    if size < 2:
        return False
    if measure in _HARM or number.qualifier is not None or number.vague or number.best is None:
        return True
    if measure == "other":
        return size >= int(lexicon("measure")["thing_floor"])
    stated = noun.dep_ == "attr" or (noun.dep_ == "dobj" and in_list(noun.head, "stating"))
    return size >= int(lexicon("measure")["crowd_floor"]) or (stated and size >= 5)


def _is_cumulative(count: _Count) -> bool:
    """Is it a count over a whole period ("in total", "since 2014")?"""
    said = lexicon("measure")["totals"]["cumulative"]
    around = (*count.core.children, *count.core.head.children)
    since = any(t.lower_ == "since" and t.dep_ == "prep" for t in around)
    return since or any(t.lower_ in said for t in around)
