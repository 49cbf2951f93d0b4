"""The words of the domain as value types. No I/O, no language code."""

from sayso.model.attribution import Attribution, Manner
from sayso.model.base import Span, Value
from sayso.model.entity import Entity, EntityKind, Link, Mention, MentionForm, Place
from sayso.model.errors import SaysoError
from sayso.model.reading import SCHEMA, ReaderStamp, Reading, ReadingWarning
from sayso.model.report import Dateline, Report
from sayso.model.statement import (
    Acled,
    Cause,
    Certainty,
    CertaintyLevel,
    Change,
    Count,
    Event,
    Figure,
    Measure,
    Participant,
    PlacePrecision,
    Plover,
    Polarity,
    Relation,
    Role,
    Stance,
    Standing,
    Statement,
    StatementKind,
    StatementPlace,
)
from sayso.model.time import Interval, Time, TimexType

__all__ = [
    "SCHEMA",
    "Acled",
    "Attribution",
    "Cause",
    "Certainty",
    "CertaintyLevel",
    "Change",
    "Count",
    "Dateline",
    "Entity",
    "EntityKind",
    "Event",
    "Figure",
    "Interval",
    "Link",
    "Manner",
    "Measure",
    "Mention",
    "MentionForm",
    "Participant",
    "Place",
    "PlacePrecision",
    "Plover",
    "Polarity",
    "ReaderStamp",
    "Reading",
    "ReadingWarning",
    "Relation",
    "Report",
    "Role",
    "SaysoError",
    "Span",
    "Stance",
    "Standing",
    "Statement",
    "StatementKind",
    "StatementPlace",
    "Time",
    "TimexType",
    "Value",
]
