"""Where the named places are."""

from sayso.knowledge.toponym import Toponym, fold
from sayso.model import Dateline, Entity, Link, Mention, Place
from sayso.model.statement import PlacePrecision
from sayso.reading.draft import Draft
from sayso.reading.places_names import (
    PLACED,
    Name,
    containment,
    country_weights,
    heard_of,
    home_country,
    home_name,
    in_dateline,
    name_of,
    namesakes,
    taken_for_others,
)
from sayso.reading.places_resolve import is_believed, resolve

_PRECISION: dict[str, PlacePrecision] = {
    "city": "exact",
    "facility": "exact",
    "admin2": "admin2",
    "admin1": "admin1",
    "country": "country",
    "historic": "country",
}


#: Types of places that bodies and buildings are named after.
HOSTS = frozenset({"city", "admin1", "admin2"})


def read_places(draft: Draft) -> Draft:
    """The draft with its places on the map.

    Entities of kind place, government and facility whose names the gazetteer knows get ``place``,
    places their ``link`` and canonical name too; places that turn out to be one are made one
    entity. The dateline's place becomes an entity with the dateline as a mention. A name that the
    gazetteer does not know stays as it is: nothing is guessed.
    """
    before = draft.entities
    entities, dateline = _with_dateline(draft)
    draft = draft.plus(entities=entities)
    found = _resolved(draft)
    placed = [_placed(e, found[e.id]) if e.id in found else e for e in entities]
    placed = _with_institutions(placed, found)
    merged, moved = _merged(placed)
    if dateline is not None:
        draft = _dated(draft, moved.get(dateline, dateline) if dateline in found else None)
        nowhere = dateline not in found and dateline not in {e.id for e in before}
        merged = [e for e in merged if not (nowhere and e.id == dateline)]
    return draft.plus(entities=tuple(merged))


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
        if in_dateline(draft, entity):
            return draft.entities, entity.id
    return (*draft.entities, _dateline_entity(draft, line)), _next_id(draft.entities)


def _dateline_entity(draft: Draft, line: Dateline) -> Entity:
    mention = Mention(start=line.start, end=line.end, text=line.text, form="name")
    return Entity(id=_next_id(draft.entities), kind="place", name=line.text, mentions=(mention,))


def _dated(draft: Draft, entity: str | None) -> Draft:
    """The draft with the entity of its report's dateline."""
    line = draft.report.dateline
    if line is None:
        return draft
    line = line.model_copy(update={"entity": entity})
    return draft.plus(report=draft.report.model_copy(update={"dateline": line}))


def _next_id(entities: tuple[Entity, ...]) -> str:
    numbers = [int(e.id[1:]) for e in entities if e.id[1:].isdigit()]
    return f"e{max(numbers, default=0) + 1}"


def _resolved(draft: Draft) -> dict[str, Toponym]:
    """The place of each entity that has one, by its id; the paper's home speaks with the names."""
    heard = country_weights(draft)
    named: dict[str, Name] = {}
    for entity in draft.entities:
        if entity.kind in PLACED and (name := name_of(entity, draft)):
            name.trusted = in_dateline(draft, entity)
            named[entity.id] = name
    within = list(containment(draft.entities, draft))
    named |= taken_for_others(draft, named, within)
    names = heard_of(named.values(), heard)
    named = {key: name for key, name in named.items() if name.candidates}
    if not named:
        return {}
    at = {key: number for number, key in enumerate(named)}
    for inner, outer in within:
        if inner in at and outer in at:
            names[at[inner]].inside.append(at[outer])
    if (home := home_name(draft)) is not None:
        names.append(home)
    if (country := home_country(draft.report.url)) is not None:
        heard[country] = heard.get(country, 0.0) + 1.0
    found = dict(zip(named, resolve(names, heard), strict=False))
    return {
        key: place
        for key, place in found.items()
        if named[key].trusted or is_believed(place, found.values(), heard)
    }


def _placed(entity: Entity, place: Toponym) -> Entity:
    put = Place(
        lat=place.lat, lon=place.lon, country=place.country, admin1=place.admin1, type=place.type
    )
    update: dict[str, object] = {"place": put}
    if entity.kind not in ("government", "facility"):
        update |= {
            "kind": "place",
            "link": Link(scheme=place.scheme, id=place.id),
            "name": _canonical(entity, place),
        }
    return entity.model_copy(update=update)


def _with_institutions(entities: list[Entity], found: dict[str, Toponym]) -> list[Entity]:
    """The entities, bodies and buildings named after a place of the report put where that is; a
    place that the report does not name otherwise is not guessed.
    """
    known = {
        fold(m.text): e.place
        for e in entities
        if e.id in found and e.place is not None and e.place.type in HOSTS
        for m in e.mentions
        if m.form == "name"
    }
    placed: list[Entity] = []
    for entity in entities:
        host = next((known[n] for n in namesakes(entity) if n in known), None)
        if entity.place is None and host is not None:
            type_ = "facility" if entity.kind == "facility" else host.type
            host = host.model_copy(update={"type": type_})
            placed.append(entity.model_copy(update={"place": host}))
        else:
            placed.append(entity)
    return placed


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
