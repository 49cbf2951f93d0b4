"""Causes worded as predicates and blame: "the cause of X is Y", "blamed X on Y"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.model import Relation
from sayso.reading.causes_spans import (
    Extent,
    Found,
    Sign,
    clause_extent,
    extent,
    noun_extent,
    noun_tokens,
    phrase_behind,
    phrase_object,
    subtree,
    words_extent,
)
from sayso.reading.causes_words import is_actor
from sayso.reading.syntax import SUBJECTS, is_passive, is_verbal, subject


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that says what drives what beside "be": "the cause of", "to blame for"."""

    prepositions: frozenset[str]
    sign: Sign
    relation: Relation
    reverse: bool


@lru_cache(maxsize=1)
def _predicates() -> Mapping[str, Predicate]:
    return {
        entry["word"]: Predicate(
            frozenset(entry["preps"]),
            entry.get("sign", "+"),
            entry.get("relation", "cause"),
            bool(entry.get("reverse")),
        )
        for entry in lexicon("cause_verbs")["predicates"]
    }


def predicate_causes(be: Token) -> Iterator[Found]:
    """Predicates: "X was the cause of Y", "the reason for Y is X", "X is a response to Y"."""
    own = next((c for c in be.children if c.dep_ in SUBJECTS), None)
    if own is None:
        return
    for word in be.children:
        if word.dep_ in ("attr", "acomp", "oprd") and word.i > be.i:
            yield from _as_predicate(be, own, _named(word))
    yield from _as_subject(be, own)


def _named(word: Token) -> Token:
    """The noun of "one of the reasons", "part of the cause"."""
    if word.lower_ not in ("one", "part", "some", "most"):
        return word
    of = next((c for c in word.children if c.lower_ == "of"), None)
    below = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    return below if below is not None else word


def _as_predicate(be: Token, own: Token, word: Token) -> Iterator[Found]:
    entry = _predicates().get(word.lemma_.lower())
    link = _preposition(word, entry) if entry is not None else None
    if entry is None or link is None:
        return
    stop = be.i if own.i < be.i else word.left_edge.i  # "Is the drought the reason for …?"
    driver = clause_extent(own) if is_verbal(own) else noun_extent(own, before=stop)
    effect = phrase_behind(link)
    if driver is None or effect is None:
        return
    if entry.reverse:
        driver, effect = effect, driver
    cue = words_extent(word, link)
    rule = f"causes.noun.{word.lemma_.lower()}"
    yield Found(driver, effect, cue, be.i, rule, entry.sign, entry.relation)


def _as_subject(be: Token, own: Token) -> Iterator[Found]:
    """The word as subject, what it is as driver: "the cause of Y was X"."""
    entry = _predicates().get(own.lemma_.lower())
    link = _preposition(own, entry) if entry is not None else None
    told = _why_clause(own)
    if entry is None or (link is None and told is None):
        return
    effect = phrase_object(link) if link is not None else told
    driver = _what_it_is(be)
    if driver is None or effect is None:
        return
    if entry.reverse:
        driver, effect = effect, driver
    cue = words_extent(own, link if link is not None else own)
    rule = f"causes.noun.{own.lemma_.lower()}"
    yield Found(driver, effect, cue, be.i, rule, entry.sign, entry.relation)


def _why_clause(noun: Token) -> Extent | None:
    """The clause of "the reason why the convoy was late"."""
    for clause in noun.children:
        why = next((c for c in clause.children if c.lower_ == "why"), None)
        if clause.dep_ in ("relcl", "acl", "advcl") and why is not None:
            return extent([t for t in subtree(clause) if t.i > why.i], keep=clause.i)
    return None


def _what_it_is(be: Token) -> Extent | None:
    for child in be.children:
        if child.i > be.i and child.dep_ in ("attr", "ccomp", "advcl", "acomp"):
            found = clause_extent(child) if is_verbal(child) else noun_extent(child, after=be.i)
            if found is not None:
                return found
    return None


def _preposition(word: Token, entry: Predicate) -> Token | None:
    return next((c for c in word.children if c.lower_ in entry.prepositions and c.i > word.i), None)


@lru_cache(maxsize=1)
def _blames() -> Mapping[str, Mapping[str, str]]:
    """For each verb, the preposition and the side it gives: "driver" or "effect"."""
    found: dict[str, dict[str, str]] = {}
    for entry in lexicon("cause_verbs")["blame"]:
        words_of = " ".join(filter(None, (entry["verb"], entry.get("particle"))))
        found.setdefault(words_of, {})[entry["prep"]] = entry["gives"]
    return found


def blame_causes(verb: Token) -> Iterator[Found]:
    """Blame and credit: "blamed Y on X", "attributed Y to X", "X was blamed for Y"."""
    if not is_verbal(verb):
        return
    particle = next((c for c in verb.children if c.dep_ == "prt" and c.i > verb.i), None)
    lemma = verb.lemma_.lower()
    sides = _blames().get(f"{lemma} {particle.lower_}" if particle is not None else lemma)
    if sides is None:
        return
    passive = is_passive(verb)
    thing = subject(verb) if passive else _object(verb)
    if passive and verb.dep_ == "acl":
        thing = verb.head
    if thing is None:
        return
    below = particle.children if particle is not None else ()
    for link in (*verb.children, *below, *(thing.children if not passive else ())):
        if link.dep_ != "prep" or link.i < verb.i or link.lower_ not in sides:
            continue
        yield from _blame(verb, thing, link, sides[link.lower_])
        return


def _blame(verb: Token, thing: Token, link: Token, gives: str) -> Iterator[Found]:
    own = any(c.tag_ == "PRP$" for c in thing.children)
    if verb.lemma_ == "owe" and not own and thing.lower_ not in words("cause_verbs", "how_much"):
        return  # "owe allegiance to"
    if thing.lower_ in words("cause_verbs", "how_much"):  # "the port owes much to the dam"
        thing = subject(verb) or thing
    tokens = [t for t in noun_tokens(thing) if t.i < verb.i]
    if thing.i > verb.i:
        tokens = list(verb.doc[verb.i + 1 : link.i])
    other, named = phrase_object(link), extent(tokens, keep=thing.i)
    if other is None or named is None:
        return
    driver, effect = (other, named) if gives == "driver" else (named, other)
    below = next((c for c in link.children if c.dep_ == "pobj"), None)
    blamed = below if gives == "driver" else thing
    if is_actor(blamed) or (blamed is not None and _is_bare_name(blamed)):
        return  # whom somebody accuses is no cause
    cue = words_extent(verb, verb)
    # who blames is the voice: what he says stands behind the verb
    anchor = thing.i if thing.i > verb.i else verb.i
    yield Found(driver, effect, cue, anchor, f"causes.blame.{verb.lemma_.lower()}", "+")


def _is_bare_name(noun: Token) -> bool:
    """A name that no noun before it explains ("the Trinamool"; not "Cyclone Idai")."""
    return noun.tag_ == "NNP" and not any(c.dep_ == "compound" for c in noun.children)


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
