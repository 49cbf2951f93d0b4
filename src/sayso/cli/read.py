"""The command that reads reports."""

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import chain, islice
from typing import Annotated, cast, get_args

import typer

from sayso.api import read_reports_many
from sayso.cli.brief import render_brief
from sayso.cli.errors import fail, faults_told
from sayso.cli.ledger import LedgerOption
from sayso.cli.output import console, say, write_text
from sayso.intake import InputFault, Kind, Options, count_inputs, reports_from
from sayso.ledger import Ledger, open_ledger
from sayso.model import SCHEMA, ReaderStamp, Reading, Report
from sayso.reading.settings import DEFAULT_PIPELINE, DEFAULT_SCALE, Settings
from sayso.scale import Fault, Held, told_progress


class ReadFormat(StrEnum):
    """The forms a reading is given in."""

    brief = "brief"
    json = "json"
    jsonl = "jsonl"


InputKind = StrEnum("InputKind", {kind: kind for kind in get_args(Kind)})  # type: ignore[misc]
Faulty = Fault | InputFault


def register(app: typer.Typer) -> None:
    """Put this command into the application."""
    app.command("read")(read)


def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Files, folders, or - for the standard input."),
    ],
    *,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day of publication, YYYY-MM-DD.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    agency: Annotated[str | None, typer.Option(help="The news agency whose copy it is.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, such as en.")] = None,
    format: Annotated[
        ReadFormat, typer.Option("--format", help="A brief for people, JSON for programs.")
    ] = ReadFormat.brief,
    input: Annotated[
        InputKind | None,
        typer.Option("--input", help="What is read, where its name does not tell."),
    ] = None,
    no_ledger: Annotated[
        bool, typer.Option("--no-ledger", help="Keep nothing.", show_default=False)
    ] = False,
    ledger: LedgerOption = None,
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Processes that read.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers read.")
    ] = None,
    pipeline: Annotated[
        str, typer.Option(metavar="NAME", help="The spaCy pipeline.")
    ] = DEFAULT_PIPELINE,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Leave the learned heads out.", show_default=False)
    ] = False,
    scale: Annotated[
        str, typer.Option(metavar="NAME", help="Scale of probability words: icd203, phia, kent.")
    ] = DEFAULT_SCALE,
    weights: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="Learned weights of your own training.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Name the rule behind each line.", show_default=False)
    ] = False,
) -> None:
    """Read reports: what they say, on whose say-so, and how sure.

    Text, Markdown, HTML, PDF and JSON Lines are read. What cannot be read is told at the end, the
    rest is read all the same, and the exit status is 1. Readings are kept in the ledger; what it
    holds already is not read again.
    """
    with faults_told(), ExitStack() as stack:
        kind = cast(Kind, input.value) if input is not None else None
        options = Options(published, publisher, agency, language, kind)
        items: Iterable[Report | InputFault] = reports_from(paths, options)
        if format is ReadFormat.json:
            items = _only_one(items)
        items, readable = _up_to_a_report(items)
        keeps = readable and not no_ledger
        kept = stack.enter_context(open_ledger(ledger)) if keeps else None

        def is_held(report: Report, stamp: ReaderStamp) -> bool:
            return kept is not None and kept.has(report.identity, stamp)

        outcomes = read_reports_many(
            items,
            workers=workers,
            scheduler=scheduler,
            settings=Settings(pipeline, scale, rules_only, weights),
            is_held=is_held,
            notify=say,
        )
        told = told_progress(outcomes, total=count_inputs(paths, options))
        faults = _write(_kept(told, kept), format, explain)
    _end(faults)


def _up_to_a_report(
    items: Iterable[Report | InputFault],
) -> tuple[Iterable[Report | InputFault], bool]:
    """The items, and whether a report is among them: without one no ledger is made."""
    rest = iter(items)
    faults: list[Report | InputFault] = []
    for item in rest:
        if isinstance(item, Report):
            return chain(faults, [item], rest), True
        faults.append(item)
    return faults, False


def _only_one(items: Iterable[Report | InputFault]) -> list[Report | InputFault]:
    """The items, where there is one: JSON holds a single reading."""
    found = list(islice(items, 2))
    if len(found) > 1:
        fail("--format json is for one report; use --format jsonl for more")
    return found


def _kept(
    outcomes: Iterable[Reading | Faulty | Held], ledger: Ledger | None
) -> Iterator[Reading | Faulty]:
    """The outcomes, new readings kept in the ledger and kept ones taken from it."""
    for outcome in outcomes:
        if isinstance(outcome, Held):
            assert ledger is not None  # noqa: S101 - only a ledger holds anything
            yield ledger.reading_of(outcome.report)
            continue
        if isinstance(outcome, Reading) and ledger is not None:
            ledger.add(outcome)
        yield outcome


def _write(outcomes: Iterable[Reading | Faulty], format: ReadFormat, explain: bool) -> list[Faulty]:
    """Write each outcome as it comes; the faults among them."""
    faults: list[Faulty] = []
    first = True
    for outcome in outcomes:
        if not isinstance(outcome, Reading):
            faults.append(outcome)
            if format is ReadFormat.jsonl:
                write_text(_error_line(outcome))
        elif format is ReadFormat.brief:
            if not first:
                write_text("\n" + "=" * 72 + "\n\n")
            render_brief(outcome, console(), explain=explain)
            first = False
        else:
            write_text(outcome.to_json(2 if format is ReadFormat.json else None) + "\n")
    return faults


def _error_line(fault: Faulty) -> str:
    """The line that stands for a report that was not read."""
    name = fault.id if isinstance(fault, InputFault) else fault.report
    line = {"schema": SCHEMA, "report": {"id": name}, "error": fault.error}
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


def _end(faults: list[Faulty]) -> None:
    """Name what was not read; with anything of it the exit status is 1."""
    for fault in faults:
        where = fault.where if isinstance(fault, InputFault) else f"report {fault.report}"
        say(f"sayso: {where}: {fault.error}")
    if faults:
        raise typer.Exit(1)
