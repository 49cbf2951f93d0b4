"""How a causal verb may be built, and the object it takes with what stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Relation
from sayso.reading.causes_spans import Extent, Sign, extent, is_set_off, noun_tokens
from sayso.reading.causes_words import says_when
from sayso.reading.syntax import subject


@dataclass(frozen=True, slots=True)
class Frame:
    """One way a verb is built, and what it says then."""

    group: str
    shape: str
    particle: tuple[str, ...]
    sign: Sign
    relation: Relation
    reverse: bool
    things_only: bool
    harm: bool = False
    objects: str = ""


def subject_head(verb: Token) -> Token | None:
    """The noun that drives, where one noun does."""
    if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBG" and is_set_off(verb):
        return None
    return subject(verb)


def has_particle(verb: Token, frame: Frame) -> bool:
    """Has the verb the particle that the frame asks for ("set off"), none where it asks none?"""
    if not frame.particle:
        return not any(c.dep_ == "prt" for c in verb.children)
    return any(c.lower_ == frame.particle[0] for c in verb.children if c.dep_ in ("prt", "advmod"))


def object_of(verb: Token) -> Token | None:
    """The head of the object behind a verb, or None."""
    return next((c for c in verb.children if c.dep_ in ("dobj", "obj") and c.i > verb.i), None)


def with_places(verb: Token, thing: Token) -> list[Token]:
    """An object with the phrases right behind it that the parse hung on the verb, unless they say
    when.
    """
    tokens = noun_tokens(thing)
    end = max(t.i for t in tokens)
    for child in verb.children:
        below = next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ != "prep" or child.left_edge.i != end + 1 or below is None:
            continue
        if says_when(below) or child.lower_ not in words("cause_verbs", "where"):
            break
        inside = [child, *noun_tokens(below)]
        tokens = [*tokens, *inside]
        if max(t.i for t in inside) < child.right_edge.i:
            break
        end = child.right_edge.i
    return tokens


def object_with(
    verb: Token, thing: Token, heads: set[str], holds: Callable[[Token], bool]
) -> Extent | None:
    """The object with the phrase behind it that one of the prepositions opens, where its object
    passes the test; None if there is no such phrase.
    """
    for link in (*verb.children, *thing.children):
        below = next((c for c in link.children if c.dep_ in ("pobj", "pcomp")), None)
        if link.dep_ != "prep" or link.i < thing.i or link.lower_ not in heads or below is None:
            continue
        if holds(below):
            tokens = [*noun_tokens(thing), *link.subtree]
            return extent([t for t in tokens if t.i > verb.i], keep=thing.i)
    return None
