"""What else is asserted: the clauses that no event, figure or cause has read.

A clause that only frames another ("it is clear that …", "we know that …") is no remark; what it
frames is. So every proposition of the report has a statement, whatever it is about.
"""

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.certainty_signals import governor_signal, is_content_clause, negator
from sayso.reading.draft import Candidate, Draft
from sayso.reading.remarks_covered import Covered
from sayso.reading.remarks_frames import (
    existential_frame,
    frames_another,
    is_finite,
    is_that_clause,
    is_wh,
    keeps_name,
)
from sayso.reading.remarks_sides import denied_sides
from sayso.reading.syntax import SUBJECTS, clause_bounds, is_verbal, noun_bounds
from sayso.reading.voices import attribution_at

CONFIDENCE = 0.6


def read_remarks(draft: Draft) -> Draft:
    """The draft with a candidate of kind ``remark`` for every clause not read yet."""
    frames = _frames(draft)
    found: list[Candidate] = []
    covered = Covered(draft.candidates)
    for token in draft.analysis.doc:
        if not is_verbal(token) or token.i in frames or not _is_proposition(token):
            continue
        if frames_another(token):
            continue
        reduced = token.dep_ == "acl" and not is_that_clause(token)
        head = token.head if reduced else token
        start, end = clause_bounds(head, without=("advcl",) if _has_finite(token) else ())
        start, end = _less_relative(token, *_less_opener(token, start, end))
        start = _less_splice(token, start)
        start, end = _less_source(token, draft, start, end)
        if end - start < 4 or covered.by(token, start, end):
            continue
        found.append(_remark(start, end, _raised(token), "remarks.clause"))
        found.extend(_negated_conjuncts(token))
        found.extend(_beyond_negation(token, covered))
    found.extend(_complements(draft, frames, covered))
    found.extend(denied_sides(draft, [*draft.candidates, *found]))
    found.extend(_left_over(draft, frames, [*draft.candidates, *found]))
    found.extend(_bare_contents(draft, [*draft.candidates, *found]))
    return draft.plus(candidates=(*draft.candidates, *found))


def _raised(token: Token) -> Token:
    """The verb that a clause is about: "leave" in "is likely to leave" and "seems to leave"."""
    infinitive = _infinitive(token)
    if infinitive is None:
        adjective = next((c for c in token.children if c.dep_ == "acomp"), None)
        infinitive = _infinitive(adjective) if adjective is not None else None
        if adjective is None or adjective.lemma_ not in words("remarks", "raising"):
            return token
    elif token.lemma_ not in words("remarks", "raising"):
        return token
    if infinitive is None or is_wh(infinitive):  # "the problem was how to leave"
        return token
    return infinitive


def _infinitive(token: Token) -> Token | None:
    return next(
        (
            c
            for c in token.children
            if c.dep_ == "xcomp" and any(a.tag_ == "TO" for a in c.children if a.dep_ == "aux")
        ),
        None,
    )


def _complements(draft: Draft, frames: set[int], covered: Covered) -> list[Candidate]:
    """What is hoped, tried, offered or promised, beside that it is: "hopes to expand"."""
    found = []
    for token in draft.analysis.doc:
        if token.dep_ not in ("xcomp", "acl") or not is_verbal(token) or token.i in frames:
            continue
        if token.tag_ != "VBG" and not any(c.tag_ == "TO" for c in token.children):
            continue
        signal = governor_signal(token.head, token)
        if signal is None or signal.settle or token.head.lemma_ in words("remarks", "raising"):
            continue
        if _stands_in(token) or keeps_name(token):
            continue
        start, end = _with_doer(token, *clause_bounds(token))
        if not covered.within(token, start, end):
            found.append(_remark(start, end, token, "remarks.complement"))
    return found


def _with_doer(token: Token, start: int, end: int) -> tuple[int, int]:
    """An infinitive with whoever is to do it, where that is the object right before it: "ordered
    [the brigade to withdraw]".
    """
    doer = next((c for c in token.head.children if c.dep_ in ("dobj", "dative")), None)
    if token.dep_ != "xcomp" or doer is None or not token.head.i < doer.i < token.i:
        return start, end
    return (
        (noun_bounds(doer)[0], end) if doer.right_edge.i + 1 == token.left_edge.i else (start, end)
    )


def _stands_in(token: Token) -> bool:
    """As in "asked them to do so": it says nothing that was not said before."""
    return token.lemma_ == "do" and any(c.lower_ == "so" for c in token.children)


def _left_over(draft: Draft, frames: set[int], read: list[Candidate]) -> list[Candidate]:
    """Clauses without a finite verb that no statement takes in: "Retaliating for …, the army …"."""
    spans = sorted((c.start, c.end) for c in read)
    found = []
    for token in draft.analysis.doc:
        if token.dep_ not in _LEFT_OVER or not is_verbal(token):
            continue
        if token.dep_ == "acl" and attribution_at(draft.attributions, token.idx) is not None:
            continue
        if token.i in frames or frames_another(token) or is_manner_of_speech(token):
            continue
        if any(start <= token.idx < end for start, end in spans):
            continue
        bare = clause_bounds(token)
        start, end = with_noun(token, *bare)
        if _is_told(start, end, spans) and token.dep_ == "relcl":
            start, end = bare
        if len(draft.analysis.normal[start:end].split()) < _SHORTEST or _compares(token):
            continue
        if _is_told(start, end, spans) and not (token.dep_ == "relcl" and is_finite(token)):
            continue
        found.append(_remark(start, end, token, "remarks.left-over"))
        spans.append((start, end))
    return found


def _is_told(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Do other statements take in most of these words?"""
    held = sum(max(0, min(end, b) - max(start, a)) for a, b in spans)
    return held > _MOSTLY * (end - start)


def is_manner_of_speech(token: Token) -> bool:
    """A participle that only tells how or when somebody spoke ("Speaking in parliament, she …")."""
    bare = token.dep_ == "advcl" and token.tag_ == "VBG" and not _has_subject(token)
    return bare and token.lemma_.lower() in words("remarks", "speaking")


def with_noun(token: Token, start: int, end: int) -> tuple[int, int]:
    """A participle or a restrictive clause behind a noun, with the noun it tells of."""
    noun = token.head
    if token.dep_ not in ("acl", "relcl") or noun.pos_ not in ("NOUN", "PROPN"):
        return start, end
    if is_content_clause(token) or _stands_apart(token) or noun.i > token.i:
        return start, end
    return min(start, noun_bounds(noun)[0]), end


def _bare_contents(draft: Draft, read: list[Candidate]) -> list[Candidate]:
    """What somebody announced, confirmed or denied in a noun: "announced a deal with the rebels".
    No attribution with a common noun for content is left without a statement.
    """
    found = []
    for attribution in draft.attributions:
        for content in attribution.content:
            head = _root(draft, content.start, content.end)
            if head is None or head.pos_ != "NOUN" or content.end - content.start > _LONGEST_NOUN:
                continue
            if draft.mention_at(head.idx) is not None:
                continue
            if any(content.start < c.end and c.start < content.end for c in read):
                continue
            found.append(_remark(*noun_bounds(head), head, "remarks.content"))
    return found


def _root(draft: Draft, start: int, end: int) -> Token | None:
    tokens = draft.analysis.tokens(start, end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside), None)


#: A noun phrase longer than this (characters) is rather a clause misread.
_LONGEST_NOUN = 200


def _compares(token: Token) -> bool:
    """As in "… than it used to be"."""
    return any(c.dep_ == "mark" and c.lower_ in ("than", "as") for c in token.children)


#: Clauses that are read at the last, where nothing else has read them.
_LEFT_OVER = frozenset({"advcl", "xcomp", "relcl", "ccomp", "acl", "pcomp"})
#: Nor is one whose words other statements take in for more than this share.
_MOSTLY = 0.4
#: A clause of fewer words than this that nothing else reads is too little to be a statement.
_SHORTEST = 3


def _remark(start: int, end: int, token: Token, rule: str) -> Candidate:
    return Candidate(
        kind="remark", start=start, end=end, anchor=token.i, rule=rule, confidence=CONFIDENCE
    )


def _frames(draft: Draft) -> set[int]:
    """Tokens that are cues of attributions: said, warned, according … Not those that only hedge
    their own clause ("is expected to win").
    """
    cues = (a.cue for a in draft.attributions if a.cue is not None)
    found = (draft.analysis.token_at(c.start) for c in cues)
    return {t.i for t in found if t is not None and not _hedges(t) and not _is_act(t)}


def _is_act(token: Token) -> bool:
    """A verb that tells that somebody did not do what it takes: "declined to comment"."""
    below = _infinitive(token)
    signal = governor_signal(token, below) if below is not None else None
    return signal is not None and signal.flips


def _hedges(token: Token) -> bool:
    passive = any(c.dep_ == "nsubjpass" for c in token.children)
    return passive and _infinitive(token) is not None


def _is_proposition(token: Token) -> bool:
    """Does the verb head a finite clause that is said beside, not only within, another?"""
    if token.dep_ in ("ROOT", "parataxis"):
        return is_finite(token) or (token.tag_ == "VBN" and _has_subject(token))
    if is_that_clause(token) and token.head.dep_ == "attr":
        return is_finite(token) and existential_frame(token.head.head)
    if token.dep_ == "acl" and token.head.dep_ == "ROOT":
        return token.tag_ == "VBN" and token.head.pos_ in ("NOUN", "PROPN")
    if token.dep_ == "ccomp":
        return is_finite(token) and not is_wh(token) and not _is_correlative(token)
    if token.dep_ == "conj":
        return _is_conjoined_proposition(token)
    if token.dep_ == "relcl":
        return is_finite(token) and _stands_apart(token)
    if token.dep_ == "advcl":
        mark = next((c for c in token.children if c.dep_ in ("mark", "advmod")), None)
        opens = mark is not None and mark.lower_ in words("remarks", "finite_openers")
        return is_finite(token) and opens and _has_subject(token)
    return False


def _is_conjoined_proposition(token: Token) -> bool:
    """As in "will be brief and have little weight": a verb that shares another's auxiliary."""
    if not is_verbal(token.head):
        return False
    return is_finite(token) or token.tag_ in ("VBD", "VBN", "VBZ") or _is_proposition(token.head)


def _is_correlative(token: Token) -> bool:
    """As in "The more there is …, the more …": the first half is the measure of the second."""
    opener = token.left_edge
    while opener.is_punct and opener.i < token.i:
        opener = opener.nbor(1)
    more = opener.nbor(1) if opener.i + 1 < len(token.doc) else opener
    return opener.lower_ == "the" and more.tag_ in ("RBR", "JJR") and token.i < token.head.i


def _stands_apart(token: Token) -> bool:
    """A relative clause set off by a comma or dash, or one that says what happens where."""
    opener = token.left_edge
    if opener.lower_ in words("remarks", "places") and _has_subject(token):
        return True
    before = opener.i - 1
    return before >= 0 and token.doc[before].text in (",", "-", "--", "—", "(")


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in SUBJECTS or c.dep_ == "expl" for c in token.children)


def _has_finite(token: Token) -> bool:
    return any(c.dep_ == "advcl" and _is_proposition(c) for c in token.children)


def _less_opener(token: Token, start: int, end: int) -> tuple[int, int]:
    """Cut the "where" or "when" that opens a clause: it names no part of what is said."""
    opener = token.left_edge
    if token.dep_ == "relcl" and opener.tag_ == "WRB" and opener.idx == start:
        return opener.nbor(1).idx, end
    return start, end


def _less_splice(token: Token, start: int) -> int:
    """Cut a sentence that only a comma joins before this one ("The toll is high, many fled")."""
    if token.dep_ != "ROOT":
        return start
    for child in token.children:
        if child.dep_ != "ccomp" or child.i > token.i or not _has_subject(child):
            continue
        own = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        next_to = own is not None and child.right_edge.i + 2 == own.left_edge.i
        if own is not None and next_to and _is_proposition(child) and not frames_another(child):
            return own.left_edge.idx
    return start


def _less_source(token: Token, draft: Draft, start: int, end: int) -> tuple[int, int]:
    """Cut "According to the mayor," off the front: the content begins behind it."""
    attribution = attribution_at(draft.attributions, token.idx)
    if attribution is None or attribution.cue is None or attribution.cue.start != start:
        return start, end
    starts = [c.start for c in attribution.content if c.start <= token.idx < c.end]
    return (max(start, *starts), end) if starts else (start, end)


def _less_relative(token: Token, start: int, end: int) -> tuple[int, int]:
    """Cut a relative clause that is a proposition of its own off the end of the clause."""
    for inner in token.subtree:
        if inner.dep_ == "relcl" and inner.i != token.i and _is_proposition(inner):
            edge = inner.left_edge.idx
            last = inner.right_edge
            if start < edge and last.idx + len(last) >= end - 1:
                text = token.doc.text[start:edge].rstrip(" ,-—(")
                end = start + len(text)
    return start, end


def _negated_conjuncts(token: Token) -> list[Candidate]:
    """As in "there are no strikes and not a working port": the second is denied by itself."""
    found = []
    for child in token.children:
        if child.dep_ not in ("attr", "dobj"):
            continue
        for other in child.conjuncts:
            if any(negator(c) is not None for c in other.children):
                found.append(_remark(*_with_negator(other), other, "remarks.negated-conjunct"))
    return found


def _beyond_negation(token: Token, covered: Covered) -> list[Candidate]:
    """What a negated clause takes for granted is said beside it: "did not answer the letter that
    the rebels had sent" says that they sent one.
    """
    if not any(negator(c) is not None for c in token.children):
        return []
    found = []
    for inner in token.subtree:
        described = inner.dep_ == "relcl" or (inner.dep_ == "acl" and inner.tag_ in ("VBN", "VBG"))
        if not described or not is_verbal(inner) or is_content_clause(inner):
            continue
        start, end = clause_bounds(inner)
        if not covered.by(inner, start, end):
            whole = with_noun(inner, start, end)
            found.append(_remark(*whole, inner, "remarks.presupposed"))
    return found


def _with_negator(noun: Token) -> tuple[int, int]:
    start, end = noun_bounds(noun)
    negators = [n for c in noun.children if (n := negator(c)) is not None]
    return min([start, *(n.idx for n in negators)]), end
