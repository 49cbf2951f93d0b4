"""Figures as whole readings give them: parts, changes, voices, places, and what is none.

The cases are sentences of our own (data/figures_cases.yaml, where the notation is told).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import sayso
from sayso.model import Figure, Reading, Statement

FILE = Path(__file__).parent / "data" / "figures_cases.yaml"
CASES = [
    (theme, case)
    for theme, cases in yaml.safe_load(FILE.read_text("utf-8")).items()
    if isinstance(cases, list)
    for case in cases
]


def parameters() -> list[Any]:
    return list(_parameters())


def _parameters() -> Iterator[Any]:
    for number, (theme, case) in enumerate(CASES, start=1):
        known = case.get("known")
        marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
        yield pytest.param(case, id=f"{number} {theme}: {case['text'][:40]}", marks=marks)


@pytest.mark.parametrize("case", parameters())
def test_case(case: dict[str, Any]) -> None:
    assert faults(case) == []


def faults(case: dict[str, Any]) -> list[str]:
    """What of a case the reader gets wrong, in words."""
    reading = sayso.read(case["text"])
    return [*_figures(reading, case), *_deaths(reading, case), *_events(reading, case)]


def _figures(reading: Reading, case: dict[str, Any]) -> Iterator[str]:
    named = any(e.startswith("other") for e in case["figures"])
    left = [s for s in reading.statements if s.figure and (named or s.figure.measure != "other")]
    for expected in case["figures"]:
        value, *flags = (part.strip() for part in expected.split("|"))
        match = next((s for s in left if s.figure and written(s.figure) == value), None)
        if match is None:
            yield f"no {value}"
            continue
        left.remove(match)
        for flag in flags:
            found = _flag(reading, match, flag)
            if found is not None:
                yield f"{value}: {flag}, found {found}"
    for statement in left:
        assert statement.figure is not None
        yield f"too many: {written(statement.figure)} ({statement.text})"


def written(figure: Figure) -> str:
    """A figure as the cases write it."""
    low, best, high = (None if n is None else f"{n:g}" for n in _bounds(figure))
    if best is None:
        number = f"{low or ''}..{high or ''}"
    else:
        number = best + ("" if low == high else "+" if high is None else "-")
    return f"{figure.measure} {number}"


def _bounds(figure: Figure) -> tuple[float | None, ...]:
    return tuple(
        int(n) if n is not None and n == int(n) and n < 1e6 else n
        for n in (figure.low, figure.best, figure.high)
    )


def _size(figure: Figure) -> str:
    size = figure.best if figure.best is not None else figure.low
    return "" if size is None else f"{size:g}"


def _flag(reading: Reading, statement: Statement, flag: str) -> str | None:
    """What stands where the flag asks for something else; None where it holds."""
    name, _, value = flag.partition("=")
    figure = statement.figure
    assert figure is not None
    by_id = {s.id: s for s in reading.statements if s.figure}
    if name == "cumulative":
        return None if figure.cumulative else "not cumulative"
    if name == "in":
        holders = [s.figure for s in by_id.values() if statement.id in s.figure.includes]
        found = [_size(f) for f in holders]
    elif name == "disputes":
        found = [_size(by_id[d].figure) for d in statement.disputes if d in by_id]
    elif name == "voice":
        said = {a.id: a for a in reading.attributions}.get(statement.attribution or "")
        source = said.source.text if said is not None and said.source is not None else ""
        return None if value in source else source or "the report"
    elif name == "place":
        entities = {e.id: e.name for e in reading.entities}
        places = ",".join(entities[p.entity] for p in statement.places)
        return None if sorted(places.split(",")) == sorted(value.split(",")) else places
    else:
        change = figure.change
        if change is None:
            return "no change"
        if name == "was":
            earlier = by_id.get(change.earlier or "")
            found = [_size(earlier.figure)] if earlier is not None else []
        else:
            number = change.from_ if name == "from" else change.by
            found = [] if number is None else [f"{number:g}"]
    return None if value in found else ", ".join(found) or "none"


def _deaths(reading: Reading, case: dict[str, Any]) -> Iterator[str]:
    if "event" in case:
        tolls = [s.event.deaths.best for s in reading.statements if s.event]
        found = [f"{n:g}" for n in tolls if n is not None]
        wanted = [] if case["event"] == "null" else [case["event"]]
        if sorted(set(found)) != wanted:
            yield f"deaths {found}"


def _events(reading: Reading, case: dict[str, Any]) -> Iterator[str]:
    entities = {e.id: e.name for e in reading.entities}
    told = {
        (s.event.plover.type, frozenset(entities[p.entity] for p in s.places))
        for s in reading.statements
        if s.event and s.event.plover
    }
    for expected in case.get("events", []):
        kind, _, places = expected.partition(" ")
        if (kind, frozenset(places.split(","))) not in told:
            yield f"no {expected}; {told}"
