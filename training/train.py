"""Train encoder and heads together: ``python -m training.train --shared FOLDER --out FILE``.

Learns attribution from polnear_train, factuality and what is an event from factuality_uw_train and
factuality_meantime_train, roles in incidents from muc4_train, causes from causal_cnc_v2_train,
event types from plv_train, actors and recipients from plv_train and cameo_srctgt_train; after each
epoch prints figures on what is held back and keeps the weights with
the best ones. With ``--fold 0`` or ``1`` only that half of the last four is learned from, and the
other half is what it is checked on.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from sayso.reading.heads import WORDS
from sayso.reading.tagger_decode import distance_buckets
from training.data import Example, Typed, attribution_examples
from training.figures import figures_of, merit
from training.gold import Gold, held_back, learnt
from training.incidents import incident_examples
from training.net import PAIR, Reader, padded, pretrained
from training.sentences import sentence_examples
from training.start import blend, freeze_shared, from_release

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
    parts = learnt(args.shared, tokenizer, args.limit, args.fold)
    held = held_back(args.shared, tokenizer, args.fold)
    net = pretrained(args.minilm)
    if args.start is not None:
        fresh = from_release(args.start, net)
        print("new:", *fresh, flush=True)
        if args.share is not None:
            blend(net, args.blend, args.share, fresh)
    if args.heads_only:
        freeze_shared(net)
        parts = replace(parts, marked=[])
    best = -1.0
    for epoch, figure in train(net, parts, args.epochs, args.lr, rng):
        figures = figures_of(net, held)
        told = " ".join(f"{name} {value:.3f}" for name, value in figures.items())
        print(f"epoch {epoch} loss {figure:.3f} {told}", flush=True)
        if merit(figures) > best:
            best = merit(figures)
            torch.save(net.state_dict(), args.out)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with gold/")
    parser.add_argument("--minilm", type=Path, required=True, help="folder with model.safetensors")
    parser.add_argument("--start", type=Path, help="folder with released weights to go on from")
    parser.add_argument("--out", type=Path, required=True, help="where the weights go (.pt)")
    parser.add_argument("--blend", type=Path, help="trained weights (.pt) to blend with --start")
    parser.add_argument("--share", type=float, help="their share in the blend, 0 to 1")
    parser.add_argument(
        "--heads-only",
        action="store_true",
        help="leave the encoder and the heads of attribution and factuality as they are",
    )
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--lr", type=float, default=2e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", type=int, choices=(0, 1), help="learn on that half alone")
    parser.add_argument("--limit", type=int, help="reports of each kind, for a trial")
    return parser.parse_args()


def train(
    net: Reader, parts: Gold, epochs: int, lr: float, rng: random.Random
) -> Iterator[tuple[int, float]]:
    """Train, and give after each epoch its number and the mean loss."""
    net.words.requires_grad_(requires_grad=False)  # half of all weights, and as well as they are
    heads = [p for p in net.head_parameters() if p.requires_grad]
    apart = {id(p) for p in heads}
    body = [p for p in net.parameters() if p.requires_grad and id(p) not in apart]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": lr}, {"params": heads, "lr": 4 * lr}],
        weight_decay=0.01,
        fused=True,
    )
    per_epoch = len(_batches(parts, random.Random(0)))
    total = per_epoch * epochs + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.05 * total), (total - step) / total)
    )
    for epoch in range(1, epochs + 1):
        net.train()
        began, sums, count = time.time(), 0.0, 0
        for batch in _batches(parts, rng):
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


#: How often an epoch takes the typed sentences, which are few.
TYPED_TIMES = 3


def _batches(parts: Gold, rng: random.Random) -> list[list[Example]]:
    examples = [
        *attribution_examples(parts.marked, rng),
        *incident_examples(parts.filled, rng),
        *sentence_examples(parts.judged, rng),
        *sentence_examples(parts.causal, rng),
        *sentence_examples(parts.sided, rng),
        *(e for _ in range(TYPED_TIMES) for e in sentence_examples(parts.typed, rng)),
    ]
    rng.shuffle(examples)
    examples.sort(key=lambda e: len(e.window.ids) // 64)
    batches = [examples[i : i + BATCH] for i in range(0, len(examples), BATCH)]
    rng.shuffle(batches)
    return batches


def loss(net: Reader, batch: list[Example]) -> Tensor:
    """The sum of what the heads get wrong over a batch."""
    ids, looks, mask = padded([e.window for e in batch])
    tags, pairs, sides, each = net(ids, looks, mask)
    parts = []
    for i, example in enumerate(batch):
        at = torch.tensor(example.window.at)
        if example.relations is not None:
            parts.append(_attribution_loss(net, example, tags[i, at].float(), pairs[i, at].float()))
        words = dict(zip(WORDS, each[i, at].float().split(list(WORDS.values()), -1), strict=True))
        parts += [
            _word_loss(head, words[head], torch.from_numpy(marks))
            for head, marks in example.marks.items()
        ]
        parts += [
            0.5 * _causal_loss(words["causal"][begin:end], label)
            for begin, end, label in example.causal
        ]
        parts += [_typed_loss(net, typed, sides[i, at].float()) for typed in example.typed]
    return torch.stack(parts).sum() / len(batch)


#: How much of the sum over words of what a head gets wrong counts.
WEIGHTS = {"factuality": 0.2, "event": 0.05, "roles": 0.1, "causes": 0.05, "participants": 0.1}


def _word_loss(head: str, said: Tensor, want: Tensor) -> Tensor:
    known = ~torch.isnan(want)
    said, want = said[known], want[known]
    if head == "factuality":
        wrong = functional.smooth_l1_loss(said, want / 3, reduction="sum", beta=0.1)
    else:
        wrong = functional.binary_cross_entropy_with_logits(said, want, reduction="sum")
    return WEIGHTS[head] * wrong


def _causal_loss(numbers: Tensor, label: int) -> Tensor:
    logit = (numbers[:, 1].softmax(0) * numbers[:, 0]).sum()
    return functional.binary_cross_entropy_with_logits(logit, logit.new_tensor(float(label)))


def _typed_loss(net: Reader, typed: Typed, sides: Tensor) -> Tensor:
    """Now and then source or target is kept back: many events name only one."""
    begin, end = typed.sentence
    source, target = ([i - begin for i in part] for part in (typed.source, typed.target))
    if source and target and net.training:
        kept = float(torch.rand(()))
        source, target = (source if kept > 0.1 else []), (target if kept < 0.85 else [])
    logits = net.types(sides[begin:end], source, target)
    return functional.cross_entropy(logits[None], torch.tensor([typed.type]), label_smoothing=0.1)


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
    cues, parts = torch.zeros(len(relations), count), torch.zeros(2, len(relations), count)
    for i, relation in enumerate(relations):
        cues[i, relation.cue] = 1.0 / len(relation.cue)
        parts[0, i, relation.source] = parts[1, i, relation.content] = 1.0
    buckets = torch.stack([torch.from_numpy(distance_buckets(r.cue[0], count)) for r in relations])
    of_source, source, of_content, content = pairs.split(PAIR, -1)
    logits = torch.stack(
        [
            net.source(cues @ of_source, source, buckets),
            net.content(cues @ of_content, content, buckets),
        ]
    )
    return total + 4 * functional.binary_cross_entropy_with_logits(logits, parts)


if __name__ == "__main__":
    main()
