"""Of the statements given about so much confidence, how many are right?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.evaluation.agreement import wilson

#: The bands of confidence that are looked at by themselves: from, up to (inclusive).
BANDS = {"0.75 to 0.85": (0.75, 0.85), "0.8 and more": (0.8, 1.0), "0.7 and more": (0.7, 1.0)}


class Marked(Protocol):
    """A case: whether it is right as a whole, and how many statements it stands for."""

    @property
    def right(self) -> bool:
        """Whether the statement is right as a whole."""
        ...

    @property
    def weight(self) -> float:
        """How many statements of the reports drawn from it stands for; 0 where not known."""
        ...


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark alone: whether the statement was right as a whole, and how many it stands for."""

    right: bool
    weight: float


def bands(pairs: Iterable[tuple[Marked, float]]) -> dict[str, dict[str, float]]:
    """By band: how many cases are given a confidence in it (``n``), the mean given, the share
    right and its 95 % Wilson interval (``low``, ``high``); only ``n`` for an empty band.
    """
    held = list(pairs)
    return {
        name: _band([(c.right, p) for c, p in held if low <= p <= high])
        for name, (low, high) in BANDS.items()
    }


def _band(pairs: Sequence[tuple[bool, float]]) -> dict[str, float]:
    n = len(pairs)
    if not n:
        return {"n": 0}
    right = sum(told for told, _ in pairs)
    low, high = wilson(right, n)
    told = {
        "given": sum(p for _, p in pairs) / n,
        "right": right / n,
        "low": low,
        "high": high,
    }
    return {"n": n, **{name: round(value, 3) for name, value in told.items()}}


def reweighted(pairs: Iterable[tuple[Marked, float]]) -> dict[str, dict[str, float]]:
    """As :func:`bands`, but each case counts as many statements as it stands for; cases of which
    that is not known are left out. ``share`` is the part of all statements that is in the band.
    No interval: the weights differ widely.
    """
    held = [(c, p) for c, p in pairs if c.weight > 0]
    everything = sum(c.weight for c, _ in held)
    told: dict[str, dict[str, float]] = {}
    for name, (low, high) in BANDS.items():
        inside = [(c, p) for c, p in held if low <= p <= high]
        mass = sum(c.weight for c, _ in inside)
        told[name] = {"n": len(inside), "share": round(mass / everything, 3) if everything else 0.0}
        if mass:
            told[name]["given"] = round(sum(c.weight * p for c, p in inside) / mass, 3)
            told[name]["right"] = round(sum(c.weight * c.right for c, _ in inside) / mass, 3)
    return told
