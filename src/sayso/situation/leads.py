"""Later events that may settle an open forecast: suggestions with their reasons, for an analyst.

An event is suggested where a later report asserts it, positive and certain, where it is the same
kind of act, and where actor and place are the same as far as both are told; one of the two at
least. Only public actors are compared. Nothing is settled here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.ledger import Ledger
from sayso.ledger.names import name_key
from sayso.ledger.veil import Veil
from sayso.model import Forecast, Lead, Reading, Statement
from sayso.situation.clues import Clues, called, clues_of
from sayso.situation.forecasts import Held, veiled_name


class _Reason(NamedTuple):
    """Why something is the same; ``narrow`` is False where that is so of many another event."""

    words: str
    narrow: bool = True


def leads(ledger: Ledger, held: Iterable[Held]) -> list[Lead]:
    """The suggestions for those of the forecasts that are open, in the order of the forecasts and
    of the later reports' dates. A forecast or report without a date gets none.
    """
    sought = [h for h in held if h.forecast.outcome is None and h.forecast.published is not None]
    if not sought:
        return []
    found: dict[str, list[Lead]] = {h.forecast.id: [] for h in sought}
    by_key = _by_key(sought)
    for report, reading, statements in ledger.in_readings(kind="event", plain=True):
        for event in statements:
            clues = clues_of((event,), reading, expected=False)
            near = {i for key in _keys_of(clues) for i in by_key.get(key, ())}
            for one in (sought[i] for i in sorted(near)):
                reasons = _reasons(one, clues, event, reading)
                if reasons:
                    lead = _lead(one.forecast, report, reading, event, reasons)
                    found[one.forecast.id].append(lead)
    return [x for some in found.values() for x in sorted(some, key=lambda x: x.published)]


def _by_key(sought: Sequence[Held]) -> Mapping[str, list[int]]:
    """The forecasts by what they name: an event that shares none of it settles none of them."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(sought):
        actors, places, whole = _actors(one), *_places(one)
        for key in actors | places | whole:
            found[key].append(at)
    return found


def _keys_of(clues: Clues) -> frozenset[str]:
    return clues.actors | clues.places | clues.countries


def _actors(one: Held) -> frozenset[str]:
    """The keys of the actor asked for, else of those of the words."""
    asked = one.forecast.operationalisation
    return frozenset({name_key(asked.actor)}) if asked and asked.actor else one.clues.actors


def _places(one: Held) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of the place asked for, else of those of the words, and codes of whole countries."""
    asked = one.forecast.operationalisation
    if asked and asked.place:
        return frozenset({name_key(asked.place)}), frozenset({asked.place.strip().upper()})
    return one.clues.places, one.clues.whole


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
    act = _same_act(one, clues, event)
    actor, place = _same_actor(one, clues, reading), _same_place(one, clues, reading)
    if days is None or act is None or actor is None or place is None:
        return None
    # One of two must say more than "some assault, somewhere in the country".
    if not actor.words and not (place.words and (act.narrow or place.narrow)):
        return None
    told = [act.words, actor.words, place.words, days]
    if one.forecast.condition is not None:
        told.append(f"not looked at: whether “{one.forecast.condition.text}” came about")
    return tuple(words for words in told if words)


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


def _same_act(one: Held, clues: Clues, event: Statement) -> _Reason | None:
    """Why the act is the same, None where it is another."""
    asked = one.forecast.operationalisation
    if asked is not None and asked.event is not None:
        same = asked.event in clues.types
        return _Reason(f"the event type asked for: {asked.event}") if same else None
    if shared := one.clues.acts & clues.acts:
        return _Reason(f"the same kind of act: {', '.join(sorted(shared))}")
    if one.clues.stems & clues.stems and event.event is not None:
        return _Reason(f"the same word: “{event.event.trigger.text}”")
    if shared := one.clues.types & clues.types:
        return _Reason(f"the same event type: {', '.join(sorted(shared))}", narrow=False)
    return None


def _same_actor(one: Held, clues: Clues, reading: Reading) -> _Reason | None:
    """Why the actor is the same, without words where nobody can tell, None for another."""
    wanted = _actors(one)
    if not wanted or not clues.actors:
        return _Reason("")
    shared = wanted & clues.actors
    return _Reason(f"the same actor: {called(shared, reading)}") if shared else None


def _same_place(one: Held, clues: Clues, reading: Reading) -> _Reason | None:
    """Why the place is the same, without words where nobody can tell, None for another."""
    wanted, whole = _places(one)
    if (not wanted and one.clues.unkeyed) or (not clues.places and clues.unkeyed):
        return None  # aimed at a name that cannot be compared
    if not wanted or not clues.places:
        return _Reason("")
    if shared := wanted & clues.places:
        return _Reason(f"the same place: {called(shared, reading)}")
    inside = ", ".join(sorted(whole & clues.countries))
    return _Reason(f"within the same country: {inside}", narrow=False) if inside else None


def unsought(held: Iterable[Held]) -> Iterator[Forecast]:
    """The open forecasts for which nothing can be sought: their reports have no date."""
    return (h.forecast for h in held if h.forecast.outcome is None and h.forecast.published is None)
