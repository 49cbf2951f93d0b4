"""Is ``reading_confidence`` what it says? Marks against readings, and the weights fitted to them.

A mark says of one statement, as it was read on a day, whether proposition, voice, stance, polarity
and certainty are right; it holds no text. Read again under other rules, the statement is found by
kind and span, and each part is judged anew: it is right where it is what was right then.
"""

import hashlib
import json
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sayso.evaluation.agreement import wilson
from sayso.evaluation.calibration_bands import bands
from sayso.evaluation.calibration_fit import newton
from sayso.evaluation.gold import GoldError, in_fold
from sayso.model import Reading, Statement
from sayso.reading.confidence import (
    bounded,
    corrected,
    family,
    page_traits,
    traits,
    voice_chance,
    voice_traits,
)

PARTS = ("proposition", "voice", "stance", "polarity", "certainty")
KINDS = ("event", "figure", "cause", "remark")
#: A statement read again is the marked one where the spans share this much.
SAME = 0.8
#: Ridge penalties of the weights: of a kind, of a family of rules, of a trait, and of a trait that
#: sets the voice right.
PENALTIES = {"kinds": 0.05, "families": 2.0, "traits": 1.5}
PENALTY_OF_PAGES = 1.0

_BINS = 10

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Case:
    """A marked statement as it is read now. ``voice``: how probably its voice is right, by weights
    fitted to gold of other reports, ``pages``: the traits that set it right; ``right``: as a whole;
    ``rest``: all but the voice; ``voiced``: the voice. ``draw`` is the draw that it was marked in,
    ``weight`` how many statements of the reports drawn from it stands for (0: not known).
    """

    report: str
    kind: str
    family: str
    traits: tuple[str, ...]
    pages: tuple[str, ...]
    voice: float
    right: bool
    rest: bool
    voiced: bool
    draw: int = 1
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements whose confidence lies in one tenth: their mean confidence and the share right,
    with its 95 % Wilson interval.
    """

    n: int
    confidence: float
    share: float
    low: float
    high: float


def load_marks(path: Path) -> list[dict[str, Any]]:
    """The marks of a file, one JSON object a line. Raises :class:`GoldError`."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: {error}") from None


def state_of(statement: Statement, reading: Reading) -> dict[str, Any]:
    """What a mark keeps of how a statement was read: its sources' spans, nearest first, the labels,
    and a hash of its payload.
    """
    return {
        "sources": _sources(statement, reading),
        "stance": statement.stance,
        "polarity": statement.polarity,
        "certainty": statement.certainty.level,
        "payload": _payload(statement),
    }


def case_of(mark: Mapping[str, Any], reading: Reading, voices: Mapping[str, float]) -> Case | None:
    """The marked statement as it is read now; None where it is no longer read, or read in a way
    that the mark does not judge. ``voices`` are weights of the traits of its voice
    (:mod:`sayso.evaluation.calibration_voices`).
    """
    statement = _found(mark, reading)
    if statement is None:
        return None
    verdicts = [_verdict(part, mark, state_of(statement, reading)) for part in PARTS]
    if None in verdicts and False not in verdicts:
        return None
    by_id = {a.id: a for a in reading.attributions}
    text = reading.report.text
    told = dict(zip(PARTS, verdicts, strict=True))
    return Case(
        report=str(mark["id"]),
        kind=statement.kind,
        family=family(statement.rules[0] if statement.rules else ""),
        traits=tuple(traits(statement, text)),
        pages=tuple(page_traits(statement, by_id, text)),
        voice=round(voice_chance(voice_traits(statement, by_id), voices), 3),
        right=all(verdicts),
        rest=False not in [v for part, v in told.items() if part != "voice"],
        voiced=told["voice"] is not False,
        draw=int(mark.get("draw", 1)),
        weight=float(mark.get("weight", 0.0)),
    )


def _found(mark: Mapping[str, Any], reading: Reading) -> Statement | None:
    start, end = int(mark["start"]), int(mark["end"])

    def share(s: Statement) -> float:
        common: int = min(s.end, end) - max(s.start, start)
        return common / float(max(s.end, end) - min(s.start, start))

    alike = [s for s in reading.statements if s.kind == mark["kind"] and share(s) >= SAME]
    return max(alike, key=share) if alike else None


def _verdict(part: str, mark: Mapping[str, Any], now: Mapping[str, Any]) -> bool | None:
    """Whether a part is right as read now; None where the mark does not tell."""
    was, then, should = mark[part], mark["read"], mark.get("should", {})
    if part == "proposition":
        return bool(was) if now["payload"] == then["payload"] else None
    if part == "voice":
        if _same_sources(now["sources"], then["sources"]):
            return bool(was)
        if was:
            return False
        return _innermost_fits(now["sources"], should["voice"]) if "voice" in should else None
    if now[part] == then[part]:
        return bool(was)
    if was:
        return False
    if part == "polarity":
        return True
    return bool(now[part] == should[part]) if part in should else None


def _sources(statement: Statement, reading: Reading) -> list[list[int] | None]:
    by_id = {a.id: a for a in reading.attributions}
    sources: list[list[int] | None] = []
    link = statement.attribution
    while link in by_id and len(sources) < len(by_id):
        source = by_id[link].source
        sources.append([source.start, source.end] if source is not None else None)
        link = by_id[link].within
    return sources


def _same_sources(now: Sequence[Any], then: Sequence[Any]) -> bool:
    return len(now) == len(then) and all(
        (a is None and b is None) or _touch(a, b) for a, b in zip(now, then, strict=True)
    )


def _innermost_fits(now: Sequence[Any], wanted: Sequence[int]) -> bool:
    """``wanted`` is the span of the nearest source; empty for the report's own voice."""
    if not wanted:
        return not now
    return bool(now) and _touch(now[0], wanted)


def _touch(a: Sequence[int] | None, b: Sequence[int] | None) -> bool:
    return a is not None and b is not None and min(a[1], b[1]) > max(a[0], b[0])


def _payload(statement: Statement) -> str:
    parts: list[Any] = []
    if statement.event is not None:
        people = [(p.role, p.start, p.end) for p in statement.event.participants]
        parts = [statement.event.plover and statement.event.plover.type, sorted(people)]
    elif statement.figure is not None:
        f = statement.figure
        parts = [f.low, f.best, f.high, f.measure, f.cumulative]
    elif statement.cause is not None:
        c = statement.cause
        spans = [(s.start, s.end) for s in (c.driver, c.effect)]
        parts = [spans, c.sign, c.relation]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]


def fit(cases: Sequence[Case]) -> Weights:
    """The weights that make the marks most probable, drawn towards 0 by :data:`PENALTIES` (ridge),
    so that a family with few marks stays near its kind: ``kinds``, ``families`` and ``traits`` of
    all but the voice, and ``pages`` that set the probability of the voice right. Two digits are
    kept.

    Raises ``ValueError`` where there are no cases.
    """
    if not cases:
        raise ValueError("no marks to fit to")
    columns = [("kinds", kind) for kind in KINDS]
    columns += [("families", name) for name in sorted({c.family for c in cases})]
    columns += [("traits", name) for name in sorted({t for c in cases for t in c.traits})]
    table = np.array([_row(case, columns) for case in cases])
    right = np.array([float(case.rest) for case in cases])
    penalty = np.array([PENALTIES[group] for group, _ in columns])
    solved = newton(table, np.ones(len(cases)), right, penalty)
    weights: Weights = {group: {} for group in (*PENALTIES, "pages")}
    for (group, name), value in zip(columns, solved, strict=True):
        weights[group][name] = round(float(value), 2) + 0.0
    return {**weights, "pages": _fit_pages(cases)}


def _fit_pages(cases: Sequence[Case]) -> dict[str, float]:
    names = sorted({name for case in cases for name in case.pages})
    if not names:
        return {}
    chance = np.array([case.voice for case in cases])
    solved = newton(
        np.array([[float(name in case.pages) for name in names] for case in cases]),
        np.ones(len(cases)),
        np.array([float(case.voiced) for case in cases]),
        np.full(len(names), PENALTY_OF_PAGES),
        np.log(chance / (1 - chance)),
    )
    return {name: round(float(w), 2) + 0.0 for name, w in zip(names, solved, strict=True)}


def _row(case: Case, columns: Sequence[tuple[str, str]]) -> list[float]:
    value = {
        "kinds": lambda name: float(case.kind == name),
        "families": lambda name: float(case.family == name),
        "traits": lambda name: float(name in case.traits),
    }
    return [value[group](name) for group, name in columns]


def predicted(case: Case, weights: Weights) -> float:
    """The confidence that the weights give a case, as :func:`sayso.reading.confidence.calibrated`
    gives it a statement.
    """
    total = weights["kinds"][case.kind] + weights["families"].get(case.family, 0.0)
    total += sum(weights["traits"].get(name, 0.0) for name in case.traits)
    voice = corrected(case.voice, case.pages, weights["pages"])
    return bounded(voice * float(1 / (1 + np.exp(-total))))


def held_out(cases: Sequence[Case], lot: str = "") -> list[tuple[Case, float]]:
    """Each case with the confidence given by weights fitted to the other half of the reports
    (halves by the hash of ``lot`` and the report's id: no report is in both).
    """
    pairs: list[tuple[Case, float]] = []
    for fold in (0, 1):
        weights = fit([c for c in cases if not in_fold(lot + c.report, fold)])
        pairs += [(c, predicted(c, weights)) for c in cases if in_fold(lot + c.report, fold)]
    return pairs


def spread(cases: Sequence[Case], times: int = 40) -> dict[str, Any]:
    """What :func:`held_out` comes to over many lots, since one parting in halves may flatter.

    Least, median and greatest of ``ece``, ``brier`` and ``brier_of_one_share`` (every case given
    the share right in the other half), and of each of :data:`BANDS` how many are given a confidence
    in it (``… n``), the mean confidence given (``… given``) and the share right (``… right``).
    ``better`` counts the lots where the confidence beats the one share.
    """
    found: dict[str, list[float]] = {}
    for lot in (f"{number} " for number in range(times)):
        pairs = held_out(cases, lot)
        told = figures(pairs)["all"]
        values = {
            "ece": told["ece"],
            "brier": told["brier"],
            "brier_of_one_share": _one_share(cases, lot),
        }
        for name, band in bands(pairs).items():
            values[f"{name} n"] = band["n"]
            if band["n"]:
                values |= {f"{name} {key}": band[key] for key in ("given", "right")}
        for name, value in values.items():
            found.setdefault(name, []).append(value)
    told_of = {
        name: [round(v, 3) for v in (min(vs), statistics.median(vs), max(vs))]
        for name, vs in found.items()
    }
    both = zip(found["brier"], found["brier_of_one_share"], strict=True)
    return {"lots": times, "better": sum(own < one for own, one in both), **told_of}


def _one_share(cases: Sequence[Case], lot: str) -> float:
    error = 0.0
    for fold in (0, 1):
        other = [c.right for c in cases if not in_fold(lot + c.report, fold)]
        share = sum(other) / len(other)
        error += sum((share - c.right) ** 2 for c in cases if in_fold(lot + c.report, fold))
    return error / len(cases)


def bins(pairs: Iterable[tuple[Case, float]]) -> list[Bin]:
    """The cases by tenths of their confidence, empty tenths left out."""
    tenths: dict[int, list[tuple[Case, float]]] = {}
    for pair in pairs:
        tenths.setdefault(min(_BINS - 1, int(pair[1] * _BINS + 1e-9)), []).append(pair)
    return [_bin(tenths[index]) for index in sorted(tenths)]


def _bin(pairs: Sequence[tuple[Case, float]]) -> Bin:
    n, right = len(pairs), sum(case.right for case, _ in pairs)
    low, high = wilson(right, n)
    return Bin(n, sum(p for _, p in pairs) / n, right / n, low, high)


def figures(pairs: Sequence[tuple[Case, float]]) -> dict[str, dict[str, float]]:
    """For all cases and by kind: how many, the share right, the mean confidence, the expected
    calibration error over tenths (``ece``), the Brier score, and the Brier score of giving every
    case the share right (``brier_of_share``).
    """

    def of(keep: Callable[[Case], bool]) -> dict[str, float]:
        kept = [(c, p) for c, p in pairs if keep(c)]
        n = len(kept)
        share = sum(c.right for c, _ in kept) / n
        error = sum(b.n * abs(b.share - b.confidence) for b in bins(kept)) / n
        return {
            "n": n,
            "right": round(share, 3),
            "confidence": round(sum(p for _, p in kept) / n, 3),
            "ece": round(error, 3),
            "brier": round(sum((p - c.right) ** 2 for c, p in kept) / n, 3),
            "brier_of_share": round(share * (1 - share), 3),
        }

    present = [kind for kind in KINDS if any(c.kind == kind for c, _ in pairs)]
    by_kind = {kind: of(lambda c, kind=kind: c.kind == kind) for kind in present}  # type: ignore[misc]
    return {"all": of(lambda _: True), **by_kind}
