"""Items in, outcomes out: the run that the commands and the Python interface stand on."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sayso.model import ReaderStamp, Reading, Report
from sayso.reading.settings import DEFAULTS, Settings
from sayso.scale.crew import Crew, Notify, open_crew
from sayso.scale.outcome import Fault, Held
from sayso.scale.work import CHUNK_CHARACTERS, Chunk

#: Items that go through together at most, however short they are.
BATCH_ITEMS = 256

Other = TypeVar("Other")
IsHeld = Callable[[Report, ReaderStamp], bool]


def read_items(
    items: Iterable[Report | Other],
    *,
    workers: int = 1,
    scheduler: str | None = None,
    settings: Settings = DEFAULTS,
    is_held: IsHeld | None = None,
    notify: Notify = lambda _: None,
) -> Iterator[Reading | Fault | Held | Other]:
    """One outcome an item, in the order of the items, which are drawn as they are needed.

    A report gives its :class:`Reading`, or a :class:`Fault` where it cannot be read; anything else
    (a fault of the intake) is passed on in its place. ``is_held`` is asked in this process for
    each report, with the stamp its reading would carry; where it says yes the report is not read
    and gives :class:`Held`, so that a run that was stopped goes on where it was.

    The readings are the same, to the byte, whatever the number of workers. For ``workers``,
    ``scheduler``, ``notify`` and errors see :func:`sayso.scale.open_crew`.
    """
    with open_crew(workers, scheduler, settings, notify) as crew:
        yield from read_with(crew, items, is_held)


def read_with(
    crew: Crew, items: Iterable[Report | Other], is_held: IsHeld | None = None
) -> Iterator[Reading | Fault | Held | Other]:
    """As :func:`read_items`, with readers that are there already."""
    drawn: deque[_Batch[Other]] = deque()

    def chunks() -> Iterator[Chunk]:
        for batch in _batches(items, lambda r: bool(is_held and is_held(r, crew.stamp))):
            drawn.append(batch)
            yield batch.to_read

    for outcomes in crew.read(chunks()):
        yield from drawn.popleft().in_order(outcomes)


@dataclass(slots=True)
class _Batch(Generic[Other]):
    """Items that go through together; ``to_read`` are the reports among them that are read."""

    items: list[Report | Held | Other] = field(default_factory=list)
    to_read: Chunk = ()

    def in_order(
        self, outcomes: Iterable[Reading | Fault]
    ) -> Iterator[Reading | Fault | Held | Other]:
        """The batch's items, each report with its outcome in its place."""
        results = iter(outcomes)
        for item in self.items:
            yield next(results) if isinstance(item, Report) else item


def _batches(
    items: Iterable[Report | Other], is_held: Callable[[Report], bool]
) -> Iterator[_Batch[Other]]:
    batch: _Batch[Other] = _Batch()
    size = 0
    for item in items:
        if not isinstance(item, Report):
            batch.items.append(item)
        elif is_held(item):
            batch.items.append(Held(item))
        else:
            batch.items.append(item)
            batch.to_read += (item,)
            size += len(item.text)
        if size >= CHUNK_CHARACTERS or len(batch.items) >= BATCH_ITEMS:
            yield batch
            batch, size = _Batch(), 0
    if batch.items:
        yield batch
