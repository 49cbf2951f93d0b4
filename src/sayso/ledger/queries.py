"""Questions to the ledger as SQL: every condition is made here, every value is bound."""

import calendar
import json
import re
from typing import Any, Final, TypedDict, get_args

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from sayso.ledger import search
from sayso.ledger.errors import QueryError
from sayso.ledger.names import name_key
from sayso.ledger.rows import ReportRow, StatementRow
from sayso.ledger.schema import (
    entities,
    names,
    participants,
    readings,
    reports,
    statement_places,
    statement_voices,
    statements,
)
from sayso.model import CertaintyLevel, Stance, StatementKind

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")

# A statement row's columns in the order of StatementRow.
_COLUMNS: Final = (
    statements.c.id,
    reports.c.id,
    statements.c.kind,
    statements.c.start,
    statements.c.end,
    statements.c.text,
    statements.c.voices,
    statements.c.stance,
    statements.c.polarity,
    statements.c.certainty,
    statements.c.cues,
    statements.c.first_day,
    statements.c.last_day,
    statements.c.places,
    statements.c.reading_confidence,
    statements.c.plover,
    statements.c.cameo,
    statements.c.measure,
    statements.c.low,
    statements.c.best,
    statements.c.high,
    statements.c.driver,
    statements.c.effect,
    statements.c.sign,
    reports.c.publisher,
    reports.c.agency,
    reports.c.published,
)


class Filters(TypedDict, total=False):
    """What statements of any kind are asked by: :meth:`sayso.ledger.Ledger.statements` says how."""

    voice: str | None
    actor: str | None
    place: str | None
    since: str | None
    until: str | None
    stance: str | None
    certainty: str | None
    words: str | None
    report: str | None


def reports_query() -> Select[Any]:
    """All reports with what is counted of them, in the order they were added."""
    counted = (
        select(readings.c.report, func.count().label("n"))
        .select_from(statements.join(readings, statements.c.reading == readings.c.row))
        .group_by(readings.c.report)
        .subquery()
    )
    read = select(readings.c.report, func.count().label("n")).group_by(readings.c.report).subquery()
    same = select(reports.c.sha256, func.count().label("n")).group_by(reports.c.sha256).subquery()
    return (
        select(
            reports,
            func.coalesce(counted.c.n, 0).label("statements"),
            func.coalesce(read.c.n, 0).label("readings"),
            same.c.n.label("prints"),
        )
        .outerjoin(counted, counted.c.report == reports.c.row)
        .outerjoin(read, read.c.report == reports.c.row)
        .join(same, same.c.sha256 == reports.c.sha256)
        .order_by(reports.c.row)
    )


def report_row(row: Row[Any]) -> ReportRow:
    """A row of :func:`reports_query` as a value."""
    fields = row._mapping
    return ReportRow(**{name: fields[name] for name in ReportRow.__dataclass_fields__})


def statements_query(
    dialect: str,
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
) -> Select[Any]:
    """The statements that answer every filter given, in the order of reports and of their text.

    Raises :class:`QueryError` for a kind, stance, certainty or day that cannot be.
    """
    conditions: list[ColumnElement[bool]] = []
    for value, known, column in (
        (kind, StatementKind, statements.c.kind),
        (stance, Stance, statements.c.stance),
        (certainty, CertaintyLevel, statements.c.certainty),
    ):
        if value is not None:
            conditions.append(column == _one_of(column.name, value, get_args(known)))
    if plain:
        conditions += [
            statements.c.stance == "asserted",
            statements.c.polarity == "positive",
            statements.c.certainty == "certain",
        ]
    if voice is not None:
        conditions.append(_by_voice(voice))
    if actor is not None:
        conditions.append(_by_actor(actor, stated=plain))
    if place is not None:
        conditions.append(_by_place(place))
    conditions += _by_time(since, until)
    if words is not None:
        conditions.append(search.matches(words, dialect, within_report=report is not None))
    if report is not None:
        conditions.append(reports.c.id == report)
    return (
        select(*_COLUMNS)
        .select_from(
            statements.join(readings, statements.c.reading == readings.c.row).join(
                reports, readings.c.report == reports.c.row
            )
        )
        .where(*conditions)
        .order_by(readings.c.report, statements.c.ordinal)
    )


def statement_row(row: Row[Any]) -> StatementRow:
    """A row of :func:`statements_query` as a value. (By position: lists may be long.)"""
    f = tuple(row)
    values: list[Any] = [
        f"{f[1]}/{f[0]}",
        *f[1:6],
        _items(f[6]),
        *f[7:10],
        _items(f[10]),
        *f[11:13],
        _items(f[13]),
        *f[14:],
    ]
    return StatementRow(*values)


def _items(listed: str) -> tuple[str, ...]:
    return () if listed == "[]" else tuple(json.loads(listed))


def day(given: str, *, last: bool) -> str:
    """A year, month or day in ISO form as its first or ``last`` day.

    Raises :class:`QueryError` where it is none of these.
    """
    found = _DATE.fullmatch(given.strip())
    if found is None:
        raise QueryError(f"{given!r} is no date: give YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, number = (int(part) if part else None for part in found.groups())
    month = month or (12 if last else 1)
    if not year or not 1 <= month <= 12:
        raise QueryError(f"{given!r} is no date: there is no such month")
    length = calendar.monthrange(year, month)[1]
    number = number if number is not None else (length if last else 1)
    if not 1 <= number <= length:
        raise QueryError(f"{given!r} is no date: there is no such day")
    return f"{year:04}-{month:02}-{number:02}"


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise QueryError(f"there is no {name} {value!r}: it is one of {', '.join(known)}")
    return value


def _by_voice(voice: str) -> ColumnElement[bool]:
    """Somebody in the chain of voices goes by that name, and may be sought across reports."""
    same = and_(
        names.c.reading == statement_voices.c.reading,
        names.c.entity == statement_voices.c.entity,
    )
    found = (
        select(statement_voices.c.statement)
        .select_from(names.join(statement_voices, same))
        .where(names.c.use == "actor", names.c.key == name_key(voice))
    )
    return statements.c.row.in_(found)


def _by_actor(actor: str, *, stated: bool) -> ColumnElement[bool]:
    """An event's actor goes by that name; ``stated``: and is not merely suspected or accused."""
    same = and_(names.c.reading == participants.c.reading, names.c.entity == participants.c.entity)
    found = (
        select(participants.c.statement)
        .select_from(names.join(participants, same))
        .where(
            names.c.use == "actor",
            names.c.key == name_key(actor),
            participants.c.role == "actor",
        )
    )
    if stated:
        found = found.where(participants.c.standing == "stated")
    return statements.c.row.in_(found)


def _by_place(place: str) -> ColumnElement[bool]:
    """A place of the statement goes by that name, or lies in the country of that name or code."""
    key = name_key(place)
    named = and_(
        names.c.reading == entities.c.reading,
        names.c.entity == entities.c.id,
        names.c.use == "place",
    )
    country = (
        select(entities.c.country)
        .select_from(names.join(entities, named))
        .where(names.c.key == key, entities.c.place_type == "country")
    )
    same_name = (
        select(statement_places.c.statement)
        .select_from(
            names.join(
                statement_places,
                and_(
                    names.c.reading == statement_places.c.reading,
                    names.c.entity == statement_places.c.entity,
                ),
            )
        )
        .where(names.c.use == "place", names.c.key == key)
    )
    in_country = (
        select(statement_places.c.statement)
        .select_from(
            entities.join(
                statement_places,
                and_(
                    entities.c.reading == statement_places.c.reading,
                    entities.c.id == statement_places.c.entity,
                ),
            )
        )
        .where(
            or_(entities.c.country.in_(country), entities.c.country == place.strip().upper()),
            entities.c.kind.not_in(("person", "people")),
        )
    )
    return statements.c.row.in_(same_name.union(in_country))


def _by_time(since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """The statement's days meet the days asked for; one without days is never among them."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        after = statements.c.last_day >= day(since, last=False)
        open_end = and_(statements.c.last_day.is_(None), statements.c.first_day.is_not(None))
        conditions.append(or_(after, open_end))
    if until is not None:
        before = statements.c.first_day <= day(until, last=True)
        open_start = and_(statements.c.first_day.is_(None), statements.c.last_day.is_not(None))
        conditions.append(or_(before, open_start))
    return conditions
