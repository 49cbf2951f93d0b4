"""Where a statement's matter is when its own words do not say: as like matter beside it says.

In this order: another telling of the same event; the event whose toll a figure is; the one place at
which its own sentence puts like matter (harm to harm); that of the sentence before, for a sentence
that names no place; and for raids and battles told without a place, the theatre of the war that the
lead speaks of. Two places to choose from are none: nothing is lent across unlike contexts.
"""

from dataclasses import dataclass

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Statement, StatementPlace
from sayso.reading.draft import Draft
from sayso.reading.events_same import code_of
from sayso.reading.places import precision_of

_HARM = frozenset({"deaths", "injuries", "missing"})
_Places = tuple[StatementPlace, ...]


@dataclass(slots=True)
class _Context:
    """The statements so far (with what was lent), by id, and the sentence of each."""

    draft: Draft
    told: dict[str, Statement]
    sentences: dict[str, int]
    starts: list[int]

    def of_sentence(self, at: int) -> list[Statement]:
        """The statements of a sentence by its place in the report."""
        return [s for key, s in self.told.items() if self.sentences[key] == at]


def lend_places(statements: tuple[Statement, ...], draft: Draft) -> tuple[Statement, ...]:
    """The statements, events and figures without a place of their own with that of their context.

    A place lent from another sentence than the event's own is no nearer than ``near``.
    """
    starts = [sent.start for sent in draft.analysis.doc.sents]
    context = _Context(draft, {}, {}, starts)
    for statement in statements:
        context.told[statement.id] = statement
        context.sentences[statement.id] = _sentence(statement, draft, starts)
    for statement in statements:
        if statement.places or statement.kind not in ("event", "figure"):
            continue
        lent = (
            _same(statement, context)
            or _beside(statement, context)
            or _before(statement, context)
            or _theatre(statement, context)
        )
        if lent:
            context.told[statement.id] = statement.model_copy(update={"places": lent})
    return tuple(context.told[s.id] for s in statements)


def _sentence(statement: Statement, draft: Draft, starts: list[int]) -> int:
    token = _anchor(statement, draft)
    return starts.index(token.sent.start) if token is not None else -1


def _anchor(statement: Statement, draft: Draft) -> Token | None:
    event = statement.event
    at = event.trigger.start if event is not None else statement.start
    return draft.analysis.token_at(at) or draft.analysis.token_at(statement.end - 1)


def _same(statement: Statement, context: _Context) -> _Places:
    """The places of another telling of the event, or of the event whose toll a figure is. A bare
    outcome told in a sentence of its own is put at them as any like matter is (:func:`_before`).
    """
    told = list(context.told.values())
    if statement.event is not None:
        first = statement.event.same_as or statement.id
        if _is_outcome_of(statement, context.told.get(first)):
            return ()
        others = [s for s in told if s.event and first in (s.id, s.event.same_as)]
        tolls = {statement.event.deaths.figure, statement.event.injuries.figure} - {None}
        others += [s for s in told if s.id in tolls]
    else:
        others = [
            s
            for s in told
            if s.event and statement.id in (s.event.deaths.figure, s.event.injuries.figure)
        ]
        at = context.sentences[statement.id]
        others = [s for s in others if context.sentences[s.id] == at] or others
        around = [
            s for s in told if s.event and s.start <= statement.start < statement.end <= s.end
        ]
        others += sorted(around, key=lambda s: s.end - s.start)
    return next((s.places for s in others if s.places), ())


def _is_outcome_of(statement: Statement, first: Statement | None) -> bool:
    """Is it the same event by nothing but its toll ("A bomb went off. Two men were killed.")?"""
    if first is None or first.id == statement.id or first.event is None or statement.event is None:
        return False
    own = {statement.event.deaths.figure, statement.event.injuries.figure} - {None}
    return bool(own & {first.event.deaths.figure, first.event.injuries.figure})


def _beside(statement: Statement, context: _Context) -> _Places:
    """The one place at which the sentence puts other harm."""
    if not _is_harm(statement):
        return ()
    near = context.of_sentence(context.sentences[statement.id])
    return _only([s for s in near if s.id != statement.id and _is_harm(s)], statement)


def _before(statement: Statement, context: _Context) -> _Places:
    """That of the sentence before, where harm is told with neither place nor time nor doer."""
    at = context.sentences[statement.id]
    if not _is_harm(statement) or at < 1 or statement.time is not None or _has_doer(statement):
        return ()
    if any(s.places for s in context.of_sentence(at)) or _names_place(at, context):
        return ()
    before = [s for s in context.of_sentence(at - 1) if _is_harm(s)]
    earlier = [s for s in context.of_sentence(at - 2) if _is_harm(s)] if at > 1 else []
    told = _only(before, statement)
    return _coarser(told) if _only([*before, *earlier], statement) else ()


def _only(others: list[Statement], statement: Statement) -> _Places:
    """The places of the others where they all agree, in stance and polarity with the statement."""
    alike = [
        s
        for s in others
        if s.places and (s.stance, s.polarity) == (statement.stance, statement.polarity)
    ]
    sets = {frozenset(p.entity for p in s.places) for s in alike}
    return alike[0].places if len(sets) == 1 else ()


def _is_harm(statement: Statement) -> bool:
    if statement.figure is not None:
        return statement.figure.measure in _HARM and not statement.figure.cumulative
    plover = statement.event.plover if statement.event is not None else None
    return plover is not None and plover.type == "ASSAULT"


def _has_doer(statement: Statement) -> bool:
    event = statement.event
    return event is not None and any(p.role == "actor" for p in event.participants)


def _names_place(at: int, context: _Context) -> bool:
    """Does a sentence name a place at all?"""
    doc, starts = context.draft.analysis.doc, context.starts
    last = starts[at + 1] if at + 1 < len(starts) else len(doc)
    span = doc[starts[at] : last]
    found = context.draft.mentions_in(span.start_char, span.end_char)
    return any(entity.kind == "place" for _, entity in found)


def _coarser(places: _Places) -> _Places:
    return tuple(
        p.model_copy(update={"precision": "near"}) if p.precision == "exact" else p for p in places
    )


def _theatre(statement: Statement, context: _Context) -> _Places:
    """Where the lead puts the war ("losses of X in Y") of a party that the sentence speaks of."""
    if statement.event is None or code_of(statement) not in words("event_same", "waged"):
        return ()
    token = _anchor(statement, context.draft)
    if token is None or token.pos_ != "NOUN" or statement.time is not None:
        return ()
    here = _parties(token.sent.start_char, token.sent.end_char, context.draft)
    lead = context.starts[2] if len(context.starts) > 2 else len(context.draft.analysis.doc)
    found = {
        _war_at(noun, here, context.draft)
        for noun in context.draft.analysis.doc[:lead]
        if noun.i < token.sent.start and noun.lemma_.lower() in words("event_same", "theatre")
    } - {()}
    return found.pop() if len(found) == 1 else ()


def _war_at(noun: Token, parties: set[str], draft: Draft) -> _Places:
    """The places a noun of war stands at, where its phrase names one of the parties."""
    left, right = noun.left_edge, noun.right_edge
    if not _parties(left.idx, right.idx + len(right), draft) & parties:
        return ()
    placed = [
        each
        for prep in noun.subtree
        if prep.dep_ == "prep" and prep.lower_ in ("in", "across", "throughout")
        for name in prep.children
        for each in (name, *name.conjuncts)
    ]
    found = {}
    for each in placed:
        pair = draft.mention_at(each.idx)
        if pair is not None and pair[1].kind == "place":
            found[pair[1].id] = StatementPlace(entity=pair[1].id, precision=precision_of(pair[1]))
    return _coarser(tuple(found.values()))


def _parties(start: int, end: int, draft: Draft) -> set[str]:
    pairs = draft.mentions_in(start, end)
    return {e.id for _, e in pairs if e.kind in ("armed_group", "government", "coalition")}
