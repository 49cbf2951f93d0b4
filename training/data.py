"""Gold data as windows of the encoder with what each head is to say about them."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
class Example:
    """A window, the attributions whose cue lies in it (None where the text has none marked), and
    the factuality of words (-3 to 3, nan where it is not marked).
    """

    window: Window
    relations: list[Relation] | None
    factuality: NDArray[np.float32]


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
            Relation(*(_within(words, a.get(k) or []) for k in ("cue", "source", "content")))
            for a in row["attributions"]
        ]
        found.append(Marked(words, [r for r in relations if r.cue and r.content]))
    return found


def _within(words: list[Piece], spans: Spans) -> list[int]:
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
            yield Example(
                window,
                _relations_in(window, report.relations),
                np.full(len(window.at), np.nan, np.float32),
            )


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


# --- factuality (UW, MEANTIME) --------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """A sentence with the factuality of its words; in treebank tokens and as it was printed."""

    variants: list[tuple[list[Piece], NDArray[np.float32]]]


def judged_sentences(path: Path, tokenizer: Tokenizer) -> list[Judged]:
    """The sentences of a file of event factuality."""
    found = []
    for row in rows(path):
        events = [(e["start"], e["end"], float(e["score"])) for e in row["events"]]
        variants = []
        for text, marks in ((row["text"], events), as_printed(row["text"], events)):
            words = words_of(text, tokenizer)
            values = np.full(len(words), np.nan, np.float32)
            for start, end, score in marks:
                for i in _within(words, [(start, end)])[:1]:
                    values[i] = score
            variants.append((words, values))
        found.append(Judged(variants))
    return found


_TREEBANK = re.compile(
    r"`` ?| ?''| (?=[.,;:?!)%])| (?=n't\b|'s\b|'re\b|'ve\b|'ll\b|'d\b|'m\b|' )|(?<=[($]) | -- ?"
)


def as_printed(
    text: str, events: list[tuple[int, int, float]]
) -> tuple[str, list[tuple[int, int, float]]]:
    """A sentence in treebank tokens as a newspaper prints it, with its events moved along."""
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
    return "".join(out), [(moved[s], moved[e], score) for s, e, score in events]


def factuality_examples(sentences: list[Judged], rng: random.Random | None) -> Iterator[Example]:
    """Sentences as windows, several to a window, each a paragraph of its own."""
    ordered = list(sentences)
    if rng is not None:
        rng.shuffle(ordered)
    words: list[Piece] = []
    values: list[float] = []
    used = 0
    for sentence in ordered:
        more, marks = sentence.variants[0 if rng is None or rng.random() < 0.4 else 1]
        cost = sum(len(w.ids) for w in more) + 1
        if words and (used + cost > SIZE // 2 or (rng is not None and rng.random() < 0.3)):
            yield _packed(words, values)
            words, values, used = [], [], 0
        words += more
        values += list(marks)
        used += cost
    if words:
        yield _packed(words, values)


def _packed(words: list[Piece], values: list[float]) -> Example:
    window = windows(words)[0]
    return Example(window, None, np.array(values[: len(window.at)], np.float32))
