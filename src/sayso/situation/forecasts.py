"""The forecasts of a ledger: what its sources expect, with what an analyst has laid over them.

Nothing here expects anything. A private person's name stays inside its own report: in a list of
several reports such a voice is "a private person", and names in quoted words are "[name]".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from sayso.assembly.decisions import rejected
from sayso.assembly.reprints import reprint_groups
from sayso.ledger import Filters, Ledger
from sayso.ledger.keys import StatementKey, by_report, by_statement, key_of, match
from sayso.ledger.names import is_public
from sayso.ledger.veil import ROLE, Veil
from sayso.model import (
    Decision,
    Entity,
    Forecast,
    Operationalisation,
    Outcome,
    Reading,
    Span,
    Statement,
)
from sayso.situation.clues import Clues, clues_of
from sayso.situation.expectations import Expectation, expectations, is_denied

CLAIM: Final = "What sources expect, in their words; Sayso expects nothing."
PRIVATE: Final = "a private person"


@dataclass(slots=True)
class Held:
    """A forecast being put together: its statement and those joined to it, each with its report,
    and what it is compared with later events by. ``evidence`` has the statements that evidence goes
    by now, by the keys that were decided on.
    """

    forecast: Forecast
    parts: list[tuple[str, Statement]]
    clues: Clues
    decisions: list[Decision] = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)


def forecasts(
    ledger: Ledger,
    *,
    named: str | None = None,
    stories: Iterable[tuple[str, ...]] | None = None,
) -> list[Forecast]:
    """Every forecast of the ledger, reports in the order they were added.

    ``named`` is a report whose private persons go by their names. ``stories`` are groups of reports
    that print one story; without it, those that :mod:`sayso.assembly.reprints` finds.
    """
    return [h.forecast for h in gathered(ledger, named=named, stories=stories)]


def answering(found: Iterable[Forecast], ledger: Ledger, filters: Filters) -> list[Forecast]:
    """Of forecasts those that answer the ledger's filters, by their own statement, one joined to it
    or a copy's report. Raises what :meth:`sayso.ledger.Ledger.statements` raises.
    """
    if all(value is None for value in filters.values()):
        return list(found)
    rows = {row.id for row in ledger.statements(**filters)}
    return [f for f in found if not rows.isdisjoint((f.statement, *f.also))]


def gathered(
    ledger: Ledger,
    *,
    named: str | None = None,
    stories: Iterable[tuple[str, ...]] | None = None,
) -> list[Held]:
    """The forecasts of :func:`forecasts` with what they are made of."""
    laid = ledger.decisions(everything=True)
    over = by_report(laid)
    groups = reprint_groups(ledger) if stories is None else stories
    printed = {report: group[0] for group in groups for report in group}
    evidence = _evidence(laid)
    ids: dict[str, str] = {}
    found: list[Held] = []
    first: dict[tuple[str, ...], Held] = {}
    for report, reading, _ in ledger.in_readings():
        story = printed.get(report, report)
        ids |= _numbers(evidence.get(report, ()), reading)
        refused = rejected(over.get(report, ()), report, reading)
        for one in expectations(reading, refused):
            held = _held(report, reading, one, Veil(reading, names=report == named))
            mark = (story, *_same_words(reading, one))
            if mark in first and first[mark].forecast.report != report:
                _add_copy(first[mark], held)
            else:
                first.setdefault(mark, held)
                found.append(held)
    _lay(found, over, ids)
    return found


def find(found: Iterable[Held], wanted: str) -> Held | None:
    """The forecast of that id, or the one that a statement's id (``<report id>/s1``) belongs to."""
    return next(
        (
            h
            for h in found
            if wanted in (h.forecast.id, h.forecast.key, h.forecast.statement, *h.forecast.also)
        ),
        None,
    )


def loose(found: Iterable[Held], standing: Iterable[Decision]) -> list[int]:
    """The standing decisions on forecasts that reach none: the words were read otherwise since, or
    were rejected.
    """
    reached = {d.id for held in found for d in held.decisions}
    return [
        d.id for d in standing if d.kind in ("operationalise", "resolve") and d.id not in reached
    ]


def veiled_name(entity: Entity, veil: Veil) -> str:
    """An entity's name as it stands outside its report."""
    name = veil.name(entity)
    return PRIVATE if name == ROLE else name


def _held(report: str, reading: Reading, one: Expectation, veil: Veil) -> Held:
    s = one.statement
    speakers = reading.speakers(s)
    names = tuple(veiled_name(e, veil) for e in speakers)
    forecast = Forecast(
        id=_id(reading.report.identity, s),
        key=str(key_of(report, s, reading.statements)),
        report=report,
        statement=f"{report}/{s.id}",
        also=tuple(f"{report}/{j.id}" for j in one.joined),
        kind=s.kind,
        start=s.start,
        end=s.end,
        text=veil.words(s.start, s.end),
        voice=names[0] if names else None,
        voices=names,
        record=_record(reading, speakers),
        publisher=reading.report.publisher,
        agency=reading.report.agency,
        published=reading.report.published,
        stance=s.stance,
        denied=is_denied(s),
        certainty=s.certainty.level,
        cues=tuple(c.text for c in s.certainty.cues),
        low=s.certainty.low,
        high=s.certainty.high,
        scale=s.certainty.scale,
        condition=_veiled_span(one.condition, veil),
    )
    parts = [(report, part) for part in one.parts]
    return Held(forecast, parts, clues_of(one.parts, reading, expected=True))


def _id(identity: str, at: Statement) -> str:
    """Short, and the same for the same words of the same report."""
    digest = sha256(f"{identity}:{at.kind}:{at.start}-{at.end}".encode()).hexdigest()
    return f"f{digest[:10]}"


def _veiled_span(span: Span | None, veil: Veil) -> Span | None:
    if span is None:
        return None
    return Span(start=span.start, end=span.end, text=veil.words(span.start, span.end))


def _record(reading: Reading, speakers: tuple[Entity, ...]) -> str | None:
    """The name under which a voice's forecasts are counted together: the nearest speaker's where it
    is public and has a name ("officials" of two reports are not one voice), or the house whose own
    voice it is.
    """
    if not speakers:
        house = reading.report.agency or reading.report.publisher
        return None if house is None else f"[{house}]"
    near = speakers[0]
    has_name = near.link is not None or any(m.form == "name" for m in near.mentions)
    return near.name if is_public(near) and has_name else None


def _same_words(reading: Reading, one: Expectation) -> tuple[str, ...]:
    words = " ".join(one.statement.text.casefold().split())
    return (one.statement.kind, words, *(e.name for e in reading.speakers(one.statement)))


def _add_copy(held: Held, copy: Held) -> None:
    also = (*held.forecast.also, copy.forecast.statement, *copy.forecast.also)
    copies = tuple(dict.fromkeys((*held.forecast.copies, copy.forecast.report)))
    held.forecast = held.forecast.model_copy(update={"also": also, "copies": copies})
    held.parts += copy.parts


def _evidence(laid: Iterable[Decision]) -> dict[str, list[StatementKey]]:
    """The keys of the statements that outcomes rest on, by report."""
    held: dict[str, list[StatementKey]] = defaultdict(list)
    spelt = (str(d.value.get("evidence")) for d in laid if d.kind == "resolve")
    for key in filter(None, map(StatementKey.parse, spelt)):
        held[key.report].append(key)
    return held


def _numbers(keys: Iterable[StatementKey], reading: Reading) -> dict[str, str]:
    """By their keys the ids (``<report id>/s1``) of the statements that a reading still has."""
    found = ((key, match(key, reading.statements)) for key in keys)
    return {str(key): f"{key.report}/{number}" for key, number in found if number is not None}


def _lay(found: Iterable[Held], over: Mapping[str, list[Decision]], ids: Mapping[str, str]) -> None:
    """Give each forecast the decisions made on it: those whose key is most nearly its own. ``over``
    are all decisions by report, ``ids`` the statements that evidence goes by now.
    """
    holders: dict[str, dict[str, Held]] = defaultdict(dict)
    parts: dict[str, list[Statement]] = defaultdict(list)
    for held in found:
        for report, part in held.parts:
            holders[report][part.id] = held
            parts[report].append(part)
    touched: dict[str, Held] = {}
    for report, holder in holders.items():
        made = (d for d in over.get(report, ()) if d.kind in ("operationalise", "resolve"))
        for number, decisions in by_statement(made, report, parts[report]).items():
            holder[number].decisions += decisions
            touched[holder[number].forecast.key] = holder[number]
    for held in touched.values():
        held.decisions.sort(key=lambda d: d.id)
        held.evidence |= ids
        lay_over(held)


def lay_over(held: Held) -> None:
    """Put a forecast's decisions over it."""
    history = tuple(_laid(d, held.evidence) for d in held.decisions)
    standing = [h for h in history if h.undone is None]
    sharpened = [h for h in standing if isinstance(h, Operationalisation)]
    settled = [h for h in standing if isinstance(h, Outcome)]
    held.forecast = held.forecast.model_copy(
        update={
            # The id it had when it was first decided on, whatever the reading makes of it since.
            "id": str(held.decisions[0].value.get("forecast", held.forecast.id)),
            "operationalisation": sharpened[-1] if sharpened else None,
            "outcome": settled[-1] if settled else None,
            "history": history,
        }
    )


def _laid(decision: Decision, ids: Mapping[str, str]) -> Operationalisation | Outcome:
    """What a decision on a forecast says; ``ids`` has the statements that evidence goes by now."""
    value = {name: v for name, v in decision.value.items() if name not in ("forecast", "text")}
    about = {
        "decision": decision.id,
        "author": decision.author,
        "reason": decision.reason,
        "at": decision.at,
        "undone": decision.undone,
    }
    if decision.kind == "operationalise":
        return Operationalisation.model_validate({**value, **about})
    key = value.get("evidence")
    return Outcome.model_validate({**value, **about, "evidence": ids.get(str(key), key)})
