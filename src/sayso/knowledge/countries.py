"""The countries and territories of ISO 3166-1: codes, names, demonyms, capitals, a point each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sayso.knowledge.loader import table


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory. ``alpha2`` and ``alpha3`` are ISO 3166-1; ``geonames`` is its id
    there; ``demonyms`` are adjectives and nouns in the singular ("Belgian", "Dane"); the first of
    ``capitals`` is the usual one, the others are its other names or seats of other branches.
    ``lat`` and ``lon`` (WGS 84) are a point in the middle.
    """

    alpha2: str
    alpha3: str
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    lat: float
    lon: float
    geonames: str
    population: int


@cache
def countries() -> tuple[Country, ...]:
    """Every country and territory, by alpha-2 code."""
    return tuple(
        Country(
            alpha2=row["alpha2"],
            alpha3=row["alpha3"],
            name=row["name"],
            other_names=_cell(row["other_names"]),
            demonyms=_cell(row["demonyms"]),
            capitals=_cell(row["capital"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            geonames=row["geonames"],
            population=int(row["population"]),
        )
        for row in table("countries")
    )


@cache
def by_demonym() -> Mapping[str, tuple[Country, ...]]:
    """Countries by demonym, singular and regular plural ("Syrian", "Syrians"). Most give one;
    "Congolese" gives two, the more populous first.
    """
    found: dict[str, list[Country]] = {}
    for country in sorted(countries(), key=lambda c: -c.population):
        for word in country.demonyms:
            for form in (word, plural(word)):
                if country not in found.setdefault(form, []):
                    found[form].append(country)
    return MappingProxyType({word: tuple(places) for word, places in found.items()})


def plural(demonym: str) -> str:
    """The plural of a demonym: "Turks", "Frenchmen"; "Chinese", "Swiss", "British" stay."""
    if demonym.endswith(("chman", "shman", "chwoman", "shwoman")):
        return demonym[:-2] + "en"
    if demonym.endswith(("ese", "ss", "sh", "ch")):
        return demonym
    return demonym + "s"


def _cell(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
