"""How far a driver or an effect reaches: noun phrases, clauses, and what hangs right of a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Relation
from sayso.reading.causes_words import says_when
from sayso.reading.syntax import SUBJECTS, bounds, is_verbal

Extent = tuple[int, int]
Sign = Literal["+", "-", "?"]

_LOOSE = frozenset({"relcl", "appos", "acl", "advcl"})
_BREAKS = frozenset({",", "-", "--", "–", "—", "(", ";"})


@dataclass(frozen=True, slots=True)
class Found:
    """A driver and an effect with the cue that joins them; all extents are characters."""

    driver: Extent
    effect: Extent
    cue: Extent
    anchor: int
    rule: str
    sign: Sign = "+"
    relation: Relation = "cause"
    confidence: float = 0.7
    condition: Extent | None = None


@lru_cache(maxsize=1)
def _frame_verbs() -> frozenset[str]:
    return words("cause_verbs", "frames")


def extent(tokens: Iterable[Token], *, keep: int | None = None) -> Extent | None:
    """The characters of the tokens less punctuation and joining words at their edges, or None."""
    kept = sorted({t for t in tokens if not t.is_space}, key=lambda t: t.i)
    opened = next((n for n, t in enumerate(kept) if t.text == "("), None)
    if opened and not any(t.text == ")" for t in kept[opened:]):
        kept = kept[:opened]  # a bracket the parse cut open
    kept = kept[: _denied_reason(kept)]
    while kept and (kept[-1].is_punct or kept[-1].dep_ == "cc") and kept[-1].text != ")":
        kept.pop()
    if not kept or all(t.is_punct for t in kept):
        return None
    return bounds(kept, keep=keep)


def _denied_reason(tokens: list[Token]) -> int:
    """Where ", not because of the truce" begins, which is another's reason; else the length."""
    for n in range(1, len(tokens) - 1):
        denied = tokens[n].lower_ == "not" and tokens[n - 1].text == ","
        if denied and tokens[n + 1].lower_ in ("because", "for", "due", "as"):
            return n
    return len(tokens)


def words_extent(first: Token, last: Token) -> Extent:
    """The characters from the first word to the last."""
    return first.idx, last.idx + len(last)


def subtree(token: Token, drop: Iterable[Token] = ()) -> list[Token]:
    """The tokens below a token without those below the tokens dropped, in text order."""
    gone: set[int] = set()
    for dropped in drop:
        gone.update(t.i for t in dropped.subtree)
    return [t for t in token.subtree if t.i not in gone and not t.is_space]


def is_set_off(token: Token) -> bool:
    """Does a comma, dash or bracket part the phrase from what stands before it?"""
    left = token.left_edge.i
    return left > 0 and token.doc[left - 1].text in _BREAKS


def noun_tokens(noun: Token) -> list[Token]:
    """The tokens of a noun phrase with its conjuncts, phrases and restrictive clauses; what is set
    off by commas or dashes is left out.
    """
    drop = []
    for token in _nouns(noun):
        for child in token.children:
            if child.i < token.i:
                continue
            loose = child.dep_ in _LOOSE and is_set_off(child) and not _is_listed(child)
            loose = loose or (child.dep_ == "relcl" and token.pos_ == "PROPN")
            clause = child.dep_ == "conj" and is_verbal(child) and has_subject(child)
            if loose or clause or child.dep_ == "parataxis" or is_source(child):
                drop.append(child)
    return subtree(noun, drop)


def _is_listed(noun: Token) -> bool:
    """One of a list that the parse took for an apposition ("two deaths, nine injuries and …")."""
    return noun.dep_ == "appos" and any(c.dep_ in ("cc", "conj") for c in noun.children)


def noun_extent(noun: Token, *, after: int = -1, before: int = 1 << 60) -> Extent | None:
    """The characters of a noun phrase, of its part between two token indices where given."""
    return extent([t for t in noun_tokens(noun) if after < t.i < before], keep=noun.i)


def _nouns(noun: Token) -> list[Token]:
    """The noun, its conjuncts and the objects of its phrases, down to clauses."""
    found, queue = [], [noun]
    while queue:
        token = queue.pop()
        found.append(token)
        queue.extend(
            c
            for c in token.children
            if (c.dep_ == "conj" and not is_verbal(c))
            or c.dep_ in ("prep", "pobj", "agent", "pcomp")
        )
    return found


def has_subject(verb: Token) -> bool:
    """Has the verb a subject of its own?"""
    return any(c.dep_ in SUBJECTS or c.dep_ == "expl" for c in verb.children)


def is_source(token: Token) -> bool:
    """What names a source: "according to …", or a clause like "police said" set into another."""
    if token.lower_ == "according":
        return True
    return token.dep_ in ("parataxis", "advcl", "ccomp") and is_frame(token) and _is_tucked(token)


def _is_tucked(token: Token) -> bool:
    return has_subject(token) and not any(
        c.dep_ in ("ccomp", "xcomp", "dobj", "mark") for c in token.children
    )


def is_frame(token: Token) -> bool:
    """A verb of saying or thinking, which frames what is claimed and is no part of it."""
    return token.lemma_.lower() in _frame_verbs() and is_verbal(token)


def claim_of(verb: Token) -> Token:
    """The verb of what is claimed: down from "he said (that) …" to the clause said."""
    while is_frame(verb):
        inner = [c for c in verb.children if c.dep_ == "ccomp" and is_verbal(c)]
        if not inner:
            return verb
        verb = inner[0]
    return verb


def whole_act(verb: Token) -> Token:
    """The verb whose clause tells an act whole: up from an infinitive to what governs it and has
    the subject ("had to halt", "failed to persuade", "decided to close").
    """
    while verb.dep_ == "xcomp" and not has_subject(verb):
        above = verb.head
        if above.pos_ == "ADJ" and is_verbal(above.head):
            above = above.head  # "was unable to sail"
        raising = above.lemma_.lower() in words("cause_links", "raising") or above.lemma_ == "be"
        if not is_verbal(above) or not raising or any(c.dep_ == "dobj" for c in above.children):
            break
        if above.dep_ == "conj" and not has_subject(above):
            break  # its subject stands before another act ("hoisted flags and threatened to go")
        verb = above
    return verb


def clause_tokens(verb: Token, drop: Iterable[Token] = ()) -> list[Token]:
    """The tokens of the clause a verb heads, without what is dropped, without clauses that stand
    beside it or are set off by commas, without sources. A conjoined verb without a subject takes
    that of the first; a relative clause or participle takes the noun it belongs to.
    """
    dropped = list(drop)
    gone = {d.i for d in dropped}
    last = max((d.i for d in dropped if d.i > verb.i), default=0)
    first = _first_of_core(verb)
    for child in verb.children:
        if child.i in gone:
            continue
        late = child.dep_ == "conj" and verb.i < last < child.i
        if late or _is_beside(child, verb) or _is_loose(child, verb, first) or is_source(child):
            dropped.append(child)
    tokens = subtree(verb, dropped)
    tokens = _without_tail(tokens, verb)
    borrowed = _borrowed(verb, dropped)
    if borrowed and verb.dep_ == "relcl" and len(tokens) <= 2:
        return borrowed  # "the clashes, which erupted over …": the clashes
    return [*borrowed, *tokens]


def whole_clause_tokens(verb: Token) -> list[Token]:
    """The tokens of a subordinate clause with the clauses coordinated to it ("if the governor
    resigns and the army stays in its barracks"), unless a comma parts those from it.
    """
    tokens = clause_tokens(verb)
    for child in verb.children:
        joined = child.dep_ == "conj" and has_subject(child) and child.i > verb.i
        left = child.left_edge.i
        if joined and not any(t.text in _BREAKS for t in verb.doc[max(left - 2, verb.i) : left]):
            words_between = [c for c in verb.children if c.dep_ == "cc" and verb.i < c.i < child.i]
            tokens = [*tokens, *words_between, *clause_tokens(child)]
    return tokens


def _is_beside(child: Token, verb: Token) -> bool:
    """A clause with a subject of its own, or one put in."""
    if child.dep_ == "parataxis":
        return True
    return child.dep_ == "conj" and child.i > verb.i and has_subject(child)


def _first_of_core(verb: Token) -> int:
    """Where subject, auxiliaries and verb of a clause begin."""
    core = (c.left_edge.i for c in verb.children if c.dep_ in SUBJECTS or c.dep_ == "expl")
    return min(core, default=verb.i)


def _is_loose(child: Token, verb: Token, first: int) -> bool:
    """What a comma sets off at either end of a clause: "When they failed, …", "…, ending in …"."""
    if child.i > verb.i:
        return child.dep_ == "advcl" and is_set_off(child)
    if child.right_edge.i >= first:
        return False
    closed = child.doc[child.right_edge.i + 1].text == ","
    if child.dep_ == "advcl":
        return True
    if child.dep_ == "prep":
        return closed and child.right_edge.i - child.left_edge.i > 6
    return closed and child.dep_ in ("advmod", "cc")


def _without_tail(tokens: list[Token], verb: Token) -> list[Token]:
    """The tokens without relative clauses and appositions that commas set off at their end."""
    for token in tokens:
        if token.i > verb.i and token.dep_ in ("relcl", "acl") and _is_aside(token):
            last = tokens[-1]
            if token.right_edge.i >= last.i - 1 and not token.is_ancestor(verb):
                kept = [t for t in tokens if t.i < token.left_edge.i]
                return kept or tokens
    return tokens


def _is_aside(clause: Token) -> bool:
    """A clause that tells more of a noun and picks none out: set off, or behind a name."""
    return is_set_off(clause) or (clause.dep_ == "relcl" and clause.head.pos_ == "PROPN")


def _borrowed(verb: Token, dropped: list[Token]) -> list[Token]:
    """The words a clause without a subject takes from what it hangs on."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if verb.dep_ == "conj" and is_verbal(verb.head) and own is None:
        head = verb.head
        rest = [t for t in subtree(head, [verb, *dropped]) if t.i < verb.i]
        return _from_core(head, rest)
    noun = verb.head
    relative = verb.dep_ == "relcl" and own is not None and own.tag_ in ("WDT", "WP")
    participle = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBG")
    if (relative or participle) and noun.i < verb.i:
        return [t for t in noun_tokens(noun) if t.i < verb.left_edge.i]
    return []


def _from_core(verb: Token, tokens: list[Token]) -> list[Token]:
    first = _first_of_core(verb)
    return [t for t in tokens if t.i >= first]


def clause_extent(verb: Token, drop: Iterable[Token] = ()) -> Extent | None:
    """The characters of the clause a verb heads; of "there is pressure on the group" those of
    "pressure on the group", while a negated one stays a clause.
    """
    dropped = list(drop)
    thing = existential(verb)
    if thing is not None:
        inside = extent([t for t in noun_tokens(thing) if not _below(t, dropped)], keep=thing.i)
        if inside is not None:
            return inside
    return extent(clause_tokens(verb, dropped), keep=verb.i)


def existential(verb: Token) -> Token | None:
    """The noun of "there is …", None where the verb is another or it is negated."""
    if verb.lemma_ != "be" or not any(c.dep_ == "expl" for c in verb.children):
        return None
    noun = next((c for c in verb.children if c.dep_ in ("attr", "nsubj", "dobj")), None)
    if noun is None or any(c.dep_ == "neg" for c in verb.children):
        return None
    if any(c.lower_ in ("no", "not", "neither") for c in noun.children):
        return None
    return noun


def _below(token: Token, tops: Iterable[Token]) -> bool:
    return any(top.i == token.i or top.is_ancestor(token) for top in tops)


def right_of(token: Token) -> Token | None:
    """The head of the phrase that begins right of a token: the highest word reached from its right
    neighbour without leaving what stands to the right.
    """
    doc = token.doc
    index = token.i + 1
    while index < len(doc) and (doc[index].is_space or doc[index].text in ('"', "'", "`")):
        index += 1
    if index >= len(doc) or doc[index].sent.start != token.sent.start:
        return None
    head = doc[index]
    while head.head.i > token.i and head.head.i != head.i and head.head.left_edge.i > token.i:
        head = head.head
    return head


def phrase_object(preposition: Token) -> Extent | None:
    """The noun phrase or clause behind a preposition, however the parse hung it; None if none."""
    below = next(
        (c for c in preposition.children if c.dep_ in ("pobj", "pcomp") and c.i > preposition.i),
        None,
    )
    if below is None:
        below = right_of(preposition)
        if below is None or below.i < preposition.i:
            return None
    if is_verbal(below):
        return extent([t for t in clause_tokens(below) if t.i > preposition.i], keep=below.i)
    return noun_extent(below, after=preposition.i)


def phrase_behind(link: Token) -> Extent | None:
    """What stands behind a preposition, with the phrases that the parse hung on what the
    preposition itself hangs on ("a cause of hunger in the camps").
    """
    found = phrase_object(link)
    if found is None:
        return None
    start, end = found
    for child in sorted(link.head.children, key=lambda c: c.i):
        below = next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ != "prep" or child.idx != end + 1 or below is None:
            continue
        if says_when(below) or child.lower_ not in words("cause_verbs", "where"):
            break
        end = (noun_extent(below, after=child.i) or found)[1]
    return start, end


def governor(first: Token, last: Token) -> Token | None:
    """The word outside the tokens from ``first`` to ``last`` on which they hang, or None."""
    token = first
    for _ in range(20):
        if token.head.i == token.i:
            return None
        token = token.head
        if not first.i <= token.i <= last.i:
            return token
    return None


def clause_head(token: Token) -> Token | None:
    """The verb whose clause a word stands in, the word itself where it is one; None if none."""
    for _ in range(30):
        if is_verbal(token) and token.dep_ not in ("amod", "compound"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def is_infinitive(verb: Token) -> bool:
    """A verb with its "to"."""
    return any(c.tag_ == "TO" and c.dep_ == "aux" for c in verb.children)


def overlaps(a: Extent, b: Extent) -> bool:
    """Do two extents share a character?"""
    return a[0] < b[1] and b[0] < a[1]
