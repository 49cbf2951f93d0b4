"""What a model, or the answer to a scenario, has no evidence for: in sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sayso.model import CausalLink, Scenario, Situation
from sayso.situation.answer import Answer
from sayso.situation.scenario import held_throughout

_NAMED: Final = 8  # names in one sentence, the rest counted
_UNREPORTED: Final = {"analyst": "an analyst", "broader-term": "the table of broader terms"}
_SUPPOSED: Final = frozenset({"expected", "hypothetical"})


def missing_in(situation: Situation) -> tuple[str, ...]:
    """What the whole model lacks, in a sentence each."""
    if not situation.links:
        return ("No claim says what drives what.", *_unheld(situation.unheld, situation))
    return (
        *_of_links(situation.links, situation),
        *_unheld(situation.unheld, situation),
        *_undriven(situation),
    )


def missing_of(
    situation: Situation,
    scenario: Scenario,
    carrying: Sequence[CausalLink],
    found: Mapping[str, Answer],
) -> tuple[str, ...]:
    """What the answer to a scenario lacks. ``carrying`` are the links that a push goes along,
    ``found`` the answer for each factor.
    """
    moved = {factor for factor, answer in found.items() if answer.paths}
    held = sorted({clamp.factor for clamp in scenario.clamps})
    near = [link for link in situation.unheld if {link.driver, link.effect} & {*moved, *held}]
    return (
        *_held(situation, scenario, held),
        *_of_links(carrying, situation),
        *_unheld(near, situation),
        *_set_aside(situation, moved, held),
        *_beyond_reach(situation, moved, held),
        *_unfollowed(situation, found),
    )


def is_supposed(link: CausalLink) -> bool:
    """Whether all that speaks for a link is only expected, or said under a condition."""
    return bool(link.evidence) and all(e.stance in _SUPPOSED for e in link.evidence)


def listed(names: Iterable[str]) -> str:
    """Names in one line: the first few, and how many more."""
    every = list(names)
    rest = len(every) - _NAMED
    return "; ".join(every[:_NAMED]) + (f"; and {rest} more" if rest > 0 else "")


def _of_links(links: Sequence[CausalLink], situation: Situation) -> Iterator[str]:
    if not links:
        return
    every = _links(len(links))
    unsaid = [link for link in links if link.sign == "?"]
    if unsaid:
        yield f"No sign is said for: {_ends(unsaid, situation)}."
    split = [link for link in links if link.rivals]
    if split:
        yield f"The sources differ on the sign of: {_ends(split, situation)}."
    weak = sum(link.strength is None for link in links)
    if weak:
        yield f"Nobody says how strong the effect is: {weak} of {every}."
    supposed = sum(is_supposed(link) for link in links)
    if supposed:
        yield f"Only expected, or said under a condition: {supposed} of {every}."
    alone = sum(len(link.voices) == 1 for link in links)
    if alone:
        yield f"Only one voice says so: {alone} of {every}."
    for origin, by in _UNREPORTED.items():
        bare = sum(link.origin == origin and not link.evidence for link in links)
        if bare:
            yield f"Put in by {by}, with no report behind it: {bare} of {every}."
    denied = [link for link in links if link.against]
    if denied:
        yield f"Denied by somebody too: {_ends(denied, situation)}."
    ungraded = sum(bool(link.evidence) and link.source_reliability == "F" for link in links)
    if ungraded:
        yield f"No source is graded (reliability F, cannot be judged): {ungraded} of {every}."


def _unheld(links: Iterable[CausalLink], situation: Situation) -> Iterator[str]:
    held = list(links)
    if held:
        ends = _ends(held, situation)
        yield f"Only denied, asked about or advised, and so no part of the model: {ends}."


def _undriven(situation: Situation) -> Iterator[str]:
    driven = {link.effect for link in situation.links}
    bare = [factor.name for factor in situation.factors if factor.id not in driven]
    if bare:
        yield f"No claim says what drives: {listed(bare)}."
    if situation.loops_cut:
        yield "There are more loops than were sought."


def _held(situation: Situation, scenario: Scenario, held: Sequence[str]) -> Iterator[str]:
    drivers = {link.driver for link in situation.links}
    idle = [name for name in held if name not in drivers]
    if idle:
        names = _names(idle, situation)
        yield f"No claim says what this drives, so holding it moves nothing: {names}."
    closed = held_throughout(scenario.clamps, scenario.steps)
    before = {link.driver for link in situation.links if link.effect in closed} - {*held}
    if before:
        yield f"Set aside, since what they drive is held: {_names(before, situation)}."


def _set_aside(situation: Situation, moved: set[str], held: Sequence[str]) -> Iterator[str]:
    driven = {link.effect for link in situation.links}
    others = {
        link.driver
        for link in situation.links
        if link.effect in moved and link.driver not in driven and link.driver not in held
    }
    if others:
        yield (
            "Also said to drive what moves, kept as now since no claim says what drives them: "
            f"{_names(others, situation)}."
        )


def _beyond_reach(situation: Situation, moved: set[str], held: Sequence[str]) -> Iterator[str]:
    still = sum(f.id not in moved and f.id not in held for f in situation.factors)
    if still:
        every = len(situation.factors)
        yield f"No chain of claims leads from what is held to {still} of {every} factors."


def _unfollowed(situation: Situation, found: Mapping[str, Answer]) -> Iterator[str]:
    cut = sum(answer.cut for answer in found.values())
    if cut:
        yield f"There are more paths than were followed, to {cut} of {len(found)} factors."
    if situation.loops_cut:
        yield "There are more loops than were sought."


def _links(number: int) -> str:
    return "1 link" if number == 1 else f"{number} links"


def _names(factors: Iterable[str], situation: Situation) -> str:
    wanted = {*factors}
    return listed(factor.name for factor in situation.factors if factor.id in wanted)


def _ends(links: Iterable[CausalLink], situation: Situation) -> str:
    names = {factor.id: factor.name for factor in situation.factors}
    ends = ((names.get(x.driver, x.driver), names.get(x.effect, x.effect)) for x in links)
    return listed(dict.fromkeys(f"{driver} to {effect}" for driver, effect in ends))
