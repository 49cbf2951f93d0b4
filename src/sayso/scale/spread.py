"""Chunks spread over Dask workers, their readings gathered in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import uuid4

from distributed import Client, Future, KilledWorker

from sayso.model import ReaderStamp, Reading
from sayso.reading.settings import PipelineError, Settings
from sayso.scale.outcome import Fault, ScaleError
from sayso.scale.work import Chunk, one_line, read_chunk, warm

#: Chunks under way for each worker: one being read, one waiting, one whose readings are on their
#: way. What is in memory is bounded by it, however many reports there are.
CHUNKS_A_WORKER = 3

#: How long all workers may be away before the run gives up.
LOST_SECONDS = 120

#: The topic under which Dask's scheduler tells of workers that come and go.
_EVENTS = "all"

Outcomes = list[Reading | Fault]


class Spread:
    """Workers of a cluster as a crew.

    A worker that dies is started again by its nanny and its chunk read again. A chunk that kills
    every worker it is given to is read report by report; the report that does it is a fault.
    """

    def __init__(self, client: Client, settings: Settings, notify: Callable[[str], None]) -> None:
        self._client = client
        self._settings = settings
        self._run = uuid4().hex
        self._sent = 0
        self.stamp = _agreed(client, settings)
        client.subscribe_topic(_EVENTS, _Losses(notify))  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """Hear no more of the workers, who are about to be let go."""
        self._client.unsubscribe_topic(_EVENTS)  # type: ignore[no-untyped-call]

    def read(self, chunks: Iterable[Chunk]) -> Iterator[Iterable[Reading | Fault]]:
        """For each chunk, in order, one outcome a report; chunks are drawn as workers get free."""
        under_way: deque[tuple[Chunk, Future[Outcomes] | None]] = deque()
        try:
            for chunk in chunks:
                under_way.append((chunk, self._send(chunk) if chunk else None))
                if len(under_way) >= CHUNKS_A_WORKER * self._workers():
                    yield self._gather(*under_way.popleft())
            while under_way:
                yield self._gather(*under_way.popleft())
        finally:
            for _, future in under_way:
                if future is not None:
                    future.cancel()  # type: ignore[no-untyped-call]

    def _workers(self) -> int:
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def _send(self, chunk: Chunk) -> Future[Outcomes]:
        self._sent += 1
        key = ("sayso-" + self._run, self._sent)
        return self._client.submit(read_chunk, chunk, self._settings, key=key, pure=False)

    def _gather(self, chunk: Chunk, future: Future[Outcomes] | None) -> Iterator[Reading | Fault]:
        for outcome in self._result(chunk, future) if future is not None else ():
            if isinstance(outcome, Reading) and outcome.reader != self.stamp:
                raise ScaleError("a worker that came later reads with another version or data")
            yield outcome

    def _result(self, chunk: Chunk, future: Future[Outcomes]) -> Iterable[Reading | Fault]:
        try:
            return self._wait(future)
        except KilledWorker:
            return self._one_by_one(chunk)

    def _wait(self, future: Future[Outcomes]) -> Outcomes:
        while True:
            try:
                return future.result(timeout=LOST_SECONDS)
            except TimeoutError:
                if not self._client.nthreads():  # type: ignore[no-untyped-call]
                    raise ScaleError("every worker is gone, and none came back") from None

    def _one_by_one(self, chunk: Chunk) -> Iterator[Reading | Fault]:
        for report in chunk:
            try:
                yield from self._wait(self._send((report,)))
            except KilledWorker:
                yield Fault(report.id, "every worker that read it died")


class _Losses:
    """Tells of workers that are lost."""

    def __init__(self, notify: Callable[[str], None]) -> None:
        self._notify = notify

    def __call__(self, event: tuple[float, Any]) -> None:
        _, message = event
        if not isinstance(message, dict) or message.get("action") != "remove-worker":
            return
        if not message.get("expected", True):
            self._notify("a worker died; what it was reading is read again")


def _agreed(client: Client, settings: Settings) -> ReaderStamp:
    """The stamp of every worker, which has then loaded what it needs.

    Raises :class:`ScaleError` where one cannot read, or they differ.
    """
    try:
        stamps: list[ReaderStamp] = list(client.run(warm, settings).values())
    except PipelineError:
        raise
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        raise ScaleError(f"a worker cannot read: {one_line(error)}") from error
    if any(stamp != stamps[0] for stamp in stamps):
        raise ScaleError("the workers read with different versions or data")
    return stamps[0]
