"""The commands. Thin: what they do is in the packages below."""

import typer

from sayso.cli import (
    decide,
    evaluate,
    export,
    forecasts,
    ledger,
    read,
    resolve,
    schema,
    serve,
    situation,
    what_if,
)

app = typer.Typer(
    name="sayso",
    help="Reads news reports on conflict and keeps every fact on somebody's say-so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for room in (
    read,
    ledger,
    decide,
    situation,
    what_if,
    forecasts,
    resolve,
    export,
    evaluate,
    serve,
    schema,
):
    room.register(app)


def main() -> None:
    """Run the command line."""
    app()
