"""Events: their PLOVER types, who does what to whom, and ACLED fields."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import (
    Characters,
    Figures,
    characters,
    kilometres,
    overlap_share,
    pair_off,
    percent,
    precision_recall,
)
from sayso.model import Event, Participant, Reading

#: Type names of PLOVER before 2021 and those of today they fall under; the PLV test set has
#: CONCEDE and RETREAT as one.
_FOLDED_TYPES = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
}
_SIDES = {
    "actor": frozenset({"S", "SRC", "SRC/TAR"}),
    "recipient": frozenset({"T", "TAR", "SRC/TAR"}),
}
_SAME_ROLE = 0.3
_NEAR_KM = 50


def events_of(reading: Reading | None) -> list[Event]:
    """The events of a reading, in its order."""
    return [
        s.event for s in (reading.statements if reading else ()) if s.kind == "event" and s.event
    ]


class PloverScorer:
    """The type of the event read that lies best on a sentence's marked source and target (of
    equals, the first).
    """

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._right: Counter[str] = Counter()
        self._wanted: Counter[str] = Counter()
        self._given: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one sentence; the gold has ``event`` (a type) and ``spans`` with ``role``."""
        wanted = _folded(gold.fields["event"])
        sides = _gold_sides(gold)
        self._count["gold"] += 1
        self._wanted[wanted] += 1
        read = [
            (_folded(event.plover.type), _fit(event, sides, gold.text))
            for event in events_of(reading)
            if event.plover is not None and event.plover.type
        ]
        if not read:
            return
        self._count["read"] += 1
        self._count["events"] += len(read)
        self._count["fitting"] += any(type_ == wanted and fit > 0 for type_, fit in read)
        given, _ = max(read, key=lambda pair: pair[1])
        self._given[given] += 1
        self._right[wanted] += given == wanted

    def figures(self) -> Figures:
        """Accuracy, macro-F1 over the gold's types, the right type among events that touch the
        marked spans, sentences with any typed event, and typed events a sentence.
        """
        count, gold = self._count, self._count["gold"]
        f1 = [
            2 * self._right[type_] / (self._wanted[type_] + self._given[type_])
            for type_ in self._wanted
        ]
        return {
            "accuracy": percent(sum(self._right.values()), gold),
            "macro_f1": round(100 * sum(f1) / len(f1), 1) if f1 else 0.0,
            "among_fitting": percent(count["fitting"], gold),
            "read": percent(count["read"], gold),
            "events_per_sentence": round(count["events"] / gold, 2) if gold else 0.0,
        }


def _folded(plover_type: str) -> str:
    return _FOLDED_TYPES.get(plover_type, plover_type)


def _gold_sides(gold: GoldRecord) -> dict[str, Characters]:
    spans = [span for span in gold.fields.get("spans", []) if span["start"] is not None]
    return {
        role: _characters_of((s for s in spans if s["role"] in names), gold.text)
        for role, names in _SIDES.items()
    }


def _fit(event: Event, sides: dict[str, Characters], text: str) -> float:
    return sum(
        overlap_share(characters([(p.start, p.end)], text), sides[p.role])
        for p in event.participants
        if p.role in sides
    )


class RolesScorer:
    """Source (S) and target (T) spans of a sentence, paired with actors and recipients by
    character. Reciprocal spans (R) may be read as either, and a source may be an instrument
    ("a car bomb").
    """

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one sentence; the gold has ``spans`` with ``role`` S, T or R."""
        spans = gold.fields["spans"]
        reciprocal = [_characters_of([s], gold.text) for s in spans if s["role"] == "R"]
        people = [p for event in events_of(reading) for p in event.participants]
        actors = _distinct(people, ("actor", "instrument"), gold.text, reciprocal)
        recipients = _distinct(people, ("recipient",), gold.text, reciprocal)
        sources = [_characters_of([s], gold.text) for s in spans if s["role"] == "S"]
        targets = [_characters_of([s], gold.text) for s in spans if s["role"] == "T"]
        # An instrument that is no gold source is not wrong.
        instruments = _distinct(people, ("instrument",), gold.text, ())
        actors = [
            a
            for a in actors
            if a not in instruments or any(overlap_share(a, s) >= _SAME_ROLE for s in sources)
        ]
        self._count_role("actor", sources, actors)
        self._count_role("recipient", targets, recipients)

    def _count_role(
        self, role: str, wanted: Sequence[Characters], read: Sequence[Characters]
    ) -> None:
        self._count[role + " gold"] += len(wanted)
        self._count[role + " read"] += len(read)
        self._count[role + " hit"] += len(pair_off(overlap_share, wanted, read, _SAME_ROLE))

    def figures(self) -> Figures:
        """Actors and recipients found."""
        count = self._count
        return {
            role: precision_recall(
                count[role + " hit"], count[role + " read"], count[role + " gold"]
            )
            for role in _SIDES
        }


def _distinct(
    people: Iterable[Participant],
    roles: tuple[str, ...],
    text: str,
    left_out: Sequence[Characters],
) -> list[Characters]:
    """The different spans of the participants in these roles, without those on ``left_out``."""
    found: dict[Characters, None] = {}
    for person in people:
        if person.role in roles:
            found.setdefault(characters([(person.start, person.end)], text))
    return [span for span in found if not any(span & other for other in left_out)]


def _characters_of(spans: Iterable[dict[str, Any]], text: str) -> Characters:
    return characters([(span["start"], span["end"]) for span in spans], text)


class AcledScorer:
    """Notes of one event each with their ACLED fields, against the first event read from them."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one note; the gold has ``event_type``, ``sub_event_type``, ``fatalities``,
        ``lat`` and ``lon``.
        """
        count = self._count
        count["gold"] += 1
        events = events_of(reading)
        if reading is None or not events:
            return
        fields, codes = gold.fields, events[0].acled
        count["read"] += 1
        count["type"] += codes is not None and codes.event_type == fields["event_type"]
        count["sub"] += codes is not None and codes.sub_event_type == fields["sub_event_type"]
        fatalities = int(fields["fatalities"])
        dead_right = max(event.deaths.best or 0 for event in events) == fatalities
        count["deaths"] += dead_right
        if fatalities:
            count["fatal"] += 1
            count["fatal right"] += dead_right
        count["near"] += _any_place_near(reading, (float(fields["lat"]), float(fields["lon"])))

    def figures(self) -> Figures:
        """Percentages of notes: read, with the right codes, deaths, and a place within 50 km."""
        count, gold = self._count, self._count["gold"]
        return {
            "read": percent(count["read"], gold),
            "event_type": percent(count["type"], gold),
            "sub_event_type": percent(count["sub"], gold),
            "deaths": percent(count["deaths"], gold),
            "deaths_where_any": percent(count["fatal right"], count["fatal"]),
            "a_place_within_50km": percent(count["near"], gold),
        }


def _any_place_near(reading: Reading, point: tuple[float, float]) -> bool:
    return any(
        kilometres((place.lat, place.lon), point) <= _NEAR_KM
        for place in (entity.place for entity in reading.entities)
        if place is not None and place.lat is not None and place.lon is not None
    )
