"""Which of the places of a name is meant: all the names of a report resolved together.

Each name starts from how well known its places are and from what the words around it say; then each
is weighed again by the countries, divisions and neighbourhoods that the other names speak for. The
weights were tuned on annotated news (Local-Global Lexicon, GeoVirus).
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, exp, radians, sin, sqrt

from sayso.knowledge.loader import lexicon
from sayso.knowledge.toponym import Toponym
from sayso.reading.places_names import Name, contains

EARTH_KM = 12742.0
ROUNDS = 3
#: Places of a name that are weighed against the other names, and other names that are heard.
HEARD = 8
#: Prominence (powers of ten of people) from which a place needs no other name to speak for it.
WELL_KNOWN = 4.3
NEIGHBOURS = 32

_Share = list[tuple[Toponym, float]]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, in powers of e."""

    prominence: float
    home_prominence: float
    home: float
    country: float
    division: float
    near: float
    near_km: float
    inside: float
    holding: float
    demonym: float
    kind: float
    flat: float


@cache
def weights() -> Weights:
    """The weights of the lexicon ``place_context``."""
    return Weights(**{k: float(v) for k, v in lexicon("place_context")["weights"].items()})


@dataclass(slots=True)
class _Votes:
    """What the names speak for: countries and divisions by weight, and points with weights."""

    country: dict[str, float]
    division: dict[tuple[str, str], float]
    points: list[tuple[int, float, float, float]]
    total: float


def resolve(names: Sequence[Name], countries: Mapping[str, float]) -> list[Toponym]:
    """The place meant by each name, in their order. ``countries`` are weights by alpha-3 code of
    what else the report says of countries. Every name has a candidate.
    """
    shares = [_shares(_first(name)) for name in names]
    held: dict[int, list[int]] = {}
    for inner, name in enumerate(names):
        for outer in name.inside:
            held.setdefault(outer, []).append(inner)
    for _ in range(ROUNDS):
        votes = _votes(names, shares, countries)
        weighed = (_weighed(at, names, shares, votes) for at in range(len(names)))
        shares = [
            _shares(
                [(p, s + _holding(p, [shares[i] for i in held.get(at, ())])) for p, s in scored]
            )
            for at, scored in enumerate(weighed)
        ]
    return [max(share, key=lambda pair: pair[1])[0] for share in shares]


def is_believed(place: Toponym, found: Iterable[Toponym], countries: Container[str | None]) -> bool:
    """Is the place well known, or in a country that other names or ``countries`` speak of? A small
    town far from all else that a report names is more likely a word that happens to be its name.
    """
    if place.type != "city" or place.prominence >= WELL_KNOWN or place.country in countries:
        return True
    return any(other.country == place.country and other.id != place.id for other in found)


def _first(name: Name) -> list[tuple[Toponym, float]]:
    """Places with what their own standing and the words around the name speak for them."""
    w = weights()
    known = w.prominence * (w.home_prominence if name.home else 1.0)
    found = []
    for place in name.candidates:
        score = known * place.prominence
        if place.country in name.countries and place.type != "country":
            score += w.demonym
        if place.type in name.types:
            score += w.kind
        found.append((place, score))
    return found


def _shares(scored: list[tuple[Toponym, float]]) -> _Share:
    top = max(score for _, score in scored)
    raised = [(place, exp(score - top)) for place, score in scored]
    total = sum(value for _, value in raised)
    return [(place, value / total) for place, value in raised]


def _votes(names: Sequence[Name], shares: list[_Share], countries: Mapping[str, float]) -> _Votes:
    votes = _Votes({}, {}, [], 0.0)
    for country, weight in countries.items():
        votes.country[country] = _damped(weight)
        votes.total += _damped(weight)
    for at, (name, share) in enumerate(zip(names, shares, strict=True)):
        weight = _damped(name.weight)
        votes.total += weight
        for place, part in _flattened(share):
            _vote(votes, place, weight * part)
        for place, part in _flattened(share):
            if place.type in ("city", "admin2") and place.lat is not None and place.lon is not None:
                votes.points.append((at, place.lat, place.lon, weight * part))
    votes.points.sort(key=lambda point: -point[3])
    del votes.points[NEIGHBOURS * 2 :]
    return votes


def _flattened(share: _Share) -> _Share:
    """The likeliest places with their shares drawn together, so that one that is not yet believed
    can still speak for its neighbours.
    """
    best = sorted(share, key=lambda pair: -pair[1])[:HEARD]
    drawn = [(place, part ** weights().flat) for place, part in best]
    total = sum(part for _, part in drawn)
    return [(place, part / total) for place, part in drawn]


def _vote(votes: _Votes, place: Toponym, weight: float) -> None:
    if place.country:
        votes.country[place.country] = votes.country.get(place.country, 0.0) + weight
        division = place.name if place.type == "admin1" else place.admin1
        if division:
            key = (place.country, division)
            votes.division[key] = votes.division.get(key, 0.0) + weight


def _weighed(
    at: int, names: Sequence[Name], shares: list[_Share], votes: _Votes
) -> list[tuple[Toponym, float]]:
    """Places of one name scored by what all the other names speak for."""
    name = names[at]
    own = _Votes({}, {}, [], 0.0)
    weight = _damped(name.weight)
    for place, part in _flattened(shares[at]):
        _vote(own, place, weight * part)
    others = max(votes.total - weight, 1.0)
    home = _home_share(at, names, shares)
    return [
        (
            place,
            score
            + weights().home * home.get((place.scheme, place.id), 0.0)
            + _heard(place, votes, own) / others
            + weights().near * _nearness(at, place, votes.points) / others
            + _held(place, [shares[outer] for outer in name.inside]),
        )
        for place, score in _first(name)
    ]


def _heard(place: Toponym, votes: _Votes, own: _Votes) -> float:
    """What the other names speak for the place's country and its first order division."""
    if not place.country:
        return 0.0
    heard = votes.country.get(place.country, 0.0) - own.country.get(place.country, 0.0)
    score = weights().country * heard
    division = (place.country, place.name if place.type == "admin1" else place.admin1 or "")
    heard = votes.division.get(division, 0.0) - own.division.get(division, 0.0)
    return score + weights().division * heard


def _held(place: Toponym, outers: list[_Share]) -> float:
    """What the names that it is said to lie in speak for the place."""
    return weights().inside * sum(
        part for share in outers for outer, part in share if contains(outer, place)
    )


def _holding(place: Toponym, inners: list[_Share]) -> float:
    """What the names that are said to lie in this one speak for it: "London, Ontario"."""
    return weights().holding * sum(
        part for share in inners for inner, part in share if contains(place, inner)
    )


def _home_share(
    at: int, names: Sequence[Name], shares: list[_Share]
) -> dict[tuple[str, str], float]:
    """What the paper's home, if another name is it, says of places that it may itself be."""
    found: dict[tuple[str, str], float] = {}
    for other, name in enumerate(names):
        if name.home and other != at:
            for place, part in shares[other]:
                found[place.scheme, place.id] = part
    return found


def _nearness(at: int, place: Toponym, points: list[tuple[int, float, float, float]]) -> float:
    if place.lat is None or place.lon is None or place.type not in ("city", "admin2"):
        return 0.0
    reach = weights().near_km
    near = 0.0
    for other, lat, lon, weight in points:
        if other != at and abs(lat - place.lat) < 4:
            near += weight * exp(-_km(place.lat, place.lon, lat, lon) / reach)
    return near


def _damped(weight: float) -> float:
    return sqrt(weight)


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    a, b, c, d = radians(lat), radians(lon), radians(other_lat), radians(other_lon)
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return EARTH_KM * asin(min(1.0, sqrt(h)))
