"""``sayso forecasts``: what sources expect, later events that may settle it, and the scores."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any, Final

import typer

from sayso.cli.errors import fail
from sayso.cli.forecasts_scores import write_scores
from sayso.cli.ledger import (
    ActorOption,
    CertaintyOption,
    LedgerOption,
    LimitOption,
    PlaceOption,
    ReportOption,
    SinceOption,
    StanceOption,
    UntilOption,
    VoiceOption,
    WordsOption,
    opened,
)
from sayso.cli.output import Format, FormatOption, clean, say, write_list, write_text
from sayso.cli.resolve import outcome_of, settled_by
from sayso.ledger import Filters
from sayso.model import Forecast, Lead, Value
from sayso.situation.calibration_plot import PlotError, calibration_plot, picture_format
from sayso.situation.forecasts import CLAIM, Held, answering, gathered, loose
from sayso.situation.leads import leads, unsought
from sayso.situation.scores import band_words, scores

_SHEET: Final = (
    "id",
    "report",
    "statement",
    "start",
    "end",
    "text",
    "voices",
    "publisher",
    "agency",
    "published",
    "stance",
    "denied",
    "certainty",
    "cues",
    "low",
    "high",
    "scale",
    "condition",
    "settled_by",
    "outcome",
    "on",
    "evidence",
    "copies",
)


def register(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("forecasts")(list_forecasts)


def list_forecasts(
    *,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Later events that may settle the open ones.")
    ] = False,
    scored: Annotated[
        bool, typer.Option("--scores", help="How the settled ones came out; table or JSON.")
    ] = False,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="FILE", help="A calibration plot, as .png or .svg."),
    ] = None,
    is_open: Annotated[
        bool | None, typer.Option("--open/--settled", help="Only the open, or the settled ones.")
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
    limit: LimitOption = None,
    format: FormatOption = Format.table,
    ledger: LedgerOption = None,
) -> None:
    """What sources expect, in their words; with what would settle it, and how it came out."""
    if suggest and (scored or plot is not None):
        fail("either --suggest, or --scores and --plot")
    if scored and format is Format.csv:
        fail("scores are given as a table or as JSON, not as CSV")
    filters = Filters(
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
    with opened(ledger) as held:
        all_held = gathered(held, named=report)
        wanted = {f.id for f in answering((h.forecast for h in all_held), held, filters)}
        found = [h for h in all_held if h.forecast.id in wanted and _is_asked(h, is_open)][:limit]
        say(CLAIM)
        if lost := loose(all_held, held.decisions()):
            say(f"decisions on words that are no forecast any more: {', '.join(map(str, lost))}")
        if suggest:
            _write_leads(leads(held, found), found, format)
        elif scored or plot is not None:
            _write_scores([h.forecast for h in found], plot, format if scored else None)
        else:
            _write_forecasts([h.forecast for h in found], format)


def _is_asked(held: Held, is_open: bool | None) -> bool:
    return is_open is None or is_open == (held.forecast.outcome is None)


def _write_forecasts(found: Sequence[Forecast], format: Format) -> None:
    if format is Format.json:
        _write_json(found)
        return
    write_list(
        [_sheet_row(f) for f in found] if format is Format.csv else found,
        format,
        columns={
            "id": lambda f: f.id,
            "voice": _voice,
            "published": _published,
            "how sure": _how_sure,
            "words": _words,
            "settled by": settled_by,
            "outcome": lambda f: outcome_of(f) or "open",
        },
        fields=_SHEET,
        empty="no forecast answers that",
    )


def _write_leads(found: Sequence[Lead], held: Sequence[Held], format: Format) -> None:
    undated = sum(1 for _ in unsought(held))
    if undated:
        say(f"for {undated} open forecasts of reports without a date nothing can be sought")
    if found:
        say("suggestions only: nothing is settled until somebody resolves it")
    if format is Format.json:
        _write_json(found)
        return
    expected = {h.forecast.id: h.forecast.text for h in held}
    write_list(
        found,
        format,
        columns={
            "id": lambda x: x.forecast,
            "expected": lambda x: expected[x.forecast],
            "for": lambda x: x.speaks_for,
            "event": lambda x: x.statement,
            "words": lambda x: x.text,
            "voice": lambda x: x.voice or f"[{x.publisher or 'the report'}]",
            "why": lambda x: "; ".join(x.reasons),
        },
        fields=tuple(Lead.model_fields),
        empty="no later event answers an open forecast",
    )


def _write_scores(found: Sequence[Forecast], plot: Path | None, format: Format | None) -> None:
    figures = scores(found)
    if plot is not None:
        picture = calibration_plot(figures.calibration, picture_format(plot))
        _put_in_place(plot, picture)
        say(clean(f"wrote {plot}").plain)
    if format is Format.json:
        dumped = figures.model_dump(mode="json", by_alias=True)
        write_text(json.dumps(dumped, ensure_ascii=False, indent=2) + "\n")
    elif format is Format.table:
        write_scores(figures)


def _write_json(values: Sequence[Value]) -> None:
    rows = [v.model_dump(mode="json", by_alias=True) for v in values]
    write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")


def _put_in_place(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    if path.exists() and not path.is_file():
        raise PlotError(f"{path} is no file that can be written")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise PlotError(f"{path}: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _voice(f: Forecast) -> str:
    house = " / ".join(n for n in (f.agency, f.publisher) if n)
    return " < ".join(f.voices) or f"[{house or 'the report'}]"


def _published(f: Forecast) -> str:
    prints = len(f.copies) + 1
    return (f.published or "not known") + (f" ({prints} prints)" if prints > 1 else "")


def _how_sure(f: Forecast) -> str:
    """The hedge words, with the band where they have one."""
    if f.low is None or f.high is None:
        return ", ".join(f.cues) or "no hedge"
    return f"{band_words(f)} {f.low:.0%} – {f.high:.0%}"


def _words(f: Forecast) -> str:
    """The words, with the condition where it stands outside them."""
    inside = f.condition is None or (f.start <= f.condition.start and f.condition.end <= f.end)
    return f.text if inside or f.condition is None else f"{f.text} ({f.condition.text})"


def _sheet_row(f: Forecast) -> SimpleNamespace:
    flat: dict[str, Any] = {name: getattr(f, name, None) for name in _SHEET}
    flat["condition"] = f.condition.text if f.condition else None
    flat["settled_by"] = settled_by(f) or None
    flat["outcome"] = f.outcome.outcome if f.outcome else None
    flat["on"] = f.outcome.on if f.outcome else None
    flat["evidence"] = f.outcome.evidence if f.outcome else None
    return SimpleNamespace(**flat)
