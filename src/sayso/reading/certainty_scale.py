"""Bands of probability: the words of a report that stand on a named scale.

Only words that a scale names have numbers; "may" and "could" have none. Which scale is asked is a
setting (``scales.yaml`` has ICD 203, PHIA and Kent's words).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.tokens import Token

from sayso.knowledge.scales import terms_of

#: The most words that stand before the last of a phrase on a scale ("chances about even").
_BEFORE = 3


class Band(NamedTuple):
    """A probability from ``low`` to ``high`` (0 to 1, None: no words stand on the scale), the scale
    that was asked, and the words.
    """

    low: float | None
    high: float | None
    scale: str
    words: tuple[Token, ...] = ()


def band_of(cues: Iterable[Token | None], scale: str | None) -> Band:
    """The band of the first cue that stands on the scale, with the words before it that belong to
    it ("very likely"). A negated word of probability has no band of its own.
    """
    name, terms = terms_of(scale)
    for cue in cues:
        if cue is None or any(c.dep_ == "neg" for c in (*cue.children, *cue.head.children)):
            continue
        for phrase in _phrases(cue):
            band = terms.get(" ".join(t.lower_ for t in phrase))
            if band is not None:
                return Band(*band, name, phrase)
    return Band(None, None, name)


def _phrases(token: Token) -> Iterator[tuple[Token, ...]]:
    """A word with the words before it that belong to it, the longest first: "roughly even chance",
    "even chance", "chance".
    """
    near = (t for t in token.subtree if token.i - _BEFORE <= t.i < token.i)
    before = [t for t in near if t.dep_ not in ("det", "expl")]
    for first in range(len(before) + 1):
        yield (*before[first:], token)
