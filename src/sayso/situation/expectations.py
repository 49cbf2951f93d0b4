"""Which statements of a reading are forecasts, and which of them say the same.

Every ``expected`` statement is one, and every ``hypothetical`` one under an open condition about
the future. One and the same words are one forecast: an event or figure in the effect of an expected
cause is what that cause expects, and is joined to it; so is a figure in an expected event, and what
a voice expects twice in one report. Purposes ("… to win the town") say what an act is for, not what
will be, and are left out.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sayso.knowledge.loader import lexicon
from sayso.knowledge.scales import ScaleError, terms_of
from sayso.model import Certainty, Reading, Span, Statement, StatementKind
from sayso.situation.conditions import condition_of, is_about_the_future
from sayso.situation.keys import SAME, overlap

#: Which of two statements of the same words stands for both: the one that says most of them.
_RANK: dict[StatementKind, int] = {"cause": 0, "event": 1, "remark": 2, "figure": 3}


@dataclass(frozen=True, slots=True)
class Expectation:
    """A forecast as one report words it: its statement, the chain of its voices (entities' ids),
    the statements joined to it, and its condition.
    """

    statement: Statement
    voices: tuple[str, ...] = ()
    joined: tuple[Statement, ...] = ()
    condition: Span | None = None

    @property
    def parts(self) -> tuple[Statement, ...]:
        """Its statement and those joined to it."""
        return (self.statement, *self.joined)


def expectations(reading: Reading, rejected: Collection[str] = ()) -> list[Expectation]:
    """The forecasts of a reading in the order of its text; ``rejected`` are ids of statements that
    an analyst has rejected.
    """
    found = [e for e in _candidates(reading) if e.statement.id not in rejected]
    kept: list[Expectation] = []
    for one in sorted(found, key=lambda e: (_RANK[e.statement.kind], e.statement.start)):
        at = next((i for i, other in enumerate(kept) if _says_the_same(one, other)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = replace(kept[at], joined=(*kept[at].joined, one.statement))
    return sorted(kept, key=lambda e: (e.statement.start, e.statement.end))


def is_denied(statement: Statement) -> bool:
    """Whether what is expected is that something does not come about ("will not attack").

    "Unlikely to attack" is negative by its word of probability alone: its band is about the attack.
    """
    return (statement.polarity == "negative") != _flipped_by_band(statement.certainty)


def _candidates(reading: Reading) -> Iterator[Expectation]:
    for statement in reading.statements:
        if statement.cause is not None and statement.cause.relation == "purpose":
            continue
        voices = tuple(e.id for e in reading.speakers(statement))
        if statement.stance == "expected":
            yield Expectation(statement, voices, condition=condition_of(statement, reading))
        elif statement.stance == "hypothetical":
            condition = condition_of(statement, reading)
            if condition is not None and is_about_the_future(
                statement, condition, reading.report.published
            ):
                yield Expectation(statement, voices, condition=condition)


def _says_the_same(one: Expectation, other: Expectation) -> bool:
    """Whether ``one`` says nothing that ``other`` does not, in the same voice."""
    new, old = one.statement, other.statement
    if one.voices != other.voices and not _nested(new, old):
        return False
    if overlap((new.start, new.end), (old.start, old.end)) >= SAME:
        return True
    if new.event is not None and new.event.same_as in {s.id for s in other.parts}:
        return True
    if old.cause is not None:
        effect = old.cause.effect
        new_effect = new.cause.effect if new.cause is not None else new
        return effect.start <= new_effect.start and new_effect.end <= effect.end
    return new.kind == "figure" and _nested(new, old)


def _nested(new: Statement, old: Statement) -> bool:
    return old.start <= new.start and new.end <= old.end


def _flipped_by_band(certainty: Certainty) -> bool:
    """Whether the word that gives the band is one of those that deny ("unlikely")."""
    if certainty.low is None:
        return False
    try:
        terms = terms_of(certainty.scale)[1]
    except ScaleError:  # a scale that this version has no more
        return False
    ends = {t.split()[-1] for t, band in terms.items() if band == (certainty.low, certainty.high)}
    denying = (lexicon("certainty")[name] for name in ("adverbs", "adjectives"))
    entries = [
        section[word]
        for section in denying
        for word in ends & {c.text.casefold() for c in certainty.cues}
        if word in section
    ]
    return any(isinstance(e, dict) and e.get("polarity") == "negative" for e in entries)
