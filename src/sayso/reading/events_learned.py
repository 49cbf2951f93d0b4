"""The type of an event as the learned head has it, weighed against the lexicon's.

The head knows the sentence and who stands on both sides; the lexicon knows the word and its
construction, the mode and the finer codes. The lexicon's type stands unless the head is much surer
of another; an act that the lexicon has no code for gets one only where both sides are named and the
head is all but certain.
"""

from collections.abc import Mapping
from dataclasses import replace

from sayso.knowledge.loader import lexicon
from sayso.model import Event, Plover
from sayso.reading.draft import Candidate, Draft
from sayso.reading.learned import Learned

RULE = "events.learned"

#: By what factor the head must find another type more probable than the lexicon's, to go before it,
#: and how probable a type must be for an act without a code. Measured on both halves of plv_train.
ODDS, SURE = 8.0, 0.9

Chars = tuple[int, int]


def with_learned_types(draft: Draft) -> Draft:
    """The draft with the types of its events weighed anew; the same where no head speaks."""
    if draft.learned is None:
        return draft
    learned = draft.learned
    weighed = (_weighed(c, draft, learned) if c.event is not None else c for c in draft.candidates)
    return draft.plus(candidates=tuple(weighed))


def _weighed(candidate: Candidate, draft: Draft, learned: Learned) -> Candidate:
    event = candidate.event
    if event is None or candidate.rule.startswith("events.refusal."):
        return candidate
    who, whom = _spans(event, "actor"), _spans(event, "recipient")
    if not who and not whom:
        return candidate
    sentence = draft.analysis.doc[candidate.anchor].sent
    types = learned.types_between(who, whom, (sentence.start_char, sentence.end_char))
    chosen = _chosen(event, types, named=bool(who and whom))
    return candidate if chosen is None else _with_type(candidate, event, chosen)


def _spans(event: Event, role: str) -> list[Chars]:
    return [(p.start, p.end) for p in event.participants if p.role == role]


def _chosen(event: Event, types: Mapping[str, float], *, named: bool) -> str | None:
    """The type that goes before the lexicon's, or None where that stands."""
    best = max(types, key=lambda t: types[t])
    if event.plover is None:
        return best if named and types[best] >= SURE else None
    own = _folded(event.plover.type)
    if best == own or types[best] < ODDS * types.get(own, 0.0):
        return None
    return best


def _folded(type_: str) -> str:
    """CONCEDE and RETREAT are one type to the head."""
    return "YIELD" if type_ in ("CONCEDE", "RETREAT") else type_


def _with_type(candidate: Candidate, event: Event, type_: str) -> Candidate:
    """The candidate with the plainest codes of another type: the mode and finer codes belong to the
    word, which told another one.
    """
    codes = lexicon("event_codes")["plain"][type_]
    contexts = event.plover.contexts if event.plover is not None else ()
    made = event.model_copy(
        update={
            "plover": Plover(type=codes["plover"], mode=None, contexts=contexts),
            "cameo": codes["cameo"],
            "acled": None,
        }
    )
    return replace(candidate, event=made, rule=RULE)
