"""What a scenario holds, where and how long; and whether it can be run at all."""

import math
from collections.abc import Iterable
from typing import Final

from sayso.model import Clamp, SaysoError, Scenario, Situation

MOST_STEPS: Final = 1000
MOST_DRAWS: Final = 100_000
#: Draws times what is drawn or kept for each: 400 MB for each of the two sets of ranges.
MOST_NUMBERS: Final = 100_000_000


class ScenarioError(SaysoError, ValueError):
    """A scenario holds a factor that is not there, or in a way that cannot be."""


def level(clamp: Clamp) -> float:
    """The state a factor is held at: 1 for up, -1 for down, or the number given."""
    if clamp.to == "up":
        return 1.0
    return -1.0 if clamp.to == "down" else float(clamp.to)


def holds(clamp: Clamp, step: int) -> bool:
    """Whether a clamp holds its factor at that step."""
    return clamp.start <= step and (clamp.stop is None or step < clamp.stop)


def held_throughout(clamps: Iterable[Clamp], steps: int) -> frozenset[str]:
    """The factors that the clamps leave no step of their own, from 0 to ``steps``."""
    held: dict[str, set[int]] = {}
    for clamp in clamps:
        stop = steps + 1 if clamp.stop is None else min(clamp.stop, steps + 1)
        held.setdefault(clamp.factor, set()).update(range(clamp.start, stop))
    return frozenset(factor for factor, at in held.items() if len(at) == steps + 1)


def check_scenario(situation: Situation, scenario: Scenario) -> None:
    """Raises :class:`ScenarioError` in one line for a scenario that cannot be run."""
    if not scenario.clamps:
        raise ScenarioError("a scenario has to hold at least one factor")
    if not 1 <= scenario.steps <= MOST_STEPS:
        raise ScenarioError(f"{scenario.steps} steps: it has to be 1 to {MOST_STEPS}")
    if not 1 <= scenario.draws <= MOST_DRAWS:
        raise ScenarioError(f"{scenario.draws} draws: it has to be 1 to {MOST_DRAWS}")
    numbers = scenario.draws * (len(situation.links) + 3 * len(situation.factors))
    if numbers > MOST_NUMBERS:
        most = scenario.draws * MOST_NUMBERS // numbers
        raise ScenarioError(f"{scenario.draws} draws of this model: it has to be {most} at most")
    if scenario.seed < 0:
        raise ScenarioError(f"seed {scenario.seed}: it has to be 0 or more")
    for clamp in scenario.clamps:
        _check_clamp(situation, clamp, scenario.steps)
    for at, clamp in enumerate(scenario.clamps):
        for other in scenario.clamps[:at]:
            if clamp.factor == other.factor and _meet(clamp, other):
                raise ScenarioError(f"{_name(situation, clamp)} is held twice at one step")


def _check_clamp(situation: Situation, clamp: Clamp, steps: int) -> None:
    name = _name(situation, clamp)
    if not (math.isfinite(level(clamp)) and abs(level(clamp)) <= 1):
        raise ScenarioError(f"{name} cannot be held at {clamp.to}: it has to be from -1 to 1")
    if not 0 <= clamp.start <= steps:
        raise ScenarioError(f"{name} is held from step {clamp.start}: it has to be 0 to {steps}")
    if clamp.stop is not None and clamp.stop <= clamp.start:
        raise ScenarioError(
            f"{name} is held from step {clamp.start} to before {clamp.stop}: that is no step"
        )


def _name(situation: Situation, clamp: Clamp) -> str:
    factor = situation.factor(clamp.factor)
    if factor is None:
        raise ScenarioError(f"there is no factor {clamp.factor!r}")
    return repr(factor.name)


def _meet(a: Clamp, b: Clamp) -> bool:
    return (a.stop is None or b.start < a.stop) and (b.stop is None or a.start < b.stop)
