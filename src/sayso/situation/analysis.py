"""Which factors the claims make most of: by how far each reaches, and how many say so.

The order is of factors alone, by counts that stand beside it. It says how much the reports speak of
a factor, not how much the factor matters.
"""

from collections.abc import Iterable
from typing import Final, Literal

from sayso.model import CausalLink, Situation
from sayso.model.base import Value
from sayso.situation import graph

#: What the order goes by, first to last; a tie after all goes by the name.
ORDER: Final = ("factors", "voices", "reports", "links")


class Reach(Value):
    """How far a factor reaches (``drives``), or from how far it is reached (``driven``): the
    factors at the other end of some chain of links, and the voices, reports and links that speak
    for the links next to it. Prints of one story count once.
    """

    factor: str
    name: str
    side: Literal["drives", "driven"]
    factors: int
    voices: int
    reports: int
    links: int


def drivers(situation: Situation) -> tuple[Reach, ...]:
    """The factors that are said to drive others, those that reach the most first (the counts of
    :data:`ORDER`).
    """
    return _reaches(situation, "drives")


def outcomes(situation: Situation) -> tuple[Reach, ...]:
    """The factors that are said to be driven, those that the most factors reach first."""
    return _reaches(situation, "driven")


def _reaches(situation: Situation, side: Literal["drives", "driven"]) -> tuple[Reach, ...]:
    links = situation.links if side == "drives" else _turned(situation.links)
    onward = graph.leading_from(links)
    found = [
        Reach(
            factor=factor.id,
            name=factor.name,
            side=side,
            factors=len(graph.follow([factor.id], onward) - {factor.id}),
            voices=len(graph.voices_of(near)),
            reports=graph.reports_of(near),
            links=len(near),
        )
        for factor in situation.factors
        if (near := onward.get(factor.id, ()))
    ]
    return tuple(
        sorted(found, key=lambda r: (-r.factors, -r.voices, -r.reports, -r.links, r.name, r.factor))
    )


def _turned(links: Iterable[CausalLink]) -> list[CausalLink]:
    """The links with driver and effect changed over."""
    return [
        link.model_copy(update={"driver": link.effect, "effect": link.driver}) for link in links
    ]
