"""Sources by name: publishers, agencies and public voices, and the reports each stands in.

A grade joins across reports, so a private person is no source here (the design's rule 11): voices
are found by the keys of :mod:`sayso.ledger.names`, which hold none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from sayso.ledger.errors import QueryError
from sayso.ledger.names import name_key
from sayso.ledger.schema import attributions, entities, names, readings, reports


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher, agency or public voice: its name, the key it is graded under, the reports that
    it published or speaks in.
    """

    name: str
    key: str
    reports: tuple[str, ...]


def source(connection: Connection, wanted: str) -> Source:
    """The one source that goes by that name.

    Raises :class:`QueryError` where there is none, private persons included, and where several do.
    """
    found = sources(connection, wanted)
    exact = [s for s in found if s.key == name_key(wanted)]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise QueryError(
            f"no publisher, agency or public voice of this ledger is called {wanted!r} (a private "
            "person is graded nowhere, since a grade joins reports)"
        )
    raise QueryError(
        f"{wanted!r} may be any of: {'; '.join(s.name for s in found)}; give the whole name"
    )


def sources(connection: Connection, wanted: str) -> list[Source]:
    """All sources that go by that name, in the order of their keys."""
    held: dict[str, tuple[str, set[str]]] = {}
    for name, report in (*_publishing(connection, wanted), *_speaking(connection, wanted)):
        held.setdefault(name_key(name), (name, set()))[1].add(report)
    return [Source(name, key, tuple(sorted(ids))) for key, (name, ids) in sorted(held.items())]


def _publishing(connection: Connection, wanted: str) -> Iterator[tuple[str, str]]:
    key = name_key(wanted)
    query = select(reports.c.id, reports.c.publisher, reports.c.agency).order_by(reports.c.row)
    for report, *carriers in connection.execute(query):
        for name in carriers:
            if name and key and name_key(name) == key:
                yield name, report


def _speaking(connection: Connection, wanted: str) -> Iterator[tuple[str, str]]:
    """Speakers that may be sought across reports, each under its entity's name."""
    this = and_(names.c.reading == entities.c.reading, names.c.entity == entities.c.id)
    said = and_(
        attributions.c.reading == entities.c.reading, attributions.c.speaker == entities.c.id
    )
    query = (
        select(entities.c.name, reports.c.id)
        .select_from(
            names.join(entities, this)
            .join(attributions, said)
            .join(readings, readings.c.row == entities.c.reading)
            .join(reports, reports.c.row == readings.c.report)
        )
        .where(names.c.use == "actor", names.c.key == name_key(wanted))
        .order_by(reports.c.row, entities.c.id)
    )
    for name, report in connection.execute(query):
        yield str(name), str(report)
