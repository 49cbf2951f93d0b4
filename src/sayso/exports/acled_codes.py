"""ACLED's codes of an event: its type of disorder, days, precision, parties and fatalities."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from sayso.exports.case import Case, Party
from sayso.exports.formats import number
from sayso.exports.tables import lexicon, table
from sayso.knowledge.actors import load_actors
from sayso.knowledge.countries import countries
from sayso.knowledge.loader import lexicon as knowledge_lexicon
from sayso.model import Acled, Interval, Place

_STATE_FORCES, _EXTERNAL, _RIOTERS, _PROTESTERS, _CIVILIANS = 1, 8, 5, 6, 7
_TARGETED = "Civilian targeting"


@dataclass(frozen=True, slots=True)
class Land:
    """A country as ACLED has it: ISO 3166-1 ``alpha3`` and ``numeric``, and its name."""

    alpha3: str
    numeric: int | None
    name: str


@dataclass(frozen=True, slots=True)
class When:
    """ACLED's date (ISO), year and precision of time."""

    date: str | None = None
    year: int | None = None
    precision: int | None = None


def disorder(code: Acled) -> str:
    """The type of disorder of a sub-event type, where the code book gives that one its own, else
    of the event type.
    """
    types = lexicon("acled_codes")["disorder"]
    return str(types.get(code.sub_event_type) or types[code.event_type])


def when(interval: Interval | None) -> When:
    """A day (precision 1), the middle day of a week (2) or of a month (3), as ACLED has it.

    A longer time, or one whose beginning or end is not known, gives no date; its year stays where
    it lies in one year.
    """
    if interval is None or interval.from_ is None or interval.to is None:
        return When()
    first, last = date.fromisoformat(interval.from_), date.fromisoformat(interval.to)
    days = (last - first).days + 1
    year = first.year if first.year == last.year else None
    for precision, most in lexicon("acled_codes")["time_precision"].items():
        if 1 <= days <= most:
            middle = first + timedelta(days=(days - 1) // 2)
            return When(middle.isoformat(), middle.year, precision)
    return When(year=year)


def geo_precision(precision: str | None) -> int | None:
    """1 for the place itself, 2 for near it or its district, 3 for a province; a whole country or
    a region of the world has no code.
    """
    found = lexicon("acled_codes")["geo_precision"].get(precision)
    return None if found is None else int(found)


def country_of(place: Place | None) -> Land | None:
    """The country a place is in, or None."""
    return _lands().get(place.country or "") if place is not None else None


@cache
def _lands() -> Mapping[str, Land]:
    numeric = {row["alpha3"]: int(row["numeric"]) for row in table("iso3166_numeric")}
    return MappingProxyType(
        {c.alpha3: Land(c.alpha3, numeric.get(c.alpha3), c.name) for c in countries()}
    )


def inter(party: Party, code: Acled, here: Land | None) -> int | None:
    """What sort of actor a party is, 1 to 8; None where neither the actor table nor the report's
    word for it nor its kind says. ``here`` is the country of the event.
    """
    rules = lexicon("acled_codes")
    known = load_actors().lookup(party.entity.name) if party.entity is not None else None
    sector = known.sector if known is not None else None
    if sector in rules["inter_by_sector"]:
        return int(rules["inter_by_sector"][sector])
    kind = party.participant.kind
    if kind == "government" or sector in rules["state_sectors"]:
        return _of_a_state(party, known.country if known is not None else None, here)
    by_word = _by_word(party)
    if by_word is not None:
        return by_word
    demonstrates = party.participant.role == "actor" and kind in ("people", "organization")
    if demonstrates and code.event_type == "Riots":
        return _RIOTERS
    if demonstrates and code.sub_event_type == "Peaceful protest":
        return _PROTESTERS
    return None


def _of_a_state(party: Party, country: str | None, here: Land | None) -> int | None:
    """State forces in their own country, external forces in another's. A state that the report
    does not name is the one where it happens; one it names, in a place unknown, is neither.
    """
    entity = party.entity
    if country is None and entity is not None:
        country = entity.place.country if entity.place is not None else None
        if country is None and entity.link is not None and entity.link.scheme == "iso3166":
            country = entity.link.id
    if country is None:
        return _STATE_FORCES
    if here is None:
        return None
    return _STATE_FORCES if country == here.alpha3 else _EXTERNAL


def _by_word(party: Party) -> int | None:
    """By the words before the first preposition or comma ("two journalists of the paper"); a number
    of people is no border ("dozens of civilians").
    """
    rules = lexicon("acled_codes")
    before = ""
    for word in party.words.lower().replace(",", " , ").split():
        counts = word == "of" and before in knowledge_lexicon("event_classes")["partitives"]
        if word in rules["stops"] and not counts:
            break
        if word in rules["inter_by_word"]:
            return int(rules["inter_by_word"][word])
        before = word
    return None


def interaction(first: int | None, second: int | None) -> int | None:
    """The two codes as one number, the smaller first; None unless both are known."""
    if first is None or second is None:
        return None
    return 10 * min(first, second) + max(first, second)


def civilian_targeting(code: Acled, second: int | None) -> str | None:
    """ACLED's mark where the type says that civilians are the target, or where those whom an
    explosion or a mob hit are civilians; else None.
    """
    rules = lexicon("acled_codes")["civilian_targeting"]
    if code.event_type in rules["always"] or code.sub_event_type in rules["always"]:
        return _TARGETED
    by_victim = code.event_type in rules["by_victim"] or code.sub_event_type in rules["by_victim"]
    return _TARGETED if by_victim and second == _CIVILIANS else None


def fatalities(case: Case) -> int | float | None:
    """The most cautious figure of the event's deaths, as ACLED takes it: the least that is said,
    with its own reading of "dozens" and "hundreds".

    Empty, never 0, where no number is said, where it has only an upper bound, and where nobody says
    that the event has come about.
    """
    deaths = case.event.deaths
    if not case.is_told_as_so or deaths.low is None:
        return None
    if deaths.best is None and deaths.low in _of_vague_words():
        return _of_vague_words()[deaths.low]
    return number(deaths.low)


@cache
def _of_vague_words() -> Mapping[float, int]:
    """By the least that a word says in Sayso, what ACLED takes it for."""
    least = knowledge_lexicon("number")["vague"]
    taken = lexicon("acled_codes")["vague"]
    return MappingProxyType({float(least[word]): int(n) for word, n in taken.items()})
