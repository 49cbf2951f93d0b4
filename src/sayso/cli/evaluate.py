"""``sayso evaluate`` and ``sayso sample``: figures on gold data, and on a corpus of one's own."""

import json
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from sayso.cli.errors import faults_told
from sayso.cli.output import clean, console, say, write_text
from sayso.evaluation import GoldError, GoldRecord, load_gold, load_readings, score
from sayso.evaluation.marks import SheetError, load_marks, marked_figures
from sayso.evaluation.scoring import TASKS
from sayso.evaluation.sheet import draw, write_sheet
from sayso.ledger import open_ledger
from sayso.model import Reading
from sayso.reading.settings import DEFAULT_PIPELINE, Settings
from sayso.scale import Fault, read_gold


class Format(StrEnum):
    """How figures are printed."""

    json = "json"
    table = "table"


def evaluate(
    task: Annotated[str | None, typer.Argument(help=f"One of {', '.join(TASKS)}.")] = None,
    gold: Annotated[Path | None, typer.Argument(help="Gold records, one JSON a line.")] = None,
    *,
    readings: Annotated[
        Path | None, typer.Option(help="Score these readings instead of reading the reports.")
    ] = None,
    fold: Annotated[int | None, typer.Option(min=0, max=1, help="Half 0 or 1 of the gold.")] = None,
    first: Annotated[int | None, typer.Option(min=1, help="Only so many records.")] = None,
    marked: Annotated[
        list[Path] | None, typer.Option(help="A marked sheet; twice for two markers.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler.")] = None,
    pipeline: Annotated[str, typer.Option(help="spaCy pipeline.")] = DEFAULT_PIPELINE,
    rules_only: Annotated[bool, typer.Option("--rules-only", help="No learned heads.")] = False,
    weights: Annotated[str | None, typer.Option(help="Folder with learned weights.")] = None,
    format: Annotated[Format, typer.Option(help="json (one line) or table.")] = Format.json,
) -> None:
    """Figures of the reading: against gold data (TASK GOLD), or from marked sheets (--marked)."""
    with faults_told():
        if marked:
            if task or gold:
                raise typer.BadParameter("either TASK and GOLD, or --marked")
            _print(marked_figures([marks for path in marked for marks in load_marks(path)]), format)
            return
        if task is None or gold is None:
            raise typer.BadParameter("TASK and GOLD, or --marked FILE, are wanted")
        if task not in TASKS:
            raise typer.BadParameter(f"no task {task}; the tasks are {', '.join(TASKS)}")
        records = load_gold(gold, fold=fold)[:first]
        faults: list[Fault] = []
        read: Mapping[str, Reading | None] = (
            load_readings(readings)
            if readings is not None
            else read_gold(
                records,
                workers=workers,
                scheduler=scheduler,
                settings=Settings(pipeline, rules_only=rules_only, weights=weights),
                on_fault=faults.append,
            )
        )
        _print(_scored(task, gold, records, read), format)
        for fault in faults:
            say(f"{gold}: {fault.report}: {fault.error}")
        if faults:
            raise typer.Exit(1)


def sample(
    *,
    n: Annotated[int, typer.Option("--n", min=1, help="How many statements.")] = 100,
    seed: Annotated[int, typer.Option(help="Which draw; the same seed, the same draw.")] = 1,
    ledger: Annotated[
        str | None, typer.Option(help="A path or a database URL; else SAYSO_LEDGER, sayso.db.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The CSV file; else standard output.")
    ] = None,
) -> None:
    """A sheet of statements drawn by chance, to mark right (y) or wrong (n)."""
    with faults_told(), open_ledger(ledger, create=False) as opened:
        rows = draw(opened, n, seed)
        if output is None:
            write_sheet(rows, sys.stdout)
            return
        if output.exists():
            raise SheetError(f"{output} is there already, and may hold marks")
        # With the mark by which spreadsheets know UTF-8.
        with output.open("w", encoding="utf-8-sig", newline="") as out:
            written = write_sheet(rows, out)
        say(f"{written} statements to mark in {output}")


def register(app: typer.Typer) -> None:
    """Add both commands."""
    app.command()(evaluate)
    app.command()(sample)


def _scored(
    task: str, gold: Path, records: list[GoldRecord], readings: Mapping[str, Reading | None]
) -> dict[str, Any]:
    if not records:
        raise GoldError(f"{gold}: no records")
    return score(task, records, readings)


def _print(figures: Mapping[str, Any], format: Format) -> None:
    if format is Format.json:
        write_text(json.dumps(figures, ensure_ascii=False) + "\n")
        return
    table = Table("figure", "value", box=None, pad_edge=False)
    for name, value in _flat(figures):
        table.add_row(name, clean("-" if value is None else value))
    console().print(table)


def _flat(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            for n, item in enumerate(value, 1):
                yield from _flat(item, f"{prefix}{name}.{n}.")
        else:
            yield f"{prefix}{name}", value
