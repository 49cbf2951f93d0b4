"""Decisions as rows: made, undone, read, and removed with the reports they rest on."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from sayso.ledger.errors import QueryError, UnknownIdError
from sayso.ledger.schema import decisions, grounds, readings, reports
from sayso.ledger.voicing import sources
from sayso.model import Decision, DecisionKind, Ground


def decide(
    connection: Connection,
    *,
    kind: DecisionKind,
    subjects: tuple[str, ...],
    value: Mapping[str, Any],
    author: str,
    reason: str | None,
    rests_on: Iterable[Ground],
) -> Decision:
    """Put a decision in. Raises :class:`UnknownIdError` for a ground's report that is not there."""
    row = (connection.execute(select(func.max(decisions.c.row))).scalar() or 0) + 1
    made = {
        "row": row,
        "kind": kind,
        "subjects": json.dumps(list(subjects), ensure_ascii=False),
        "value": json.dumps(dict(value), ensure_ascii=False, sort_keys=True),
        "author": author,
        "reason": reason,
        "at": _now(),
        "undone": None,
        "undone_by": None,
    }
    connection.execute(insert(decisions), [made])
    known = {(g.subject, _report(connection, g.report)) for g in rests_on}
    if known:
        rows = [{"decision": row, "subject": s, "report": r} for s, r in sorted(known)]
        connection.execute(insert(grounds), rows)
    return next(d for d in decided(connection, everything=True) if d.id == row)


def undo(connection: Connection, decision: int, author: str) -> Decision:
    """Mark a decision as undone; it stays, and counts no more.

    Raises :class:`UnknownIdError` for one that is not there, :class:`QueryError` for one that is
    undone already.
    """
    found = next((d for d in decided(connection, everything=True) if d.id == decision), None)
    if found is None:
        raise UnknownIdError(f"decision {decision}")
    if found.undone is not None:
        raise QueryError(f"decision {decision} was undone already, by {found.undone_by}")
    mark = {"undone": _now(), "undone_by": author}
    connection.execute(update(decisions).where(decisions.c.row == decision).values(**mark))
    return found.model_copy(update=mark)


def decided(connection: Connection, *, everything: bool = False) -> list[Decision]:
    """The decisions in the order they were made; ``everything``: those undone too."""
    query = select(decisions).order_by(decisions.c.row)
    if not everything:
        query = query.where(decisions.c.undone.is_(None))
    return [_decision(row) for row in connection.execute(query)]


def loosen(connection: Connection, report: int) -> int:
    """Take a report from under the decisions, and remove those that have a subject with no report
    left; gives how many. (An id is never given again while a younger decision stands.)
    """
    _rest_anew(connection, report)
    touched = select(grounds.c.decision, grounds.c.subject).where(grounds.c.report == report)
    before = {tuple(row) for row in connection.execute(touched)}
    connection.execute(delete(grounds).where(grounds.c.report == report))
    left = {tuple(row) for row in connection.execute(select(grounds.c.decision, grounds.c.subject))}
    gone = sorted({decision for decision, subject in before if (decision, subject) not in left})
    if gone:
        connection.execute(delete(grounds).where(grounds.c.decision.in_(gone)))
        connection.execute(delete(decisions).where(decisions.c.row.in_(gone)))
    return len(gone)


def _rest_anew(connection: Connection, report: int) -> None:
    """Put the grades of sources that rest on a report on all that speak of the source by now, so
    that a grade does not go while reports of a later day still have that source.
    """
    query = (
        select(decisions.c.row, grounds.c.subject)
        .join(grounds, grounds.c.decision == decisions.c.row)
        .where(decisions.c.kind == "grade", grounds.c.report == report)
    )
    for decision, subject in list(connection.execute(query)):
        now = {i for s in sources(connection, subject) if s.key == subject for i in s.reports}
        resting = select(grounds.c.report).where(
            grounds.c.decision == decision, grounds.c.subject == subject
        )
        before = set(connection.execute(resting).scalars())
        rows = {_report(connection, i) for i in now} - before
        more = [{"decision": decision, "subject": subject, "report": r} for r in sorted(rows)]
        if more:
            connection.execute(insert(grounds), more)


def state(connection: Connection) -> str:
    """A word for what the ledger holds: another one as soon as a report, a reading or a decision
    comes, goes or is undone.
    """
    digest = sha256()
    held = (
        select(reports.c.identity, readings.c.stamp)
        .join(reports, readings.c.report == reports.c.row)
        .where(readings.c.current)
        .order_by(reports.c.identity)
    )
    for row in connection.execute(held):
        digest.update(repr(tuple(row)).encode())
    for decision in decided(connection):
        digest.update(decision.model_dump_json().encode())
    return digest.hexdigest()[:16]


def _decision(row: Row[Any]) -> Decision:
    f = row._mapping
    return Decision(
        id=f["row"],
        kind=f["kind"],
        subjects=tuple(json.loads(f["subjects"])),
        value=json.loads(f["value"]),
        author=f["author"],
        reason=f["reason"],
        at=f["at"],
        undone=f["undone"],
        undone_by=f["undone_by"],
    )


def _report(connection: Connection, report_id: str) -> int:
    row = connection.execute(select(reports.c.row).where(reports.c.id == report_id)).scalar()
    if row is None:
        raise UnknownIdError(report_id)
    return int(row)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
