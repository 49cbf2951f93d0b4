"""What the steps of a reading hand on to one another."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import Any, Self

from sayso.knowledge import Knowledge
from sayso.model import (
    Attribution,
    Cause,
    Entity,
    Event,
    Figure,
    Mention,
    ReadingWarning,
    Report,
    Span,
    Statement,
    StatementKind,
    Time,
)
from sayso.reading.analysis import Analysis
from sayso.reading.learned import Learned
from sayso.reading.settings import DEFAULTS, Settings

_Index = tuple[list[tuple[Mention, Entity]], list[int], int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposition found, before it is known who says it and how sure.

    ``start``/``end`` are characters, ``anchor`` the index of the token (``analysis.doc[anchor]``)
    whose clause decides voice, stance, polarity, certainty, time and place: the verb or noun that
    is said, not merely the first word. ``rule`` names what found it. Ids of other statements
    (``Figure.includes``, ``Count.figure``) hold :attr:`key` of their candidate until ids are given.
    """

    kind: StatementKind
    start: int
    end: int
    anchor: int
    rule: str
    confidence: float = 0.7
    event: Event | None = None
    figure: Figure | None = None
    cause: Cause | None = None
    condition: Span | None = None
    #: Names of what else had a part in it (``Statement.rules`` after the first).
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What other candidates call this one by until statements have ids."""
        return f"{self.kind}:{self.start}:{self.end}:{self.anchor}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading in the making. Each step takes one and gives one with its own part filled in."""

    report: Report
    analysis: Analysis
    knowledge: Knowledge
    settings: Settings = DEFAULTS
    #: What the learned heads say; None where only rules read.
    learned: Learned | None = None
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    statements: tuple[Statement, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    #: Filled at the first question; each new draft begins with an empty one.
    _index: list[_Index] = field(default_factory=list, init=False, repr=False, compare=False)

    def plus(self, **parts: Any) -> Self:
        """This draft with the given fields replaced."""
        return replace(self, **parts)

    def entity(self, entity_id: str | None) -> Entity | None:
        """The entity of that id, or None."""
        return next((e for e in self.entities if e.id == entity_id), None)

    def mentions_in(self, start: int, end: int) -> list[tuple[Mention, Entity]]:
        """Mentions that lie inside the characters given, in text order."""
        ordered, starts, _ = self._by_start()
        pairs = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
        return [pair for pair in pairs if pair[0].end <= end]

    def mention_at(self, offset: int) -> tuple[Mention, Entity] | None:
        """The shortest mention that covers the character, with its entity."""
        ordered, starts, longest = self._by_start()
        found: tuple[Mention, Entity] | None = None
        at = bisect_right(starts, offset)
        while at > 0 and starts[at - 1] > offset - longest:
            at -= 1
            mention = ordered[at][0]
            shorter = found is None or mention.end - mention.start <= found[0].end - found[0].start
            if mention.end > offset and shorter:
                found = ordered[at]
        return found

    def _by_start(self) -> _Index:
        """All mentions in text order, where they start, and the longest one's length."""
        if not self._index:
            pairs = [(m, e) for e in self.entities for m in e.mentions]
            pairs.sort(key=lambda pair: (pair[0].start, -pair[0].end))
            longest = max((m.end - m.start for m, _ in pairs), default=0)
            self._index.append((pairs, [m.start for m, _ in pairs], longest))
        return self._index[0]
