"""Totals: what a toll rises to, stands at, or is brought to, and which count it takes in."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.knowledge.loader import lexicon, words
from sayso.model import Figure
from sayso.model.statement import Measure
from sayso.reading.draft import Candidate
from sayso.reading.figures_changes import times_of
from sayso.reading.figures_counts import Count
from sayso.reading.figures_measures import by_lemma, harm_of, lemma, noun_measure
from sayso.reading.figures_spans import clause_span_of
from sayso.reading.numbers import Number
from sayso.reading.syntax import bounds, prepositions

_CLIMB = 4


def total_of(number: Number, head: Token, text: str) -> Candidate | None:
    """The candidate of a number that a toll, total or count is said to come to, or None.

    "bringing the total deaths to eight", "the death toll rose to 40", "the number of dead stands at
    12", "a death toll of 30".
    """
    rules = lexicon("measure")["totals"]
    verb = _governor(head, frozenset(rules["prepositions"]))
    if verb is None:
        return None
    if verb.pos_ == "NOUN":
        named = _is_total(verb) and lemma(verb) in rules["of_number"]
        return _candidate(number, verb, verb, text) if named else None
    if lemma(verb) in rules["movers"]:
        noun = next((c for c in verb.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None)
    elif lemma(verb) in rules["movements"]:
        noun = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    else:
        return None
    return _candidate(number, noun, verb, text) if noun is not None and _is_total(noun) else None


def _governor(head: Token, allowed: frozenset[str]) -> Token | None:
    """The verb or noun a number belongs to: over its preposition ("rose to 40"), or over itself
    ("reached 40").
    """
    token = head
    for _ in range(_CLIMB):
        if token.dep_ == "pobj" and token.head.lower_ in allowed:
            over = token.head.head
            if over.dep_ == "acomp":  # "is closer to 5,000"
                return over.head
            return over.head if over.lower_ == "from" else over  # "from fourteen to 31"
        if token.dep_ in ("dobj", "attr", "acomp"):
            return token.head
        if token.dep_ not in ("nummod", "quantmod", "compound") or token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_total(noun: Token) -> bool:
    return lemma(noun) in lexicon("measure")["totals"]["nouns"] or noun.lower_ in (
        "dead",
        "injured",
        "wounded",
    )


def _candidate(number: Number, noun: Token, verb: Token, text: str) -> Candidate:
    """The figure of a total: from the noun for what is counted to the end of the clause."""
    doc = noun.doc
    if verb.i == noun.i:
        kept = [t for t in noun.subtree if not t.is_space]
        start, end = bounds(kept, keep=noun.i)
    else:
        start, end = clause_span_of(verb, min(noun.left_edge.i, number.first))
    end = max(end, doc[number.last].idx + len(doc[number.last]))
    measure = _measure(noun)
    passed = lemma(verb) in lexicon("measure")["totals"]["passing"]
    figure = Figure(
        low=number.best if passed and number.low is None else number.low,
        best=number.best,
        high=None if passed else number.high,
        qualifier=number.qualifier,
        measure=measure or "other",
        of=_of(noun, number, text),
        cumulative=True,
        change=times_of(verb),
    )
    anchor = (
        noun.i
        if noun.i < verb.i or lemma(verb) in lexicon("measure")["totals"]["movers"]
        else verb.i
    )
    return Candidate("figure", start, end, anchor, "figures.total", 0.8, figure=figure)


def _measure(noun: Token) -> Measure | None:
    """What a total counts, from the words of its phrase; None where it only says "total"."""
    deaths = lexicon("measure")["death_tolls"]
    states, harms = by_lemma("states"), by_lemma("harms")
    for token in (noun, *noun.subtree):
        if lemma(token) in deaths and token.lower_ != "toll":
            return "deaths"
        found = states.get(token.lower_) or harms.get(lemma(token))
        if found is not None:
            return found
    if noun.lower_ == "toll":
        return "deaths"
    for _, counted in prepositions(noun, "of"):
        return noun_measure(counted) or "other"
    return None


def _of(noun: Token, number: Number, text: str) -> str | None:
    """What the total counts: the words behind "of", without the number itself."""
    for _, counted in prepositions(noun, "of"):
        kept = [t for t in counted.subtree if not t.is_space]
        kept = [t for t in kept if not number.first <= t.i <= number.last]
        if kept:
            start, end = bounds(kept)
            return " ".join(text[start:end].split())
    return None


def is_in_all(count: Count) -> bool:
    """Does "in all", "in total" or "altogether" stand behind a count?"""
    at = count.last + 1
    said = [t.lower_ for t in count.head.doc[at : at + 2]]
    return " ".join(said) in words("measure", "in_all") or said[:1] == ["altogether"]


def coded_measure(count: Count) -> Measure | None:
    """What a number behind "coded as" counts, what its sentence names as harm; and "Fatalities: 4"
    as it stands.
    """
    before = count.before(2)
    first = count.number.first
    if before[-1:] == [":"] and first > 1 and count.noun is None:
        return by_lemma("outcomes").get(lemma(count.head.doc[first - 2]))
    if count.noun is not None or before not in (["coded", "as"], ["coded", "at"]):
        return None
    named = {by_lemma("outcomes").get(lemma(t)) for t in count.head.sent} - {None}
    return named.pop() if len(named) == 1 else None


def link_totals(found: Sequence[Candidate], doc: Doc) -> list[Candidate]:
    """Let each total take in the nearest count before it, of the same measure, that is not larger
    and stands in the same sentence or the one before. A total that names no measure takes that
    count's.
    """
    starts = [sentence.start for sentence in doc.sents]
    out: list[Candidate] = []
    for candidate in found:
        out.append(candidate)
        if candidate.rule == "figures.total" and candidate.figure is not None:
            inner = _inner(out[:-1], candidate, starts)
            if inner is not None and inner.figure is not None:
                measure = candidate.figure.measure
                figure = candidate.figure.model_copy(
                    update={
                        "includes": (*candidate.figure.includes, inner.key),
                        "measure": inner.figure.measure if measure == "other" else measure,
                    }
                )
                out[-1] = replace(candidate, figure=figure)
    return [c for c in out if c.rule != "figures.total" or _is_known(c)]


def of_harm_before(total: Candidate, doc: Doc) -> Candidate:
    """A bare "number" or "figure" behind a sentence that tells of one sort of harm without any
    ("The raid killed villagers. Police put the number at seven") counts that.
    """
    noun = doc[total.anchor]
    start = noun.sent.start
    bare = not any(c.dep_ in ("prep", "compound", "amod", "acl") for c in noun.children)
    if total.figure is None or not start or noun.pos_ != "NOUN" or not bare:
        return total
    told = {harm_of(t) for t in doc[start - 1].sent if t.pos_ == "VERB"} - {None}
    if len(told) != 1:
        return total
    return replace(total, figure=total.figure.model_copy(update={"measure": told.pop()}))


def _is_known(candidate: Candidate) -> bool:
    """A total of nothing in particular ("the total rose to 4") is no figure of ours."""
    figure = candidate.figure
    return figure is not None and (figure.measure != "other" or figure.of is not None)


def _inner(before: list[Candidate], total: Candidate, starts: list[int]) -> Candidate | None:
    wanted = total.figure
    if wanted is None:
        return None
    for candidate in reversed(before):
        figure = candidate.figure
        apart = bisect_right(starts, total.anchor) - bisect_right(starts, candidate.anchor)
        if figure is None or apart > 1:
            break
        if wanted.measure not in (figure.measure, "other") or not candidate.end <= total.start:
            continue
        if (figure.best or figure.low or 0) <= (wanted.best or wanted.low or 0):
            return candidate
    return None
