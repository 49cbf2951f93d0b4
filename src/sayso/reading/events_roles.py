"""Who else may have done it: doers of attacks that the learned head hears and no rule has found.

The head of incident roles (see :mod:`sayso.reading.heads`) says of every word how probably it names
who did an attack. Whom it hears and no attack of the report has yet is added to the nearest attack
that has no such doer. What a head hears is no say of the report's: nobody it adds is a bare actor
(design, rule 3), but suspected, or what the words around say (accused, claimed). It never adds a
person by name, a state, or a people, faith or nationality.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.knowledge.loader import lexicon
from sayso.model import PUBLIC_KINDS, Entity, Event, Mention, Participant, Standing
from sayso.reading.draft import Candidate, Draft
from sayso.reading.events_scene import lemma
from sayso.reading.heads import ROLES
from sayso.reading.learned import Learned

#: The name under which a statement's rules say that the head had a part in it.
RULE = "events.head.role"
#: How probable a doer must be (0 to 1), a group and persons, and how many sentences off the attack
#: may be. Chosen on muc4_dev, where each half agrees with the other. Persons are told from those
#: harmed less well outside of such news.
SURE_GROUP, SURE_PERSONS, REACH = 0.35, 0.5, 3

_NAMED = PUBLIC_KINDS - {"government"}
_PERSONS = frozenset({"person", "people"})


@dataclass(frozen=True, slots=True)
class _Attack:
    """An attack among the candidates: its place in their order, its sentence, where it is named."""

    index: int
    sentence: int
    at: int
    event: Event


def hear_roles(draft: Draft) -> Draft:
    """The draft with the doers of its attacks that only the head hears; as it is without heads."""
    if draft.learned is None:
        return draft
    starts = [sent.start_char for sent in draft.analysis.doc.sents]
    attacks = list(_attacks(draft, starts))
    added: dict[int, list[Participant]] = {}
    for mention, entity in _heard(draft, draft.learned, attacks):
        sentence = bisect_right(starts, mention.start)
        near = [a for a in attacks if abs(a.sentence - sentence) <= REACH]
        open_ = [
            a
            for a in near
            if not _is_within(mention, a) and _is_open(a, entity, draft, added.get(a.index, []))
        ]
        if open_:
            attack = min(open_, key=lambda a: abs(a.at - mention.start))
            made = _participant(mention, entity, _standing(mention, attack, draft))
            added.setdefault(attack.index, []).append(made)
    candidates = tuple(
        _with(candidate, added[index]) if index in added else candidate
        for index, candidate in enumerate(draft.candidates)
    )
    return draft.plus(candidates=candidates)


def _attacks(draft: Draft, starts: list[int]) -> Iterator[_Attack]:
    for index, candidate in enumerate(draft.candidates):
        event = candidate.event
        if event is not None and event.plover is not None and event.plover.type == "ASSAULT":
            at = event.trigger.start
            yield _Attack(index, bisect_right(starts, at), at, event)


def _heard(
    draft: Draft, learned: Learned, attacks: list[_Attack]
) -> Iterator[tuple[Mention, Entity]]:
    """Each entity the head hears as a doer that no attack has as one, at its first such mention."""
    done = {p.entity for a in attacks for p in a.event.participants if p.role == "actor"}
    voices = [a.source for a in draft.attributions if a.source is not None]
    for entity in draft.entities if attacks else ():
        if entity.id in done or entity.kind not in PUBLIC_KINDS | _PERSONS:
            continue
        for mention in entity.mentions:
            if not _may_be_added(entity, mention, draft):
                continue
            if any(v.start <= mention.start < v.end for v in voices):
                continue  # who tells of an attack is not who did it
            sure = SURE_GROUP if entity.kind in PUBLIC_KINDS else SURE_PERSONS
            if _probability(learned, mention, entity) >= sure:
                yield mention, entity
                break


def _may_be_added(entity: Entity, mention: Mention, draft: Draft) -> bool:
    """Groups by any words, but no state or body the actor table knows for another than an armed
    group; persons only by a common noun.
    """
    if entity.link is not None and entity.kind != "armed_group":
        return False
    if mention.form == "nominal":
        word = draft.analysis.token_at(mention.end - 1)
        return word is None or (word.pos_ != "PROPN" and word.ent_type_ != "NORP")
    return mention.form == "name" and entity.kind in _NAMED


def _probability(learned: Learned, mention: Mention, entity: Entity) -> float:
    """How probably the mention, by its last word, is a doer of its sort; 0 where it is more likely
    something else of the attack.
    """
    heard = dict(zip(ROLES, learned.roles_at(mention.end - 1), strict=True))
    sure = heard["perp_org" if entity.kind in PUBLIC_KINDS else "perp_individual"]
    return sure if sure >= max(heard["victim"], heard["target"]) else 0.0


def _is_open(attack: _Attack, entity: Entity, draft: Draft, more: list[Participant]) -> bool:
    """Is the entity no side of the attack yet, and has it no doer of this sort? A group told
    without its name ("a guerrilla column") leaves open which one it is of.
    """
    sort = PUBLIC_KINDS if entity.kind in PUBLIC_KINDS else _PERSONS
    for participant in (*attack.event.participants, *more):
        if participant.entity == entity.id:
            return False
        if participant.role == "actor" and participant.kind in sort:
            if sort is _PERSONS or not _is_named(entity):
                return False
            if _is_named(draft.entity(participant.entity)):
                return False
    return True


def _is_within(mention: Mention, attack: _Attack) -> bool:
    """Is it part of what names a side ("a convoy of the council")?"""
    sides = (p for p in attack.event.participants if p.role != "place")
    return any(p.start < mention.end and mention.start < p.end for p in sides)


def _is_named(entity: Entity | None) -> bool:
    return entity is not None and any(m.form == "name" for m in entity.mentions)


def _participant(mention: Mention, entity: Entity, standing: Standing) -> Participant:
    return Participant(
        role="actor",
        entity=entity.id,
        kind=entity.kind,
        standing=standing,
        start=mention.start,
        end=mention.end,
        text=mention.text,
    )


def _standing(mention: Mention, attack: _Attack, draft: Draft) -> Standing:
    """What the words of the two sentences say of standing; suspected where they say nothing."""
    tokens = (draft.analysis.token_at(at) for at in (mention.start, attack.at))
    cues = _cues()
    told = {cues.get(lemma(w)) or cues.get(w.lower_) for t in tokens if t for w in t.sent}
    if "claimed" in told:
        return "claimed"
    return "accused" if "accused" in told else "suspected"


@lru_cache(maxsize=1)
def _cues() -> dict[str, Standing]:
    """Words that tell a standing: of suspicion, and those that lay an act on somebody."""
    data = lexicon("event_frames")
    charges = {w: r["standing"] for r in data["charges"]["rows"] for w in r["words"] if w != "be"}
    told = {w: s for t in ("adverbs", "suspicion") for s, words in data[t].items() for w in words}
    return {**charges, **told}


def _with(candidate: Candidate, more: list[Participant]) -> Candidate:
    """The candidate with more participants, places last as ever."""
    assert candidate.event is not None  # noqa: S101
    old = candidate.event.participants
    actors = tuple(p for p in old if p.role == "actor")
    others = tuple(p for p in old if p.role != "actor")
    event = candidate.event.model_copy(update={"participants": (*actors, *more, *others)})
    return replace(candidate, event=event, also=(*candidate.also, RULE))
