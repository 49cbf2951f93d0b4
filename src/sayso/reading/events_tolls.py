"""Deaths and injuries of an act, from the figures that stand in its clause or lean on it.

Never summed: where two counts of one act stand side by side ("four soldiers and six rebels were
killed") its toll stays open, until a total is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Count
from sayso.reading import syntax
from sayso.reading.draft import Candidate, Draft
from sayso.reading.events_acts import Act
from sayso.reading.events_lexicon import classes
from sayso.reading.events_scene import is_passive, kinds_of_nouns
from sayso.reading.figures_measures import by_lemma, lemma
from sayso.reading.figures_other import victims

_HARMFUL = frozenset({"ASSAULT", "PROTEST"})
_MEASURES = ("deaths", "injuries")
#: Figures that are no toll of an act: inside another, or gone by.
_NO_TOLL = frozenset({"figures.part", "figures.earlier"})
#: How many sentences back a note's closing toll ("Two fatalities.") may find its act.
_REACH = 4


@dataclass(slots=True)
class _Found:
    """The counts by act and measure, the verb of the first, and those that stay open."""

    counts: dict[int, dict[str, Count]] = field(default_factory=dict)
    first: dict[tuple[int, str], Token] = field(default_factory=dict)

    def add(self, index: int, measure: str, candidate: Candidate, token: Token) -> None:
        """Takes the first count of an act; a second one beside it leaves the toll open."""
        known = self.counts.setdefault(index, {})
        if candidate.rule == "figures.sum":
            known[measure] = _count(candidate)
        elif measure not in known:
            self.first[index, measure] = token
            known[measure] = Count() if _has_singles(token) else _count(candidate)
        elif _is_beside(candidate, token, self.first[index, measure]):
            known[measure] = Count()

    def close(self, index: int, measure: str, candidate: Candidate) -> None:
        """Takes a toll said in closing, where none is known or it was left open."""
        known = self.counts.setdefault(index, {})
        if known.get(measure, Count()) == Count():
            known[measure] = _count(candidate)


def tolls(draft: Draft, acts: Sequence[Act]) -> dict[int, dict[str, Count]]:
    """Counts by measure (``deaths``, ``injuries``) for the acts, by their place in the sequence.

    A figure goes to the act nearest above it in the parse of its sentence; failing that, to the
    only harmful act of the sentence, or to the main one of the sentence before where its own names
    none but the bare outcome. A closing toll ("No fatalities.") goes to the main act before it.
    """
    found = _Found()
    scene = _Acts(draft, acts)
    figures = [c for c in draft.candidates if _is_toll(c)]
    for figure in figures:
        token = draft.analysis.doc[figure.anchor]
        closing = scene.is_closing(token)
        for measure in _measures(figure, token):
            for index in scene.acts_of(figure, token) if not closing else []:
                found.add(index, measure, figure, token)
            main = scene.main_around(token) if closing else None
            if main is not None:
                found.close(main, measure, figure)
    for index in scene.split_over_events():
        known = found.counts.get(index, {})
        known.update({m: _at_most(c) for m, c in known.items() if m == "deaths"})
    return found.counts


def _is_toll(candidate: Candidate) -> bool:
    figure = candidate.figure
    if figure is None or candidate.rule in _NO_TOLL:
        return False
    if candidate.rule == "figures.none" and figure.measure == "people":
        return True  # "no casualties"
    own = not figure.cumulative or candidate.rule == "figures.sum"
    return own and figure.measure in _MEASURES


def _measures(candidate: Candidate, token: Token) -> Iterator[str]:
    """What a figure tells of: "no casualties" is none dead and none hurt."""
    assert candidate.figure is not None  # noqa: S101
    if candidate.figure.measure in _MEASURES:
        yield candidate.figure.measure
    elif lemma(token) == "casualty":
        yield from _MEASURES


def _count(candidate: Candidate) -> Count:
    figure = candidate.figure
    assert figure is not None  # noqa: S101
    return Count(low=figure.low, best=figure.best, high=figure.high, figure=candidate.key)


def _at_most(count: Count) -> Count:
    """A toll of several events together: of each it is the most."""
    high = count.high if count.high is not None or count.low is not None else None
    return Count(high=high, figure=count.figure)


def _is_beside(candidate: Candidate, token: Token, first: Token) -> bool:
    """Does a count stand beside the first one of its act: coordinated, or of another place?"""
    if candidate.rule == "figures.leaning":
        return token.sent.start == first.sent.start
    return token.i == first.i


def _has_singles(verb: Token) -> bool:
    """Does "a man" stand beside what is counted ("two soldiers and a driver")?"""
    theme = syntax.subject(verb) if is_passive(verb) else syntax.direct_object(verb)
    if not syntax.is_verbal(verb) or theme is None or theme.dep_ == "conj":
        return False
    return any(_is_single(other) for other in victims(theme, verb) if other.i != theme.i)


def _is_single(noun: Token) -> bool:
    """Is it one person: a name, or a noun with an article or an owner ("his driver")?"""
    if noun.tag_ == "NNP":
        return noun.ent_type_ == "PERSON"
    owned = any(c.lower_ in ("a", "an", "the") or c.dep_ == "poss" for c in noun.lefts)
    return noun.tag_ == "NN" and owned and kinds_of_nouns().get(noun.lemma_.lower()) in _LIVING


_LIVING = frozenset({"people", "person"})


class _Acts:
    """The acts of a report, as figures find them."""

    def __init__(self, draft: Draft, acts: Sequence[Act]) -> None:
        self._draft = draft
        self._acts = acts
        self._by_token = _by_token(acts)
        self._harmful: dict[int, list[int]] = {}
        self._coded: dict[int, list[int]] = {}
        for index, act in enumerate(acts):
            start = act.head.sent.start
            if act.code.plover in _HARMFUL:
                self._harmful.setdefault(start, []).append(index)
            if act.code.acled is not None:
                self._coded.setdefault(start, []).append(index)

    def acts_of(self, figure: Candidate, token: Token) -> list[int]:
        """The acts whose toll a figure is: its own, and the one whose outcome that is."""
        index = _nearest(token, self._by_token)
        if index is None:
            index = self._only(token)
            if index is not None and self._is_anothers(figure, token, index):
                index = None
        if index is None:
            return []
        if not self._is_bare_outcome(index):
            return [index]
        main = self._main_of(self._before(token, 1, self._harmful))
        one = main is None or self._is_anothers(figure, token, main)
        return [index] if one or main is None else [index, main]

    def _is_anothers(self, figure: Candidate, token: Token, index: int) -> bool:
        """A count in another sentence is not that of an act done to one person."""
        act = self._acts[index]
        several = figure.figure is None or (figure.figure.best or 2) > 1
        return several and _is_one(act) and token.sent.start != act.head.sent.start

    def _only(self, token: Token) -> int | None:
        own = self._harmful.get(token.sent.start, [])
        if own:
            return own[0] if len(own) == 1 else None
        return None if _is_share(token) else self._main_of(self._before(token, 1, self._harmful))

    def is_closing(self, token: Token) -> bool:
        """Does a sentence tell of nothing but a toll ("Two fatalities.", "No deaths were
        reported.")?
        """
        if self._harmful.get(token.sent.start) or self._coded.get(token.sent.start):
            return False
        root = token.sent.root
        told = root.pos_ != "VERB" or lemma(root) in words("measure", "recording")
        outcomes = {*by_lemma("outcomes"), "casualty"}
        return told and any(lemma(t) in outcomes for t in token.sent) and not _is_share(token)

    def main_around(self, token: Token) -> int | None:
        """The main act of the nearest sentence before that tells of more than an outcome; of the
        one behind for a toll that opens a note.
        """
        if token.sent.start == 0:
            behind = token.sent.end
            if behind == len(token.doc):
                return None
            return self._main_of(self._coded.get(token.doc[behind].sent.start, []))
        return self._main_of(self._before(token, _REACH, self._coded))

    def _before(self, token: Token, reach: int, known: dict[int, list[int]]) -> list[int]:
        """The acts of the nearest sentence before, so many back, that are no bare outcomes."""
        start = token.sent.start
        for _ in range(reach):
            if start == 0:
                return []
            start = token.doc[start - 1].sent.start
            found = [i for i in known.get(start, []) if reach == 1 or not self._is_bare_outcome(i)]
            if found:
                return found
        return []

    def _main_of(self, indices: Sequence[int]) -> int | None:
        """The act that the others of its sentence stand under; None where two stand alone."""
        verbs = [self._acts[i].head for i in indices]
        tops = [
            i
            for i, verb in zip(indices, verbs, strict=True)
            if not any(o.i != verb.i and o.is_ancestor(verb) for o in verbs)
        ]
        heads = {self._acts[i].head.i for i in tops}
        return tops[0] if len(heads) == 1 else None

    def _is_bare_outcome(self, index: int) -> bool:
        """As in "Three officers were killed.": what came of an act, without doer, day or place."""
        act = self._acts[index]
        verb = act.head
        if act.code.name not in ("kill", "wound") or act.noun is not None or not is_passive(verb):
            return False
        if syntax.agent(verb) is not None or verb.dep_ not in ("ROOT", "conj"):
            return False
        sentence = verb.sent
        low, high = sentence.start_char, sentence.end_char
        dated = any(low <= t.start < high and t.type != "DURATION" for t in self._draft.times)
        placed = any(e.kind == "place" for _, e in self._draft.mentions_in(low, high))
        apart = any(t.lower_ in words("measure", "apart") for t in sentence)
        return not dated and not placed and not apart

    def split_over_events(self) -> Iterator[int]:
        """The acts whose toll is that of several ("Fatalities split over two events")."""
        for sentence in self._draft.analysis.doc.sents:
            said = {lemma(t) for t in sentence}
            toll = any(by_lemma("outcomes").get(w) == "deaths" for w in said)
            if toll and said & words("measure", "splitting") and said & words("measure", "split"):
                index = self.main_around(sentence.root)
                if index is not None:
                    yield index


def _is_one(act: Act) -> bool:
    """Is it done to one person? A count in another sentence is not his."""
    theme = syntax.subject(act.head) if is_passive(act.head) else syntax.direct_object(act.head)
    if act.noun is not None or theme is None or list(theme.conjuncts):
        return False
    if theme.tag_ == "NNP":
        return theme.ent_type_ == "PERSON"
    if theme.tag_ == "PRP":
        return theme.lower_ in ("he", "him", "she", "her")
    person = theme.tag_ == "NN" and kinds_of_nouns().get(theme.lemma_.lower()) == "people"
    return person and theme.lemma_.lower() not in classes()["collective"]


def _by_token(acts: Iterable[Act]) -> dict[int, int]:
    found: dict[int, int] = {}
    for index, act in enumerate(acts):
        if act.code.plover in _HARMFUL or act.rule == "events.noun.act":
            for token in (act.head, act.trigger, act.top, *act.merged):
                found.setdefault(token.i, index)
    return found


def _nearest(token: Token, by_token: dict[int, int]) -> int | None:
    for above in (token, *token.ancestors):
        if above.i in by_token:
            return by_token[above.i]
        for child in above.children:
            if child.dep_ in ("nsubj", "agent", "nsubjpass") and child.i in by_token:
                return by_token[child.i]
    return None


def _is_share(token: Token) -> bool:
    """A part of those already counted ("three of the victims were nurses")."""
    below = any(c.lower_ == "of" and c.dep_ == "prep" for c in token.children)
    return below or (token.dep_ == "pobj" and token.head.lower_ == "of")
