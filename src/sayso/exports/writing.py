"""From a ledger to a file: every row, all or nothing."""

import csv
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TextIO, Unpack, cast

from sayso.assembly.decisions import rejected
from sayso.exports.case import Case
from sayso.exports.formats import Cell, Format, LeftOut, Row
from sayso.exports.registry import FORMATS, MODELS
from sayso.ledger import Filters, Ledger
from sayso.ledger.cells import inert
from sayso.ledger.veil import Veil
from sayso.model import SaysoError

_IN_MEMORY = 16_000_000  # characters of an export that wait in memory, not on the disk
_REJECTED = LeftOut("rejected by an analyst")


class ExportError(SaysoError, ValueError):
    """An export cannot be made: no such format, or nowhere to write it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of an export: how many rows, and how many events have none, by the reason."""

    rows: int
    left_out: Mapping[str, int]


def formatted(name: str) -> Format:
    """The format of events of that name. Raises :class:`ExportError`."""
    if name not in FORMATS:
        known = ", ".join((*FORMATS, *MODELS))
        raise ExportError(f"there is no format {name!r}: it is one of {known}")
    return FORMATS[name]


def export(
    ledger: Ledger,
    format: str,
    out: str | Path | TextIO,
    *,
    plain: bool = True,
    names: bool = False,
    **filters: Unpack[Filters],
) -> Exported:
    """Write the events of a ledger as CSV (RFC 4180): one row an event statement, reports in the
    order they were added.

    ``format`` is one of :data:`sayso.exports.FORMATS`. ``out`` is a path, written as UTF-8 and put
    in place whole, or an open text file, to which nothing is written before all is read. ``plain``:
    only what is asserted, positive and certain. ``names`` keeps private persons' names, which
    otherwise stay out. ``filters`` are those of :meth:`sayso.ledger.Ledger.statements`; only events
    answer, and what an analyst rejected is left out. What the rows say is what reports say, on
    whose say-so; not what is so.

    Raises :class:`ExportError` for no such format and for a path that cannot be written, and what
    the ledger raises.
    """
    chosen = formatted(format)
    cases = _cases(ledger, plain=plain, names=names, filters=filters)
    if isinstance(out, (str, Path)):
        with put_in_place(Path(out)) as file:
            return _write(chosen, cases, file)
    with SpooledTemporaryFile(
        _IN_MEMORY, "w+", encoding="utf-8", errors="replace", newline=""
    ) as held:
        done = _write(chosen, cases, cast("IO[str]", held))
        held.seek(0)
        shutil.copyfileobj(held, out)
    return done


def _cases(
    ledger: Ledger, *, plain: bool, names: bool, filters: Filters
) -> Iterator[Case | LeftOut]:
    decisions = ledger.decisions()
    found = ledger.in_readings(kind="event", plain=plain, **filters)
    for report, reading, statements in found:
        veil = Veil(reading, names=names)
        out = rejected(decisions, report, reading)
        for statement in statements:
            if statement.id in out:
                yield _REJECTED
            elif statement.event is not None:
                yield Case(report, reading, statement, statement.event, veil, plain)


def _write(format: Format, cases: Iterator[Case | LeftOut], out: IO[str]) -> Exported:
    writer = csv.writer(out)
    writer.writerow(format.columns)
    left_out: Counter[str] = Counter()
    rows = 0
    for case in cases:
        row = case if isinstance(case, LeftOut) else format.row(case)
        if isinstance(row, LeftOut):
            left_out[row] += 1
        else:
            writer.writerow(_cells(format, row))
            rows += 1
    return Exported(rows, dict(left_out))


def _cells(format: Format, row: Row) -> Iterator[Cell]:
    """The cells in the order of the columns. Words are made inert; numbers, minus and all, stay."""
    for column in format.columns:
        cell = row[column]
        yield inert(cell) if isinstance(cell, str) else cell


@contextmanager
def put_in_place(path: Path) -> Iterator[TextIO]:
    """A file beside the one wanted, which takes its place when all is written; nothing is left of
    it where that fails.
    """
    path = path.resolve()
    if not path.parent.is_dir():
        raise ExportError(f"{path}: there is no folder {path.parent}")
    if path.exists() and not path.is_file():
        raise ExportError(f"{path} is no file that can be written; without -o it goes out here")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("x", encoding="utf-8", errors="replace", newline="") as file:
            yield file
        unfinished.replace(path)
    except OSError as error:
        if error.filename not in (str(unfinished), None):
            raise
        raise ExportError(f"{path}: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)
