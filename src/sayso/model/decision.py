"""Decisions: what an analyst lays over the machine's reading, with author, time and reason."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from sayso.model.base import Value

DecisionKind = Literal[
    "accept",
    "reject",
    "grade",
    "merge",
    "split",
    "rename",
    "narrow",
    "link",
    "operationalise",
    "resolve",
]


class Ground(Value):
    """What a decision is about, and a report that speaks of it.

    A decision whose subject no report of the ledger speaks of any more goes with the last of them.
    """

    subject: str
    report: str


class Decision(Value):
    """One decision. ``subjects`` are what it is about: a statement's, factor's or forecast's key,
    or a source's name; ``value`` is what was decided, by ``kind`` (docs/decisions.md has the
    fields). ``at`` and ``undone`` are UTC in ISO form; one that is undone stays and counts no more.
    """

    id: int
    kind: DecisionKind
    subjects: tuple[str, ...]
    value: Mapping[str, Any] = Field(default_factory=dict)
    author: str
    reason: str | None = None
    at: str
    undone: str | None = None
    undone_by: str | None = None
