"""A situation as a system dynamics model in XMILE, for any program that reads the standard.

One stock a factor, with the update rule of :mod:`sayso.situation.simulate` at the middle of the
assumed ranges, Euler's method and a step of 1. What is drawn there is a constant here: strength,
way and share of each link and the pace can be changed in the program. The form is OASIS *XML
Interchange Language for System Dynamics (XMILE) Version 1.0*, 2015.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from sayso._version import __version__
from sayso.model import CausalLink, Clamp, Factor, Scenario, Situation
from sayso.situation import graph
from sayso.situation.draws import branch_chances
from sayso.situation.markup import printable
from sayso.situation.ranges import SOURCE, Ranges, shipped_ranges
from sayso.situation.scenario import check_scenario, level

NAME: Final = "xmile"
SUMMARY: Final = "the situation as a system dynamics model"
NAMESPACE: Final = "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"

_STEPS: Final = Scenario.model_fields["steps"].default
_WAYS: Final = {"+": "1", "-": "-1", "?": "0"}
_KINDS: Final = ("stock", "flow", "aux")


@dataclass(frozen=True, slots=True)
class _Variable:
    """A variable of the model: its kind, name, equation, and what is said of it."""

    kind: str
    name: str
    equation: str
    doc: str
    inflow: str | None = None


@dataclass(frozen=True, slots=True)
class _Flowing:
    """A link, by its number in the model, and its share beside its rivals."""

    number: int
    link: CausalLink
    share: float


def xmile(
    situation: Situation, scenario: Scenario | None = None, ranges: Ranges | None = None
) -> str:
    """The model as the text of an XMILE file; with a ``scenario``, held as it says and run for as
    many steps. ``ranges`` are those whose middle is taken, the first shipped set where none is
    given. Voices are counted and not named; every link names the statements behind it.

    Raises :class:`~sayso.situation.scenario.ScenarioError` for a scenario that cannot be run.
    """
    if scenario is not None:
        check_scenario(situation, scenario)
    middle = ranges or shipped_ranges()[0]
    names = _names(situation.factors)
    links = _flowing(situation.links, names)
    clamps = scenario.clamps if scenario else ()
    variables = [
        _Variable("aux", "pace", _number(middle.middle_pace), _PACE_DOC),
        *(variable for one in links for variable in _of_link(one, names, middle)),
        *(
            variable
            for factor in situation.factors
            for variable in _of_factor(factor, names, links, clamps)
        ),
    ]
    root = ElementTree.Element("xmile", {"version": "1.0", "xmlns": NAMESPACE})
    _header(root, situation)
    _times(root, scenario.steps if scenario else _STEPS)
    _variables(root, variables)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


_PACE_DOC: Final = f"The share of the way still to go that a factor makes in one step: {SOURCE}."


def _names(factors: Iterable[Factor]) -> dict[str, str]:
    """A name for each factor that may stand in an equation, no two alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for factor in factors:
        plain = "_".join("".join(c if c.isalnum() else " " for c in factor.name).split())
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain}_{number}", number + 1
        taken.add(name.casefold())
        names[factor.id] = name
    return names


def _flowing(links: Iterable[CausalLink], names: dict[str, str]) -> list[_Flowing]:
    known = [link for link in links if link.driver in names and link.effect in names]
    shared = [
        (link, share)
        for found in graph.branches(known).values()
        for link, share in zip(found, branch_chances(found), strict=True)
    ]
    return [_Flowing(number, link, share) for number, (link, share) in enumerate(shared, 1)]


def _of_link(one: _Flowing, names: dict[str, str], middle: Ranges) -> Iterator[_Variable]:
    link = one.link
    strength = middle.middle_strength if link.strength is None else min(abs(link.strength), 1.0)
    least, greatest = middle.strength
    assumed = f"The middle of {_number(least)} to {_number(greatest)}, {SOURCE}."
    ends = f"{names[link.driver]} to {names[link.effect]}"
    yield _Variable(
        "aux",
        f"strength_{one.number}",
        _number(strength),
        f"{ends}. {_said_by(link)} {assumed if link.strength is None else 'As stated.'}",
    )
    way = "1: more brings more. -1: more brings less."
    unsaid = " 0: nobody says which; set one of the two." if link.sign == "?" else ""
    yield _Variable("aux", f"way_{one.number}", _WAYS[link.sign], f"{ends}. {way}{unsaid}")
    if one.share < 1:
        told = "Other links join the same two factors; one alone can hold, and this is its part."
        yield _Variable("aux", f"share_{one.number}", _number(one.share), f"{ends}. {told}")


def _of_factor(
    factor: Factor, names: dict[str, str], links: Sequence[_Flowing], clamps: Sequence[Clamp]
) -> Iterator[_Variable]:
    name = names[factor.id]
    stock, flow, goal = f"level_of_{name}", f"change_of_{name}", f"goal_of_{name}"
    held = [clamp for clamp in clamps if clamp.factor == factor.id]
    from_start = next((level(clamp) for clamp in held if clamp.start == 0), 0.0)
    told = f"{factor.name}: from -1 (all the way down) to 1 (all the way up), 0 as now."
    yield _Variable("stock", stock, _number(from_start), told, flow)
    into = [_effect(one, names) for one in links if one.link.effect == factor.id]
    total = " + ".join(into) or "0"
    yield _Variable(
        "aux",
        goal,
        f"MAX(-1, MIN(1, {total}))",
        f"Where the links into it would bring it: {factor.name}.",
    )
    moved = f"pace * ({goal} - {stock})"
    for clamp in held:
        moved = f"IF {_in_hold(clamp)} THEN {_number(level(clamp))} - {stock} ELSE ({moved})"
    yield _Variable("flow", flow, moved, f"How much it moves in this step: {factor.name}.")


def _effect(one: _Flowing, names: dict[str, str]) -> str:
    share = f" * share_{one.number}" if one.share < 1 else ""
    driver = f"level_of_{names[one.link.driver]}"
    return f"strength_{one.number} * way_{one.number}{share} * {driver}"


def _in_hold(clamp: Clamp) -> str:
    """Whether the step to come is one that the clamp holds; half a step keeps clear of rounding."""
    after = f"TIME > {_number(clamp.start - 1.5)}"
    return after if clamp.stop is None else f"({after}) AND (TIME < {_number(clamp.stop - 1.5)})"


def _said_by(link: CausalLink) -> str:
    if link.broader is not None and not link.evidence:
        return f"Put in by a broader term: {link.broader.rule} ({link.broader.source})."
    if not link.evidence:
        return "Put in by an analyst."
    statements = ", ".join(evidence.statement for evidence in link.evidence)
    voices = "1 voice" if len(link.voices) == 1 else f"{len(link.voices)} voices"
    return f"Claimed by {voices} ({statements})."


def _number(value: float) -> str:
    """Plain digits, no exponent."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _header(root: ElementTree.Element, situation: Situation) -> None:
    header = ElementTree.SubElement(root, "header")
    ElementTree.SubElement(header, "smile", {"version": "1.0", "namespace": "std"})
    _text(header, "name", "Situation model")
    _text(header, "caption", situation.claim)
    _text(header, "vendor", "Sayso")
    _text(header, "product", "Sayso", version=__version__, lang="en")


def _times(root: ElementTree.Element, steps: int) -> None:
    times = ElementTree.SubElement(root, "sim_specs", {"method": "Euler", "time_units": "step"})
    for tag, value in (("start", "0"), ("stop", str(steps)), ("dt", "1")):
        _text(times, tag, value)


def _variables(root: ElementTree.Element, variables: Iterable[_Variable]) -> None:
    held = ElementTree.SubElement(ElementTree.SubElement(root, "model"), "variables")
    for variable in sorted(variables, key=lambda variable: _KINDS.index(variable.kind)):
        element = ElementTree.SubElement(
            held, variable.kind, {"name": variable.name.replace("_", " ")}
        )
        _text(element, "doc", variable.doc)
        _text(element, "eqn", variable.equation)
        if variable.inflow:
            _text(element, "inflow", variable.inflow)


def _text(parent: ElementTree.Element, tag: str, words: str, **attributes: str) -> None:
    child = ElementTree.SubElement(parent, tag, attributes)
    child.text = printable(words)
