#!/usr/bin/env python3
"""How far ``reading_confidence`` is right: the marks in ``marks/`` read anew, the fit, the plot.

    python -m bench.reliability          figures and plot from the evidence in reliability.jsonl
                                         and voices.jsonl
    python -m bench.reliability --fit    first read the marked reports and PolNeAR's development
                                         part again, write the evidence and fit
                                         src/sayso/knowledge/data/confidence.yaml to it

The voice's part rests on PolNeAR's gold attributions, all else on the marks. Every figure and the
plot come from reports held out. ``held_out``, ``bins``, ``bands`` and the plot are one parting of
the marked reports in halves, each with weights fitted to the other, ``spread`` forty partings;
``reweighted`` is the second draw of ``bands``, each mark counted as many statements as it stands
for; ``ahead`` are the draws made by the confidence itself, which stood before they were marked; the
last of them is kept aside from the fit. The gold lies in
the folder that SAYSO_SHARED names, else in ``../shared`` beside this repository; only ``--fit``
needs it.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.reliability_page import write

from sayso.evaluation import load_gold
from sayso.evaluation.calibration import (
    PARTS,
    Case,
    Weights,
    bins,
    case_of,
    figures,
    fit,
    held_out,
    load_marks,
    spread,
)
from sayso.evaluation.calibration_bands import Drawn, bands, reweighted
from sayso.evaluation.calibration_voices import (
    Tally,
    by_halves,
    fit_voices,
    half_of,
    tallies,
    voice_bins,
)
from sayso.scale import Fault, read_gold

HERE = Path(__file__).resolve().parent
MARKS = HERE / "marks"
VOICES = HERE / "voices.jsonl"
VOICED = "polnear_dev"
#: The draws of marks that are fitted to, and the one drawn from all that was read, whose weights
#: are known; those drawn by the confidence given then, the last of them not fitted to.
FITTED = (1, 2, 3, 4)
WEIGHTED = 2
AHEAD = (3, 4, 5)
EVIDENCE = HERE / "reliability.jsonl"
FIGURES = HERE / "reliability.json"
PLOT = HERE / "reliability.svg"
TABLE = HERE.parent / "src" / "sayso" / "knowledge" / "data" / "confidence.yaml"

HEAD = """\
# Written by `make reliability`; not to be changed by hand.
source: >-
  Fitted by bench/reliability.py to marks of our own (bench/marks) of statements read in Wikinews,
  PolNeAR and re3d without its BBC and non-commercial rows, and, for the voices, to the gold
  attributions of PolNeAR (dev); counts only, no text
licence: Apache-2.0
note: >-
  Weights of two logistic regressions, in log odds. Of the voice: one of each trait of it (voices),
  and one of each trait that the gold of voices cannot judge (pages). Of all else: one of the
  statement's kind, one of its family of rules (0 where there is none here), one of each trait it
  has. Their probabilities are multiplied (sayso.reading.confidence).
"""


def main() -> int:
    """Fit where asked to, then tell the figures and draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="read the marked reports, fit anew")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    if options.fit:
        shared = Path(os.environ.get("SAYSO_SHARED") or HERE.parents[1] / "shared")
        fitted = [mark for mark in marks() if mark.get("draw", 1) in FITTED]
        counted = voices_read(shared / "gold", options.workers)
        lines = (json.dumps([t.half, " ".join(t.traits), t.n, t.right]) for t in counted)
        VOICES.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        cases = list(judged(fitted, shared / "gold", options.workers, by_halves(counted)))
        print(f"{len(cases)} of {len(fitted)} marks judge what is read now", file=sys.stderr)
        lines = (json.dumps(row(c), separators=(",", ":")) for c in cases)
        EVIDENCE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        TABLE.write_text(table(fit(evidence()), fit_voices(voices())), encoding="utf-8")
    cases = evidence()
    told = figures_of(cases)
    FIGURES.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    for group in ("held_out", "bands", "bands_without_tolls", "reweighted", *AHEAD):
        values_of = told["ahead"][f"draw {group}"] if group in AHEAD else told[group]
        for name, values in values_of.items():
            shown = "".join(f" {key} {value:<7g}" for key, value in values.items())
            print(f"{group:<20} {name:14}{shown}")
    print("spread  " + "".join(f" {key} {value}" for key, value in told["spread"].items()))
    draw(held_out(cases))
    write(told)
    return 0


def figures_of(cases: Sequence[Case]) -> dict[str, Any]:
    """All that ``reliability.json`` tells."""
    pairs = held_out(cases)
    plain = [(c, p) for c, p in pairs if "figure_of_harm" not in c.traits]
    return {
        "marks": {
            "fitted": len(cases),
            **{f"draw {d}": sum(c.draw == d for c in cases) for d in FITTED},
        },
        "held_out": figures(pairs),
        "bins": [asdict(b) for b in bins(pairs)],
        "bands": bands(pairs),
        "bands_without_tolls": bands(plain),
        "reweighted": reweighted((c, p) for c, p in pairs if c.draw == WEIGHTED),
        "ahead": {f"draw {d}": bands(ahead(marks(), d)) for d in AHEAD},
        "ahead_by_file": {f: bands(pairs) for f, pairs in by_file(marks()).items()},
        "spread": spread(cases),
        "voices": voice_bins(voices()),
    }


def marks() -> list[dict[str, Any]]:
    """All marks, of all draws."""
    return [mark for file in sorted(MARKS.glob("*.jsonl")) for mark in load_marks(file)]


def ahead(marked: Sequence[Mapping[str, Any]], draw: int) -> list[tuple[Drawn, float]]:
    """The marks of a draw with the confidence that was given before they were made."""
    return [
        (Drawn(all(mark[part] for part in PARTS), mark["weight"]), mark["given"])
        for mark in marked
        if mark.get("draw") == draw
    ]


def by_file(marked: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[Drawn, float]]]:
    """The marks of all draws of :data:`AHEAD` by the gold file of their reports."""
    return {
        file: [p for d in AHEAD for p in ahead([m for m in marked if m["file"] == file], d)]
        for file in sorted({m["file"] for m in marked if m.get("draw") in AHEAD})
    }


def voices_read(gold: Path, workers: int) -> list[Tally]:
    """What PolNeAR's gold says of the voices of the statements read in it."""
    records = list(load_gold(gold / f"{VOICED}.jsonl"))
    return tallies(records, read_gold(records, workers=workers, on_fault=_tell))


def judged(
    marked: Sequence[dict[str, Any]],
    gold: Path,
    workers: int,
    halves: Sequence[Mapping[str, float]],
) -> Iterator[Case]:
    """The marks that judge what is read now, in their order; the voice of each by the weights
    (``halves``) that were fitted without its half of the reports.
    """
    readings = {}
    for file in sorted({mark["file"] for mark in marked}):
        wanted = {mark["id"] for mark in marked if mark["file"] == file}
        records = [r for r in load_gold(gold / f"{file}.jsonl") if r.id in wanted]
        readings |= read_gold(records, workers=workers, on_fault=_tell)
    for mark in marked:
        reading = readings.get(mark["id"])
        voices = halves[half_of(mark["id"])]
        case = case_of(mark, reading, voices) if reading is not None else None
        if case is not None:
            yield case


def _tell(fault: Fault) -> None:
    print(f"{fault.report}: {fault.error}", file=sys.stderr)


def row(case: Case) -> list[Any]:
    """A case as a line of evidence, a list to be short: its fields in the order of :class:`Case`
    without ``right``, which is both of ``rest`` and ``voiced``; traits and pages as words.
    """
    told = [case.report, case.kind, case.family, " ".join(case.traits), " ".join(case.pages)]
    weight = case.weight if case.draw == WEIGHTED else 0
    return [*told, case.voice, int(case.rest), int(case.voiced), case.draw, weight]


def evidence() -> list[Case]:
    """The cases in ``reliability.jsonl``."""
    return [
        Case(
            report=report,
            kind=kind,
            family=rules,
            traits=tuple(held.split()),
            pages=tuple(pages.split()),
            voice=voice,
            right=bool(rest and voiced),
            rest=bool(rest),
            voiced=bool(voiced),
            draw=draw,
            weight=weight,
        )
        for report, kind, rules, held, pages, voice, rest, voiced, draw, weight in map(
            json.loads, EVIDENCE.read_text(encoding="utf-8").splitlines()
        )
    ]


def voices() -> list[Tally]:
    """The tallies in ``voices.jsonl``: half of the reports, traits, how many, how many right."""
    rows = [json.loads(line) for line in VOICES.read_text(encoding="utf-8").splitlines()]
    return [Tally(half, tuple(traits.split()), n, right) for half, traits, n, right in rows]


def table(weights: Weights, voices: Mapping[str, float]) -> str:
    """The data file of the weights: of all but the voice, and of the voice."""
    parts = [HEAD]
    for group, values in {**weights, "voices": voices}.items():
        parts.append(f"{group}:\n")
        parts.extend(f"  {name}: {value:g}\n" for name, value in values.items())
    return "".join(parts)


def draw(pairs: Sequence[tuple[Case, float]]) -> None:
    """The reliability plot: share right against confidence, by tenths."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "reliability", "svg.fonttype": "none", "font.size": 10})
    from matplotlib import pyplot as plt

    shown = bins(pairs)
    x, y = [b.confidence for b in shown], [b.share for b in shown]
    # Wilson's interval need not hold the share's own rounding: no bar is shorter than nothing.
    bars = [
        [max(0.0, b.share - b.low) for b in shown],
        [max(0.0, b.high - b.share) for b in shown],
    ]
    figure, axes = plt.subplots(figsize=(5.2, 5.2), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.6", linewidth=1, linestyle="--")
    axes.errorbar(x, y, yerr=bars, fmt="o", color="#1f4e79", capsize=3, label="as a whole (marks)")
    said = voice_bins(voices())
    xs, ys = [b["confidence"] for b in said], [b["share"] for b in said]
    axes.plot(xs, ys, "s", color="#c55a11", fillstyle="none", label="voice alone (PolNeAR)")
    last = bands(ahead(marks(), AHEAD[-1]))["0.75 to 0.85"]
    reach = [[last["right"] - last["low"]], [last["high"] - last["right"]]]
    axes.errorbar(
        [last["given"]],
        [last["right"]],
        yerr=reach,
        fmt="D",
        color="#2e7d32",
        fillstyle="none",
        capsize=3,
        label="given 0.75 to 0.85 before marking (kept aside)",
    )
    axes.legend(loc="upper left", fontsize=8)
    for b in shown:
        axes.annotate(f"{b.n}", (b.confidence, b.share), (6, -11), textcoords="offset points")
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.set_xlabel("reading_confidence (fitted to the other half of the reports)")
    axes.set_ylabel("share right; as a whole with its 95 % Wilson interval")
    axes.set_title(f"{len(pairs)} marked statements, by tenths")
    figure.savefig(PLOT, metadata={"Date": None})


if __name__ == "__main__":
    sys.exit(main())
