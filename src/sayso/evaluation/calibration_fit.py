"""Ridge logistic regression by Newton's method, in plain numpy."""

import numpy as np
from numpy.typing import NDArray

_STEPS = 50
_DONE = 1e-9
_SLACK = 1e-9

Numbers = NDArray[np.float64]


def newton(
    table: Numbers, n: Numbers, right: Numbers, penalty: Numbers, start: Numbers | None = None
) -> Numbers:
    """The weights, one a column of ``table``, under which ``right`` of ``n`` in each row is most
    probable, less ``penalty`` times half the square of each weight. ``start`` are log odds that
    each row has before any weight (0 where there is none).
    """
    first = np.zeros(len(table)) if start is None else start
    weights = np.zeros(table.shape[1])

    def loss(held: Numbers) -> float:
        odds = table @ held + first
        return float(
            (n * np.logaddexp(0, odds) - right * odds).sum() + (penalty * held**2).sum() / 2
        )

    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(table @ weights + first)))
        slope = table.T @ (right - n * chance) - penalty * weights
        bend = (table.T * (n * chance * (1 - chance))) @ table + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        # A full step may overshoot far from the solution, and never come back.
        while loss(weights + step) > loss(weights) + _SLACK and float(np.abs(step).max()) > _DONE:
            step = step / 2
        weights = weights + step
        if float(np.abs(step).max()) < _DONE:
            break
    return weights
