"""Who the verb of a frame says speaks, where that is more than its subject."""

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.syntax import SUBJECTS, is_verbal, subject
from sayso.reading.voices_spans import LEXICON, verb_frames


def speaker_of(verb: Token) -> Token | None:
    """Who the verb of a frame says speaks: its subject, or whoever issued the paper that says so
    ("posted a message saying …").
    """
    if verb.dep_ == "pcomp":
        own = next((c for c in verb.children if c.dep_ in SUBJECTS), None) or _quoted(verb)
        at = verb.head
        while own is None and at.head.i != at.i and not is_verbal(at):
            at = at.head
        own = own or _faulted(verb, at)
        return own if own is not None else subject(at)
    if goes_on(verb):
        return subject(verb.head.head)
    found = subject(verb)
    return _issuer(found) if found is not None and verb.dep_ == "acl" else found


def _quoted(verb: Token) -> Token | None:
    """As in "quoted the captain as saying that …": whoever is quoted, before "as"."""
    quoting = verb.head.head
    if verb.head.lower_ != "as" or quoting.lemma_.lower() not in words(LEXICON, "quoting"):
        return None
    return next((c for c in quoting.children if c.dep_ == "dobj" and c.i < verb.i), None)


def _faulted(verb: Token, above: Token) -> Token | None:
    """As in "called Dorn a liar for saying that …": he is faulted for what he says."""
    if verb.head.lower_ not in ("for", "of") or above.lemma_ not in words(LEXICON, "faulting"):
        return None
    return next(
        (c for c in above.children if c.dep_ in ("dobj", "oprd") and above.i < c.i < verb.i), None
    )


def goes_on(verb: Token) -> bool:
    """As in "said the road was closed, adding that …": whoever adds is whoever spoke before."""
    told, lemma = verb.head, verb.lemma_.lower()
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or lemma not in words(LEXICON, "going_on"):
        return False
    return told.dep_ == "ccomp" and told.head.lemma_.lower() in verb_frames()


def _issuer(noun: Token) -> Token:
    """Who issued a paper that somebody "posted" or "released": the subject there, or its owner."""
    at = noun
    while at.dep_ == "pobj" and at.head.head.pos_ in ("NOUN", "PROPN"):
        at = at.head.head
    if at.lemma_.lower() not in words(LEXICON, "papers"):
        return noun
    owner = next((c for c in at.children if c.dep_ == "poss" and c.pos_ != "PRON"), None)
    if owner is not None:
        return owner
    issuer = subject(at.head) if at.dep_ == "dobj" and is_verbal(at.head) else None
    passive = any(c.dep_ == "nsubjpass" for c in at.head.children)
    return issuer if issuer is not None and not passive else at
