"""Causes worded as degrees: "the more X, the more Y", "so fierce that …", "too weak to …"."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.causes_spans import (
    Extent,
    Found,
    Sign,
    clause_head,
    clause_tokens,
    extent,
    has_subject,
    is_infinitive,
    noun_extent,
    words_extent,
)
from sayso.reading.syntax import is_verbal


def comparative_causes(the: Token) -> Iterator[Found]:
    """X drives Y in "the more X, the more Y"; against it, where one grows and one shrinks."""
    if not _opens(the) or not _starts(the):
        return
    doc, sent = the.doc, the.sent
    later = doc[the.i + 2 : sent.end]
    second = next((t for t in later if _opens(t) and doc[t.i - 1].text == ","), None)
    if second is None:
        return
    stop = _stop(second)
    driver, effect = _half(the, second.i - 1), _half(second, stop)
    if driver is None or effect is None:
        return
    same = _shrinks(doc[the.i + 1]) == _shrinks(doc[second.i + 1])
    sign: Sign = "+" if same else "-"
    half = doc[second.i + 2 : stop]
    anchor = next((t for t in half if is_verbal(t) and t.dep_ != "xcomp"), doc[second.i + 1])
    cue = words_extent(the, doc[the.i + 1])
    yield Found(driver, effect, cue, anchor.i, "causes.comparative", sign)


def _opens(the: Token) -> bool:
    """Is the word "the" before a comparative?"""
    if the.lower_ != "the" or the.i + 1 >= len(the.doc):
        return False
    word = the.doc[the.i + 1]
    bare = word.lower_.endswith("er") and word.i + 1 < len(the.doc)
    return word.tag_ in ("JJR", "RBR") or (bare and the.doc[word.i + 1].lower_ == "the")


def _starts(the: Token) -> bool:
    before = the.doc[the.i - 1] if the.i else the
    opens = the.i == the.sent.start or before.is_punct or before.is_space
    return opens or before.lower_ in ("that", "and", "but")


def _shrinks(word: Token) -> bool:
    return word.lower_ in words("cause_scales", "shrinking")


def _half(the: Token, stop: int) -> Extent | None:
    """One half without its "the more": where it says "there is X", X."""
    half = the.doc[the.i + 2 : stop]
    there = next((t for t in half if t.lower_ == "there" and t.head.lemma_ == "be"), None)
    if there is not None and there.head.i < stop and there.i == the.i + 2:
        return extent(the.doc[there.head.i + 1 : stop])
    return extent(half)


def _stop(second: Token) -> int:
    """Where the second half ends: at its quote mark, its purpose, or the frame behind it."""
    doc, end = second.doc, second.sent.end
    for token in doc[second.i + 2 : end]:
        if token.text in ('"', ";"):
            return token.i
        if token.text == "," and token.i + 1 < end:
            following = doc[token.i + 1]
            if following.tag_ == "TO" or following.text == '"' or _frame_follows(token, end):
                return token.i
    return end


def _frame_follows(comma: Token, end: int) -> bool:
    """A saying verb with a subject right behind the comma (", officials warned")."""
    for token in comma.doc[comma.i + 1 : min(end, comma.i + 8)]:
        frame = token.lemma_.lower() in words("cause_verbs", "frames")
        if frame and token.tag_ in ("VBD", "VBZ", "VBP") and has_subject(token):
            return True
    return False


def degree_causes(word: Token) -> Iterator[Found]:
    """A degree that drives a clause ("so fierce that …") or keeps off an act ("too weak to …")."""
    if word.lower_ == "too":
        yield from _too(word)
    else:
        yield from _so(word)


def _so(word: Token) -> Iterator[Found]:
    if word.lower_ == "such" and word.head.lemma_ == "be" and word.i < word.head.i:
        yield from _such(word, word.head)
        return
    degree = word.head
    main = clause_head(degree)
    if degree.i < word.i or main is None or word.dep_ not in ("advmod", "det", "predet", "amod"):
        return
    that = next((t for t in word.doc[word.i + 2 : word.sent.end] if t.lower_ == "that"), None)
    if that is None or that.dep_ != "mark" or that.i > word.i + 10:
        return
    verb = that.head
    if not is_verbal(verb) or verb.i < that.i or not has_subject(verb) or verb.i == main.i:
        return
    tokens = [t for t in clause_tokens(main, [verb]) if t.i < that.i]
    driver = extent(tokens, keep=main.i if main.i < that.i else None)
    effect = extent([t for t in clause_tokens(verb) if t.i > that.i], keep=verb.i)
    if driver is not None and effect is not None:
        cue = words_extent(word, word)
        yield Found(driver, effect, cue, verb.i, "causes.degree.so", "+")


def _such(word: Token, be: Token) -> Iterator[Found]:
    """As in "Such was the fury that the mayor fled"."""
    named = next((c for c in be.children if c.i > be.i and c.dep_ in ("attr", "nsubj")), None)
    beside = (*be.children, *(named.children if named is not None else ()))
    verb = next(
        (c for c in beside if is_verbal(c) and any(m.lower_ == "that" for m in c.children)), None
    )
    if named is None or verb is None or not has_subject(verb):
        return
    driver = noun_extent(named, after=be.i, before=verb.left_edge.i)
    effect = extent([t for t in clause_tokens(verb) if t.lower_ != "that"], keep=verb.i)
    if driver is not None and effect is not None:
        yield Found(driver, effect, words_extent(word, word), verb.i, "causes.degree.such", "+")


def _too(word: Token) -> Iterator[Found]:
    degree = word.head
    if degree.pos_ not in ("ADJ", "ADV") or degree.i < word.i or word.dep_ != "advmod":
        return
    main = clause_head(degree)
    if main is None or main.i > word.i:
        return
    beside = (*degree.children, *main.children)
    act = next((c for c in beside if c.i > degree.i and is_verbal(c) and is_infinitive(c)), None)
    own = next((c for c in main.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if act is None or own is None or own.lower_ == "it":
        return
    subject = noun_extent(own, before=main.i)
    effect = extent(clause_tokens(act), keep=act.i)
    if subject is not None and effect is not None:
        driver = (subject[0], degree.idx + len(degree))
        cue = words_extent(word, word)
        yield Found(driver, effect, cue, main.i, "causes.degree.too", "-", "prevention")
