"""Propositions inside a statement that are not as sure as the statement around them.

"Called for the return of the prisoners" asserts the calling and not the return; "did not stop the
talk" denies the stopping and not the talk. Where the learned heads see that a word tells an event
and that the text commits itself to it quite otherwise than to the statement it stands in, the event
gets a statement of its own: the smallest words that carry it. So does one that stands in none.
Nothing is made where no head speaks.
"""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Span, Statement
from sayso.reading.certainty_signals import LEXICON, governor_signal, subordinator_signal
from sayso.reading.draft import Candidate, Draft
from sayso.reading.embedded_places import is_left_open, is_taken_for_so
from sayso.reading.factuality import commitment
from sayso.reading.learned import Learned
from sayso.reading.remarks import is_manner_of_speech, with_noun
from sayso.reading.remarks_frames import keeps_name
from sayso.reading.syntax import (
    DEFINITE,
    bounds,
    clause_bounds,
    is_verbal,
    is_verbal_modifier,
    kept_tokens,
    negation,
    noun_bounds,
)

RULE = "remarks.embedded"
CONFIDENCE = 0.5

#: How far (of -3 to 3) the factuality of an event must be from what the statement around it commits
#: to: less far (LEAN) where the parse itself says that the statement does not commit to it.
#: Chosen, as what follows, on factuality_uw_dev and on whole reports read by hand: lower ones bring
#: the error down and make statements nobody asked for.
APART, LEAN = 1.25, 0.75

#: How far it is, times how probable it is (0 to 1) that the word tells an event, must come to this
#: to be worth a statement: a faint event only where the statement around it would turn it round.
WORTH = 0.35

#: Words less probable than this tell no event, however far they are; the second where the report
#: has no more for it than its name.
FAINT, FAINT_NAMED = 0.1, 0.4

#: How probable it must be where no statement is around.
ALONE = 0.5

#: From here on what the head sees is the reverse of what the statement around commits to: the event
#: is worth a statement even where the report has no more for it than its name.
REVERSE = 2.5

#: How near the head must be to what rules say of the verb of a statement, to bear them out.
AGREED = 1.0

#: How far the statement that is made must be from the one around it, to be worth making.
TOLD_APART = 1.0

#: Words of more than this many characters are no smallest words.
_LONGEST = 160

Read = Sequence[tuple[Candidate, Statement]]


def embedded(read: Read, held: Mapping[int, Statement], draft: Draft) -> list[Candidate]:
    """Candidates for what the statements read so far take in but do not commit to as they do;
    ``held`` is what :func:`smallest` gave.
    """
    if draft.learned is None:
        return []
    taken = _taken(read, held, draft)
    found: list[Candidate] = []
    for token in draft.analysis.doc:
        around = held.get(token.i)
        if token.i in taken or not _tells(token) or not _is_worth_it(token, around, draft.learned):
            continue
        if around is None and not _has_arguments(token) and not _is_new(token, read):
            continue
        start, end = _bounds(token, around)
        if around is None and (_only_frames(token) or _is_counted(start, end, read)):
            continue
        if end - start <= _LONGEST:
            found.append(_candidate(token, start, end))
    return found


def _is_worth_it(token: Token, around: Statement | None, learned: Learned) -> bool:
    """Does the head see an event, and otherwise than the statement around it has it? Where the
    report has no more for it than its name, it must stand alone and point to what has been, or be
    the reverse of what is around.
    """
    event, value = learned.event_at(token.idx), learned.factuality_at(token.idx)
    if value is None:
        return False
    if around is None:
        return event >= ALONE
    apart = value - commitment(around)
    lean = is_left_open(token) if apart < 0 else is_taken_for_so(token)
    if abs(apart) < (LEAN if lean else APART) or event < FAINT or event * abs(apart) < WORTH:
        return False
    return _has_arguments(token) or (abs(apart) >= REVERSE and event >= FAINT_NAMED)


def told_apart(made: Statement, around: Statement | None) -> bool:
    """Does the statement made say something else than the one around it?"""
    return around is None or abs(commitment(made) - commitment(around)) >= TOLD_APART


def smallest(read: Read, draft: Draft) -> dict[int, Statement]:
    """For each token that a statement holds, the statement of the fewest characters that does; of
    two as short the first.
    """
    held: dict[int, Statement] = {}
    for _, statement in sorted(read, key=lambda r: r[1].end - r[1].start):
        for token in draft.analysis.tokens(statement.start, statement.end):
            if statement.start <= token.idx and token.idx + len(token) <= statement.end:
                held.setdefault(token.i, statement)
    return held


def _tells(token: Token) -> bool:
    """Is it a word that tells of something by itself, and nothing of its own denies it?"""
    if token.dep_ == "relcl" and token.head.pos_ == "PRON":
        return False  # "those who want it" names nobody by itself
    if subordinator_signal(token) is not None or any(map(keeps_name, (token, *token.children))):
        return False  # "if the road is not opened": its own opener says what it is
    if token.pos_ == "NOUN":  # "there are no raids"; "is a raid leader", "was the scene of a raid"
        return negation(token) is None and token.dep_ not in _NAMING
    return is_verbal(token) and not is_verbal_modifier(token)


#: Causes whose cue is a connective, which tells of nothing by itself ("as a result of").
_LINKS = ("causes.link.", "causes.reason.")
_NAMING = frozenset({"compound", "nmod", "amod", "attr", "appos", "npadvmod"})


def _taken(read: Read, held: Mapping[int, Statement], draft: Draft) -> set[int]:
    """Tokens that speak for a statement already, or for an attribution. The verb of a statement of
    many words speaks for it no more where a smaller one holds it and commits to it otherwise than
    rules and heads both do ("will be asking the council to [lift] the ban").
    """
    taken = {c.anchor for c, s in read if not _is_wider(c, s, held, draft)}
    spans = [s.event.trigger for _, s in read if s.event is not None]
    spans += [a.cue for a in draft.attributions if a.cue is not None]
    spans += [s.cause.cue for c, s in read if s.cause is not None and c.rule.startswith(_LINKS)]
    taken |= {
        t.i for a in draft.attributions if a.source is not None for t in _core(a.source, draft)
    }
    return taken.union(*(_indices(draft, s.start, s.end) for s in spans))


def _core(source: Span, draft: Draft) -> Iterator[Token]:
    """The words of a source that name it, less what they tell besides ("the widow of a driver [who
    was shot]", "the sponsor of [the ceremony]").
    """
    inside = draft.analysis.tokens(source.start, source.end)
    kept = {t.i for t in inside}
    for token in inside:
        if token.head.i not in kept or token.head.head.i not in kept:
            yield token


def _is_wider(
    candidate: Candidate, statement: Statement, held: Mapping[int, Statement], draft: Draft
) -> bool:
    value = _value(candidate.anchor, draft)
    if value is None:
        return False
    if candidate.rule in words(LEXICON, "weak_causes"):
        # "left as the shelling began": that the one made the other is no more than probable
        return statement.stance == "asserted" and statement.polarity == "positive"
    around = held.get(candidate.anchor, statement)
    return around.id != statement.id and abs(value - commitment(statement)) <= AGREED


def _value(index: int, draft: Draft) -> float | None:
    token = draft.analysis.doc[index]
    return draft.learned.factuality_at(token.idx) if draft.learned is not None else None


def _indices(draft: Draft, start: int, end: int) -> Iterator[int]:
    return (t.i for t in draft.analysis.tokens(start, end))


def _bounds(token: Token, around: Statement | None) -> tuple[int, int]:
    """The words that carry it, and no more of them than the statement it stands in has: less the
    clauses below it where they would be all of that ("which had tried hard [to meet them]").
    """
    verb = is_verbal(token)
    start, end = clause_bounds(token) if verb else noun_bounds(token)
    if around is not None and not _is_smaller(start, end, around):
        start, end = _bare(token)
    if verb:
        start, end = with_noun(token, start, end)
    if around is not None:
        start, end = max(start, around.start), min(end, around.end)
    return (start, end) if start <= token.idx < end else (token.idx, token.idx + len(token))


def _is_smaller(start: int, end: int, around: Statement) -> bool:
    return around.start <= start and end <= around.end and end - start < around.end - around.start


def _bare(token: Token) -> tuple[int, int]:
    """A clause or noun phrase without the clauses below it."""
    if is_verbal(token):
        return clause_bounds(token, without=_CLAUSES)
    drop = [c for c in token.children if c.dep_ in (*_CLAUSES, "acl", "conj", "cc", "appos")]
    return bounds(kept_tokens(token, drop), keep=token.i)


_CLAUSES = ("xcomp", "ccomp", "advcl", "relcl")


def _only_frames(token: Token) -> bool:
    """Does a verb that stands in no statement only frame what another one tells ("declined to
    comment"), or say how somebody spoke? One that takes an infinitive and says nothing of it
    ("joined the police to find them") tells something of its own.
    """
    complement = any(
        c.dep_ == "ccomp" or (c.dep_ == "xcomp" and governor_signal(token, c) is not None)
        for c in token.children
    )
    return complement or is_manner_of_speech(token)


def _is_new(noun: Token, read: Read) -> bool:
    """Does a noun by its name alone point to what has been ("since the bombings"), in a report that
    has told no event before, to which it would only point back?
    """
    pointed = any(c.dep_ == "det" and c.lower_ in DEFINITE for c in noun.children)
    if noun.pos_ != "NOUN" or not pointed or any(is_manner_of_speech(a) for a in noun.ancestors):
        return False
    return not any(s.kind == "event" and s.start < noun.idx for _, s in read)


def _is_counted(start: int, end: int, read: Read) -> bool:
    """Is a figure most of the words ("bringing [the toll to eight]")?"""
    return any(
        s.kind == "figure"
        and start <= s.start
        and s.end <= end
        and s.end - s.start >= _MOST * (end - start)
        for _, s in read
    )


#: A figure inside them that is this share of the words says what they say.
_MOST = 0.6


def _has_arguments(token: Token) -> bool:
    """Does the report say who, whom or what of the event, and not name it alone?"""
    if is_verbal(token):
        return any(c.dep_ not in ("punct", "cc", "det") for c in token.children)
    telling = ("poss", "prep", "compound", "nmod", "acl", "agent")
    return any(c.dep_ in telling for c in token.children)


def _candidate(token: Token, start: int, end: int) -> Candidate:
    return Candidate(
        kind="remark", start=start, end=end, anchor=token.i, rule=RULE, confidence=CONFIDENCE
    )
