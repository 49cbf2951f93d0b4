"""MUC-4 reports as windows: which words fill a role of the report's incidents."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.reading.heads import ROLES
from sayso.reading.windows import SIZE, Piece, windows
from training.data import Example, rows, within, words_of

Array = NDArray[np.float32]

#: The share of reports without an incident that an epoch takes.
UNKEYED = 0.4


@dataclass(frozen=True)
class Filled:
    """A report's words, and per word and role whether it fills it (0 or 1)."""

    words: list[Piece]
    roles: Array
    keyed: bool


def filled_reports(path: Path, tokenizer: Tokenizer) -> list[Filled]:
    """The reports of a file of incidents."""
    found = []
    for row in rows(path):
        words = words_of(row["text"], tokenizer)
        marks = np.zeros((len(words), len(ROLES)), np.float32)
        for column, role in enumerate(ROLES):
            for filler in row["roles"].get(role, []):
                for span in _spans(row["text"], filler):
                    marks[within(words, [span]), column] = 1.0
        found.append(Filled(words, marks, any(row["roles"].values())))
    return found


def _spans(text: str, filler: Any) -> list[tuple[int, int]]:
    """Where the strings of a filler stand in the text, across line breaks; a string that lies in a
    longer one that stands there counts with it.
    """
    strings = [filler] if isinstance(filler, str) else list(filler)
    found = []
    for string in strings:
        pattern = r"\s+".join(re.escape(w) for w in string.split())
        if pattern:
            found += [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    return found


def incident_examples(reports: list[Filled], rng: random.Random | None) -> Iterator[Example]:
    """The windows of reports; with ``rng`` their borders are shifted and some of the reports
    without an incident left out.
    """
    for report in reports:
        if rng is not None and not report.keyed and rng.random() > UNKEYED:
            continue
        first = SIZE if rng is None else rng.randint(SIZE // 3, SIZE)
        for window in windows(report.words, first_core=first):
            marks = report.roles[window.first : window.end].copy()
            marks[: window.core - window.first] = np.nan
            yield Example(window, marks={"roles": marks})
