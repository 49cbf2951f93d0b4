"""Causes worded as prepositions, reasons beside a head, and adverbs that open the effect."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Relation
from sayso.reading.causes_clauses import subordinate_cause
from sayso.reading.causes_cues import Link, Reason, links, reasons
from sayso.reading.causes_spans import (
    Extent,
    Found,
    claim_of,
    clause_extent,
    clause_head,
    clause_tokens,
    extent,
    governor,
    has_subject,
    is_frame,
    is_infinitive,
    noun_extent,
    phrase_object,
    whole_act,
    words_extent,
)
from sayso.reading.causes_words import is_act_noun, is_actor
from sayso.reading.syntax import is_verbal

_OBLIQUE = frozenset({"dobj", "pobj", "attr", "obj", "oprd", "dative", "npadvmod", "conj", "appos"})
_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})


def link_causes(token: Token) -> Iterator[Found]:
    """What a connective that begins at the token joins, at most one finding."""
    denied = token.i > 1 and token.nbor(-1).lower_ in ("not", "n't")
    if denied and (token.nbor(-2).lemma_ != "be" or token.head.i > token.i):
        return  # "not because of the truce": what is not the reason is none
    for link in links().get(token.lower_, ()):
        last = _matches(token, link.words)
        if last is None:
            continue
        found = _read(token, last, link)
        if found is not None:
            yield found
        if found is not None or len(link.words) > 1:
            return


def _read(first: Token, last: Token, link: Link) -> Found | None:
    if link.kind == "subordinators":
        return subordinate_cause(first, last, link)
    if link.kind == "adverbs":
        return _adverb(first, last, link)
    return _preposition(first, last, link)


def _matches(token: Token, cue: tuple[str, ...]) -> Token | None:
    """The last token of the cue where its words begin at the token, else None."""
    doc, last = token.doc, token
    for offset, word in enumerate(cue):
        if token.i + offset >= len(doc) or doc[token.i + offset].lower_ != word:
            return None
        last = doc[token.i + offset]
    return last


def _preposition(first: Token, last: Token, link: Link) -> Found | None:
    head = governor(first, last)
    driver = phrase_object(last)
    if driver is None or (link.test == "preposition" and not _is_preposition(first)):
        return None
    if head is None or (head.i > last.i and not is_verbal(head)):
        head = _root_beside(first)
    effect = other_side(head, first, last) if head is not None else None
    if link.test == "noun_follows" and last.i + 1 < len(last.doc) and last.nbor().tag_ == "VB":
        return None  # "due to resume on Sunday" is a plan
    if head is None or effect is None or (link.test == "would_be" and not _would_be(head)):
        return None
    if link.test == "fronted" and (first.dep_ != "prep" or first.head.i < first.i):
        return None  # "was given the task"
    if link.test == "opening" and first.i != first.sent.start:
        return None  # only what opens a sentence is its reason ("Faced with losses, …")
    if link.test == "feeling" and not _is_felt(last):
        return None
    if link.weak and _is_said(head):
        return None  # "a statement following the raid" only says when
    driver, effect = _parted(first, head, driver, effect)
    cue = words_extent(first, last)
    anchor = side_anchor(head, first)
    return Found(driver, effect, cue, anchor, link.rule, link.sign, link.relation, link.confidence)


def _is_felt(last: Token) -> bool:
    below = next((c for c in last.children if c.dep_ in ("pobj", "pcomp")), None)
    return below is not None and below.lemma_.lower() in words("cause_links", "feelings")


def _parted(first: Token, head: Token, driver: Extent, effect: Extent) -> tuple[Extent, Extent]:
    """Both sides, where the parse took the subject of the clause behind a fronted phrase for one
    of a list in it ("Owing to a lack of paper, shops and schools stayed shut").
    """
    if first.i != first.sent.start or head.i < first.i or has_subject(head):
        return driver, effect
    commas = (t for t in first.doc[first.i : head.i] if t.text == ",")
    comma = next((t for t in commas if driver[0] < t.idx < driver[1]), None)
    if comma is None:
        return driver, effect
    end = extent(t for t in first.doc[first.i : head.i] if t.i < comma.i)
    start = first.doc[comma.i + 1].idx
    return (driver[0], end[1] if end else driver[1]), (start, effect[1])


def _is_said(head: Token) -> bool:
    """Is what a phrase hangs on only said or shown, in a verb or on paper?"""
    told = (head, *(c for c in head.children if c.dep_ == "dobj" and is_verbal(head)))
    return is_frame(head) or any(t.lemma_.lower() in words("cause_links", "papers") for t in told)


def _would_be(head: Token) -> bool:
    """A main clause about what will or would be: only there is "without X" a condition."""
    modals = ("will", "would", "could", "can", "may", "might", "'ll")
    return is_verbal(head) and any(c.dep_ == "aux" and c.lower_ in modals for c in head.children)


def _is_preposition(word: Token) -> bool:
    """Does "following" work as a preposition: so parsed, or before an act?"""
    if word.dep_ in ("prep", "mark"):
        return True
    thing = next((c for c in word.children if c.dep_ == "dobj"), None)
    return word.tag_ == "VBG" and thing is not None and is_act_noun(thing)


def _root_beside(token: Token) -> Token | None:
    root = token.sent.root
    return root if is_verbal(root) and root.i != token.i else None


def other_side(head: Token, first: Token, last: Token) -> Extent | None:
    """What a phrase from ``first`` to ``last`` hangs on, as characters: the clause of its head, or
    the head itself where it is a noun before its verb or without one.
    """
    side = _side(head, first)
    if not is_verbal(side):
        span = {"before": first.i} if side.i < first.i else {"after": last.i}
        return noun_extent(side, **span)
    main = claim_of(side)
    predicate = _predicate(main, first)
    if predicate is not None:
        return predicate
    phrase = _top(first, last)
    main = whole_act(main)
    found = clause_extent(main, [phrase] if phrase is not None else [])
    return _clear_of(found, main, first, last)


def side_anchor(head: Token, first: Token) -> int:
    """The token whose clause decides how sure the other side of a phrase is."""
    side = _side(head, first)
    return claim_of(side).i if is_verbal(side) else side.i


def _side(head: Token, first: Token) -> Token:
    """The clause's verb, where the phrase was hung on its object or on a participle inside a longer
    verb chain; a noun before its verb stays.
    """
    if is_verbal(head):
        return head
    verb = clause_head(head)
    if verb is None or (head.dep_ not in _OBLIQUE and head.i < verb.i):
        return head
    return verb if verb.i < first.i or head.i > verb.i else head


def _predicate(main: Token, first: Token) -> Extent | None:
    """The subject alone, where "the shortage was due to X" says no more of it."""
    if main.lemma_ != "be" or main.i >= first.i:
        return None
    between = [t for t in main.children if main.i < t.i < first.i and not t.is_punct]
    if any(t.dep_ not in ("advmod", "neg", "aux") for t in between):
        return None
    own = next((c for c in main.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return noun_extent(own, before=main.i) if own is not None else None


def _top(first: Token, last: Token) -> Token | None:
    """The highest word of a phrase."""
    for token in first.doc[first.i : last.i + 1]:
        if not first.i <= token.head.i <= last.i:
            return token
    return None


def _clear_of(found: Extent | None, main: Token, first: Token, last: Token) -> Extent | None:
    """The part of an effect that does not hold the cue: before it, or behind it."""
    if found is None or found[1] <= first.idx or found[0] >= last.idx + len(last):
        return found
    tokens = clause_tokens(main)
    if main.i < first.i:
        return extent([t for t in tokens if t.i < first.i], keep=main.i)
    own = _subject_start(main)
    floor = own if first.i < own <= main.i else last.i + 1
    return extent([t for t in tokens if t.i >= floor], keep=main.i)


def _subject_start(verb: Token) -> int:
    starts = (c.left_edge.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl"))
    return min(starts, default=verb.i)


# Reasons beside a head -----------------------------------------------------------------------


def reason_causes(token: Token) -> Iterator[Found]:
    """The reason or goal a small preposition gives beside a head of its kind ("a clash over land",
    "jailed for theft"), or before what somebody did ("fined them for blocking the road").
    """
    if token.dep_ not in ("prep", "dative"):
        return
    if token.lower_ == "for" and _names_reason(token):
        yield from _reason(token, token.head, "causes.reason.named", "cause")
        return
    for reason in reasons().get(token.lower_, ()):
        head = _head_of_kind(token, reason.heads)
        if head is None or not _is_reason(token, reason):
            continue
        if head.dep_ == "advcl" and is_infinitive(head):
            return  # "to protest against the visit" is itself a goal
        yield from _reason(token, head, f"causes.reason.{reason.name}", reason.relation)
        return
    if token.lower_ in ("for", "by"):
        yield from _deed(token)


def _names_reason(token: Token) -> bool:
    """As "for security reasons": the noun itself says so."""
    below = next((c for c in token.children if c.dep_ == "pobj"), None)
    if below is None or below.lemma_.lower() not in words("cause_links", "named_reasons"):
        return False
    return any(c.dep_ in ("amod", "compound", "poss") for c in below.children)


def _reason(token: Token, head: Token, rule: str, relation: Relation) -> Iterator[Found]:
    driver = phrase_object(token)
    named = head.dep_ == "pobj" and token.head.i == head.i  # "after a dispute over land"
    effect = noun_extent(head, before=token.i) if named else other_side(head, token, token)
    if driver is not None and effect is not None:
        anchor = head.i if named else side_anchor(head, token)
        cue = words_extent(token, token)
        yield Found(driver, effect, cue, anchor, rule, "+", relation, 0.65)


def _is_reason(token: Token, reason: Reason) -> bool:
    """Not a time, a number or a place ("over two days"); for "against" a thing, not whom."""
    below = next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), None)
    if below is None or below.ent_type_ in _MEASURES or below.tag_ in ("PRP", "CD"):
        return False
    if below.lemma_.lower() in words("cause_links", "no_reasons"):
        return False
    if token.lower_ == "at" and below.ent_type_ in ("GPE", "LOC", "FAC", "ORG"):
        return False
    return not (reason.things_only and is_actor(below))


def _head_of_kind(preposition: Token, heads: frozenset[str]) -> Token | None:
    """The head of the kind asked for: what the preposition hangs on, or the verb above it, or that
    verb's object, when the parse hung the phrase on a nearer noun.
    """
    token = preposition.head
    if token.dep_ == "pobj" and preposition.lower_ == "of" and token.lemma_.lower() not in heads:
        return None  # "died in the name of": the phrase is the noun's own
    for _ in range(6):
        if token.lemma_.lower() in heads:
            return token
        if is_verbal(token):
            return token if _object_of_kind(token, preposition, heads) else None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _object_of_kind(verb: Token, preposition: Token, heads: frozenset[str]) -> bool:
    return any(
        c.lemma_.lower() in heads
        for c in verb.children
        if c.dep_ in ("dobj", "nsubjpass", "nsubj") and c.i < preposition.i
    )


def _deed(token: Token) -> Iterator[Found]:
    """What somebody did is the reason for what was done to them ("fined for ignoring the order")
    or, where the main verb brings a change about, the means ("halted trains by blocking the line").
    """
    deed = next((c for c in token.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)
    head = token.head
    if deed is None or head.i > token.i:
        return
    main = head if is_verbal(head) else clause_head(head)
    if main is None or main.i > token.i:
        return
    lemma = main.lemma_.lower()
    if token.lower_ == "by":
        if lemma in words("cause_links", "changed_by"):
            yield from _reason(token, main, "causes.means.by", "cause")
        return
    if {lemma, head.lemma_.lower()} & words("cause_links", "no_deed"):
        return
    goal = lemma in words("cause_links", "goal_for")
    rule = "causes.purpose.for" if goal else "causes.reason.deed"
    yield from _reason(token, main, rule, "purpose" if goal else "cause")


# Adverbs --------------------------------------------------------------------------------------


def _adverb(first: Token, last: Token, link: Link) -> Found | None:
    """The clause an adverb opens is the effect, what stands before it the driver."""
    following = first.doc[last.i + 1].lower_ if last.i + 1 < len(first.doc) else ""
    if following in words("cause_links", "behind_adverbs"):
        return None
    head = first if is_verbal(first) else governor(first, last) or first
    if first.lower_ in ("hence", "thus") and head.pos_ == "NOUN" and head.i > last.i:
        return _named_result(first, head, link)
    verb = clause_head(head)
    if verb is None or not is_verbal(verb):
        return None
    verb = claim_of(verb) if is_frame(verb) else verb
    while verb.dep_ == "xcomp" and is_verbal(verb.head):
        verb = verb.head  # "refused to work in protest": the refusal is the act
    if link.test == "modal" and not _would_be(verb):
        return None
    if link.test == "so_clause" and not _opens_clause(first, verb):
        return None
    floor = min(_subject_start(verb), first.i) if first.i < verb.i else -1
    inside = [t for t in clause_tokens(verb) if not first.i <= t.i <= last.i]
    inside = [t for t in inside if t.i >= floor]
    if first.i <= _subject_start(verb):
        inside = [t for t in inside if t.i > last.i]
    effect = extent(inside, keep=verb.i)
    driver = _before(first, verb)
    if effect is None or driver is None or driver[1] > effect[0]:
        return None
    cue = words_extent(first, last)
    return Found(driver, effect, cue, verb.i, link.rule, link.sign, link.relation)


def _named_result(first: Token, noun: Token, link: Link) -> Found | None:
    """A result named by a noun alone: "…, hence the decision to close"."""
    main = clause_head(noun)
    if main is None or main.i > first.i or first.doc[first.i - 1].text not in (",", ";", "and"):
        return None
    driver = extent([t for t in clause_tokens(main) if t.i < first.i], keep=main.i)
    effect = noun_extent(noun, after=first.i)
    if driver is None or effect is None:
        return None
    cue = words_extent(first, first)
    return Found(driver, effect, cue, main.i, link.rule, link.sign, link.relation)


def _opens_clause(first: Token, verb: Token) -> bool:
    """Does "so" stand before the subject of a clause, behind a comma or "and"?"""
    if first.i == 0 or verb.i < first.i or not has_subject(verb):
        return False
    before = first.doc[first.i - 1].lower_ in (",", "and", ";")
    return before and _subject_start(verb) == first.i + 1


def _before(first: Token, verb: Token) -> Extent | None:
    """The clause before the adverb's in its sentence, else the claim of the sentence before."""
    head = verb.head
    if head.i < first.i and head.i != verb.i and (is_verbal(head) or head.dep_ == "ROOT"):
        tokens = [t for t in clause_tokens(head, [verb]) if t.i < first.i]
        return extent(tokens, keep=head.i)
    earlier = [
        c
        for c in verb.children
        if c.dep_ in ("ccomp", "advcl", "parataxis", "conj")
        and is_verbal(c)
        and c.right_edge.i < first.i
        and has_subject(c)
    ]
    if earlier:
        return extent(clause_tokens(earlier[-1]), keep=earlier[-1].i)
    sent = first.sent
    if sent.start == 0 or first.i > sent.start + 3:
        return None
    root = sent.doc[sent.start - 1].sent.root
    if not is_verbal(root):
        return None
    main = claim_of(root)
    return extent(clause_tokens(main), keep=main.i)
