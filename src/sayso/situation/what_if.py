"""A scenario put to a situation: the answer without strengths, the draws, and what they rest on."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from sayso.model import (
    CausalLink,
    FactorOutcome,
    Loop,
    Scenario,
    Shares,
    Situation,
    Step,
    WhatIf,
)
from sayso.situation import answer, graph, loops
from sayso.situation.missing import missing_of
from sayso.situation.ranges import SOURCE, Ranges, claim_text, rules, shipped_ranges
from sayso.situation.scenario import check_scenario, held_throughout, level
from sayso.situation.simulate import QUANTILES, Run, simulate

_DIGITS: Final = 4


def what_if(
    situation: Situation,
    scenario: Scenario,
    ranges: tuple[Ranges, Ranges] | None = None,
    *,
    threads: int = 2,
) -> WhatIf:
    """What the claims behind a situation imply where a scenario holds.

    ``ranges`` are the set that is run and the one it is held against; those of
    ``data/ranges.yaml`` where none are given. The voices and reports of the answer are those
    behind the links that a push can go along. ``threads`` changes how long it takes and nothing
    else. Outcomes stand in the order of the situation's factors.

    Raises :class:`~sayso.situation.scenario.ScenarioError` for a scenario that cannot be run.
    """
    check_scenario(situation, scenario)
    first, second = ranges or shipped_ranges()
    names = tuple(factor.id for factor in situation.factors)
    with ThreadPoolExecutor(max(threads, 1)) as pool:
        whole = pool.submit(simulate, names, situation.links, scenario, first)
        other = pool.submit(simulate, names, situation.links, scenario, second, last_only=True)
        found = answer.answers(names, situation.links, scenario.clamps, scenario.steps)
        run, varied = whole.result(), other.result()
    carrying = _carrying(situation.links, scenario)
    voices, reports = graph.voices_of(carrying), graph.reports_of(carrying)
    running = _running_loops(situation, scenario)
    ends = {link.id: (link.driver, link.effect) for link in situation.links}
    outcomes = tuple(
        FactorOutcome(
            factor=factor.id,
            name=factor.name,
            sign=found[factor.id].sign,
            paths=found[factor.id].paths,
            paths_cut=found[factor.id].cut,
            draws=(last := _shares(run, at, -1)),
            varied=(held_against := _shares(varied, at, -1)),
            depends=_largest(last) != _largest(held_against),
            steps=_steps(run, at),
            loops=_loops_on(factor.id, found[factor.id].paths, ends, running),
        )
        for at, factor in enumerate(situation.factors)
    )
    return WhatIf(
        claim=claim_text(len(voices), reports),
        scenario=scenario,
        assumptions={
            "broader_terms": situation.broader_terms,
            "purposes": situation.purposes,
            **_assumptions(scenario, first, second),
        },
        voices=voices,
        reports=reports,
        state=situation.state,
        factors=outcomes,
        missing=missing_of(situation, scenario, carrying, found),
    )


def _carrying(links: Sequence[CausalLink], scenario: Scenario) -> list[CausalLink]:
    """The links that a push of the scenario can go along; one held at 0 pushes nothing."""
    pushed = {clamp.factor for clamp in scenario.clamps if level(clamp)}
    closed = held_throughout(scenario.clamps, scenario.steps)
    live = pushed | graph.reached(pushed, links, closed)
    return [link for link in links if link.driver in live and link.effect not in closed]


def _shares(run: Run, factor: int, at: int) -> Shares:
    up, down = (int(count) for count in run.counts[factor, at])
    unclear = run.draws - up - down
    return Shares(
        up=round(up / run.draws, _DIGITS),
        down=round(down / run.draws, _DIGITS),
        unclear=round(unclear / run.draws, _DIGITS),
    )


def _steps(run: Run, factor: int) -> tuple[Step, ...]:
    rows = run.quantiles[factor].tolist()
    return tuple(
        Step(
            step=step,
            # Adding 0 makes a negative zero a plain one.
            low=round(low, _DIGITS) + 0.0,
            middle=round(middle, _DIGITS) + 0.0,
            high=round(high, _DIGITS) + 0.0,
            draws=_shares(run, factor, at),
        )
        for at, (step, (low, middle, high)) in enumerate(zip(run.steps, rows, strict=True))
    )


def _largest(shares: Shares) -> str:
    """Which share is the largest; unclear where up and down are even."""
    if shares.unclear >= max(shares.up, shares.down) or shares.up == shares.down:
        return "unclear"
    return "up" if shares.up > shares.down else "down"


def _running_loops(situation: Situation, scenario: Scenario) -> list[tuple[int, Loop]]:
    """The loops that no factor held all the time cuts open, with their place in the situation."""
    closed = held_throughout(scenario.clamps, scenario.steps)
    return [(at, loop) for at, loop in enumerate(situation.loops) if not closed & {*loop.factors}]


def _loops_on(
    factor: str,
    paths: Iterable[Sequence[str]],
    ends: Mapping[str, graph.Pair],
    running: Iterable[tuple[int, Loop]],
) -> tuple[int, ...]:
    """The loops that run through a factor or through one on the way to it; none without a way."""
    on_the_way = {name for path in paths for link in path for name in ends[link]}
    if not on_the_way:
        return ()
    return tuple(at for at, loop in running if {factor, *on_the_way} & {*loop.factors})


def _assumptions(scenario: Scenario, first: Ranges, second: Ranges) -> dict[str, object]:
    return {
        "source": SOURCE,
        "draws": scenario.draws,
        "steps": scenario.steps,
        "seed": scenario.seed,
        "ranges": {"first": first.as_printed(), "second": second.as_printed()},
        "rules": rules(),
        "deadband": first.deadband,
        "quantiles": list(QUANTILES),
        "bounds": {
            "links_of_a_path": answer.LONGEST,
            "paths_of_a_factor": answer.MOST,
            "links_of_a_loop": loops.LONGEST,
            "loops": loops.MOST,
        },
        "generator": "PCG64, a stream for each link and factor, seeded from the seed and its id",
    }
