"""Links as a graph: branches between the same two factors, and what is reached from where."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sayso.model import CausalLink, LinkSign

Pair = tuple[str, str]

_TIMES: Final[Mapping[LinkSign, int]] = {"+": 1, "-": -1, "?": 0}
_SIGNS: Final[Mapping[int, LinkSign]] = {1: "+", -1: "-", 0: "?"}


def times(a: LinkSign, b: LinkSign) -> LinkSign:
    """The sign of two signs in a row; one that is not said leaves the whole unsaid."""
    return _SIGNS[_TIMES[a] * _TIMES[b]]


def product(signs: Iterable[LinkSign]) -> LinkSign:
    """The sign of any number of signs in a row; + of none."""
    whole: LinkSign = "+"
    for sign in signs:
        whole = times(whole, sign)
    return whole


def branches(links: Iterable[CausalLink]) -> dict[Pair, tuple[CausalLink, ...]]:
    """The links between the same two factors together, pairs and links in the order of ids."""
    held: dict[Pair, list[CausalLink]] = {}
    for link in sorted(links, key=lambda link: (link.driver, link.effect, link.id)):
        held.setdefault((link.driver, link.effect), []).append(link)
    return {pair: tuple(found) for pair, found in held.items()}


def leading_from(links: Iterable[CausalLink]) -> dict[str, tuple[CausalLink, ...]]:
    """The links by their driver, each list in the order of ids."""
    held: dict[str, list[CausalLink]] = {}
    for link in sorted(links, key=lambda link: link.id):
        held.setdefault(link.driver, []).append(link)
    return {driver: tuple(found) for driver, found in held.items()}


def reached(
    starts: Iterable[str], links: Iterable[CausalLink], closed: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The factors at the end of some path of one link or more from a start; none of ``closed`` is
    entered.
    """
    return follow(starts, leading_from(links), closed)


def follow(
    starts: Iterable[str],
    onward: Mapping[str, Iterable[CausalLink]],
    closed: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """As :func:`reached`, over links that are already by their driver."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        for link in onward.get(waiting.pop(), ()):
            if link.effect not in found and link.effect not in closed:
                found.add(link.effect)
                waiting.append(link.effect)
    return frozenset(found)


def voices_of(links: Iterable[CausalLink]) -> tuple[str, ...]:
    """The voices behind links, each once, in alphabetical order."""
    return tuple(sorted({voice for link in links for voice in link.voices}))


def reports_of(links: Sequence[CausalLink]) -> int:
    """How many reports stand behind links; prints of one story count once."""
    stories: list[set[str]] = []
    for link in links:
        for evidence in link.evidence:
            story = {evidence.report, *evidence.copies}
            apart = [other for other in stories if not other & story]
            for other in stories:
                if other & story:
                    story |= other
            stories = [*apart, story]
    return len(stories)
