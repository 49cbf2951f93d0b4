"""Ridge logistic regression by Newton's method, in plain numpy."""

import numpy as np
from numpy.typing import NDArray

_STEPS = 50

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
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(table @ weights + first)))
        slope = table.T @ (right - n * chance) - penalty * weights
        bend = (table.T * (n * chance * (1 - chance))) @ table + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights
