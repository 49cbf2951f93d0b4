"""Who reads: this process alone, or workers on Dask distributed."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from sayso.model import ReaderStamp, Reading
from sayso.reading.settings import DEFAULTS, Settings
from sayso.scale.outcome import Fault
from sayso.scale.work import Chunk, process_knowledge, read_each, warm

Notify = Callable[[str], None]


class Crew(Protocol):
    """Readers that have loaded what they need. ``stamp`` is what their readings carry."""

    stamp: ReaderStamp

    def read(self, chunks: Iterable[Chunk]) -> Iterator[Iterable[Reading | Fault]]:
        """For each chunk, in their order, one outcome a report. Chunks are drawn as needed, and
        the outcomes of one are to be taken before the next chunk is asked for.
        """


@contextmanager
def open_crew(
    workers: int = 1,
    scheduler: str | None = None,
    settings: Settings = DEFAULTS,
    notify: Notify = lambda _: None,
) -> Iterator[Crew]:
    """Readers, ready to read, until the context ends.

    One worker is this process. More are processes of one thread each on this machine;
    ``scheduler`` is the address of a Dask scheduler whose workers read instead. ``notify`` is told
    in one line when a worker is lost.

    Raises :class:`ScaleError` where workers cannot be had, lack Sayso or differ among themselves,
    and :class:`sayso.reading.settings.PipelineError` where the pipeline is not installed.
    """
    if scheduler is None and workers <= 1:
        yield _Alone(settings)
        return
    from sayso.scale.cluster import existing_cluster, local_cluster  # Dask takes time to import
    from sayso.scale.spread import Spread

    if scheduler is not None:
        opened = existing_cluster(scheduler)
    else:
        process_knowledge()  # a gazetteer that is missing is built here, once, before they ask
        opened = local_cluster(workers)
    with opened as client:
        spread = Spread(client, settings, notify)
        try:
            yield spread
        finally:
            spread.close()


class _Alone:
    """This process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.stamp = warm(settings)

    def read(self, chunks: Iterable[Chunk]) -> Iterator[Iterable[Reading | Fault]]:
        for chunk in chunks:
            yield read_each(chunk, self._settings)
