"""The causal claims of a ledger: each with what its sides speak of and on whose say-so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sayso.assembly.decisions import rejected
from sayso.assembly.grades import credibilities, most_reliable, reliability, voice_reliability
from sayso.ledger import Ledger
from sayso.ledger.keys import StatementKey, key_of
from sayso.ledger.names import name_key
from sayso.ledger.veil import Veil
from sayso.model import (
    Cause,
    Decision,
    Direction,
    Evidence,
    LinkSign,
    Reading,
    Span,
    Statement,
    Term,
)
from sayso.situation.deciding import MemberKey, Side

_SIDES: tuple[Side, Side] = ("driver", "effect")


class Identity(NamedTuple):
    """What a factor is: what (with whom it falls on), who and where; and for what concerns somebody
    without a public office, in which report.
    """

    what: str
    actor: str
    place: str
    report: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One term on one side of a claim, with the names of who, on whom and where; ``text`` is the
    side's words less private names, ``key`` what a decision calls it by.
    """

    report: str
    statement: str
    side: Side
    span: Span
    text: str
    term: Term
    actor: str | None
    recipient: str | None
    place: str | None
    key: MemberKey

    @property
    def direction(self) -> Direction:
        """Which way the words turn it."""
        return self.term.direction

    @property
    def identity(self) -> Identity:
        """What makes two parts one factor. Whom it falls on and where are told by name, whatever
        kind of thing a report takes that name for.
        """
        what = self.term.what.replace(" on ", " of ")
        if self.recipient is not None:
            what = f"{what} of {self.recipient}"
        place = self.place
        if place is None:
            what, _, place = what.partition(" in ")
        actor, place = (name_key(p) if p else "" for p in (self.actor, place))
        return Identity(name_key(what), actor, place, self.report if self.term.private else "")


@dataclass(frozen=True, slots=True)
class Claim:
    """A causal statement: the evidence it is, its sign as worded, and its parts. ``source`` is the
    grade of who says it, ``credibility`` that of what is said, ``about`` the keys of the places and
    public names that its report speaks of.
    """

    evidence: Evidence
    sign: LinkSign
    drivers: tuple[Part, ...]
    effects: tuple[Part, ...]
    said_by: str
    source: str
    credibility: str | None
    about: frozenset[str] = frozenset()


def claims(
    ledger: Ledger, decisions: Sequence[Decision], copies: Mapping[str, tuple[str, ...]]
) -> Iterator[Claim]:
    """Every causal statement of the ledger's newest readings that no analyst rejected, in their
    order. ``copies`` are the other prints of each report's story.
    """
    for report, reading, statements in ledger.in_readings(kind="cause"):
        gone = rejected(decisions, report, reading)
        causes = [s for s in reading.statements if s.kind == "cause"]
        graded = credibilities(decisions, report, reading)
        veil = Veil(reading)
        about = frozenset(
            name_key(e.name) for e in reading.entities if e.is_public or e.kind == "place"
        )
        for statement in statements:
            if statement.cause is not None and statement.id not in gone:
                key = key_of(report, statement, causes)
                held = _Held(report, reading, statement, statement.cause, veil, key)
                said_by, source = _voice(held, decisions)
                evidence = _evidence(held, copies.get(report, ()))
                drivers, effects = (_parts(held, side) for side in _SIDES)
                yield Claim(
                    evidence=evidence,
                    sign=statement.cause.sign,
                    drivers=drivers,
                    effects=effects,
                    said_by=said_by,
                    source=source,
                    credibility=graded.get(statement.id),
                    about=about,
                )


@dataclass(frozen=True, slots=True)
class _Held:
    """A causal statement with what it stands in."""

    report: str
    reading: Reading
    statement: Statement
    cause: Cause
    veil: Veil
    key: StatementKey

    def words(self, span: Span) -> str:
        """The words of a span less private names."""
        return self.veil.words(span.start, span.end)


def _evidence(held: _Held, copies: tuple[str, ...]) -> Evidence:
    report, reading, statement = held.report, held.reading, held.statement
    cause, veil = held.cause, held.veil
    voices = tuple(veil.name(s) for s in reading.speakers(statement))
    return Evidence(
        report=report,
        statement=f"{report}/{statement.id}",
        start=statement.start,
        end=statement.end,
        text=veil.words(statement.start, statement.end),
        voice=voices[0] if voices else None,
        voices=voices,
        publisher=reading.report.publisher,
        published=reading.report.published,
        relation=cause.relation,
        stance=statement.stance,
        polarity=statement.polarity,
        certainty=statement.certainty.level,
        read_well=statement.reading_confidence,
        copies=copies,
        driver=held.words(cause.driver),
        effect=held.words(cause.effect),
    )


def _voice(held: _Held, decisions: Sequence[Decision]) -> tuple[str, str]:
    """Who says it, and their grade: the nearest speaker, else whose copy the report is."""
    speakers = held.reading.speakers(held.statement)
    if speakers:
        return held.veil.name(speakers[0]), voice_reliability(decisions, speakers[0])
    own = [n for n in (held.reading.report.agency, held.reading.report.publisher) if n]
    grade = most_reliable(reliability(decisions, name) for name in own)
    return own[0] if own else f"report {held.report}", grade


def _parts(held: _Held, side: Side) -> tuple[Part, ...]:
    cause, statement = held.cause, held.statement
    span = cause.driver if side == "driver" else cause.effect
    terms = cause.driver_terms if side == "driver" else cause.effect_terms
    key = MemberKey(held.key, side)
    return tuple(
        Part(
            report=held.report,
            statement=f"{held.report}/{statement.id}",
            side=side,
            span=span,
            text=held.words(span),
            term=term.model_copy(update={"name": held.veil.text(term.name)}),
            actor=_named(held, term.actor),
            recipient=_named(held, term.recipient),
            place=_named(held, term.place),
            key=key,
        )
        for term in terms or (_as_worded(held.words(span)),)
    )


def _named(held: _Held, entity_id: str | None) -> str | None:
    entity = held.reading.entity(entity_id)
    return None if entity is None else held.veil.name(entity)


def _as_worded(text: str) -> Term:
    """What a reading of an older Sayso, or a side without a head, is called: by its own words. It
    is kept to its report, since nobody looked for names in it.
    """
    words = " ".join(text.split())
    return Term(name=words, what=words.casefold(), head=words.casefold(), private=True)
