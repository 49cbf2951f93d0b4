"""The one-to-one pairing of two sides with the greatest sum of scores."""

from collections.abc import Sequence
from math import inf


def best_sum(scores: Sequence[Sequence[float]]) -> float:
    """The greatest sum of scores of a one-to-one pairing; ``scores[i][j]`` are not negative.

    The Hungarian method with potentials (Kuhn 1955, in the form of Jonker and Volgenant).
    """
    rows = [list(row) for row in scores]
    if not rows or not rows[0]:
        return 0.0
    if len(rows) > len(rows[0]):
        rows = [list(column) for column in zip(*rows, strict=True)]
    pairs = _assigned([[-value for value in row] for row in rows])
    return sum(rows[i][j] for i, j in pairs)


def _assigned(costs: list[list[float]]) -> list[tuple[int, int]]:
    """Row and column of each row's partner at the least cost; no more rows than columns."""
    n, m = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (n + 1), [0.0] * (m + 1)
    partner, before = [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        partner[0], at = row, 0
        least, done = [inf] * (m + 1), [False] * (m + 1)
        while partner[at]:
            done[at] = True
            here, step, following = partner[at], inf, 0
            for j in range(1, m + 1):
                if done[j]:
                    continue
                cost = costs[here - 1][j - 1] - row_price[here] - column_price[j]
                if cost < least[j]:
                    least[j], before[j] = cost, at
                if least[j] < step:
                    step, following = least[j], j
            for j in range(m + 1):
                if done[j]:
                    row_price[partner[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            at = following
        while at:
            partner[at] = partner[before[at]]
            at = before[at]
    return [(partner[j] - 1, j - 1) for j in range(1, m + 1) if partner[j]]
