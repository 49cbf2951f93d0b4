"""Is a statement given to the right voice? Told from gold attributions, not from marks by hand.

PolNeAR marks who says what in whole reports. A statement is given to the right voice where the
source it was read with touches the source of the smallest gold content that holds it (four fifths
of its characters); or where neither the gold nor the reading gives it to anybody. Where the gold
holds part of it (three to eight tenths), and where it was read as relayed, which the gold does not
mark, it does not tell. This says nothing of the proposition, its stance or how sure it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sayso.evaluation.calibration_fit import newton
from sayso.evaluation.gold import GoldRecord, in_fold
from sayso.model import Attribution, Reading, Statement
from sayso.reading.confidence import voice_chance, voice_traits

#: A gold content holds a statement from this share of its characters on, part of it from that on.
HELD, PART = 0.8, 0.3
#: Ridge penalty of the weights; the trait that all have goes free.
PENALTY = 2.0

Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Statements of one half of the reports that have the same traits: how many, how many right."""

    half: int
    traits: tuple[str, ...]
    n: int
    right: int


def tallies(records: Iterable[GoldRecord], readings: Mapping[str, Reading]) -> list[Tally]:
    """The statements that the gold attributions judge, by half of the reports and by traits."""
    counted: Counter[tuple[int, tuple[str, ...], bool]] = Counter()
    for record in records:
        half = half_of(record.id)
        for traits, right in _judged(record.fields["attributions"], readings[record.id]):
            counted[half, traits, right] += 1
    keys = sorted({(half, traits) for half, traits, _ in counted})
    return [
        Tally(h, t, counted[h, t, True] + counted[h, t, False], counted[h, t, True])
        for h, t in keys
    ]


def half_of(report: str) -> int:
    """The half of the reports, 0 or 1, that a report is in."""
    return 0 if in_fold(report, 0) else 1


def _judged(
    gold: Sequence[Mapping[str, Any]], reading: Reading
) -> Iterator[tuple[tuple[str, ...], bool]]:
    said = {a.id: a for a in reading.attributions}
    for statement in reading.statements:
        if _is_relayed(statement, said):
            continue
        shares = [(_share(g["content"] or (), statement), g) for g in gold]
        holding = [g for share, g in shares if share >= HELD]
        if not holding and any(share > PART for share, _ in shares):
            continue
        wanted = min(holding, key=lambda g: _length(g["content"])) if holding else None
        yield tuple(voice_traits(statement, said)), _is_right(wanted, statement, said)


def _is_relayed(statement: Statement, said: Mapping[str, Attribution]) -> bool:
    nearest = said.get(statement.attribution or "")
    return nearest is not None and nearest.within in said


def _is_right(
    wanted: Mapping[str, Any] | None, statement: Statement, said: Mapping[str, Attribution]
) -> bool:
    nearest = said.get(statement.attribution or "")
    if wanted is None or nearest is None:
        return wanted is None and nearest is None
    spans = wanted.get("source") or []
    if not spans or nearest.source is None:
        return not spans and nearest.source is None
    return any(low < nearest.source.end and nearest.source.start < high for low, high in spans)


def _share(spans: Spans, statement: Statement) -> float:
    held = sum(max(0, min(b, statement.end) - max(a, statement.start)) for a, b in spans)
    return held / (statement.end - statement.start)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def fit_voices(counted: Sequence[Tally]) -> dict[str, float]:
    """The weights of the traits that make the tallies most probable, drawn towards 0 (ridge).

    Raises ``ValueError`` where there are none.
    """
    if not counted:
        raise ValueError("no statements to fit to")
    names = sorted({trait for tally in counted for trait in tally.traits})
    table = np.array([[float(name in t.traits) for name in names] for t in counted])
    n = np.array([float(t.n) for t in counted])
    right = np.array([float(t.right) for t in counted])
    penalty = np.array([1e-6 if name == "always" else PENALTY for name in names])
    solved = newton(table, n, right, penalty)
    return {name: round(float(w), 2) + 0.0 for name, w in zip(names, solved, strict=True)}


def by_halves(counted: Sequence[Tally]) -> tuple[dict[str, float], dict[str, float]]:
    """For each half of the reports the weights fitted to the other."""
    first, second = ([t for t in counted if t.half != half] for half in (0, 1))
    return fit_voices(first), fit_voices(second)


def voice_bins(counted: Sequence[Tally]) -> list[dict[str, float]]:
    """Tenths of the probability that weights fitted to the other half give: how many statements,
    their mean probability, the share given to the right voice.
    """
    weights = by_halves(counted)
    tenths: dict[int, list[tuple[float, Tally]]] = {}
    for tally in counted:
        chance = voice_chance(tally.traits, weights[tally.half])
        tenths.setdefault(min(9, int(chance * 10)), []).append((chance, tally))
    return [_bin(tenths[index]) for index in sorted(tenths)]


def _bin(held: Sequence[tuple[float, Tally]]) -> dict[str, float]:
    n = sum(t.n for _, t in held)
    return {
        "n": n,
        "confidence": round(sum(p * t.n for p, t in held) / n, 3),
        "share": round(sum(t.right for _, t in held) / n, 3),
    }
