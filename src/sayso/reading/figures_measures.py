"""What is counted, and which measure it falls under: from the noun, its predicate and what is
behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.model.statement import Measure
from sayso.reading.syntax import is_passive

_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON"})
_REACH = 3


@dataclass(frozen=True, slots=True)
class Predicate:
    """The verb, adjective or noun that says what became of those counted."""

    token: Token
    measure: Measure
    role: str  # subject, object, acl, state, nominal


@lru_cache(maxsize=8)
def by_lemma(group: str) -> Mapping[str, Measure]:
    """Lemma to measure, for a group of ``data/measure.yaml``: harms, fates, states or nouns."""
    return MappingProxyType({w: m for m, ws in lexicon("measure")[group].items() for w in ws})


def lemma(token: Token) -> str:
    """The lemma, lower case."""
    return str(token.lemma_).lower()


def in_list(token: Token, key: str) -> bool:
    """Is the token's lemma or lower-case form in that list of ``data/measure.yaml``?"""
    listed = words("measure", key)
    return lemma(token) in listed or token.lower_ in listed


def noun_measure(noun: Token) -> Measure | None:
    """The measure a noun counts under by itself; peoples are people. None for what is not known."""
    nouns = by_lemma("nouns")
    for child in noun.children:
        if child.dep_ in ("amod", "acl") and child.lower_ in by_lemma("states"):
            return by_lemma("states")[child.lower_]
    found = nouns.get(noun.lower_) or nouns.get(lemma(noun))
    if found is None and noun.tag_ == "NNP" and noun.is_sent_start:
        found = nouns.get(noun.lower_.removesuffix("s"))  # "Homicides rose"
    if found is None and noun.ent_type_ == "NORP" and noun.tag_ in ("NNS", "NNPS", "JJ"):
        return "people"
    return found


def in_outcomes(noun: Token | None) -> bool:
    """Does the noun name what happened itself ("deaths"), whatever its clause says of it?"""
    return noun is not None and lemma(noun) in by_lemma("outcomes")


def counted_noun(number: Token, first: int) -> Token | None:
    """The noun a number counts: the one it modifies, or the one behind "of" ("dozens of people").

    ``first`` is the index of the number's first token. None where the number stands alone.
    """
    for child in number.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    head = number.head
    if number.dep_ in ("nummod", "quantmod", "compound", "amod", "det", "nmod", "poss"):
        while head.i <= number.i and head.i >= first and head.head.i != head.i:
            head = head.head
        if head.pos_ in _NOUNS and head.i > number.i:
            return head
    return _noun_ahead(number)


def _noun_ahead(number: Token) -> Token | None:
    """The plural noun a few words on, where the parse has not joined the number to it."""
    doc = number.doc
    for index in range(number.i + 1, min(len(doc), number.i + 1 + _REACH)):
        token = doc[index]
        if token.tag_ in ("NNS", "NNPS") or token.lower_ == "people":
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN") or token.lower_ in by_lemma("states"):
            return None
    return None


def predicate_of(core: Token, first: int) -> Predicate | None:
    """What the sentence says became of those counted. ``core`` is the counted noun, or the number;
    ``first`` the index of the number's first token.
    """
    top = core
    while top.dep_ == "pobj" and top.head.lower_ == "of" and first <= top.head.head.i < top.i:
        top = top.head.head
    while is_joined(top):
        top = top.head
    for child in core.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and lemma(child) in by_lemma("harms"):
            return Predicate(child, by_lemma("harms")[lemma(child)], "acl")
        if child.dep_ == "relcl" and not _is_about(child):
            continue
        if child.dep_ in ("acl", "relcl") and lemma(child) in by_lemma("fates"):
            return Predicate(child, by_lemma("fates")[lemma(child)], "acl")
        if child.dep_ == "relcl" and is_passive(child) and lemma(child) in by_lemma("harms"):
            return Predicate(child, by_lemma("harms")[lemma(child)], "acl")
    return _of_verb(top) or _of_state(core) or _of_noun(top)


def first_of(noun: Token) -> Token:
    """The first of the list a noun stands in, or the noun itself."""
    while is_joined(noun):
        noun = noun.head
    return noun


def is_joined(noun: Token) -> bool:
    """Is a noun coordinated with the one above it? The parse may take a list that begins with one
    person for an apposition ("A soldier, two policemen and a driver died").
    """
    head = noun.head
    if head.i == noun.i or head.pos_ not in _NOUNS:
        return False
    if noun.dep_ == "conj":
        return True
    one = head.tag_ == "NN" and any(c.lower_ in ("a", "an") for c in head.children)
    listed = noun.dep_ == "appos" and any(c.dep_ == "conj" for c in noun.children)
    return one and listed and noun_measure(head) in ("people", "fighters")


def _is_about(relative: Token) -> bool:
    """Is the noun the subject of its relative clause ("migrants who died")?"""
    subjects = [c for c in relative.children if c.dep_ in ("nsubj", "nsubjpass")]
    return any(c.tag_ in ("WP", "WDT") for c in subjects)


def harm_of(verb: Token) -> Measure | None:
    """What a verb does to its object: "killed", "shot dead"; None where it is no harm."""
    found = by_lemma("harms").get(lemma(verb))
    if found is None and in_list(verb, "leaving"):
        states = by_lemma("states")
        said = (states[c.lower_] for c in verb.children if c.lower_ in states and c.i - verb.i == 1)
        found = next(said, None)
    return found


def _of_verb(top: Token) -> Predicate | None:
    verb = top.head
    harms, fates = by_lemma("harms"), by_lemma("fates")
    harm = harm_of(verb)
    if top.dep_ == "nsubjpass" or (top.dep_ == "nsubj" and is_passive(verb)):
        harm = harm or _treated(verb)
        if harm is not None:
            return Predicate(verb, harm, "subject")
    elif top.dep_ == "nsubj":
        if lemma(verb) in fates:
            return Predicate(verb, fates[lemma(verb)], "subject")
        if lemma(verb) == "lose" and any(lemma(c) == "life" for c in verb.children):
            return Predicate(verb, "deaths", "subject")
        if verb.tag_ == "VBN" and lemma(verb) in harms and not _has_object(verb):
            return Predicate(verb, harms[lemma(verb)], "subject")
    elif top.dep_ in ("dobj", "obj") and lemma(top) == "life" and in_list(verb, "taking"):
        return Predicate(verb, "deaths", "object")
    elif top.dep_ in ("dobj", "obj") and harm is not None:
        return Predicate(verb, harm, "object")
    elif top.dep_ in ("dobj", "obj") and lemma(verb) == "lose" and in_list(top, "lost"):
        return Predicate(verb, "deaths", "object")
    elif top.dep_ in ("dobj", "obj"):
        led = (fates.get(lemma(c)) for c in verb.children if c.dep_ in ("xcomp", "ccomp"))
        fate = next(led, None)  # "forced 3,000 people to flee"
        return Predicate(verb, fate, "object") if fate is not None else None
    return None


def _treated(verb: Token) -> Measure | None:
    """As in "14 people were treated for burns": what they were treated for."""
    if lemma(verb) not in ("treat", "hospitalise", "hospitalize"):
        return None
    below = (n for c in verb.children if c.lower_ == "for" for n in c.children)
    found = (by_lemma("outcomes").get(lemma(n)) for n in below)
    return "injuries" if "injuries" in found else None


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in ("dobj", "obj") for c in verb.children) or any(
        c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children
    )


def _of_state(core: Token) -> Predicate | None:
    """As in "12 people dead", "30 wounded", "two were missing"."""
    states = by_lemma("states")
    doc = core.doc
    if core.lower_ in states:
        verb = core.head if core.head.i < core.i and in_list(core.head, "leaving") else None
        return Predicate(verb or core, states[core.lower_], "object" if verb else "state")
    for index in range(core.i + 1, min(len(doc), core.i + 1 + _REACH)):
        token = doc[index]
        if token.lower_ in states:
            verb = _leaving_verb(core, token)
            return Predicate(verb or token, states[token.lower_], "object" if verb else "state")
        if (
            token.lemma_ != "be"
            and token.dep_ not in ("aux", "auxpass", "advmod")
            and token.lower_
            not in (
                "others",
                "people",
                "more",
                "still",
                "confirmed",
                "reported",
            )
        ):
            return None
    return None


def _leaving_verb(core: Token, state: Token) -> Token | None:
    """The verb in front that brings the state about ("left 12 dead"), or None."""
    for head in (state.head, core.head):
        if head.pos_ == "VERB" and head.i < core.i and in_list(head, "leaving"):
            return head
    return None


def _of_noun(top: Token) -> Predicate | None:
    """As in "the killing of two aid workers", "the arrest of 14 men": the noun of harm in front."""
    if top.dep_ != "pobj" or top.head.lower_ != "of":
        return None
    noun = top.head.head
    if lemma(noun) == "life" and noun.dep_ == "dobj" and in_list(noun.head, "taking"):
        return Predicate(noun.head, "deaths", "object")
    measure = by_lemma("outcomes").get(lemma(noun))
    if noun.pos_ != "NOUN" or measure is None:
        return None
    return Predicate(noun, measure, "nominal")
