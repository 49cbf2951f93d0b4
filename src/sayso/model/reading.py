"""Readings: what Sayso makes of one report."""

from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from sayso.model.attribution import Attribution
from sayso.model.base import Value
from sayso.model.entity import Entity
from sayso.model.report import Report
from sayso.model.statement import Statement
from sayso.model.time import Time

if TYPE_CHECKING:
    import pandas as pd

SCHEMA: Final = "sayso/reading/1"


_FRAME_COLUMNS = (
    "report",
    "id",
    "kind",
    "start",
    "end",
    "text",
    "voice",
    "stance",
    "polarity",
    "certainty",
    "from",
    "to",
    "places",
)


class ReaderStamp(Value):
    """What made a reading, so that a figure in a paper can be repeated."""

    version: str
    pipeline: str
    weights: str
    lexicons: str
    gazetteer: str
    #: The scale of probability words that bands were read on.
    scale: str = "icd203"


class ReadingWarning(Value):
    """Something the reading does not know, and why. ``code`` is stable, ``message`` for people."""

    code: str
    message: str


class Reading(Value):
    """A report with all that is read from it. Ids (``e1``, ``t1``, ``a1``, ``s1``) are its own."""

    schema_: Literal["sayso/reading/1"] = Field(default="sayso/reading/1", alias="schema")
    reader: ReaderStamp
    report: Report
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()

    def to_json(self, indent: int | None = None) -> str:
        """The reading by contract, one line unless ``indent`` is given; always the same bytes."""
        return self.model_dump_json(by_alias=True, indent=indent)

    def entity(self, entity_id: str | None) -> Entity | None:
        """The entity of that id, or None."""
        return next((e for e in self.entities if e.id == entity_id), None)

    def voices(self, statement: Statement) -> tuple[str, ...]:
        """The chain of speakers' names behind a statement, nearest first; empty for the report's
        own voice. A link of the chain without a speaker is passed over.
        """
        return tuple(speaker.name for speaker in self.speakers(statement))

    def speakers(self, statement: Statement) -> tuple[Entity, ...]:
        """The entities whose names :meth:`voices` gives."""
        chain: list[Entity] = []
        by_id = {a.id: a for a in self.attributions}
        seen: set[str] = set()
        link = statement.attribution
        while link in by_id and link not in seen:
            seen.add(link)
            speaker = self.entity(by_id[link].speaker)
            if speaker is not None:
                chain.append(speaker)
            link = by_id[link].within
        return tuple(chain)

    def to_frame(self) -> "pd.DataFrame":
        """One row a statement (needs pandas): report, id, kind, span, text, voice (the chain joined
        by " < "), stance, polarity, certainty, from, to, places.

        Raises ``ImportError`` where pandas is not installed.
        """
        import pandas as pd

        rows = [
            {
                "report": self.report.id,
                "id": s.id,
                "kind": s.kind,
                "start": s.start,
                "end": s.end,
                "text": s.text,
                "voice": " < ".join(self.voices(s)),
                "stance": s.stance,
                "polarity": s.polarity,
                "certainty": s.certainty.level,
                "from": s.interval.from_ if s.interval else None,
                "to": s.interval.to if s.interval else None,
                "places": "; ".join(e.name for p in s.places if (e := self.entity(p.entity))),
            }
            for s in self.statements
        ]
        return pd.DataFrame(rows, columns=list(_FRAME_COLUMNS))
