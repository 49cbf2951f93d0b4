"""Grades of sources and of claims, on the Admiralty scale (``data/admiralty.yaml``).

A source is graded A to F, a statement 1 to 6, and neither hangs on the other. Where nobody has
graded, a source is F and a claim 6: *cannot be judged*. A grade of a source joins reports, so only
publishers, agencies and public voices have one (the design's rule 11).
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

from sayso.assembly.decisions import Proposed, over_statement
from sayso.knowledge.loader import lexicon
from sayso.ledger import Ledger, QueryError
from sayso.ledger.keys import by_statement
from sayso.ledger.names import is_public, name_key
from sayso.model import Decision, Entity, Ground, Reading

UNGRADED_SOURCE: Final = "F"
UNGRADED_CLAIM: Final = "6"

Scale = Literal["reliability", "credibility"]


class Grade(NamedTuple):
    """A grade: its sign, its name, and what it means."""

    sign: str
    name: str
    meaning: str


def scale(name: Scale) -> tuple[Grade, ...]:
    """The grades of sources (``reliability``) or claims (``credibility``), the best first; the last
    is *cannot be judged*.
    """
    grades = lexicon("admiralty", "sayso.assembly")["scales"][name]
    return tuple(Grade(sign, *words) for sign, words in grades.items())


def reliability(decisions: Iterable[Decision], name: str) -> str:
    """The grade (A to F) of a publisher, agency or public voice; F where nobody has graded it.

    Names are compared as the ledger compares them. For a voice of a reading use
    :func:`voice_reliability`, which keeps a private namesake apart.
    """
    key = name_key(name)
    given = [
        str(d.value["grade"])
        for d in decisions
        if d.kind == "grade"
        and d.undone is None
        and d.value.get("of") == "source"
        and key in d.subjects
    ]
    return given[-1] if given else UNGRADED_SOURCE


def voice_reliability(decisions: Iterable[Decision], voice: Entity) -> str:
    """The grade of somebody who speaks in a reading; F for every private person."""
    return reliability(decisions, voice.name) if is_public(voice) else UNGRADED_SOURCE


def most_reliable(grades: Iterable[str]) -> str:
    """The best of some grades of sources; F where there is none."""
    return min(grades, default=UNGRADED_SOURCE)


def credibilities(
    decisions: Iterable[Decision], report: str, reading: Reading
) -> Mapping[str, str]:
    """The grades (1 to 6) of a reading's statements by their ids; those that nobody has graded are
    not in it. ``report`` is the report's id in the ledger.
    """
    grading = (
        d
        for d in decisions
        if d.kind == "grade" and d.undone is None and d.value.get("of") == "statement"
    )
    found = by_statement(grading, report, reading.statements)
    return {i: str(given[-1].value["grade"]) for i, given in found.items()}


def credibility(
    decisions: Iterable[Decision], report: str, reading: Reading, statement: str
) -> str:
    """The grade (1 to 6) of one statement of a reading; 6 where nobody has graded it."""
    return credibilities(decisions, report, reading).get(statement, UNGRADED_CLAIM)


def grading(ledger: Ledger, wanted: str, grade: str) -> Proposed:
    """To grade a source by its name (A to F) or a statement by its id (1 to 6).

    Raises :class:`sayso.ledger.QueryError` for what is no grade, no source (a private person is
    none) or no statement, and :class:`sayso.ledger.UnknownIdError`.
    """
    sign = grade.strip().upper()
    if sign in {g.sign for g in scale("credibility")}:
        key, value, grounds = over_statement(ledger.show(wanted))
        return Proposed("grade", (key,), {**value, "of": "statement", "grade": sign}, grounds)
    if sign not in {g.sign for g in scale("reliability")}:
        raise QueryError(f"{grade!r} is no grade: a source has A to F, a statement 1 to 6")
    found = ledger.source(wanted)
    grounds = tuple(Ground(subject=found.key, report=r) for r in found.reports)
    value = {"of": "source", "name": found.name, "grade": sign}
    return Proposed("grade", (found.key,), value, grounds)
