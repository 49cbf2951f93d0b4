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
for; ``forward`` is the last draw, with weights fitted to the marks before it. The gold lies in
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

from sayso.evaluation import load_gold
from sayso.evaluation.calibration import (
    Case,
    Weights,
    bins,
    case_of,
    figures,
    fit,
    held_out,
    load_marks,
    predicted,
    spread,
)
from sayso.evaluation.calibration_bands import bands, reweighted
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
#: The draws of marks in their order, and the one whose weights are known for all kinds.
DRAWS = (1, 2, 3, 4)
WEIGHTED = 2
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
        marks = [mark for file in sorted(MARKS.glob("*.jsonl")) for mark in load_marks(file)]
        counted = voices_read(shared / "gold", options.workers)
        lines = (json.dumps([t.half, " ".join(t.traits), t.n, t.right]) for t in counted)
        VOICES.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        cases = list(judged(marks, shared / "gold", options.workers, by_halves(counted)))
        print(f"{len(cases)} of {len(marks)} marks judge what is read now", file=sys.stderr)
        EVIDENCE.write_text("".join(json.dumps(row(c)) + "\n" for c in cases), encoding="utf-8")
        TABLE.write_text(table(fit(evidence()), fit_voices(voices())), encoding="utf-8")
    cases = evidence()
    told = figures_of(cases)
    FIGURES.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    for group in ("held_out", "bands", "forward", "reweighted"):
        for name, values in told[group].items():
            shown = "".join(f" {key} {value:<7g}" for key, value in values.items())
            print(f"{group:10} {name:18}{shown}")
    print("spread  " + "".join(f" {key} {value}" for key, value in told["spread"].items()))
    draw(held_out(cases))
    return 0


def figures_of(cases: Sequence[Case]) -> dict[str, Any]:
    """All that ``reliability.json`` tells."""
    pairs = held_out(cases)
    plain = [(c, p) for c, p in pairs if "figure_of_harm" not in c.traits]
    return {
        "marks": {"all": len(cases), **{f"draw {d}": _drawn(cases, d) for d in DRAWS}},
        "held_out": figures(pairs),
        "bins": [asdict(b) for b in bins(pairs)],
        "bands": bands(pairs),
        "bands_without_tolls": bands(plain),
        "reweighted": reweighted((c, p) for c, p in pairs if c.draw == WEIGHTED),
        "forward": bands(forward(cases)),
        "spread": spread(cases),
        "voices": voice_bins(voices()),
    }


def forward(cases: Sequence[Case]) -> list[tuple[Case, float]]:
    """The cases of the last draw, whose reports gave no mark before, with the confidence that the
    marks before it give them.
    """
    weights = fit([c for c in cases if c.draw != DRAWS[-1]])
    return [(c, predicted(c, weights)) for c in cases if c.draw == DRAWS[-1]]


def _drawn(cases: Sequence[Case], number: int) -> int:
    return sum(c.draw == number for c in cases)


def voices_read(gold: Path, workers: int) -> list[Tally]:
    """What PolNeAR's gold says of the voices of the statements read in it."""
    records = list(load_gold(gold / f"{VOICED}.jsonl"))
    return tallies(records, read_gold(records, workers=workers, on_fault=_tell))


def judged(
    marks: Sequence[dict[str, Any]],
    gold: Path,
    workers: int,
    halves: Sequence[Mapping[str, float]],
) -> Iterator[Case]:
    """The marks that judge what is read now, in their order; the voice of each by the weights
    (``halves``) that were fitted without its half of the reports.
    """
    readings = {}
    for file in sorted({mark["file"] for mark in marks}):
        wanted = {mark["id"] for mark in marks if mark["file"] == file}
        records = [r for r in load_gold(gold / f"{file}.jsonl") if r.id in wanted]
        readings |= read_gold(records, workers=workers, on_fault=_tell)
    for mark in marks:
        reading = readings.get(mark["id"])
        voices = halves[half_of(mark["id"])]
        case = case_of(mark, reading, voices) if reading is not None else None
        if case is not None:
            yield case


def _tell(fault: Fault) -> None:
    print(f"{fault.report}: {fault.error}", file=sys.stderr)


def row(case: Case) -> dict[str, Any]:
    """A case as a line of evidence."""
    return asdict(case)


def evidence() -> list[Case]:
    """The cases in ``reliability.jsonl``."""
    rows = [json.loads(line) for line in EVIDENCE.read_text(encoding="utf-8").splitlines()]
    return [Case(**{**r, "traits": tuple(r["traits"]), "pages": tuple(r["pages"])}) for r in rows]


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
    axes.legend(loc="upper left")
    for b in shown:
        axes.annotate(f"{b.n}", (b.confidence, b.share), (6, -11), textcoords="offset points")
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.set_xlabel("reading_confidence (fitted to the other half of the reports)")
    axes.set_ylabel("share right; as a whole with its 95 % Wilson interval")
    axes.set_title(f"{len(pairs)} marked statements, by tenths")
    figure.savefig(PLOT, metadata={"Date": None})


if __name__ == "__main__":
    sys.exit(main())
