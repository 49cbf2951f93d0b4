"""Who asks, where a verb of asking may as well be one of causing.

"The envoy pushed the council to open talks" tells of a request; "the blockade pushed the council to
open talks" of a cause: an act or a state asks nothing of anybody.
"""

from functools import cache

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.syntax import is_passive, subject

_NOUNS = "mention_nouns"
_LEXICON = "certainty"
_KINDS = (
    "office",
    "person",
    "people",
    "officials",
    "members",
    "armed",
    "armed_group",
    "force",
    "government",
    "organization",
    "coalition",
)


def is_somebodys(verb: Token) -> bool:
    """Is who does what a verb tells somebody: a person, a people, a body, or a paper in which they
    speak? Where the sentence does not say who does it, it may be somebody.
    """
    doer = _by_whom(verb) if is_passive(verb) else _doer(verb)
    return doer is None or any(_is_somebody(_counted(each)) for each in (doer, *doer.conjuncts))


def _doer(verb: Token) -> Token | None:
    """The subject, of an infinitive that of the words it hangs on ("is likely to push")."""
    at = verb
    while (found := subject(at)) is None and at.dep_ in _BELOW:
        at = at.head
    return found


_BELOW = frozenset({"xcomp", "acomp", "conj", "advcl"})


def _by_whom(verb: Token) -> Token | None:
    """The noun behind the passive's "by", wherever the parse hangs it ("was pushed to open talks by
    the blockade").
    """
    below = (t for t in verb.subtree if t.i > verb.i and t.lower_ == "by")
    by = next((t for t in below if t.dep_ in ("agent", "prep")), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def _is_somebody(noun: Token) -> bool:
    if noun.pos_ == "PROPN":
        return noun.ent_type_ != "EVENT"
    if noun.pos_ in ("PRON", "DET", "NUM"):
        return noun.lower_ not in words(_LEXICON, "no_askers")
    known = _askers()
    return noun.pos_ in ("NOUN", "ADJ") and (noun.lemma_.lower() in known or noun.lower_ in known)


def _counted(noun: Token) -> Token:
    """What a quantity is of ("some of the envoys", "dozens of farmers"), else the noun itself."""
    quantity = noun.pos_ in ("PRON", "DET", "NUM", "ADJ")
    if not quantity and noun.lemma_.lower() not in words(_NOUNS, "quantity_heads"):
        return noun
    for of in noun.rights:
        if of.dep_ == "prep" and of.lower_ == "of":
            return next((c for c in of.children if c.dep_ == "pobj"), noun)
    return noun


@cache
def _askers() -> frozenset[str]:
    kinds = frozenset[str]().union(*(words(_NOUNS, kind) for kind in _KINDS))
    return (kinds | words(_LEXICON, "askers")) - words(_LEXICON, "acts_too")
