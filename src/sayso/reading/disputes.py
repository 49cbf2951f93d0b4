"""Disputes within a report: a charge beside what is said against it, a claim beside its denial.

Two statements dispute one another where one is an accusation that a speaker relays and the other
that speaker's own account of the same act, where one denies what the other asserts, or where two
voices give numbers of the same thing that cannot both be. Both keep their voice; neither is held to
be right.
"""

from collections.abc import Iterable

from sayso.knowledge.loader import words
from sayso.model import Attribution, Certainty, Statement
from sayso.reading.disputes_tolls import are_rival_tolls
from sayso.reading.draft import Candidate, Draft
from sayso.reading.voices import attribution_at
from sayso.reading.voices_passives import CHARGED

#: The rules of attributions that deny the clause before them and a charge of nobody's ("rejected
#: accusations that …"), and the rule of the statements they make.
DENIAL = "voices.denial"
REJECTED = "voices.verb.rejected"
DENIED = "settle.denial"


def with_denials(
    candidates: Iterable[Candidate], draft: Draft
) -> list[tuple[Candidate, Attribution | None]]:
    """The candidates in their order, each main one of a clause that somebody denies ("…, which
    Karsk denies") once more with that denial. The denying words are no statement of their own.
    What stands in a charge that somebody rejects, and nobody is named for, comes with that alone.
    """
    kept = list(candidates)
    denials = [a for a in draft.attributions if a.rule == DENIAL and a.cue is not None]
    if not denials:
        return [(c, _rejection(c, draft)) for c in kept]
    out: list[tuple[Candidate, Attribution | None]] = []
    main = {_main(kept, a): a for a in denials}
    for index, candidate in enumerate(kept):
        if not any(_only_denies(candidate, a) for a in denials):
            out.append((candidate, _rejection(candidate, draft)))
        if index in main:
            out.append((candidate, main[index]))
    return out


def _rejection(candidate: Candidate, draft: Draft) -> Attribution | None:
    """The rejection that a candidate stands in, below the noun for the charge."""
    anchor = draft.analysis.doc[candidate.anchor]
    found = attribution_at(draft.attributions, anchor.idx)
    if found is None or found.rule != REJECTED:
        return None
    return found if any(c.start < candidate.start for c in found.content) else None


def _main(candidates: list[Candidate], denial: Attribution) -> int:
    """The index of the widest event (else remark) within what is denied; -1 where there is none."""
    low, high = denial.content[0].start, denial.content[0].end
    inside = [
        (c.kind == "event", c.end - c.start, -i)
        for i, c in enumerate(candidates)
        if c.kind in ("event", "remark") and low <= c.start and c.end <= high
    ]
    return -max(inside)[2] if inside else -1


def _only_denies(candidate: Candidate, denial: Attribution) -> bool:
    if denial.cue is None:
        return False
    return denial.content[0].end <= candidate.start and candidate.end <= denial.cue.end


def denied(statement: Statement, denial: Attribution) -> Statement:
    """The statement as its denier puts it: the other polarity, his voice, and no doubt of his."""
    cues = (denial.cue,) if denial.cue is not None else ()
    other = "negative" if statement.polarity == "positive" else "positive"
    certainty = Certainty(level="certain", scale=statement.certainty.scale, cues=cues)
    return statement.model_copy(
        update={
            "attribution": denial.id,
            "polarity": other,
            "certainty": certainty,
            "rules": (*statement.rules, DENIED),
        }
    )


def charged(statement: Statement, attribution: Attribution | None) -> Statement:
    """The statement, at most probable where it is a charge of nobody's ("is accused of looting":
    design, rule 8).
    """
    known = attribution is None or attribution.rule != CHARGED or attribution.source is not None
    if known or statement.certainty.level != "certain" or attribution is None:
        return statement
    cues = (attribution.cue,) if attribution.cue is not None else ()
    hedged = statement.certainty.model_copy(update={"level": "probable", "cues": cues})
    return statement.model_copy(update={"certainty": hedged})


def link_disputes(statements: tuple[Statement, ...], draft: Draft) -> tuple[Statement, ...]:
    """The statements with ``disputes`` filled in, on both sides of each dispute."""
    by_id = {a.id: a for a in draft.attributions}
    denied = any(s.polarity == "negative" for s in statements)
    said = {s.id: _content(s, draft) for s in statements} if denied else {}
    against: dict[str, set[str]] = {}
    for i, one in enumerate(statements):
        for other in statements[i + 1 : i + 1 + _WINDOW]:
            charge = _relayed_charge(one, other, by_id)
            if charge or _denial(one, other, said) or are_rival_tolls(one, other, by_id, draft):
                against.setdefault(one.id, set()).add(other.id)
                against.setdefault(other.id, set()).add(one.id)
    return tuple(
        s.model_copy(update={"disputes": tuple(sorted(against[s.id], key=_number))})
        if s.id in against
        else s
        for s in statements
    )


#: Statements further apart than this (in their order) are not set against each other here.
_WINDOW = 60


def _number(statement_id: str) -> int:
    return int(statement_id[1:])


def _relayed_charge(one: Statement, other: Statement, by_id: dict[str, Attribution]) -> bool:
    """One is a charge relayed within the very attribution that the other stands in."""
    for inner, outer in ((one, other), (other, one)):
        said = by_id.get(inner.attribution or "")
        if said is None or said.within is None or said.within != outer.attribution:
            continue
        charge = said.cue is not None and said.cue.text.lower() in words("disputes", "charges")
        if charge and inner.kind == outer.kind == "event" and _same_type(inner, outer):
            return True
    return False


def _same_type(one: Statement, other: Statement) -> bool:
    first = one.event.plover.type if one.event and one.event.plover else None
    second = other.event.plover.type if other.event and other.event.plover else None
    return first is not None and first == second


def _denial(one: Statement, other: Statement, said: dict[str, set[str]]) -> bool:
    """One denies what the other asserts: opposite polarity, the same words, another voice."""
    if one.polarity == other.polarity or one.attribution == other.attribution:
        return False
    if (one.start, one.end, one.kind) == (other.start, other.end, other.kind):
        return DENIED in one.rules or DENIED in other.rules
    if one.start < other.end and other.start < one.end:
        return False  # one is told within the other
    if one.kind != other.kind or "asserted" not in (one.stance, other.stance):
        return False
    first, second = said[one.id], said[other.id]
    common = first & second
    return len(common) >= 2 and len(common) >= 0.5 * max(len(first), len(second))


def _content(statement: Statement, draft: Draft) -> set[str]:
    return {
        t.lemma_.lower()
        for t in draft.analysis.tokens(statement.start, statement.end)
        if t.pos_ in ("NOUN", "PROPN") or (t.pos_ in ("VERB", "ADJ") and not t.is_stop)
    }
