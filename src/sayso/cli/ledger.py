"""The commands that ask the ledger: reports, statements, show, forget."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from typing import Annotated, Any, Final, get_args

import typer
from rich.text import Text

from sayso.cli.errors import fail, faults_told
from sayso.cli.output import (
    Format,
    FormatOption,
    clean,
    say,
    write_line,
    write_list,
    write_text,
)
from sayso.ledger import (
    Found,
    Ledger,
    Passage,
    ReportRow,
    StatementRow,
    open_ledger,
)
from sayso.model import (
    Attribution,
    CertaintyLevel,
    Entity,
    Reading,
    Stance,
    Statement,
    StatementKind,
    Time,
)

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH|URL",
        help="The ledger: a file or a database URL. Else SAYSO_LEDGER, else ./sayso.db.",
        show_default=False,
    ),
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="Not more than N rows.")
]
VoiceOption = Annotated[
    str | None,
    typer.Option(
        "--voice", help="Said, or passed on, by this organisation, group or office-holder."
    ),
]
ActorOption = Annotated[
    str | None,
    typer.Option("--actor", help="Events whose actor goes by this name; no private persons."),
]
PlaceOption = Annotated[
    str | None,
    typer.Option("--place", help="At this place, or in this country (name or ISO code)."),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="From then on: YYYY, YYYY-MM, YYYY-MM-DD."),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Until then: YYYY, YYYY-MM, YYYY-MM-DD."),
]
StanceOption = Annotated[
    str | None, typer.Option("--stance", help=f"One of {', '.join(get_args(Stance))}.")
]
CertaintyOption = Annotated[
    str | None, typer.Option("--certainty", help=f"One of {', '.join(get_args(CertaintyLevel))}.")
]
WordsOption = Annotated[
    str | None, typer.Option("--words", help='All of these words; "a phrase" in quotes; begin*.')
]
ReportOption = Annotated[
    str | None, typer.Option("--report", metavar="ID", help="Only of this report.")
]

_QUOTED: Final = 160
_BASIS: Final = "What the report says and on whose say-so; not what is so."


def register(app: typer.Typer) -> None:
    """Put these commands into the application."""
    app.command("reports")(reports)
    app.command("statements")(statements)
    app.command("show")(show)
    app.command("forget")(forget)


def reports(
    copies: Annotated[
        bool, typer.Option("--copies", help="With the reports that print the same story.")
    ] = False,
    limit: LimitOption = None,
    format: FormatOption = Format.table,
    ledger: LedgerOption = None,
) -> None:
    """The reports the ledger holds, in the order they were added."""
    with opened(ledger) as held:
        columns: dict[str, Callable[[Any], object]] = {
            "id": lambda r: r.id,
            "published": lambda r: r.published,
            "publisher": lambda r: _source(r.publisher, r.agency),
            "headline": lambda r: r.headline,
            "statements": lambda r: r.statements,
            "prints": lambda r: r.prints,
        }
        rows: Sequence[ReportRow] = held.reports(limit=limit)
        if copies:
            from sayso.assembly.reprints import with_copies  # datasketch takes time to import

            rows = with_copies(held, rows)
            columns["copies"] = lambda r: ", ".join(r.copies)
        write_list(
            rows,
            format,
            columns=columns,
            fields=[f.name for f in fields(ReportRow)] + ["copies"] * copies,
            empty=f"the ledger {held.where} holds no reports yet",
        )


def statements(
    *,
    kind: Annotated[
        str | None, typer.Option(help=f"One of {', '.join(get_args(StatementKind))}.")
    ] = None,
    voice: VoiceOption = None,
    actor: ActorOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    stance: StanceOption = None,
    certainty: CertaintyOption = None,
    words: WordsOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Only what is asserted, positive and certain.")
    ] = False,
    report: ReportOption = None,
    limit: LimitOption = None,
    format: FormatOption = Format.table,
    ledger: LedgerOption = None,
) -> None:
    """The statements the ledger holds, each with its voice; every filter given must hold."""
    with opened(ledger) as held:
        found = held.statements(
            kind=kind,
            voice=voice,
            actor=actor,
            place=place,
            since=since,
            until=until,
            stance=stance,
            certainty=certainty,
            words=words,
            plain=plain,
            report=report,
            limit=limit,
        )
        write_list(
            found,
            format,
            columns={
                "id": lambda s: s.id,
                "kind": lambda s: s.kind,
                "voice": lambda s: " < ".join(s.voices) or _source(s.publisher, s.agency),
                "said": _said,
                "when": lambda s: _days(s.since, s.until),
                "where": lambda s: "; ".join(s.places),
                "words": lambda s: s.text if s.decision is None else f"[{s.decision}] {s.text}",
            },
            fields=[f.name for f in fields(StatementRow)],
            empty="no statement answers that",
        )


def show(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="A report's id, or <report id>/s1 (e1, a1, t1).")
    ],
    format: FormatOption = Format.table,
    ledger: LedgerOption = None,
) -> None:
    """One thing whole, with the words of the report around it."""
    if format is Format.csv:
        fail("one thing is shown as a table or as JSON, not as CSV")
    with opened(ledger) as held:
        found = held.show(id)
    if format is Format.json:
        write_text(json.dumps(_as_json(found), ensure_ascii=False, indent=2) + "\n")
    else:
        _show(found)


def forget(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Remove a report and all that came of it: readings, statements, words."""
    with opened(ledger) as held:
        known = held.report(report)
        if not yes:
            if not _somebody_there():
                fail("nobody is there to ask: give --yes to forget")
            told = clean(f"{known.id}: {known.headline} ({known.statements} statements)")
            if not typer.confirm(f"Forget {told.plain}?", err=True):
                fail("nothing was forgotten")
        gone = held.forget(report)
    also = f", {gone.decisions} decisions" if gone.decisions else ""
    counts = f"{gone.readings} readings, {gone.statements} statements{also}"
    say(clean(f"forgot {gone.id}: {counts}").plain)
    if not gone.wiped:
        say("its words leave the file when the other process that has the ledger open closes it")


@contextmanager
def opened(ledger: str | None) -> Iterator[Ledger]:
    """The ledger, which must be there; what goes wrong is told in one line."""
    with faults_told(), open_ledger(ledger, create=False) as held:
        yield held


def _somebody_there() -> bool:
    return sys.stdin.isatty()


def _source(publisher: str | None, agency: str | None) -> str:
    """Who stands behind a report's own voice: the agency whose copy it is goes before."""
    return f"[{' / '.join(n for n in (agency, publisher) if n) or 'the report'}]"


def _said(s: StatementRow) -> str:
    """Stance, polarity and certainty in a word or two, with the cue words."""
    parts = [s.stance, *(["negative"] if s.polarity == "negative" else []), s.certainty]
    return ", ".join(parts) + (f" ({', '.join(s.cues)})" if s.cues else "")


def _days(first: str | None, last: str | None) -> str:
    if first == last:
        return first or ""
    return f"{first or '…'} – {last or '…'}"


def _as_json(found: Found) -> dict[str, Any]:
    thing = found.reading if found.thing is None else found.thing
    held: dict[str, Any] = {
        "id": found.id,
        "kind": found.kind,
        found.kind: thing.model_dump(mode="json", by_alias=True),
    }
    if isinstance(found.thing, Statement):
        held["voices"] = list(found.reading.voices(found.thing))
    if found.thing is not None:
        held["decision"] = found.decision
        held["passages"] = [asdict(p) for p in found.passages]
        held["source"] = asdict(found.report)
    return held


def _show(found: Found) -> None:
    write_line(clean(f"{found.id}  ({found.kind})"), style="bold")
    for name, value in _lines(found):
        if value:
            write_line(clean(f"  {name}: {value}"))
    for where in found.passages:
        write_line()
        write_line(_marked(where))
    write_line()
    write_line(_BASIS, style="italic")


def _marked(where: Passage) -> Text:
    """The words between arrows, so that they stand out without colours too."""
    text = clean(where.before)
    text.append("»", style="bold")
    text.append_text(clean(where.words))
    text.append("«", style="bold")
    return text.append_text(clean(where.after))


def _lines(found: Found) -> list[tuple[str, object]]:
    report, reading, thing = found.report, found.reading, found.thing
    source = [
        ("report", f"{report.headline} {_source(report.publisher, report.agency)}"),
        ("published", report.published or "not known"),
    ]
    if isinstance(thing, Statement):
        return [*source, ("decision", found.decision), *_statement_lines(reading, thing)]
    if isinstance(thing, Entity):
        linked = f"{thing.link.scheme} {thing.link.id}" if thing.link else None
        return [
            *source,
            ("name", thing.name),
            ("kind", thing.kind),
            ("description", thing.description),
            ("place", thing.place.model_dump_json(exclude_none=True) if thing.place else None),
            ("link", linked),
            ("mentions", len(thing.mentions)),
        ]
    if isinstance(thing, Attribution):
        speaker = reading.entity(thing.speaker)
        return [
            *source,
            ("speaker", speaker.name if speaker else "not named"),
            ("cue", thing.cue.text if thing.cue else None),
            ("manner", thing.manner),
            ("within", thing.within),
        ]
    if isinstance(thing, Time):
        return [
            *source,
            ("value", thing.value),
            ("days", _days(thing.from_, thing.to) or "not known"),
        ]
    return [
        *source,
        ("url", report.url),
        ("other prints", report.prints - 1 or None),
        ("readings", report.readings),
        *((s.id, f"{s.kind}: {_short(s.text)}") for s in reading.statements),
        *((f"not known ({w.code})", w.message) for w in reading.warnings),
    ]


def _statement_lines(reading: Reading, s: Statement) -> list[tuple[str, object]]:
    places = [(reading.entity(p.entity), p.precision) for p in s.places]
    return [
        ("kind", s.kind),
        ("voice", " < ".join(reading.voices(s)) or "the report's own"),
        ("stance", s.stance),
        ("polarity", s.polarity),
        ("certainty", s.certainty.level),
        ("hedged by", ", ".join(c.text for c in s.certainty.cues)),
        ("when", _days(s.interval.from_, s.interval.to) if s.interval else "not known"),
        ("where", "; ".join(f"{e.name} ({how})" for e, how in places if e)),
        ("condition", s.condition.text if s.condition else None),
        ("disputes", ", ".join(s.disputes)),
        *_kind_lines(reading, s),
        ("read well", f"{s.reading_confidence:.2f}"),
        ("rules", ", ".join(s.rules)),
    ]


def _kind_lines(reading: Reading, s: Statement) -> list[tuple[str, object]]:
    if s.event is not None:
        codes = [s.event.plover.type if s.event.plover else None, s.event.cameo]
        if s.event.acled:
            codes.append(s.event.acled.sub_event_type)
        return [
            ("codes", ", ".join(c for c in codes if c)),
            *(
                (p.role if p.standing == "stated" else f"{p.role} ({p.standing})", _short(p.text))
                for p in s.event.participants
            ),
        ]
    if s.figure is not None:
        bounds = (s.figure.low, s.figure.best, s.figure.high)
        low, best, high = ("not said" if n is None else f"{n:g}" for n in bounds)
        return [
            ("measure", s.figure.measure),
            ("of", s.figure.of),
            ("at least", low),
            ("best", best),
            ("at most", high),
        ]
    if s.cause is not None:
        return [
            ("driver", s.cause.driver.text),
            ("effect", s.cause.effect.text),
            ("sign", s.cause.sign),
        ]
    return []


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
