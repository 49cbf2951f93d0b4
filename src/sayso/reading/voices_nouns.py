"""Frames whose cue is no verb: "according to", "in X's view", "the claim that", "afraid that"."""

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.reading.syntax import is_verbal, subject
from sayso.reading.voices_spans import LEXICON, Frame, phrase, sides, span_of, verb_frames


def according_frame(token: Token) -> Frame | None:
    """As in "According to X, …" and "…, according to X"."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
        to = token.nbor(1)
    source = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or source is None:
        return None
    head = token.head
    while (
        head.dep_ in ("prep", "pobj", "dobj", "appos", "npadvmod", "attr") and head.head.i != head.i
    ):
        head = head.head
    gone = {t.i for t in token.subtree} | {t.i for t in to.subtree}
    if not is_verbal(head) and head.dep_ != "ROOT":
        return None
    return Frame(
        rule="voices.according",
        kind="say",
        cue=(token.idx, to.idx + len(to)),
        cue_token=token.i,
        content=sides(head, gone, token.i),
        source=phrase(source),
        source_token=source.i,
    )


def possessed_frame(noun: Token) -> Frame | None:
    """As in "In X's view, …", "in the words of X, …"."""
    preposition = noun.head
    if noun.lemma_.lower() not in words(LEXICON, "possessed"):
        return None
    if preposition.dep_ != "prep" or preposition.lower_ not in ("in", "by"):
        return None
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    whose = next((c for c in noun.children if c.dep_ == "poss"), None)
    if of is not None:
        whose = next((c for c in of.children if c.dep_ == "pobj"), whose)
    if whose is None or not is_verbal(preposition.head):
        return None
    gone = {t.i for t in preposition.subtree}
    return Frame(
        rule="voices.possessed",
        kind="say",
        cue=(noun.idx, noun.idx + len(noun)),
        cue_token=noun.i,
        content=sides(preposition.head, gone, noun.i),
        source=phrase(whose),
        source_token=whose.i,
    )


def noun_frame(noun: Token) -> Frame | None:
    """As in "the charge from X that …", "X's claim that …", "made the claim that …"."""
    clause = next(
        (c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp") and _has_that(c)), None
    )
    head = noun.head
    if clause is None and noun.dep_ == "attr" and is_verbal(head):
        # "it was his understanding that …": the clause hangs on the copula
        clause = next((c for c in head.children if c.dep_ == "ccomp" and c.i > noun.i), None)
    if clause is None:
        return None
    whose = _owner(noun)
    if whose is None and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        if _is_rejecting(verb):
            return None  # whose charge it is that somebody rejects is not said
        whose = subject(verb) if is_verbal(verb) else None
    return Frame(
        rule="voices.noun",
        kind=str(lexicon(LEXICON)["nouns"][noun.lemma_.lower()]),
        cue=(noun.idx, noun.idx + len(noun)),
        cue_token=noun.i,
        content=(span_of(clause, noun),),
        source=phrase(whose) if whose is not None else None,
        source_token=whose.i if whose is not None else None,
    )


def is_rejected(noun: Token) -> bool:
    """Is it a charge of nobody who is named, told by a clause: "rejected accusations that …"?"""
    known = noun.lemma_.lower() in lexicon(LEXICON)["nouns"]
    return known and _owner(noun) is None and any(_has_that(c) for c in noun.children)


def _owner(noun: Token) -> Token | None:
    """Whose a claim is: "Keld's claim", "the claim by Keld"."""
    whose = next((c for c in noun.children if c.dep_ == "poss"), None)
    for preposition in noun.children:
        behind = preposition.dep_ == "prep" and preposition.lower_ in ("from", "by", "of")
        if whose is None and behind:
            whose = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    return whose


def _is_rejecting(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    denies = verb_frames().get(lemma, ("",))[0] == "deny"
    return is_verbal(verb) and (denies or lemma in words(LEXICON, "rejecting"))


def _has_that(clause: Token) -> bool:
    """Is the clause a content clause: "that" as its subordinator, not as a relative pronoun?"""
    that = next((c for c in clause.children if c.lower_ == "that"), None)
    return that is not None and that.dep_ == "mark"


def adjective_frame(adjective: Token) -> Frame | None:
    """As in "is afraid that …", "is confident that …"."""
    clause = next((c for c in adjective.children if c.dep_ == "ccomp" and c.i > adjective.i), None)
    head = adjective.head
    if clause is None or not (adjective.dep_ == "acomp" or adjective.pos_ == "VERB"):
        return None
    speaker = subject(head) if adjective.dep_ == "acomp" else subject(adjective)
    if speaker is None or speaker.lower_ in ("it", "that", "this"):
        return None
    return Frame(
        rule="voices.adjective",
        kind=str(lexicon(LEXICON)["adjectives"][adjective.lemma_.lower()]),
        cue=(adjective.idx, adjective.idx + len(adjective)),
        cue_token=adjective.i,
        content=(span_of(clause, adjective),),
        source=phrase(speaker),
        source_token=speaker.i,
    )
