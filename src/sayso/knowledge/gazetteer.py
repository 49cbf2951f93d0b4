"""The gazetteer: names of places, and where they are."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place a name may stand for. ``country`` is ISO 3166-1 alpha-3; ``type`` is ``city``,
    ``admin1``, ``admin2``, ``country``, ``continent``, ``region``, ``sea``, …; degrees are WGS 84;
    ``scheme`` and ``id`` link it (``geonames`` or ``sayso`` for the table of our own).
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


class Gazetteer:
    """Places by name."""

    version = "none"

    def lookup(self, name: str) -> tuple[Toponym, ...]:
        """Every place of that name, the most populous first; empty where there is none."""
        return ()


def open_gazetteer(cache: Path | None, notify: Callable[[str], None]) -> Gazetteer:
    """The gazetteer in ``cache`` (the user's cache folder by default), built where it is missing."""
    return Gazetteer()
