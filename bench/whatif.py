#!/usr/bin/env python3
"""How long a what-if takes on an invented model.

    python -m bench.whatif [--draws 10000] [--factors 200] [--links 500] [--steps 60]

Both sets of ranges are run, quantiles and shares of every step are taken, and the answer without
strengths is given: what `sayso what-if` does after the situation is made. The links are drawn by
lot, so that most factors are reached. Prints one line of JSON.
"""

import argparse
import json
import os
import random
import resource
import time
from collections.abc import Sequence
from typing import Literal

from sayso.model import CausalLink, Clamp, Evidence, Factor, LinkSign, Scenario, Situation
from sayso.situation.loops import find_loops
from sayso.situation.what_if import what_if

SIGNS: Sequence[LinkSign] = ("+", "+", "+", "-", "-", "?")
LEVELS: Sequence[Literal["certain", "probable", "possible"]] = ("certain", "probable", "possible")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--factors", type=int, default=200)
    parser.add_argument("--links", type=int, default=500)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    situation = invented(options.factors, options.links)
    scenario = Scenario(
        clamps=(Clamp(factor="f0", to="up"), Clamp(factor="f1", to="down", start=5, stop=30)),
        steps=options.steps,
        draws=options.draws,
    )
    began, worked = time.perf_counter(), time.process_time()
    answer = what_if(situation, scenario, threads=options.threads)
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    figures = {
        **vars(options),
        "cores": os.cpu_count(),
        "loops": len(situation.loops),
        "moved": sum(bool(factor.paths) for factor in answer.factors),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(figures))


def invented(factors: int, links: int) -> Situation:
    """A situation of so many factors and links, the same each time."""
    lot = random.Random(7)
    made: dict[tuple[str, str, str], CausalLink] = {}
    while len(made) < links:
        driver, effect = lot.sample(range(factors), 2)
        sign = lot.choice(SIGNS)
        number = len(made)
        if (f"f{driver}", f"f{effect}", sign) in made:
            continue
        said = Evidence(
            report=f"r{number % 40}",
            statement=f"r{number % 40}/s{number}",
            start=0,
            end=1,
            text="x",
            stance="asserted",
            polarity="positive",
            certainty=lot.choice(LEVELS),
            read_well=0.8,
            driver="x",
            effect="x",
        )
        made[f"f{driver}", f"f{effect}", sign] = CausalLink(
            id=f"l{number}",
            driver=f"f{driver}",
            effect=f"f{effect}",
            sign=sign,
            voices=(f"voice {number % 60}",),
            reports=1,
            evidence=(said,),
        )
    whole = tuple(made.values())
    loops, cut = find_loops(whole)
    return Situation(
        claim="invented",
        state="invented",
        factors=tuple(
            Factor(id=f"f{n}", name=f"factor {n}", what="factor") for n in range(factors)
        ),
        links=whole,
        loops=loops,
        loops_cut=cut,
    )


if __name__ == "__main__":
    main()
