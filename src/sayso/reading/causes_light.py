"""Causes worded by a light verb and its noun ("took a toll on trade"), by a noun that joins two
things ("the impact of the drought on herders"), and by where one lies ("behind the exodus lies
fear").
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.model import Relation
from sayso.reading.causes_frames import subject_head
from sayso.reading.causes_spans import (
    Extent,
    Found,
    Sign,
    clause_extent,
    extent,
    noun_extent,
    phrase_behind,
    phrase_object,
    words_extent,
)
from sayso.reading.causes_words import is_actor, is_violent
from sayso.reading.syntax import SUBJECTS, is_verbal, subject

LEXICON = "cause_light"
_WHERE = frozenset({"GPE", "LOC", "FAC", "PERSON", "DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Light:
    """What a light verb says with its noun, and which prepositions open the other side."""

    prepositions: frozenset[str]
    sign: Sign
    relation: Relation
    reverse: bool
    things_only: bool


@lru_cache(maxsize=1)
def light_verbs() -> Mapping[tuple[str, str], tuple[Light, ...]]:
    """The readings of each verb with its noun, by both lemmas."""
    found: dict[tuple[str, str], list[Light]] = {}
    for entry in lexicon(LEXICON)["light"]:
        light = Light(
            frozenset(entry["preps"]),
            entry.get("sign", "+"),
            entry.get("relation", "cause"),
            bool(entry.get("reverse")),
            bool(entry.get("things_only")),
        )
        for verb in entry["verbs"]:
            found.setdefault((verb, entry["noun"]), []).append(light)
    return {key: tuple(lights) for key, lights in found.items()}


@lru_cache(maxsize=1)
def light_lemmas() -> frozenset[str]:
    """The verbs that some noun makes a cause of."""
    return frozenset(verb for verb, _ in light_verbs())


def light_causes(verb: Token, driver: Extent | None) -> Iterator[Found]:
    """What a light verb with its noun says; ``driver`` is the extent of who or what does it."""
    for noun in verb.children:
        if noun.dep_ not in ("dobj", "attr") or noun.i < verb.i:
            continue
        for light in light_verbs().get((verb.lemma_.lower(), noun.lemma_.lower()), ()):
            link = _link(verb, noun, light.prepositions)
            if link is None or (light.things_only and is_actor(subject_head(verb))):
                continue
            effect = phrase_behind(link)
            if driver is None or effect is None:
                continue
            sides = (effect, driver) if light.reverse else (driver, effect)
            rule = f"causes.light.{verb.lemma_.lower()}_{noun.lemma_.lower()}"
            cue = words_extent(verb, link)
            yield Found(*sides, cue, verb.i, rule, light.sign, light.relation)
            return


def idiom_causes(verb: Token) -> Iterator[Found]:
    """Set phrases that the parse takes apart: "put paid to any hope"."""
    for entry in lexicon(LEXICON)["idioms"]:
        lemma, *rest = str(entry["words"]).split()
        if verb.lemma_.lower() != lemma or verb.i + len(rest) >= len(verb.doc):
            continue
        last = verb.doc[verb.i + len(rest)]
        if [t.lower_ for t in verb.doc[verb.i + 1 : last.i + 1]] != rest:
            continue
        own = subject(verb)
        driver = noun_extent(own, before=verb.i) if own is not None else None
        effect = phrase_object(last)
        if driver is not None and effect is not None:
            rule = f"causes.light.{'_'.join((lemma, *rest))}"
            cue = words_extent(verb, last)
            yield Found(driver, effect, cue, verb.i, rule, entry["sign"], entry["relation"])
            return


def _link(verb: Token, noun: Token, prepositions: frozenset[str]) -> Token | None:
    """The preposition of the lexicon nearest behind the noun, however the parse hung it."""
    below = (*noun.children, *verb.children)
    links = [c for c in below if c.i > noun.i and c.lower_ in prepositions and c.pos_ != "PART"]
    return min(links, key=lambda c: c.i, default=None)


def impact_causes(noun: Token) -> Iterator[Found]:
    """What a noun joins: "the impact of X on Y", where the sentence goes on to say how it is."""
    if noun.lemma_.lower() not in words(LEXICON, "impacts") or noun.dep_ not in SUBJECTS:
        return
    of = next((c for c in noun.children if c.lower_ == "of"), None)
    cause = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if of is None or cause is None:
        return
    on = next(
        (c for c in (*noun.children, *cause.children) if c.lower_ == "on" and c.i > cause.i), None
    )
    driver = noun_extent(cause, after=of.i, before=on.i) if on is not None else None
    effect = phrase_object(on) if on is not None else None
    if driver is not None and effect is not None:
        rule = f"causes.light.{noun.lemma_.lower()}"
        yield Found(driver, effect, words_extent(noun, noun), noun.head.i, rule, "?")


def lying_causes(verb: Token) -> Iterator[Found]:
    """What lies behind or at the root of something: "Behind the exodus lies fear of hunger"."""
    if verb.lemma_.lower() not in words(LEXICON, "lying"):
        return
    for place in verb.children:
        thing = _what_lies_on(place)
        if thing is None or (place.i > verb.i and verb.lemma_ == "stand"):
            continue
        other = _other(verb, place)
        effect = noun_extent(thing, after=place.i)
        driver = _whole(other) if other is not None else None
        if other is None or driver is None or effect is None:
            continue
        if is_actor(other) or (place.i > verb.i and _is_deed(other, thing)):
            continue
        if thing.ent_type_ in ("GPE", "LOC", "FAC", "PERSON", "ORG", "DATE", "TIME"):
            continue
        cue = (
            words_extent(place, thing.head)
            if thing.head.i > place.i
            else words_extent(place, place)
        )
        yield Found(driver, effect, cue, verb.i, f"causes.light.{place.lower_}")
        return


def _is_deed(doer: Token, thing: Token) -> bool:
    """Who "is behind the attack" did it: that is the doer, and no cause."""
    member = doer.lemma_.lower() in words("mention_nouns", "members")
    return doer.pos_ != "NOUN" or is_violent(thing) or member or doer.lower_ == "some"


def _what_lies_on(place: Token) -> Token | None:
    """The noun of "behind X", "at the root of X"; None for other phrases."""
    below = next((c for c in place.children if c.dep_ == "pobj"), None)
    if below is None or place.dep_ != "prep":
        return None
    if place.lower_ in words(LEXICON, "behind"):
        return below if below.pos_ == "NOUN" else None
    if place.lower_ != "at" or below.lemma_.lower() not in words(LEXICON, "at_the"):
        return None
    of = next((c for c in below.children if c.lower_ == "of"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None


def _other(verb: Token, place: Token) -> Token | None:
    """What lies there: behind the verb, where the place opens the sentence, else its subject."""
    if place.i < verb.i:
        names = ("nsubj", "dobj", "attr", "npadvmod", "ccomp")
        return next((c for c in verb.children if c.dep_ in names and c.i > verb.i), None)
    return subject(verb)


def _whole(noun: Token) -> Extent | None:
    return clause_extent(noun) if is_verbal(noun) else noun_extent(noun)


@lru_cache(maxsize=1)
def _traced() -> Mapping[str, frozenset[str]]:
    return {entry["word"]: frozenset(entry["preps"]) for entry in lexicon(LEXICON)["traced"]}


def traced_words() -> frozenset[str]:
    """The words of :func:`traced_causes`."""
    return frozenset(_traced())


def traced_causes(word: Token) -> Iterator[Found]:
    """Where something comes from: "is rooted in poverty", "was born of war", "is down to pay"."""
    prepositions = _traced().get(word.lower_)
    be = word if any(c.lemma_ == "be" for c in word.children) else word.head
    if prepositions is None or (be.i != word.i and be.lemma_ != "be"):
        return
    link = next((c for c in word.children if c.lower_ in prepositions and c.i > word.i), None)
    own = subject(be)
    if link is None or own is None:
        return
    driver, effect = phrase_behind(link), noun_extent(own, before=word.i)
    below = next((c for c in link.children if c.dep_ == "pobj"), None)
    if driver is None or effect is None or below is None or below.ent_type_ in _WHERE:
        return
    cue = words_extent(word, link)
    yield Found(driver, effect, cue, be.i, f"causes.light.{word.lower_}")


def fault_causes(verb: Token) -> Iterator[Found]:
    """As in "X is to blame for Y": no voice accuses, and X is no actor."""
    be = verb.head
    link = next((c for c in verb.children if c.lower_ == "for"), None)
    if verb.lemma_ != "blame" or be.lemma_ != "be" or verb.dep_ != "xcomp" or link is None:
        return
    own = subject(be)
    effect = phrase_object(link)
    driver = noun_extent(own, before=be.i) if own is not None and not is_actor(own) else None
    if driver is not None and effect is not None:
        cue = extent([verb, link])
        if cue is not None:
            yield Found(driver, effect, cue, be.i, "causes.light.to_blame")
