"""The encoder: word pieces in, numbers of the heads out.

One ONNX file in dynamic int8 holds MiniLM, fine-tuned, with its heads (see ``MODEL_CARD.md`` beside
it). Dynamic int8 gives other numbers in other batches, so it reads one window a call, on one
thread.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.model import SaysoError
from sayso.reading.heads import WORDS
from sayso.reading.tagger_decode import PairWeights
from sayso.reading.windows import Window

Array = NDArray[np.float32]

FILES = ("encoder.onnx", "scores.npz", "tokenizer.json")


class WeightsError(SaysoError, RuntimeError):
    """The learned weights are missing or cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the heads say of the words of a window, a row a word: ``tags`` (9), ``pairs`` (4 times
    the width of a pair), and by name the heads that say something of every word (see
    :data:`sayso.reading.heads.WORDS`).
    """

    tags: Array
    pairs: Array
    words: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Encoder:
    """The encoder and what belongs to it, loaded."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    #: What words are scored with for the source and for the content of a cue.
    scores: tuple[PairWeights, PairWeights]

    def read(self, window: Window) -> Numbers:
        """The numbers of one window."""
        given = {
            "ids": np.array([window.ids], np.int64),
            "looks": np.array([window.looks], np.int64),
        }
        names = ["tags", "pairs", "words"]
        at = np.array(window.at, np.int64)
        tags, pairs, each = (out[0][at] for out in self.session.run(names, given))
        borders = np.cumsum(list(WORDS.values()))[:-1]
        words = zip(WORDS, np.split(each, borders, axis=1), strict=True)
        return Numbers(tags, pairs, dict(words))


@lru_cache(maxsize=1)
def encoder(weights: str | None = None) -> Encoder:
    """The encoder of a folder with weights (None: those that ship), loaded once a process.

    Raises :class:`WeightsError`.
    """
    folder = _folder(weights)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        with np.load(folder / "scores.npz") as held:
            scores = _pair_weights(held, "source"), _pair_weights(held, "content")
    except Exception as error:  # onnxruntime and tokenizers raise types of their own
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise WeightsError(f"learned weights cannot be loaded: {reason}") from None
    return Encoder(session, tokenizer, scores)


@cache
def weights_fingerprint(weights: str | None = None) -> str:
    """``sha256:…`` over the files of learned weights. Raises :class:`WeightsError`."""
    digest = hashlib.sha256()
    for name in FILES:
        try:
            digest.update(name.encode() + b"\0" + (_folder(weights) / name).read_bytes() + b"\0")
        except OSError:
            raise WeightsError(f"learned weights are missing: {name}") from None
    return f"sha256:{digest.hexdigest()}"


def _folder(weights: str | None) -> Path:
    return Path(weights) if weights is not None else Path(str(files("sayso.knowledge") / "weights"))


def _pair_weights(held: "np.lib.npyio.NpzFile", name: str) -> PairWeights:
    return PairWeights(
        distance=held[f"{name}_distance"].astype(np.float32),
        weight=held[f"{name}_weight"].astype(np.float32),
        bias=float(held[f"{name}_bias"]),
    )
