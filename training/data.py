"""Gold data as windows of the encoder with what each head is to say about them."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.model import Report
from sayso.reading.analysis import normalise, paragraphs
from sayso.reading.windows import SIZE, Piece, Window, pieces, windows

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Relation:
    """An attribution as word numbers of a window: cue, source and content."""

    cue: list[int]
    source: list[int]
    content: list[int]


@dataclass(frozen=True)
class Typed:
    """An event's source and target as word numbers of a window, and its type (in TYPES)."""

    source: list[int]
    target: list[int]
    sentence: tuple[int, int]
    type: int


@dataclass(frozen=True)
class Example:
    """A window and what is marked in it: the attributions whose cue lies in it (None where the text
    has none marked); by head of WORDS a value a word (nan where it is not marked; factuality
    runs from -3 to 3, the others are 0 or 1); typed events; sentences (word ranges) that are causal
    (1) or not (0).
    """

    window: Window
    relations: list[Relation] | None = None
    marks: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    typed: list[Typed] = field(default_factory=list)
    causal: list[tuple[int, int, int]] = field(default_factory=list)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def words_of(text: str, tokenizer: Tokenizer) -> list[Piece]:
    """A text as the reader splits it."""
    normal = normalise(Report.of(text))
    return pieces(normal, paragraphs(normal), tokenizer)


# --- attribution (PolNeAR) ------------------------------------------------------------------------


@dataclass(frozen=True)
class Marked:
    """A report with its attributions as word numbers of the report."""

    words: list[Piece]
    relations: list[Relation]


def marked_reports(path: Path, tokenizer: Tokenizer) -> list[Marked]:
    """The reports of a file of attributions."""
    found = []
    for row in rows(path):
        words = words_of(row["text"], tokenizer)
        relations = [
            Relation(*(within(words, a.get(k) or []) for k in ("cue", "source", "content")))
            for a in row["attributions"]
        ]
        found.append(Marked(words, [r for r in relations if r.cue and r.content]))
    return found


def within(words: list[Piece], spans: Spans) -> list[int]:
    """The numbers of the words that lie in one of the spans of characters, if only in part."""
    return [
        i
        for i, w in enumerate(words)
        if any(w.start < end and w.end > start for start, end in spans)
    ]


def attribution_examples(reports: list[Marked], rng: random.Random | None) -> Iterator[Example]:
    """The windows of reports; with ``rng`` their borders are shifted and names made up."""
    for report in reports:
        words = report.words if rng is None else _with_other_names(report.words, rng)
        first = SIZE if rng is None else rng.randint(SIZE // 3, SIZE)
        for window in windows(words, first_core=first):
            yield Example(window, _relations_in(window, report.relations))


def _relations_in(window: Window, relations: list[Relation]) -> list[Relation]:
    found = []
    for r in relations:
        if window.core <= r.cue[0] < window.end:
            parts = (
                [i - window.first for i in part if window.first <= i < window.end]
                for part in (r.cue, r.source, r.content)
            )
            found.append(Relation(*parts))
    return found


def _with_other_names(words: list[Piece], rng: random.Random) -> list[Piece]:
    """Now and then, every capitalised word that is no sentence's first becomes other pieces, the
    same ones wherever it stands: structure, not names, is to be learned.
    """
    if rng.random() > NAMES_CHANGED:
        return words
    other: dict[tuple[int, ...], tuple[int, ...]] = {}
    changed = []
    for word in words:
        inner = not (word.opens_sentence or word.opens_paragraph)
        if word.look not in _CAPITALISED or not inner or rng.random() > 0.9:
            changed.append(word)
            continue
        made_up = tuple(rng.randrange(2000, 29000) for _ in range(rng.choice((1, 2, 2, 3))))
        changed.append(replace(word, ids=other.setdefault(word.ids, made_up)))
    return changed


_CAPITALISED = (2, 5)  # see LOOKS in sayso.reading.windows: outside and inside a quotation


#: The share of readings of a report in training in which its names are changed.
NAMES_CHANGED = 0.25
