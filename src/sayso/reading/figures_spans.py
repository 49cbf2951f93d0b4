"""The smallest characters that carry a count."""

from collections.abc import Iterable

from spacy.tokens import Token

from sayso.reading.figures_measures import Predicate
from sayso.reading.syntax import bounds, is_verbal

_NEVER = frozenset({"mark", "cc", "punct", "parataxis", "advcl", "preconj", "intj", "appos"})
_CARRIERS = frozenset({"according", "including", "after", "following"})


def clause_span(first: int, predicate: Predicate) -> tuple[int, int]:
    """From the counted noun to the end of its clause ("74 villagers were killed on June 2")."""
    return clause_span_of(predicate.token, first)


def clause_span_of(verb: Token, first: int) -> tuple[int, int]:
    """The clause of a verb from the token ``first`` on."""
    return bounds([t for t in _clause(verb) if t.i >= first] or [verb], keep=verb.i)


def verb_span(predicate: Predicate) -> tuple[int, int]:
    """From the verb to the end of its clause ("killed at least 12 people in Karachi")."""
    verb = predicate.token
    return bounds([t for t in _clause(verb) if t.i >= verb.i], keep=verb.i)


def noun_span(first: int, core: Token, last: int) -> tuple[int, int]:
    """The noun phrase from the number on: its complements, without relative clauses, appositions
    and what is coordinated.
    """
    drop = [
        c
        for c in core.children
        if c.dep_ in ("relcl", "appos", "cc", "conj", "punct", "parataxis", "advcl", "ccomp")
        or (c.dep_ == "prep" and c.lower_ in _CARRIERS)
        or (c.dep_ == "acl" and c.i > core.i and c.tag_ == "VBG")
    ]
    kept = _without(core, drop)
    doc = core.doc
    kept += [doc[i] for i in range(first, last + 1) if not doc[i].is_space]
    low = min(first, core.i)
    return bounds({t.i: t for t in kept if t.i >= low}.values(), keep=core.i)


def _clause(verb: Token) -> list[Token]:
    drop = [c for c in verb.children if _is_outside(c, verb)]
    kept = _without(verb, drop)
    stop = next((t.i for t in kept if t.i > verb.i and t.text in (";", "--")), None)
    return kept if stop is None else [t for t in kept if t.i < stop]


def _is_outside(child: Token, verb: Token) -> bool:
    if child.dep_ in _NEVER:
        return True
    if child.dep_ == "conj":
        return is_verbal(child) or child.i > verb.i
    if child.dep_ == "prep":
        after_comma = child.i > verb.i and child.i > 0 and child.doc[child.i - 1].text == ","
        return after_comma or child.lower_ in _CARRIERS
    if child.dep_ in ("ccomp", "npadvmod") and child.i > verb.i:
        return is_verbal(child)
    return child.dep_ == "advmod" and child.tag_ == "WRB"


def _without(head: Token, drop: Iterable[Token]) -> list[Token]:
    gone = {t.i for d in drop for t in d.subtree}
    return [t for t in head.subtree if t.i not in gone and not t.is_space]
