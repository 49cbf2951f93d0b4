"""Which statements of one report tell the same event: lead, body and background of one attack.

A later telling is the event of an earlier one (``Event.same_as``) where nothing speaks against it
(type, sides, place, time, toll) and something for it: it points back ("the raid"), or it shares a
named side, a place or a count with it. What two tellings leave open makes them no one event.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.model import Entity, Participant, Statement
from sayso.reading.draft import Draft

#: How many sentences back "the raid" may point.
REACH = 6
#: The headline and the lead, which tell one event twice.
LEAD = 2
_TOLLS = ("deaths", "injuries")
_SIDES = ("actor", "recipient")


@dataclass(slots=True)
class Telling:
    """One event statement with what tells it from others."""

    statement: Statement
    token: Token
    code: str
    sentence: int
    known: dict[str, set[str]] = field(default_factory=dict)
    named: dict[str, set[str]] = field(default_factory=dict)
    things: set[str] = field(default_factory=set)
    places: frozenset[str] = frozenset()


def link_events(statements: tuple[Statement, ...], draft: Draft) -> tuple[Statement, ...]:
    """The statements, each later telling of an event with the id of the first (``same_as``)."""
    starts = {sent.start: at for at, sent in enumerate(draft.analysis.doc.sents)}
    events: list[list[Telling]] = []
    same: dict[str, str] = {}
    for statement in statements:
        telling = _telling(statement, draft, starts)
        if telling is None:
            continue
        group = _group(telling, events, draft)
        if group is None:
            events.append([telling])
        else:
            same[statement.id] = group[0].statement.id
            group.append(telling)
    return tuple(_linked(s, same[s.id]) if s.id in same else s for s in statements)


def code_of(statement: Statement) -> str:
    """The code in the name of the rule that found an event ("events.verb.bomb": bomb)."""
    return statement.rules[0].rsplit(".", 1)[-1] if statement.rules else ""


def _linked(statement: Statement, first: str) -> Statement:
    assert statement.event is not None  # noqa: S101
    event = statement.event.model_copy(update={"same_as": first})
    return statement.model_copy(update={"event": event})


def _telling(statement: Statement, draft: Draft, starts: dict[int, int]) -> Telling | None:
    event = statement.event
    token = draft.analysis.token_at(event.trigger.start) if event is not None else None
    if event is None or token is None:
        return None
    telling = Telling(
        statement, token, code_of(statement), starts[token.sent.start], places=_places(statement)
    )
    for participant in event.participants:
        entity = draft.entity(participant.entity)
        if entity is not None and participant.role in _SIDES:
            telling.known.setdefault(participant.role, set()).add(entity.id)
        if entity is not None and _is_named(entity) and participant.role in _SIDES:
            telling.named.setdefault(participant.role, set()).add(entity.id)
        elif participant.role == "recipient":
            telling.things |= _thing(participant, draft)
    return telling


def _is_named(entity: Entity) -> bool:
    return any(m.form == "name" for m in entity.mentions)


def _thing(participant: Participant, draft: Draft) -> set[str]:
    """The head noun of who or what is hit, where it tells him or it from others."""
    last = draft.analysis.token_at(participant.end - 1)
    found = draft.analysis.token_at(participant.start)
    if found is None or last is None:
        return set()
    inside = draft.analysis.doc[found.i : last.i + 1]
    head = inside.root.lemma_.lower()
    return set() if head in words("event_same", "anybody") or not head.isalpha() else {head}


def _places(statement: Statement) -> frozenset[str]:
    return frozenset(p.entity for p in statement.places)


def _group(telling: Telling, events: list[list[Telling]], draft: Draft) -> list[Telling] | None:
    """The event a telling belongs to: the one whose toll it tells, else, of those that fit, the one
    told last.
    """
    told = (g for g in events if any(_tells_toll(telling, other) for other in g))
    group = next(told, None)
    if group is not None:
        return group
    fitting = [
        group
        for group in events
        if all(_agree(telling, other, draft) for other in group)
        and any(_speaks_for(telling, other) for other in group)
    ]
    return max(fitting, key=lambda group: group[-1].token.i, default=None)


def _tells_toll(one: Telling, other: Telling) -> bool:
    """Do two tellings have their toll from one figure ("A bomb went off. Two men were killed.")?"""
    a, b = one.statement.event, other.statement.event
    if a is None or b is None or one.sentence == other.sentence:
        return False
    return any(
        getattr(a, m).figure is not None and getattr(a, m).figure == getattr(b, m).figure
        for m in _TOLLS
    )


def _agree(one: Telling, other: Telling, draft: Draft) -> bool:
    """Does nothing tell the two apart?"""
    a, b = one.statement, other.statement
    if (a.polarity, a.stance) != (b.polarity, b.stance) or not _are_of_a_kind(one, other):
        return False
    for role in _SIDES:
        mine, theirs = one.named.get(role, set()), other.named.get(role, set())
        if mine and theirs and mine.isdisjoint(theirs):
            return False
    if one.things and other.things and one.things.isdisjoint(other.things):
        return False
    return _near(one, other, draft) and _at_once(a, b) and _count_alike(a, b)


def _are_of_a_kind(one: Telling, other: Telling) -> bool:
    a, b = one.statement.event, other.statement.event
    if a is None or b is None or (a.plover is None) != (b.plover is None):
        return False
    if a.plover is None or b.plover is None:
        return one.token.lemma_.lower() == other.token.lemma_.lower()
    if one.code == other.code or frozenset((one.code, other.code)) in _alike():
        return True
    loose, harm = words("event_same", "loose"), words("event_same", "harm")
    if a.plover.type != b.plover.type or {one.code, other.code} & harm:
        return False
    return one.code in loose or other.code in loose


def _near(one: Telling, other: Telling, draft: Draft) -> bool:
    """Is no place of the one far from all of the other: one holds the other, or one has none?"""
    if not one.places or not other.places or one.places & other.places:
        return True
    return any(_holds(a, b, draft) for a in one.places for b in other.places)


def _holds(one: str, other: str, draft: Draft) -> bool:
    """Is one of the two places the country or the division that the other lies in?"""
    a, b = draft.entity(one), draft.entity(other)
    if a is None or b is None or a.place is None or b.place is None:
        return False
    if a.place.country != b.place.country or a.place.country is None:
        return False
    if "country" in (a.place.type, b.place.type):
        return True
    return a.name == b.place.admin1 or b.name == a.place.admin1


def _at_once(a: Statement, b: Statement) -> bool:
    """Do the days overlap, so far as the words tell them?"""
    one, other = a.interval, b.interval
    if one is None or other is None or (one.basis == "tense" and other.basis == "tense"):
        return True
    if "timex" in (one.basis, other.basis) and "tense" in (one.basis, other.basis):
        dated = one if one.basis == "timex" else other
        return dated.precision in ("day", "unknown")
    if one.to is not None and other.from_ is not None and one.to < other.from_:
        return False
    return not (other.to is not None and one.from_ is not None and other.to < one.from_)


def _count_alike(a: Statement, b: Statement) -> bool:
    """Do the tolls not gainsay each other?"""
    if a.event is None or b.event is None:
        return True
    for measure in _TOLLS:
        one, other = getattr(a.event, measure).best, getattr(b.event, measure).best
        if one is not None and other is not None and one != other:
            return False
    return True


def _speaks_for(one: Telling, other: Telling) -> bool:
    """Does anything say that they are one?"""
    if _points(one.token) and one.sentence - other.sentence <= REACH:
        return True
    shared = any(one.known.get(role, set()) & other.known.get(role, set()) for role in _SIDES)
    if other.sentence == 0 and 0 < one.sentence <= LEAD and one.code == other.code:
        return True
    if shared or one.things & other.things:
        return one.token.lemma_ == other.token.lemma_ or one.code == other.code
    exact = {p.entity for p in one.statement.places if p.precision == "exact"}
    if exact & other.places and one.code == other.code:
        return True
    return _same_count(one.statement, other.statement)


def _points(token: Token) -> bool:
    """A noun that points back: "the raid", "those killings"; no "the raid on X" told anew."""
    return token.pos_ == "NOUN" and any(
        c.dep_ in ("det", "poss") and c.lower_ in words("event_same", "pointing")
        for c in token.children
    )


def _same_count(a: Statement, b: Statement) -> bool:
    if a.event is None or b.event is None:
        return False
    one, other = a.event.deaths.best, b.event.deaths.best
    return one is not None and one == other and one > 1


@lru_cache(maxsize=1)
def _alike() -> frozenset[frozenset[str]]:
    groups: Iterable[list[str]] = lexicon("event_same")["alike"]
    return frozenset(frozenset((a, b)) for group in groups for a in group for b in group if a != b)
