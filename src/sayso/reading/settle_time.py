"""When a statement's matter is: the time expression of its clause, else what its tense says."""

from spacy.tokens import Token

from sayso.model import Interval, Stance, Time
from sayso.reading.draft import Candidate, Draft
from sayso.reading.syntax import is_verbal

_PRECISION = {10: "day", 8: "week", 7: "month", 4: "year"}


class Clock:
    """The time expressions of a report by the verb or noun they belong to."""

    def __init__(self, draft: Draft) -> None:
        self._published = draft.report.published
        self._doc = draft.analysis.doc
        self._times: list[tuple[Time, Token, Token]] = []
        dateline = draft.report.dateline
        filed = dateline.stop if dateline is not None else 0
        for time in draft.times:
            if time.start < filed:
                continue  # the day a report was filed dates nothing in it
            token = draft.analysis.token_at(time.start)
            if token is not None and time.type in ("DATE", "TIME", "DURATION"):
                head = _head(draft, time, token)
                self._times.append((time, head, _clause(head)))

    def of(self, candidate: Candidate, stance: Stance) -> tuple[str | None, Interval | None]:
        """The id of the time expression that dates a candidate, and the days it covers.

        One on the anchor itself goes before one inside its words, and that before one elsewhere in
        its clause. Without one the interval is what the tense says: up to the published day, or
        from it on; None where the published day is unknown.
        """
        anchor = self._doc[candidate.anchor]
        own = _clause(anchor)
        best: tuple[int, Time] | None = None
        for time, head, clause in self._times:
            inside = candidate.start <= time.start < candidate.end
            if anchor.i in (head.i, clause.i) and (inside or clause.i == own.i):
                rank = 0
            elif inside and clause.i == own.i:
                rank = 1
            elif inside:
                rank = 3
            elif clause.i == own.i and is_verbal(own):
                rank = 2
            else:
                continue
            if best is None or rank < best[0]:
                best = (rank, time)
        if best is None:
            return None, self._by_tense(stance)
        return best[1].id, self._interval(best[1])

    def _interval(self, time: Time) -> Interval:
        """The days of the expression; "since March" goes on to the published day."""
        token = self._doc.char_span(time.start, time.end, alignment_mode="expand")
        before = self._doc[token.start - 1].lower_ if token is not None and token.start else ""
        if before == "since" and time.from_ is not None:
            return _days(time.from_, self._published, "range")
        return _days(time.from_, time.to, _precision(time))

    def _by_tense(self, stance: Stance) -> Interval | None:
        if self._published is None or stance not in ("asserted", "expected"):
            return None
        side = "to" if stance == "asserted" else "from"
        return Interval.model_validate(
            {side: self._published, "precision": "unknown", "basis": "tense"}
        )


def _head(draft: Draft, time: Time, token: Token) -> Token:
    """What the time expression hangs on: the first word above it that is not part of it."""
    at = token
    while at.head.i != at.i and (time.start <= at.idx < time.end or at.dep_ in ("pobj", "prep")):
        at = at.head
    return at


def _clause(token: Token) -> Token:
    """The verb of the clause a token stands in; the token itself where there is none above it."""
    at = token
    while not is_verbal(at) and at.head.i != at.i:
        at = at.head
    return at


def _precision(time: Time) -> str:
    if time.from_ is None and time.to is None:
        return "unknown"
    if time.from_ == time.to:
        return "day"
    precision = _PRECISION.get(len(time.value), "range")
    return "range" if precision == "day" else precision


def _days(first: str | None, last: str | None, precision: str) -> Interval:
    return Interval.model_validate(
        {"from": first, "to": last, "precision": precision, "basis": "timex"}
    )
