"""Which reports print the same story, so that a story counts once however many papers carry it.

Two texts are one story where their words are the same, where they are nearly the same (a wire copy
under another headline, with some words changed), or where the shorter is nearly whole in the longer
(a copy that was cut). Two reporters at one event share names and phrases and perhaps a quotation,
but few runs of words.

Texts are compared as sets of shingles, runs of :data:`WIDTH` words (A. Broder, On the resemblance
and containment of documents, 1997). MinHash with locality-sensitive hashing finds the pairs worth a
look, and a pair counts only by what its sets themselves share.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.ledger import Ledger, ReportRow

WIDTH: Final = 4
"""Words in a shingle. One changed word spoils four shingles of a copy, while four words in a row
are seldom the same in two texts that were written apart."""

RESEMBLANCE: Final = 0.35
"""Shared shingles over all shingles of both, from which texts are one story. One word in seven may
be changed, here and there: (6/7)^4 of the shingles live, 0.54 of each text and 0.37 of both. Texts
that share a form only (an interviewer's questions, put to another) came to 0.28 where it was tried.
"""

CONTAINMENT: Final = 0.65
"""Shared shingles over those of the shorter text, from which it is a cut copy of the longer."""

SHORTEST_CUT: Final = 0.25
"""A cut copy's length over the longer text's, at least: a round-up that takes in short items whole
is not the same story as each of them."""

FEWEST: Final = 25
"""Shingles from which texts are compared at all; two shorter ones may say the same in the same
words by chance, and are one story only where all their words are."""

# 128 bands of 2: a pair is looked at with probability 1 - (1 - s²)^128 where it has the resemblance
# s. That is 0.94 for the least of cut copies (s = 0.15), above 0.9999 for one of half the length
# (s = 0.28) and for whole ones, and 0.01 for texts that share one shingle in a hundred.
_BANDS: Final = 128
_ROWS: Final = 2

# One odd number for each place in a run, so that the order of its words counts: the powers of the
# golden ratio's digits in 64 bits (D. Knuth, The Art of Computer Programming 3, 6.4).
_FACTORS: Final = tuple(pow(0x9E3779B97F4A7C15, place, 2**64) for place in range(1, WIDTH + 1))

_WORD = re.compile(r"\w+")

Shingles = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Print(ReportRow):
    """A report with ``copies``: the other reports that print its story, by their ids."""

    copies: tuple[str, ...] = ()


def groups(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """The ids of texts that are one story, in groups of two or more; the order of ``texts`` does
    not matter, and all is sorted by id.
    """
    return _groups(texts.items())


def reprint_groups(ledger: Ledger) -> tuple[tuple[str, ...], ...]:
    """:func:`groups` over the reports of a ledger."""
    return _groups(ledger.texts())


def copies(grouped: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The other members of each member's group."""
    return {one: tuple(o for o in group if o != one) for group in grouped for one in group}


def with_copies(ledger: Ledger, rows: Iterable[ReportRow]) -> list[Print]:
    """Rows of a ledger's reports with the other reports of it that print the same story."""
    of = copies(reprint_groups(ledger))
    return [Print(**asdict(r), copies=of.get(r.id, ())) for r in rows]


def _groups(texts: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    codes = _Codes()
    same: dict[bytes, list[str]] = {}
    shingled: dict[str, Shingles] = {}
    for text_id, text in texts:
        words = _words(text)
        twins = same.setdefault(_digest(words, text), [])
        twins.append(text_id)
        if len(twins) == 1:
            shingled[text_id] = _shingles(words, codes)
    joined = _joined(shingled)
    found: dict[str, list[str]] = {}
    for twins in same.values():
        found.setdefault(joined[twins[0]], []).extend(twins)
    return tuple(sorted(tuple(sorted(ids)) for ids in found.values() if len(ids) > 1))


def _joined(shingled: Mapping[str, Shingles]) -> dict[str, str]:
    """One member of its story for each text, the same for all of the story."""
    root = {text_id: text_id for text_id in shingled}

    def root_of(text_id: str) -> str:
        while root[text_id] != text_id:
            text_id = root[text_id]
        return text_id

    for one, other in _near(shingled):
        first, second = root_of(one), root_of(other)
        if first != second and _is_one_story(shingled[one], shingled[other]):
            root[second] = first
    return {text_id: root_of(text_id) for text_id in shingled}


def _near(shingled: Mapping[str, Shingles]) -> Iterator[tuple[str, str]]:
    """Pairs that may be one story."""
    from datasketch import MinHash, MinHashLSH  # takes time to import

    lsh = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    blank = MinHash(num_perm=_BANDS * _ROWS, hashfunc=int)
    for text_id, shingles in shingled.items():
        if len(shingles) < FEWEST:
            continue
        sketch = blank.copy()
        sketch.update_batch((shingles & np.uint64(0xFFFFFFFF)).tolist())
        for other in lsh.query(sketch):
            yield other, text_id
        lsh.insert(text_id, sketch, check_duplication=False)


def _is_one_story(one: Shingles, other: Shingles) -> bool:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    short, long = sorted((len(one), len(other)))
    if shared / (short + long - shared) >= RESEMBLANCE:
        return True
    return shared / short >= CONTAINMENT and short / long >= SHORTEST_CUT


def _words(text: str) -> list[str]:
    """The words of a text without case, and whatever the forms of its letters."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _digest(words: list[str], text: str) -> bytes:
    """The same for texts of the same words; a text without words is only itself."""
    told = " ".join(words) if words else f"\0{text}"
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class _Codes(dict[str, int]):
    """A number of 64 bits for each word, made when the word is first met."""

    def __missing__(self, word: str) -> int:
        digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        self[word] = code = int.from_bytes(digest, "big")
        return code


def _shingles(words: list[str], codes: _Codes) -> Shingles:
    """A number for each run of words, sorted, each once. (64 bits: two runs that are not the same
    have the same number about never.)
    """
    if len(words) < WIDTH:
        return np.empty(0, dtype=np.uint64)
    coded = np.array([codes[w] for w in words], dtype=np.uint64)
    runs = np.zeros(len(words) - WIDTH + 1, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        runs += coded[place : place + len(runs)] * np.uint64(factor)
    return np.unique(runs)
