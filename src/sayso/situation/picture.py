"""A situation as a picture (SVG): factors as boxes, claims as arrows, loops marked.

Everything stands in the file: no font, script or picture from elsewhere. Voices and reports behind
an arrow are its tooltip, and the description tells every arrow in words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import Any, Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from sayso.knowledge.loader import lexicon
from sayso.model import CausalLink, Factor, FactorOutcome, Situation, WhatIf
from sayso.situation.layout import Box, Point, Route, layout
from sayso.situation.markup import printable
from sayso.situation.missing import is_supposed
from sayso.situation.scenario import level

_MARGIN: Final = 24.0
_LINE: Final = 17.0
_LETTERS: Final = 24  # of a line in a box
_NOTE_LETTERS: Final = 31
_MOST_LINES: Final = 4
_LEAST_WIDTH: Final = 720.0
_LOOPS: Final = 12  # that are marked and listed
_MARKS: Final = 2  # loops named at one arrow
_CLASS: Final = {"+": "plus", "-": "minus", "?": "unsaid"}
_LETTER: Final = {"analyst": "A", "broader-term": "T"}
_LEGEND: Final = {
    "rival": "plus rival",
    "analyst": "plus unreported",
    "broader-term": "plus unreported",
}
_GLYPH: Final = {"+": "+", "-": "−", "?": "?"}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the pieces of the picture are made from."""

    situation: Situation
    outcomes: Mapping[str, FactorOutcome]
    held: Mapping[str, str]
    marks: Mapping[str, tuple[str, ...]]


def svg(situation: Situation, outcome: WhatIf | None = None) -> str:
    """The picture as the text of an SVG file. With ``outcome`` each box also tells which way its
    factor goes and in what share of draws. The same situation gives the same text.
    """
    drawn = _Drawn(
        situation,
        {found.factor: found for found in outcome.factors} if outcome else {},
        _held(outcome),
        _marks(situation),
    )
    factors = situation.factors
    number = {factor.id: at for at, factor in enumerate(factors)}
    links = [x for x in situation.links if x.driver in number and x.effect in number]
    heights = [_LINE * len(_lines(factor, drawn)) + 14 for factor in factors]
    placed = layout(heights, [(number[x.driver], number[x.effect]) for x in links])
    width = max(placed.width + 2 * _MARGIN, _LEAST_WIDTH)
    root = _root(situation, outcome, links)
    sheet = _child(root, "rect", {"class": "sheet"})
    top = _words(root, _heading(outcome), _MARGIN, width)
    moved = {"transform": f"translate({_number((width - placed.width) / 2)} {_number(top + 14)})"}
    field = _child(root, "g", moved)
    for link, route in zip(links, placed.routes, strict=True):
        _arrow(field, link, route, drawn)
    for factor, box in zip(factors, placed.boxes, strict=True):
        _box(field, factor, box, drawn)
    bottom = _legend(root, _kinds(links), top + placed.height + 46, width)
    bottom = _words(root, _below(situation, outcome), bottom + 6, width)
    size = {"width": _number(width), "height": _number(bottom + 14)}
    sheet.attrib.update(size)
    root.attrib.update({**size, "viewBox": f"0 0 {size['width']} {size['height']}"})
    return ElementTree.tostring(root, "unicode") + "\n"


def _held(outcome: WhatIf | None) -> dict[str, str]:
    """How the scenario holds each factor, in words."""
    held: dict[str, list[str]] = {}
    for clamp in outcome.scenario.clamps if outcome else ():
        to = clamp.to if isinstance(clamp.to, str) else f"at {_number(level(clamp))}"
        held.setdefault(clamp.factor, []).append(to)
    return {factor: ", then ".join(ways) for factor, ways in held.items()}


def _marks(situation: Situation) -> dict[str, tuple[str, ...]]:
    """The marks of the loops that run over each link (R1, B2), for the first of the loops."""
    marks: dict[str, list[str]] = {}
    for mark, loop in _marked(situation):
        for link in loop.links:
            marks.setdefault(link, []).append(mark)
    return {link: tuple(found) for link, found in marks.items()}


def _marked(situation: Situation) -> Iterator[tuple[str, Any]]:
    kinds = _data()["kinds"]
    for at, loop in enumerate(situation.loops[:_LOOPS], 1):
        yield f"{kinds[loop.kind]}{at}", loop


def _root(situation: Situation, outcome: WhatIf | None, links: Sequence[CausalLink]) -> Element:
    root = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "aria-labelledby": "situation-title situation-description",
        },
    )
    _text(root, "title", _words_of("title"), id="situation-title")
    names = {factor.id: factor.name for factor in situation.factors}
    told = [f"{names[x.driver]} to {names[x.effect]} ({_GLYPH[x.sign]})." for x in links]
    claim = outcome.claim if outcome else situation.claim
    _text(root, "desc", " ".join([*told, claim]), id="situation-description")
    _child(root, "style").text = "\n" + _data()["style"]
    return root


def _heading(outcome: WhatIf | None) -> Iterator[tuple[str, str]]:
    yield "head", _words_of("title")
    if outcome is not None:
        names = {found.factor: found.name for found in outcome.factors}
        held = "; ".join(f"{names[factor]} {to}" for factor, to in _held(outcome).items())
        yield "text", _words_of("asked").format(held=held)
        yield "note", _words_of("shares").format(draws=outcome.scenario.draws)


def _below(situation: Situation, outcome: WhatIf | None) -> Iterator[tuple[str, str]]:
    """The lines under the picture: loops, what is not drawn, and the claim."""
    names = {factor.id: factor.name for factor in situation.factors}
    for mark, loop in _marked(situation):
        round_trip = " → ".join(names.get(f, f) for f in (*loop.factors, loop.factors[0]))
        yield "note", _words_of("loop").format(mark=mark, kind=loop.kind, factors=round_trip)
    if len(situation.loops) > _LOOPS:
        yield "note", _words_of("more_loops").format(count=len(situation.loops) - _LOOPS)
    if situation.loops_cut:
        yield "note", _words_of("cut_loops")
    if situation.unheld:
        yield "note", _words_of("unheld").format(count=len(situation.unheld))
    if not situation.links:
        yield "text", _words_of("empty")
    if outcome is not None and outcome.stale:
        yield "text", _words_of("stale")
    yield "claim", outcome.claim if outcome else situation.claim


def _lines(factor: Factor, drawn: _Drawn) -> list[tuple[str, str]]:
    """The lines of a box with their class: the name, and where asked which way it goes."""
    words = wrap(printable(factor.name), _LETTERS) or [""]
    if len(words) > _MOST_LINES:
        words = [*words[: _MOST_LINES - 1], words[_MOST_LINES - 1][: _LETTERS - 1] + "…"]
    lines = [("name", line) for line in words]
    if factor.id in drawn.held:
        lines += _noted(_words_of("held").format(to=drawn.held[factor.id]))
    elif factor.id in drawn.outcomes:
        lines += _noted(_way(drawn.outcomes[factor.id]))
    return lines


def _noted(words: str) -> list[tuple[str, str]]:
    return [("note", line) for line in wrap(words, _NOTE_LETTERS)]


def _way(found: FactorOutcome) -> str:
    draws = found.draws
    share = draws.down if found.sign == "down" else draws.up
    up, down = _percent(draws.up), _percent(draws.down)
    words = _words_of(found.sign).format(share=_percent(share), up=up, down=down)
    return words + (_words_of("depends") if found.depends else "")


def _box(field: Element, factor: Factor, box: Box, drawn: _Drawn) -> None:
    group = _child(field, "g", {"class": "held" if factor.id in drawn.held else "factor"})
    reports = len({member.report for member in factor.members})
    worded = f": {_counted(len(factor.members), 'wording')} in {_counted(reports, 'report')}"
    _text(group, "title", factor.name + (worded if factor.members else ""))
    where = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": 7.0}
    _child(group, "rect", {"class": "box", **{key: _number(v) for key, v in where.items()}})
    lines = _lines(factor, drawn)
    y = box.y + box.height / 2 - _LINE * (len(lines) - 1) / 2 + 4.5
    for line_class, words in lines:
        _write(group, words, (box.x + box.width / 2, y), line_class, "middle")
        y += _LINE


def _arrow(field: Element, link: CausalLink, route: Route, drawn: _Drawn) -> None:
    marks = drawn.marks.get(link.id, ())
    classes = [_CLASS[link.sign]]
    classes += ["rival"] if link.rivals else []
    classes += ["unreported"] if link.origin in _LETTER else []
    classes += ["loop"] if marks else []
    group = _child(field, "g", {"class": " ".join(classes)})
    _text(group, "title", _told(link, drawn.situation))
    _child(group, "path", {"class": "line", "d": _path(route.points)})
    (x, y), back = route.points[-1], 1.0 if route.points[-2][0] < route.points[-1][0] else -1.0
    _tip(group, x, y, back)
    _badge(group, link.sign, x - 19 * back, y)
    named = [*marks[:_MARKS], f"+{len(marks) - _MARKS}"] if len(marks) > _MARKS else marks
    named = [*named, *_LETTER.get(link.origin, "")]
    if named:
        side = "end" if back > 0 else "start"
        _write(group, " ".join(named), (x - 29 * back, y - 3), "mark", side)


def _told(link: CausalLink, situation: Situation) -> str:
    """The tooltip of an arrow."""
    names = {factor.id: factor.name for factor in situation.factors}
    by = {"analyst": "an analyst's own", "broader-term": "a broader term"}.get(link.origin, "")
    rule = f"{link.broader.rule} ({link.broader.source})" if link.broader else ""
    voices = f"{_counted(len(link.voices), 'voice')} in {_counted(link.reports, 'report')}"
    supposed = "only expected, or said under a condition" if is_supposed(link) else ""
    against = f"denied in {_counted(len(link.against), 'statement')}" if link.against else ""
    rivals = "sources differ on the sign" if link.rivals else ""
    rest = "; ".join(part for part in (by, rule, voices, supposed, against, rivals) if part)
    return f"{names[link.driver]} → {names[link.effect]} ({_GLYPH[link.sign]}): {rest}"


def _path(points: Sequence[Point]) -> str:
    """Straight, bent, straight, …: bends leave and arrive level."""
    parts = [f"M{_at(points[0])}"]
    for n, (a, b) in enumerate(pairwise(points)):
        if n % 2 == 0 or a[0] == b[0]:
            parts.append(f"L{_at(b)}")
        else:
            half = (a[0] + b[0]) / 2
            parts.append(f"C{_at((half, a[1]))} {_at((half, b[1]))} {_at(b)}")
    return "".join(parts)


def _tip(group: Element, x: float, y: float, back: float) -> None:
    ends = ((x, y), (x - 9 * back, y - 4.5), (x - 9 * back, y + 4.5))
    _child(group, "polygon", {"class": "tip", "points": " ".join(_at(end) for end in ends)})


def _badge(group: Element, sign: str, x: float, y: float) -> None:
    """The sign in a shape of its own: a circle, a square, a diamond."""
    if sign == "+":
        shape = {"cx": x, "cy": y, "r": 7.0}
        _child(group, "circle", {"class": "badge", **{k: _number(v) for k, v in shape.items()}})
    elif sign == "-":
        corner = {"x": x - 6.5, "y": y - 6.5, "width": 13.0, "height": 13.0}
        _child(group, "rect", {"class": "badge", **{k: _number(v) for k, v in corner.items()}})
    else:
        ends = ((x - 9, y), (x, y - 8), (x + 9, y), (x, y + 8))
        _child(group, "polygon", {"class": "badge", "points": " ".join(map(_at, ends))})
    _write(group, _GLYPH[sign], (x, y + 4.2), "sign", "middle")


def _kinds(links: Sequence[CausalLink]) -> set[str]:
    """What of the legend is in the picture."""
    found = {kind for x in links for kind in (_CLASS[x.sign], x.origin)}
    return found | ({"rival"} if any(x.rivals for x in links) else set())


def _legend(root: Element, kinds: set[str], y: float, width: float) -> float:
    """What the shapes and lines stand for, in as many lines as the width asks for."""
    x = _MARGIN
    for kind, words in _data()["legend"]:
        if kind not in kinds:
            continue
        wide = 52 + 6.4 * len(words)
        if x + wide > width - _MARGIN and x > _MARGIN:
            x, y = _MARGIN, y + 1.4 * _LINE
        group = _child(root, "g", {"class": _LEGEND.get(kind, kind)})
        _child(group, "path", {"class": "line", "d": _path([(x, y), (x + 40, y)])})
        _tip(group, x + 46, y, 1.0)
        sign = {"plus": "+", "minus": "-", "unsaid": "?"}.get(kind)
        if sign:
            _badge(group, sign, x + 24, y)
        elif kind in _LETTER:
            _write(group, _LETTER[kind], (x + 12, y - 3), "mark", "middle")
        _write(root, words, (x + 52, y + 4), "note", "start")
        x += wide + 20
    return y + 12


def _words(root: Element, lines: Iterable[tuple[str, str]], y: float, width: float) -> float:
    """Lines of words from ``y`` down, broken at the width; gives where they end."""
    for line_class, words in lines:
        letter = {"note": 6.4, "head": 9.5}.get(line_class, 7.6)
        y += 8 if line_class == "claim" else 0
        for line in wrap(printable(words), int((width - 2 * _MARGIN) / letter)):
            y += _LINE
            _write(root, line, (_MARGIN, y), line_class, "start")
    return y


def _write(parent: Element, words: str, at: Point, kind: str, anchor: str) -> None:
    where = {"x": _number(at[0]), "y": _number(at[1]), "text-anchor": anchor, "class": kind}
    _text(parent, "text", words, **where)


def _child(parent: Element, tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    return ElementTree.SubElement(parent, tag, dict(attributes or {}))


def _text(parent: Element, tag: str, words: str, **attributes: str) -> None:
    _child(parent, tag, attributes).text = printable(words)


def _at(point: Point) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    return f"{value + 0.0:.1f}".removesuffix(".0")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _words_of(key: str) -> str:
    words: str = _data()["words"][key]
    return words


def _data() -> Mapping[str, Any]:
    return lexicon("picture", "sayso.situation")
