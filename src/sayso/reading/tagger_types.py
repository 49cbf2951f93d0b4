"""From the numbers of the heads to the type of what goes on between a source and a target.

Source and target look for the words of the sentence that tell it, and the type is read off what
they find and what they are. Pure functions over numpy arrays; ``training/net.py`` does the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.reading.heads import SEEK, TYPED, TYPES

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TypeWeights:
    """``weight`` (types, TYPED) and ``bias`` (types)."""

    weight: Array
    bias: Array


def type_probabilities(
    sides: Array, source: Sequence[int], target: Sequence[int], weights: TypeWeights
) -> Mapping[str, float]:
    """How probable each of TYPES is (0 to 1, in all 1) of what goes on in a sentence between the
    words ``source`` and ``target`` (either may be empty). ``sides`` (T, 3 SEEK + 3 TYPED) has a row
    a word of the sentence.
    """
    borders = np.cumsum([SEEK] * 3 + [TYPED] * 3)[:-1]
    sought_s, sought_t, shown, found, is_s, is_t = np.split(sides, borders, axis=1)
    seek, known = np.zeros(SEEK, np.float32), np.zeros(TYPED, np.float32)
    for words, sought, own in ((source, sought_s, is_s), (target, sought_t, is_t)):
        if len(words):
            seek = seek + sought[list(words)].mean(0)
            known = known + own[list(words)].mean(0)
    attention = _softmax(shown @ seek / np.float32(SEEK**0.5))
    told = np.maximum(attention @ found + known, 0)
    return dict(zip(TYPES, _softmax(weights.weight @ told + weights.bias).tolist(), strict=True))


def _softmax(x: Array) -> Array:
    e = np.exp(x - x.max())
    return np.asarray(e / e.sum(), np.float32)
