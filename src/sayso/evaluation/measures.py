"""What the scorers share: precision and recall, spans as characters, one-to-one pairing."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sayso.model import Span

Characters = frozenset[int]
Stretch = tuple[int, int]
Figures = dict[str, Any]

_Left = TypeVar("_Left")
_Right = TypeVar("_Right")

_NO_WORD = re.compile(r"[^a-z0-9 ]+")
EARTH_DIAMETER_KM = 12742.0


def precision_recall(hit: int, predicted: int, gold: int) -> dict[str, float]:
    """Precision ``p``, recall ``r`` and their harmonic mean ``f1``, in percent to one decimal."""
    precision = hit / predicted if predicted else 0.0
    recall = hit / gold if gold else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {
        "p": round(100 * precision, 1),
        "r": round(100 * recall, 1),
        "f1": round(100 * f1, 1),
    }


def percent(part: int, whole: int) -> float:
    """``part`` of ``whole`` in percent to one decimal; 0.0 where there is no whole."""
    return round(100 * part / whole, 1) if whole else 0.0


def characters(stretches: Iterable[Stretch], text: str) -> Characters:
    """The positions of ``text`` that the stretches cover, white space left out."""
    return frozenset(
        position
        for start, end in stretches
        for position in range(start, min(end, len(text)))
        if not text[position].isspace()
    )


def stretch(span: Span) -> Stretch:
    """Start and end of a span."""
    return span.start, span.end


def gold_stretches(spans: Iterable[Any] | None) -> list[Stretch]:
    """Gold spans, each ``[start, end]`` or an object with ``start`` and ``end``, as stretches."""
    return [
        (span["start"], span["end"]) if isinstance(span, Mapping) else (span[0], span[1])
        for span in spans or ()
    ]


def overlap_share(a: Characters, b: Characters) -> float:
    """Shared characters over all characters of both (Jaccard's index); 0.0 for two empty sets."""
    return len(a & b) / len(a | b) if a or b else 0.0


def overlap(a: Stretch, b: Stretch) -> int:
    """How many positions two stretches share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def pair_off(
    score: Callable[[_Left, _Right], float],
    left: Sequence[_Left],
    right: Sequence[_Right],
    floor: float,
) -> list[tuple[int, int]]:
    """Greedy one-to-one pairs as indices into both sides: best score first, none below ``floor``.

    Of equal scores the later ones go first, so that the pairing does not hang on chance.
    """
    candidates = sorted(
        (
            (value, i, j)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
            if (value := score(one, other)) >= floor
        ),
        reverse=True,
    )
    left_used: set[int] = set()
    right_used: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in left_used and j not in right_used:
            left_used.add(i)
            right_used.add(j)
            pairs.append((i, j))
    return pairs


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance between two points (degrees north, degrees east), by haversines."""
    north, east, other_north, other_east = map(math.radians, (*here, *there))
    chord = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    )
    return EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(chord)))


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, of ASCII letters and digits only."""
    return _NO_WORD.sub(" ", text.lower()).split()
