"""Loops of a causal model: what comes back to where it began, and whether it grows or is damped.

A loop whose signs multiply to + feeds itself (reinforcing), one whose signs multiply to - works
against itself (balancing); see Sterman, Business Dynamics, 2000, chapter 5. Loops are sought by
their length, the short ones first; whether there are others than those is asked of networkx
(Johnson, "Finding all the elementary circuits of a directed graph", 1975).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    edges = [(number[driver], number[effect]) for driver, effect in pairs]
    cycles = list(islice(_cycles(edges, longest), most + 1))
    if len(cycles) <= most:
        every = islice(nx.simple_cycles(nx.DiGraph(edges)), len(cycles) + 1)
        cut = sum(1 for _ in every) > len(cycles)
    else:
        cut = True
    found = [
        loop
        for cycle in cycles
        for loop in islice(_loops([names[at] for at in cycle], pairs), most + 1)
    ]
    return tuple(found[:most]), cut or len(found) > most


def _cycles(edges: Iterable[tuple[int, int]], longest: int) -> Iterator[tuple[int, ...]]:
    """The cycles of up to ``longest`` nodes, each from its least node on: by length, then by the
    numbers of the nodes.
    """
    whole = nx.DiGraph()
    whole.add_edges_from(edges)
    inside = [part for part in nx.strongly_connected_components(whole) if len(part) > 1]
    own = {node for part in inside for node in part} | {a for a, b in edges if a == b}
    after: dict[int, list[int]] = {node: [] for node in sorted(own)}
    before: dict[int, list[int]] = {node: [] for node in after}
    for a, b in sorted(edges):
        if a in own and b in own:
            after[a].append(b)
            before[b].append(a)
    for length in range(1, longest + 1):
        for first in after:
            away = _distances(first, before, length)
            yield from _closing((first,), length, after, away)


def _distances(last: int, before: Mapping[int, Sequence[int]], most: int) -> dict[int, int]:
    """How many links it is at least from each node to ``last``, up to ``most``, over nodes that are
    not less.
    """
    away = {last: 0}
    edge = [last]
    for distance in range(1, most + 1):
        edge = [
            node
            for near in edge
            for node in before[near]
            if node > last and away.setdefault(node, distance) == distance
        ]
        edge = list(dict.fromkeys(edge))
    return away


def _closing(
    path: tuple[int, ...],
    length: int,
    after: Mapping[int, Sequence[int]],
    away: Mapping[int, int],
) -> Iterator[tuple[int, ...]]:
    """The cycles of that length that begin with a path, which goes on where it may still close."""
    for node in after[path[-1]]:
        if node == path[0]:
            if len(path) == length:
                yield path
        elif node not in path and len(path) + away.get(node, length) <= length:
            yield from _closing((*path, node), length, after, away)


def _loops(
    factors: Sequence[str], pairs: Mapping[graph.Pair, Sequence[CausalLink]]
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
