"""Rival tolls: two voices that give numbers of the same dead, hurt, missing, displaced or held."""

from collections.abc import Mapping

from sayso.knowledge.loader import words
from sayso.model import Attribution, Figure, Statement
from sayso.reading.draft import Draft
from sayso.reading.figures_counts import HARM

_INF = float("inf")


def are_rival_tolls(
    one: Statement, other: Statement, by_id: Mapping[str, Attribution], draft: Draft
) -> bool:
    """Do two voices give numbers of the same thing, in one sentence or in two that follow, of which
    only one can be right? A part, an earlier value or another place is not the same thing.
    """
    a, b = one.figure, other.figure
    if a is None or b is None or a.measure != b.measure or a.measure not in HARM:
        return False
    if not _are_two_voices(one, other, by_id) or not _are_plain(one, other):
        return False
    if one.id in b.includes or other.id in a.includes:
        return False
    mine, theirs = {p.entity for p in one.places}, {p.entity for p in other.places}
    if mine and theirs and mine != theirs:
        return False
    return _are_apart(a, b) and _are_of_the_same(a, b) and _are_near(one, other, draft)


def _are_two_voices(one: Statement, other: Statement, by_id: Mapping[str, Attribution]) -> bool:
    a, b = by_id.get(one.attribution or ""), by_id.get(other.attribution or "")
    if a is None or b is None or a.id in (b.id, b.within) or b.id == a.within:
        return False
    if a.source is None or b.source is None:
        return False
    same = a.speaker is not None and a.speaker == b.speaker
    return not same and a.source.text.lower() != b.source.text.lower()


def _are_plain(one: Statement, other: Statement) -> bool:
    never = ("figures.part", "figures.earlier")
    both = (one, other)
    told = all(s.stance == "asserted" and s.polarity == "positive" for s in both)
    return told and all(s.rules[:1] and s.rules[0] not in never for s in both)


def _are_apart(a: Figure, b: Figure) -> bool:
    """Do the bounds leave no number that both allow?"""
    low = max(a.low if a.low is not None else -_INF, b.low if b.low is not None else -_INF)
    high = min(a.high if a.high is not None else _INF, b.high if b.high is not None else _INF)
    return low > high


def _are_of_the_same(a: Figure, b: Figure) -> bool:
    """The same noun, or one that says no more than "people", or none."""
    one, other = _noun(a.of), _noun(b.of)
    return one == other or not one or not other


def _noun(of: str | None) -> str:
    word = of.split()[-1].lower() if of and len(of.split()) < _LONGEST else (of or "").lower()
    return "" if word in words("disputes", "anybody") else word


#: Of a longer phrase the last word is seldom the noun.
_LONGEST = 3


def _are_near(one: Statement, other: Statement, draft: Draft) -> bool:
    first, second = (draft.analysis.token_at(s.start) for s in (one, other))
    if first is None or second is None:
        return False
    a, b = sorted((first.sent, second.sent), key=lambda s: s.start)
    return b.start in (a.start, a.end)
