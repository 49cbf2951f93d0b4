"""What a forecast and an event are compared by: act, actor, place, days."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.ledger.names import is_public, keys_of
from sayso.model import Entity, Reading, Statement
from sayso.situation.conditions import rules

_WORD = re.compile(r"[a-z]+")
#: Endings of English verbs and nouns, the longest first, each with what may stand for it.
_ENDINGS: Final = (
    ("ies", ("y", "ie")),
    ("ied", ("y", "ie")),
    ("ing", ("", "e")),
    ("ed", ("", "e")),
)
_PLURALS: Final = (("es", ("", "e")), ("s", ("",)))
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Clues:
    """``types`` are PLOVER types, ``acts`` the kinds of act that the reading's rules know,
    ``stems`` the bases of the words that tell the act. ``actors`` and ``places`` are keys of names,
    no private person's among them; whom an act by name is aimed at counts as a place.
    ``countries`` are codes, ``whole`` those named as a whole. ``first`` and ``last`` are the days
    of the matter. ``unkeyed``: it is aimed at somebody or something that has a name and no key (a
    private person, a place that is on no map).
    """

    types: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None
    unkeyed: bool = False


def clues_of(parts: Sequence[Statement], reading: Reading, *, expected: bool) -> Clues:
    """The clues of statements that say one thing. ``expected``: it is a forecast, whose words are
    all taken where no event was read, and whose type counts for nothing where it is that of an
    announcement ("will attack" is a threat, and a threat is no attack).
    """
    events = [(s, s.event) for s in parts if s.event is not None]
    told = [e.trigger.text for _, e in events] or (list(map(_told_act, parts)) if expected else [])
    sides = [(p.role, p.entity) for _, e in events for p in e.participants]
    actors = [reading.entity(entity) for role, entity in sides if role == "actor"]
    aimed = [reading.entity(entity) for role, entity in sides if role in ("recipient", "place")]
    places = [reading.entity(p.entity) for s in parts for p in s.places]
    spans = [s.interval for s in parts if s.interval is not None]
    announced = frozenset(rules()["announcements"] if expected else ())
    return Clues(
        types=frozenset(e.plover.type for _, e in events if e.plover) - announced,
        acts=frozenset(act for s, _ in events for r in s.rules if (act := _act(r))),
        stems=frozenset(base for text in told for base in _stems(text)),
        actors=frozenset(_keys(actors, "actor")),
        places=frozenset((*_keys(places, "place"), *_aims(aimed))),
        countries=frozenset(
            e.place.country for e in places if e and e.place and e.place.country is not None
        ),
        whole=frozenset(
            e.place.country
            for e in places
            if e and e.place and e.place.country is not None and e.place.type == "country"
        ),
        first=next((i.from_ for i in spans if i.from_), None),
        last=next((i.to for i in spans if i.to), None),
        unkeyed=any(_is_named(e) and not keys_of(e) for e in aimed if e is not None),
    )


def called(keys: Iterable[str], reading: Reading) -> str:
    """The name that a reading has for the public entity or place of one of the keys."""
    wanted = frozenset(keys)
    names = (e.name for e in reading.entities if wanted & {key for _, key in keys_of(e)})
    return next(names, max(sorted(wanted), key=len))


def bases(word: str) -> frozenset[str]:
    """What a lower-case English word form may be a form of, itself among them ("attacked" of
    "attack" and "attacke"): two forms are of one word where they share a base.
    """
    found = {word}
    for ending, instead in (*_ENDINGS, *_PLURALS):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: -len(ending)]
            found |= {stem + end for end in instead}
            if ending in ("ing", "ed") and stem[-1] == stem[-2]:
                found.add(stem[:-1])  # "stopped"
            break
    return frozenset(found)


def _stems(text: str) -> Iterable[str]:
    light = frozenset(rules()["light_words"])
    words = (w for w in _WORD.findall(text.lower()) if len(w) >= _SHORTEST and w not in light)
    return (base for word in words for base in bases(word))


def _told_act(statement: Statement) -> str:
    """The words of a statement that tell what is expected, where no event was read: those before
    its hedge ("a truce is very unlikely"), and the first that says something behind it ("is likely
    to attack the port").
    """
    inside = [c for c in statement.certainty.cues if statement.start <= c.start < statement.end]
    if not inside:
        return statement.text
    before = statement.text[: inside[0].start - statement.start]
    behind = statement.text[inside[-1].end - statement.start :].lower()
    light = frozenset(rules()["light_words"])
    acts = (w for w in _WORD.findall(behind) if len(w) >= _SHORTEST and w not in light)
    return f"{before} {next(acts, '')}"


def _act(rule: str) -> str | None:
    """The kind of act in the name of a rule of the reading ("events.verb.attack"); none where the
    rule says only that there is one, and for what was refused.
    """
    way, _, act = rule.removeprefix("events.").partition(".")
    told = rule.startswith("events.") and way in rules()["act_rules"] and act != "act"
    return act if told else None


def _keys(entities: Iterable[Entity | None], use: str) -> Iterable[str]:
    for entity in entities:
        if entity is not None and (use == "place" or is_public(entity)):
            yield from (key for kind, key in keys_of(entity) if kind == use)


def _aims(entities: Iterable[Entity | None]) -> Iterable[str]:
    """The keys of those with a name: a town that was read as its militia is still the town."""
    return (key for e in entities if e is not None and _is_named(e) for _, key in keys_of(e))


def _is_named(entity: Entity) -> bool:
    return any(m.form == "name" for m in entity.mentions)
