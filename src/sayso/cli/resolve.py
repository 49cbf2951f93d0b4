"""``sayso resolve`` and ``operationalise``: what an analyst decides on a forecast."""

from typing import Annotated, get_args

import typer

from sayso.cli.author import author_of
from sayso.cli.errors import fail
from sayso.cli.ledger import LedgerOption, opened
from sayso.cli.output import clean, say
from sayso.model import Answer, Forecast, Operationalisation
from sayso.situation.resolving import operationalise, resolve, undo

ForecastArgument = Annotated[
    str, typer.Argument(metavar="FORECAST", help="Its id, or its statement's (<report id>/s1).")
]
AuthorOption = Annotated[
    str | None,
    typer.Option("--author", envvar="SAYSO_AUTHOR", help="Who decides; else the login name."),
]
ReasonOption = Annotated[str | None, typer.Option("--reason", help="Why, in a few words.")]
UndoOption = Annotated[
    bool, typer.Option("--undo", help="Undo the newest one; the one before it stands again.")
]


def register(app: typer.Typer) -> None:
    """Put these commands into the application."""
    app.command("resolve")(resolve_forecast)
    app.command("operationalise")(operationalise_forecast)


def resolve_forecast(
    forecast: ForecastArgument,
    *,
    outcome: Annotated[
        str | None, typer.Option("--outcome", help=f"One of {', '.join(get_args(Answer))}.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day that settled it.")
    ] = None,
    evidence: Annotated[
        str | None, typer.Option("--evidence", metavar="STATEMENT", help="<report id>/s1")
    ] = None,
    undone: UndoOption = False,
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Settle a forecast. Settled again, the newer outcome stands; void needs a condition or a
    reason.
    """
    given = [name for name, value in (("--on", on), ("--evidence", evidence)) if value is not None]
    if undone == (outcome is not None) or (undone and given):
        fail("give --outcome (with --on and --evidence, where known), or --undo alone")
    with opened(ledger) as held:
        if outcome is None:
            after = undo(held, forecast, "resolve", author=author_of(author))
        else:
            after = resolve(
                held,
                forecast,
                outcome,
                author=author_of(author),
                on=on,
                evidence=evidence,
                reason=reason,
            )
    say(clean(f"{after.id}: {outcome_of(after) or 'open'}  “{after.text}”").plain)


def operationalise_forecast(
    forecast: ForecastArgument,
    *,
    event: Annotated[
        str | None, typer.Option("--event", metavar="TYPE", help="A PLOVER type: ASSAULT, …")
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", help="Whose act it would be; no private person.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", help="Where: a place, or a country's ISO code.")
    ] = None,
    threshold: Annotated[
        str | None, typer.Option("--threshold", help='From when it counts: "a town held a day".')
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day of the window.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Last day of the window.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Whose word would settle it.")
    ] = None,
    undone: UndoOption = False,
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Say what would settle a forecast. What is not given is not set; a newer one stands whole in
    place of an older one.
    """
    if undone and any((event, actor, place, threshold, first, last, source)):
        fail("give what would settle it, or --undo alone")
    with opened(ledger) as held:
        if undone:
            after = undo(held, forecast, "operationalise", author=author_of(author))
        else:
            after = operationalise(
                held,
                forecast,
                author=author_of(author),
                event=event,
                actor=actor,
                place=place,
                threshold=threshold,
                first=first,
                last=last,
                source=source,
                reason=reason,
            )
    say(clean(f"{after.id}: {settled_by(after) or 'not said what would settle it'}").plain)


def settled_by(f: Forecast) -> str:
    """What would settle a forecast, in a line; empty where nobody has said."""
    o: Operationalisation | None = f.operationalisation
    if o is None:
        return ""
    window = f"{o.from_ or '…'} – {o.to or '…'}" if o.from_ or o.to else None
    parts = [o.event, o.actor, o.place, o.threshold, window, f"by {o.source}" if o.source else None]
    return "; ".join(p for p in parts if p)


def outcome_of(f: Forecast) -> str:
    """How a forecast came out, and when; empty while it is open."""
    if f.outcome is None:
        return ""
    told = f.outcome.outcome + (f" on {f.outcome.on}" if f.outcome.on else "")
    if f.denied and told.startswith(("yes", "no")):  # a yes to "will not attack" is no attack
        told += " (it did not come about)" if f.outcome.outcome == "yes" else " (it came about)"
    return told
