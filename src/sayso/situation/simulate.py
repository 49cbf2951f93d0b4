"""Monte Carlo over what the claims leave open, in discrete time.

Every factor has a state from -1 to 1, where 0 is as now. At each step it goes a share of the way
(its pace) to where the links into it would bring it: the sum of sign times strength times the
state of the driver, kept between -1 and 1. The form is that of a fuzzy cognitive map (Kosko 1986)
with the first-order delay of system dynamics (Sterman 2000); it moves nothing that nothing moves,
is the same upside down, and never leaves its bounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.model import CausalLink, Clamp, Scenario
from sayso.situation import graph
from sayso.situation.draws import Arc, Numbers, draw_arcs, draw_pace
from sayso.situation.ranges import Ranges
from sayso.situation.scenario import holds, level

#: The quantiles that are kept of the draws, by nearest rank.
QUANTILES: Final = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of the draws. ``counts`` holds, for each factor and kept step, in how many draws it
    is up and in how many down; ``quantiles`` the values at :data:`QUANTILES`. ``steps`` are those
    kept.
    """

    factors: tuple[str, ...]
    steps: tuple[int, ...]
    draws: int
    counts: NDArray[np.int64]
    quantiles: Numbers


@dataclass(frozen=True, slots=True)
class _Model:
    """The factors that can move, or are held, with what drives each."""

    clamps: tuple[tuple[int, Clamp], ...]
    moving: tuple[int, ...]
    into: dict[int, list[Arc]]
    pace: dict[int, Numbers]


def simulate(
    factors: Sequence[str],
    links: Sequence[CausalLink],
    scenario: Scenario,
    ranges: Ranges,
    *,
    last_only: bool = False,
) -> Run:
    """Run a scenario that :func:`~sayso.situation.scenario.check_scenario` lets through.

    ``factors`` are ids; links whose ends are not among them are left out. Steps 0 to
    ``scenario.steps`` are kept, or the last alone. Memory goes with factors and links times draws,
    not with steps. The same input gives the same numbers on any machine: every operation is on
    single-precision numbers one by one, and none hangs on the order of threads.
    """
    factors = tuple(factors)
    model = _model(factors, links, scenario, ranges)
    kept = (scenario.steps,) if last_only else tuple(range(scenario.steps + 1))
    counts = np.zeros((len(factors), len(kept), 2), np.int64)
    quantiles = np.zeros((len(factors), len(kept), len(QUANTILES)), np.float32)
    now = np.zeros((len(factors), scenario.draws), np.float32)
    after = np.zeros_like(now)
    _hold(model, now, 0)
    for step in range(scenario.steps + 1):
        if step:
            _move(model, now, after)
            _hold(model, after, step)
            now, after = after, now
        if step in kept:
            at = kept.index(step)
            for factor in {*model.moving, *(factor for factor, _ in model.clamps)}:
                counts[factor, at], quantiles[factor, at] = _summed_up(now[factor], ranges.deadband)
    return Run(factors, kept, scenario.draws, counts, quantiles)


def _model(
    factors: tuple[str, ...], links: Sequence[CausalLink], scenario: Scenario, ranges: Ranges
) -> _Model:
    number = {factor: at for at, factor in enumerate(factors)}
    known = [link for link in links if link.driver in number and link.effect in number]
    pushed = {clamp.factor for clamp in scenario.clamps}
    # What no path leads to stays at 0, and so does all it drives: nothing is drawn for it.
    moving = graph.reached(pushed, known) | pushed
    live = [link for link in known if link.driver in moving]
    draws, seed = scenario.draws, scenario.seed
    into: dict[int, list[Arc]] = {}
    for arc in draw_arcs(live, number, ranges, draws, seed):
        into.setdefault(arc.effect, []).append(arc)
    return _Model(
        clamps=tuple((number[clamp.factor], clamp) for clamp in scenario.clamps),
        moving=tuple(sorted(number[factor] for factor in moving)),
        into=into,
        pace={number[name]: draw_pace(name, ranges, draws, seed) for name in sorted(moving)},
    )


def _hold(model: _Model, state: Numbers, step: int) -> None:
    for factor, clamp in model.clamps:
        if holds(clamp, step):
            state[factor] = level(clamp)


def _move(model: _Model, now: Numbers, after: Numbers) -> None:
    """One step of the update rule, row by row: a row of draws fits the cache."""
    part = np.empty(now.shape[1], np.float32)
    for factor in model.moving:
        goal = after[factor]
        goal[:] = 0
        for arc in model.into.get(factor, ()):
            np.multiply(arc.weight, now[arc.driver], out=part)
            goal += part
        np.clip(goal, -1, 1, out=goal)
        goal -= now[factor]
        goal *= model.pace[factor]
        goal += now[factor]


def _summed_up(states: Numbers, deadband: float) -> tuple[list[int], Numbers]:
    """In how many draws a factor is up and down, and its quantiles."""
    ordered = np.sort(states)
    draws = len(ordered)
    edge = np.float32(deadband)
    up = draws - int(np.searchsorted(ordered, edge, side="right"))
    down = int(np.searchsorted(ordered, -edge, side="left"))
    ranks = [max(int(np.ceil(share * draws)) - 1, 0) for share in QUANTILES]
    return [up, down], ordered[ranks]
