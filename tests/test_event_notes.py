"""Notes that tell one event each and its toll at the end, as coders write them.

The notes are of our own wording (data/event_notes.yaml): sub-event type, deaths, place.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

import sayso
from sayso.model import Statement

FILE = Path(__file__).parent / "data" / "event_notes.yaml"
NOTES = yaml.safe_load(FILE.read_text("utf-8"))["notes"]


def parameters() -> list[Any]:
    return [
        pytest.param(
            note,
            id=note["text"][:50],
            marks=[pytest.mark.xfail(reason=note["known"], strict=True)] if "known" in note else [],
        )
        for note in NOTES
    ]


@pytest.mark.parametrize("note", parameters())
def test_note(note: dict[str, Any]) -> None:
    assert faults(note) == []


def faults(note: dict[str, Any]) -> list[str]:
    """What of a note the reader gets wrong, in words."""
    reading = sayso.read(note["text"], published="2023-12-01")
    events = [s for s in reading.statements if s.event and s.event.acled]
    match = next((s for s in events if _sub_type(s) == note["acled"]), None)
    if match is None or match.event is None:
        return [f"no {note['acled']}: {[_sub_type(s) for s in events]}"]
    found = []
    toll = match.event.deaths
    bounds = ["-" if n is None else n for n in (toll.low, toll.best, toll.high)]
    if bounds != note["deaths"]:
        found.append(f"deaths {bounds}")
    entities = {e.id: e.name for e in reading.entities}
    places = [entities[p.entity] for p in match.places]
    if places != [note["place"]]:
        found.append(f"places {places}")
    return found


def _sub_type(statement: Statement) -> str:
    acled = statement.event.acled if statement.event else None
    return acled.sub_event_type if acled else ""
