"""The calibration plot: the bands of words of probability against the share that came about."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sayso.model import BandRow, SaysoError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS: Final = ("png", "svg")
#: Where words would leave the picture, at the top or at the right.
_TOP: Final = 0.9


class PlotError(SaysoError, ValueError):
    """There is nothing to plot, or no such picture."""


def calibration_plot(rows: Sequence[BandRow], format: str) -> bytes:
    """A picture as ``png`` or ``svg``: for each band a bar from its low to its high end at the
    share that came about, with n and the 95 % Wilson interval; on the diagonal, words and world
    agree. The same rows give the same bytes.

    Raises :class:`PlotError` for no rows or another format.
    """
    if format not in FORMATS:
        raise PlotError(f"no picture of the kind {format!r}: it is one of {', '.join(FORMATS)}")
    if not rows:
        raise PlotError("no forecast with a band is settled yet: there is nothing to plot")
    import matplotlib as mpl  # takes its time to import
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "calibration", "svg.fonttype": "none", "font.size": 10}):
        figure = Figure(figsize=(6, 6), layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        for row in rows:
            _draw(axes, row)
        axes.set(xlim=(0, 1), ylim=(-0.02, 1.02), aspect="equal")
        axes.set_xlabel("band of the words used")
        axes.set_ylabel("share that came about, with 95 % Wilson interval")
        axes.set_title("What sources expected, and what came about")
        axes.grid(color="0.93")
        out = BytesIO()
        figure.savefig(out, format=format, metadata=_bare(format), dpi=150)
    return out.getvalue()


def picture_format(path: Path) -> str:
    """The kind of picture that a file's name asks for. Raises :class:`PlotError` for none."""
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise PlotError(f"{path}: a picture's name ends in .png or .svg")
    return ending


def _draw(axes: "Axes", row: BandRow) -> None:
    share = row.came_about
    if share.share is None or share.low is None or share.high is None:
        return
    middle = (row.low + row.high) / 2
    axes.plot([middle, middle], [share.low, share.high], color="0.45", linewidth=1)
    axes.plot([row.low, row.high], [share.share] * 2, color="#1f5a8a", linewidth=4)
    above = share.share < _TOP
    axes.annotate(
        f"{', '.join(row.words)} (n {share.n})",
        (middle, share.share),
        xytext=(4, 6 if above else -6),
        textcoords="offset points",
        ha="left" if middle < _TOP else "right",
        va="bottom" if above else "top",
        fontsize=8,
    )


def _bare(format: str) -> dict[str, str | None]:
    """No date and no version in the file, or its bytes would change without its picture."""
    return {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
