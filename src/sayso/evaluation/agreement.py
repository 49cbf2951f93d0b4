"""How sure a share is, and how far two markers agree."""

import math
from collections.abc import Sequence

Z_95 = 1.959963984540054
"""The 97.5 % point of the normal distribution: two-sided 95 %."""


def wilson(right: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The score interval of a share, both ends between 0 and 1 (E. B. Wilson, 1927, "Probable
    inference, the law of succession, and statistical inference", JASA 22).

    Raises ``ValueError`` where ``n`` is not positive or ``right`` not within it.
    """
    if not 0 <= right <= n or n < 1:
        raise ValueError(f"{right} right of {n} is no share")
    share = right / n
    weight = z * z / n
    centre = (share + weight / 2) / (1 + weight)
    half = z * math.sqrt(share * (1 - share) / n + weight / (4 * n)) / (1 + weight)
    # The ends are 0 and 1 exactly where all or none are right; rounding must not pass them.
    low = 0.0 if right == 0 else max(0.0, centre - half)
    high = 1.0 if right == n else min(1.0, centre + half)
    return low, high


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Agreement of two markers beyond chance (J. Cohen, 1960, "A coefficient of agreement for
    nominal scales", EPM 20); 1 is full agreement, 0 what chance would bring.

    None where there are no pairs, or both gave one and the same mark throughout, so that chance
    alone would bring full agreement.
    """
    n = len(pairs)
    if not n:
        return None
    observed = sum(a == b for a, b in pairs) / n
    first, second = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    by_chance = first * second + (1 - first) * (1 - second)
    if math.isclose(by_chance, 1.0):
        return None
    return (observed - by_chance) / (1 - by_chance)
