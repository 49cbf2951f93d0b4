"""What one process does: it opens what it needs once, then reads chunks of reports."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache

from sayso.knowledge import Knowledge, open_knowledge
from sayso.model import ReaderStamp, Reading, Report
from sayso.reading.settings import Settings
from sayso.scale.outcome import Fault

#: About 2,000 words: long enough that sending it costs nothing beside reading it, short enough
#: that a few dozen reports still keep several workers busy.
CHUNK_CHARACTERS = 12_000

Chunk = tuple[Report, ...]


@lru_cache(maxsize=1)
def process_knowledge() -> Knowledge:
    """The knowledge of this process, opened once; a word on standard error where it is built."""
    return open_knowledge(notify=lambda message: print(message, file=sys.stderr, flush=True))  # noqa: T201


def warm(settings: Settings) -> ReaderStamp:
    """Load the pipeline, the heads and the knowledge into this process; the stamp of its
    readings.

    Raises :class:`sayso.reading.settings.PipelineError` for a pipeline that is not installed.
    """
    from sayso.reading.reader import reader_stamp  # spaCy takes time to import

    return reader_stamp(process_knowledge(), settings)


def read_chunk(reports: Sequence[Report], settings: Settings) -> list[Reading | Fault]:
    """Readings of the reports in their order, a :class:`Fault` for each that cannot be read."""
    return list(read_each(reports, settings))


def read_each(reports: Sequence[Report], settings: Settings) -> Iterator[Reading | Fault]:
    """As :func:`read_chunk`, one by one. Where the reports fail together they are read singly, so
    that only the one at fault is lost.
    """
    from sayso.reading.reader import read_reports

    warm(settings)
    done = 0
    with suppress(Exception):  # whatever is wrong is met again below, report by report
        for reading in read_reports(reports, process_knowledge(), settings):
            done += 1
            yield reading
    for report in reports[done:]:
        yield _read_one(report, settings)


def _read_one(report: Report, settings: Settings) -> Reading | Fault:
    from sayso.reading.reader import read_reports

    try:
        return next(read_reports([report], process_knowledge(), settings))
    except Exception as error:
        return Fault(report.id, one_line(error))


def one_line(error: BaseException) -> str:
    """An error as one line: its kind and the first line of its message."""
    message = str(error).strip().splitlines()
    return f"{type(error).__name__}: {message[0]}" if message else type(error).__name__
