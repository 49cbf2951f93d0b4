"""Whole readings: every statement of a report, with its voice, stance, certainty and payload."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import (
    Figures,
    characters,
    overlap_share,
    pair_off,
    percent,
    plain_words,
    precision_recall,
)
from sayso.model import Reading, Span, Statement

KINDS = ("event", "figure", "cause", "remark")
_SAME_SPAN = 0.3
_SAME_WORDS = 0.5
_ARTICLES = frozenset({"the", "a", "an"})

_Wanted = Mapping[str, Any]


class StatementsScorer:
    """Statements are paired by kind and by the characters of their spans, then compared.

    A gold statement that is ``optional`` counts neither found nor missed; ``kind_alt`` and
    ``voice_alt`` are as good as the first choice; a cause read as a purpose that the gold does
    not have is left out.
    """

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one report; the gold has ``statements`` as in a report read by hand."""
        wanted: Sequence[_Wanted] = gold.fields["statements"]
        read = reading.statements if reading else ()
        spans = {id(s): characters([(s.start, s.end)], gold.text) for s in read}
        wanted_spans = {id(w): characters([(w["start"], w["end"])], gold.text) for w in wanted}

        def fit(one: _Wanted, other: Statement) -> float:
            if other.kind not in (one["kind"], one.get("kind_alt")):
                return 0.0
            return overlap_share(wanted_spans[id(one)], spans[id(other)])

        pairs = pair_off(fit, wanted, read, _SAME_SPAN)
        self._count_kinds(wanted, read, pairs)
        if reading is not None:
            for i, j in pairs:
                if not wanted[i].get("optional"):
                    self._compare(wanted[i], read[j], reading)

    def _count_kinds(
        self,
        wanted: Sequence[_Wanted],
        read: Sequence[Statement],
        pairs: Sequence[tuple[int, int]],
    ) -> None:
        count = self._count
        partner = {j: wanted[i] for i, j in pairs}
        for one in wanted:
            count[one["kind"] + " gold"] += not one.get("optional")
        for j, other in enumerate(read):
            if (one_or_none := partner.get(j)) is None:
                count[other.kind + " read"] += not _is_purpose(other)
            elif not one_or_none.get("optional"):
                count[one_or_none["kind"] + " read"] += 1
                count[one_or_none["kind"] + " hit"] += 1

    def _compare(self, one: _Wanted, other: Statement, reading: Reading) -> None:
        count = self._count
        chain = [name.lower() for name in reading.voices(other)]
        voices = [v for v in (one["voice"], one.get("voice_alt")) if v is not None]
        count["matched"] += 1
        count["voice"] += any(_same_chain(chain, voice) for voice in voices)
        count["stance"] += other.stance == one["stance"]
        count["polarity"] += other.polarity == one["polarity"]
        count["certainty"] += other.certainty.level == one["certainty"]
        if one["kind"] == "figure":
            count["figures"] += 1
            count["figures right"] += _same_figure(one, other)
        if one["kind"] == "cause":
            count["causes"] += 1
            count["causes right"] += _same_cause(one, other)
        if one.get("plover"):
            plover = other.event.plover if other.event else None
            count["typed"] += 1
            count["typed right"] += plover is not None and plover.type == one["plover"]
        for place in one.get("places") or ():
            count["places"] += 1
            count["places right"] += _name(place) in _place_names(other, reading)

    def figures(self) -> Figures:
        """Statements found by kind and in all, what the matched ones agree on, and payloads."""
        return {
            **{kind: self._figure((kind,)) for kind in KINDS},
            "all": self._figure(KINDS),
            "of_matched": {
                key: percent(self._count[key], self._count["matched"])
                for key in ("voice", "stance", "polarity", "certainty")
            },
            "figure_right": self._right("figures"),
            "cause_right": self._right("causes"),
            "event_type_right": self._right("typed"),
            "place_found": self._right("places"),
        }

    def _figure(self, kinds: tuple[str, ...]) -> dict[str, float]:
        hit, read, gold = (
            sum(self._count[f"{kind} {what}"] for kind in kinds) for what in ("hit", "read", "gold")
        )
        return precision_recall(hit, read, gold)

    def _right(self, what: str) -> float:
        return percent(self._count[what + " right"], self._count[what])


def _is_purpose(statement: Statement) -> bool:
    return statement.cause is not None and statement.cause.relation == "purpose"


def _same_chain(read: Sequence[str], wanted: Sequence[str]) -> bool:
    """Two chains of speakers agree when they are as long and each name holds the other's words."""
    return len(read) == len(wanted) and all(
        _same_name(a, b) for a, b in zip(read, wanted, strict=True)
    )


def _same_name(a: str, b: str) -> bool:
    ours, theirs = (set(plain_words(name)) - _ARTICLES for name in (a, b))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _same_figure(one: _Wanted, other: Statement) -> bool:
    return all(
        (getattr(other.figure, bound) if other.figure else None) == one[bound]
        for bound in ("low", "best", "high")
        if bound in one
    )


def _same_cause(one: _Wanted, other: Statement) -> bool:
    cause = other.cause
    return (
        cause is not None
        and cause.sign == one["sign"]
        and _shares_words(cause.driver, one["driver"])
        and _shares_words(cause.effect, one["effect"])
    )


def _shares_words(span: Span, wanted: str) -> bool:
    ours, theirs = set(plain_words(span.text)), set(plain_words(wanted))
    return bool(ours and theirs) and len(ours & theirs) / len(ours | theirs) >= _SAME_WORDS


def _place_names(statement: Statement, reading: Reading) -> set[str]:
    entities = (reading.entity(place.entity) for place in statement.places)
    return {_name(entity.name) for entity in entities if entity is not None}


def _name(text: str) -> str:
    return " ".join(plain_words(text))
