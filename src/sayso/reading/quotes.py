"""Quotations: which characters stand between quote marks, paragraph by paragraph.

A quotation that is not closed at the end of its paragraph goes on in the next one where that opens
with a quote mark again, as newspapers print long quotations.
"""

import re
from dataclasses import dataclass

_DOUBLE = re.compile('"')
_SINGLE_OPEN = re.compile(r"(?<![\w'])'(?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?])'(?!\w)")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation within one paragraph. ``start`` and ``end`` take in the marks; ``continues``
    says that the quotation runs on in the next paragraph.
    """

    start: int
    end: int
    continues: bool = False

    def covers(self, offset: int) -> bool:
        """Is the character inside the quotation (its marks included)?"""
        return self.start <= offset < self.end


def find_quotes(normal: str, paragraphs: tuple[tuple[int, int], ...]) -> tuple[Quote, ...]:
    """The quotations of a normalised text, in its order.

    Double marks are quotations; single marks only in copy that has no double ones, since there
    they are quotations in quotations, feet, or apostrophes, and in a headline, which is set so.
    """
    double = '"' in normal
    title = headline(normal, paragraphs)
    found: list[Quote] = []
    for index, (start, end) in enumerate(paragraphs):
        follower = normal[paragraphs[index + 1][0]] if index + 1 < len(paragraphs) else ""
        single = not double or ((start, end) == title and '"' not in normal[start:end])
        marks = _single_marks if single else _double_marks
        found.extend(marks(normal, start, end, opens_again=follower == ('"' if double else "'")))
    return tuple(found)


def headline(normal: str, paragraphs: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The first of several paragraphs, where it is short and does not end as a sentence does."""
    if len(paragraphs) < 2:
        return None
    start, end = paragraphs[0]
    line = normal[start:end].rstrip()
    return (start, end) if len(line) <= _LONGEST_HEADLINE and line[-1:] not in ".!?:" else None


def _double_marks(normal: str, start: int, end: int, *, opens_again: bool) -> list[Quote]:
    marks = [m.start() for m in _DOUBLE.finditer(normal, start, end)]
    quotes = [Quote(a, b + 1) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    if len(marks) % 2:
        left = marks[-1]
        opens = left == start or normal[left - 1] in " ([-"
        if opens and (opens_again or left == start or end - left < _LONGEST_UNCLOSED):
            quotes.append(Quote(left, end, continues=opens_again))
    return [q for q in quotes if q.end - q.start > 2]


def _single_marks(normal: str, start: int, end: int, *, opens_again: bool) -> list[Quote]:
    quotes = []
    at = start
    while (opened := _SINGLE_OPEN.search(normal, at, end)) is not None:
        closed = _SINGLE_CLOSE.search(normal, opened.end(), end)
        if closed is None:
            if opens_again and opened.start() == start:
                quotes.append(Quote(start, end, continues=True))
            break
        quotes.append(Quote(opened.start(), closed.end()))
        at = closed.end()
    return quotes


#: An opening mark without a closing one is taken for a slip of the copy where the paragraph goes on
#: for longer than this (characters); a shorter rest is read as quoted.
_LONGEST_UNCLOSED = 600

#: A first paragraph longer than this (characters) is no headline.
_LONGEST_HEADLINE = 140
