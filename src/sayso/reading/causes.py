"""What drives what: causes, conditions, preventions and purposes, each with a cue of its own.

A verb of harm alone gives no cause, and mere sequence is at most a weak one (rule 7 of the design).
Direction is coded once: "prevented the sale" has the sale as its effect and the sign "-".
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Token

from sayso.model import Cause
from sayso.reading.analysis import Analysis
from sayso.reading.causes_clauses import inverted_conditions
from sayso.reading.causes_links import link_causes, links, reason_causes, reasons
from sayso.reading.causes_purposes import (
    aim_causes,
    aimed_causes,
    comparative_causes,
    noun_purpose,
    purpose_causes,
)
from sayso.reading.causes_spans import Found, overlaps
from sayso.reading.causes_verbs import verb_causes, verb_frames
from sayso.reading.draft import Candidate, Draft


def read_causes(draft: Draft) -> Draft:
    """The draft with a candidate of kind "cause" for every driver and effect that a cue joins.

    ``start``/``end`` is the smallest span that holds driver, cue and effect; ``anchor`` the causal
    verb, or the head of the effect or main clause.
    """
    found = [f for token in draft.analysis.doc for f in _found_at(token)]
    kept = _distinct(found)
    return draft.plus(
        candidates=(*draft.candidates, *(_candidate(f, draft.analysis) for f in kept))
    )


@lru_cache(maxsize=1)
def _starters() -> frozenset[str]:
    return frozenset(links()) | frozenset(reasons())


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
        yield from noun_purpose(token)
    if token.pos_ in ("VERB", "AUX", "ADJ"):
        if token.lemma_.lower() in verb_frames():
            yield from verb_causes(token)
        yield from aim_causes(token)
        yield from aimed_causes(token)
        yield from inverted_conditions(token)


def _distinct(found: Iterable[Found]) -> list[Found]:
    """The findings whose sides do not run into one another, one a cue, in text order."""
    kept: dict[tuple[int, int], Found] = {}
    for finding in found:
        if overlaps(finding.driver, finding.effect):
            continue
        best = kept.get(finding.cue)
        if best is None or finding.confidence > best.confidence:
            kept[finding.cue] = finding
    return sorted(kept.values(), key=lambda f: (_whole(f), f.anchor))


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
