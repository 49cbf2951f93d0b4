"""What a ledger gives: small frozen rows, and one thing whole with the words around it."""

from dataclasses import dataclass
from typing import Literal

from sayso.model import Attribution, Entity, Reading, Statement, Time

ThingKind = Literal["report", "statement", "entity", "attribution", "time"]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One print of a report. ``id`` is the ledger's (docs/ledger.md says when it differs from the
    input's), ``opening`` the first words of the text, ``prints`` how many reports of the ledger
    have the same text, ``readings`` how many readings of this one are kept.
    """

    id: str
    identity: str
    title: str | None
    opening: str
    publisher: str | None
    agency: str | None
    published: str | None
    language: str | None
    url: str | None
    statements: int
    readings: int
    prints: int

    @property
    def headline(self) -> str:
        """The title, or the first words where there is none."""
        return self.title or self.opening


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement of a report's newest reading.

    ``id`` is ``<report id>/<local id>``; ``start`` and ``end`` are code points into that report's
    text. ``voices`` is the chain of speakers' names, nearest first, empty for the report's own
    voice. ``since`` and ``until`` are the first and last day of its matter, null where not known.
    ``low``, ``best`` and ``high`` belong to a figure; ``driver``, ``effect`` and ``sign`` to a
    cause; ``plover`` and ``cameo`` to an event. ``decision`` is an analyst's, laid over the
    reading.
    """

    id: str
    report: str
    kind: str
    start: int
    end: int
    text: str
    voices: tuple[str, ...]
    stance: str
    polarity: str
    certainty: str
    cues: tuple[str, ...]
    since: str | None
    until: str | None
    places: tuple[str, ...]
    reading_confidence: float
    plover: str | None
    cameo: str | None
    measure: str | None
    low: float | None
    best: float | None
    high: float | None
    driver: str | None
    effect: str | None
    sign: str | None
    publisher: str | None
    agency: str | None
    published: str | None
    decision: Literal["accepted", "rejected"] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A span with the words of the report around it: ``before + words + after`` is the text from
    ``start - len(before)`` to ``end + len(after)``.
    """

    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """One thing whole. ``thing`` is None for a report (the reading has it); ``passages`` is where
    the report speaks of it; ``decision`` is an analyst's over a statement.
    """

    id: str
    kind: ThingKind
    report: ReportRow
    reading: Reading
    thing: Statement | Entity | Attribution | Time | None
    passages: tuple[Passage, ...]
    decision: Literal["accepted", "rejected"] | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed, and how many decisions that rested on it alone. ``wiped`` is False where
    another process held the file open, so that the words leave it only when that one closes it.
    """

    id: str
    headline: str
    readings: int
    statements: int
    wiped: bool
    decisions: int = 0
