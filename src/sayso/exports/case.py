"""One event statement with its reading: what every format asks of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sayso.exports.tables import lexicon
from sayso.ledger.veil import Veil
from sayso.model import Entity, Event, Participant, Place, Reading, Role, Statement, StatementPlace

QUOTED: Final = 200
"""Characters of a quotation, at most."""

_FINEST_FIRST: Final = ("exact", "near", "admin2", "admin1", "country", "region")


@dataclass(frozen=True, slots=True)
class Party:
    """One participant. ``name`` is its entity's, else the report's words for it, empty for a
    pronoun that stands for nobody known; ``words`` is how this event words it.
    """

    participant: Participant
    entity: Entity | None
    name: str
    words: str
    link: str

    @property
    def marked(self) -> str:
        """The name, with its standing behind it where that is not "stated": who is only suspected
        or accused is never named bare.
        """
        standing = self.participant.standing
        return self.name if standing == "stated" else f"{self.name} ({standing})".strip()


@dataclass(frozen=True)
class Case:
    """An event statement of a report. ``report`` is its id in the ledger; ``plain`` says that only
    what is asserted, positive and certain was asked for.
    """

    report: str
    reading: Reading
    statement: Statement
    event: Event
    veil: Veil
    plain: bool

    @property
    def id(self) -> str:
        """The statement's id in the ledger."""
        return f"{self.report}/{self.statement.id}"

    @property
    def is_told_as_so(self) -> bool:
        """Does the voice say that it has come about?"""
        return self.statement.stance == "asserted" and self.statement.polarity == "positive"

    @cached_property
    def voice(self) -> str:
        """The chain of voices, nearest first; empty for the report's own."""
        return " < ".join(self.veil.name(e) for e in self.reading.speakers(self.statement))

    @cached_property
    def quotation(self) -> str:
        """The statement's words, cut at a word where they are long."""
        said = " ".join(self.veil.words(self.statement.start, self.statement.end).split())
        if len(said) <= QUOTED:
            return said
        whole = said[:QUOTED].rpartition(" ")[0] or said[: QUOTED - 1]
        return whole.rstrip(" ,;:–—-") + "…"

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """The reading's entities by id."""
        return {e.id: e for e in self.reading.entities}

    def parties(self, *roles: Role) -> Iterator[Party]:
        """The participants in those roles, in the order of the reading."""
        for each in self.event.participants:
            if each.role in roles:
                yield self._party(each)

    def _party(self, each: Participant) -> Party:
        words = " ".join(self.veil.words(each.start, each.end).split())
        entity = self.entities.get(each.entity or "")
        if entity is None:
            stands_alone = words.lower() in lexicon("words")["pronouns"]
            return Party(each, None, "" if stands_alone else words, words, "")
        link = self.veil.link(entity)
        name = self.veil.name(entity)
        return Party(each, entity, name, words, f"{link.scheme}:{link.id}" if link else "")

    @cached_property
    def places(self) -> tuple[tuple[StatementPlace, Entity], ...]:
        """The places of the event that the reading knows, the finest first."""
        known = (
            (place, self.entities[place.entity])
            for place in self.statement.places
            if place.entity in self.entities
        )
        return tuple(sorted(known, key=lambda pair: _FINEST_FIRST.index(pair[0].precision)))

    @property
    def spot(self) -> Place | None:
        """Where the finest of its places is on the map."""
        return self.places[0][1].place if self.places else None

    @property
    def title(self) -> str | None:
        """The report's headline."""
        title = self.reading.report.title
        return None if title is None else " ".join(self.veil.text(title).split())

    @property
    def url(self) -> str | None:
        """The report's address."""
        return self.veil.address(self.reading.report.url)
