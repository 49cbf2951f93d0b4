"""Ids in the order of the text: entities by first mention, attributions and statements by start."""

from collections.abc import Iterable, Mapping
from typing import Any

from sayso.model import Attribution, Entity, Event, Statement
from sayso.reading.draft import Draft


def renumber(draft: Draft) -> Draft:
    """The draft with entities ``e1`` … in the order of their first mention (those that are only in
    the metadata last) and every reference to them carried along.
    """
    end = len(draft.analysis.text) + 1
    order = sorted(
        enumerate(draft.entities),
        key=lambda pair: (min((m.start for m in pair[1].mentions), default=end), pair[0]),
    )
    ids = {entity.id: f"e{i}" for i, (_, entity) in enumerate(order, start=1)}
    dateline = draft.report.dateline
    report = draft.report
    if dateline is not None and dateline.entity is not None:
        dateline = dateline.model_copy(update={"entity": ids.get(dateline.entity)})
        report = report.model_copy(update={"dateline": dateline})
    return draft.plus(
        report=report,
        entities=tuple(_entity(entity, ids) for _, entity in order),
        attributions=tuple(_attribution(a, ids) for a in draft.attributions),
        statements=tuple(_statement(s, ids) for s in draft.statements),
    )


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """The statements in the order of the text, with ids ``s1`` … in that order, and the ids of
    figures they speak of carried along.
    """
    ordered = sorted(statements, key=lambda s: (s.start, s.end))
    ids = {s.id: f"s{i}" for i, s in enumerate(ordered, start=1)}
    return [_with_ids(s, ids) for s in ordered]


def _with_ids(statement: Statement, ids: Mapping[str, str]) -> Statement:
    changed: dict[str, Any] = {"id": ids[statement.id]}
    if statement.figure is not None:
        includes = tuple(ids[i] for i in statement.figure.includes)
        change = statement.figure.change
        if change is not None:
            change = change.model_copy(update={"earlier": ids.get(change.earlier or "")})
        changed["figure"] = statement.figure.model_copy(
            update={"includes": includes, "change": change}
        )
    if statement.event is not None:
        counts = {k: getattr(statement.event, k) for k in ("deaths", "injuries")}
        changed["event"] = statement.event.model_copy(
            update={
                k: c.model_copy(update={"figure": ids.get(c.figure or "")})
                for k, c in counts.items()
            }
        )
    return statement.model_copy(update=changed)


def _entity(entity: Entity, ids: Mapping[str, str]) -> Entity:
    mentions = tuple(sorted(entity.mentions, key=lambda m: (m.start, m.end)))
    return entity.model_copy(update={"id": ids[entity.id], "mentions": mentions})


def _attribution(attribution: Attribution, ids: Mapping[str, str]) -> Attribution:
    return attribution.model_copy(
        update={
            "speaker": ids.get(attribution.speaker or ""),
            "addressee": ids.get(attribution.addressee or ""),
        }
    )


def _statement(statement: Statement, ids: Mapping[str, str]) -> Statement:
    changed: dict[str, Any] = {
        "places": tuple(p.model_copy(update={"entity": ids[p.entity]}) for p in statement.places)
    }
    if statement.event is not None:
        changed["event"] = _event(statement.event, ids)
    return statement.model_copy(update=changed)


def _event(event: Event, ids: Mapping[str, str]) -> Event:
    participants = tuple(
        p.model_copy(update={"entity": ids.get(p.entity or "")}) for p in event.participants
    )
    return event.model_copy(update={"participants": participants})
