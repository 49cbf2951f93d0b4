"""Whether a statement was accepted or rejected, laid over the newest reading of its report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, select

from sayso.ledger.deciding import decided
from sayso.ledger.keys import Spotted, by_statement
from sayso.ledger.rows import StatementRow
from sayso.ledger.schema import decisions, grounds, readings, reports, statements
from sayso.model import Decision

Verdict = Literal["accepted", "rejected"]

_VERDICTS: Final[Mapping[str, Verdict]] = {"accept": "accepted", "reject": "rejected"}


def verdicts(
    made: Iterable[Decision], report: str, held: Sequence[Spotted]
) -> dict[str, tuple[Verdict, Decision]]:
    """What stands on a report's statements, by their ids: the last word of the decisions given.

    ``report`` is the report's id in the ledger, ``held`` all statements of one of its readings.
    """
    judging = (d for d in made if d.kind in _VERDICTS and d.undone is None)
    last = {i: found[-1] for i, found in by_statement(judging, report, held).items()}
    return {i: (_VERDICTS[d.kind], d) for i, d in last.items()}


def marked(connection: Connection, rows: list[StatementRow]) -> list[StatementRow]:
    """The rows, each with the verdict that stands on it."""
    standing = standing_verdicts(connection)
    if not standing:
        return rows
    return [replace(r, decision=standing[r.id]) if r.id in standing else r for r in rows]


def standing_verdicts(connection: Connection) -> dict[str, Verdict]:
    """Every verdict that stands, by the statement's full id (``<report id>/s1``)."""
    judging = [d for d in decided(connection) if d.kind in _VERDICTS]
    if not judging:
        return {}
    found: dict[str, Verdict] = {}
    for report, held in groupby(_under_verdict(connection), key=lambda row: str(row.report)):
        for local, (verdict, _) in verdicts(judging, report, [*held]).items():
            found[f"{report}/{local}"] = verdict
    return found


def _under_verdict(connection: Connection) -> list[Row[Any]]:
    """All statements of the reports that such a decision rests on, as their newest readings have
    them.
    """
    judged = (
        select(grounds.c.report)
        .join(decisions, grounds.c.decision == decisions.c.row)
        .where(decisions.c.kind.in_(_VERDICTS))
    )
    query = (
        select(
            reports.c.id.label("report"),
            statements.c.id,
            statements.c.kind,
            statements.c.start,
            statements.c.end,
        )
        .select_from(
            statements.join(readings, statements.c.reading == readings.c.row).join(
                reports, readings.c.report == reports.c.row
            )
        )
        .where(readings.c.current, reports.c.row.in_(judged))
        .order_by(reports.c.row, statements.c.ordinal)
    )
    return list(connection.execute(query))
