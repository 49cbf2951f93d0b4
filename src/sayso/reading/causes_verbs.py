"""Causes worded as verbs and predicates: "prompted them to flee", "was the cause of"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.model import Relation
from sayso.reading.causes_spans import (
    Extent,
    Found,
    Sign,
    clause_extent,
    clause_head,
    clause_tokens,
    extent,
    is_actor,
    is_infinitive,
    is_set_off,
    noun_extent,
    noun_tokens,
    subtree,
    words_extent,
)
from sayso.reading.syntax import agent, is_passive, is_verbal, subject

_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY"})
_PLACES = frozenset({"GPE", "LOC", "PERSON", "NORP", "FAC", "DATE", "TIME"})


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


@lru_cache(maxsize=1)
def verb_frames() -> Mapping[str, tuple[Frame, ...]]:
    """The frames of each verb lemma of the lexicon."""
    frames: dict[str, list[Frame]] = {}
    for group in lexicon("cause_verbs")["groups"]:
        for entry in group["verbs"]:
            lemma, *particle = str(entry).split()
            for shape in group["frames"]:
                frame = Frame(
                    group["name"],
                    shape,
                    tuple(particle),
                    group["sign"],
                    group["relation"],
                    bool(group.get("reverse")),
                    bool(group.get("things_only")),
                )
                frames.setdefault(lemma, []).append(frame)
    return {lemma: tuple(found) for lemma, found in frames.items()}


def verb_causes(verb: Token) -> Iterator[Found]:
    """What a verb says drives what, at most one finding for each of its frames that fit."""
    for frame in verb_frames().get(verb.lemma_.lower(), ()):
        found = _passive(verb, frame) if is_passive(verb) else _active(verb, frame)
        if found is not None:
            yield found
            return


def _active(verb: Token, frame: Frame) -> Found | None:
    if frame.shape == "passive" or (frame.things_only and is_actor(_subject_head(verb))):
        return None
    effect = _SHAPES[frame.shape](verb, frame)
    driver = _driver(verb) if effect is not None else None
    if effect is None or driver is None:
        return None
    if frame.reverse:
        driver, effect = effect, driver
    cue = _cue(verb, frame)
    rule = f"causes.verb.{verb.lemma_.lower()}"
    return Found(driver, effect, cue, verb.i, rule, frame.sign, frame.relation)


def _passive(verb: Token, frame: Frame) -> Found | None:
    """The passive: "was sparked by X", "riots sparked by X", "was forced by X to leave"."""
    by, patient = agent(verb), _patient(verb)
    if frame.reverse or frame.shape not in _PASSIVES or by is None or patient is None:
        return None
    if by.ent_type_ in _MEASURES or (frame.things_only and is_actor(by)):
        return None
    tail = _complement(verb, frame.shape)
    if tail is None and frame.shape in ("clause", "from", "away"):
        return None
    driver = noun_extent(by, after=verb.i)
    effect = noun_extent(patient, before=verb.i)
    if driver is None or effect is None:
        return None
    if tail is not None:
        end = (extent(subtree(tail)) or effect)[1]
        if driver[1] > tail.idx:
            driver = noun_extent(by, after=verb.i, before=tail.left_edge.i) or driver
        effect = (effect[0], max(effect[1], end)) if end <= verb.idx else effect
    cue = words_extent(verb, by.head) if by.head.i == verb.i + 1 else words_extent(verb, verb)
    rule = f"causes.verb.{verb.lemma_.lower()}.passive"
    return Found(driver, effect, cue, verb.i, rule, frame.sign, frame.relation)


_PASSIVES = frozenset({"object", "clause", "from", "away", "passive"})


def _complement(verb: Token, shape: str) -> Token | None:
    """What the object of a passive is made or kept from doing, or None."""
    for child in verb.children:
        if shape == "clause" and child.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(child):
            return child
        if shape in ("from", "away") and child.lower_ == "from":
            return child
    return None


def _subject_head(verb: Token) -> Token | None:
    """The noun that drives, where one noun does."""
    if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBG" and is_set_off(verb):
        return None
    return subject(verb)


def _patient(verb: Token) -> Token | None:
    if verb.dep_ == "acl":
        return verb.head
    return subject(verb)


def _driver(verb: Token) -> Extent | None:
    """Who or what drives: the subject, the clause a result participle hangs on, the noun of a
    relative clause. None for a goal ("to force them out"), where nothing drives yet.
    """
    if is_infinitive(verb) and verb.dep_ in ("advcl", "acl", "relcl", "ROOT"):
        return None
    own = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj", "nsubjpass")), None)
    if own is not None and own.tag_ not in ("WDT", "WP"):
        if own.dep_ == "csubj":
            return clause_extent(own)
        return noun_extent(own, before=verb.i)
    if own is not None and verb.dep_ == "relcl":
        return _antecedent(verb)
    if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBG":
        return _result_of(verb)
    if verb.dep_ == "conj" and is_verbal(verb.head):
        return _driver(verb.head)
    if verb.dep_ in ("xcomp", "ccomp") and is_verbal(verb.head) and is_infinitive(verb):
        return _raised(verb)
    return None


def _raised(verb: Token) -> Extent | None:
    """The subject of "could help fuel", "threatens to trigger": that of the verb above."""
    found = subject(verb)
    return noun_extent(found, before=verb.i) if found is not None else None


def _antecedent(verb: Token) -> Extent | None:
    """What "which" or "that" stands for: the noun, or the whole clause before ", which led to"."""
    noun = verb.head
    if is_set_off(verb) and noun.ent_type_ in _PLACES:
        main = clause_head(noun)
        if main is not None and main.i < verb.i:
            return extent([t for t in clause_tokens(main, [verb]) if t.i < verb.left_edge.i])
    return noun_extent(noun, before=verb.left_edge.i)


def _result_of(verb: Token) -> Extent | None:
    """The clause before ", forcing …"; without a comma the noun it hangs on ("a law forcing …")."""
    head = verb.head
    if verb.i < head.i:
        return None
    if not is_verbal(head) and not is_set_off(verb):
        return noun_extent(head, before=verb.left_edge.i)
    main = clause_head(head)
    if main is None:
        return noun_extent(head, before=verb.left_edge.i)
    tokens = [t for t in clause_tokens(main, [verb]) if t.i < verb.left_edge.i]
    return extent(tokens, keep=main.i)


def _cue(verb: Token, frame: Frame) -> Extent:
    last = verb
    for word in frame.particle:
        following = verb.doc[last.i + 1] if last.i + 1 < len(verb.doc) else None
        if following is None or following.lower_ != word:
            break
        last = following
    return words_extent(verb, last)


def _has_particle(verb: Token, frame: Frame) -> bool:
    if not frame.particle:
        return not any(c.dep_ == "prt" for c in verb.children)
    return any(c.lower_ == frame.particle[0] for c in verb.children if c.dep_ == "prt")


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("dobj", "obj") and c.i > verb.i), None)


def _object_shape(verb: Token, frame: Frame) -> Extent | None:
    if not _has_particle(verb, frame):
        return None
    thing = _object(verb)
    if thing is None or thing.tag_ in ("PRP", "WP", "WDT") or thing.lower_ in ("way", "entry"):
        return None
    return noun_extent(thing, after=verb.i)


def _clause_shape(verb: Token, frame: Frame) -> Extent | None:
    """Object and to-infinitive, however the parse joins them."""
    thing = _object(verb)
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in ("xcomp", "ccomp", "advcl"):
            continue
        if not is_infinitive(child):
            continue
        own = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if child.dep_ == "advcl" and own is None and thing is None:
            continue
        if own is None and thing is None:
            continue
        tokens = clause_tokens(child)
        if own is None and thing is not None:
            tokens = [*noun_tokens(thing), *tokens]
        return extent([t for t in tokens if t.i > verb.i])
    if thing is not None:
        inner = next(
            (c for c in thing.children if c.dep_ in ("acl", "relcl") and is_infinitive(c)), None
        )
        if inner is not None:
            return extent([t for t in thing.subtree if t.i > verb.i])
    return None


def _bare_shape(verb: Token, frame: Frame) -> Extent | None:
    """A bare infinitive: "made them flee", "helped it grow", "helped spread fear"."""
    for child in verb.children:
        if child.dep_ not in ("ccomp", "xcomp") or child.i < verb.i or child.tag_ != "VB":
            continue
        infinitive = is_infinitive(child)
        if infinitive and verb.lemma_ != "help":
            continue
        if verb.lemma_ == "let" and any(c.lower_ in ("us", "me", "'s") for c in child.children):
            continue
        return extent([t for t in clause_tokens(child) if t.i > verb.i])
    return None


def _away_shape(verb: Token, frame: Frame) -> Extent | None:
    thing = _object(verb)
    if thing is None:
        return None
    rest = [
        c
        for c in verb.children
        if c.i > thing.i
        and (
            (c.dep_ == "prep" and c.lower_ in ("from", "out", "into"))
            or c.dep_ in ("prt", "advmod")
        )
        and c.lower_ in ("from", "out", "into", "underground", "away")
    ]
    inner = [c for c in thing.children if c.dep_ == "prep" and c.lower_ in ("from", "out", "into")]
    if not rest and not inner:
        return None
    tokens = [*noun_tokens(thing), *(t for c in rest for t in c.subtree)]
    return extent([t for t in tokens if t.i > verb.i])


def _prep_shape(verb: Token, frame: Frame) -> Extent | None:
    head = _follow(verb, frame.particle)
    if head is None:
        return None
    below = next((c for c in head.children if c.dep_ in ("pobj", "pcomp")), None)
    if below is None:
        return None
    if below.dep_ == "pcomp":
        return extent(clause_tokens(below))
    return noun_extent(below, after=head.i)


def _follow(verb: Token, particle: tuple[str, ...]) -> Token | None:
    """The last preposition of "arise out of" down from the verb, or None."""
    token = verb
    for word in particle:
        step = next(
            (
                c
                for c in token.children
                if c.lower_ == word and c.dep_ in ("prep", "prt", "advmod", "aux")
            ),
            None,
        )
        if step is None:
            return None
        token = step
    return token


def _from_shape(verb: Token, frame: Frame) -> Extent | None:
    thing = _object(verb)
    if thing is None:
        return None
    for head in (verb, thing):
        for prep in head.children:
            if prep.lower_ != "from" or prep.i < thing.i:
                continue
            act = next((c for c in prep.children if c.dep_ == "pcomp"), None)
            if act is not None:
                return extent([t for t in [*noun_tokens(thing), *act.subtree] if t.i > verb.i])
    return None


def _state_shape(verb: Token, frame: Frame) -> Extent | None:
    """A state the object is put into: "left thousands homeless", "leaving 45 in hospital"."""
    thing = _object(verb)
    if thing is None:
        # a small clause: "left two dead" read as a clause whose subject is the object
        inner = next(
            (c for c in verb.children if c.dep_ in ("ccomp", "oprd") and c.i > verb.i), None
        )
        if inner is None or not any(c.dep_ == "nsubj" for c in inner.children):
            return None
        return extent([t for t in clause_tokens(inner) if t.i > verb.i])
    places = words("cause_verbs", "states") if frame.group == "leave" else frozenset({"into"})
    state = [
        c
        for c in (*verb.children, *thing.children)
        if c.i > thing.i
        and (
            c.dep_ in ("oprd", "acomp", "xcomp", "ccomp")
            or (c.dep_ == "acl" and c.tag_ in ("VBN", "VBG"))
            or c.lower_ in ("dead", "homeless")
            or (c.dep_ == "amod" and c.i > thing.i)
            or (c.dep_ == "prep" and c.lower_ in places)
        )
    ]
    if not state or (state[0].dep_ == "prep" and _is_departure(verb, thing)):
        return None
    tokens = [*noun_tokens(thing), *(t for c in state for t in c.subtree)]
    return extent([t for t in tokens if t.i > verb.i])


def _is_departure(verb: Token, thing: Token) -> bool:
    """A place or a day is left, nobody is put into a state ("left the town on Sunday")."""
    if verb.lemma_ != "leave":
        return False
    if thing.ent_type_ in ("GPE", "LOC", "FAC", "ORG", "DATE", "TIME"):
        return True
    told = any(c.dep_ in ("nummod", "amod", "det", "poss", "compound") for c in thing.children)
    return not told and thing.pos_ != "NUM" and thing.tag_ not in ("NNS", "PRP")


_SHAPES: Mapping[str, Any] = {
    "object": _object_shape,
    "clause": _clause_shape,
    "bare": _bare_shape,
    "away": _away_shape,
    "prep": _prep_shape,
    "from": _from_shape,
    "state": _state_shape,
}
