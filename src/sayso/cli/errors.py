"""How a command fails: one clear line on standard error, exit status 1."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from sayso.cli.output import say
from sayso.model import SaysoError


def fail(message: str) -> NoReturn:
    """Say what is wrong and stop with exit status 1."""
    say(f"sayso: {message}")
    raise typer.Exit(1)


@contextmanager
def faults_told() -> Iterator[None]:
    """A fault that is foreseen, and a file that cannot be opened or written, becomes one line and
    exit status 1; any other is a bug and shows.
    """
    try:
        yield
    except SaysoError as error:
        fail(str(error))
    except OSError as error:
        if error.filename is None:  # a pipe that nobody reads any more, say
            raise
        fail(f"{error.filename}: {error.strerror}")
