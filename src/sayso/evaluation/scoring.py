"""The tasks that readings are scored on, and the one way to score them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from sayso.evaluation.attribution import AttributionScorer
from sayso.evaluation.causes import CausesScorer
from sayso.evaluation.coreference import CoreferenceScorer
from sayso.evaluation.events import AcledScorer, PloverScorer, RolesScorer
from sayso.evaluation.factuality import FactualityScorer
from sayso.evaluation.gold import GoldError, GoldRecord
from sayso.evaluation.incidents import IncidentsScorer
from sayso.evaluation.mentions import MentionsScorer
from sayso.evaluation.places import PlacesScorer
from sayso.evaluation.police import PoliceScorer
from sayso.evaluation.statements import StatementsScorer
from sayso.evaluation.times import TimesScorer
from sayso.model import Reading


class Scorer(Protocol):
    """Counts what readings get right, one report after another."""

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one report; ``reading`` is None where it was not read.

        Raises ``KeyError`` where the gold record lacks what the task is scored by.
        """

    def figures(self) -> dict[str, Any]:
        """The figures over all that was added, in their fixed order."""


TASKS: Mapping[str, Callable[[], Scorer]] = {
    "attribution": AttributionScorer,
    "places": PlacesScorer,
    "times": TimesScorer,
    "causes": CausesScorer,
    "plover": PloverScorer,
    "roles": RolesScorer,
    "incidents": IncidentsScorer,
    "mentions": MentionsScorer,
    "factuality": FactualityScorer,
    "acled": AcledScorer,
    "statements": StatementsScorer,
    "coreference": CoreferenceScorer,
    "police": PoliceScorer,
}


def score(
    task: str, gold: Iterable[GoldRecord], readings: Mapping[str, Reading | None]
) -> dict[str, Any]:
    """The figures of one task: ``task``, ``records``, ``not_read``, then what the scorer gives.

    ``readings`` holds them by report id; None is a report that was tried and could not be read.
    Raises :class:`GoldError` for a task that is not known, or gold made for another task.
    """
    if task not in TASKS:
        raise GoldError(f"no task {task}; the tasks are {', '.join(TASKS)}")
    scorer = TASKS[task]()
    records = not_read = 0
    for record in gold:
        records += 1
        not_read += record.id not in readings
        try:
            scorer.add(record, readings.get(record.id))
        except (KeyError, TypeError, AttributeError) as error:
            message = f"gold record {record.id} has not the fields of the task {task}: {error}"
            raise GoldError(message) from error
    return {"task": task, "records": records, "not_read": not_read, **scorer.figures()}
