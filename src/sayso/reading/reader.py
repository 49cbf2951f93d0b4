"""The order in which a report is read, and nothing else."""

import hashlib
from collections.abc import Callable, Iterable, Iterator

from sayso._version import __version__
from sayso.knowledge import Knowledge
from sayso.knowledge.loader import fingerprint
from sayso.knowledge.scales import terms_of
from sayso.model import ReaderStamp, Reading, ReadingWarning, Report
from sayso.reading.analysis import analyse, pipeline_stamp
from sayso.reading.causes import read_causes
from sayso.reading.coreference import link_mentions
from sayso.reading.draft import Draft
from sayso.reading.encoder import encoder, weights_fingerprint
from sayso.reading.events import read_events
from sayso.reading.events_roles import hear_roles
from sayso.reading.figures import read_figures
from sayso.reading.learned import learn
from sayso.reading.mentions import read_mentions
from sayso.reading.places import read_places
from sayso.reading.remarks import read_remarks
from sayso.reading.settings import DEFAULTS, Settings
from sayso.reading.settle import settle
from sayso.reading.terms import read_terms
from sayso.reading.times import read_times
from sayso.reading.voices import read_voices

Step = Callable[[Draft], Draft]

#: One step a question, each resting on those before it.
STEPS: tuple[Step, ...] = (
    read_mentions,  # who and what is named
    read_places,  # where the named places are
    link_mentions,  # which mentions are one entity
    read_times,  # when
    read_voices,  # who says
    read_figures,  # how many
    read_events,  # who did what to whom
    hear_roles,  # who else may have done it
    read_causes,  # what drives what
    read_remarks,  # what else is asserted
    settle,  # whose statement, how sure, when and where; ids
    read_terms,  # what the drivers and effects speak of
)

LANGUAGES = frozenset({"en"})


def read_reports(
    reports: Iterable[Report], knowledge: Knowledge, settings: Settings = DEFAULTS
) -> Iterator[Reading]:
    """Read reports, one Reading each, in their order.

    A report in a language that is not read gives a Reading without statements and a warning. The
    same report gives the same Reading whatever is read beside it.
    """
    kept = list(reports)
    stamp = reader_stamp(knowledge, settings)
    analyses = analyse((r for r in kept if _is_read(r)), settings.pipeline)
    for report in kept:
        if _is_read(report):
            yield _read(Draft(report, next(analyses), knowledge, settings), stamp)
        else:
            yield Reading(reader=stamp, report=report, warnings=(_not_read(report),))


def _is_read(report: Report) -> bool:
    return report.language is None or report.language in LANGUAGES


def _read(draft: Draft, stamp: ReaderStamp) -> Reading:
    if not draft.settings.rules_only:
        draft = draft.plus(learned=learn(draft.analysis, encoder(draft.settings.weights)))
    for step in STEPS:
        draft = step(draft)
    return Reading(
        reader=stamp,
        report=draft.report,
        entities=draft.entities,
        times=draft.times,
        attributions=draft.attributions,
        statements=draft.statements,
        warnings=draft.warnings,
    )


def reader_stamp(knowledge: Knowledge, settings: Settings) -> ReaderStamp:
    """What readings made with this knowledge and these settings carry (all is loaded).

    Raises :class:`sayso.knowledge.scales.ScaleError` for a scale there is not, and what loading the
    pipeline and the weights raises.
    """
    scale, _ = terms_of(settings.scale)
    name, weights = pipeline_stamp(settings.pipeline)
    if not settings.rules_only:
        both = f"{weights} {weights_fingerprint(settings.weights)}".encode()
        weights = f"sha256:{hashlib.sha256(both).hexdigest()}"
    return ReaderStamp(
        version=__version__,
        pipeline=name,
        weights=weights,
        lexicons=fingerprint(),
        gazetteer=knowledge.gazetteer.version,
        scale=scale,
    )


def _not_read(report: Report) -> ReadingWarning:
    return ReadingWarning(
        code="language-not-read",
        message=f"the report's language is {report.language}; only English is read",
    )
