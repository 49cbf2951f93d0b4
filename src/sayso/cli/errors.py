"""How a command fails: one clear line on standard error, exit status 1."""

from typing import NoReturn

import typer


def fail(message: str) -> NoReturn:
    """Say what is wrong and stop with exit status 1."""
    typer.echo(f"sayso: {message}", err=True)
    raise typer.Exit(1)
