"""Situations made by hand, for tests of what is asked of them."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from sayso.model import CausalLink, Clamp, Evidence, Factor, LinkSign, Scenario, Situation
from sayso.situation.loops import find_loops


def said(report: str = "r1", voice: str | None = "Ada Quill", **more: Any) -> Evidence:
    """A causal statement behind a link, asserted and certain unless told otherwise."""
    fields: dict[str, Any] = {
        "report": report,
        "statement": f"{report}/s1",
        "start": 0,
        "end": 4,
        "text": "fees",
        "voice": voice,
        "stance": "asserted",
        "polarity": "positive",
        "certainty": "certain",
        "read_well": 0.9,
        "driver": "fees",
        "effect": "queues",
    }
    return Evidence(**{**fields, **more})


def link(arrow: str, *, certainty: str = "certain", **more: Any) -> CausalLink:
    """``link("a +> b")``: a claim that more of a brings more of b; its id is the arrow without
    blanks.
    """
    driver, sign, effect = arrow.replace(">", " ").split()
    fields: dict[str, Any] = {
        "id": f"{driver}{sign}{effect}",
        "driver": driver,
        "effect": effect,
        "sign": cast(LinkSign, sign),
        "voices": ("Ada Quill",),
        "reports": 1,
        "evidence": (said(certainty=certainty),),
    }
    return CausalLink(**{**fields, **more})


def links(arrows: str) -> list[CausalLink]:
    """Several links: ``links("a +> b, b -> c")``."""
    return [link(arrow) for arrow in arrows.split(",")]


def situation(made: Sequence[CausalLink], more: Iterable[str] = (), **fields: Any) -> Situation:
    """A situation of those links, with the factors at their ends and ``more`` without any."""
    names = sorted({*more, *(end for x in made for end in (x.driver, x.effect))})
    found, cut = find_loops(made)
    return Situation(
        claim="by hand",
        state="1",
        factors=tuple(Factor(id=name, name=f"the {name}", what=name) for name in names),
        links=tuple(made),
        loops=found,
        loops_cut=cut,
        **fields,
    )


def scenario(steps: int = 12, draws: int = 500, seed: int = 3, **held: Any) -> Scenario:
    """A scenario that holds factors all the time: ``scenario(fees="up", tides=-0.5)``."""
    clamps = tuple(Clamp(factor=factor, to=to) for factor, to in held.items())
    return Scenario(clamps=clamps, steps=steps, draws=draws, seed=seed)
