"""Forecasts: what sources expect, in their words, and what an analyst lays over them."""

from typing import Literal

from pydantic import Field

from sayso.model.base import Span, Value
from sayso.model.statement import CertaintyLevel, Stance, StatementKind

Answer = Literal["yes", "no", "ambiguous", "void"]


class Operationalisation(Value):
    """What would settle a forecast, as an analyst put it. ``event`` is a PLOVER type; ``from`` and
    ``to`` are the first and last day of the window; ``source`` is whose word settles it.
    ``decision`` is the number of the decision it comes from.
    """

    decision: int
    event: str | None = None
    actor: str | None = None
    place: str | None = None
    threshold: str | None = None
    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    source: str | None = None
    author: str
    reason: str | None = None
    at: str
    undone: str | None = None


class Outcome(Value):
    """How an analyst settled a forecast. ``yes``: what its words speak of came about; ``no``: it
    did not; ``ambiguous``: nobody can tell; ``void``: its condition did not come about. ``on`` is
    the day it was settled by what happened, ``evidence`` a statement's id.
    """

    decision: int
    outcome: Answer
    on: str | None = None
    evidence: str | None = None
    author: str
    reason: str | None = None
    at: str
    undone: str | None = None


class Forecast(Value):
    """What a source expects of the future, in its words. Sayso expects nothing itself.

    ``id`` stays through re-reading; ``key`` is the statement's place in its report. ``also`` are
    statements of the same words that are no forecast of their own, ``copies`` the other reports
    that print the same story. ``voice`` is the nearest speaker, null for the report's own voice,
    ``voices`` the chain; ``record`` is the name under which the voice's forecasts may be counted
    together, null for private and unnamed ones. ``denied``: what is expected is that something does
    not come about, and a ``yes`` then says that it did not. ``low`` and ``high`` are the band (0 to
    1) where the words have one on ``scale``; they are about what a ``yes`` says. ``outcome`` is
    null while the forecast is open; ``history`` has all that was decided, undone or not. In a list
    of several reports a private voice is "a private person", and private names in ``text`` and
    ``condition`` are "[name]"; offsets count the report's own text all the same.
    """

    id: str
    key: str
    report: str
    statement: str
    also: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    kind: StatementKind
    start: int
    end: int
    text: str
    voice: str | None = None
    voices: tuple[str, ...] = ()
    record: str | None = None
    publisher: str | None = None
    agency: str | None = None
    published: str | None = None
    stance: Stance
    denied: bool = False
    certainty: CertaintyLevel
    cues: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    scale: str
    condition: Span | None = None
    operationalisation: Operationalisation | None = None
    outcome: Outcome | None = None
    history: tuple[Operationalisation | Outcome, ...] = ()


class Lead(Value):
    """A later event of the ledger that may settle an open forecast: a suggestion with its reasons,
    never applied by itself. ``speaks_for`` is the outcome it would speak for.
    """

    forecast: str
    statement: str
    text: str
    voice: str | None = None
    publisher: str | None = None
    published: str
    speaks_for: Literal["yes", "no"]
    reasons: tuple[str, ...]


class OutcomeCounts(Value):
    """How many forecasts there are, and how many of them are open or came out in each way."""

    forecasts: int
    open: int
    yes: int
    no: int
    ambiguous: int
    void: int


class Share(Value):
    """``yes`` of ``n`` came about: the share, and its 95 % Wilson interval. Null where n is 0."""

    n: int
    yes: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


class Brier(Value):
    """The mean Brier score of ``n`` forecasts, 0 best and 1 worst, at the point of each band that
    suits the outcome best, at its midpoint, and at the point that suits it worst.
    """

    n: int
    best: float
    middle: float
    worst: float


class BandRow(Value):
    """The settled forecasts of one band: one row of the calibration table."""

    scale: str
    low: float
    high: float
    words: tuple[str, ...]
    came_about: Share


class HedgeRow(Value):
    """The settled forecasts without a band that have one hedge word; null: no hedge at all."""

    word: str | None
    came_about: Share


class VoiceRow(Value):
    """One voice's forecasts, counted. ``brier`` and ``came_about`` (forecasts without a band) are
    null where fewer than ten settled forecasts stand behind them.
    """

    voice: str
    counts: OutcomeCounts
    brier: Brier | None = None
    came_about: Share | None = None


class ForecastScores(Value):
    """How what was expected came out. ``ambiguous`` and ``void`` are counted and in no denominator;
    ``unlisted`` are forecasts of private and unnamed voices, which stand in no voice's row.
    """

    schema_: Literal["sayso/forecast-scores/1"] = Field(
        default="sayso/forecast-scores/1", alias="schema"
    )
    claim: str
    counts: OutcomeCounts
    brier: Brier | None = None
    calibration: tuple[BandRow, ...] = ()
    hedges: tuple[HedgeRow, ...] = ()
    voices: tuple[VoiceRow, ...] = ()
    unlisted: int = 0
