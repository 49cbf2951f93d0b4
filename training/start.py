"""A network that goes on from weights that were released: the int8 ONNX file read back.

Every matrix is its int8 numbers times the scale of its row or column, so what is read back differs
from what was trained by less than the rounding that shipped it.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.net import PairScore, Reader

#: What heads were called in earlier releases.
_RENAMED = {"factuality.": "each.factuality."}


def from_release(folder: Path, net: Reader) -> list[str]:
    """Put the weights of a release into a network. Gives the names of what the release does not
    have and the network keeps as it was.
    """
    graph = onnx.load(str(folder / "encoder.onnx")).graph
    held = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    state = {name: value for name, value in held.items() if name in _expected(net)}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            state[f"{_module(node.name)}.weight"] = _matrix(held, node.input[1]).T
    for table in ("words", "positions", "looks"):
        state[f"{table}.weight"] = _matrix(held, f"{table}.weight_quantized")
    named = {_new_name(k): torch.tensor(np.array(v, np.float32)) for k, v in state.items()}
    missing, unknown = net.load_state_dict(named, strict=False)
    if unknown:
        raise ValueError(f"{folder}: the network has no {', '.join(unknown)}")
    scores = next(p for n in ("scores.npz", "pairs.npz") if (p := folder / n).exists())
    with np.load(scores) as pairs:
        for name, score in (("source", net.source), ("content", net.content)):
            _put(score, {k: pairs[f"{name}_{k}"] for k in ("distance", "weight", "bias")})
    return [m for m in missing if not m.startswith(("source.", "content."))]


def _expected(net: Reader) -> set[str]:
    old = {new: was for was, new in _RENAMED.items()}
    names = set(net.state_dict())
    return names | {
        was + n[len(new) :] for n in names for new, was in old.items() if n.startswith(new)
    }


def _module(node: str) -> str:
    """The module of a node: "/layers.0/query/MatMul_quant" is of layers.0.query."""
    parts = node.strip("/").split("/")[:-1]
    last = parts[-1]
    return last if len(parts) == 1 or last.startswith(f"{parts[-2]}.") else ".".join(parts)


def _new_name(name: str) -> str:
    for was, new in _RENAMED.items():
        if name.startswith(was):
            return new + name[len(was) :]
    return name


def _matrix(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    base = name.removesuffix("_quantized")
    zero = held[f"{base}_zero_point"].astype(np.float32)
    return (held[name].astype(np.float32) - zero) * held[f"{base}_scale"]


def _put(score: PairScore, weights: dict[str, np.ndarray]) -> None:
    with torch.no_grad():
        score.distance.weight.copy_(torch.tensor(weights["distance"].astype(np.float32)))
        score.weight.copy_(torch.tensor(weights["weight"]))
        score.bias.fill_(float(weights["bias"]))


def blend(net: Reader, weights: Path, share: float, fresh: list[str]) -> None:
    """Mix the network's weights with trained ones: ``share`` of these and the rest of its own. What
    the network had not (``fresh``) is taken from the trained ones as it is.

    Two networks of which one goes on from the other may be mixed weight by weight (Wortsman et al.
    2022, model soups); the mix keeps what the first did better.
    """
    trained = torch.load(weights, weights_only=True)
    own = net.state_dict()
    mixed = {
        name: value if name in fresh else share * value + (1 - share) * own[name]
        for name, value in trained.items()
    }
    net.load_state_dict(mixed)


def freeze_shared(net: Reader) -> None:
    """Leave the encoder and the heads of attribution and factuality as they are."""
    learning = (net.sides, net.types, *(m for n, m in net.each.items() if n != "factuality"))
    kept = {id(p) for module in learning for p in module.parameters()}
    for parameter in net.parameters():
        parameter.requires_grad_(id(parameter) in kept)
