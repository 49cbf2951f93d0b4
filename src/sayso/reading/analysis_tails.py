"""Parses mended where a sentence ends in its source and the parser ran the two into one.

What is said and who says it are parsed once more, each for itself, and set together as a verb of
saying and its clause. Every reader that asks the parse how far a clause reaches then stops where
the source begins.
"""

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from sayso.reading.syntax_tails import Tail, tail_of

Parse = Callable[[Sequence[str], Sequence[bool]], Doc]


def mend_tails(doc: Doc, parse: Parse) -> Doc:
    """The doc, its heads and tags set anew in the sentences that a parser misread so. ``parse``
    gives words, each with whether a space follows it, as a parsed Doc.
    """
    heads = [t.head.i for t in doc]
    deps = [t.dep_ for t in doc]
    mended = False
    for sentence in list(doc.sents):
        tail = tail_of(sentence)
        if tail is None:
            continue
        _split_names(doc, tail)
        if _is_sound(tail):
            continue
        mended = _mend(tail, sentence, parse, heads, deps) or mended
    return _with_heads(doc, heads, deps) if mended else doc


def _mend(tail: Tail, sentence: Sentence, parse: Parse, heads: list[int], deps: list[str]) -> bool:
    """Write the new heads of a sentence into those of the doc; False where they make no whole."""
    said, frame = _parsed(tail.content, parse, "."), _parsed(tail.frame, parse)
    cue = next(i for i, t in enumerate(tail.frame) if t.i == tail.cue.i)
    top = _top(said, len(tail.content))
    if frame[cue].head.i != cue or top is None:
        return False
    _set(tail.content, said, top, heads, deps)
    _set(tail.frame, frame, cue, heads, deps)
    _as_subject(tail, heads, deps)
    clause = tail.content[top].i
    if tail.parted:
        heads[tail.cue.i], deps[tail.cue.i] = clause, "parataxis"
    else:
        heads[clause], deps[clause] = tail.cue.i, "ccomp"
    for comma in tail.borders:
        heads[comma.i], deps[comma.i] = tail.cue.i, "punct"
    for token in sentence:
        if token.is_space:
            heads[token.i] = token.i - 1 if token.i > sentence.start else tail.cue.i
    return True


def _split_names(doc: Doc, tail: Tail) -> None:
    """Part what the pipeline took for one name over the comma between a role and its bearer ("the
    mayor of Torvia, Lena Orlik").
    """
    commas = {t.i for t in tail.source if t.text == ","}
    if not any(commas & set(range(e.start, e.end)) for e in doc.ents):
        return
    kept: list[Sentence] = []
    for ent in doc.ents:
        at = next((i for i in range(ent.start + 1, ent.end - 2) if i in commas), None)
        parts = [(ent.start, ent.end)] if at is None else [(ent.start, at), (at + 1, ent.end)]
        kept.extend(Sentence(doc, start, end, label=ent.label) for start, end in parts)
    doc.set_ents(kept)


def _as_subject(tail: Tail, heads: list[int], deps: list[str]) -> None:
    """Hang the whole source on its first noun, and that on the verb as its subject."""
    inside = {t.i for t in tail.source}
    tops = [t for t in tail.source if heads[t.i] not in inside and not t.is_punct]
    lead = next((t for t in tops if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if lead is None:
        return
    heads[lead.i], deps[lead.i] = tail.cue.i, "nsubj"
    for token in tail.source:
        if token.i != lead.i and heads[token.i] not in inside:
            heads[token.i] = lead.i
            deps[token.i] = "punct" if token.is_punct else "appos"


def _is_sound(tail: Tail) -> bool:
    """Does the parse part what is said from its source, as a clause and the verb that says it?"""
    inside = {t.i for t in tail.content}
    framed = {t.i for t in tail.frame}
    tops = [t for t in tail.content if t.head.i not in inside or t.head.i == t.i]
    if tail.parted:
        return len(tops) == 1 and all(t.head.i in framed or t.i == tail.cue.i for t in tail.source)
    if [t.head.i for t in tops] != [tail.cue.i] or tops[0].dep_ != "ccomp":
        return False
    return all(t.head.i in framed or t.i == tail.cue.i for t in tail.frame)


def _parsed(tokens: Sequence[Token], parse: Parse, closed: str = "") -> Doc:
    """Tokens parsed as a sentence of their own, ended with ``closed``."""
    texts = [t.text for t in tokens]
    spaces = [bool(t.whitespace_) for t in tokens]
    if closed:
        spaces[-1] = False
        texts.append(closed)
        spaces.append(False)
    return parse(texts, spaces)


def _top(said: Doc, length: int) -> int | None:
    """The index of the verb that what is said hangs on; None where it is no one clause."""
    roots = [t for t in said if t.head.i == t.i]
    if len(roots) != 1 or roots[0].i >= length or roots[0].pos_ not in ("VERB", "AUX"):
        return None
    return roots[0].i


def _set(tokens: Sequence[Token], parsed: Doc, top: int, heads: list[int], deps: list[str]) -> None:
    """Give tokens the tags of another parse, and heads and deps their values of it. What that
    leaves without a head in it hangs on ``top``.
    """
    for index, (token, new) in enumerate(zip(tokens, parsed, strict=False)):
        token.tag_, token.pos_, token.lemma_ = new.tag_, new.pos_, new.lemma_
        token.morph = new.morph
        loose = new.head.i >= len(tokens) or (new.head.i == index and index != top)
        at = top if loose else new.head.i
        heads[token.i], deps[token.i] = tokens[at].i, "dep" if loose else new.dep_


def _with_heads(doc: Doc, heads: list[int], deps: list[str]) -> Doc:
    values = [
        ((head - i) % 2**64, doc.vocab.strings.add(dep))
        for i, (head, dep) in enumerate(zip(heads, deps, strict=True))
    ]
    return doc.from_array(["HEAD", "DEP"], cast(Any, np.array(values, dtype=np.uint64)))
