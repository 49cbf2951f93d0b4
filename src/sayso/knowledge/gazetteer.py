"""The gazetteer: names of places, and where they are.

One SQLite file in the user's cache folder, built at first use (:mod:`gazetteer_build`) under a
lock, moved into place in one step, opened read-only. Its file name carries a hash of the schema,
our own tables and the versions of the sources, so that an upgrade builds anew.
"""

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs

from sayso.knowledge.gazetteer_build import build, gazetteer_version
from sayso.knowledge.loader import lexicon
from sayso.knowledge.lock import Lock
from sayso.knowledge.toponym import ANYHOW, IN_CAPITALS, Toponym, fold, without_article, writing
from sayso.model import SaysoError

__all__ = ["Gazetteer", "GazetteerError", "Toponym", "open_gazetteer"]

Builder = Callable[[Path], None]
CACHED = 16384
#: More places than this of one name are not weighed: the most prominent are kept.
MOST = 40
#: An acronym of so few letters is not the name of a place smaller than this ("EU" is not Eu).
SHORT, BIG = 3, 50_000

_QUERY = """
SELECT id, scheme, p.name, type, lat, lon, country, admin1, population, admin2, alias, capital,
  writing
FROM name n JOIN place p ON p.row = n.place WHERE n.key = ?
ORDER BY capital DESC, population DESC, n.place LIMIT 200
"""


class GazetteerError(SaysoError, RuntimeError):
    """The gazetteer can be neither opened nor built. The message is one line."""


class Gazetteer:
    """Places by name. Without a file it knows none. Not to be shared between threads or processes:
    each opens its own.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the file read-only. Raises :class:`GazetteerError` where it is no gazetteer."""
        self.version = "none"
        self._connection: sqlite3.Connection | None = None
        if path is not None:
            try:
                uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
                self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
                (self.version,) = self._connection.execute("SELECT version FROM about").fetchone()
            except (sqlite3.Error, TypeError) as error:
                raise GazetteerError(f"{path} is no gazetteer: {error}") from None
        self._exact = lru_cache(maxsize=CACHED)(self._find)
        self._near = lru_cache(maxsize=1024)(self._find_near)

    def lookup(self, name: str, *, fuzzy: bool = False) -> tuple[Toponym, ...]:
        """Every place of that name, the most prominent first; empty where there is none.

        Case, diacritics, hyphens and a leading "the" do not count, save that an acronym ("US")
        stands for a place in capitals only. A word for the kind of place is understood ("Anbar
        Province", "city of Basra", "Sinai desert"). With ``fuzzy`` a name of five letters or more
        that is not known may be one edit away from that of a well-known place ("BRUSSLES").
        """
        key = fold(name)
        if len(key) < 2:
            return ()
        found = self._exact(key, writing(name))
        if not found and fuzzy and len(key) > 4:
            found = self._near(key)
        return found

    def close(self) -> None:
        """Close the file; nothing is found afterwards."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _find(self, key: str, how: int) -> tuple[Toponym, ...]:
        found = self._rows(key, how)
        if not found and (bare := without_article(key)) != key:
            found = self._rows(bare, how)
        if not found:
            bare, kinds = split_class(key)
            if kinds:
                found = tuple(t for t in self._rows(bare, how) if t.type in kinds)
        return found

    def _rows(self, key: str, how: int) -> tuple[Toponym, ...]:
        if self._connection is None:
            return ()
        rows = self._connection.execute(_QUERY, (key,)).fetchall()
        found = [_toponym(row) for row in rows if _is_written_so(key, how, row[12], row[8])]
        return tuple(sorted(found, key=_most_prominent)[:MOST])

    def _find_near(self, key: str) -> tuple[Toponym, ...]:
        if self._connection is None:
            return ()
        rows = self._connection.execute(
            "SELECT key FROM common WHERE first = ? AND length BETWEEN ? AND ? ORDER BY key",
            (key[0], len(key) - 1, len(key) + 1),
        )
        near = [known for (known,) in rows if one_edit(key, known)]
        places = [place for known in near for place in self._exact(known, ANYHOW)]
        return tuple(sorted(dict.fromkeys(places), key=_most_prominent)[:MOST])


def _toponym(row: tuple[Any, ...]) -> Toponym:
    identity, scheme, name, type_, lat, lon, country, admin1, population, admin2 = row[:10]
    alias, capital = bool(row[10]), bool(row[11])
    return Toponym(
        identity, scheme, name, type_, lat, lon, country, admin1, population, admin2, alias, capital
    )


def _is_written_so(key: str, how: int, wanted: int, population: int) -> bool:
    if how == IN_CAPITALS and len(key) <= SHORT and wanted == ANYHOW:
        return population >= BIG
    return wanted in (how, ANYHOW)


def _most_prominent(place: Toponym) -> tuple[float, str]:
    return -place.prominence, place.id


def split_class(key: str) -> tuple[str, frozenset[str]]:
    """A folded name without the word for its kind, and the types that word allows:
    ("anbar", {"admin1", "admin2"}) for "anbar province" or "province of anbar"; ("", {}) if none.
    """
    kinds = lexicon("places")["classes"]
    first, _, behind = key.partition(" of ")
    if behind and first in kinds:
        return behind.removeprefix("the "), frozenset(kinds[first])
    before, _, last = key.rpartition(" ")
    if before and last in kinds:
        return before, frozenset(kinds[last])
    return "", frozenset()


def one_edit(a: str, b: str) -> bool:
    """Is ``a`` one letter more, less, other or swapped with its neighbour away from ``b``?"""
    if len(a) < len(b):
        a, b = b, a
    if len(a) - len(b) > 1 or a == b:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(b))
    if len(a) > len(b):
        return a[at + 1 :] == b[at:]
    if a[at + 1 :] == b[at + 1 :]:
        return True
    return a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]


def open_gazetteer(cache: Path | None, notify: Callable[[str], None]) -> Gazetteer:
    """The gazetteer in ``cache`` (the user's cache folder by default), built where it is missing.

    Processes that start together build it once: one builds, the others wait. A build that died
    leaves nothing in the way. Raises :class:`GazetteerError` where it can be neither read nor
    built.
    """
    return open_built(cache_folder(cache), notify, gazetteer_version(), build)


def cache_folder(cache: Path | None = None) -> Path:
    """``cache``, else ``SAYSO_CACHE``, else the user's cache folder."""
    if cache is not None:
        return cache
    return Path(os.environ.get("SAYSO_CACHE") or platformdirs.user_cache_dir("sayso"))


def open_built(
    folder: Path, notify: Callable[[str], None], version: str, builder: Builder
) -> Gazetteer:
    """The gazetteer of that version in ``folder``; ``builder`` writes the file if need be."""
    digest = hashlib.sha256(version.encode()).hexdigest()[:12]
    path = folder / f"gazetteer-{digest}.sqlite"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with Lock(path.with_suffix(".lock")):
                if not path.exists():
                    _build(path, notify, builder)
        return Gazetteer(path)
    except OSError as error:
        reason = error.strerror or error
        raise GazetteerError(f"cannot build the gazetteer in {folder}: {reason}") from None
    except sqlite3.Error as error:
        raise GazetteerError(f"cannot build the gazetteer in {folder}: {error}") from None


def _build(path: Path, notify: Callable[[str], None], builder: Builder) -> None:
    started = time.monotonic()
    notify(f"Building the gazetteer in {path.parent} (once, some seconds) …")
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        builder(unfinished)
        unfinished.replace(path)
        _remove_others(path)
    finally:
        unfinished.unlink(missing_ok=True)
    notify(f"The gazetteer is built ({time.monotonic() - started:.0f} s).")


def _remove_others(path: Path) -> None:
    """Remove gazetteers of other versions: they are of no use to this one, and of 44 MB each.
    Whoever has one open reads on; what cannot be removed stays.
    """
    for other in path.parent.glob("gazetteer-*.sqlite"):
        if other != path:
            with suppress(OSError):
                other.unlink()
