"""The stance of a proposition from the signals that govern it.

Most words set their stance by themselves; "may", "would" and what is feared do so by their form:
"may have left" is about the past, "said he would leave" a future told in the past.
"""

from spacy.tokens import Token

from sayso.model import Stance
from sayso.reading.certainty_signals import Signal
from sayso.reading.syntax import is_verbal


def stance_of(signals: list[Signal], anchor: Token, cue: Token | None) -> Stance:
    """The strongest stance of the signals, questions before advice before conditions."""
    given = {_resolved(s, anchor, cue) for s in signals}
    order: tuple[Stance, ...] = ("questioned", "recommended", "hypothetical", "expected")
    return next((stance for stance in order if stance in given), "asserted")


def told_ahead(signal: Signal, anchor: Token, cue: Token | None) -> bool:
    """Is the signal no more than the "would" of a future told in the past ("said he would go")?"""
    bare = signal.stance == "would" and signal.level is None and not signal.flips
    return bare and _would(anchor, signal, cue) == "expected"


def _resolved(signal: Signal, anchor: Token, cue: Token | None) -> str | None:
    """Stances that hang on form: "may" and "would" and what is feared."""
    if signal.stance == "future":
        return _future(anchor, signal)
    if signal.stance == "would":
        return _would(anchor, signal, cue)
    if signal.stance == "worry":
        past = anchor.tag_ == "VBD" or any(
            c.lower_ in ("was", "were", "had") for c in anchor.children
        )
        going_on = anchor.tag_ == "VBG" and any(
            c.dep_ == "aux" and c.lower_ in ("is", "are", "'re") for c in anchor.children
        )
        past = past or (going_on and anchor.lemma_ != "go")
        return "asserted" if past and is_verbal(anchor) else "expected"
    return None if signal.stance == "insist" else signal.stance


def _modal_head(anchor: Token, signal: Signal) -> Token:
    return anchor.doc[signal.cue].head if signal.cue is not None else anchor


def _future(anchor: Token, signal: Signal) -> str:
    """The time of "may": "may have left", "may be hiding" are not about the future."""
    head = _modal_head(anchor, signal)
    forms = {c.lower_ for c in head.children if c.dep_ in ("aux", "auxpass")}
    if "have" in forms or ("be" in forms and head.tag_ == "VBG"):
        return "asserted"
    if signal.cue is not None and anchor.doc[signal.cue].lower_ in ("can", "ca"):
        return "asserted"
    return "expected"


def _would(anchor: Token, signal: Signal, cue: Token | None) -> str:
    """As in "said he would leave" is a future told in the past; else "would" is only supposed."""
    head = _modal_head(anchor, signal)
    supposed = (
        any(c.lower_ == "have" and c.dep_ == "aux" for c in head.children)
        or any(c.dep_ == "acomp" for c in head.children)
        or any(c.dep_ == "advcl" and _opens(c, "if") for c in head.children)
    )
    if supposed:
        return "hypothetical"
    told = cue is not None and cue.tag_ in ("VBD", "VBN", "VBG", "NN")
    return "expected" if told or head.dep_ in ("ccomp", "relcl", "acl") else "hypothetical"


def _opens(clause: Token, word: str) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == word for c in clause.children)
