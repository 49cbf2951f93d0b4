"""Where boxes and arrows of a picture stand, in pixels.

Boxes stand in the columns of :mod:`sayso.situation.layers`. An arrow bends only between columns and
passes one through the place it holds there, so that none goes through a box.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final

from sayso.situation.layers import Edge, Grid, grid

Point = tuple[float, float]

BOX_WIDTH: Final = 206.0
PORT_GAP: Final = 17.0  # between two arrows at one side of a box
LEAD: Final = 34.0  # the straight piece of an arrow at a box, where its sign stands

_BETWEEN = 22.0  # boxes of a column
_PASSING = 15.0  # from a passing arrow to what is next to it
_GAP = 115.0  # columns
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its left upper corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow through ``points``: each second stretch is straight (at a box, or past one), those
    between bend. From its driver to its effect.
    """

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes in the order of the nodes, routes in the order of the edges, and the whole size."""

    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    width: float
    height: float


def layout(heights: Sequence[float], edges: Sequence[Edge]) -> Layout:
    """Boxes at least as high as ``heights``, higher where many arrows meet one side."""
    held = grid(len(heights), edges)
    tall = _tall(heights, held)
    middle = _middles(held, tall)
    left, width = _lefts(held)
    shift = max((h / 2 - m for h, m in zip(tall, middle, strict=False)), default=0.0)
    shift = max(shift, -min(middle, default=0.0))
    middle = [round(m + shift, 3) for m in middle]
    column = {node: n for n, nodes in enumerate(held.columns) for node in nodes}
    boxes = tuple(
        Box(left[column[n]], round(middle[n] - tall[n] / 2, 3) + 0.0, BOX_WIDTH, tall[n])
        for n in range(held.count)
    )
    routes = _routes(held, middle, [left[column[node]] for node in range(len(middle))])
    bottom = max(
        [box.y + box.height for box in boxes] + [y for r in routes for _, y in r.points],
        default=0.0,
    )
    return Layout(boxes, routes, width, bottom)


def _ends(held: Grid) -> dict[tuple[int, bool], list[int]]:
    """The edges at each side of each box: ``(node, True)`` is the right side, where one from a node
    to itself leaves and comes back.
    """
    sides: dict[tuple[int, bool], list[int]] = {}
    for edge, chain in enumerate(held.chains):
        sides.setdefault((chain[0], True), []).append(edge)
        sides.setdefault((chain[-1], len(chain) == 1), []).append(edge)
    return sides


def _tall(heights: Sequence[float], held: Grid) -> list[float]:
    """The height of every node, of a passing arrow 0."""
    sides = _ends(held)
    tall = [
        max(
            height, *(PORT_GAP * (len(sides.get((node, side), ())) + 0.5) for side in (True, False))
        )
        for node, height in enumerate(heights)
    ]
    return tall + [0.0] * (sum(map(len, held.columns)) - held.count)


def _lefts(held: Grid) -> tuple[list[float], float]:
    """The left edge of each column, and the right edge of the last; busy gaps are wider."""
    busy = [0] * (len(held.columns) + 1)
    column = {node: n for n, nodes in enumerate(held.columns) for node in nodes}
    for chain in held.chains:
        for node in chain[:-1]:
            busy[column[node]] += 1
    lefts = []
    x = 0.0
    for n in range(len(held.columns)):
        lefts.append(x)
        x += BOX_WIDTH + _GAP + min(3.0 * busy[n], 150.0)
    return lefts, (lefts[-1] + BOX_WIDTH if lefts else 0.0)


def _middles(held: Grid, tall: Sequence[float]) -> list[float]:
    """The height at which each node stands: near what it is joined to, clear of its column."""
    near: dict[int, list[int]] = {}
    for chain in held.chains:
        for a, b in pairwise(chain):
            near.setdefault(a, []).append(b)
            near.setdefault(b, []).append(a)
    middle = [0.0] * len(tall)
    for nodes in held.columns:
        for node, y in zip(nodes, _spread([0.0] * len(nodes), nodes, held, tall), strict=True):
            middle[node] = y
    for sweep in range(_SWEEPS):
        for nodes in held.columns if sweep % 2 == 0 else held.columns[::-1]:
            wanted = [_mean([middle[other] for other in near.get(n, [n])]) for n in nodes]
            for node, y in zip(nodes, _spread(wanted, nodes, held, tall), strict=True):
                middle[node] = y
    return middle


def _spread(
    wanted: Sequence[float], nodes: Sequence[int], held: Grid, tall: Sequence[float]
) -> list[float]:
    """The heights nearest to those wanted (least squares) that keep order and distance: isotonic
    regression by pooling neighbours that would run into one another.
    """
    offsets = [0.0]
    for a, b in pairwise(nodes):
        free = _BETWEEN if a < held.count and b < held.count else _PASSING
        offsets.append(offsets[-1] + tall[a] / 2 + free + tall[b] / 2)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=False):
        mean, size = want - offset, 1
        while pools and pools[-1][0] > mean:
            other, more = pools.pop()
            mean, size = (mean * size + other * more) / (size + more), size + more
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=False)]


def _routes(held: Grid, middle: Sequence[float], left: Sequence[float]) -> tuple[Route, ...]:
    ports: dict[tuple[int, bool, int], list[float]] = {}
    for (node, right), found in _ends(held).items():
        # Arrows leave a side in the order of where they go next, so that they do not cross there.
        found.sort(key=lambda e: (_next(held.chains[e], right, middle), e))
        for n, edge in enumerate(found):
            y = middle[node] + PORT_GAP * (n - (len(found) - 1) / 2)
            ports.setdefault((node, right, edge), []).append(y)
    routes = []
    for edge, (chain, turned) in enumerate(zip(held.chains, held.turned, strict=True)):
        first, last = chain[0], chain[-1]
        x, start = left[first] + BOX_WIDTH, ports[first, True, edge][0]
        points = [(x, start), (x + LEAD, start)]
        for node in chain[1:-1]:
            points += [(left[node], middle[node]), (left[node] + BOX_WIDTH, middle[node])]
        if len(chain) == 1:
            end = ports[last, True, edge][1]
            points += [(x + LEAD, end), (x, end)]
        else:
            end = ports[last, False, edge][0]
            points += [(left[last] - LEAD, end), (left[last], end)]
        routes.append(Route(tuple(points[::-1] if turned else points)))
    return tuple(routes)


def _next(chain: Sequence[int], right: bool, middle: Sequence[float]) -> float:
    """The height an arrow comes from or goes to; one back to its own box goes below all others."""
    if len(chain) == 1:
        return inf
    return middle[chain[1]] if right else middle[chain[-2]]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
