"""Which statements of a reading are forecasts, and which of them say the same.

Every ``expected`` statement is one, and every ``hypothetical`` one under an open condition about
the future. One and the same words are one forecast: an event or figure in the effect of an expected
cause is what that cause expects, and is joined to it; so is a figure in an expected event, and what
a voice expects twice in one report. Purposes ("… to win the town") say what an act is for, not what
will be, and are left out.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.knowledge.loader import lexicon
from sayso.knowledge.scales import ScaleError, terms_of
from sayso.ledger.keys import SAME, overlap
from sayso.model import Certainty, Reading, Span, Statement, StatementKind
from sayso.situation.conditions import condition_of, is_about_the_future

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
        at = _place_among(one, kept)
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
    aside = [span for statement in reading.statements for span in _not_expected(statement)]
    for statement in reading.statements:
        purpose = statement.cause is not None and statement.cause.relation == "purpose"
        if purpose or any(_nested(statement, span) for span in aside):
            continue
        if statement.stance not in ("expected", "hypothetical"):
            continue
        condition = condition_of(statement, reading)
        if statement.stance == "expected" or (
            condition is not None
            and is_about_the_future(statement, condition, reading.report.published)
        ):
            voices = tuple(e.id for e in reading.speakers(statement))
            yield Expectation(statement, voices, condition=condition)


def _not_expected(statement: Statement) -> Iterator[Span]:
    """What a statement does not say will be: its condition, and the end that an act serves."""
    if statement.cause is not None and statement.condition is not None:
        yield statement.condition
    if statement.cause is not None and statement.cause.relation == "purpose":
        yield statement.cause.driver


def _place_among(one: Expectation, kept: Sequence[Expectation]) -> int | None:
    """Which of the forecasts kept says what this one does; None where none does. The same words go
    before the same event in other words.
    """
    for says in (_in_its_words, _once_more):
        for at, other in enumerate(kept):
            if says(one, other):
                return at
    return None


def _in_its_words(one: Expectation, other: Expectation) -> bool:
    new, old = one.statement, other.statement
    if one.voices != other.voices and not _nested(new, old):
        return False
    if overlap((new.start, new.end), (old.start, old.end)) >= SAME:
        return True
    if old.cause is not None:
        said, effect = new.cause.effect if new.cause is not None else new, old.cause.effect
        share = overlap((said.start, said.end), (effect.start, effect.end))
        return share >= SAME or _nested(said, effect)
    # A number, or an act that no word of its own holds to be expected ("plans to raise tariffs").
    return _nested(new, old) and (new.kind == "figure" or not new.certainty.cues)


def _once_more(one: Expectation, other: Expectation) -> bool:
    """Whether the same voice expects the same event once more in the report."""
    new = one.statement
    same = {s.id for s in other.parts}
    return one.voices == other.voices and new.event is not None and new.event.same_as in same


def _nested(new: Statement | Span, old: Statement | Span) -> bool:
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
