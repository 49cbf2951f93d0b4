"""Where in a statement an event stands that the statement leaves open, or takes for so.

These are places of the parse, not words: an infinitive or a gerund behind a preposition says what
somebody is after ("a mandate to expand"); a relative clause, a reason or a noun that somebody has
says what was there before ("may extend its blockade"). What the event comes to, the heads say.
"""

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.certainty_signals import section
from sayso.reading.remarks_frames import is_finite
from sayso.reading.syntax import DEFINITE

_TAKING = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "conj", "attr"})


def is_left_open(token: Token) -> bool:
    """Does the event stand where no event is asserted: in an infinitive, behind a preposition, or
    as a noun that is called possible, planned or proposed?
    """
    head = token
    while head.dep_ == "conj" and head.head.pos_ == head.pos_:
        head = head.head
    if any(c.dep_ == "aux" and c.tag_ == "TO" for c in head.children):
        return head.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl")
    if head.tag_ == "VBG":
        return head.dep_ == "pcomp"
    return head.pos_ == "NOUN" and any(
        c.dep_ == "amod" and _is_open(section("adjectives").get(c.lemma_)) for c in head.children
    )


def is_taken_for_so(token: Token) -> bool:
    """Does the event stand where the sentence takes it for so whatever it says else: in a relative
    clause, a participle behind a noun, a reason, or as a noun that somebody has or that was named?
    """
    if token.dep_ == "relcl":
        return is_finite(token)
    if token.dep_ == "acl":
        return token.tag_ in ("VBN", "VBG")
    if token.dep_ == "advcl":
        openers = words("remarks", "given_openers")
        return any(c.dep_ in ("mark", "advmod") and c.lower_ in openers for c in token.children)
    if token.pos_ != "NOUN" or token.dep_ not in _TAKING:
        return False
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in DEFINITE) for c in token.children
    )


def _is_open(entry: object) -> bool:
    return isinstance(entry, dict) and entry.get("stance") in ("expected", "hypothetical")
