"""What the pages show, made of a reading: plain values for the templates."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from sayso.ledger import ReportRow
from sayso.ledger.names import is_public
from sayso.model import Attribution, Entity, Reading, Statement
from sayso.web.segments import Segment, paragraphs

OWN_VOICE: Final = ":own"
"""The voice filter's value for what the report says itself; no name begins with a colon."""


@dataclass(frozen=True, slots=True)
class Card:
    """A statement beside the text. ``facts`` are what its kind adds, as names and values."""

    id: str
    kind: str
    words: str
    voices: tuple[str, ...]
    cue: str | None
    quotation: str | None
    stance: str
    polarity: str
    certainty: str
    cues: tuple[str, ...]
    when: str | None
    where: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that statements can be filtered by, and how many have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report's page."""

    report: ReportRow
    authors: tuple[str, ...]
    link: str | None
    text: list[list[Segment]]
    cards: list[Card]
    total: int
    kinds: list[Facet]
    voices: list[Facet]
    warnings: tuple[str, ...]


def report_view(
    report: ReportRow,
    reading: Reading,
    kind: str | None,
    voice: str | None,
    decided: Mapping[str, str],
) -> ReportView:
    """The page of a report, with the statements of one ``kind`` or ``voice`` only where given;
    ``decided`` are an analyst's verdicts by the statements' ids.
    """
    entity = {e.id: e for e in reading.entities}
    attribution = {a.id: a for a in reading.attributions}
    chains = {s.id: _chain(entity, attribution, s.attribution) for s in reading.statements}
    chosen = [
        s
        for s in reading.statements
        if (not kind or s.kind == kind) and (not voice or voice in _voice_values(chains[s.id]))
    ]
    return ReportView(
        report=report,
        authors=reading.report.authors,
        link=_safe_link(report.url),
        text=paragraphs(reading.report.text, chosen),
        cards=[_card(s, chains[s.id], entity, attribution, decided.get(s.id)) for s in chosen],
        total=len(reading.statements),
        kinds=[
            Facet(k, k, n) for k, n in sorted(Counter(s.kind for s in reading.statements).items())
        ],
        voices=_voices([chains[s.id] for s in reading.statements]),
        warnings=tuple(w.message for w in reading.warnings),
    )


def report_path(report_id: str) -> str:
    """The address of a report's page; the id may hold any character."""
    return f"/reports/{quote(report_id, safe='')}"


def _chain(
    entity: dict[str, Entity], attribution: dict[str, Attribution], link: str | None
) -> list[Entity]:
    chain: list[Entity] = []
    seen: set[str] = set()
    while link is not None and link in attribution and link not in seen:
        seen.add(link)
        speaker = entity.get(attribution[link].speaker or "")
        if speaker is not None:
            chain.append(speaker)
        link = attribution[link].within
    return chain


def _voice_values(chain: Sequence[Entity]) -> set[str]:
    """The filter values a statement answers to. Private persons are no filter (rule 11)."""
    return {e.name for e in chain if is_public(e)} if chain else {OWN_VOICE}


def _voices(chains: Sequence[Sequence[Entity]]) -> list[Facet]:
    counted = Counter(value for chain in chains for value in _voice_values(chain))
    own = counted.pop(OWN_VOICE, 0)
    named = [Facet(name, name, n) for name, n in sorted(counted.items())]
    return ([Facet(OWN_VOICE, "the report’s own voice", own)] if own else []) + named


def _safe_link(url: str | None) -> str | None:
    """A report's URL where it leads to a web page; a ``javascript:`` one is shown but no link."""
    if url is None:
        return None
    try:
        return url if urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _card(
    s: Statement,
    chain: Sequence[Entity],
    entity: dict[str, Entity],
    attribution: dict[str, Attribution],
    decision: str | None,
) -> Card:
    said = attribution.get(s.attribution or "")
    when = None
    if s.interval is not None:
        first, last = s.interval.from_, s.interval.to
        when = first if first == last else f"{first or '…'} – {last or '…'}"
    return Card(
        id=s.id,
        kind=s.kind,
        words=s.text,
        voices=tuple(e.name for e in chain),
        cue=said.cue.text if said and said.cue else None,
        quotation=said.manner if said else None,
        stance=s.stance,
        polarity=s.polarity,
        certainty=s.certainty.level,
        cues=tuple(c.text for c in s.certainty.cues),
        when=when,
        where=tuple(entity[p.entity].name for p in s.places if p.entity in entity),
        facts=(
            *([("decision", decision)] if decision else []),
            *_facts(s, entity),
            *_bearing(s),
        ),
    )


def _facts(s: Statement, entity: dict[str, Entity]) -> list[tuple[str, str]]:
    if s.event is not None:
        coded = s.event.plover
        type_ = " · ".join(part for part in (coded.type, coded.mode) if part) if coded else ""
        people = []
        for p in s.event.participants:
            role = p.role if p.standing == "stated" else f"{p.role} ({p.standing})"
            known = entity.get(p.entity or "")
            people.append((role, known.name if known else p.text))
        return [*([("coded as", type_)] if type_ else []), *people]
    if s.figure is not None:
        named = (("at least", s.figure.low), ("best", s.figure.best), ("at most", s.figure.high))
        bounds = ", ".join(f"{name} {n:,g}" for name, n in named if n is not None)
        return [(s.figure.measure, bounds or "no number said")]
    if s.cause is not None:
        signs = {"+": "brings more", "-": "brings less", "?": "not said"}
        return [
            ("driver", s.cause.driver.text),
            ("effect", s.cause.effect.text),
            ("sign", f"{s.cause.sign} ({signs[s.cause.sign]})"),
        ]
    return []


def _bearing(s: Statement) -> list[tuple[str, str]]:
    found = [("if", s.condition.text)] if s.condition else []
    return [*found, *([("disputes", ", ".join(s.disputes))] if s.disputes else [])]
