"""Statements: one proposition each, with the smallest span that carries it."""

from typing import Literal

from pydantic import Field

from sayso.model.base import Span, Value
from sayso.model.entity import EntityKind
from sayso.model.factor import Term
from sayso.model.time import Interval

StatementKind = Literal["event", "figure", "cause", "remark"]
Stance = Literal["asserted", "expected", "hypothetical", "recommended", "questioned"]
Polarity = Literal["positive", "negative"]
CertaintyLevel = Literal["certain", "probable", "possible", "unknown"]
Role = Literal["actor", "recipient", "instrument", "place"]
Standing = Literal["stated", "suspected", "accused", "claimed", "denied"]
Measure = Literal[
    "deaths",
    "injuries",
    "missing",
    "displaced",
    "detained",
    "fighters",
    "people",
    "money",
    "percent",
    "other",
]
Relation = Literal["cause", "condition", "prevention", "purpose"]
PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country", "region"]


class Certainty(Value):
    """How sure the voice is. ``low`` and ``high`` are a probability (0 to 1) and stand only where
    the words are on the named ``scale``.
    """

    level: CertaintyLevel
    low: float | None = None
    high: float | None = None
    scale: str
    cues: tuple[Span, ...] = ()


class Count(Value):
    """A number as reported: least, best, most. Null where the report does not bound it."""

    low: float | None = None
    best: float | None = None
    high: float | None = None
    figure: str | None = None


class Plover(Value):
    """PLOVER type, mode and contexts (manual of 2021-24)."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Acled(Value):
    """ACLED event and sub-event type (code book of October 2024)."""

    event_type: str
    sub_event_type: str


class Participant(Value):
    """Somebody or something in an event, in one role."""

    role: Role
    entity: str | None = None
    kind: EntityKind
    standing: Standing = "stated"
    start: int
    end: int
    text: str


class Event(Value):
    """Who did what to whom. Codes are null where none fits."""

    plover: Plover | None = None
    cameo: str | None = None
    acled: Acled | None = None
    trigger: Span
    participants: tuple[Participant, ...] = ()
    deaths: Count = Count()
    injuries: Count = Count()
    #: The statement of the same report that tells this event first; null where this one does.
    same_as: str | None = None


class Change(Value):
    """What a figure is set against: the value before it, or by how much it rose or fell.

    ``by`` is below 0 for a fall; its ``unit`` is ``%``, or ``times`` ("doubled": 2). Nothing is
    worked out: what the report does not say is null. ``earlier`` is the figure of the value before,
    which this one replaces.
    """

    from_: float | None = Field(default=None, alias="from")
    to: float | None = None
    by: float | None = None
    unit: str | None = None
    earlier: str | None = None


class Figure(Value):
    """How many of what. Bounds as in the design's rule 9; never summed, never defaulted.

    ``includes`` are the figures inside this one: a part of it, or what a total takes in.
    """

    low: float | None = None
    best: float | None = None
    high: float | None = None
    qualifier: str | None = None
    measure: Measure
    of: str | None = None
    unit: str | None = None
    cumulative: bool = False
    includes: tuple[str, ...] = ()
    #: Where the report says that the number changed, or from what.
    change: Change | None = None


class Cause(Value):
    """What drives what, with the sign as worded. ``driver_terms`` and ``effect_terms`` are what the
    two sides speak of, normalised; several where a side joins several.
    """

    driver: Span
    effect: Span
    sign: Literal["+", "-", "?"]
    relation: Relation = "cause"
    cue: Span
    driver_terms: tuple[Term, ...] = ()
    effect_terms: tuple[Term, ...] = ()


class StatementPlace(Value):
    """Where a statement's matter is: a place entity, and how finely the report puts it."""

    entity: str
    precision: PlacePrecision


class Statement(Value):
    """One proposition: what is said, on whose say-so, how sure, about when and where.

    ``attribution`` null means the report's own voice. ``reading_confidence`` is how well the
    machine read it, and nothing about whether it is so. ``rules`` names what found it.
    """

    id: str
    kind: StatementKind
    start: int
    end: int
    text: str
    attribution: str | None = None
    stance: Stance
    polarity: Polarity
    certainty: Certainty
    reading_confidence: float
    time: str | None = None
    interval: Interval | None = None
    places: tuple[StatementPlace, ...] = ()
    disputes: tuple[str, ...] = ()
    condition: Span | None = None
    rules: tuple[str, ...] = ()
    event: Event | None = None
    figure: Figure | None = None
    cause: Cause | None = None
