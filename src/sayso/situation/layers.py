"""A graph in columns from left to right: which node in which column, and in which order.

The steps of Sugiyama, Tagawa and Toda ("Methods for visual understanding of hierarchical system
structures", 1981): arrows that go back are turned (greedily: Eades, Lin and Smyth 1993), every node
stands right of what leads to it, a long arrow holds a place in each column it passes, and columns
are ordered by barycentres. Nodes are numbers; the same graph gives the same columns.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Edge = tuple[int, int]

_SWEEPS: Final = 16


@dataclass(frozen=True, slots=True)
class Grid:
    """``columns`` hold nodes from top to bottom; those from ``count`` on are places that long
    arrows pass. ``chains`` has, for each edge, the nodes it passes from left to right, its ends
    included; ``turned`` whether its arrow goes from right to left. The chain of an edge from a node
    to itself is that node.
    """

    count: int
    columns: tuple[tuple[int, ...], ...]
    chains: tuple[tuple[int, ...], ...]
    turned: tuple[bool, ...]


def grid(count: int, edges: Sequence[Edge]) -> Grid:
    """The nodes 0 to ``count`` - 1 in columns."""
    place = {node: at for at, node in enumerate(_sequence(count, edges))}
    turned = tuple(place[a] > place[b] for a, b in edges)
    right = [(b, a) if back else (a, b) for (a, b), back in zip(edges, turned, strict=True)]
    column = _columns(count, [edge for edge in right if edge[0] != edge[1]], place)
    chains: list[tuple[int, ...]] = []
    wide = list(column)
    for a, b in right:
        passed = range(len(wide), len(wide) + max(column[b] - column[a] - 1, 0))
        wide += range(column[a] + 1, column[a] + 1 + len(passed))
        chains.append((a, *passed, b) if a != b else (a,))
    filled: list[list[int]] = [[] for _ in range(max(wide, default=-1) + 1)]
    for node in sorted(range(len(wide)), key=lambda node: place.get(node, -1)):
        filled[wide[node]].append(node)
    return Grid(count, _ordered(filled, chains, wide), tuple(chains), turned)


def _sequence(count: int, edges: Sequence[Edge]) -> list[int]:
    """The nodes in an order in which few edges go back."""
    out: list[list[int]] = [[] for _ in range(count)]
    into: list[list[int]] = [[] for _ in range(count)]
    for a, b in edges:
        if a != b:
            out[a].append(b)
            into[b].append(a)
    left = dict.fromkeys(range(count))
    first: list[int] = []
    last: list[int] = []

    def lead(node: int) -> tuple[bool, bool, int, int]:
        leaving = sum(b in left for b in out[node])
        coming = sum(a in left for a in into[node])
        return bool(leaving), bool(coming), coming - leaving, node

    while left:
        leads = [lead(node) for node in left]
        sinks = [node for leaving, _, _, node in leads if not leaving]
        sources = [node for leaving, coming, _, node in leads if leaving and not coming]
        if sinks:
            last = sinks + last
        elif sources:
            first += sources
        else:
            first.append(min(leads, key=lambda found: found[2:])[3])
        for node in sinks or sources or first[-1:]:
            del left[node]
    return first + last


def _columns(count: int, edges: Sequence[Edge], place: dict[int, int]) -> list[int]:
    """The column of each node: right of all that lead to it, and what nothing leads to next to
    what it leads to.
    """
    into: dict[int, list[int]] = {}
    out: dict[int, list[int]] = {}
    for a, b in edges:
        into.setdefault(b, []).append(a)
        out.setdefault(a, []).append(b)
    column = [0] * count
    for node in sorted(range(count), key=place.__getitem__):
        column[node] = max((column[a] + 1 for a in into.get(node, ())), default=0)
    for node in range(count):
        if node not in into and node in out:
            column[node] = min(column[b] for b in out[node]) - 1
    return column


def _ordered(
    columns: list[list[int]], chains: Sequence[Sequence[int]], wide: Sequence[int]
) -> tuple[tuple[int, ...], ...]:
    """The columns with each in an order that leaves few crossings."""
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for chain in chains:
        for a, b in pairwise(chain):
            after.setdefault(a, []).append(b)
            before.setdefault(b, []).append(a)
    now = [list(column) for column in columns]
    best, fewest = now, _crossings(now, after)
    for sweep in range(_SWEEPS):
        now = [list(column) for column in now]
        near, way = (before, now) if sweep % 2 == 0 else (after, now[::-1])
        at = {node: n for column in now for n, node in enumerate(column)}
        for column in way:
            column.sort(key=lambda node, at=at, near=near: _middle(node, near, at))  # type: ignore[misc]
            at.update((node, n) for n, node in enumerate(column))
        crossings = _crossings(now, after)
        if crossings < fewest:
            best, fewest = now, crossings
    return tuple(tuple(column) for column in best)


def _middle(node: int, near: dict[int, list[int]], at: dict[int, int]) -> float:
    found = near.get(node)
    return sum(at[other] for other in found) / len(found) if found else float(at[node])


def _crossings(columns: Sequence[Sequence[int]], after: dict[int, list[int]]) -> int:
    """How many pairs of arrows cross between columns."""
    crossings = 0
    for column, following in pairwise(columns):
        at = {node: n for n, node in enumerate(following)}
        seen: list[int] = []
        for node in column:
            ends = sorted(at[b] for b in after.get(node, ()))
            crossings += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
            for end in ends:
                insort(seen, end)
    return crossings
