"""The ledger itself: what is kept of many readings, and how it is asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

from sqlalchemy import Connection, Engine, func, select

from sayso.ledger import database, deciding, verdicts, voicing
from sayso.ledger.errors import UnknownIdError
from sayso.ledger.finding import find, split_id
from sayso.ledger.location import ledger_url, told
from sayso.ledger.queries import (
    Filters,
    report_row,
    reports_query,
    statement_row,
    statements_query,
)
from sayso.ledger.rows import Forgotten, Found, ReportRow, StatementRow
from sayso.ledger.schema import readings, reports
from sayso.ledger.voicing import Source
from sayso.ledger.writing import pack, remove, stamp_hash, text_of, unpack, write
from sayso.model import (
    Decision,
    DecisionKind,
    Ground,
    ReaderStamp,
    Reading,
    Report,
    Statement,
)


class Ledger:
    """Readings in one database. Made by :func:`open_ledger`; a context manager that closes it.

    Every write is one transaction; there is one writer at a time, and a second one waits. Any
    number of threads and processes may read meanwhile. Every method raises
    :class:`~sayso.ledger.LedgerError` where the database fails.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(
        cls, where: str | Path | None = None, *, create: bool = True, wait: float = database.WAIT
    ) -> Self:
        """Open a ledger, making it where there is none and ``create`` is true.

        ``where`` is a path or a database URL; without it ``SAYSO_LEDGER``, then ``sayso.db`` in the
        working folder. A ledger of an older Sayso is brought up to date. ``wait`` is how many
        seconds a write waits for another process's.

        Raises :class:`~sayso.ledger.LedgerError` where it cannot be opened, is something else, or
        was made by a newer Sayso.
        """
        return cls(database.connect(ledger_url(where), create=create, wait=wait))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection. The ledger opens them again when it is asked something."""
        self._engine.dispose()

    @property
    def where(self) -> str:
        """The ledger's file or URL, for people (without a password)."""
        return told(self._engine.url)

    def add(self, reading: Reading) -> bool:
        """Keep a reading; False where the same reader's reading of this report is there already.

        A report is known by its identity. A reading by another version, pipeline or set of
        lexicons stands beside the older ones; queries see the newest.
        """
        body = pack(reading)
        with database.writing(self._engine) as connection:
            return write(connection, reading, body)

    def add_many(self, many: Iterable[Reading]) -> int:
        """Keep readings one by one, each in its own transaction, so that what was read is kept
        whatever comes after; gives how many were new.
        """
        return sum(self.add(reading) for reading in many)

    def has(self, identity: str, stamp: ReaderStamp | None = None) -> bool:
        """Whether a report of that identity is there, and was read by that reader if one is named.

        A run that was stopped asks this of each report before it reads it.
        """
        query = (
            select(readings.c.row)
            .join(reports, readings.c.report == reports.c.row)
            .where(reports.c.identity == identity)
        )
        if stamp is not None:
            query = query.where(readings.c.stamp == stamp_hash(stamp))
        with database.reading(self._engine) as connection:
            return connection.execute(query.limit(1)).first() is not None

    def count_reports(self) -> int:
        """How many reports the ledger holds."""
        with database.reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(reports)).scalar_one())

    def reports(self, *, limit: int | None = None, offset: int = 0) -> list[ReportRow]:
        """The reports in the order they were added."""
        query = reports_query().offset(offset)
        if limit is not None:
            query = query.limit(limit)
        with database.reading(self._engine) as connection:
            return [report_row(row) for row in connection.execute(query)]

    def report(self, report_id: str) -> ReportRow:
        """One report by its id. Raises :class:`~sayso.ledger.UnknownIdError`."""
        with database.reading(self._engine) as connection:
            row = connection.execute(reports_query().where(reports.c.id == report_id)).first()
        if row is None:
            raise UnknownIdError(report_id)
        return report_row(row)

    def statements(
        self,
        *,
        kind: str | None = None,
        voice: str | None = None,
        actor: str | None = None,
        place: str | None = None,
        since: str | None = None,
        until: str | None = None,
        stance: str | None = None,
        certainty: str | None = None,
        words: str | None = None,
        plain: bool = False,
        report: str | None = None,
        limit: int | None = None,
    ) -> list[StatementRow]:
        """The statements that answer every filter given, report by report in the order of the text.

        ``voice``: somebody in the chain of voices; ``actor``: an event's actor. Both know
        organisations, armed groups, governments, coalitions and office-holders, by any name the
        report gives them; **private persons are not found by them**. ``place``: a place's name, or
        a country's name or ISO code for all that is in it. ``since``, ``until``: ISO year, month
        or day; a statement whose time is not known answers neither. ``words``: all of them, in the
        statement's span (``"a phrase"``, ``begin*``); across reports the names of private persons
        are not searched, within one ``report`` they are. ``plain``: asserted, positive, certain,
        and with ``actor`` an actor who is not merely suspected, accused or claimed.

        Raises :class:`QueryError` for a value that cannot be, and
        :class:`~sayso.ledger.UnknownIdError` for a report the ledger does not hold.
        """
        if report is not None:
            self.report(report)
        query = statements_query(
            self._engine.dialect.name,
            kind=kind,
            voice=voice,
            actor=actor,
            place=place,
            since=since,
            until=until,
            stance=stance,
            certainty=certainty,
            words=words,
            plain=plain,
            report=report,
        )
        with database.reading(self._engine) as connection:
            found = [statement_row(row) for row in connection.execute(query.limit(limit))]
            return verdicts.marked(connection, found)

    def in_readings(
        self, *, kind: str | None = None, plain: bool = False, **filters: Unpack[Filters]
    ) -> Iterator[tuple[str, Reading, tuple[Statement, ...]]]:
        """The statements that :meth:`statements` finds, whole, with the readings they stand in:
        the report's id, its newest reading, and those of its statements that answer. One reading
        is held at a time, and all are of one state of the ledger.

        Raises what :meth:`statements` and :meth:`reading` raise, with the first that is asked for.
        """
        if filters.get("report") is not None:
            self.report(str(filters["report"]))
        query = statements_query(self._engine.dialect.name, kind=kind, plain=plain, **filters)
        with database.reading(self._engine) as connection:
            found = [(row.report, row.id) for row in map(statement_row, connection.execute(query))]
            for report_id, ids in groupby(found, key=lambda pair: pair[0]):
                reading = unpack(_body(connection, report_id, readings.c.current))
                wanted = {full.rpartition("/")[2] for _, full in ids}
                yield report_id, reading, tuple(s for s in reading.statements if s.id in wanted)

    def reading(self, report_id: str, *, stamp: ReaderStamp | None = None) -> Reading:
        """The newest reading of a report, or that of one reader. As it was read: ``report.id`` is
        the input's.

        Raises :class:`~sayso.ledger.UnknownIdError`, and :class:`~sayso.ledger.LedgerError` for
        a reading that this version cannot read (the statements can still be asked for).
        """
        chosen = readings.c.current if stamp is None else readings.c.stamp == stamp_hash(stamp)
        with database.reading(self._engine) as connection:
            body = _body(connection, report_id, chosen)
        return unpack(body)

    def reading_of(self, report: Report) -> Reading:
        """The newest reading of this very report, known by its identity, as it was read.

        Raises :class:`~sayso.ledger.UnknownIdError`.
        """
        query = select(reports.c.id).where(reports.c.identity == report.identity)
        with database.reading(self._engine) as connection:
            held = connection.execute(query).scalar()
        if held is None:
            raise UnknownIdError(report.id)
        return self.reading(held)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every report's id with its text, in the order they were added, of one state of the
        ledger.
        """
        query = (
            select(reports.c.id, readings.c.body)
            .join(reports, readings.c.report == reports.c.row)
            .where(readings.c.current)
            .order_by(reports.c.row)
        )
        with database.reading(self._engine) as connection:
            for report_id, body in connection.execute(query):
                yield report_id, text_of(bytes(body))

    def source(self, name: str) -> Source:
        """The publisher, agency or public voice that goes by that name, with its reports.

        Raises :class:`QueryError` where none does or several do; a private person is none.
        """
        with database.reading(self._engine) as connection:
            return voicing.source(connection, name)

    def decide(
        self,
        kind: DecisionKind,
        subjects: tuple[str, ...],
        value: Mapping[str, Any],
        *,
        author: str,
        reason: str | None = None,
        grounds: Iterable[Ground] = (),
    ) -> Decision:
        """Keep an analyst's decision, laid over the readings; ``grounds`` are the reports that
        speak of its subjects. Raises :class:`~sayso.ledger.UnknownIdError` for a report that is
        not there.
        """
        with database.writing(self._engine) as connection:
            return deciding.decide(
                connection,
                kind=kind,
                subjects=subjects,
                value=value,
                author=author,
                reason=reason,
                rests_on=grounds,
            )

    def undo(self, decision: int, *, author: str) -> Decision:
        """Undo a decision; it stays on record, and counts no more.

        Raises :class:`~sayso.ledger.UnknownIdError`, and :class:`QueryError` for one undone before.
        """
        with database.writing(self._engine) as connection:
            return deciding.undo(connection, decision, author)

    def decisions(self, *, everything: bool = False) -> list[Decision]:
        """The decisions that stand, in the order they were made; ``everything``: the undone too."""
        with database.reading(self._engine) as connection:
            return deciding.decided(connection, everything=everything)

    def state(self) -> str:
        """A word for what the ledger holds; it changes with every report, reading and decision."""
        with database.reading(self._engine) as connection:
            return deciding.state(connection)

    def show(self, wanted: str) -> Found:
        """What an id names: a report, or its statement, entity, attribution or time
        (``<report id>/s1``). Raises :class:`~sayso.ledger.UnknownIdError`.
        """
        try:
            report = self.report(wanted)
        except UnknownIdError:
            parts = split_id(wanted)
            if parts is None:
                raise
        else:
            return Found(report.id, "report", report, self.reading(report.id), None, ())
        report = self.report(parts[0])
        found = find(self.reading(report.id), report, parts[1])
        if found is None:
            raise UnknownIdError(wanted)
        with database.reading(self._engine) as connection:
            verdict = verdicts.standing_verdicts(connection).get(found.id)
        return replace(found, decision=verdict)

    def forget(self, report_id: str) -> Forgotten:
        """Remove a report and all that came of it, and its words from the database file.

        Other prints of the same text are other reports and stay. Raises
        :class:`~sayso.ledger.UnknownIdError`.
        """
        with database.writing(self._engine) as connection:
            row = connection.execute(reports_query().where(reports.c.id == report_id)).first()
            if row is None:
                raise UnknownIdError(report_id)
            loosened = remove(connection, row.row)
        gone = report_row(row)
        wiped = database.wipe(self._engine)
        counts = gone.readings, gone.statements, wiped, loosened
        return Forgotten(gone.id, gone.headline, *counts)


def _body(connection: Connection, report_id: str, chosen: Any) -> bytes:
    query = (
        select(readings.c.body)
        .join(reports, readings.c.report == reports.c.row)
        .where(reports.c.id == report_id, chosen)
    )
    body = connection.execute(query).scalar()
    if body is None:
        raise UnknownIdError(report_id)
    return bytes(body)


def open_ledger(
    where: str | Path | None = None, *, create: bool = True, wait: float = database.WAIT
) -> Ledger:
    """:meth:`Ledger.open`."""
    return Ledger.open(where, create=create, wait=wait)
