"""What kind of thing a noun names: somebody who acts, an act, a deed of force, a time."""

from spacy.tokens import Token

from sayso.knowledge.loader import words

_ACTORS = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_PERSONS = frozenset({"he", "she", "they", "we", "i", "you", "who", "him", "them"})
_ACTING = ("person", "office", "people", "armed", "force", "armed_group")
_ACT_ENDINGS = ("tion", "sion", "ment", "ing", "al", "ance", "ence", "ure", "ery")


def is_actor(noun: Token | None) -> bool:
    """Somebody who acts: a name or a word for people, or a pronoun for them."""
    if noun is None:
        return False
    if noun.ent_type_ in _ACTORS or noun.tag_ == "NNPS" or noun.lower_ in _PERSONS:
        return True
    lemma = noun.lemma_.lower()
    if lemma.endswith("ist") or lemma in words("cause_links", "people"):
        return True
    return noun.pos_ == "NOUN" and any(lemma in words("mention_nouns", k) for k in _ACTING)


def is_act_noun(noun: Token) -> bool:
    """A noun that names an act or an event, by its form or by the lexicon."""
    lemma = noun.lemma_.lower()
    return lemma in words("cause_verbs", "acts") or lemma.endswith(_ACT_ENDINGS)


def is_violent(noun: Token) -> bool:
    """Does a noun name an act of force, by itself or with what stands before it (drone strikes)?"""
    lemma = noun.lemma_.lower()
    if lemma in words("cause_verbs", "violent"):
        return True
    if lemma not in words("cause_verbs", "violent_with"):
        return False
    before = {c.lemma_.lower() for c in noun.children if c.dep_ in ("amod", "compound", "nmod")}
    return not before.isdisjoint(words("cause_verbs", "arms"))


def says_when(noun: Token) -> bool:
    """A date or time; "the Sarn quarter" is a place, whatever the parse makes of it."""
    if noun.ent_type_ not in ("DATE", "TIME"):
        return False
    named = any(c.text[:1].isupper() and c.dep_ != "det" for c in noun.children)
    return not (named and noun.lemma_.lower() in words("cause_verbs", "quarters"))
