"""How a command fails: one clear line on standard error, exit status 1."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from sayso.intake import InputError
from sayso.knowledge.loader import DataFileError
from sayso.ledger import LedgerError
from sayso.reading.analysis import PipelineError
from sayso.scale import ScaleError


def fail(message: str) -> NoReturn:
    """Say what is wrong and stop with exit status 1."""
    typer.echo(f"sayso: {message}", err=True)
    raise typer.Exit(1)


@contextmanager
def faults_told() -> Iterator[None]:
    """A fault that is foreseen becomes one line and exit status 1; any other is a bug and shows."""
    try:
        yield
    except (InputError, DataFileError, LedgerError, PipelineError, ScaleError) as error:
        fail(str(error))
