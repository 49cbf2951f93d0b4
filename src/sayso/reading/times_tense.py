"""Which way a time points: the tense of the clause it stands in."""

from spacy.tokens import Token

from sayso.knowledge.loader import words as words_of
from sayso.reading.analysis import Analysis
from sayso.reading.times_values import Tense
from sayso.reading.times_words import Word

_CLIMB = 12
_INSIDE_NOUN = frozenset({"poss", "compound", "nmod", "amod", "nummod"})


def tense_at(analysis: Analysis, words: list[Word], index: int) -> Tense:
    """The tense around the word: ``future`` for will, going to, plans and deadlines ("due",
    "until"), ``past`` for finite past verbs, ``none`` where the clause tells nothing.
    """
    near = {w.text for w in words[max(0, index - 3) : index]}
    if near & words_of("time", "deadlines"):
        return "future"
    token = analysis.token_at(words[index].start)
    if token is not None and token.dep_ in _INSIDE_NOUN and token.head.pos_ not in ("VERB", "AUX"):
        return "future" if _is_ahead(token.head) else "none"
    for _ in range(_CLIMB):
        if token is None or token.head.i == token.i:
            break
        if token.pos_ in ("VERB", "AUX"):
            tense = _verb_tense(token)
            if tense != "none":
                return tense
        token = token.head
    return _verb_tense(token) if token is not None and token.pos_ in ("VERB", "AUX") else "none"


def _is_ahead(noun: Token) -> bool:
    """Is "Saturday's election" one to come: something held on a set day, before which or about
    which the clause says what will or would be?
    """
    if noun.lemma_ not in words_of("time", "set_days"):
        return False
    before = noun.head.head if noun.head.lower_ == "of" else noun.head
    if noun.dep_ == "pobj" and before.lower_ in words_of("time", "ahead_of"):
        return True
    verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), None)
    modal = verb is not None and any(c.tag_ == "MD" for c in verb.children)
    return modal and verb is not None and all(c.lower_ != "have" for c in verb.children)


def _verb_tense(verb: Token) -> Tense:
    """The tense a verb form tells by itself or by its auxiliaries."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if helpers & {"had", "has", "have", "did", "was", "were", "'d"} and not helpers & {
        "will",
        "'ll",
    }:
        return "past"
    if helpers & words_of("time", "future_auxiliaries"):
        return "future"
    if verb.tag_ == "VBD":
        return "past"
    if "to" in helpers and verb.tag_ == "VB":
        return "future" if verb.head.lemma_ in words_of("time", "planning") else "none"
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and "to" not in helpers:
        return "none" if verb.lemma_ in words_of("time", "planning") else "past"
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in words_of("time", "to_come"):
        return "future"
    if verb.tag_ == "VBG" and helpers & {"is", "are", "'s", "'re", "am"}:
        return "future"
    return "none"
