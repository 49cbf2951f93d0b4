"""What a simulation draws: for every link whether it is in force, its sign and its strength.

Each link and each factor has a stream of random numbers of its own, seeded from the scenario's
seed and its id (PCG64 under numpy's SeedSequence). So the order of the links, the number of threads
and what else is in the model change nothing in it, and two scenarios under one seed meet the same
draws.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.model import CausalLink
from sayso.situation import graph
from sayso.situation.ranges import Range, Ranges

Numbers = NDArray[np.float32]
_HALF = np.float32(0.5)


@dataclass(frozen=True, slots=True)
class Arc:
    """All that goes from one factor to another, by their place in the list of factors.

    ``weight`` has a number for each draw: sign times strength of the link in force, 0 where none
    is.
    """

    driver: int
    effect: int
    weight: Numbers


def draw_arcs(
    links: Sequence[CausalLink], numbers: dict[str, int], ranges: Ranges, draws: int, seed: int
) -> list[Arc]:
    """An arc for each two factors that links join; ``numbers`` has the place of each factor."""
    return [
        Arc(numbers[driver], numbers[effect], _weight(found, ranges, draws, seed))
        for (driver, effect), found in graph.branches(links).items()
    ]


def draw_pace(factor: str, ranges: Ranges, draws: int, seed: int) -> Numbers:
    """The pace of a factor in each draw."""
    return _between(ranges.pace, _stream(seed, "pace", factor), draws)


def _weight(links: Sequence[CausalLink], ranges: Ranges, draws: int, seed: int) -> Numbers:
    if len(links) == 1:
        return _link_weight(links[0], ranges, draws, seed)
    chances = branch_chances(links)
    stream = _stream(seed, "branch", links[0].driver, links[0].effect)
    chosen = np.searchsorted(np.cumsum(chances)[:-1], stream.random(draws), side="right")
    weight = np.zeros(draws, np.float32)
    for at, link in enumerate(links):
        weight += np.where(chosen == at, _link_weight(link, ranges, draws, seed), np.float32(0))
    return weight


def branch_chances(links: Sequence[CausalLink]) -> list[float]:
    """The chance of each of the links between the same two factors to be the one that counts: even
    over the signs, then even over the links of a sign.
    """
    signs = [link.sign for link in links]
    return [1 / (len(set(signs)) * signs.count(sign)) for sign in signs]


def _link_weight(link: CausalLink, ranges: Ranges, draws: int, seed: int) -> Numbers:
    """The weight of a link that no rival keeps out."""
    stream = _stream(seed, "link", link.id)
    in_force = stream.random(draws, dtype=np.float32) < np.float32(ranges.chance(link))
    if link.strength is None:
        weight = _between(ranges.strength, stream, draws)
    else:
        weight = np.full(draws, min(abs(link.strength), 1.0), np.float32)
    weight *= in_force
    if link.sign == "-":
        np.negative(weight, out=weight)
    elif link.sign == "?":
        weight *= np.where(stream.random(draws, dtype=np.float32) < _HALF, -1, 1)
    return weight


def _between(range: Range, stream: np.random.Generator, draws: int) -> Numbers:
    least, greatest = (np.float32(end) for end in range)
    return least + (greatest - least) * stream.random(draws, dtype=np.float32)


def _stream(seed: int, *names: str) -> np.random.Generator:
    digest = hashlib.sha256("\0".join(names).encode()).digest()
    words = np.frombuffer(digest, dtype="<u4")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words.tolist()])))
