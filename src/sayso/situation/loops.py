"""Loops of a causal model: what comes back to where it began, and whether it grows or is damped.

A loop whose signs multiply to + feeds itself (reinforcing), one whose signs multiply to - works
against itself (balancing); see Sterman, Business Dynamics, 2000, chapter 5. Cycles are found with
networkx (Johnson 1975; bounded: Gupta and Suzumura 2021).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final

import networkx as nx

from sayso.model import CausalLink, Loop
from sayso.situation import graph

LONGEST: Final = 8  # links of a loop that is sought
MOST: Final = 200  # loops that are kept

_KIND: Final = {"+": "reinforcing", "-": "balancing", "?": "open"}


def find_loops(
    links: Iterable[CausalLink], *, longest: int = LONGEST, most: int = MOST
) -> tuple[tuple[Loop, ...], bool]:
    """The loops of up to ``longest`` links, short ones first, at most ``most``; and whether there
    are more than those.

    Each loop is told once, from the factor whose id comes first. Links between the same two
    factors (rivals) give a loop each. The same links in any order give the same loops.
    """
    pairs = graph.branches(links)
    names = sorted({name for pair in pairs for name in pair})
    number = {name: at for at, name in enumerate(names)}
    # Numbers, not names: networkx goes through sets, and those of words have another order in
    # every process.
    whole = nx.DiGraph([(number[driver], number[effect]) for driver, effect in pairs])
    cycles, cut = _cycles(whole, longest, most)
    found = [
        loop
        for cycle in sorted((_from_first(c) for c in cycles), key=lambda c: (len(c), c))
        for loop in islice(_loops([names[at] for at in cycle], pairs), most + 1)
    ]
    return tuple(found[:most]), cut or len(found) > most


def _cycles(whole: nx.DiGraph, longest: int, most: int) -> tuple[list[list[int]], bool]:
    """Cycles as lists of nodes. Where there are too many, all up to some length are there, and of
    the next length as many as there is room for.
    """
    kept: list[list[int]] = []
    for bound in range(1, longest + 1):
        found = list(islice(nx.simple_cycles(whole, length_bound=bound), most + 1))
        if len(found) > most:
            room = sorted(_from_first(c) for c in found if len(c) == bound)
            return [*kept, *room[: most - len(kept)]], True
        kept = found
    more = sum(1 for _ in islice(nx.simple_cycles(whole), len(kept) + 1))
    return kept, more > len(kept)


def _from_first(cycle: Sequence[int]) -> list[int]:
    at = cycle.index(min(cycle))
    return [*cycle[at:], *cycle[:at]]


def _loops(
    factors: Sequence[str], pairs: dict[graph.Pair, tuple[CausalLink, ...]]
) -> Iterator[Loop]:
    steps = zip(factors, [*factors[1:], factors[0]], strict=True)
    for chosen in product(*(pairs[step] for step in steps)):
        sign = graph.product(link.sign for link in chosen)
        yield Loop.model_validate(
            {
                "factors": tuple(factors),
                "links": tuple(link.id for link in chosen),
                "sign": sign,
                "kind": _KIND[sign],
            }
        )
