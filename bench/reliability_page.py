"""The figures of ``reliability.json`` as tables of the page ``docs/evaluation.md``.

They stand there between two comments, and are written by ``python -m bench.reliability``; a test
holds the page to the file.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "evaluation.md"
FIRST = "<!-- figures of reliability, written by `make reliability` -->"
LAST = "<!-- end of figures of reliability -->"
_SHOWN = ("0.75 to 0.85", "0.8 and more", "0.7 and more")


def written(page: str, told: Mapping[str, Any]) -> str:
    """The page with the tables of these figures in their place.

    Raises ``ValueError`` where the page has no place for them.
    """
    before, found, rest = page.partition(FIRST)
    _, ended, after = rest.partition(LAST)
    if not found or not ended:
        raise ValueError("the page has no place for the figures of reliability")
    return f"{before}{FIRST}\n{tables(told)}\n{LAST}{after}"


def tables(told: Mapping[str, Any]) -> str:
    """The tables in Markdown: the voice alone, the whole over all confidences, the bands."""
    return "\n\n".join((_marks(told), _voices(told), _whole(told), _bands(told)))


def _marks(told: Mapping[str, Any]) -> str:
    counted = ", ".join(f"{n:,} of {name}" for name, n in told["marks"].items() if name != "fitted")
    aside = told["ahead"][max(told["ahead"])]["0.7 and more"]["n"]
    judged = sum(b["n"] for b in told["voices"])
    return (
        f"Fitted to {told['marks']['fitted']:,} marks ({counted}); {aside:,} more, of the last "
        f"draw, are kept aside. The voice: {judged:,} statements that PolNeAR's gold judges."
    )


def _voices(told: Mapping[str, Any]) -> str:
    rows = []
    for name, low, high in (
        ("0.9 and more", 0.9, 1.0),
        ("0.8 to 0.9", 0.8, 0.9),
        ("0.7 to 0.8", 0.7, 0.8),
        ("under 0.7", 0.0, 0.7),
    ):
        held = [b for b in told["voices"] if low <= b["confidence"] < high]
        n = sum(b["n"] for b in held)
        if n:
            given, right = (sum(b["n"] * b[k] for b in held) / n for k in ("confidence", "share"))
            rows.append((name, f"{n:,}", f"{given:.3f}", f"{right:.3f}"))
    head = ("probability of the voice, held out", "statements", "mean probability", "share right")
    return _table(head, rows)


def _whole(told: Mapping[str, Any]) -> str:
    one, many = told["held_out"]["all"], told["spread"]

    def spread(name: str) -> str:
        least, middle, most = many[name]
        return f"{middle:.3f} ({least:.3f} to {most:.3f})"

    rows = [
        ("expected calibration error over tenths", f"{one['ece']:.3f}", spread("ece")),
        ("Brier score", f"{one['brier']:.3f}", spread("brier")),
        ("Brier score of one share for all", "", spread("brier_of_one_share")),
        ("partings in which it beats the one share", "", f"{many['better']} of {many['lots']}"),
    ]
    for name in _SHOWN[:2]:
        rows.append((f"given {name}: mean given", "", spread(f"{name} given")))
        rows.append((f"given {name}: share right", "", spread(f"{name} right")))
    head = (
        "as a whole, held out",
        "one parting (the plot)",
        "forty partings: median (least to greatest)",
    )
    return _table(head, rows)


def _bands(told: Mapping[str, Any]) -> str:
    rows = []
    sources = [
        ("halves held out", told["bands"]),
        ("the same without tolls", told["bands_without_tolls"]),
        *((f"{name}, given before it was marked", held) for name, held in told["ahead"].items()),
        *((f"those draws, {name}", held) for name, held in told["ahead_by_file"].items()),
    ]
    for source, held in sources:
        for name in _SHOWN[:2]:
            band = held[name]
            if not band["n"]:
                continue
            reach = f"{100 * band['low']:.0f} to {100 * band['high']:.0f}"
            right = f"{100 * band['right']:.0f} ({reach})"
            rows.append((source, name, f"{band['n']}", f"{band['given']:.3f}", right))
    head = ("which", "given", "marks", "mean given", "right in 100 (95 % Wilson)")
    spread = told["reweighted"]
    shares = "; ".join(
        f"given {name}: {100 * spread[name]['share']:.0f} in 100 of what is read, "
        f"{100 * spread[name]['right']:.0f} in 100 of them right"
        for name in _SHOWN
        if "right" in spread[name]
    )
    counted = "Each mark of the second draw counted as many statements as it stands for"
    return f"{_table(head, rows)}\n\n{counted}: {shares}."


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def write(told: Mapping[str, Any]) -> None:
    """Write the tables into the page."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), told), encoding="utf-8")
