"""Causes across neighbouring sentences: "This left them without food", "The reason is that …".

A bare "this" or "that" stands for what the sentence before claims, and so does what is left out
behind "the reason is" or "the result was".
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.knowledge.loader import words
from sayso.reading.causes_spans import (
    Extent,
    Found,
    claim_of,
    clause_extent,
    clause_tokens,
    extent,
    is_frame,
    noun_extent,
    words_extent,
)
from sayso.reading.syntax import SUBJECTS, is_verbal

LEXICON = "cause_light"


def resolved(found: Found, doc: Doc) -> Found:
    """The finding with what a bare "this" or "that" on one side stands for; unchanged otherwise."""
    for side in ("driver", "effect"):
        pronoun = _bare(getattr(found, side), doc)
        before = claim_before(pronoun) if pronoun is not None else None
        if before is not None and before[1] <= min(found.driver[0], found.effect[0]):
            return (
                replace(found, driver=before) if side == "driver" else replace(found, effect=before)
            )
    return found


def _bare(side: Extent, doc: Doc) -> Token | None:
    """The "this" that is all a side says, with nothing but a form of "be" beside it."""
    span = doc.char_span(*side)
    if span is None or len(span) > 4:
        return None
    first = span[0]
    rest = all(
        t.lemma_ in ("be", "have", "all", "part", "partly", "part", "mainly") for t in span[1:]
    )
    pronoun = first.lower_ in ("this", "that") and first.dep_ in ("nsubj", "nsubjpass")
    return first if pronoun and rest else None


def claim_before(token: Token) -> Extent | None:
    """What the sentence before that of a token claims; of "Why did the talks collapse?" that they
    collapsed. None at the head of a report, or where no clause stands there.
    """
    start = token.sent.start
    while start > 0 and (token.doc[start - 1].is_space or token.doc[start - 1].text in ('"', "'")):
        start -= 1
    if start == 0:
        return None
    root = token.doc[start - 1].sent.root
    if not is_verbal(root):
        return None
    main = claim_of(root)
    if is_frame(main):
        main = next((c for c in main.children if c.dep_ in ("ccomp", "parataxis")), main)
    asked = [c for c in main.children if c.tag_ == "WRB"]
    tokens = clause_tokens(main)
    if asked:
        own = (c.left_edge.i for c in main.children if c.dep_ in SUBJECTS)
        tokens = [t for t in tokens if t.i >= min(own, default=0)]
    return extent(tokens, keep=main.i)


def left_out_causes(be: Token) -> Iterator[Found]:
    """Reason or result of what the sentence before tells: "The reason is that they had no fuel",
    "The result was a shortage".
    """
    own = next((c for c in be.children if c.dep_ in SUBJECTS and c.i < be.i), None)
    if own is None or any(c.dep_ in ("prep", "relcl", "acl") for c in own.children):
        return
    lemma = own.lemma_.lower()
    reason = lemma in words(LEXICON, "reasons_left_out")
    if not reason and lemma not in words(LEXICON, "results_left_out"):
        return
    named = _said_to_be(be)
    before = claim_before(be)
    if named is None or before is None:
        return
    driver, effect = (named, before) if reason else (before, named)
    rule = f"causes.noun.{lemma}.before"
    yield Found(driver, effect, words_extent(own, own), be.i, rule, "+", confidence=0.6)


def _said_to_be(be: Token) -> Extent | None:
    for child in be.children:
        if child.i < be.i or child.dep_ not in ("attr", "ccomp", "advcl"):
            continue
        if is_verbal(child):
            return clause_extent(child)
        if child.pos_ in ("NOUN", "PROPN"):
            return noun_extent(child, after=be.i)
    return None
