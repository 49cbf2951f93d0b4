"""Many reports over many cores: the same readings, sooner, in the order of the reports."""

from sayso.scale.crew import Crew, open_crew
from sayso.scale.gold import read_gold
from sayso.scale.outcome import Fault, Held, ScaleError
from sayso.scale.progress import told_progress
from sayso.scale.reading import read_items
from sayso.scale.work import process_knowledge

__all__ = [
    "Crew",
    "Fault",
    "Held",
    "ScaleError",
    "open_crew",
    "process_knowledge",
    "read_gold",
    "read_items",
    "told_progress",
]
