"""Readings against gold and against people's marks: figures that can be defended."""

from sayso.evaluation.gold import GoldError, GoldRecord, in_fold, load_gold, load_readings
from sayso.evaluation.scoring import TASKS, Scorer, score

__all__ = [
    "TASKS",
    "GoldError",
    "GoldRecord",
    "Scorer",
    "in_fold",
    "load_gold",
    "load_readings",
    "score",
]
