"""The smallest span that carries an act."""

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.reading import syntax
from sayso.reading.events_acts import Act, is_infinitive
from sayso.reading.events_lexicon import classes, noun_patterns
from sayso.reading.events_scene import stray_by

_ASIDE = frozenset({"after", "before", "following", "despite", "amid", "because", "due", "given"})
_PURPOSE = frozenset({"aim", "design", "mean", "intend"})


def act_span(act: Act) -> tuple[int, int]:
    """The characters of an act: a noun phrase, a clause, or a noun with its clause."""
    if act.head.pos_ in ("NOUN", "PROPN") and act.head.i == act.trigger.i:
        return noun_span(act.head)
    start, end = clause_span(act.top, act.head)
    if act.noun is not None and act.top.dep_ == "relcl" and act.noun.is_ancestor(act.top):
        start = min(start, noun_span(act.noun)[0])
    return start, end


def noun_span(noun: Token, without: Iterable[Token] = ()) -> tuple[int, int]:
    """A noun phrase without what is coordinated, apposed or told of it in a clause of its own, and
    without the subtrees of the tokens given.
    """
    drop = [
        *without,
        *(
            c
            for t in noun.subtree
            for c in t.children
            if c.dep_ in ("relcl", "advcl", "parataxis")
            or is_stray_act(c)
            or (t.i == noun.i and c.dep_ in ("appos", "conj", "cc", "preconj"))
            or (c.dep_ in ("acl", "advcl") and c.lemma_ in _PURPOSE)
            or (t.i == noun.i and c.dep_ == "prep" and _is_aside(c))
            or (t.i == noun.i and c.dep_ == "prep" and c.lower_ == "as")
            or (t.i == noun.i and _is_outcome(c))
        ),
    ]
    by = stray_by(noun)
    tokens = syntax.kept_tokens(noun, drop) + (list(by.subtree) if by is not None else [])
    return syntax.bounds(without_loose_ends(tokens, noun), keep=noun.i)


def _is_outcome(token: Token) -> bool:
    """As in "shot [dead] two soldiers": an adjective before the number is the verb's."""
    if token.dep_ != "amod" or token.i == 0:
        return False
    behind = token.nbor(1)
    counted = behind.head.i == token.head.i and behind.dep_ in ("nummod", "det", "quantmod")
    return counted and token.nbor(-1).pos_ == "VERB"


def without_loose_ends(tokens: list[Token], head: Token) -> list[Token]:
    """Without the "and" or "as well as" that what was dropped at the end leaves behind."""
    kept = sorted(tokens, key=lambda t: t.i)
    while len(kept) > 1 and kept[-1].i != head.i and (kept[-1].dep_ == "cc" or _joins(kept[-1])):
        kept.pop()
    return kept


def _joins(token: Token) -> bool:
    return token.lower_ in ("as", "well") and any(a.dep_ == "cc" for a in token.ancestors)


def clause_span(top: Token, verb: Token) -> tuple[int, int]:
    """A clause without clauses and asides that are propositions of their own, with the subject that
    controls an infinitive, with the noun where a clause restricts it.
    """
    keep = {top.i, verb.i, *(a.i for a in verb.ancestors if top.is_ancestor(a))}
    drop = [
        c
        for t in top.subtree
        for c in t.children
        if c.i not in keep and _is_dropped(t, c, top, verb)
    ]
    mark = next((c for c in top.children if c.dep_ == "mark" and c.i < top.i), None)
    if mark is not None:
        drop += [c for c in top.children if c.i <= mark.i]
    tokens = syntax.kept_tokens(top, drop)
    start, end = syntax.bounds(_trimmed(tokens, top), keep=top.i)
    lead = _lead(top)
    if lead is not None:
        start = min(start, noun_span(lead)[0])
    return start, end


def is_stray_act(noun: Token) -> bool:
    """An act coordinated with what is none, hung too low by the parse ("raids by X and fire")."""
    if noun.dep_ != "conj" or noun.pos_ != "NOUN":
        return False
    known = noun_patterns()
    return noun.lemma_.lower() in known and noun.head.lemma_.lower() not in known


def _is_dropped(parent: Token, child: Token, top: Token, verb: Token) -> bool:
    own = parent.i in (top.i, verb.i)
    if child.dep_ == "relcl" and _says_when(child):
        return False
    if child.dep_ in ("relcl", "parataxis"):
        return True
    if child.dep_ == "ccomp" and child.i < parent.i and parent.i == top.i:
        return True
    if child.dep_ == "acl":
        return child.lemma_ in _PURPOSE or (not own and child.tag_ == "VBN" and _is_long(child))
    if child.dep_ == "advcl":
        return not (own and is_infinitive(child) and child.i == parent.i + 1)
    if child.dep_ == "conj":
        return own and syntax.is_verbal(child)
    if child.dep_ == "cc":
        return own
    return own and child.dep_ == "prep" and _is_aside(child)


def _says_when(clause: Token) -> bool:
    """A relative clause that only says when or where the act was ("that took place this week")."""
    taken = clause.lemma_ == "take" and any(c.lower_ == "place" for c in clause.children)
    opener = clause.left_edge
    apart = opener.i > 0 and opener.nbor(-1).is_punct
    return not apart and (taken or clause.lemma_ in ("occur", "happen"))


def _is_long(token: Token) -> bool:
    return token.right_edge.i - token.left_edge.i > 8


def _is_aside(prep: Token) -> bool:
    """Another proposition ("after the raid", "amid protests"); "after midnight" is a time."""
    if prep.lower_ not in _ASIDE:
        return False
    return not any(t.ent_type_ in ("DATE", "TIME") for t in prep.children)


def _trimmed(tokens: list[Token], top: Token) -> list[Token]:
    """Without words of connection before the clause ("Separately,", "Meanwhile,")."""
    kept = list(tokens)
    while (
        len(kept) > 2 and kept[0].i != top.i and kept[0].pos_ in ("ADV", "CCONJ", "INTJ", "SCONJ")
    ):
        if kept[0].dep_ not in ("advmod", "cc", "intj"):
            break
        if not (kept[1].is_punct or kept[0].dep_ == "cc" or kept[0].tag_ == "WRB"):
            break
        kept.pop(0)
    return kept


def _lead(top: Token) -> Token | None:
    """The noun before a clause that belongs to its span: an infinitive's subject, the noun that a
    participle or a restrictive clause tells of.
    """
    verb = top
    while verb.dep_ == "conj" and syntax.is_verbal(verb.head):
        verb = verb.head
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and is_infinitive(verb):
        noun = syntax.direct_object(verb.head)
        return noun if noun is not None and noun.i < verb.i else None
    if any(c.dep_ in syntax.SUBJECTS for c in verb.children) and verb.dep_ == "acl":
        return None
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBG") and verb.head.pos_ in ("NOUN", "PROPN"):
        return None if verb.head.lemma_.lower() in classes()["media"] else verb.head
    if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):
        nonrestrictive = any(t.lower_ in ("which", "who", "where") for t in verb.children)
        before = verb.left_edge
        comma = before.i > 0 and (before.nbor(-1).is_punct or before.is_punct)
        return None if nonrestrictive and comma else verb.head
    return None
