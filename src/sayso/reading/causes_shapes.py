"""What a causal verb takes: its object, object and infinitive, the state it leaves somebody in."""

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.causes_frames import (
    Frame,
    has_particle,
    object_of,
    subject_head,
    with_places,
)
from sayso.reading.causes_objects import OBJECT_SHAPES
from sayso.reading.causes_spans import (
    Extent,
    clause_tokens,
    extent,
    has_subject,
    is_infinitive,
    noun_extent,
    noun_tokens,
)
from sayso.reading.causes_words import is_act_noun, is_actor


def _object_shape(verb: Token, frame: Frame) -> Extent | None:
    if not has_particle(verb, frame):
        return None
    thing = object_of(verb)
    if thing is None and frame.group == "bring":
        return _misread_object(verb)
    if thing is None or thing.tag_ in ("PRP", "WP", "WDT") or thing.lower_ in ("way", "entry"):
        return None
    if thing.lemma_.lower() in words("cause_verbs", "counts") and verb.tag_ == "VBG":
        return None
    own = any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in thing.children)
    doer = subject_head(verb)
    named = doer is not None and doer.pos_ == "PROPN"
    if own and frame.sign == "-" and (named or is_actor(doer)):
        return None  # "the army halted its offensive": it left off, nothing kept it from it
    return extent([t for t in with_places(verb, thing) if t.i > verb.i], keep=thing.i)


def _misread_object(verb: Token) -> Extent | None:
    """An object that the parse made a clause of ("angered farmers downstream")."""
    for child in verb.children:
        small = child.dep_ == "ccomp" and child.i > verb.i and child.pos_ in ("ADJ", "ADV")
        if small and child.i == verb.i + 2 and child.nbor(-1).dep_ == "nsubj":
            return extent([t for t in child.subtree if t.i > verb.i])
    return None


def _act_shape(verb: Token, frame: Frame) -> Extent | None:
    """An object that is an act or an event: "blocked the sale", not "blocked the road"."""
    thing = object_of(verb)
    if thing is None or not is_act_noun(thing):
        return None
    return _object_shape(verb, frame)


def _raised_shape(verb: Token, frame: Frame) -> Extent | None:
    """Moods, prices and risks that are raised; a flag or a question is not."""
    thing = object_of(verb)
    if thing is None or thing.lemma_.lower() not in words("cause_verbs", "raised"):
        return None
    return _object_shape(verb, frame)


def _clause_shape(verb: Token, frame: Frame) -> Extent | None:
    """Object and to-infinitive, however the parse joins them."""
    thing = object_of(verb)
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
        if (
            child.dep_ not in ("ccomp", "xcomp")
            or child.i < verb.i
            or child.tag_ not in ("VB", "VBP")
        ):
            continue
        infinitive = is_infinitive(child)
        if infinitive and verb.lemma_ != "help":
            continue
        if verb.lemma_ == "let" and any(c.lower_ in ("us", "me", "'s") for c in child.children):
            continue
        return extent([t for t in clause_tokens(child) if t.i > verb.i])
    return None


def _away_shape(verb: Token, frame: Frame) -> Extent | None:
    """Where the object goes: "drove thousands from their homes". Who acts may just drive a car to
    town; only things drive "to" somewhere.
    """
    thing = object_of(verb)
    if thing is None:
        return None
    ways = words("cause_verbs", "away")
    if not is_actor(subject_head(verb)):
        ways |= words("cause_verbs", "toward")
    below = (*verb.children, *thing.children)
    rest = [c for c in below if c.i > thing.i and c.lower_ in ways and c.pos_ != "PART"]
    if not rest or thing.lower_ in ("way", "entry"):
        return None
    tokens = [*noun_tokens(thing), *(t for c in rest for t in c.subtree)]
    return extent([t for t in tokens if t.i > verb.i])


def _halted_shape(verb: Token, frame: Frame) -> Extent | None:
    """What is "brought to a halt"."""
    thing = object_of(verb)
    if thing is None:
        return None
    for child in (*verb.children, *thing.children):
        below = next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.lower_ != "to" or child.i < thing.i or below is None:
            continue
        if below.lemma_.lower() in words("cause_verbs", "ends"):
            tokens = with_places(verb, thing)
            return extent([t for t in tokens if verb.i < t.i < child.i], keep=thing.i)
    return None


def _weighed_shape(verb: Token, frame: Frame) -> Extent | None:
    """The act that is "made harder" or "made possible"."""
    judged = judgement(verb)
    if judged is None:
        return None
    for act in (*judged.children, *verb.children):
        told = act.dep_ == "ccomp" and any(c.lower_ == "that" for c in act.children)
        if act.i > judged.i and (is_infinitive(act) or told):
            tokens = clause_tokens(act)
            return extent([t for t in tokens if t.dep_ != "mark" or t.lower_ != "for"])
    return None


def judgement(verb: Token) -> Token | None:
    """The adjective of "makes it harder to", or None."""
    for child in verb.children:
        if child.i < verb.i or child.pos_ != "ADJ":
            continue
        it = any(c.lower_ == "it" for c in (*child.children, *verb.children) if c.i > verb.i)
        if it:
            return child
    return None


def _prep_shape(verb: Token, frame: Frame) -> Extent | None:
    head = _follow(verb, frame.particle)
    if head is None or _goes_somewhere(verb, head):
        return None
    below = next((c for c in head.children if c.dep_ in ("pobj", "pcomp")), None)
    if below is None:
        return None
    if below.dep_ == "pcomp":
        return extent(clause_tokens(below))
    if not _measures_act(below) and (
        below.ent_type_ in ("DATE", "TIME", "GPE", "FAC")
        or below.lemma_ in words("cause_links", "hours")
    ):
        return None  # "ended in the autumn"
    return noun_extent(below, after=head.i)


def _measures_act(time: Token) -> bool:
    """A length of time that an act lasts: "three months of protests"."""
    of = next((c for c in time.children if c.lower_ == "of"), None)
    return of is not None and any(c.dep_ == "pobj" and is_act_noun(c) for c in of.children)


def _goes_somewhere(verb: Token, link: Token) -> bool:
    """A way that "leads to" a place, or somebody who "led the delegation to" it."""
    if verb.lemma_ != "lead":
        return False
    taken = any(c.dep_ in ("dobj", "dative") and c.i < link.i for c in verb.children)
    below = next((c for c in link.children if c.dep_ == "pobj"), None)
    way = subject_head(verb)
    by_way = way is not None and way.lemma_.lower() in words("cause_verbs", "ways")
    return taken or (by_way and below is not None and not is_act_noun(below))


def _follow(verb: Token, particle: tuple[str, ...]) -> Token | None:
    """The last preposition of "arise out of" down from the verb, or None."""
    token = verb
    for word in particle:
        step = next(
            (
                c
                for c in token.children
                if c.lower_ == word and c.dep_ in ("prep", "prt", "advmod", "aux", "dobj")
            ),
            None,
        )
        if step is None:
            return None
        token = step
    return token


def _from_shape(verb: Token, frame: Frame) -> Extent | None:
    thing = object_of(verb)
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
    thing = object_of(verb)
    if thing is None:
        # a small clause: "left two dead" read as a clause whose subject is the object
        inner = next(
            (c for c in verb.children if c.dep_ in ("ccomp", "oprd") and c.i > verb.i), None
        )
        if inner is None or not _is_state_clause(inner, frame):
            return None
        return extent([t for t in clause_tokens(inner) if t.i > verb.i])
    state = [c for c in (*verb.children, *thing.children) if _is_state(c, thing, frame)]
    if not state or (state[0].dep_ == "prep" and _is_departure(verb, thing, state[0])):
        return None
    tokens = [*noun_tokens(thing), *(t for c in state for t in c.subtree)]
    return extent([t for t in tokens if t.i > verb.i])


def _is_state_clause(inner: Token, frame: Frame) -> bool:
    own = next((c for c in inner.children if c.dep_ == "nsubj"), None)
    if own is None or any(c.dep_ == "mark" for c in inner.children):
        return False
    return frame.group != "turn" or (_is_turned(inner) and own.lower_ != "it")


def _is_turned(word: Token) -> bool:
    return word.pos_ == "ADJ" and word.lower_ not in words("cause_verbs", "told")


def _is_state(word: Token, thing: Token, frame: Frame) -> bool:
    """A word behind the object that says how it is left."""
    if word.i < thing.i:
        return False
    if frame.group == "turn":
        return word.dep_ in ("oprd", "acomp", "ccomp") and _is_turned(word)
    if word.dep_ in ("oprd", "acomp", "xcomp", "ccomp", "amod"):
        return True
    if word.dep_ == "prep":
        places = words("cause_verbs", "states") if frame.group == "leave" else ("into",)
        return word.lower_ in places
    if word.dep_ == "acl" and frame.group == "throw" and word.tag_ == "VBN":
        return False  # "sent a letter written in May"
    participle = word.dep_ == "acl" and word.tag_ in ("VBN", "VBG")
    return participle or word.lower_ in ("dead", "homeless")


def _is_departure(verb: Token, thing: Token, state: Token) -> bool:
    """A place or a day is left, nobody is put into a state ("left the town on Sunday")."""
    if verb.lemma_ != "leave":
        return False
    if thing.ent_type_ in ("GPE", "LOC", "FAC", "ORG", "DATE", "TIME"):
        return True
    below = next((c for c in state.children if c.dep_ == "pobj"), None)
    if below is not None and below.ent_type_ in ("GPE", "LOC", "FAC", "DATE", "TIME"):
        return True
    doer = subject_head(verb)
    if is_actor(doer) and (thing.tag_ != "NNS" or state.lower_ in ("at", "on", "with", "to")):
        return True
    told = any(c.dep_ in ("nummod", "amod", "det", "poss", "compound") for c in thing.children)
    return not told and thing.pos_ != "NUM" and thing.tag_ not in ("NNS", "PRP")


def _that_shape(verb: Token, frame: Frame) -> Extent | None:
    """A finite clause: "meant (that) the camp had no water"."""
    for child in verb.children:
        finite = child.dep_ == "ccomp" and child.i > verb.i and has_subject(child)
        if finite and not is_infinitive(child) and not any(t.text == '"' for t in child.subtree):
            return extent([t for t in clause_tokens(child) if t.i > verb.i], keep=child.i)
    return None


SHAPES: Mapping[str, Callable[[Token, Frame], Extent | None]] = {
    "object": _object_shape,
    "act": _act_shape,
    "raised": _raised_shape,
    "that": _that_shape,
    "halted": _halted_shape,
    "weighed": _weighed_shape,
    "clause": _clause_shape,
    "bare": _bare_shape,
    "away": _away_shape,
    "prep": _prep_shape,
    "from": _from_shape,
    "state": _state_shape,
    **OBJECT_SHAPES,
}
