"""Later events that may settle an open forecast: suggestions with their reasons, for an analyst.

An event is suggested where a later report asserts it, positive and certain, where it is the same
kind of act, and where actor and place are the same as far as both are told; one of the two at
least. Only public actors are compared. Nothing is settled here.
"""

from collections.abc import Iterable, Iterator

from sayso.ledger import Ledger
from sayso.ledger.names import name_key
from sayso.ledger.veil import Veil
from sayso.model import Forecast, Lead, Reading, Statement
from sayso.situation.clues import Clues, called, clues_of
from sayso.situation.forecasts import Held, veiled_name


def leads(ledger: Ledger, held: Iterable[Held]) -> list[Lead]:
    """The suggestions for those of the forecasts that are open, in the order of the forecasts and
    of the later reports' dates. A forecast or report without a date gets none.
    """
    sought = [h for h in held if h.forecast.outcome is None and h.forecast.published is not None]
    if not sought:
        return []
    found: dict[str, list[Lead]] = {h.forecast.id: [] for h in sought}
    for report, reading, statements in ledger.in_readings(kind="event", plain=True):
        for event in statements:
            clues = clues_of((event,), reading, expected=False)
            for one in sought:
                reasons = _reasons(one, clues, event, reading)
                if reasons:
                    lead = _lead(one.forecast, report, reading, event, reasons)
                    found[one.forecast.id].append(lead)
    return [x for some in found.values() for x in sorted(some, key=lambda x: x.published)]


def _lead(
    forecast: Forecast, report: str, reading: Reading, event: Statement, reasons: tuple[str, ...]
) -> Lead:
    veil = Veil(reading)
    speakers = reading.speakers(event)
    return Lead(
        forecast=forecast.id,
        statement=f"{report}/{event.id}",
        text=veil.words(event.start, event.end),
        voice=veiled_name(speakers[0], veil) if speakers else None,
        publisher=reading.report.agency or reading.report.publisher,
        published=str(reading.report.published),
        speaks_for="no" if forecast.denied else "yes",
        reasons=reasons,
    )


def _reasons(one: Held, clues: Clues, event: Statement, reading: Reading) -> tuple[str, ...] | None:
    """Why an event may settle a forecast; None where it does not."""
    if event.event is None or any(
        p.role == "actor" and p.standing != "stated" for p in event.event.participants
    ):
        return None
    days = _days(one, clues, reading.report.published)
    act = _same_act(one, clues, event) if days else None
    if days is None or act is None:
        return None
    actor, place = _same_actor(one, clues, reading), _same_place(one, clues, reading)
    if actor is None or place is None or not (actor or place):
        return None
    condition = one.forecast.condition
    still = (
        f"whether its condition came about is not checked: {condition.text}" if condition else ""
    )
    return tuple(reason for reason in (act, actor, place, days, still) if reason)


def _days(one: Held, clues: Clues, published: str | None) -> str | None:
    """Why the event's days are right: told later than the forecast, of no day before it, and within
    the window, where there is one. (ISO dates compare as strings.)
    """
    said = one.forecast.published
    if published is None or said is None or published <= said:
        return None
    first, last = clues.first or clues.last or published, clues.last or published
    window = one.forecast.operationalisation
    opens = (window.from_ if window else None) or one.clues.first or said
    closes = (window.to if window else None) or one.clues.last
    if last < said or last < opens or (closes is not None and first > closes):
        return None
    if closes is None:
        return f"told on {published}, after {said}"
    return f"told on {published}, within {opens} to {closes}"


def _same_act(one: Held, clues: Clues, event: Statement) -> str | None:
    asked = one.forecast.operationalisation
    if asked is not None and asked.event is not None:
        return f"the event type asked for: {asked.event}" if asked.event in clues.types else None
    if shared := one.clues.types & clues.types:
        return f"the same event type: {', '.join(sorted(shared))}"
    if shared := one.clues.acts & clues.acts:
        return f"the same kind of act: {', '.join(sorted(shared))}"
    if one.clues.stems & clues.stems and event.event is not None:
        return f"the same word: “{event.event.trigger.text}”"
    return None


def _same_actor(one: Held, clues: Clues, reading: Reading) -> str | None:
    """Why the actor is the same, "" where that cannot be told, None where it is another."""
    asked = one.forecast.operationalisation
    wanted = {name_key(asked.actor)} if asked and asked.actor else one.clues.actors
    if not wanted or not clues.actors:
        return ""
    shared = wanted & clues.actors
    return f"the same actor: {called(shared, reading)}" if shared else None


def _same_place(one: Held, clues: Clues, reading: Reading) -> str | None:
    """Why the place is the same, "" where that cannot be told, None where it is another."""
    asked = one.forecast.operationalisation
    if asked and asked.place:
        wanted, whole = {name_key(asked.place)}, {asked.place.strip().upper()}
    else:
        wanted, whole = set(one.clues.places), set(one.clues.whole)
    if (not wanted and one.clues.unkeyed) or (not clues.places and clues.unkeyed):
        return None  # aimed at a name that cannot be compared
    if not wanted or not clues.places:
        return ""
    if shared := wanted & clues.places:
        return f"the same place: {called(shared, reading)}"
    inside = whole & clues.countries
    return f"within the same country: {', '.join(sorted(inside))}" if inside else None


def unsought(held: Iterable[Held]) -> Iterator[Forecast]:
    """The open forecasts for which nothing can be sought: their reports have no date."""
    return (h.forecast for h in held if h.forecast.outcome is None and h.forecast.published is None)
