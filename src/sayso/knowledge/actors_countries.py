"""Countries by name, demonym and capital: what stands for a government or a nationality."""

from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.loader import table


@dataclass(frozen=True, slots=True)
class Country:
    """One country. ``alpha3`` is ISO 3166-1, degrees are WGS 84."""

    alpha3: str
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    population: int


class Countries:
    """Countries, looked up by the words that stand for them, as written (case counts)."""

    def __init__(self, rows: tuple[Country, ...]) -> None:
        self.rows = rows
        by_size = sorted(rows, key=lambda c: (c.population, c.alpha3))
        self._names = {n: c.alpha3 for c in by_size for n in (c.name, *c.other_names)}
        self._demonyms = {d: c.alpha3 for c in by_size for d in c.demonyms}
        self._nationals = {
            plural: c.alpha3 for c in by_size for d in c.demonyms for plural in _plurals(d)
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


def _plurals(demonym: str) -> tuple[str, ...]:
    """The nouns for a country's people. What ends in a hiss has no plural ("the Chinese")."""
    if demonym.endswith(("se", "sh", "ch", "ss", "s")):
        return ()
    if demonym.endswith("man"):
        return (demonym[:-3] + "men",)
    return (demonym + "s",)


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@lru_cache(maxsize=1)
def load_countries() -> Countries:
    """The countries of the package. Raises ``DataFileError`` where the table is broken."""
    return Countries(
        tuple(
            Country(
                alpha3=row["alpha3"],
                name=row["name"],
                other_names=_cells(row["other_names"]),
                demonyms=_cells(row["demonyms"]),
                capitals=_cells(row["capital"]),
                population=int(row["population"] or 0),
            )
            for row in table("countries")
        )
    )
