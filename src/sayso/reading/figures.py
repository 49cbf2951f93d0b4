"""How many, with bounds: counts of what matters in a report on conflict and its consequences.

A count rides on a predicate ("74 villagers were killed"), is the total something comes to (as in
"bringing the total to eight"), is a part of one told before it ("three of them children"), is what
a number rose from ("from 12 to 15"), or is a noun phrase ("an estimated 3,000 fighters"). Bounds
are rule 9 of the design. Ages, dates, times, ordinals, measures of length and numbers that only
name are no figures.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Figure
from sayso.model.statement import Measure
from sayso.reading.draft import Candidate, Draft
from sayso.reading.figures_changes import Earlier, earlier_of, with_earlier
from sayso.reading.figures_counts import (
    HARM,
    Count,
    counts_of,
    is_cumulative,
    is_no_count,
    is_worth_telling,
)
from sayso.reading.figures_measures import (
    Predicate,
    first_of,
    in_outcomes,
    lemma,
    noun_measure,
    predicate_of,
)
from sayso.reading.figures_other import none_hurt, single_victim
from sayso.reading.figures_parts import (
    Told,
    drawn_measure,
    group_measure,
    leaned_on,
    share_whole,
    whole_of,
)
from sayso.reading.figures_shares import shares, sum_or_share
from sayso.reading.figures_spans import clause_span, noun_span, verb_span
from sayso.reading.figures_totals import (
    coded_measure,
    is_in_all,
    link_totals,
    of_harm_before,
    total_of,
)


def read_figures(draft: Draft) -> Draft:
    """The draft with a candidate of kind ``figure`` for each count, in text order.

    Reads ``times`` (a number inside a time is none of its own) and the parse. Candidates already
    there stay as they are. ``Figure.includes`` holds keys of candidates (:attr:`Candidate.key`).
    """
    reader = _Reader(draft)
    found = sorted(reader.read(), key=lambda c: (c.start, c.end, c.anchor))
    unique = {candidate.key: candidate for candidate in reversed(found)}
    kept = [c for c in found if unique[c.key] is c]
    linked = with_earlier(link_totals(kept, draft.analysis.doc), reader.earlier)
    return draft.plus(candidates=(*draft.candidates, *_with_parts(linked, reader.told)))


def _with_parts(found: list[Candidate], told: list[Told]) -> list[Candidate]:
    """The candidates, each whole with the keys of its parts."""
    parts: dict[str, list[str]] = {}
    for each in told:
        if each.whole is not None:
            parts.setdefault(each.whole, []).append(each.candidate.key)
    out = []
    for candidate in found:
        figure = candidate.figure
        if figure is not None and candidate.key in parts:
            includes = tuple(dict.fromkeys((*figure.includes, *parts[candidate.key])))
            figure = figure.model_copy(update={"includes": includes})
        out.append(replace(candidate, figure=figure))
    return out


class _Reader:
    """One pass over one report."""

    def __init__(self, draft: Draft) -> None:
        self._doc = draft.analysis.doc
        self._text = draft.analysis.text
        self._times = draft.times
        #: All that a number carries, in the order of the text.
        self.told: list[Told] = []
        #: The earlier values, each with the key of the figure that replaces it.
        self.earlier: list[tuple[Earlier, str]] = []

    def read(self) -> Iterator[Candidate]:
        """All figures, sentence by sentence."""
        for at, sentence in enumerate(self._doc.sents):
            tokens = [t for t in sentence if not t.is_space]
            known = len(self.told)
            self._numbered(tokens, at)
            found = [t.candidate for t in self.told[known:]]
            yield from found
            yield from none_hurt(tokens)
            yield from single_victim(tokens, self._text, {(c.start, c.end) for c in found})

    def _numbered(self, tokens: list[Token], at: int) -> None:
        """Reads the figures of one sentence that a number or a share carries."""
        known = len(self.told)
        pending: list[Earlier] = []
        for count in counts_of(self._doc, tokens, self._times):
            earlier = earlier_of(count)
            if earlier is not None:
                pending.append(earlier)
                continue
            taken = {(t.candidate.start, t.candidate.end) for t in self.told[known:]}
            made = self._told(count, at, taken)
            if made is not None:
                self.told.append(made)
        self.told.extend(shares(tokens, self._text, self.told, at))
        for earlier in pending:
            self._replaced(earlier, self.told[known:])

    def _replaced(self, earlier: Earlier, here: list[Told]) -> None:
        """Finds the figure that an earlier value goes with: the next one, or the one before."""
        first = earlier.count.number.first
        numbered = [t for t in here if t.count is not None and t.whole is None]
        behind = [t for t in numbered if t.count is not None and t.count.number.first > first]
        before = [t for t in numbered if t.count is not None and t.count.number.first < first]
        chosen = behind[:1] if earlier.after else before[-1:]
        for each in chosen:
            self.earlier.append((earlier, each.candidate.key))

    def _told(self, count: Count, at: int, taken: set[tuple[int, int]]) -> Told | None:
        is_other, other = sum_or_share(count.number, self._doc, self._text)
        if is_other:
            return None if other is None else self._share(count, other, at)
        total = total_of(count.number, count.head, self._text)
        if total is not None:
            return Told(count, self._of_harm(total, at), at)
        total = self._in_all(count, at) or self._coded(count)
        if total is not None:
            return Told(count, total, at)
        whole = whole_of(count, self.told, at)
        if whole is not None and whole.measure is not None:
            part = self._part(count, whole, whole.measure, at)
            return Told(count, part, at, whole.candidate.key)
        drawn = drawn_measure(count)
        if drawn is not None:
            figure = self._value(count, drawn)
            anchor = count.core.i
            made = Candidate("figure", *count.phrase, anchor, "figures.part", 0.7, figure=figure)
            return Told(count, made, at)
        found = None if is_no_count(count) else self._figure(count, taken)
        if found is None:
            found = self._leaning(count, at)
        return None if found is None else Told(count, found, at)

    def _of_harm(self, total: Candidate, at: int) -> Candidate:
        """A total of nothing named, in the measure of the harm told before it without a number."""
        near = [t for t in self.told if t.sentence >= at - 1 and t.measure in HARM]
        return total if near else of_harm_before(total, self._doc)

    def _in_all(self, count: Count, at: int) -> Candidate | None:
        """As in "four soldiers and six rebels were killed, ten people in all"."""
        if not is_in_all(count):
            return None
        inside = [
            t.candidate
            for t in self.told
            if t.sentence == at and t.whole is None and t.measure in HARM and t.size <= count.size
        ]
        measures = {c.figure.measure for c in inside if c.figure is not None}
        if len(measures) != 1:
            return None
        figure = self._value(count, measures.pop())
        keys = tuple(c.key for c in inside)
        figure = figure.model_copy(update={"cumulative": True, "includes": keys})
        anchor = inside[-1].anchor
        return Candidate("figure", *count.phrase, anchor, "figures.sum", 0.75, figure=figure)

    def _coded(self, count: Count) -> Candidate | None:
        """As in "Fatalities unknown, coded as 10", "Fatalities: 4": a toll that a coder sets."""
        measure = coded_measure(count)
        if measure is None:
            return None
        figure = self._value(count, measure)
        qualifier = figure.qualifier if count.before(1) == [":"] else "coded as"
        figure = figure.model_copy(update={"qualifier": qualifier, "of": None})
        return Candidate("figure", *count.phrase, count.head.i, "figures.coded", 0.7, figure=figure)

    def _share(self, count: Count, share: Candidate, at: int) -> Told:
        """A share of "them" is inside the figure they are."""
        named = share.figure is None or share.figure.of is not None
        whole = None if named else share_whole(count.number.first, self.told, at)
        return Told(count, share, at, whole.candidate.key if whole is not None else None)

    def _figure(self, count: Count, taken: set[tuple[int, int]]) -> Candidate | None:
        predicate = predicate_of(count.over or count.core, count.number.first)
        if predicate is not None and not in_outcomes(count.noun) and not _is_thing(count):
            return self._on_predicate(count, predicate, taken)
        return self._on_noun(count)

    def _on_predicate(
        self, count: Count, predicate: Predicate, taken: set[tuple[int, int]]
    ) -> Candidate:
        token = predicate.token
        first = first_of(count.core)
        one = any(c.lower_ in ("a", "an") for c in first.children)
        if first.i != count.core.i and (one or any(a <= first.idx < b for a, b in taken)):
            span = count.phrase  # the clause is that of the first of the list
        elif predicate.role == "subject":
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

    def _on_noun(self, count: Count) -> Candidate | None:
        measure = noun_measure(count.noun) if count.noun is not None else None
        measure = group_measure(count) or measure
        if count.noun is None or measure is None:
            return None
        if not is_worth_telling(count, count.noun, measure):
            return None
        figure = self._value(count, measure)
        return Candidate("figure", *count.phrase, count.noun.i, "figures.noun", 0.7, figure=figure)

    def _part(self, count: Count, whole: Told, measure: Measure, at: int) -> Candidate:
        """A count inside another, of the same measure. Its anchor is the whole's, so far as they
        stand in one clause.
        """
        anchor = whole.candidate.anchor if at == whole.sentence else count.core.i
        figure = self._value(count, measure).model_copy(update={"cumulative": False})
        return Candidate("figure", *count.phrase, anchor, "figures.part", 0.75, figure=figure)

    def _leaning(self, count: Count, at: int) -> Candidate | None:
        """A bare number that counts what the one before it counts."""
        before = leaned_on(count, self.told, at)
        if before is None or before.measure is None or before.candidate.figure is None:
            return None
        of = before.candidate.figure.of
        figure = self._value(count, before.measure).model_copy(update={"of": of})
        anchor = count.core.i
        return Candidate("figure", *count.phrase, anchor, "figures.leaning", 0.7, figure=figure)

    def _value(self, count: Count, measure: Measure) -> Figure:
        number = count.number
        return Figure(
            low=number.low,
            best=number.best,
            high=number.high,
            qualifier=number.qualifier,
            measure=measure,
            of=self._of(count),
            cumulative=is_cumulative(count),
        )

    def _of(self, count: Count) -> str | None:
        """What is counted, in the report's words without number and article."""
        if count.noun is None:
            return None
        last = self._doc[count.number.last]
        start, end = count.phrase
        words = " ".join(self._text[max(start, last.idx + len(last)) : end].split())
        for opening in ("of ", "the ", "more ", "other "):
            words = words.removeprefix(opening)
        return words if words not in ("", "more") else None


def _is_thing(count: Count) -> bool:
    """A thing that burns or is captured is not hurt or held."""
    if count.noun is None:
        return False
    named = any(lemma(count.noun) in words("mention_nouns", kind) for kind in _THINGS)
    return named or noun_measure(count.noun) == "other"


_THINGS = ("weapon", "vehicle", "object")
