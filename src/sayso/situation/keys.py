"""Where a statement stands, as a key that outlives its number.

A statement's number (``s12``) is another one when the report is read anew. What an analyst decides
is therefore tied to the report, the kind and the characters, and found again where a statement of
that kind has most of them still.
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from sayso.model import Statement

#: The share of characters (intersection over union) from which two spans are one statement's.
SAME: Final = 0.8

_KEY = re.compile(r"(?s)(.*)/([a-z]+):(\d+)-(\d+)(?:\.\d+)?")


class Where(NamedTuple):
    """A statement's place: the report's id, the kind, and the characters."""

    report: str
    kind: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The key in one string: ``<report>/cause:120-180``."""
        return f"{self.report}/{self.kind}:{self.start}-{self.end}"

    def share(self, other: "Where") -> float:
        """Intersection over union of the characters, 0 for another report or kind."""
        if (self.report, self.kind) != (other.report, other.kind):
            return 0.0
        return overlap((self.start, self.end), (other.start, other.end))


def where_of(report: str, statement: Statement) -> Where:
    """The place of a statement of the report with that id (the ledger's)."""
    return Where(report, statement.kind, statement.start, statement.end)


def where(key: str) -> Where | None:
    """The place a key names, None where it is no key."""
    found = _KEY.fullmatch(key)
    return Where(found[1], found[2], int(found[3]), int(found[4])) if found else None


def nearest(wanted: Where, known: Iterable[Where]) -> Where | None:
    """The place that is most nearly the one wanted; None where none has :data:`SAME` of it."""
    best = max(known, key=lambda k: (wanted.share(k), -k.start), default=None)
    return best if best is not None and wanted.share(best) >= SAME else None


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]) or 1)
