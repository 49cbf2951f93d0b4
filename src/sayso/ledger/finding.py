"""One thing whole, with the words of the report around it."""

import re
from collections.abc import Sequence
from typing import Final

from sayso.ledger.rows import Found, Passage, ReportRow, ThingKind
from sayso.model import Attribution, Entity, Reading, Statement, Time

AROUND: Final = 160
"""How many characters of the report are shown on each side, at most."""

_WORD_START = re.compile(r"(?<=\s)\S")


def split_id(wanted: str) -> tuple[str, str] | None:
    """The two parts of "<report id>/s1", or None where the id names no part of a report."""
    report, slash, local = wanted.rpartition("/")
    return (report, local) if slash and re.fullmatch(r"[a-z]+\d+", local) else None


def find(reading: Reading, report: ReportRow, local: str) -> Found | None:
    """What ``local`` (``s1``, ``e1``, ``a1``, ``t1``) names in a reading, or None."""
    kinds: Sequence[tuple[ThingKind, Sequence[Statement | Entity | Attribution | Time]]] = (
        ("statement", reading.statements),
        ("entity", reading.entities),
        ("attribution", reading.attributions),
        ("time", reading.times),
    )
    for kind, things in kinds:
        for thing in things:
            if thing.id == local:
                passages = tuple(passage(reading.report.text, *span) for span in _spans(thing))
                return Found(f"{report.id}/{local}", kind, report, reading, thing, passages)
    return None


def passage(text: str, start: int, end: int) -> Passage:
    """The span with up to :data:`AROUND` characters on each side, within its paragraph and at the
    borders of words.
    """
    first = max(text.rfind("\n\n", 0, start) + 2, 0) if "\n\n" in text[:start] else 0
    stop = text.find("\n\n", end)
    stop = len(text) if stop < 0 else stop
    if start - first > AROUND:
        at_word = _WORD_START.search(text, start - AROUND, start)
        first = at_word.start() if at_word else start - AROUND
    if stop - end > AROUND:
        at_space = text.rfind(" ", end, end + AROUND)
        stop = at_space if at_space > end else end + AROUND
    return Passage(start, end, text[first:start], text[start:end], text[end:stop])


def _spans(thing: Statement | Entity | Attribution | Time) -> list[tuple[int, int]]:
    if isinstance(thing, Entity):
        return [(m.start, m.end) for m in thing.mentions]
    if isinstance(thing, Attribution):
        parts = [thing.source, thing.cue, *thing.content]
        held = [(p.start, p.end) for p in parts if p is not None]
        return [(min(s for s, _ in held), max(e for _, e in held))] if held else []
    return [(thing.start, thing.end)]
