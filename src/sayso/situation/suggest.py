"""Suggestions: factors that may be one, with the words and the score that speak for it.

Nothing is merged by a suggestion: `sayso decide merge` does that.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.model import Factor, Suggestion
from sayso.situation.broader import broader_of
from sayso.situation.claims import Claim
from sayso.situation.embedding import nearness
from sayso.situation.factors import Grouping

NEAR: Final = 0.55
"""The cosine of what two factors are, whom and where left out, from which they are put side by
side: "protest" and "riot" have 0.56."""

MOST: Final = 40
"""How many suggestions are given, the nearest first."""


def suggestions(claims: Sequence[Claim], grouping: Grouping) -> tuple[Suggestion, ...]:
    """Pairs of factors that may be one: of one broader term, or near in words where nothing that
    is known of who, on whom and where speaks against it.
    """
    terms = _broader_terms(claims, grouping)
    private = _private(claims, grouping)
    factors = [f for f in grouping.factors if f.id not in private]
    scores = nearness([f.what for f in factors])
    found = []
    for i, k in sorted(_near(scores) | _of_one_term(factors, terms)):
        one, other, score = factors[i], factors[k], float(scores[i, k])
        shared = terms.get(one.id, frozenset()) & terms.get(other.id, frozenset())
        reasons = [f"both are kinds of {t}" for t in sorted(shared)]
        if score >= NEAR and _fit(one, other):
            reasons.append(f"near in words ({score:.2f}){_common(one, other)}")
        if reasons:
            pair = (one.id, other.id)
            found.append(Suggestion(factors=pair, score=round(score, 2), reasons=tuple(reasons)))
    found.sort(key=lambda s: (-len(s.reasons), -s.score, s.factors))
    return tuple(found[:MOST])


def _near(scores: NDArray[np.float32]) -> set[tuple[int, int]]:
    """The pairs whose score is high enough, each once."""
    near = np.argwhere(np.triu(scores >= NEAR, k=1))
    return {(int(i), int(k)) for i, k in near}


def _of_one_term(
    factors: Sequence[Factor], terms: Mapping[str, frozenset[str]]
) -> set[tuple[int, int]]:
    """The pairs that a broader term would join."""
    under: dict[str, list[int]] = {}
    for at, factor in enumerate(factors):
        for term in terms.get(factor.id, ()):
            under.setdefault(term, []).append(at)
    return {pair for same in under.values() for pair in combinations(same, 2)}


def _broader_terms(claims: Sequence[Claim], grouping: Grouping) -> dict[str, frozenset[str]]:
    """The broader terms that a factor's drivers could be put under."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        for i, part in enumerate(claim.drivers):
            up = broader_of(part)
            if up is not None:
                factor = grouping.of[part.statement, "driver", i]
                found.setdefault(factor, set()).add(f"{up[0].term} ({up[0].source})")
    return {factor: frozenset(terms) for factor, terms in found.items()}


def _private(claims: Sequence[Claim], grouping: Grouping) -> frozenset[str]:
    """The factors about somebody without a public office; they stay in their report."""
    return frozenset(
        grouping.of[part.statement, part.side, i]
        for claim in claims
        for side in (claim.drivers, claim.effects)
        for i, part in enumerate(side)
        if part.term.private
    )


def _fit(one: Factor, other: Factor) -> bool:
    pairs = (
        (one.actor, other.actor),
        (one.recipient, other.recipient),
        (one.place, other.place),
    )
    return all(a is None or b is None or a == b for a, b in pairs)


def _common(one: Factor, other: Factor) -> str:
    words = sorted(set(one.what.split()) & set(other.what.split()))
    return f"; both have “{'”, “'.join(words)}”" if words else ""
