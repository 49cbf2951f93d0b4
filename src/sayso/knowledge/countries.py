"""The countries and territories of ISO 3166-1: codes, names, demonyms, capitals, a point each; and
what stands for a government or a nationality.
"""

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


class Countries:
    """Countries, looked up by the words that stand for them, as written (case counts)."""

    def __init__(self, rows: tuple[Country, ...]) -> None:
        self.rows = rows
        by_size = sorted(rows, key=lambda c: (c.population, c.alpha3))
        self._names = {n: c.alpha3 for c in by_size for n in (c.name, *c.other_names)}
        self._demonyms = {d: c.alpha3 for c in by_size for d in c.demonyms}
        self._nationals = {
            plural(d): c.alpha3 for c in by_size for d in c.demonyms if plural(d) != d
        }
        self._capitals = {n: c.alpha3 for c in by_size for n in c.capitals if n != c.name}

    def named(self, name: str) -> str | None:
        """The alpha-3 code of the country of that name, or None."""
        return self._names.get(name)

    def of_demonym(self, word: str) -> str | None:
        """The country a demonym in the singular belongs to ("Iraqi": IRQ), or None."""
        return self._demonyms.get(word)

    def of_nationals(self, word: str) -> str | None:
        """The country a demonym in the plural belongs to ("Iraqis": IRQ), or None."""
        return self._nationals.get(word)

    def of_capital(self, name: str) -> str | None:
        """The country whose capital has that name; of several the most populous."""
        return self._capitals.get(name)

    def of_word(self, word: str) -> str | None:
        """The country a name or a demonym in the singular stands for, or None."""
        return self._demonyms.get(word) or self._names.get(word)


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
def countries_by_word() -> Countries:
    """All countries, to be looked up by word."""
    return Countries(countries())


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
    if demonym.endswith(("s", "se", "sh", "ch")):
        return demonym
    return demonym + "s"


def _cell(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)
