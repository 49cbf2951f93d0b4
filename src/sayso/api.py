"""Sayso from Python: what the commands are written on."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sayso.intake import report_of
from sayso.knowledge import Knowledge, open_knowledge
from sayso.model import Reading
from sayso.reading.analysis import DEFAULT_PIPELINE
from sayso.reading.reader import read_reports


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The knowledge of this process; a word on standard error where it must be built first."""
    return open_knowledge(notify=lambda message: print(message, file=sys.stderr, flush=True))


def read(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    agency: str | None = None,
    authors: tuple[str, ...] = (),
    published: str | None = None,
    url: str | None = None,
    language: str | None = None,
    pipeline: str = DEFAULT_PIPELINE,
) -> Reading:
    """Read one report.

    ``text`` is canonical: every offset of the reading counts its code points. ``published`` is an
    ISO date; without it relative times stay unresolved and the reading warns of it. What is given
    as metadata goes before what the text itself says of it.

    Raises :class:`sayso.intake.InputError` for an empty or oversized text or a bad date.
    """
    row = {
        "id": id,
        "text": text,
        "title": title,
        "publisher": publisher,
        "agency": agency,
        "authors": authors,
        "published": published,
        "url": url,
        "language": language,
    }
    return next(read_many([row], pipeline=pipeline))


def read_many(
    rows: Iterable[Mapping[str, Any]], *, workers: int = 1, pipeline: str = DEFAULT_PIPELINE
) -> Iterator[Reading]:
    """Read many reports, given as mappings with ``text`` and any of the keywords of :func:`read`.

    Readings come in the order of the rows and are the same whatever the number of workers.
    """
    reports = (report_of(row) for row in rows)
    yield from read_reports(reports, knowledge(), pipeline)
