"""Causes worded as verbs: "prompted them to flee", "was sparked by", "…, forcing …"."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.reading.causes_drivers import driver_of
from sayso.reading.causes_frames import Frame, has_particle, subject_head
from sayso.reading.causes_objects import is_condition
from sayso.reading.causes_shapes import SHAPES, judgement
from sayso.reading.causes_spans import (
    Extent,
    Found,
    Sign,
    clause_head,
    clause_tokens,
    extent,
    is_infinitive,
    is_set_off,
    noun_extent,
    noun_tokens,
    right_of,
    subtree,
    words_extent,
)
from sayso.reading.causes_words import is_act_noun, is_actor, is_violent
from sayso.reading.syntax import agent, direct_object, is_passive, is_verbal, subject

_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY"})


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
                    bool(group.get("harm")),
                    str(group.get("objects", "")),
                )
                frames.setdefault(lemma, []).append(frame)
    return {lemma: tuple(sorted(f, key=_narrowness)) for lemma, f in frames.items()}


def _narrowness(frame: Frame) -> int:
    """The frames that ask for most come first: "forced them to flee" is no bare object."""
    return _ORDER.index(frame.shape)


_ORDER = (
    "clause",
    "weighed",
    "raised",
    "halted",
    "bare",
    "that",
    "from",
    "state",
    "into",
    "of",
    "scaled",
    "against",
    "off",
    "brought",
    "phrase",
    "listed",
    "cost",
    "away",
    "prep",
    "passive",
    "act",
    "object",
)


def verb_causes(verb: Token) -> Iterator[Found]:
    """What a verb says drives what, at most one finding for each of its frames that fit."""
    frames = verb_frames().get(verb.lemma_.lower(), ())
    if verb.dep_ == "amod":
        yield from _misread(verb, frames)
        return
    for frame in frames:
        passive = is_passive(verb) and not _has_own_subject(verb)
        found = _passive(verb, frame) if passive else _active(verb, frame)
        if found is not None:
            yield found
            return


def _has_own_subject(verb: Token) -> bool:
    """A clause below a noun that has its own subject is active ("claims that it had fuelled …")."""
    helped = any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children)
    return not helped and any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)


def _misread(verb: Token, frames: tuple[Frame, ...]) -> Iterator[Found]:
    """A short clause whose verb the parse took for a participle before its object ("the embargo
    reduced exports"): its noun is the root and has another noun left of the verb.
    """
    noun = verb.head
    frame = next((f for f in frames if f.shape == "object" and not f.particle), None)
    if frame is None or noun.dep_ != "ROOT" or noun.i < verb.i or verb.tag_ not in ("VBN", "VBD"):
        return
    near = (*noun.children, *verb.children)
    left = [c for c in near if c.i < verb.i and c.dep_ in ("nsubj", "nmod", "compound")]
    if len(left) != 1 or (frame.things_only and is_actor(left[0])) or left[0].pos_ != "NOUN":
        return
    driver = noun_extent(left[0], before=verb.i) or words_extent(left[0], left[0])
    start = min(t.idx for t in noun.subtree if t.i <= left[0].i and not t.is_punct)
    effect = extent([t for t in noun_tokens(noun) if t.i > verb.i], keep=noun.i)
    if effect is not None:
        rule = f"causes.verb.{verb.lemma_.lower()}"
        cue = words_extent(verb, verb)
        driver = (start, driver[1])
        yield Found(driver, effect, cue, verb.i, rule, frame.sign, frame.relation, 0.5)


def _active(verb: Token, frame: Frame) -> Found | None:
    if frame.shape == "passive" or (frame.things_only and is_actor(subject_head(verb))):
        return None
    if frame.harm and _is_harm_or_finding(verb, subject_head(verb)):
        return None
    if frame.particle and frame.shape in _PARTICLED and not has_particle(verb, frame):
        return None
    effect = SHAPES[frame.shape](verb, frame)
    driver = driver_of(verb) if effect is not None else None
    if effect is None or driver is None:
        return None
    if frame.reverse:
        driver, effect = effect, driver
    sign = _sign(verb, frame)
    if sign is None:
        return None
    cue = _cue(verb, frame)
    rule = f"causes.verb.{verb.lemma_.lower()}"
    return Found(driver, effect, cue, verb.i, rule, sign, frame.relation)


def _is_harm_or_finding(verb: Token, doer: Token | None) -> bool:
    """Harm done ("the blast affected bystanders") drives nothing (design, rule 7), nor does finding
    out ("had a hard time determining the motive").
    """
    thing = direct_object(verb)
    found_out = thing is not None and thing.lemma_.lower() in words("cause_verbs", "found_out")
    return found_out or (doer is not None and is_violent(doer))


def _sign(verb: Token, frame: Frame) -> Sign | None:
    if frame.shape == "weighed":
        return _weighed_sign(verb)
    if frame.shape == "scaled":
        ends = (n.lemma_.lower() for c in verb.children if c.lower_ == "to" for n in c.children)
        return "+" if words("cause_verbs", "reduced_to").intersection(ends) else frame.sign
    return frame.sign


def _weighed_sign(verb: Token) -> Sign | None:
    """By the adjective: what is made easier "+", what is made harder "-"."""
    judged = judgement(verb)
    return _sign_of(judged) if judged is not None else None


def _sign_of(judged: Token) -> Sign | None:
    less = any(c.lower_ in ("less", "least") for c in judged.children)
    if judged.lower_ in words("cause_verbs", "eased"):
        return "-" if less else "+"
    if judged.lower_ in words("cause_verbs", "barred"):
        return "+" if less else "-"
    return None


def _passive(verb: Token, frame: Frame) -> Found | None:
    """The passive: "was sparked by X", "riots sparked by X", "was forced by X to leave"."""
    by, patient = _agent(verb), _patient(verb)
    if frame.shape == "weighed":
        return _weighed_passive(verb, frame)
    if frame.reverse or frame.shape not in _PASSIVES or by is None or patient is None:
        return None
    if frame.particle and not has_particle(verb, frame):
        return None
    if frame.shape == "act" and not is_act_noun(patient):
        return None
    if by.ent_type_ in _MEASURES or (frame.things_only and is_actor(by)):
        return None
    if frame.harm and is_violent(by):
        return None
    tail = _complement(verb, frame.shape)
    if tail is None and frame.shape in ("clause", "from", "away", "into"):
        return None
    driver = _by_extent(by, verb)
    effect = _moved(verb, patient) or _patient_extent(verb, patient)
    if driver is None or effect is None:
        return None
    if tail is not None:
        end = (extent(subtree(tail)) or effect)[1]
        if driver[1] > tail.idx:
            driver = noun_extent(by, after=verb.i, before=tail.left_edge.i) or driver
        effect = (effect[0], max(effect[1], end)) if end <= verb.idx else effect
    link = next((c for c in verb.children if c.dep_ == "agent" and c.i == verb.i + 1), verb)
    cue = words_extent(verb, link)
    rule = f"causes.verb.{verb.lemma_.lower()}.passive"
    return Found(driver, effect, cue, verb.i, rule, frame.sign, frame.relation)


def _weighed_passive(verb: Token, frame: Frame) -> Found | None:
    """As in "was made possible by X"."""
    by, patient = _agent(verb), _patient(verb)
    judged = next((c for c in verb.children if c.dep_ in ("oprd", "acomp") and c.i > verb.i), None)
    sign = _sign_of(judged) if judged is not None else None
    driver = _by_extent(by, verb) if by is not None else None
    effect = _patient_extent(verb, patient) if patient is not None else None
    if sign is None or driver is None or effect is None:
        return None
    cue, rule = words_extent(verb, verb), f"causes.verb.{verb.lemma_.lower()}.passive"
    return Found(driver, effect, cue, verb.i, rule, sign, frame.relation)


def _agent(verb: Token) -> Token | None:
    """The noun of the by-phrase; where the parse lost it, the word behind "by", and where it hung
    the phrase on the state ("bombed into submission by jets"), that one's.
    """
    found = agent(verb)
    if found is not None and found.head.nbor(-1).lower_ == "not":
        # "not by lightning but by an arsonist"
        other = (p for c in found.head.conjuncts for p in c.children if p.dep_ == "pobj")
        return next(other, None)
    if found is not None:
        return found
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    if by is not None:
        return right_of(by)
    below = (p for c in verb.children if c.lower_ == "into" for n in c.children for p in n.children)
    link = next((p for p in below if p.lower_ == "by"), None)
    return next((c for c in link.children if c.dep_ == "pobj"), None) if link is not None else None


def _by_extent(by: Token, verb: Token) -> Extent | None:
    if not is_verbal(by):
        return noun_extent(by, after=verb.i)
    inside = [t for t in subtree(by) if t.i > verb.i and t.lower_ != "by"]
    return extent(inside)  # "contaminated water", read as a verb and its object


def _moved(verb: Token, patient: Token) -> Extent | None:
    """What those do who are, behind a comma, "angered by" something: the clause before it."""
    if verb.lemma_.lower() not in words("cause_verbs", "moods") or verb.dep_ not in (
        "acl",
        "advcl",
    ):
        return None
    main = clause_head(verb.head)
    if main is not None and main.i > verb.right_edge.i:  # "Angered by the ruling, they …"
        return extent([t for t in clause_tokens(main, [verb]) if t.i > verb.right_edge.i])
    if main is None or main.i > verb.i or not is_set_off(verb):
        return None
    if patient.tag_ != "NNS" and not is_actor(patient):
        return None
    return extent([t for t in clause_tokens(main, [verb]) if t.i < verb.left_edge.i], keep=main.i)


#: Shapes of verbs with a particle ("set off"), which must be there.
_PARTICLED = frozenset({"clause", "from", "away", "state", "into", "bare"})
_PASSIVES = frozenset({"object", "act", "clause", "from", "away", "passive", "into"})


def _complement(verb: Token, shape: str) -> Token | None:
    """What the object of a passive is made or kept from doing, or None."""
    for child in verb.children:
        if shape == "clause" and child.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(child):
            return child
        if shape in ("from", "away") and child.lower_ == "from":
            return child
        if shape == "into" and child.lower_ == "into" and any(map(is_condition, child.children)):
            return child
    return None


def _patient_extent(verb: Token, patient: Token) -> Extent | None:
    """The patient before its verb, or behind it where a participle opens the sentence."""
    if patient.i > verb.right_edge.i and verb.dep_ == "advcl":
        return noun_extent(patient, after=verb.right_edge.i)
    return noun_extent(patient, before=verb.i)


def _patient(verb: Token) -> Token | None:
    if verb.dep_ == "acl":
        return verb.head
    return subject(verb)


def _cue(verb: Token, frame: Frame) -> Extent:
    last = verb
    for word in frame.particle:
        following = verb.doc[last.i + 1] if last.i + 1 < len(verb.doc) else None
        if following is None or following.lower_ != word:
            break
        last = following
    return words_extent(verb, last)
