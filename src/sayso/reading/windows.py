"""Windows of a report for the encoder: word pieces, where they stand, and what they look like.

The encoder reads one window a call. Where windows begin is decided by the report alone, so that a
report gives the same numbers whatever is read beside it. Each window has a core, whose words it
answers for, and before the core some words of context that another window answers for.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from sayso.reading.quotes import Quote, find_quotes

#: Pieces a window holds at most, special ones included, and pieces of context before its core.
SIZE, CONTEXT = 384, 56

CLASSIFY, PART = 101, 102  # [CLS] at the head; [SEP] at the end and wherever a paragraph begins

#: What a piece looks like: 0 for special pieces, else 1 lower case, 2 capitalised, 3 capitals, and
#: 3 more inside a quotation. The encoder's word pieces are lower case, so this is all it sees.
LOOKS = 7
_LOWER, _TITLE, _UPPER, _QUOTED = 1, 2, 3, 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a report as the encoder takes it in: characters, ids of its pieces, its look, and
    whether a paragraph or a sentence seems to begin with it.
    """

    start: int
    end: int
    ids: tuple[int, ...]
    look: int
    opens_paragraph: bool
    opens_sentence: bool


@dataclass(frozen=True, slots=True)
class Window:
    """``ids`` and ``looks`` have one entry a piece; ``at`` is the piece a word begins with, for the
    words ``first`` to ``first + len(at)`` of the report; the core begins with word ``core``.
    """

    ids: tuple[int, ...]
    looks: tuple[int, ...]
    at: tuple[int, ...]
    first: int
    core: int

    @property
    def end(self) -> int:
        """The word behind the window's last one."""
        return self.first + len(self.at)


def pieces(
    normal: str, paragraphs: tuple[tuple[int, int], ...], tokenizer: Tokenizer
) -> list[Piece]:
    """The words of a normalised text, split as the encoder's vocabulary has them."""
    encoding = tokenizer.encode(normal, add_special_tokens=False)
    spans: list[tuple[int, int, list[int]]] = []
    last = None
    for word, (start, end), number in zip(
        encoding.word_ids, encoding.offsets, encoding.ids, strict=True
    ):
        if word == last and spans:
            spans[-1] = (spans[-1][0], end, [*spans[-1][2], number])
        else:
            spans.append((start, end, [number]))
        last = word
    starts = [p[0] for p in paragraphs]
    quoted = _Quoted(find_quotes(normal, paragraphs))
    shouted = [_is_shouted(normal[a:b]) for a, b in paragraphs]
    found: list[Piece] = []
    before, paragraph_before = "", -1
    for start, end, ids in spans:
        text = normal[start:end]
        paragraph = bisect_right(starts, start) - 1
        look = _look(text, shouted=0 <= paragraph < len(shouted) and shouted[paragraph])
        found.append(
            Piece(
                start=start,
                end=end,
                ids=tuple(ids),
                look=look + (_QUOTED if quoted.covers(start) else 0),
                opens_paragraph=paragraph != paragraph_before,
                opens_sentence=before in _FULL_STOPS and not text[:1].islower(),
            )
        )
        before, paragraph_before = text, paragraph
    return found


_FULL_STOPS = frozenset({".", "!", "?", '"'})


def windows(words: Sequence[Piece], *, first_core: int = SIZE) -> list[Window]:
    """The windows of a report; ``first_core`` bounds the pieces of the first one's core (training
    shifts the borders with it).
    """
    found: list[Window] = []
    begin = 0
    while begin < len(words):
        first = _context(words, begin)
        room = SIZE - 2 - _width(words, first, begin)
        end = _core_end(words, begin, min(room, first_core) if begin == 0 else room)
        found.append(_window(words, first, begin, end))
        begin = end
    return found


def _cost(word: Piece) -> int:
    return len(word.ids) + word.opens_paragraph


def _width(words: Sequence[Piece], start: int, end: int) -> int:
    return sum(_cost(w) for w in words[start:end])


def _context(words: Sequence[Piece], begin: int) -> int:
    room, at = CONTEXT, begin
    while at > 0 and _cost(words[at - 1]) <= room:
        at -= 1
        room -= _cost(words[at])
    return at


def _core_end(words: Sequence[Piece], begin: int, room: int) -> int:
    """The word behind the core: where a paragraph begins, else a sentence, else where it is full.
    A border in the last half of the room is as good as one at its very end.
    """
    at, used, paragraph, sentence = begin, 0, 0, 0
    while at < len(words):
        cost = _cost(words[at])
        if used + cost > room:
            break
        if at > begin and used > room // 2:
            paragraph = at if words[at].opens_paragraph else paragraph
            sentence = at if words[at].opens_sentence else sentence
        at, used = at + 1, used + cost
    if at == len(words):
        return at
    if words[at].opens_paragraph:
        return max(at, begin + 1)
    return max(paragraph or sentence or at, begin + 1)


def _window(words: Sequence[Piece], first: int, begin: int, end: int) -> Window:
    ids, looks, at = [CLASSIFY], [0], []
    for word in words[first:end]:
        if word.opens_paragraph and len(ids) > 1:
            ids.append(PART)
            looks.append(0)
        at.append(min(len(ids), SIZE - 1))
        ids.extend(word.ids)
        looks.extend([word.look] * len(word.ids))
    return Window((*ids[: SIZE - 1], PART), (*looks[: SIZE - 1], 0), tuple(at), first, begin)


def _look(text: str, *, shouted: bool) -> int:
    if shouted or not text[:1].isupper():
        return _LOWER
    return _UPPER if len(text) > 1 and text.isupper() else _TITLE


def _is_shouted(text: str) -> bool:
    """Is a paragraph in capitals, so that they tell nothing?"""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.7 * len(letters)


class _Quoted:
    """Is a character inside a quotation? Asked in text order or not."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        ordered = sorted((q.start, q.end) for q in quotes)
        self._starts = [s for s, _ in ordered]
        self._ends = [e for _, e in ordered]

    def covers(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]
