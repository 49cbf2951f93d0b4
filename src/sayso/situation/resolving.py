"""An analyst's decisions on forecasts: what would settle one, how it came out, and undoing it.

Each is a decision in the ledger, laid over the reading and over what was decided before; nothing is
overwritten.
"""

from collections.abc import Mapping
from typing import Any, get_args

from sayso.knowledge.ontology import plover_types
from sayso.ledger import Ledger, QueryError
from sayso.ledger.keys import key_of
from sayso.ledger.queries import day
from sayso.model import Answer, DecisionKind, Forecast, Ground, SaysoError, Statement
from sayso.situation.forecasts import Held, find, gathered, lay_over


class ForecastError(SaysoError, ValueError):
    """A forecast cannot be settled, or sharpened, in that way."""


def resolve(
    ledger: Ledger,
    wanted: str,
    outcome: str,
    *,
    author: str,
    on: str | None = None,
    evidence: str | None = None,
    reason: str | None = None,
) -> Forecast:
    """Settle a forecast, known by its id or that of its statement; gives it with its outcome.

    ``outcome`` is ``yes``, ``no``, ``ambiguous`` or ``void``; ``on`` the ISO day on which what
    happened settled it; ``evidence`` the id of a statement (``<report id>/s1``).

    Raises :class:`ForecastError` for an outcome or a day that cannot be, and for ``void`` without a
    condition or a reason; :class:`~sayso.ledger.UnknownIdError` for no such forecast or evidence.
    """
    if outcome not in get_args(Answer):
        raise ForecastError(
            f"there is no outcome {outcome!r}: it is one of {', '.join(get_args(Answer))}"
        )
    held = _found(ledger, wanted)
    if outcome == "void" and held.forecast.condition is None and reason is None:
        raise ForecastError(
            f"{held.forecast.id} has no condition that could have failed: "
            "say why it is void (--reason)"
        )
    value: dict[str, Any] = {"outcome": outcome}
    grounds = _grounds(held)
    if on is not None:
        value["on"] = _day(on)
    if evidence is not None:
        report, key, number = _evidence(ledger, evidence)
        value["evidence"] = key
        held.evidence[key] = f"{report}/{number}"
        grounds.append(Ground(subject=value["evidence"], report=report))
    return _decided(ledger, held, "resolve", value, author=author, reason=reason, grounds=grounds)


def operationalise(
    ledger: Ledger,
    wanted: str,
    *,
    author: str,
    event: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    threshold: str | None = None,
    first: str | None = None,
    last: str | None = None,
    source: str | None = None,
    reason: str | None = None,
) -> Forecast:
    """Say what would settle a forecast; gives it with that. What is not given is not set: the
    newest operationalisation stands whole in place of an older one.

    ``event`` is a PLOVER type, ``first`` and ``last`` are the ends of the window (ISO year, month
    or day). Raises :class:`ForecastError` for a value that cannot be, or for none at all, and
    :class:`~sayso.ledger.UnknownIdError`.
    """
    if event is not None and event not in plover_types():
        raise ForecastError(
            f"there is no event type {event!r}: it is one of {', '.join(plover_types())}"
        )
    window = (
        None if first is None else _day(first, ends=False),
        None if last is None else _day(last, ends=True),
    )
    if window[0] and window[1] and window[1] < window[0]:
        raise ForecastError(f"the window ends on {window[1]}, before it begins on {window[0]}")
    given = {
        "event": event,
        "actor": actor,
        "place": place,
        "threshold": threshold,
        "from": window[0],
        "to": window[1],
        "source": source,
    }
    value = {name: text for name, text in given.items() if text is not None}
    if not value:
        raise ForecastError(
            "say what would settle it: an event type, an actor, a place, a window …"
        )
    held = _found(ledger, wanted)
    return _decided(
        ledger, held, "operationalise", value, author=author, reason=reason, grounds=_grounds(held)
    )


def undo(ledger: Ledger, wanted: str, kind: DecisionKind, *, author: str) -> Forecast:
    """Undo the newest standing decision of a kind (``resolve`` or ``operationalise``) on a
    forecast; the one before it stands again. Raises :class:`ForecastError` where there is none.
    """
    held = _found(ledger, wanted)
    standing = [d for d in held.decisions if d.kind == kind and d.undone is None]
    if not standing:
        done = "settled" if kind == "resolve" else "operationalised"
        raise ForecastError(f"{held.forecast.id} is not {done}: there is nothing to undo")
    undone = ledger.undo(standing[-1].id, author=author)
    held.decisions = [undone if d.id == undone.id else d for d in held.decisions]
    lay_over(held)
    return held.forecast


def _found(ledger: Ledger, wanted: str) -> Held:
    held = find(gathered(ledger), wanted)
    if held is not None:
        return held
    known = ledger.show(wanted)  # raises where there is nothing of that id at all
    raise ForecastError(f"{known.id} is a {known.kind} and no forecast")


def _decided(
    ledger: Ledger,
    held: Held,
    kind: DecisionKind,
    value: Mapping[str, Any],
    *,
    author: str,
    reason: str | None,
    grounds: list[Ground],
) -> Forecast:
    forecast = held.forecast
    made = ledger.decide(
        kind,
        (forecast.key,),
        {"forecast": forecast.id, "text": forecast.text, **value},
        author=author,
        reason=reason,
        grounds=grounds,
    )
    held.decisions.append(made)
    lay_over(held)
    return held.forecast


def _grounds(held: Held) -> list[Ground]:
    """The forecast's own report. Copies do not speak for its key: a decision goes with the report
    whose words it is tied to.
    """
    return [Ground(subject=held.forecast.key, report=held.forecast.report)]


def _evidence(ledger: Ledger, wanted: str) -> tuple[str, str, str]:
    """The statement's report, key and number."""
    found = ledger.show(wanted)
    if not isinstance(found.thing, Statement):
        raise ForecastError(f"{wanted} is no statement: evidence is a statement's id")
    report, said = found.report.id, found.thing
    return report, str(key_of(report, said, found.reading.statements)), said.id


def _day(given: str, *, ends: bool | None = None) -> str:
    """An ISO day; ``ends`` takes a month's or year's last day (True) or first (False)."""
    try:
        first, last = day(given, last=False), day(given, last=True)
    except QueryError as error:
        raise ForecastError(str(error)) from None
    if ends is None and first != last:
        raise ForecastError(f"{given!r} is no day: give YYYY-MM-DD")
    return last if ends else first
