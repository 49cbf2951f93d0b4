"""Figures of a network on what it has not learned from, by its heads alone."""

import numpy as np
import torch
from numpy.typing import NDArray

from sayso.reading.heads import ROLES, WORDS
from sayso.reading.tagger_decode import decode
from training.data import Example, Marked, attribution_examples
from training.export import pair_weights
from training.gold import Gold
from training.incidents import Filled, incident_examples
from training.net import Reader, padded
from training.sentences import Variants, sentence_examples

Array = NDArray[np.float32]


def figures_of(net: Reader, held: Gold) -> dict[str, float]:
    """Figures by name: F1 in percent, but for the error of factuality."""
    net.eval()
    content, source = attribution_figures(net, held.marked)
    mae, event = factuality_figures(net, held.judged)
    found = {"content": content, "content_source": source, "mae": mae, "event": event}
    found |= role_figures(net, held.filled)
    if held.causal:
        found |= causal_figures(net, held.causal)
    if held.typed:
        found["typed"] = typed_accuracy(net, held.typed)
        found["actor"], found["recipient"] = participant_figures(net, held.sided)
    return found


def merit(figures: dict[str, float]) -> float:
    """What the epoch that is kept is chosen by."""
    return figures["content_source"] - 20 * figures["mae"] + 0.2 * figures["roles"]


def _read(net: Reader, example: Example) -> tuple[list[Array], dict[str, Array]]:
    """Tags, pairs and sides of the words of a window, and the numbers of the heads of words."""
    ids, looks, _ = padded([example.window])
    at = list(example.window.at)
    *wide, each = (t[0].numpy()[at] for t in net(ids, looks))
    borders = np.cumsum(list(WORDS.values()))[:-1]
    return wide, dict(zip(WORDS, np.split(each, borders, -1), strict=True))


def _f1(hits: float, predicted: float, wanted: float) -> float:
    return 200 * float(hits) / max(float(predicted + wanted), 1)


@torch.no_grad()
def factuality_figures(net: Reader, sentences: list[Variants]) -> tuple[float, float]:
    """Mean absolute error over the marked words (-3 to 3), and F1 of what is an event."""
    said, want = [], []
    counts = np.zeros(3)
    for example in sentence_examples(sentences, None):
        each = _read(net, example)[1]
        known = ~np.isnan(example.marks["factuality"])
        said += list(3 * each["factuality"][known])
        want += list(example.marks["factuality"][known])
        counts += _counts(each["event"], example.marks["event"])
    return float(np.abs(np.array(said) - np.array(want)).mean()), _f1(*counts)


def _counts(logits: Array, marks: Array) -> NDArray[np.float64]:
    """Right, said and wanted, over the words that are marked."""
    known = ~np.isnan(marks)
    said, want = logits[known] > 0, marks[known] > 0
    return np.array([(said & want).sum(), said.sum(), want.sum()], np.float64)


@torch.no_grad()
def role_figures(net: Reader, reports: list[Filled]) -> dict[str, float]:
    """F1 over words, of each role and of all."""
    counts = np.zeros((len(ROLES), 3))
    for example in incident_examples(reports, None):
        said = _read(net, example)[1]["roles"]
        for i in range(len(ROLES)):
            counts[i] += _counts(said[:, i], example.marks["roles"][:, i])
    return {"roles": _f1(*counts.sum(0))} | {
        role: _f1(*c) for role, c in zip(ROLES, counts, strict=True)
    }


@torch.no_grad()
def causal_figures(net: Reader, sentences: list[Variants]) -> dict[str, float]:
    """F1 of causal sentences, and over words of cause and effect."""
    counts, words = np.zeros(3), np.zeros(3)
    for example in sentence_examples(sentences, None):
        each = _read(net, example)[1]
        words += _counts(each["causes"][:, :2], example.marks["causes"][:, :2])
        for begin, end, label in example.causal:
            numbers = each["causal"][begin:end]
            weights = np.exp(numbers[:, 1] - numbers[:, 1].max())
            said = float(weights @ numbers[:, 0]) > 0
            counts += np.array([said and label, said, label])
    return {"causal": _f1(*counts), "cause_words": _f1(*words)}


@torch.no_grad()
def participant_figures(net: Reader, sentences: list[Variants]) -> tuple[float, float]:
    """F1 over words of actors and of recipients."""
    counts = np.zeros((2, 3))
    for example in sentence_examples(sentences, None):
        said, want = _read(net, example)[1]["participants"], example.marks["participants"]
        for i in range(2):
            counts[i] += _counts(said[:, i], want[:, i])
    return _f1(*counts[0]), _f1(*counts[1])


@torch.no_grad()
def typed_accuracy(net: Reader, sentences: list[Variants]) -> float:
    """The share of events whose type is right, in percent."""
    right = count = 0
    for example in sentence_examples(sentences, None):
        sides = torch.from_numpy(_read(net, example)[0][2])
        for typed in example.typed:
            begin, end = typed.sentence
            source, target = ([i - begin for i in part] for part in (typed.source, typed.target))
            said = net.types(sides[begin:end], source, target)
            right += int(said.argmax()) == typed.type
            count += 1
    return 100 * right / max(count, 1)


@torch.no_grad()
def attribution_figures(net: Reader, reports: list[Marked]) -> tuple[float, float]:
    """F1 of content, and of content with its source, as ``score.py attribution`` matches them but
    over words.
    """
    hits = both = predicted = wanted = 0
    scores = pair_weights(net.source), pair_weights(net.content)
    for example in attribution_examples(reports, None):
        tags, pairs, _ = _read(net, example)[0]
        core = example.window.core - example.window.first
        have = decode(tags, pairs, scores, core=core, threshold=0.4)
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
