"""Train encoder and heads together: ``python -m training.train --shared FOLDER --out FILE``.

Learns attribution from polnear_train and factuality from factuality_uw_train and
factuality_meantime_train; after each epoch prints figures on the dev parts and keeps the weights
with the best ones. With ``--fold even`` or ``odd`` only that half of the learning parts is used.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from sayso.reading.tagger_decode import decode, distance_buckets
from sayso.reading.windows import Window
from training.data import (
    Example,
    Judged,
    Marked,
    attribution_examples,
    factuality_examples,
    judged_sentences,
    marked_reports,
)
from training.export import pair_weights
from training.net import PAIR, Reader, pretrained

BATCH = 8


def main() -> None:
    """Read the arguments, train, save."""
    args = _arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    tokenizer = Tokenizer.from_file(str(args.minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    gold = args.shared / "gold"
    marked = marked_reports(gold / "polnear_train.jsonl", tokenizer)[: args.limit]
    judged = [
        s
        for name in ("factuality_uw_train", "factuality_meantime_train")
        for s in judged_sentences(gold / f"{name}.jsonl", tokenizer)[: args.limit]
    ]
    dev = marked_reports(gold / "polnear_dev.jsonl", tokenizer)[: args.limit]
    dev_facts = judged_sentences(gold / "factuality_uw_dev.jsonl", tokenizer)[: args.limit]
    net = pretrained(args.minilm)
    best = -1.0
    for epoch, figure in train(net, (marked, judged), args.epochs, args.lr, rng):
        content, source = attribution_figures(net, dev)
        mae, r = factuality_figures(net, dev_facts)
        print(
            f"epoch {epoch} loss {figure:.3f} content {content:.1f} content_source {source:.1f} "
            f"mae {mae:.3f} r {r:.3f}",
            flush=True,
        )
        if source - 20 * mae > best:
            best = source - 20 * mae
            torch.save(net.state_dict(), args.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with gold/")
    parser.add_argument("--minilm", type=Path, required=True, help="folder with model.safetensors")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go (.pt)")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--lr", type=float, default=2e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None, help="rows of each file, for a trial")
    return parser.parse_args()


def train(
    net: Reader,
    gold: tuple[list[Marked], list[Judged]],
    epochs: int,
    lr: float,
    rng: random.Random,
) -> Iterator[tuple[int, float]]:
    """Train, and give after each epoch its number and the mean loss."""
    heads = {id(p) for p in net.head_parameters()}
    body = [p for p in net.parameters() if id(p) not in heads]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": lr}, {"params": net.head_parameters(), "lr": 4 * lr}],
        weight_decay=0.01,
    )
    per_epoch = len(_batches(*gold, random.Random(0)))
    total = per_epoch * epochs + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.05 * total), (total - step) / total)
    )
    for epoch in range(1, epochs + 1):
        net.train()
        began, sums, count = time.time(), 0.0, 0
        for batch in _batches(*gold, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                value = loss(net, batch)
            optimiser.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            sums, count = sums + float(value.detach()), count + 1
            if count % 50 == 0:
                pace = (time.time() - began) / count
                print(
                    f"  {count}/{per_epoch} loss {sums / count:.3f} {pace:.2f} s", file=sys.stderr
                )
        yield epoch, sums / count


def _batches(marked: list[Marked], judged: list[Judged], rng: random.Random) -> list[list[Example]]:
    examples = [*attribution_examples(marked, rng), *factuality_examples(judged, rng)]
    rng.shuffle(examples)
    examples.sort(key=lambda e: len(e.window.ids) // 64)
    batches = [examples[i : i + BATCH] for i in range(0, len(examples), BATCH)]
    rng.shuffle(batches)
    return batches


def padded(windows: list[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, looks and mask of windows, padded to the longest."""
    longest = max(len(w.ids) for w in windows)
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    looks = torch.zeros_like(ids)
    mask = torch.zeros(len(windows), longest, dtype=torch.bool)
    for i, w in enumerate(windows):
        ids[i, : len(w.ids)] = torch.tensor(w.ids)
        looks[i, : len(w.ids)] = torch.tensor(w.looks)
        mask[i, : len(w.ids)] = True
    return ids, looks, mask


def loss(net: Reader, batch: list[Example]) -> Tensor:
    """The sum of what the heads get wrong over a batch."""
    ids, looks, mask = padded([e.window for e in batch])
    tags, pairs, facts = net(ids, looks, mask)
    parts = []
    for i, example in enumerate(batch):
        at = torch.tensor(example.window.at)
        if example.relations is not None:
            parts.append(_attribution_loss(net, example, tags[i, at].float(), pairs[i, at].float()))
        known = torch.from_numpy(~np.isnan(example.factuality))
        if known.any():
            said = facts[i, at].float()[known]
            want = torch.from_numpy(example.factuality)[known] / 3
            parts.append(2 * functional.smooth_l1_loss(said, want, reduction="sum", beta=0.1) / 10)
    return torch.stack(parts).sum() / len(batch)


def _attribution_loss(net: Reader, example: Example, tags: Tensor, pairs: Tensor) -> Tensor:
    count, core = len(tags), example.window.core - example.window.first
    want = torch.full((3, count), 2)
    relations = example.relations or []
    for relation in relations:
        for row, part in enumerate((relation.cue, relation.source, relation.content)):
            for before, word in zip([-9, *part], part, strict=False):
                want[row, word] = 1 if before == word - 1 else 0
    each = [
        functional.cross_entropy(tags[core:, 3 * k : 3 * k + 3], want[k, core:]) for k in range(3)
    ]
    total = 3 * each[0] + 0.5 * each[1] + 0.5 * each[2]
    if not relations:
        return total
    scored = []
    for relation in relations:
        buckets = torch.from_numpy(distance_buckets(relation.cue[0], count))
        for row, (score, part) in enumerate(
            ((net.source, relation.source), (net.content, relation.content))
        ):
            cue = pairs[relation.cue, 2 * row * PAIR : (2 * row + 1) * PAIR].mean(0)
            logits = score(cue, pairs[:, (2 * row + 1) * PAIR : (2 * row + 2) * PAIR], buckets)
            target = torch.zeros(count)
            target[part] = 1.0
            scored.append(functional.binary_cross_entropy_with_logits(logits, target))
    return total + 4 * torch.stack(scored).mean()


@torch.no_grad()
def attribution_figures(net: Reader, reports: list[Marked]) -> tuple[float, float]:
    """F1 of content, and of content with its source, as ``score.py attribution`` matches them but
    over words.
    """
    net.eval()
    hits = both = predicted = wanted = 0
    scores = pair_weights(net.source), pair_weights(net.content)
    for example in attribution_examples(reports, None):
        ids, looks, _ = padded([example.window])
        tags, pairs, _ = (t[0].numpy() for t in net(ids, looks))
        at = list(example.window.at)
        core = example.window.core - example.window.first
        have = decode(tags[at], pairs[at], scores, core=core, threshold=0.4)
        gold = example.relations or []
        predicted, wanted = predicted + len(have), wanted + len(gold)
        ranked = sorted(
            (
                (_iou(_all(h.content), set(g.content)), i, j)
                for i, h in enumerate(have)
                for j, g in enumerate(gold)
            ),
            reverse=True,
        )
        used: set[tuple[str, int]] = set()
        for score, i, j in ranked:
            if score < 0.5 or ("h", i) in used or ("g", j) in used:
                continue
            used |= {("h", i), ("g", j)}
            hits += 1
            said = _all((have[i].source,)) if have[i].source else set()
            both += said == set(gold[j].source) or _iou(said, set(gold[j].source)) >= 0.5
    return 200 * hits / max(predicted + wanted, 1), 200 * both / max(predicted + wanted, 1)


def _all(ranges: tuple[tuple[int, int] | None, ...]) -> set[int]:
    return {i for r in ranges if r is not None for i in range(*r)}


def _iou(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


@torch.no_grad()
def factuality_figures(net: Reader, sentences: list[Judged]) -> tuple[float, float]:
    """Mean absolute error and Pearson's r over the marked words, -3 to 3."""
    net.eval()
    said, want = [], []
    for example in factuality_examples(sentences, None):
        ids, looks, _ = padded([example.window])
        facts = 3 * net(ids, looks)[2][0][list(example.window.at)].numpy()
        known = ~np.isnan(example.factuality)
        said += list(facts[known])
        want += list(example.factuality[known])
    mae = float(np.abs(np.array(said) - np.array(want)).mean())
    r = float(np.corrcoef(said, want)[0, 1])
    return mae, 0.0 if math.isnan(r) else r


if __name__ == "__main__":
    main()
