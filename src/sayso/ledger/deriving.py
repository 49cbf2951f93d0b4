"""The rows queries need, made of a reading alone."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table

from sayso.ledger.names import keys_of, private_spans, public_text
from sayso.ledger.schema import (
    attributions,
    entities,
    mentions,
    names,
    participants,
    statement_places,
    statement_voices,
    statements,
    times,
)
from sayso.model import Attribution, Entity, Reading, Statement

Row = dict[str, Any]


def derive(reading: Reading, *, first_statement: int) -> dict[Table, list[Row]]:
    """Every derived row of a reading, by table, without the number of the reading.

    ``first_statement`` is the row number of its first statement; the others follow.
    """
    numbered = list(enumerate(reading.statements, start=first_statement))
    attribution = {a.id: a for a in reading.attributions}
    entity = {e.id: e for e in reading.entities}
    chains = {n: _chain(attribution, s.attribution) for n, s in numbered}
    private = private_spans(reading)
    return {
        entities: [_entity(e) for e in reading.entities],
        names: [
            {"entity": e.id, "use": use, "key": key}
            for e in reading.entities
            for use, key in sorted(keys_of(e))
        ],
        mentions: [
            {"entity": e.id, "ordinal": i, "start": m.start, "end": m.end, "form": m.form}
            for e in reading.entities
            for i, m in enumerate(e.mentions)
        ],
        times: _times(reading),
        attributions: [_attribution(a) for a in reading.attributions],
        statements: [
            _statement(s, number, i, _names(entity, chains[number]), entity)
            | {"public_text": public_text(s, private)}
            for i, (number, s) in enumerate(numbered)
        ],
        statement_voices: [
            {"statement": number, "depth": depth, "entity": speaker}
            for number, _ in numbered
            for depth, speaker in enumerate(chains[number])
        ],
        participants: [row for number, s in numbered for row in _participants(s, number)],
        statement_places: [
            {"statement": number, "ordinal": i, "entity": p.entity, "precision": p.precision}
            for number, s in numbered
            for i, p in enumerate(s.places)
        ],
    }


def _chain(attribution: Mapping[str, Attribution], link: str | None) -> list[str]:
    """The speakers behind a statement, nearest first, as ``Reading.voices`` has their names."""
    chain: list[str] = []
    seen: set[str] = set()
    while link is not None and link in attribution and link not in seen:
        seen.add(link)
        speaker = attribution[link].speaker
        if speaker is not None:
            chain.append(speaker)
        link = attribution[link].within
    return chain


def _names(entity: Mapping[str, Entity], ids: Iterable[str]) -> list[str]:
    return [entity[i].name for i in ids if i in entity]


def _entity(e: Entity) -> Row:
    place = e.place
    return {
        "id": e.id,
        "kind": e.kind,
        "name": e.name,
        "office": e.office,
        "description": e.description,
        "link_scheme": e.link.scheme if e.link else None,
        "link_id": e.link.id if e.link else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "place_type": place.type if place else None,
    }


def _times(reading: Reading) -> list[Row]:
    return [
        {
            "id": t.id,
            "start": t.start,
            "end": t.end,
            "type": t.type,
            "value": t.value,
            "first_day": t.from_,
            "last_day": t.to,
        }
        for t in reading.times
    ]


def _attribution(a: Attribution) -> Row:
    return {
        "id": a.id,
        "speaker": a.speaker,
        "addressee": a.addressee,
        "within": a.within,
        "cue": a.cue.text if a.cue else None,
        "manner": a.manner,
    }


def _statement(
    s: Statement, number: int, ordinal: int, voices: list[str], entity: Mapping[str, Entity]
) -> Row:
    event, figure, cause = s.event, s.figure, s.cause
    return {
        "row": number,
        "ordinal": ordinal,
        "id": s.id,
        "kind": s.kind,
        "start": s.start,
        "end": s.end,
        "text": s.text,
        "attribution": s.attribution,
        "voices": _list(voices),
        "places": _list(_names(entity, (p.entity for p in s.places))),
        "stance": s.stance,
        "polarity": s.polarity,
        "certainty": s.certainty.level,
        "cues": _list([c.text for c in s.certainty.cues]),
        "reading_confidence": s.reading_confidence,
        "first_day": s.interval.from_ if s.interval else None,
        "last_day": s.interval.to if s.interval else None,
        "plover": event.plover.type if event and event.plover else None,
        "cameo": event.cameo if event else None,
        "measure": figure.measure if figure else None,
        "low": figure.low if figure else None,
        "best": figure.best if figure else None,
        "high": figure.high if figure else None,
        "driver": cause.driver.text if cause else None,
        "effect": cause.effect.text if cause else None,
        "sign": cause.sign if cause else None,
    }


def _participants(s: Statement, number: int) -> list[Row]:
    return [
        {
            "statement": number,
            "ordinal": i,
            "entity": p.entity,
            "role": p.role,
            "kind": p.kind,
            "standing": p.standing,
            "start": p.start,
            "end": p.end,
        }
        for i, p in enumerate(s.event.participants if s.event else ())
    ]


def _list(items: list[str]) -> str:
    return json.dumps(items, ensure_ascii=False)
