"""Where an act is: the place its own words put it at."""

from collections.abc import Mapping

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.model import Entity
from sayso.reading.draft import Draft


def where(
    token: Token, inside: set[int], draft: Draft, *, motion: bool
) -> tuple[str | None, list[str]]:
    """The place of an act: its entity where there is one, and how the name says it."""
    doc = token.doc
    below = [doc[i] for i in sorted(inside) if i > token.i]
    if not below:
        return None, []
    start, end = below[0].idx, below[-1].idx + len(below[-1])
    found: dict[str, tuple[int, Entity]] = {}
    for mention, entity in draft.mentions_in(start, end):
        at = draft.analysis.token_at(mention.start)
        if entity.kind != "place" or at is None or not _is_place_phrase(at, token, inside):
            continue
        found.setdefault(entity.id, (mention.start, entity))
    if not found:
        return None, []
    chosen = _particular(found, draft)
    preposition = "to" if motion and _leads_to(chosen, draft) else "in"
    names = [e.name for _, e in chosen]
    listed = ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
    return (chosen[0][1].id if len(chosen) == 1 else None), [f"{preposition} {listed}"]


def _is_place_phrase(place: Token, above: Token, inside: set[int]) -> bool:
    """A place that a preposition of place joins to the act, or to what lies outside the side, and
    no owner or modifier of another.
    """
    at = place
    if at.dep_ == "poss":
        return False
    while at.head.i != at.i and at.dep_ in ("compound", "amod", "conj", "appos", "nmod"):
        at = at.head
    while at.head.i != at.i and at.dep_ == "pobj":
        preposition = at.head
        if at.i != place.i and preposition.lower_ == "by":
            return True
        if preposition.lower_ not in lexicon("terms")["places"]["prepositions"]:
            return False
        over = preposition.head
        if over.i == above.i or over.i not in inside or _is_of_time(over):
            return True
        if over.dep_ not in ("pobj", "conj", "dobj", "nsubj"):
            return True
        at = preposition.head
        while at.dep_ == "conj":
            at = at.head
    return False


def _is_of_time(token: Token) -> bool:
    return token.lower_ in lexicon("terms")["places"]["times"]


def _particular(found: Mapping[str, tuple[int, Entity]], draft: Draft) -> list[tuple[int, Entity]]:
    """The one of several that is meant above all ("in the West, in particular Europe"), else all;
    a place that only says where another lies is left out.
    """
    ordered = sorted(found.values(), key=lambda pair: pair[0])
    for at, entity in ordered[1:]:
        token = draft.analysis.token_at(at)
        before = draft.analysis.doc[token.i - 1] if token is not None and token.i else None
        if before is not None and before.lower_ in lexicon("terms")["particular"]["words"]:
            return [(at, entity)]
    return ordered


def _leads_to(chosen: list[tuple[int, Entity]], draft: Draft) -> bool:
    """Whether the way to the place goes through "to", "into" or "home"."""
    token = draft.analysis.token_at(chosen[0][0])
    seen = 0
    while token is not None and token.head.i != token.i and seen < 6:
        if token.lower_ in ("to", "into", "toward", "towards"):
            return True
        token, seen = token.head, seen + 1
    return False
