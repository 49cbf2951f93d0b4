"""Where the named places are."""

from sayso.knowledge.countries import countries
from sayso.knowledge.toponym import Toponym
from sayso.model import Dateline, Entity, Link, Mention, Place
from sayso.model.statement import PlacePrecision
from sayso.reading.draft import Draft
from sayso.reading.places_names import (
    PLACED,
    Name,
    containment,
    country_weights,
    home_country,
    home_name,
    name_of,
)
from sayso.reading.places_resolve import resolve

_PRECISION: dict[str, PlacePrecision] = {
    "city": "exact",
    "facility": "exact",
    "admin2": "admin2",
    "admin1": "admin1",
    "country": "country",
    "historic": "country",
}


def read_places(draft: Draft) -> Draft:
    """The draft with its places on the map.

    Entities of kind place, government and facility whose names the gazetteer knows get ``place``,
    places their ``link`` and canonical name too; places that turn out to be one are made one
    entity. The dateline's place becomes an entity with the dateline as a mention. A name that the
    gazetteer does not know stays as it is: nothing is guessed.
    """
    entities, dateline = _with_dateline(draft)
    draft = draft.plus(entities=entities)
    named: list[tuple[int, Name]] = []
    gazetteer = draft.knowledge.gazetteer
    for at, entity in enumerate(entities):
        if entity.kind in PLACED and (name := name_of(entity, gazetteer, draft)):
            named.append((at, name))
    found = _resolved(draft, named)
    placed = [
        _placed(entity, found[at]) if at in found else entity for at, entity in enumerate(entities)
    ]
    merged, moved = _merged(placed)
    report = draft.report
    if dateline is not None and report.dateline is not None:
        at = next(i for i, e in enumerate(entities) if e.id == dateline)
        known = moved.get(dateline, dateline) if at in found else None
        merged = [e for e in merged if known is not None or e.id != dateline or len(e.mentions) > 1]
        report = report.model_copy(
            update={"dateline": report.dateline.model_copy(update={"entity": known})}
        )
    return draft.plus(report=report, entities=tuple(merged))


def precision_of(entity: Entity) -> PlacePrecision:
    """How finely an entity's place puts something: a town exactly, a division or a country as such,
    anything larger or vaguer as a region.
    """
    return _PRECISION.get(entity.place.type, "region") if entity.place is not None else "region"


def _with_dateline(draft: Draft) -> tuple[tuple[Entity, ...], str | None]:
    """The entities with one for the dateline, and its id. An entity that already has the
    dateline's characters as a mention is it.
    """
    line = draft.report.dateline
    if line is None or not line.text.strip():
        return draft.entities, None
    for entity in draft.entities:
        if any(m.start < line.end and line.start < m.end for m in entity.mentions):
            return draft.entities, entity.id
    return (*draft.entities, _dateline_entity(draft, line)), _next_id(draft.entities)


def _dateline_entity(draft: Draft, line: Dateline) -> Entity:
    mention = Mention(start=line.start, end=line.end, text=line.text, form="name")
    return Entity(id=_next_id(draft.entities), kind="place", name=line.text, mentions=(mention,))


def _next_id(entities: tuple[Entity, ...]) -> str:
    numbers = [int(e.id[1:]) for e in entities if e.id[1:].isdigit()]
    return f"e{max(numbers, default=0) + 1}"


def _resolved(draft: Draft, named: list[tuple[int, Name]]) -> dict[int, Toponym]:
    """The place of each entity, by its position; the paper's home speaks with the names."""
    if not named:
        return {}
    place_of = {at: number for number, (at, _) in enumerate(named)}
    for inner, outer in containment(draft, [(at, draft.entities[at]) for at, _ in named]):
        named[place_of[inner]][1].inside.append(place_of[outer])
    names = [name for _, name in named]
    if (home := home_name(draft, draft.knowledge.gazetteer)) is not None:
        names.append(home)
    heard = country_weights(draft)
    alpha2 = home_country(draft.report.url)
    for country in countries():
        if country.alpha2 == alpha2:
            heard[country.alpha3] = heard.get(country.alpha3, 0.0) + 1.0
    found = resolve(names, heard)
    return {at: place for (at, _), place in zip(named, found, strict=False)}


def _placed(entity: Entity, place: Toponym) -> Entity:
    put = Place(
        lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1, type=place.type
    )
    update: dict[str, object] = {"place": put}
    if entity.kind == "place":
        update |= {
            "link": Link(scheme=place.scheme, id=place.id),
            "name": _canonical(entity, place),
        }
    return entity.model_copy(update=update)


def _canonical(entity: Entity, place: Toponym) -> str:
    """The gazetteer's name, unless that is a transliteration and the report has another."""
    if place.alias and not place.name.isascii() and not entity.name.isupper():
        return entity.name
    return place.name


def _merged(entities: list[Entity]) -> tuple[list[Entity], dict[str, str]]:
    """Entities of kind place with one link made one, in the order and under the id of the first;
    and which id went into which.
    """
    kept: dict[str, Entity] = {}
    first: dict[tuple[str, str], str] = {}
    moved: dict[str, str] = {}
    for entity in entities:
        key = (entity.link.scheme, entity.link.id) if entity.link is not None else None
        if key is None or entity.kind != "place" or key not in first:
            kept[entity.id] = entity
            if key is not None and entity.kind == "place":
                first[key] = entity.id
            continue
        into = kept[first[key]]
        mentions = sorted({*into.mentions, *entity.mentions}, key=lambda m: (m.start, m.end))
        kept[into.id] = into.model_copy(update={"mentions": tuple(mentions)})
        moved[entity.id] = into.id
    return list(kept.values()), moved
