"""``sayso export``: the events of a ledger, and its model, out to where coders work."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.errors import faults_told
from sayso.cli.ledger import (
    ActorOption,
    CertaintyOption,
    LedgerOption,
    PlaceOption,
    ReportOption,
    SinceOption,
    StanceOption,
    UntilOption,
    VoiceOption,
    WordsOption,
    opened,
)
from sayso.cli.output import say, text_out
from sayso.exports import FORMATS, MODELS, Exported, export, formatted


def register(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("export")(export_events)


def export_events(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="; ".join(f"{f.name}: {f.summary}" for f in (*FORMATS.values(), *MODELS.values())),
        ),
    ],
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; else standard output.")
    ] = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all/--plain",
            help="Also what is denied, doubted, expected, … Else what is asserted, positive, "
            "certain.",
        ),
    ] = False,
    names: Annotated[
        bool, typer.Option("--names", help="With the names of private persons.")
    ] = False,
    voice: VoiceOption = None,
    actor: ActorOption = None,
    place: PlaceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    stance: StanceOption = None,
    certainty: CertaintyOption = None,
    words: WordsOption = None,
    report: ReportOption = None,
    ledger: LedgerOption = None,
) -> None:
    """The events of the ledger as CSV, a row each, with who says so; or its situation model."""
    with faults_told():
        formatted(format)  # before a ledger is asked for
    with opened(ledger) as held, nullcontext(output) if output else text_out() as out:
        done = export(
            held,
            format,
            out,
            plain=not everything,
            names=names,
            voice=voice,
            actor=actor,
            place=place,
            since=since,
            until=until,
            stance=stance,
            certainty=certainty,
            words=words,
            report=report,
        )
    _tell(done, format, plain=not everything)


def _tell(done: Exported, format: str, *, plain: bool) -> None:
    """How many rows there are, what has none, and what the rows are."""
    if format in MODELS:
        say(f"{done.rows} links as {format}")
        return
    sort = "plain events" if plain else "events"
    say(f"{done.rows} {sort} as {format}" + (" (--all gives the others too)" if plain else ""))
    for reason, count in sorted(done.left_out.items()):
        say(f"{count} left out: {'event' if count == 1 else 'events'} {reason}")
    say("What reports say, on whose say-so; not what is so.")
