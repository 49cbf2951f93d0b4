"""A text cut where statements begin and end, so that spans may nest and overlap on the page."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import Statement

# Begins at a line break, so that a long run of blanks is passed over once.
_GAP = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that lies in the same statements throughout.

    ``inside`` are their ids, the shortest statement first; ``begins`` those that begin here,
    ``ends`` those that end here.
    """

    text: str
    inside: tuple[str, ...]
    kind: str | None
    begins: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def depth(self) -> int:
        """In how many statements it lies; 3 stands for more."""
        return min(len(self.inside), 3)


def paragraphs(text: str, statements: Sequence[Statement]) -> list[list[Segment]]:
    """The text's paragraphs, each in segments. Joined, they are the text without the blank lines
    between paragraphs.
    """
    edges = sorted({edge for s in statements for edge in (s.start, s.end)})
    pieces = [
        (number, start, end)
        for number, (first, last) in enumerate(_paragraphs(text))
        for start, end in _cut(first, last, edges)
    ]
    inside = _inside(pieces, statements)
    first_of: dict[str, int] = {}
    last_of: dict[str, int] = {}
    for at, held in enumerate(inside):
        for s in held:
            first_of.setdefault(s.id, at)
            last_of[s.id] = at
    found: list[list[Segment]] = []
    for at, ((number, start, end), held) in enumerate(zip(pieces, inside, strict=True)):
        if number == len(found):
            found.append([])
        found[-1].append(
            Segment(
                text=text[start:end],
                inside=tuple(s.id for s in held),
                kind=held[0].kind if held else None,
                begins=tuple(s.id for s in held if first_of[s.id] == at),
                ends=tuple(s.id for s in held if last_of[s.id] == at),
            )
        )
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    borders = [0]
    for gap in _GAP.finditer(text):
        borders += [gap.start(), gap.end()]
    borders.append(len(text))
    spans = zip(borders[::2], borders[1::2], strict=True)
    return [(start, end) for start, end in spans if end > start]


def _cut(first: int, last: int, edges: Sequence[int]) -> list[tuple[int, int]]:
    """The paragraph from ``first`` to ``last``, cut at the ``edges`` (sorted) that lie in it."""
    within = edges[bisect_right(edges, first) : bisect_left(edges, last)]
    return list(pairwise([first, *within, last]))


def _inside(
    pieces: Sequence[tuple[int, int, int]], statements: Sequence[Statement]
) -> list[list[Statement]]:
    """The statements each piece lies in, by one sweep over both in the order of the text."""
    waiting = sorted(statements, key=lambda s: s.start, reverse=True)
    open_now: list[Statement] = []
    found = []
    for _, start, end in pieces:
        while waiting and waiting[-1].start < end:
            open_now.append(waiting.pop())
        open_now = [s for s in open_now if s.end > start]
        found.append(sorted(open_now, key=lambda s: (s.end - s.start, s.start, s.id)))
    return found
