"""From trained weights to what is shipped: an int8 ONNX file, the pair weights, a tokenizer.

``python -m training.export --weights FILE.pt --minilm FOLDER --out FOLDER``
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from sayso.reading.tagger_decode import PairWeights
from training.net import PairScore, Reader

#: What the network gives, in its order.
OUTPUTS = ("tags", "pairs", "sides", "words")


def pair_weights(score: PairScore) -> PairWeights:
    """A pair score as numpy arrays."""
    return PairWeights(
        distance=score.distance.weight.detach().float().numpy(),
        weight=score.weight.detach().float().numpy(),
        bias=float(score.bias.detach()),
    )


def export(net: Reader, minilm: Path, out: Path) -> None:
    """Write ``encoder.onnx``, ``scores.npz`` and ``tokenizer.json`` into the folder ``out``."""
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    example = (torch.ones(1, 20, dtype=torch.long), torch.ones(1, 20, dtype=torch.long))
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            net,
            example,
            str(whole),
            input_names=["ids", "looks"],
            output_names=list(OUTPUTS),
            dynamic_axes={n: {1: "length"} for n in ("ids", "looks", *OUTPUTS)},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            out / "encoder.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    source, content = pair_weights(net.source), pair_weights(net.content)
    np.savez(
        out / "scores.npz",
        type_weight=net.types.out.weight.detach().float().numpy(),
        type_bias=net.types.out.bias.detach().float().numpy(),
        source_distance=source.distance.astype(np.float16),
        source_weight=source.weight,
        source_bias=np.float32(source.bias),
        content_distance=content.distance.astype(np.float16),
        content_weight=content.weight,
        content_bias=np.float32(content.bias),
    )
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    net = Reader()
    net.load_state_dict(torch.load(args.weights, weights_only=True))
    export(net, args.minilm, args.out)


if __name__ == "__main__":
    main()
