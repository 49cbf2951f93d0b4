"""What drives what: causes, conditions, preventions and purposes, each with a cue of its own.

A verb of harm alone gives no cause, and mere sequence is at most a weak one (rule 7 of the design).
Direction is coded once: "prevented the sale" has the sale as its effect and the sign "-".
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from sayso.model import Cause
from sayso.reading.analysis import Analysis
from sayso.reading.causes_across import left_out_causes, resolved
from sayso.reading.causes_clauses import absolute_causes, inverted_conditions
from sayso.reading.causes_cues import links, reasons
from sayso.reading.causes_drivers import driver_of
from sayso.reading.causes_light import (
    fault_causes,
    idiom_causes,
    impact_causes,
    light_causes,
    light_lemmas,
    lying_causes,
    traced_causes,
    traced_words,
)
from sayso.reading.causes_links import link_causes, reason_causes
from sayso.reading.causes_nouns import blame_causes, predicate_causes
from sayso.reading.causes_purposes import aim_causes, aimed_causes, purpose_causes
from sayso.reading.causes_scales import comparative_causes, degree_causes
from sayso.reading.causes_spans import Found, overlaps
from sayso.reading.causes_verbs import verb_causes, verb_frames
from sayso.reading.draft import Candidate, Draft


def read_causes(draft: Draft) -> Draft:
    """The draft with a candidate of kind "cause" for every driver and effect that a cue joins.

    ``start``/``end`` is the smallest span that holds driver, cue and effect; ``anchor`` the causal
    verb, or the head of the effect or main clause.
    """
    found = [f for token in draft.analysis.doc for f in _found_at(token)]
    kept = [resolved(f, draft.analysis.doc) for f in _distinct(found)]
    return draft.plus(
        candidates=(*draft.candidates, *(_candidate(f, draft.analysis) for f in kept))
    )


def _found_at(token: Token) -> Iterator[Found]:
    """What the cues that begin at a token say."""
    lower = token.lower_
    if lower in links():
        yield from link_causes(token)
    if lower in reasons():
        yield from reason_causes(token)
    if lower == "the":
        yield from comparative_causes(token)
    elif lower == "to":
        yield from purpose_causes(token)
    elif lower in ("so", "such", "too"):
        yield from degree_causes(token)
    elif lower in ("should", "had", "were"):
        yield from inverted_conditions(token)
    elif lower == "with":
        yield from absolute_causes(token)
    if lower in traced_words():
        yield from traced_causes(token)
    if token.pos_ == "NOUN":
        yield from impact_causes(token)
    if token.pos_ in ("VERB", "AUX", "ADJ"):
        yield from _found_at_verb(token)


def _found_at_verb(verb: Token) -> Iterator[Found]:
    lemma = verb.lemma_.lower()
    if lemma in verb_frames():
        yield from verb_causes(verb)
    if lemma == "be":
        yield from predicate_causes(verb)
        yield from left_out_causes(verb)
    if lemma in light_lemmas():
        yield from light_causes(verb, driver_of(verb))
    yield from lying_causes(verb)
    yield from idiom_causes(verb)
    yield from fault_causes(verb)
    yield from blame_causes(verb)
    yield from aim_causes(verb)
    yield from aimed_causes(verb)


def _distinct(found: Iterable[Found]) -> list[Found]:
    """The findings whose sides do not run into one another, one a cue, in text order."""
    kept: dict[tuple[int, int], Found] = {}
    for finding in found:
        if overlaps(finding.driver, finding.effect):
            continue
        best = kept.get(finding.cue)
        if best is None or finding.confidence > best.confidence:
            kept[finding.cue] = finding
    whole = [
        f
        for f in kept.values()
        if not any(_inside(f.cue, other) for other in kept)
        and not any(_is_driven_goal(f, other) for other in kept.values())
        and not any(_only_helps(f, other) for other in kept.values())
    ]
    return sorted(whole, key=lambda f: (_whole(f), f.anchor))


def _inside(cue: tuple[int, int], other: tuple[int, int]) -> bool:
    """A cue that is part of a longer one ("for" in "in retaliation for")."""
    return cue != other and other[0] <= cue[0] and cue[1] <= other[1]


def _is_driven_goal(found: Found, other: Found) -> bool:
    """The infinitive of "caused them to flee", read as the purpose of causing."""
    goal = found.relation == "purpose" and other.relation != "purpose"
    return goal and found.anchor == other.anchor and overlaps(found.driver, other.effect)


def _only_helps(found: Found, other: Found) -> bool:
    """As in "helped to curb thefts", where the curbing is read by itself, with the same driver."""
    same = found.driver == other.driver and found.cue != other.cue
    inside = found.effect[0] <= other.cue[0] and other.cue[1] <= found.effect[1]
    return same and inside and found.rule.startswith("causes.verb.help")


def _whole(found: Found) -> tuple[int, int]:
    parts = (found.driver, found.effect, found.cue)
    return min(p[0] for p in parts), max(p[1] for p in parts)


def _candidate(found: Found, analysis: Analysis) -> Candidate:
    start, end = _whole(found)
    return Candidate(
        kind="cause",
        start=start,
        end=end,
        anchor=found.anchor,
        rule=found.rule,
        confidence=found.confidence,
        condition=analysis.span(*found.condition) if found.condition else None,
        cause=Cause(
            driver=analysis.span(*found.driver),
            effect=analysis.span(*found.effect),
            sign=found.sign,
            relation=found.relation,
            cue=analysis.span(*found.cue),
        ),
    )
