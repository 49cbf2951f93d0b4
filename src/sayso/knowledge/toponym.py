"""What the gazetteer gives for a name, and how names of places are folded for look-up."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log10

from sayso.knowledge.loader import lexicon

#: Added to the decimal logarithm of the population; types not named here have no population.
PROMINENCE = {
    "country": 2.0,
    "admin1": -1.0,
    "admin2": -2.0,
    "city": 0.0,
    "facility": 5.0,
    "historic": 5.0,
    "canal": 5.0,
}

_MARKS = re.compile(r"[\u0300-\u036f\u02b0-\u02ff'`\u2018\u2019\u02bc\u00b4.]")
#: How a name must be written to stand for a place: anyhow, in capitals, with a point at its end.
ANYHOW, IN_CAPITALS, WITH_POINT = 0, 1, 2

_LATIN = re.compile(r"[^\u0370-\u1dff\u2c00-\uffff]+\Z")
_BREAKS = re.compile(r"[\s\-\u2010-\u2015/,_\u200b\u00a0]+")


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place a name may stand for. ``country`` is ISO 3166-1 alpha-3; ``type`` is ``city``,
    ``admin1``, ``admin2``, ``country``, ``continent``, ``region``, ``sea``, …; degrees are WGS 84;
    ``scheme`` and ``id`` link it (``geonames`` or ``sayso`` for the table of our own). ``alias``
    says that the name looked up is not the place's usual one; ``capital`` is a country's.
    """

    id: str
    scheme: str
    name: str
    type: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    population: int
    admin2: str | None = None
    alias: bool = False
    capital: bool = False

    @property
    def prominence(self) -> float:
        """How likely the name alone means this place, in powers of ten of people: the population,
        more for countries and regions, less for divisions named after a city and for other names.
        """
        size = log10(self.population + 1) + PROMINENCE.get(self.type, 7.0)
        return size - self.alias + 1.5 * self.capital


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name as the gazetteer keys it: no case, diacritics, apostrophes or points; hyphens are
    spaces; no leading "the"; "St", "Mt", "Ft" written out. Empty where nothing is left.
    """
    return fold_once(name)


def fold_once(name: str) -> str:
    """:func:`fold` without a memory, for names that are folded once."""
    if name.isascii():
        text = name.translate(_ascii())
    else:
        text = _MARKS.sub("", unicodedata.normalize("NFKD", name.translate(_letters())))
        text = _BREAKS.sub(" ", text)
    parts = text.lower().split()
    if len(parts) > 1 and parts[0] == "the":
        del parts[0]
    written_out = _written_out()
    return " ".join([written_out.get(part, part) for part in parts])


def is_latin(name: str) -> bool:
    """Is the name written in Latin letters?"""
    return name.isascii() or _LATIN.match(name) is not None


def is_acronym(name: str) -> bool:
    """Is the name written like "US", "UAE", "U.K."? Such a name stands for itself in capitals only,
    for "us" is no country.
    """
    letters = name.replace(".", "").replace(",", "").removeprefix("the ").removeprefix("The ")
    return 1 < len(letters) <= 5 and letters.isascii() and letters.isalpha() and letters.isupper()


@cache
def without_article(key: str) -> str:
    """A folded name without an Arabic article ("ar raqqah": "raqqah"), else as it is."""
    first, _, rest = key.partition(" ")
    return rest if rest and first in _articles() else key


def writing(name: str) -> int:
    """How a name is written: :data:`IN_CAPITALS`, :data:`WITH_POINT` or :data:`ANYHOW`."""
    if is_acronym(name):
        return IN_CAPITALS
    return WITH_POINT if name.rstrip().endswith(".") else ANYHOW


@cache
def _letters() -> Mapping[int, str | None]:
    return {ord(k): str(v) for k, v in lexicon("places")["letters"].items()}


@cache
def _ascii() -> Mapping[int, str | None]:
    drop, part = dict.fromkeys(map(ord, "'`.")), dict.fromkeys(map(ord, "-/,_"), " ")
    return {**_letters(), **drop, **part}


@cache
def _written_out() -> Mapping[str, str]:
    return {str(k): str(v) for k, v in lexicon("places")["written_out"].items()}


@cache
def _articles() -> frozenset[str]:
    return frozenset(lexicon("places")["articles"])
