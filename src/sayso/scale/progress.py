"""A progress bar on standard error, with the time that is left."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

_Outcome = TypeVar("_Outcome")


def told_progress(
    outcomes: Iterable[_Outcome], *, total: int | None = None, shown: bool | None = None
) -> Iterator[_Outcome]:
    """The outcomes as they are, while a bar on standard error counts them.

    ``total`` is how many there will be; without it the bar shows the count and the time gone by.
    ``shown`` says whether to draw it at all: by default only where standard error is a terminal.
    """
    if not (sys.stderr.isatty() if shown is None else shown):
        yield from outcomes
        return
    console = Console(stderr=True, force_terminal=shown)
    with Progress(*_columns(total), console=console, transient=True) as progress:
        task = progress.add_task("reading", total=total)
        for outcome in outcomes:
            progress.advance(task)
            yield outcome


def _columns(total: int | None) -> tuple[ProgressColumn, ...]:
    counted = MofNCompleteColumn()
    if total is None:
        return TextColumn("{task.description}"), counted, TimeElapsedColumn()
    left = TimeRemainingColumn(elapsed_when_finished=True)
    return TextColumn("{task.description}"), BarColumn(), counted, left, TextColumn("left")
