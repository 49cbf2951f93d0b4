"""The scores of forecasts as tables for people."""

from collections.abc import Sequence
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.table import Table

from sayso.cli.output import clean, console, write_line
from sayso.model import Brier, ForecastScores, OutcomeCounts, Share
from sayso.situation.scores import FEWEST

_NO_HEDGE: Final = "no hedge"


def write_scores(figures: ForecastScores) -> None:
    """Counts, Brier over bands, calibration, hedge words and voices on standard output."""
    write_line(_counted(figures.counts))
    write_line()
    if figures.brier is None:
        write_line("No forecast whose words have a band is settled yet: no Brier score.")
    else:
        write_line(f"Brier over the bands (0 best, 1 worst): {_brier(figures.brier)}")
    _table(
        "By band",
        ("band", "words", "n", "came about", "95 % interval"),
        [
            (f"{r.low:.0%} – {r.high:.0%} ({r.scale})", ", ".join(r.words), *_share(r.came_about))
            for r in figures.calibration
        ],
    )
    _table(
        "Without a band, by hedge word (one with two counts under each)",
        ("word", "n", "came about", "95 % interval"),
        [(r.word or _NO_HEDGE, *_share(r.came_about)) for r in figures.hedges],
    )
    _table(
        f"Voices in the order of their names; a score rests on {FEWEST} settled forecasts at least",
        ("voice", "all", "open", "yes", "no", "ambiguous", "void", "Brier", "came about, no band"),
        [
            (r.voice, *_numbers(r.counts), _brier(r.brier), _told(r.came_about))
            for r in figures.voices
        ],
    )
    if figures.unlisted:
        write_line(f"{figures.unlisted} of private or unnamed voices stand in no row of a voice.")


def _counted(counts: OutcomeCounts) -> str:
    kept = {name: n for name, n in counts if name != "forecasts" and n}
    parts = ", ".join(f"{name} {n}" for name, n in kept.items())
    return f"{counts.forecasts} forecasts" + (f": {parts}" if parts else "")


def _numbers(counts: OutcomeCounts) -> tuple[str, ...]:
    return tuple(str(n) for _, n in counts)


def _brier(brier: Brier | None) -> str:
    if brier is None:
        return ""
    return (
        f"best {brier.best:.3f}, middle {brier.middle:.3f}, worst {brier.worst:.3f} (n {brier.n})"
    )


def _share(share: Share) -> tuple[str, str, str]:
    if share.share is None:
        return str(share.n), "", ""
    return (
        str(share.n),
        f"{share.yes} ({share.share:.0%})",
        f"{share.low or 0:.0%} – {share.high or 0:.0%}",
    )


def _told(share: Share | None) -> str:
    if share is None:
        return ""
    n, came, interval = _share(share)
    return f"{came} of {n}, {interval}"


def _table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    write_line()
    write_line(title, style="bold")
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(clean, row))
    console().print(table)
