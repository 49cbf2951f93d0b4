"""A statement in one line, in the machine's words: what it took the report to say."""

from sayso.model import Cause, Event, Figure, Reading, Statement

_SIGNS = {"+": "brings more", "-": "brings less", "?": "bears on"}


def gloss(statement: Statement, reading: Reading) -> str:
    """One line that says what was read, to be judged beside the report's own words."""
    parts: list[str] = []
    if statement.event:
        parts.append(_event(statement.event))
    if statement.figure:
        parts.append(_figure(statement.figure))
    if statement.cause:
        parts.append(_cause(statement.cause))
    if not parts:
        parts.append(" ".join(statement.text.split()))
    if statement.interval and (statement.interval.from_ or statement.interval.to):
        days = dict.fromkeys((statement.interval.from_, statement.interval.to))
        parts.append("when: " + " to ".join(day or "?" for day in days))
    places = [entity.name for p in statement.places if (entity := reading.entity(p.entity))]
    if places:
        parts.append("where: " + ", ".join(places))
    return "; ".join(parts)


def _event(event: Event) -> str:
    code = event.plover.type if event.plover else "act"
    mode = f" ({event.plover.mode})" if event.plover and event.plover.mode else ""
    parts = [f"{code}{mode}: {_one_line(event.trigger.text)}"]
    for person in event.participants:
        doubt = "" if person.standing == "stated" else f" ({person.standing})"
        parts.append(f"{person.role}: {_one_line(person.text)}{doubt}")
    for name, count in (("deaths", event.deaths), ("injuries", event.injuries)):
        bounds = _bounds(count.low, count.best, count.high)
        if bounds:
            parts.append(f"{name}: {bounds}")
    return "; ".join(parts)


def _figure(figure: Figure) -> str:
    of = f" of {_one_line(figure.of)}" if figure.of else ""
    bounds = _bounds(figure.low, figure.best, figure.high) or "no number"
    return f"{figure.measure}: {bounds}{of}" + (", in all" if figure.cumulative else "")


def _cause(cause: Cause) -> str:
    driver, effect = _one_line(cause.driver.text), _one_line(cause.effect.text)
    return f"{cause.relation}: {driver} → {_SIGNS[cause.sign]} → {effect}"


def _bounds(low: float | None, best: float | None, high: float | None) -> str:
    named = (("at least", low), ("best", best), ("at most", high))
    if low is not None and low == best == high:
        return f"{low:g}"
    return ", ".join(f"{name} {value:g}" for name, value in named if value is not None)


def _one_line(text: str) -> str:
    return " ".join(text.split())
