"""Factuality: how far the writer commits to each event, from -3 (surely not) to 3 (surely)."""

import math

from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import Figures, characters, stretch
from sayso.model import Reading, Statement

_LEVELS = {"certain": 3.0, "probable": 2.0, "possible": 1.0, "unknown": 0.0}
_OPEN_STANCES = frozenset({"hypothetical", "recommended", "questioned"})
_SAID = 3.0


class FactualityScorer:
    """Each gold event takes the smallest statement that covers it: its level, signed by its
    polarity, at most 1 where the stance is open. An event that no statement covers counts as 3
    where it is the cue of an attribution (that somebody said so is the report's plain word),
    else as 0.
    """

    def __init__(self) -> None:
        self._read: list[float] = []
        self._gold: list[float] = []
        self._covered = 0

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one sentence; the gold has ``events`` with ``score``."""
        statements = reading.statements if reading else ()
        cues = [stretch(a.cue) for a in (reading.attributions if reading else ()) if a.cue]
        cue_characters = characters(cues, gold.text)
        for event in gold.fields["events"]:
            start, end = event["start"], event["end"]
            covering = [s for s in statements if s.start <= start and s.end >= end]
            is_cue = bool(cue_characters & characters([(start, end)], gold.text))
            if covering:
                value = _commitment(min(covering, key=lambda s: s.end - s.start))
            else:
                value = _SAID if is_cue else 0.0
            self._covered += bool(covering) or is_cue
            self._read.append(value)
            self._gold.append(float(event["score"]))

    def figures(self) -> Figures:
        """Mean absolute error, Pearson's r, and the percentage of events covered."""
        n = len(self._gold)
        if not n:
            return {"mae": None, "pearson_r": None, "covered": 0.0}
        error = sum(abs(x - y) for x, y in zip(self._read, self._gold, strict=True)) / n
        return {
            "mae": round(error, 3),
            "pearson_r": round(_pearson(self._read, self._gold), 3),
            "covered": round(100 * self._covered / n, 1),
        }


def _commitment(statement: Statement) -> float:
    value = _LEVELS[statement.certainty.level]
    if statement.stance in _OPEN_STANCES:
        value = min(value, 1.0)
    return -value if statement.polarity == "negative" else value


def _pearson(xs: list[float], ys: list[float]) -> float:
    """Pearson's product-moment correlation; 0.0 where one side does not vary."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    covariance = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    spread_x = math.sqrt(sum((x - mean_x) ** 2 for x in xs))
    spread_y = math.sqrt(sum((y - mean_y) ** 2 for y in ys))
    return covariance / (spread_x * spread_y) if spread_x and spread_y else 0.0
