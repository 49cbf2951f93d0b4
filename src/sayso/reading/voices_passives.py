"""Frames of cues in the passive: "it was announced that …", "is expected to …", "was told by X that
…", "is accused of …". Their source is the agent, if there is one; who was told is the addressee.
"""

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.reading.syntax import SUBJECTS, agent
from sayso.reading.voices_spans import LEXICON, Frame, cue_bounds, phrase, span_of

#: The rule of charges in the passive ("is accused of …").
CHARGED = "voices.verb.charged"


def is_passive_cue(verb: Token) -> bool:
    """Is the verb passive, a bare participle included ("a man believed to …", "Asked about …")?"""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return verb.lemma_.lower() in words(LEXICON, "unsourced")
    return verb.dep_ == "advcl" and not any(
        c.dep_ == "aux" or c.dep_ in SUBJECTS for c in verb.children
    )


def passive_frame(verb: Token, kind: str, frames: frozenset[str]) -> Frame | None:
    """The frame of a cue in the passive, or None where it says nothing of what somebody says."""
    content = charge = _charge(verb)
    if content is None and _attributes(verb, frames):
        content = _clause(verb)
    if content is None:
        return None
    by = agent(verb)
    told = verb.lemma_.lower() in words(LEXICON, "telling")
    passed = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return Frame(
        rule=CHARGED if charge is not None else "voices.verb.passive",
        kind=kind,
        cue=cue_bounds(verb),
        cue_token=verb.i,
        content=(span_of(content, verb),),
        source=_bare(by, content) if by is not None else None,
        source_token=by.i if by is not None else None,
        addressee_token=passed.i if told and passed is not None else None,
    )


def _attributes(verb: Token, frames: frozenset[str]) -> bool:
    """As in "is expected to …", "it was announced that …", "was told by X that …"."""
    lemma = verb.lemma_.lower()
    if lemma in words(LEXICON, "unsourced") or lemma in words(LEXICON, "telling"):
        return True
    passed = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return passed is not None and passed.lower_ == "it" and "clause" in frames


def _charge(verb: Token) -> Token | None:
    """The preposition of what somebody is charged with: "is accused [of looting]"."""
    wanted = lexicon(LEXICON)["charged"].get(verb.lemma_.lower())
    return next(
        (c for c in verb.children if c.dep_ == "prep" and c.lower_ == wanted and c.i > verb.i), None
    )


def _clause(verb: Token) -> Token | None:
    """The clause behind the cue; the parse may hang it on the agent ("told by X that …")."""
    own = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "csubjpass")), None)
    if own is not None:
        return own if own.i > verb.i else None
    by = agent(verb)
    below = by.children if by is not None else ()
    clauses = (c for c in below if c.dep_ in ("acl", "relcl", "ccomp"))
    return next((c for c in clauses if c.left_edge.lower_ == "that"), None)


def _bare(by: Token, content: Token) -> tuple[int, int]:
    """The agent without the clause that the parse hangs on it."""
    start, end = phrase(by)
    low = content.left_edge.idx
    return (start, end) if not start < low < end else (start, by.idx + len(by))
