"""Scales of words of probability, and what a word of one is called on another.

The scales and their sources are in ``data/scales.yaml``.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from sayso.knowledge.loader import lexicon
from sayso.model import SaysoError

Band = tuple[float, float]


class ScaleError(SaysoError, ValueError):
    """There is no scale, or no word on it, of that name."""


class Match(NamedTuple):
    """A word of another scale, and the share (0 to 1) of the first word's band that it covers."""

    term: str
    share: float


def scale_names() -> tuple[str, ...]:
    """The names of the scales there are."""
    return tuple(lexicon("scales")["scales"])


@cache
def terms_of(name: str | None = None) -> tuple[str, Mapping[str, Band]]:
    """A scale's name (by default that of the data file) and its words with their bands (0 to 1).

    Raises :class:`ScaleError` where there is no such scale.
    """
    data = lexicon("scales")
    chosen = name or str(data["default"])
    if chosen not in data["scales"]:
        raise ScaleError(f"no scale is named {chosen!r}: {', '.join(scale_names())}")
    return chosen, {word: (band[0], band[1]) for word, band in data["scales"][chosen].items()}


def crosswalk(term: str, scale: str, other: str) -> tuple[Match, ...]:
    """What a word of one scale is called on another: the words there whose bands share some of its
    own, most first. Empty where its band lies in a gap of the other scale.

    Raises :class:`ScaleError` where a scale is not there or has no such word.
    """
    name, terms = terms_of(scale)
    if term not in terms:
        raise ScaleError(f"{term!r} is no word of the scale {name}")
    own = terms[term]
    shares = (Match(word, _share(own, band)) for word, band in terms_of(other)[1].items())
    return tuple(sorted((m for m in shares if m.share > 0), key=lambda m: (-m.share, m.term)))


def _share(own: Band, other: Band) -> float:
    """How much of the first band the second covers; a single point is covered or not."""
    low, high = max(own[0], other[0]), min(own[1], other[1])
    if own[0] == own[1]:
        return 1.0 if low <= high else 0.0
    return round(max(0.0, high - low) / (own[1] - own[0]), 3)
