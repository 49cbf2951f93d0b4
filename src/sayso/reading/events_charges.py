"""Who is held to have done an act that is told elsewhere than as his doing.

A side that is accused of an act, owns up to it or denies it stands as such, with the words that
lay the act on it: a verb of accusation, "responsible for", "linked to", "arrested for". Nobody so
named is a bare actor (design, rule 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.knowledge.ontology import VIOLENT
from sayso.reading import syntax
from sayso.reading.events_acts import Act, frames
from sayso.reading.events_scene import is_passive, lemma

_FIRST = frozenset({"i", "we"})
_THIRD = frozenset({"he", "she", "they", "it"})


@dataclass(frozen=True, slots=True)
class Charge:
    """Words that lay an act on somebody: behind which of their prepositions the act stands, whose
    it is said to be (``subject``, ``object``, or a preposition), and on what standing.
    """

    act: frozenset[str]
    whose: str
    standing: str


def stand(act: Act, acts: list[Act]) -> None:
    """An act somebody is accused of, owns up to or denies stands as such, with him as its actor."""
    for above in acts:
        name = above.code.name
        if above is act or name not in ("accuse", "own-up", "deny"):
            continue
        if not above.head.is_ancestor(act.head) or _is_aside(act, above):
            continue
        if name == "accuse":
            theme = _accused(above, act)
            if theme is not None:
                act.standing, act.actor = "accused", theme
        else:
            act.standing = "claimed" if name == "own-up" else "denied"
            passive = is_passive(above.head)
            act.actor = syntax.agent(above.head) if passive else syntax.subject(above.head)
    if act.actor is None and act.code.plover in VIOLENT:
        act.actor, act.standing = laid_on(act.head) or (None, act.standing)


def laid_on(deed: Token) -> tuple[Token, str] | None:
    """On whom the words around lay what a noun or gerund tells, and on what standing; or None."""
    above = _governor(deed)
    if above is None:
        return None
    word, preposition = above
    charge = _charges().get(lemma(word), _charges().get(word.lower_))
    if charge is None or preposition not in charge.act:
        return None
    who = _whose(word, charge.whose)
    if who is None or who.i == deed.i or (who.is_ancestor(deed) and not who.is_ancestor(word)):
        return None
    return who, _standing(word, who, charge.standing)


def answered_for(deed: Token) -> bool:
    """Does a noun name what somebody takes or denies his part in ("credit for the bombing")?"""
    above = _governor(deed)
    if above is None:
        return False
    word = above[0]
    words = lexicon("event_frames")["answering"]
    part = syntax.direct_object(word) if syntax.is_verbal(word) else None
    return (part or word).lemma_.lower() in words


def _governor(deed: Token) -> tuple[Token, str] | None:
    """The word whose phrase tells the act, and the preposition between ("" for an object)."""
    first = deed
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ in ("pobj", "pcomp") and first.head.dep_ in ("prep", "agent"):
        return first.head.head, first.head.lower_
    if first.dep_ in ("dobj", "nsubjpass"):
        return first.head, ""
    return None


def _whose(word: Token, whose: str) -> Token | None:
    if whose not in ("subject", "object"):
        return next((n for _, n in syntax.prepositions(word, whose)), None)
    if word.dep_ in ("amod", "acl", "relcl") and word.head.i < word.i:
        return word.head  # "the men responsible for", "an officer linked to"
    if not syntax.is_verbal(word):
        return _predicated(word)
    if whose == "subject" or is_passive(word):
        return syntax.subject(word)
    return syntax.direct_object(word)


def _predicated(word: Token) -> Token | None:
    """Of whom an adjective or noun is said: "X is guilty of", "the court found X guilty of", "X was
    the author of".
    """
    own = next((c for c in word.children if c.dep_ in syntax.SUBJECTS), None)
    verb = word.head
    if word.pos_ in ("NOUN", "PROPN") and word.dep_ != "attr":
        return verb if word.dep_ == "appos" else None
    if own is not None or not syntax.is_verbal(verb):
        return own
    passive = is_passive(verb)
    return syntax.subject(verb) if passive else syntax.direct_object(verb) or syntax.subject(verb)


def _standing(word: Token, who: Token, usual: str) -> str:
    """As the words usually have it; denied where they are negated, claimed where somebody says it
    of himself ("said they were responsible").
    """
    verb = word if syntax.is_verbal(word) else word.head
    if syntax.negation(verb) is not None or syntax.negation(word) is not None:
        return "denied"
    said = verb.dep_ == "ccomp" and lemma(verb.head) in frames().speech
    speaker = syntax.subject(verb.head) if said else None
    of_himself = who.lower_ in _FIRST or (who.lower_ in _THIRD and speaker is not None)
    return "claimed" if of_himself and who.pos_ == "PRON" else usual


def _accused(above: Act, act: Act) -> Token | None:
    """Whom an accusation is against: its object, or to whom an act is attributed."""
    sources = above.pattern.recipient if above.pattern is not None else ()
    if sources in (("to",), ("on",)):
        return next((n for _, n in syntax.prepositions(above.head, *sources)), None)
    passive = is_passive(above.head)
    theme = syntax.subject(above.head) if passive else syntax.direct_object(above.head)
    return theme if theme is not None and theme.i < act.head.i else None


def _is_aside(act: Act, above: Act) -> bool:
    """Is an act told beside another or in a relative clause below it, not in what that says?

    A gerund hung beside the verb is still its charge ("accused him of looting and killing").
    """
    between = [act.head, *(a for a in act.head.ancestors if above.head.is_ancestor(a))]
    if any(t.dep_ == "relcl" for t in between) or between[-1].dep_ in ("advcl", "parataxis"):
        return True
    return between[-1].dep_ == "conj" and between[-1].tag_ != "VBG"


@lru_cache(maxsize=1)
def _charges() -> Mapping[str, Charge]:
    """The words that lay an act on somebody, by lemma."""
    return {
        word: Charge(frozenset(row["act"]), row["whose"], row["standing"])
        for row in lexicon("event_frames")["charges"]["rows"]
        for word in row["words"]
    }
