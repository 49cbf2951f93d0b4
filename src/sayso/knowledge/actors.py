"""The actor table: armed groups, governments, coalitions, international and news organisations."""

from dataclasses import dataclass

from sayso.model import EntityKind


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of the actor table. ``country`` is ISO 3166-1 alpha-3, ``sector`` a PLOVER sector."""

    id: str
    name: str
    kind: EntityKind
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]


class Actors:
    """The actor table, looked up by name or alias."""

    def __init__(self, rows: tuple[Actor, ...]) -> None:
        self._by_alias = {alias: row for row in rows for alias in (row.name, *row.aliases)}

    def lookup(self, name: str) -> Actor | None:
        """The actor of that name or alias as written, or None."""
        return self._by_alias.get(name)


def load_actors() -> Actors:
    """The actor table of the package."""
    return Actors(())
