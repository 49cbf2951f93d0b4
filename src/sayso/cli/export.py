"""``sayso export``: the events of a ledger, out to where coders work, and its model."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.errors import fail, faults_told
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
from sayso.exports import FORMATS, MODELS, Exported, export, formatted, put_in_place, xmile
from sayso.ledger import Filters
from sayso.model import Scenario
from sayso.situation.model import Model, clamps_of


def register(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("export")(export_events)


def export_events(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="; ".join(
                [
                    *(f"{f.name}: {f.summary}" for f in FORMATS.values()),
                    *map(": ".join, MODELS.items()),
                ]
            ),
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
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FACTOR=up|down|N", help="xmile: hold a factor, as `what-if` does."
        ),
    ] = None,
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
    """The events of the ledger as CSV, a row each, with who says so; or its situation as XMILE."""
    filters: Filters = {
        "voice": voice,
        "actor": actor,
        "place": place,
        "since": since,
        "until": until,
        "stance": stance,
        "certainty": certainty,
        "words": words,
        "report": report,
    }
    if format in MODELS:
        if everything or names or any(filters.values()):
            fail(f"{format} is of the whole situation: no filter goes with it")
        _export_model(set_ or [], output, ledger)
        return
    if set_:
        fail(f"--set holds a factor of a model, and {format} has none")
    with faults_told():
        formatted(format)  # before a ledger is asked for
    with opened(ledger) as held, nullcontext(output) if output else text_out() as out:
        done = export(held, format, out, plain=not everything, names=names, **filters)
    _tell(done, format, plain=not everything)


def _export_model(held: list[str], output: Path | None, ledger: str | None) -> None:
    """The situation as XMILE, with factors held where that is asked for."""
    with opened(ledger) as found:
        model = Model.of(found)
        clamps = clamps_of(model, held, 0)
        text = xmile(model, Scenario(clamps=clamps) if clamps else None)
        with put_in_place(output) if output else text_out() as out:
            out.write(text)
    say(model.claim)


def _tell(done: Exported, format: str, *, plain: bool) -> None:
    """How many rows there are, what has none, and what the rows are."""
    sort = "plain events" if plain else "events"
    say(f"{done.rows} {sort} as {format}" + (" (--all gives the others too)" if plain else ""))
    for reason, count in sorted(done.left_out.items()):
        say(f"{count} left out: {'event' if count == 1 else 'events'} {reason}")
    say("What reports say, on whose say-so; not what is so.")
