"""The causal claims of a ledger: each with what its sides speak of and on whose say-so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.assembly.decisions import rejected
from sayso.assembly.grades import credibilities, most_reliable, reliability, voice_reliability
from sayso.ledger import Ledger
from sayso.ledger.keys import key_of
from sayso.ledger.names import name_key
from sayso.model import (
    Cause,
    Decision,
    Direction,
    Entity,
    Evidence,
    LinkSign,
    Reading,
    Span,
    Statement,
    Term,
)
from sayso.situation.deciding import MemberKey, Side

PRIVATE = "a private person"
_SIDES: tuple[Side, Side] = ("driver", "effect")


@dataclass(frozen=True, slots=True)
class Part:
    """One term on one side of a claim, with the names of who, on whom and where; ``key`` is what a
    decision calls it by.
    """

    report: str
    statement: str
    side: Side
    span: Span
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
    def identity(self) -> tuple[str, str, str, str, str]:
        """What makes two parts one factor: what, who, on whom, where, and, for what concerns
        somebody without a public office, the report.
        """
        parts = (self.term.what, self.actor, self.recipient, self.place)
        what, actor, recipient, place = (name_key(p) if p else "" for p in parts)
        return what, actor, recipient, place, self.report if self.term.private else ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A causal statement: the evidence it is, its sign as worded, and its parts. ``source`` is the
    grade of who says it, ``credibility`` that of what is said.
    """

    evidence: Evidence
    sign: LinkSign
    drivers: tuple[Part, ...]
    effects: tuple[Part, ...]
    said_by: str
    source: str
    credibility: str | None


def claims(
    ledger: Ledger, decisions: Sequence[Decision], copies: Mapping[str, tuple[str, ...]]
) -> Iterator[Claim]:
    """Every causal statement of the ledger's newest readings that no analyst rejected, in their
    order. ``copies`` are the other prints of each report's story.
    """
    for report, reading, statements in ledger.in_readings(kind="cause"):
        gone = rejected(decisions, report, reading)
        graded = credibilities(decisions, report, reading)
        for statement in statements:
            if statement.cause is not None and statement.id not in gone:
                made = _claim(report, reading, statement, statement.cause, decisions)
                evidence, drivers, effects, said_by, source = made
                evidence = evidence.model_copy(update={"copies": copies.get(report, ())})
                yield Claim(
                    evidence=evidence,
                    sign=statement.cause.sign,
                    drivers=drivers,
                    effects=effects,
                    said_by=said_by,
                    source=source,
                    credibility=graded.get(statement.id),
                )


def _claim(
    report: str,
    reading: Reading,
    statement: Statement,
    cause: Cause,
    decisions: Sequence[Decision],
) -> tuple[Evidence, tuple[Part, ...], tuple[Part, ...], str, str]:
    speakers = reading.speakers(statement)
    voice = speakers[0] if speakers else None
    own = [n for n in (reading.report.agency, reading.report.publisher) if n]
    evidence = Evidence(
        report=report,
        statement=f"{report}/{statement.id}",
        start=statement.start,
        end=statement.end,
        text=statement.text,
        voice=called(voice) if voice is not None else None,
        voices=tuple(called(s) for s in speakers),
        publisher=reading.report.publisher,
        published=reading.report.published,
        relation=cause.relation,
        stance=statement.stance,
        polarity=statement.polarity,
        certainty=statement.certainty.level,
        read_well=statement.reading_confidence,
        driver=cause.driver.text,
        effect=cause.effect.text,
    )
    drivers, effects = (_parts(report, reading, statement, cause, side) for side in _SIDES)
    if voice is not None:
        grade = voice_reliability(decisions, voice)
        return evidence, drivers, effects, called(voice), grade
    grade = most_reliable(reliability(decisions, name) for name in own)
    return evidence, drivers, effects, own[0] if own else f"report {report}", grade


def called(voice: Entity) -> str:
    """A voice's name across reports; nobody is named who holds no public office."""
    return PRIVATE if voice.kind == "person" and not voice.is_public else voice.name


def _parts(
    report: str, reading: Reading, statement: Statement, cause: Cause, side: Side
) -> tuple[Part, ...]:
    span = cause.driver if side == "driver" else cause.effect
    terms = cause.driver_terms if side == "driver" else cause.effect_terms
    key = MemberKey(key_of(report, statement, reading.statements), side)
    return tuple(
        Part(
            report=report,
            statement=f"{report}/{statement.id}",
            side=side,
            span=span,
            term=term,
            actor=_named(reading, term.actor),
            recipient=_named(reading, term.recipient),
            place=_named(reading, term.place),
            key=key,
        )
        for term in terms or (_as_worded(span),)
    )


def _named(reading: Reading, entity_id: str | None) -> str | None:
    entity = reading.entity(entity_id)
    return None if entity is None else called(entity)


def _as_worded(span: Span) -> Term:
    """What a reading of an older Sayso, or a side without a head, is called: by its own words. It
    is kept to its report, since nobody looked for names in it.
    """
    words = " ".join(span.text.split())
    return Term(name=words, what=words.casefold(), head=words.casefold(), private=True)
