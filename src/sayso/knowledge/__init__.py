"""What Sayso knows before it reads: places, actors, codes, cues, each with its source."""

from sayso.knowledge.actors import Actor, Actors
from sayso.knowledge.gazetteer import Gazetteer, Toponym
from sayso.knowledge.opened import Knowledge, open_knowledge

__all__ = ["Actor", "Actors", "Gazetteer", "Knowledge", "Toponym", "open_knowledge"]
