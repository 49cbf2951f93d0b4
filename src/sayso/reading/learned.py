"""What the learned heads say of a report, in characters: attributions, and what words are."""

import math
from bisect import bisect_right
from dataclasses import dataclass

from sayso.reading.analysis import Analysis
from sayso.reading.encoder import Encoder
from sayso.reading.heads import ROLES
from sayso.reading.tagger_decode import Found, Words, cue_probabilities, decode
from sayso.reading.windows import Piece, pieces, windows

Chars = tuple[int, int]

#: Cues less probable than this are not looked at (0 to 1); measured on polnear_dev.
CUE_THRESHOLD = 0.3


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """An attribution as the tagger has it. Spans are characters; ``…_sure`` run from 0 to 1."""

    cue: Chars
    source: Chars | None
    content: tuple[Chars, ...]
    cue_sure: float
    source_sure: float
    content_sure: float


@dataclass(frozen=True, slots=True)
class Learned:
    """The heads' say on one report. ``starts`` are the characters its words begin with, in order,
    ``factuality`` one value a word, -3 (certainly not) to 3 (certainly so), ``cues`` how probable
    it is that the word belongs to a cue, ``events`` that it tells an event (0 to 1), ``roles`` how
    probable each of :data:`sayso.reading.heads.ROLES` is of it.
    """

    attributions: tuple[TaggedAttribution, ...]
    starts: tuple[int, ...]
    factuality: tuple[float, ...]
    cues: tuple[float, ...]
    events: tuple[float, ...]
    roles: tuple[tuple[float, ...], ...] = ()

    def factuality_at(self, offset: int) -> float | None:
        """The factuality of the word that holds the character; None before the first word."""
        return self._at(self.factuality, offset)

    def cue_at(self, offset: int) -> float:
        """How probable it is that the word that holds the character belongs to a cue."""
        return self._at(self.cues, offset) or 0.0

    def event_at(self, offset: int) -> float:
        """How probable it is that the word that holds the character tells an event."""
        return self._at(self.events, offset) or 0.0

    def roles_at(self, offset: int) -> tuple[float, ...]:
        """How probable each role in an incident is of the word that holds the character."""
        index = bisect_right(self.starts, offset) - 1
        return self.roles[index] if index >= 0 else (0.0,) * len(ROLES)

    def _at(self, values: tuple[float, ...], offset: int) -> float | None:
        index = bisect_right(self.starts, offset) - 1
        return values[index] if index >= 0 else None


def learn(analysis: Analysis, encoder: Encoder) -> Learned:
    """What the heads say of a report. They learned from letters as printed, and see them so."""
    words = pieces(analysis.printed, analysis.paragraphs, encoder.tokenizer)
    attributions: list[TaggedAttribution] = []
    factuality: list[float] = []
    cues: list[float] = []
    events: list[float] = []
    roles: list[tuple[float, ...]] = []
    for window in windows(words):
        numbers = encoder.read(window)
        core = window.core - window.first
        found = decode(
            numbers.tags, numbers.pairs, encoder.scores, core=core, threshold=CUE_THRESHOLD
        )
        attributions.extend(_in_characters(f, words, window.first) for f in found)
        factuality.extend(3 * float(v) for v in numbers.words["factuality"][core:, 0])
        events.extend(_probability(float(v)) for v in numbers.words["event"][core:, 0])
        roles.extend(
            tuple(_probability(float(v)) for v in row) for row in numbers.words["roles"][core:]
        )
        cues.extend(float(v) for v in cue_probabilities(numbers.tags[core:]))
    starts = tuple(w.start for w in words)
    return Learned(
        attributions=tuple(attributions),
        starts=starts,
        factuality=tuple(factuality),
        cues=tuple(cues),
        events=tuple(events),
        roles=tuple(roles),
    )


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def _in_characters(found: Found, words: list[Piece], first: int) -> TaggedAttribution:
    def span(part: Words) -> Chars:
        return words[first + part[0]].start, words[first + part[1] - 1].end

    return TaggedAttribution(
        cue=span(found.cue),
        source=span(found.source) if found.source is not None else None,
        content=tuple(span(part) for part in found.content),
        cue_sure=found.cue_sure,
        source_sure=found.source_sure,
        content_sure=found.content_sure,
    )
