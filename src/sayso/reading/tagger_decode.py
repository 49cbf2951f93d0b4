"""From the numbers of the heads to attributions as words: cue, source and content.

Tags find the cue; for each cue every word of the window is scored on whether it belongs to the
cue's source and to its content. Pure functions over numpy arrays, used in training and in reading.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Words = tuple[int, int]

#: Tags of the token heads, three each for cue, source and content: begins, goes on, outside.
BEGINS, GOES_ON, OUTSIDE = 0, 1, 2
DISTANCES = 32


@dataclass(frozen=True, slots=True)
class PairWeights:
    """What a pair of a cue and a word is scored with: ``distance`` (DISTANCES, P), ``weight`` (P),
    ``bias``.
    """

    distance: Array
    weight: Array
    bias: float


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as ranges of words, with how sure each part is (0 to 1)."""

    cue: Words
    source: Words | None
    content: tuple[Words, ...]
    cue_sure: float
    source_sure: float
    content_sure: float


def distance_buckets(cue: int, count: int) -> NDArray[np.int64]:
    """Buckets of the signed distance from word ``cue`` to each of ``count`` words: exact up to 4,
    then by powers of the square root of two, up to DISTANCES.
    """
    offset = np.arange(count) - cue
    far = np.abs(offset)
    steps = np.where(far <= 4, far, 4 + np.floor(2 * np.log2(np.maximum(far, 4) / 4)))
    middle = DISTANCES // 2
    bounded = np.minimum(steps, middle - 1).astype(np.int64)
    return np.where(offset < 0, middle - bounded, middle + bounded).astype(np.int64) % DISTANCES


def decode(
    tags: Array,
    pairs: Array,
    scores: tuple[PairWeights, PairWeights],
    *,
    core: int,
    threshold: float,
) -> list[Found]:
    """The attributions whose cue begins at word ``core`` or behind it, in text order.

    ``tags`` (T, 9) and ``pairs`` (T, 4P) have a row a word; ``scores`` are the weights for sources
    and for content; ``threshold`` is how probable a cue must be.
    """
    if not len(tags):
        return []
    source, content = scores
    wide = pairs.shape[1] // 4
    cue_s, word_s, cue_c, word_c = (pairs[:, i * wide : (i + 1) * wide] for i in range(4))
    found = []
    for (begin, end), sure in cues(tags[:, :3], core, threshold):
        buckets = distance_buckets(begin, len(tags))
        says = _scores(cue_s[begin:end].mean(0), word_s, source, buckets)
        said = _scores(cue_c[begin:end].mean(0), word_c, content, buckets)
        who = best_run(says, barred=(begin, end))
        what = runs(said, barred=(begin, end))
        if not what:
            continue
        found.append(
            Found(
                cue=(begin, end),
                source=who,
                content=what,
                cue_sure=sure,
                source_sure=_sureness(says, (who,)) if who else 1 - _sigmoid(float(says.max())),
                content_sure=_sureness(said, what),
            )
        )
    return found


def cues(tags: Array, core: int, threshold: float) -> list[tuple[Words, float]]:
    """Cues as ranges of words with their probability; ``tags`` (T, 3) are logits."""
    p = _softmax(tags)
    found: list[tuple[Words, float]] = []
    at = core
    while at < len(p):
        if p[at, BEGINS] < threshold:
            at += 1
            continue
        end = at + 1
        while end < len(p) and p[end, GOES_ON] > 0.5:
            end += 1
        found.append(((at, end), float(p[at, BEGINS])))
        at = end
    return found


def cue_probabilities(tags: Array) -> Array:
    """How probable it is that a word belongs to a cue, a word each; ``tags`` (T, 9) are logits."""
    return np.asarray(1 - _softmax(tags[:, :3])[:, OUTSIDE], np.float32)


def best_run(scores: Array, barred: Words) -> Words | None:
    """The run of words with the greatest sum of logits, None where no word is above zero."""
    best: tuple[float, Words] | None = None
    total, begin = 0.0, 0
    for i, score in enumerate(scores.tolist()):
        if barred[0] <= i < barred[1]:
            total, begin = 0.0, i + 1
            continue
        if total <= 0:
            total, begin = 0.0, i
        total += score
        if total > 0 and (best is None or total > best[0]):
            best = (total, (begin, i + 1))
    return best[1] if best else None


def runs(scores: Array, barred: Words, gap: int = 2) -> tuple[Words, ...]:
    """Runs of words above zero; holes of up to ``gap`` words are closed, single words beside a
    longer run dropped.
    """
    inside = scores > 0
    inside[barred[0] : barred[1]] = False
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inside.astype(np.int8), [0]))))
    found: list[Words] = []
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        joins = found and begin - found[-1][1] <= gap
        if joins and not (found[-1][1] <= barred[0] < begin):
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    long = [r for r in found if r[1] - r[0] > 1]
    return tuple(long or found)


def _scores(cue: Array, word: Array, weights: PairWeights, buckets: NDArray[np.int64]) -> Array:
    joined = np.maximum(cue + word + weights.distance[buckets], 0)
    return np.asarray(joined @ weights.weight + weights.bias, np.float32)


def _sureness(scores: Array, ranges: tuple[Words, ...]) -> float:
    inside = np.concatenate([scores[a:b] for a, b in ranges])
    return float((1 / (1 + np.exp(-inside))).mean())


def _sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))


def _softmax(x: Array) -> Array:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), np.float32)
