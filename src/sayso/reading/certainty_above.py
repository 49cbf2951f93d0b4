"""What governs a verb or noun, for the climb of :mod:`sayso.reading.certainty`.

What the parse presupposes is governed by nothing: subjects, definite objects, relative clauses,
what stands behind "because of" or "despite". "The raids may prompt X" doubts the prompting alone.
"""

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.certainty_signals import LEXICON, is_content_clause, section
from sayso.reading.syntax import DEFINITE, is_juxtaposed

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def above_of(token: Token) -> Token | None:
    """What governs a token, or None where the sentence presupposes it or it stands by itself."""
    if token.dep_ == "relcl" and is_content_clause(token):
        return token.head
    if token.head.i == token.i or token.dep_ in ("relcl", "parataxis", "ROOT", "appos"):
        return None
    if is_juxtaposed(token):
        return None
    if token.dep_ in ("nsubj", "nsubjpass", "csubj"):
        return token.head if _happens(token) else None
    if token.dep_ == "acl":
        return _above_modifier(token)
    if token.dep_ == "advcl":
        return _above_adverbial(token)
    if token.dep_ in ("pobj", "pcomp") and _is_given(token):
        return None
    if token.pos_ in _NOMINAL and token.dep_ in ("dobj", "pobj", "attr", "dative", "oprd"):
        if token.dep_ != "attr" and _is_definite(token) and not _is_open(token):
            return None
        return token.head
    return token.head


def _above_modifier(token: Token) -> Token | None:
    """A clause below a noun counts under it where it is its content, not a description; and where
    the parse took the subject of a clause for its head ("whether the rebels left").
    """
    infinitive = _is_infinitive(token)
    marked = any(c.dep_ == "mark" for c in token.children)
    headed = token.tag_ in ("VBD", "VBZ", "VBP") and any(
        c.dep_ == "mark" for c in token.head.children
    )
    return token.head if infinitive or marked or headed else None


def _above_adverbial(token: Token) -> Token | None:
    """An infinitive with an object before it is a complement ("prompt some to leave")."""
    if any(c.dep_ == "mark" and c.lower_ != "for" for c in token.children):
        return None
    if any(c.tag_ == "WRB" and c.i < token.i for c in token.children):
        return None  # "does not mind it when they march": the marching is taken for so
    if token.tag_ == "VBG" or token.i > token.head.i:
        return token.head
    return None


def is_purpose(token: Token) -> bool:
    """An infinitive that no object and no governing verb takes: "to show successes"."""
    if token.dep_ != "advcl" or not _is_infinitive(token):
        return False
    head = token.head
    passive = any(c.dep_ == "auxpass" for c in head.children)
    return passive or not any(
        c.dep_ in ("dobj", "acomp", "dative") and c.i < token.i for c in head.children
    )


def _happens(token: Token) -> bool:
    """Is the subject's being so what the verb says ("attacks may follow", "talks are planned")?"""
    verb = token.head
    if verb.lemma_ in words(LEXICON, "happening"):
        return True
    sure = words(LEXICON, "happening_adjectives")
    if any(c.dep_ == "acomp" and c.lemma_ in sure for c in verb.children):
        return token.pos_ == "NOUN"
    passive = token.dep_ == "nsubjpass"
    return passive and verb.lemma_ in section("verbs") and token.pos_ in _NOMINAL


def _is_definite(token: Token) -> bool:
    return token.pos_ == "PROPN" or any(
        (c.dep_ == "det" and c.lower_ in DEFINITE) or c.dep_ == "poss" for c in token.children
    )


def _is_given(token: Token) -> bool:
    """As in "will not leave because of the raids", "punished for the raids": there were raids."""
    word = token.head
    if word.lower_ in ("of", "to"):
        word = word.head
    earned = word.lower_ == "for" and word.head.lemma_ in words(LEXICON, "given_for")
    return earned or word.lower_ in words(LEXICON, "given_behind")


def _is_open(token: Token) -> bool:
    """As in "have the right to work": the object is no thing but what may be; or the verb says it
    is not so.
    """
    owned = token.head.lemma_ == "have" and token.lemma_ in section("nouns")
    return (owned and any(_is_infinitive(c) for c in token.children)) or _is_blocked(token)


def _is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)


def _is_blocked(token: Token) -> bool:
    """The object of a verb that says it is not, or not yet, so ("prevented the attack", "seeks the
    release of the men"): even a definite one is not presupposed.
    """
    entries = section("verbs").get(token.head.lemma_, {})
    open_stances = ("hypothetical", "recommended", "expected")
    return any(
        e.get("polarity") == "negative" or e.get("stance") in open_stances
        for e in (entries if isinstance(entries, list) else [entries])
        if not e.get("if")
    )
