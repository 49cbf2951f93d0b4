"""Readings made by hand, for tests of what comes after the reading.

``make_reading`` takes a text in which the spans can be found by their words, so that a test says
what is read and not where it stands.
"""

from collections.abc import Sequence
from typing import Any

from sayso.model import (
    Attribution,
    Cause,
    Certainty,
    Entity,
    Event,
    Figure,
    Interval,
    Mention,
    Participant,
    Place,
    Plover,
    ReaderStamp,
    Reading,
    Report,
    Span,
    Statement,
    StatementPlace,
    Time,
)

STAMP = ReaderStamp(
    version="0.1.0",
    pipeline="by-hand 1",
    weights="sha256:00",
    lexicons="sha256:11",
    gazetteer="sha256:22",
)


def span(text: str, words: str, nth: int = 0) -> Span:
    """The ``nth`` place where ``words`` stand in ``text``."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def entity(text: str, id: str, kind: str, name: str, *spoken: str, **more: Any) -> Entity:
    """An entity named by every occurrence of each of ``spoken`` (its name where none is given)."""
    places: list[Span] = []
    for words in sorted(spoken or (name,), key=len, reverse=True):
        for nth in range(text.count(words)):
            found = span(text, words, nth)
            if not any(p.start < found.end and found.start < p.end for p in places):
                places.append(found)
    places.sort(key=lambda p: p.start)
    mentions = tuple(Mention(start=p.start, end=p.end, text=p.text, form="name") for p in places)
    return Entity(id=id, kind=kind, name=name, mentions=mentions, **more)


def attribution(
    text: str, id: str, speaker: str | None, cue: str | None = None, **more: Any
) -> Attribution:
    """Somebody says something."""
    return Attribution(
        id=id,
        speaker=speaker,
        cue=span(text, cue) if cue else None,
        manner=more.pop("manner", "indirect"),
        rule="by-hand",
        **more,
    )


def statement(
    text: str,
    id: str,
    kind: str,
    words: str,
    *,
    certainty: str = "certain",
    cues: Sequence[str] = (),
    days: tuple[str | None, str | None] | None = None,
    at: Sequence[str] = (),
    **more: Any,
) -> Statement:
    """A statement whose span is ``words``; asserted, positive and certain unless told otherwise."""
    where = span(text, words)
    interval = None
    if days is not None:
        interval = Interval.model_validate(
            {"from": days[0], "to": days[1], "precision": "range", "basis": "timex"}
        )
    return Statement(
        id=id,
        kind=kind,
        start=where.start,
        end=where.end,
        text=where.text,
        stance=more.pop("stance", "asserted"),
        polarity=more.pop("polarity", "positive"),
        certainty=Certainty(
            level=certainty, scale="icd203", cues=tuple(span(text, c) for c in cues)
        ),
        reading_confidence=0.8,
        interval=interval,
        places=tuple(StatementPlace(entity=e, precision="exact") for e in at),
        rules=("by-hand",),
        **more,
    )


def actor(text: str, entity: str, kind: str, words: str, **more: Any) -> Participant:
    """A participant; an actor unless ``role`` says otherwise."""
    where = span(text, words)
    return Participant(
        role=more.pop("role", "actor"),
        entity=entity,
        kind=kind,
        start=where.start,
        end=where.end,
        text=where.text,
        **more,
    )


def reading(report: Report, stamp: ReaderStamp = STAMP, **parts: Sequence[Any]) -> Reading:
    """A reading of a report with its parts."""
    return Reading(
        reader=stamp, report=report, **{name: tuple(items) for name, items in parts.items()}
    )


HARBOUR = (
    "PORT VARO, March 4 - Shells struck the grain store at Port Varo on Monday, the Ministry of "
    "Defence of Norland said.\n\n"
    "Lena Ordish, who sells fish beside the pier, said the Grey Brigade fired them. Minister Oskar "
    "Thal warned that the loss of the store could drive thousands from the coast.\n\n"
    "“At least 12 people died,” Thal said, citing the harbour police. Lena Ordish said nobody had "
    "warned Lena Ordish’s neighbours."
)
"""A report of an invented place, with a private person, an office-holder and a chain of voices."""


def harbour(stamp: ReaderStamp = STAMP, **metadata: Any) -> Reading:
    """:data:`HARBOUR` read by hand: an event, an accusation, a cause, a figure and two remarks."""
    text = HARBOUR
    report = Report.of(
        text,
        **{
            "title": "Shells hit grain store",
            "publisher": "Coast Herald",
            "published": "2031-03-05",
            "language": "en",
            **metadata,
        },
    )
    varo = Place(lat=61.2, lon=4.9, country="NOR", admin1="Vestland", type="city")
    norland = Place(lat=62.0, lon=9.0, country="NOR", type="country")
    return reading(
        report,
        stamp,
        entities=[
            entity(
                text, "e1", "organization", "Ministry of Defence", "Ministry of Defence of Norland"
            ),
            entity(text, "e2", "person", "Lena Ordish", description="fish seller"),
            entity(
                text,
                "e3",
                "person",
                "Oskar Thal",
                "Oskar Thal",
                "Thal",
                office=True,
                description="Minister",
            ),
            entity(text, "e4", "armed_group", "Grey Brigade"),
            entity(text, "e5", "place", "Port Varo", "Port Varo", place=varo),
            entity(text, "e6", "place", "Norland", place=norland),
            entity(text, "e7", "organization", "harbour police"),
            entity(text, "e8", "people", "neighbours"),
        ],
        times=[
            Time.model_validate(
                {
                    **span(text, "Monday").model_dump(),
                    "id": "t1",
                    "type": "DATE",
                    "value": "2031-03-03",
                    "from": "2031-03-03",
                    "to": "2031-03-03",
                }
            )
        ],
        attributions=[
            attribution(text, "a1", "e1", "said"),
            attribution(text, "a2", "e2", "said"),
            attribution(text, "a3", "e3", "warned"),
            attribution(text, "a4", "e3", "citing", manner="direct"),
            attribution(text, "a5", "e7", within="a4"),
        ],
        statements=[
            statement(
                text,
                "s1",
                "event",
                "Shells struck the grain store at Port Varo on Monday",
                attribution="a1",
                time="t1",
                days=("2031-03-03", "2031-03-03"),
                at=["e5"],
                event=Event(
                    plover=Plover(type="ASSAULT", mode="heavy-weapons"),
                    cameo="194",
                    trigger=span(text, "struck"),
                ),
            ),
            statement(
                text,
                "s2",
                "event",
                "the Grey Brigade fired them",
                attribution="a2",
                at=["e5"],
                event=Event(
                    plover=Plover(type="ASSAULT"),
                    trigger=span(text, "fired"),
                    participants=(
                        actor(text, "e4", "armed_group", "the Grey Brigade", standing="accused"),
                    ),
                ),
            ),
            statement(
                text,
                "s3",
                "cause",
                "the loss of the store could drive thousands from the coast",
                attribution="a3",
                stance="expected",
                certainty="possible",
                cues=["could"],
                cause=Cause(
                    driver=span(text, "the loss of the store"),
                    effect=span(text, "thousands from the coast"),
                    sign="+",
                    cue=span(text, "drive"),
                ),
            ),
            statement(
                text,
                "s4",
                "figure",
                "thousands from the coast",
                attribution="a3",
                stance="expected",
                certainty="possible",
                cues=["could"],
                days=("2031-03-05", None),
                figure=Figure(low=2000, measure="displaced", qualifier="thousands"),
            ),
            statement(
                text,
                "s5",
                "figure",
                "At least 12 people died",
                attribution="a5",
                days=("2031-03-03", "2031-03-05"),
                at=["e5"],
                figure=Figure(low=12, best=12, measure="deaths", qualifier="at least"),
            ),
            statement(
                text,
                "s6",
                "remark",
                "nobody had warned Lena Ordish’s neighbours",
                attribution="a2",
                polarity="negative",
            ),
        ],
    )
