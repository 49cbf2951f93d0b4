"""What a cause's side denies: "the ferries did not sail because of ice" says that ice was the
reason, and also that the ferries did not sail.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from sayso.model import Span
from sayso.reading.certainty_signals import negator
from sayso.reading.draft import Candidate, Draft
from sayso.reading.syntax import is_verbal

RULE = "remarks.side"
_CONFIDENCE = 0.6


def denied_sides(draft: Draft, known: Iterable[Candidate]) -> Iterator[Candidate]:
    """A remark for each side of a cause that is a denied clause and that nothing else tells.

    A cause with a denied side is itself not denied (rule 7 of the design: the negated clause is the
    side), so that without this the denial would be lost.
    """
    told = {c.anchor for c in known if c.cause is None}
    for candidate in draft.candidates:
        cause = candidate.cause
        if cause is None or cause.relation != "cause":
            continue
        for side in (cause.driver, cause.effect):
            verb = _denied_verb(side, draft)
            if verb is not None and verb.i not in told:
                told.add(verb.i)
                yield Candidate("remark", side.start, side.end, verb.i, RULE, _CONFIDENCE)


def _denied_verb(side: Span, draft: Draft) -> Token | None:
    """The verb of a side that is one denied clause, or None."""
    tokens = draft.analysis.tokens(side.start, side.end)
    inside = {t.i for t in tokens}
    tops = (t for t in tokens if t.head.i not in inside or t.head.i == t.i)
    verb = next((t for t in tops if is_verbal(t)), None)
    if verb is None:
        return None
    negators = (negator(c) for c in verb.children if c.i in inside)
    return verb if any(n is not None and n.i in inside for n in negators) else None
