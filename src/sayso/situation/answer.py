"""The answer that needs no assumed strengths: which way, and along which paths.

A push is followed from the factors that a scenario holds along the links; the signs on the way
multiply. Where all paths agree the factor goes that way, whatever the strengths; where they do not,
or a sign is not said, it is ambiguous. This is the sign of the first effect of a push in
qualitative modelling (Levins, "The qualitative analysis of partially specified systems", Annals of
the New York Academy of Sciences 231, 1974). Feedback can damp it; it is told apart, as loops.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.model import CausalLink, Clamp, LinkSign
from sayso.situation import graph
from sayso.situation.scenario import held_throughout, level

LONGEST: Final = 12  # links of a path, but for a factor's first
MOST: Final = 24  # paths that are listed for a factor

Way = Literal["up", "down", "ambiguous", "none"]

_WAY: Final[Mapping[frozenset[LinkSign], Way]] = {
    frozenset(): "none",
    frozenset({"+"}): "up",
    frozenset({"-"}): "down",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Which way a factor goes; ``paths`` are link ids, the shortest first. ``cut``: there are
    paths that were not followed.
    """

    sign: Way
    paths: tuple[tuple[str, ...], ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Path:
    start: str
    end: str
    links: tuple[str, ...]
    seen: frozenset[str]
    sign: LinkSign


def answers(
    factors: Iterable[str],
    links: Sequence[CausalLink],
    clamps: Sequence[Clamp],
    steps: int,
    *,
    longest: int = LONGEST,
    most: int = MOST,
) -> dict[str, Answer]:
    """An answer for every factor.

    No path leads into a factor that is held all the time: it stays where it is held. A factor that
    is held for a while goes the way it is held, and any way it is then driven. A factor held at 0
    pushes nothing. Where paths were cut the sign is told only if every way of following the links
    gives the same one; else it is ambiguous.
    """
    closed = held_throughout(clamps, steps)
    onward = graph.leading_from(link for link in links if link.effect not in closed)
    starts = sorted({(clamp.factor, _sign(clamp)) for clamp in clamps if level(clamp)})
    paths, cut = _paths(starts, onward, longest, most)
    cut = cut | graph.reached(cut, links, closed)
    walks = _walks(starts, onward)
    held: dict[str, set[LinkSign]] = {}
    for factor, sign in starts:
        held.setdefault(factor, set()).add(sign)
    found = {}
    for factor in factors:
        own = paths.get(factor, [])
        own_cut = factor in cut
        ways = walks.get(factor, set())
        if len(ways) > 1 and not own_cut:
            ways = {path.sign for path in own}
        signs = frozenset(ways | held.get(factor, set()))
        listed = tuple(dict.fromkeys(path.links for path in own))
        found[factor] = Answer(_WAY.get(signs, "ambiguous"), listed, own_cut)
    return found


def _sign(clamp: Clamp) -> LinkSign:
    return "+" if level(clamp) > 0 else "-"


def _paths(
    starts: Sequence[tuple[str, LinkSign]],
    onward: Mapping[str, Sequence[CausalLink]],
    longest: int,
    most: int,
) -> tuple[dict[str, list[_Path]], frozenset[str]]:
    """The paths to each factor, shortest first, and the factors where some were let go.

    Every path is an earlier one and a link more, and no factor keeps more than ``most``: the work
    is bounded by the factors times that. The first path to a factor is never let go, so whatever
    can be reached has one.
    """
    found: dict[str, list[_Path]] = {}
    cut: set[str] = set()
    waiting = deque(_Path(name, name, (), frozenset({name}), sign) for name, sign in starts)
    while waiting:
        path = waiting.popleft()
        for link in onward.get(path.end, ()):
            back = link.effect == path.start
            if link.effect in path.seen and not back:
                continue
            own = found.setdefault(link.effect, [])
            if own and (len(own) >= most or len(path.links) >= longest):
                cut.add(link.effect)
                continue
            longer = _Path(
                path.start,
                link.effect,
                (*path.links, link.id),
                path.seen | {link.effect},
                graph.times(path.sign, link.sign),
            )
            own.append(longer)
            if not back:
                waiting.append(longer)
    for own in found.values():
        own.sort(key=lambda path: (len(path.links), path.links))
    return found, frozenset(cut)


def _walks(
    starts: Sequence[tuple[str, LinkSign]], onward: Mapping[str, Sequence[CausalLink]]
) -> dict[str, set[LinkSign]]:
    """The signs of all walks to each factor, those that pass a factor twice too. One sign alone is
    then the sign of every path, however many there are.
    """
    found: dict[str, set[LinkSign]] = {}
    waiting = list(starts)
    while waiting:
        factor, sign = waiting.pop()
        for link in onward.get(factor, ()):
            either: tuple[LinkSign, ...] = ("+", "-") if link.sign == "?" else (link.sign,)
            for way in either:
                whole = graph.times(sign, way)
                if whole not in found.setdefault(link.effect, set()):
                    found[link.effect].add(whole)
                    waiting.append((link.effect, whole))
    return found
