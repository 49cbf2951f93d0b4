"""Sayso from Python: what the commands are written on."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sayso.exports import Exported, ExportError, export
from sayso.intake import report_of
from sayso.knowledge import Knowledge
from sayso.ledger import Ledger as ReadingsLedger
from sayso.model import Forecast, Reading, WhatIf
from sayso.reading.settings import DEFAULT_PIPELINE, DEFAULT_SCALE, Settings
from sayso.scale import Fault, process_knowledge, read_items
from sayso.situation.forecasts import forecasts
from sayso.situation.model import Model

__all__ = [
    "ExportError",
    "Exported",
    "Fault",
    "Ledger",
    "export",
    "knowledge",
    "open_ledger",
    "read",
    "read_many",
    "read_reports_many",
]


class Ledger(ReadingsLedger):
    """A ledger with the questions that go over all of it."""

    def situation(self, *, broader: bool = True, purposes: bool = False) -> Model:
        """The model that its causal statements imply; ``broader`` puts drivers under broader
        terms, ``purposes`` takes goals in as drivers.
        """
        return Model.of(self, broader=broader, purposes=purposes)

    def forecasts(self) -> list[Forecast]:
        """What its sources expect, reports in the order they were added."""
        return forecasts(self)

    def is_stale(self, answer: WhatIf) -> bool:
        """Whether the ledger has moved on since an answer of its situation."""
        return answer.state != self.state()


def open_ledger(where: str | Path | None = None, *, create: bool = True) -> Ledger:
    """Open a ledger, making it where there is none and ``create`` is true.

    ``where`` is a path or a database URL; without it ``SAYSO_LEDGER``, then ``sayso.db`` in the
    working folder.

    Raises :class:`sayso.ledger.LedgerError` where it cannot be opened, is something else, or was
    made by a newer Sayso.
    """
    return Ledger.open(where, create=create)


def knowledge() -> Knowledge:
    """The knowledge of this process; a word on standard error where it must be built first."""
    return process_knowledge()


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
    scale: str = DEFAULT_SCALE,
    rules_only: bool = False,
) -> Reading:
    """Read one report.

    ``text`` is canonical: every offset of the reading counts its code points. ``published`` is an
    ISO date; without it relative times stay unresolved and the reading warns of it. What is given
    as metadata goes before what the text itself says of it. ``pipeline``, ``scale`` and
    ``rules_only`` are the :class:`sayso.reading.settings.Settings`.

    Raises :class:`sayso.intake.InputError` for an empty or oversized text or a bad date.
    """
    from sayso.reading.reader import read_reports  # spaCy takes time to import

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
    settings = Settings(pipeline, scale, rules_only)
    return next(read_reports([report_of(row)], knowledge(), settings))


def read_many(
    rows: Iterable[Mapping[str, Any]],
    *,
    workers: int = 1,
    scheduler: str | None = None,
    pipeline: str = DEFAULT_PIPELINE,
    scale: str = DEFAULT_SCALE,
    rules_only: bool = False,
) -> Iterator[Reading]:
    """Read many reports, given as mappings with ``text`` and any of the keywords of :func:`read`.

    Readings come in the order of the rows, which are drawn as they are needed, and are the same to
    the byte whatever the number of workers. ``workers`` is the number of processes (a script that
    asks for more than one keeps what it does under ``if __name__ == "__main__":``); ``scheduler``
    the address of a Dask scheduler whose workers read instead; the other keywords are those of
    :func:`read`.

    Raises :class:`sayso.intake.InputError` for a row that is no report, ``RuntimeError`` for a
    report that cannot be read (:func:`read_reports_many` goes on past it) and for workers that
    cannot be had.
    """
    reports = (report_of(row) for row in rows)
    settings = Settings(pipeline, scale, rules_only)
    for outcome in read_reports_many(
        reports, workers=workers, scheduler=scheduler, settings=settings
    ):
        if isinstance(outcome, Reading):
            yield outcome
        elif isinstance(outcome, Fault):
            raise RuntimeError(f"report {outcome.report}: {outcome.error}")


#: Reports (and faults of the intake) in, one outcome each out: a reading, a fault, or word that
#: the ledger holds it already. See :func:`sayso.scale.read_items`.
read_reports_many = read_items
