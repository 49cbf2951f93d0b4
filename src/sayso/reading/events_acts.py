"""Acts: what the finders of verbs and nouns hand to the participants, codes and tolls."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.reading import syntax
from sayso.reading.events_lexicon import Code, Pattern


@dataclass(slots=True)
class Act:
    """One act found. ``head`` is the word whose arguments tell who did it to whom (a verb, or a
    noun that stands alone), ``trigger`` the word that names it, ``noun`` the noun a light or a
    harming verb leans on, ``top`` the verb whose clause carries it ("decide to attack"),
    ``merged`` the verbs of harm that tell its outcome, ``inner`` what it promises or threatens,
    ``actor`` who is accused of it or owns up to it.
    """

    head: Token
    trigger: Token
    top: Token
    code: Code
    pattern: Pattern | None
    rule: str
    confidence: float
    noun: Token | None = None
    suffers: bool = False
    standing: str = "stated"
    actor: Token | None = None
    inner: Code | None = None
    merged: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class Taken:
    """Tokens spoken for: part of an act, or demanded, refused or promised by one."""

    nouns: set[int] = field(default_factory=set)
    verbs: set[int] = field(default_factory=set)
    absorbed: set[int] = field(default_factory=set)
    acts: set[int] = field(default_factory=set)
    outcomes: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frames:
    """``event_frames.yaml`` as sets."""

    transparent: frozenset[str]
    causal: frozenset[str]
    speech: frozenset[str]
    state: frozenset[str]
    absorbing_nouns: frozenset[str]
    attempt_nouns: frozenset[str]
    advice: frozenset[str]
    future_modals: frozenset[str]
    future_adjectives: frozenset[str]
    looking_ahead: frozenset[str]
    counts: frozenset[str]
    announcing: frozenset[str]


@lru_cache(maxsize=1)
def frames() -> Frames:
    """The verbs and nouns that govern acts without being acts."""
    data = lexicon("event_frames")
    return Frames(
        transparent=frozenset(data["transparent"]["verbs"]),
        causal=frozenset(data["causal"]["verbs"]),
        speech=frozenset(data["speech"]["verbs"]),
        state=frozenset(data["state"]["verbs"]),
        absorbing_nouns=frozenset(data["absorbing_nouns"]["nouns"]),
        attempt_nouns=frozenset(data["attempt_nouns"]),
        advice=frozenset(data["advice_modals"]),
        future_modals=frozenset(data["future_modals"]),
        future_adjectives=frozenset(data["future_adjectives"]),
        looking_ahead=frozenset(data["looking_ahead"]),
        counts=frozenset(data["counts"]),
        announcing=frozenset(data["announcing"]),
    )


@lru_cache(maxsize=1)
def light_verbs() -> dict[str, frozenset[str]]:
    """Verbs that only carry the act a noun names, and verbs of harm, by what they do."""
    data = lexicon("event_light")
    return {
        "doers": frozenset(data["light"]["verbs"]),
        "sufferers": frozenset(data["light"]["passive_doers"]),
        "existential": frozenset(data["light"]["existential"]),
        "harm": frozenset(data["results"]["verbs"]),
    }


def is_infinitive(verb: Token) -> bool:
    """Is the verb a "to" infinitive?"""
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def auxiliaries(verb: Token) -> list[Token]:
    """A verb's auxiliaries; those of the first of coordinated verbs where it has none itself."""
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    shared = verb.dep_ == "conj" and syntax.is_verbal(verb.head)
    if not own and shared and verb.tag_ in (verb.head.tag_, "VB"):
        return auxiliaries(verb.head)
    return own


def top_of(verb: Token) -> Token:
    """The verb whose clause carries the act: "decide" of "decide to mount", else the verb."""
    top = verb
    for _ in range(4):
        first = top
        while first.dep_ == "conj" and syntax.is_verbal(first.head) and is_shared(first):
            first = first.head
        head = first.head
        if first.dep_ == "xcomp" and head.i != first.i and governs(head):
            top = head.head if head.pos_ == "ADJ" and head.head.i != head.i else head
        else:
            return top
    return top


def is_shared(verb: Token) -> bool:
    """Does a coordinated verb take its subject and auxiliaries from the first?"""
    return not any(c.dep_ in syntax.SUBJECTS for c in verb.children)


def governs(head: Token) -> bool:
    """Is the word one whose infinitive is the act ("begin to", "is expected to", "is set to")?"""
    if head.pos_ == "ADJ":
        return head.lemma_.lower() in frames().future_adjectives | {"able", "unable"}
    return head.lemma_.lower() in frames().transparent


def is_future(verb: Token, top: Token) -> bool:
    """Is the act only to come: "will", "is to", "is set to", "plans to", an agreed infinitive?"""
    modal = {a.lower_ for a in (*auxiliaries(verb), *auxiliaries(top))}
    if modal & frames().future_modals:
        return True
    if top.i == verb.i:
        return is_infinitive(verb) and not any(a.lower_ in ("has", "had") for a in auxiliaries(top))
    if any(c.lemma_ in frames().future_adjectives for c in top.children if c.dep_ == "acomp"):
        return True
    return top.lemma_ in frames().looking_ahead


def is_advised(verb: Token, top: Token) -> bool:
    """Is the act recommended ("should", "must", "ought to", "needs to"), not told?"""
    if any(a.lower_ in frames().advice for a in (*auxiliaries(verb), *auxiliaries(top))):
        return True
    governor = verb.head if verb.dep_ == "xcomp" else top
    return governor.lemma_ in ("need", "ought") and governor.i != verb.i


def absorb(act: Act, taken: Taken) -> None:
    """Mark what an act demands, promises, refuses or threatens as no act of its own."""
    for child in act.head.children:
        infinitive = is_infinitive(child)
        if child.dep_ in ("xcomp", "ccomp") or (child.dep_ == "advcl" and infinitive):
            finite = child.dep_ == "ccomp" and not infinitive and child.tag_ in ("VBD", "VBZ")
            if not finite:
                taken.absorbed.update(t.i for t in syntax.conjuncts(child))
        if child.dep_ in ("dobj", "obj") or (child.dep_ == "prep" and child.lower_ != "after"):
            _absorb_nouns(child, taken)


def _absorb_nouns(child: Token, taken: Taken) -> None:
    heads = [child] if child.dep_ != "prep" else [c for c in child.children if c.dep_ == "pobj"]
    for head in heads:
        for each in syntax.conjuncts(head):
            taken.absorbed.add(each.i)
            for _, inner in syntax.prepositions(each, "of", "to", "for", "in"):
                taken.absorbed.add(inner.i)
    for below in child.children:
        if below.dep_ == "pcomp":
            taken.absorbed.add(below.i)


def by_depth(tokens: list[Token]) -> list[Token]:
    """Tokens with those nearer the root of their sentence first, then in text order."""
    depth: Mapping[int, int] = {t.i: sum(1 for _ in t.ancestors) for t in tokens}
    return sorted(tokens, key=lambda t: (depth[t.i], t.i))
