"""Clauses that only frame another: "it is clear that …", "there is a risk that …"."""

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.certainty_signals import section
from sayso.reading.voices_spans import verb_frames


def frames_another(token: Token) -> bool:
    """As in "It is clear that …", "I think …", "it was his understanding that …"."""
    if _is_surprise(token) or existential_frame(token):
        return True
    if any(keeps_name(t) for t in (token, *token.children)):
        return True
    clause = next((c for c in token.children if c.dep_ == "ccomp" and not is_wh(c)), None)
    if clause is None or clause.i < token.i:
        return False
    lemma = token.lemma_.lower()
    copular = lemma in ("be", "seem", "appear", "become")
    says = "clause" in verb_frames().get(lemma, ("", frozenset()))[1]
    return copular or says or lemma in words("remarks", "framing")


def existential_frame(token: Token) -> bool:
    """As in "There is a possibility that …": it says how sure its clause is, and no more."""
    if not any(c.dep_ == "expl" for c in token.children):
        return False
    nouns = (c for c in token.children if c.dep_ == "attr" and c.lemma_ in section("nouns"))
    return any(is_that_clause(c) for noun in nouns for c in noun.children)


def is_that_clause(token: Token) -> bool:
    """Does a noun take the clause with "that" ("the possibility that …")?"""
    return token.dep_ == "acl" and any(
        c.dep_ == "mark" and c.lower_ == "that" for c in token.children
    )


def _is_surprise(token: Token) -> bool:
    """As in "I would not be surprised if …"."""
    adjective = next((c for c in token.children if c.dep_ == "acomp"), None)
    if adjective is None:
        return False
    clauses = (c for t in (token, adjective) for c in t.children if c.dep_ in ("advcl", "ccomp"))
    return "unless_negated" in section("adjectives").get(adjective.lemma_, {}) and any(
        c.dep_ == "mark" and c.lower_ == "if" for clause in clauses for c in clause.children
    )


def is_finite(token: Token) -> bool:
    """Has the verb a tense, of its own or of its auxiliary?"""
    if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    aux = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    if any(c.tag_ in ("MD", "VBD", "VBZ", "VBP") for c in aux):
        return True
    return (
        token.dep_ == "ROOT" and token.tag_ in ("VB", "VBN") and (bool(aux) or token.tag_ == "VB")
    )


def is_wh(token: Token) -> bool:
    """As in "what is happening": a question or a free relative, part of the clause around it."""
    return any(
        c.tag_ in ("WP", "WDT", "WRB") and c.i < token.i for c in token.children
    ) and not any(c.dep_ == "mark" for c in token.children)


def keeps_name(token: Token) -> bool:
    """As in "asked not to be named", which tells of the source and of nothing else."""
    asked = token.head.lemma_ in words("remarks", "asking")
    passive = any(c.dep_ == "auxpass" for c in token.children)
    return asked and passive and token.lemma_ in words("remarks", "naming")
