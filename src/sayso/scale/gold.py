"""Gold reports, read to be scored."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from sayso.evaluation import GoldRecord
from sayso.intake import InputError, report_of
from sayso.model import Reading, Report
from sayso.reading.settings import DEFAULTS, Settings
from sayso.scale.outcome import Fault
from sayso.scale.progress import told_progress
from sayso.scale.reading import read_items


def read_gold(
    records: Sequence[GoldRecord],
    *,
    workers: int = 1,
    scheduler: str | None = None,
    settings: Settings = DEFAULTS,
    on_fault: Callable[[Fault], None] = lambda _: None,
) -> dict[str, Reading | None]:
    """Readings of the reports alone (nothing of their gold is seen), by id, in memory; None for a
    report that cannot be read, of which ``on_fault`` is told. Errors as for
    :func:`sayso.scale.open_crew`.
    """
    outcomes = read_items(
        _reports(records), workers=workers, scheduler=scheduler, settings=settings
    )
    readings: dict[str, Reading | None] = {}
    told = told_progress(outcomes, total=len(records))
    for record, outcome in zip(records, told, strict=True):
        readings[record.id] = outcome if isinstance(outcome, Reading) else None
        if isinstance(outcome, Fault):
            on_fault(outcome)
    return readings


def _reports(records: Iterable[GoldRecord]) -> Iterator[Report | Fault]:
    for record in records:
        try:
            yield report_of(record.row())
        except InputError as error:
            yield Fault(record.id, str(error))
