"""Entities: who and what a report names, and where they are on the map."""

from typing import Final, Literal

from sayso.model.base import Value

EntityKind = Literal[
    "person",
    "people",
    "armed_group",
    "organization",
    "government",
    "coalition",
    "place",
    "facility",
    "vehicle",
    "weapon",
    "object",
    "other",
]
#: Kinds of entity that are joined across reports (design, rule 11); persons by their office alone.
PUBLIC_KINDS: Final = frozenset({"armed_group", "organization", "government", "coalition"})
MentionForm = Literal["name", "nominal", "pronoun"]


class Mention(Value):
    """A span that names an entity."""

    start: int
    end: int
    text: str
    form: MentionForm


class Link(Value):
    """A link out of the report: ``geonames``, ``iso3166`` or ``wikidata`` and an id there."""

    scheme: str
    id: str


class Place(Value):
    """Where an entity is: degrees north and east (WGS 84), ISO 3166-1 alpha-3 country.

    ``type`` is ``city``, ``admin1``, ``admin2``, ``country``, ``region``, ``facility``, … and
    ``lat``/``lon`` may be null where a name has no sensible point ("the West").
    """

    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    type: str


class Entity(Value):
    """Someone or something a report names, with every mention of it in the text.

    ``name`` is the canonical name; ``office`` says that the report (or the actor table) gives a
    public office, without which a person never leaves this report.
    """

    id: str
    kind: EntityKind
    name: str
    link: Link | None = None
    description: str | None = None
    office: bool = False
    place: Place | None = None
    mentions: tuple[Mention, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether it may be joined across reports: an organisation, an armed group, a government,
        a coalition, or a person of whom a public office is known.
        """
        return self.kind in PUBLIC_KINDS or (self.kind == "person" and self.office)
