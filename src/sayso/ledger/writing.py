"""A reading into rows, and out of them again."""

import json
import zlib
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Connection, Table, delete, func, insert, select, update

from sayso.ledger import deciding, search
from sayso.ledger.deriving import derive
from sayso.ledger.errors import LedgerError
from sayso.ledger.schema import (
    attributions,
    entities,
    mentions,
    names,
    participants,
    readings,
    reports,
    statement_places,
    statement_voices,
    statements,
    times,
)
from sayso.model import ReaderStamp, Reading, Report

_OPENING: Final = 100
_LONGEST_ID: Final = 200
_DERIVED: Final = (
    statement_places,
    statement_voices,
    participants,
    statements,
    attributions,
    times,
    mentions,
    names,
    entities,
)


def stamp_hash(stamp: ReaderStamp) -> str:
    """The stamp as one word: another version, pipeline or lexicon is another hash."""
    return sha256(stamp.model_dump_json().encode()).hexdigest()


def pack(reading: Reading) -> bytes:
    """The reading's JSON, whole, compressed."""
    return zlib.compress(reading.to_json().encode(), 6)


def unpack(body: bytes) -> Reading:
    """The reading that :func:`pack` packed.

    Raises :class:`LedgerError` where it is not a reading as this version knows them: a newer one
    may have put fields in.
    """
    try:
        return Reading.model_validate_json(zlib.decompress(body))
    except (ValidationError, zlib.error) as error:
        raise LedgerError("this reading was kept by another version of Sayso") from error


def text_of(body: bytes) -> str:
    """The report's text of a packed reading, of whatever version.

    Raises :class:`LedgerError` where there is none.
    """
    try:
        return str(json.loads(zlib.decompress(body))["report"]["text"])
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise LedgerError("this reading was kept by another version of Sayso") from error


def write(connection: Connection, reading: Reading, body: bytes) -> bool:
    """Put a reading in; False where this very reading (report and stamp) is there already.

    The newest reading of a report is the one queries see: that of the highest version, and of two
    of one version the one that was added last.
    """
    report, stamp = _report_row(connection, reading.report), stamp_hash(reading.reader)
    kept = connection.execute(
        select(readings.c.row, readings.c.stamp, readings.c.version, readings.c.current).where(
            readings.c.report == report
        )
    ).all()
    if any(row.stamp == stamp for row in kept):
        return False
    standing = next((row for row in kept if row.current), None)
    newest = standing is None or _age(reading.reader.version) >= _age(standing.version)
    if standing is not None and newest:
        search.unindex(connection, standing.row)
        for table in _DERIVED:
            connection.execute(delete(table).where(table.c.reading == standing.row))
        connection.execute(
            update(readings).where(readings.c.row == standing.row).values(current=False)
        )
    row = _next(connection, readings)
    connection.execute(
        insert(readings).values(
            row=row,
            report=report,
            stamp=stamp,
            version=reading.reader.version,
            current=newest,
            added=_now(),
            body=body,
        )
    )
    if newest:
        _derive(connection, reading, row)
    return True


def remove(connection: Connection, report: int) -> int:
    """Take a report out with its readings, every row that came of them, and the decisions that
    rest on it alone; gives how many decisions went.
    """
    loosened = deciding.loosen(connection, report)
    rows = connection.execute(select(readings.c.row).where(readings.c.report == report)).scalars()
    for row in list(rows):
        search.unindex(connection, row)
        for table in _DERIVED:
            connection.execute(delete(table).where(table.c.reading == row))
    connection.execute(delete(readings).where(readings.c.report == report))
    connection.execute(delete(reports).where(reports.c.row == report))
    search.scour(connection)
    return loosened


def _age(version: str) -> tuple[int, ...]:
    """Give "0.10.2" as (0, 10, 2), so that versions compare; what is no number ends it."""
    numbers = []
    for part in version.split("."):
        if not part.isdecimal():
            break
        numbers.append(int(part))
    return tuple(numbers)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _next(connection: Connection, table: Table) -> int:
    """The next row number; safe, since there is one writer at a time."""
    return (connection.execute(select(func.max(table.c.row))).scalar() or 0) + 1


def _report_row(connection: Connection, report: Report) -> int:
    known = connection.execute(
        select(reports.c.row).where(reports.c.identity == report.identity)
    ).scalar()
    if known is not None:
        return int(known)
    row = _next(connection, reports)
    connection.execute(
        insert(reports).values(
            row=row,
            id=_free_id(connection, report),
            identity=report.identity,
            sha256=report.sha256,
            title=report.title,
            opening=_opening(report.text),
            publisher=report.publisher,
            agency=report.agency,
            published=report.published,
            language=report.language,
            url=report.url,
            added=_now(),
        )
    )
    return row


def _free_id(connection: Connection, report: Report) -> str:
    """The report's id, where no other report has it and it can stand in a command and an address;
    else its identity's first digits, behind the id where that is usable.
    """
    wanted = report.id
    usable = wanted.strip() == wanted and wanted.strip(".") != "" and wanted.isprintable()
    if not usable or len(wanted) > _LONGEST_ID:
        wanted = report.identity[:16]
    candidates = [wanted, *(f"{wanted}~{report.identity[:n]}" for n in (8, 16, 64))]
    taken = set(
        connection.execute(select(reports.c.id).where(reports.c.id.in_(candidates))).scalars()
    )
    return next(c for c in candidates if c not in taken)


def _derive(connection: Connection, reading: Reading, row: int) -> None:
    """Fill the tables that queries use, and the index of words."""
    for table, found in derive(reading, first_statement=_next(connection, statements)).items():
        if found:
            connection.execute(insert(table), [{"reading": row, **values} for values in found])
    search.index(connection, row)


def _opening(text: str) -> str:
    """The first line that holds words, as far as a list shows it."""
    first = text.lstrip()[: 3 * _OPENING].split("\n", 1)[0]
    return " ".join(first.split())[:_OPENING]
