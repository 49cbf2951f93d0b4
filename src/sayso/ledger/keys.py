"""What a decision over a statement holds on to, so that it outlives a reading.

The ids of statements (``s1``) are those of one reading. The text they stand in never changes, so a
statement is known by its report, its kind and its characters; in a later reading it is the
statement of that kind over the same or nearly the same characters.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, Protocol, Self

from sayso.model import Decision

SAME: Final = 0.8
"""How much of the characters two spans of one statement share at least (intersection over union),
as where the reading tells one statement from two (``sayso.reading.settle.SAME``)."""

_KEY = re.compile(r"(?P<report>.*)/(?P<kind>[a-z]+):(?P<start>\d+)-(?P<end>\d+)(?:\.(?P<nth>\d+))?")


class Spotted(Protocol):
    """What has an id, a kind and characters: a statement, or a row of one."""

    @property
    def id(self) -> str:
        """By which it goes in its reading, or in the ledger."""

    @property
    def kind(self) -> str:
        """What sort of statement it is."""

    @property
    def start(self) -> int:
        """Where it begins in the report's text."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""


class StatementKey(NamedTuple):
    """A statement by its report (the ledger's id), kind and characters. ``nth`` counts those of one
    kind over the very same characters, from 1.
    """

    report: str
    kind: str
    start: int
    end: int
    nth: int = 1

    def __str__(self) -> str:
        """As it stands among the subjects of a decision: ``<report>/cause:120-180``."""
        nth = f".{self.nth}" if self.nth > 1 else ""
        return f"{self.report}/{self.kind}:{self.start}-{self.end}{nth}"

    @classmethod
    def parse(cls, subject: str) -> Self | None:
        """The key that a subject spells, or None where it spells none."""
        found = _KEY.fullmatch(subject)
        if found is None:
            return None
        numbers = int(found["start"]), int(found["end"]), int(found["nth"] or 1)
        return cls(found["report"], found["kind"], *numbers)


def key_of(report: str, statement: Spotted, statements: Iterable[Spotted]) -> StatementKey:
    """The key of one of a reading's ``statements``; ``report`` is the report's id in the ledger."""
    like = [s.id for s in statements if _place(s) == _place(statement)]
    return StatementKey(report, *_place(statement), like.index(statement.id) + 1)


def match(key: StatementKey, statements: Sequence[Spotted]) -> str | None:
    """The id of the statement of a reading of that report that the key means: of its kind, over the
    same characters, else over most of them and not less than :data:`SAME`; None where there is
    none. Of two as near the first is meant.
    """
    alike = [s for s in statements if s.kind == key.kind]
    exact = [s for s in alike if (s.start, s.end) == (key.start, key.end)]
    if exact:
        return exact[min(key.nth, len(exact)) - 1].id
    shares = [(overlap((key.start, key.end), (s.start, s.end)), s) for s in alike]
    best = max(shares, key=lambda pair: pair[0], default=None)
    return best[1].id if best is not None and best[0] >= SAME else None


def by_statement(
    decisions: Iterable[Decision], report: str, statements: Sequence[Spotted]
) -> dict[str, list[Decision]]:
    """The decisions over a report's statements by the id of the statement each means, in the order
    given; those that mean none of ``statements`` are left out.
    """
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        for subject in decision.subjects:
            key = StatementKey.parse(subject) if subject.startswith(f"{report}/") else None
            if key is not None and key.report == report:
                meant = match(key, statements)
                if meant is not None:
                    found.setdefault(meant, []).append(decision)
    return found


def by_report(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The decisions over statements by the report (its id in the ledger), in the order given."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        keys = filter(None, map(StatementKey.parse, decision.subjects))
        for report in dict.fromkeys(key.report for key in keys):
            found.setdefault(report, []).append(decision)
    return found


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans of characters."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0


def _place(s: Spotted) -> tuple[str, int, int]:
    return s.kind, s.start, s.end
