"""Objects of causal verbs with what is done to them: brought into a state, robbed, turned."""

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.causes_frames import Frame, has_particle, object_of, object_with, with_places
from sayso.reading.causes_spans import Extent, extent


def _into_shape(verb: Token, frame: Frame) -> Extent | None:
    """What an act brings its object into: "bombed the town into submission", not "into a yard"."""
    thing = object_of(verb)
    return object_with(verb, thing, {"into"}, is_condition) if thing is not None else None


def _of_shape(verb: Token, frame: Frame) -> Extent | None:
    """Whom something is taken from, and what: "starved the port of cash"."""
    thing = object_of(verb)
    own = any(c.lower_ == "of" for c in verb.children)
    hung = thing is not None and thing.tag_ in ("NNP", "NNPS", "PRP")
    if thing is None or not (own or hung or verb.lemma_ in words("cause_verbs", "strips")):
        return None
    return object_with(verb, thing, {"of"}, lambda _: True)


def _scaled_shape(verb: Token, frame: Frame) -> Extent | None:
    """What is brought down to a size: "reduced the hospital to three wards"."""
    thing = object_of(verb)
    return object_with(verb, thing, {"to"}, lambda _: True) if thing is not None else None


def is_condition(noun: Token) -> bool:
    """A condition somebody may be brought into: by its form, by the lexicon, or an act."""
    if noun.ent_type_ in ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"):
        return False
    return noun.dep_ == "pcomp" or noun.lemma_.lower() in words("cause_verbs", "conditions")


def _against_shape(verb: Token, frame: Frame) -> Extent | None:
    """Who is turned on whom: "turned the villages against the fleets"."""
    thing = object_of(verb)
    return object_with(verb, thing, {"against"}, lambda _: True) if thing is not None else None


def _off_shape(verb: Token, frame: Frame) -> Extent | None:
    """What is taken off a measure: "knocked two points off growth"."""
    thing = object_of(verb)
    return object_with(verb, thing, {"off"}, lambda _: True) if thing is not None else None


def _brought_shape(verb: Token, frame: Frame) -> Extent | None:
    """Where something is brought that is no place: "to the brink of war"."""
    thing = object_of(verb)
    if thing is None:
        return None
    ends = words("cause_verbs", "brinks")
    return object_with(verb, thing, {"to", "under"}, lambda t: t.lemma_.lower() in ends)


def _listed_shape(verb: Token, frame: Frame) -> Extent | None:
    """An object of the kind that the lexicon names for the verb: "drew a rebuke"."""
    thing = object_of(verb)
    if thing is None or thing.lemma_.lower() not in words("cause_verbs", frame.objects):
        return None
    if not has_particle(verb, frame):
        return None
    tokens = with_places(verb, thing)
    end = max(t.i for t in tokens)
    source = next((c for c in verb.children if c.lower_ == "from" and c.i == end + 1), None)
    tokens = [*tokens, *source.subtree] if source is not None else tokens
    return extent([t for t in tokens if t.i > verb.i], keep=thing.i)


def _phrase_shape(verb: Token, frame: Frame) -> Extent | None:
    """The object of a set phrase: "kept measles at bay", "set talks in motion"."""
    thing = object_of(verb)
    if thing is None:
        return None
    doc, length = verb.doc, len(frame.particle)
    for at in range(thing.i + 1, min(verb.sent.end, thing.i + 13) - length + 1):
        if tuple(t.lower_ for t in doc[at : at + length]) == frame.particle:
            tokens = [t for t in with_places(verb, thing) if verb.i < t.i < at]
            return extent(tokens, keep=thing.i)
    return None


def _cost_shape(verb: Token, frame: Frame) -> Extent | None:
    """Who is cost what is his: "cost the governor his job"."""
    thing = object_of(verb)
    if thing is None:
        return None
    lost = next((t for t in verb.subtree if t.i > verb.i + 1 and _is_own(t)), None)
    if lost is None or any(t.pos_ in ("VERB", "AUX") for t in verb.doc[verb.i + 1 : lost.i]):
        return None
    return extent(verb.doc[verb.i + 1 : lost.right_edge.i + 1])


def _is_own(noun: Token) -> bool:
    own = any(c.tag_ == "PRP$" for c in noun.children)
    return own and noun.dep_ in ("dobj", "appos", "oprd", "npadvmod", "conj", "dep")


OBJECT_SHAPES: Mapping[str, Callable[[Token, Frame], Extent | None]] = {
    "into": _into_shape,
    "of": _of_shape,
    "scaled": _scaled_shape,
    "against": _against_shape,
    "off": _off_shape,
    "brought": _brought_shape,
    "listed": _listed_shape,
    "phrase": _phrase_shape,
    "cost": _cost_shape,
}
