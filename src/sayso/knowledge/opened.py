"""The gazetteer and the actor table, opened together for a reading."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sayso.knowledge.actors import Actors, load_actors
from sayso.knowledge.gazetteer import Gazetteer, open_gazetteer


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a reading may look up. Lexicons are loaded by name (:mod:`sayso.knowledge.loader`)."""

    gazetteer: Gazetteer
    actors: Actors


def open_knowledge(
    cache: Path | None = None, notify: Callable[[str], None] = lambda _: None
) -> Knowledge:
    """Open the gazetteer (built first where ``cache``, by default the user's cache folder, has
    none, which ``notify`` is told) and the actor table.
    """
    return Knowledge(gazetteer=open_gazetteer(cache, notify), actors=load_actors())
