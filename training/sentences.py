"""Gold data of single sentences as windows: factuality, causes, event types.

Several sentences go into one window, each a paragraph of its own, so that an epoch is short.
"""

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.reading.heads import TYPES, WORDS
from sayso.reading.windows import SIZE, Piece, windows
from training.data import Example, Typed, rows, within, words_of

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Sentence:
    """A sentence with what is marked in it; word numbers count from its first word."""

    words: list[Piece]
    marks: dict[str, Array] = field(default_factory=dict)
    typed: list[Typed] = field(default_factory=list)
    causal: int | None = None


#: A sentence in the ways it may be written: in treebank tokens, and as a newspaper prints it.
Variants = list[Sentence]


def judged_sentences(path: Path, tokenizer: Tokenizer) -> list[Variants]:
    """The sentences of a file of event factuality."""
    found = []
    for row in rows(path):
        spans = [(e["start"], e["end"]) for e in row["events"]]
        scores = [float(e["score"]) for e in row["events"]]
        variants = []
        for text, moved in _both_prints(row["text"], spans):
            words = words_of(text, tokenizer)
            values = np.full((len(words), 1), np.nan, np.float32)
            events = np.zeros((len(words), 1), np.float32)
            for span, score in zip(moved, scores, strict=True):
                for i in within(words, [span])[:1]:
                    values[i], events[i] = score, 1.0
            variants.append(Sentence(words, {"factuality": values, "event": events}))
        found.append(variants)
    return found


def causal_sentences(path: Path, tokenizer: Tokenizer, fold: int | None = None) -> list[Variants]:
    """The sentences of the Causal News Corpus; with ``fold`` only that half of them."""
    found = []
    for row in rows(path):
        if fold is not None and not in_fold(row, fold):
            continue
        parts = [
            [(a, b) for r in row["relations"] for a, b in r.get(k) or []]
            for k in ("cause", "effect", "signal")
        ]
        variants = []
        for text, moved in _both_prints(row["text"], [span for part in parts for span in part]):
            words = words_of(text, tokenizer)
            marks = np.zeros((len(words), 3), np.float32)
            at = 0
            for column, part in enumerate(parts):
                for span in moved[at : at + len(part)]:
                    marks[within(words, [span]), column] = 1.0
                at += len(part)
            if row["label"] and not row["relations"]:
                marks[:] = np.nan
            variants.append(Sentence(words, {"causes": marks}, causal=int(row["label"])))
        found.append(variants)
    return found


def typed_sentences(path: Path, tokenizer: Tokenizer, fold: int | None = None) -> list[Variants]:
    """The sentences of PLV with the type of the event between source and target."""
    found = []
    for row in rows(path):
        if fold is not None and not in_fold(row, fold):
            continue
        words = words_of(row["text"], tokenizer)
        source, target = _sides(row, words)
        typed = Typed(source, target, (0, len(words)), TYPES.index(row["event"]))
        marks = _participants(words, source, target)
        found.append([Sentence(words, marks, [typed] if source or target else [])])
    return found


def sided_sentences(path: Path, tokenizer: Tokenizer, fold: int | None = None) -> list[Variants]:
    """The sentences of a file with CAMEO sources and targets."""
    found = []
    for row in rows(path):
        if fold is None or in_fold(row, fold):
            words = words_of(row["text"], tokenizer)
            found.append([Sentence(words, _participants(words, *_sides(row, words)))])
    return found


#: What the files call whoever acts and whoever is acted on.
_SOURCES, _TARGETS = {"S", "SRC", "SRC/TAR", "R"}, {"T", "TAR", "SRC/TAR", "R"}


def _sides(row: dict[str, Any], words: list[Piece]) -> tuple[list[int], list[int]]:
    spans = [s for s in row["spans"] if s["start"] is not None]
    source, target = (
        within(words, [(s["start"], s["end"]) for s in spans if s["role"] in names])
        for names in (_SOURCES, _TARGETS)
    )
    return source, target


def _participants(words: list[Piece], source: list[int], target: list[int]) -> dict[str, Array]:
    marks = np.zeros((len(words), 2), np.float32)
    marks[source, 0] = 1.0
    marks[target, 1] = 1.0
    return {"participants": marks}


def in_fold(row: dict[str, Any], fold: int) -> bool:
    """Is a row in that half of its file? By its id, as in the scorer."""
    return hashlib.sha256(str(row["id"]).encode()).digest()[0] % 2 == fold


def sentence_examples(sentences: list[Variants], rng: random.Random | None) -> Iterator[Example]:
    """Sentences as windows, several to a window, each a paragraph of its own."""
    ordered = list(sentences)
    if rng is not None:
        rng.shuffle(ordered)
    held: list[Sentence] = []
    used = 0
    for variants in ordered:
        as_it_is = rng is None or len(variants) == 1 or rng.random() < 0.4
        sentence = variants[0 if as_it_is else 1]
        cost = sum(len(w.ids) for w in sentence.words) + 1
        if held and (used + cost > SIZE - 2 or (rng is not None and rng.random() < 0.12)):
            yield packed(held)
            held, used = [], 0
        held.append(sentence)
        used += cost
    if held:
        yield packed(held)


def packed(sentences: list[Sentence]) -> Example:
    """Sentences as one window; what does not fit is cut off."""
    words = [w for s in sentences for w in s.words]
    window = windows(words)[0]
    size = len(window.at)
    example = Example(window)
    at = 0
    for s in sentences:
        end = at + len(s.words)
        for head, values in s.marks.items():
            whole = example.marks.setdefault(head, np.full((size, WORDS[head]), np.nan, np.float32))
            kept = max(0, min(end, size) - at)
            whole[at : at + kept] = values[:kept]
        if end <= size:
            example.typed.extend(_moved(t, at) for t in s.typed)
            if s.causal is not None:
                example.causal.append((at, end, s.causal))
        at = end
    return example


def _moved(typed: Typed, by: int) -> Typed:
    return Typed(
        [i + by for i in typed.source],
        [i + by for i in typed.target],
        (typed.sentence[0] + by, typed.sentence[1] + by),
        typed.type,
    )


_TREEBANK = re.compile(
    r"`` ?| ?''| (?=[.,;:?!)%])| (?=n't\b|'s\b|'re\b|'ve\b|'ll\b|'d\b|'m\b|' )|(?<=[($]) | -- ?"
)


def _both_prints(
    text: str, spans: list[tuple[int, int]]
) -> list[tuple[str, list[tuple[int, int]]]]:
    return [(text, spans), as_printed(text, spans)]


def as_printed(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """A sentence in treebank tokens as a newspaper prints it, with its spans moved along."""
    out: list[str] = []
    moved = [0] * (len(text) + 1)
    at = length = 0
    for match in _TREEBANK.finditer(text):
        for i in range(at, match.start()):
            moved[i] = length + i - at
        out.append(text[at : match.start()])
        length += match.start() - at
        new = '"' if "`" in match.group() or "''" in match.group() else ""
        new = " - " if "--" in match.group() else new
        for i in range(match.start(), match.end()):
            moved[i] = length
        out.append(new)
        length += len(new)
        at = match.end()
    for i in range(at, len(text) + 1):
        moved[i] = length + i - at
    out.append(text[at:])
    return "".join(out), [(moved[s], moved[e]) for s, e in spans]
