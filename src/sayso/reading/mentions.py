"""Who and what a report names.

Names come first (actor table, countries, gazetteer, parser), then noun phrases that stand for
people, groups, states and things. Titles before a person's name become its description. Mentions
of one name are one entity here; what else is one entity is for :mod:`coreference` to say.
"""

from sayso.model import Entity, Mention
from sayso.reading.draft import Draft
from sayso.reading.mentions_names import find_names
from sayso.reading.mentions_nouns import find_nouns
from sayso.reading.mentions_page import Found, Page
from sayso.reading.mentions_roles import give_titles


def read_mentions(draft: Draft) -> Draft:
    """The draft with its entities: named ones with all mentions of the name, nominal ones alone."""
    page = Page.of(draft.analysis)
    names = find_names(page, draft.knowledge)
    give_titles(page, names)
    nouns = find_nouns(page, draft.knowledge)
    found = sorted([*names, *nouns], key=lambda f: (f.start, -f.end, f.key or ""))
    return draft.plus(entities=_entities(found, draft.analysis.text))


def _entities(found: list[Found], text: str) -> tuple[Entity, ...]:
    groups: dict[str, list[Found]] = {}
    for number, one in enumerate(found):
        groups.setdefault(one.key or f"#{number}", []).append(one)
    return tuple(
        _entity(f"e{number}", group, text) for number, group in enumerate(groups.values(), start=1)
    )


def _entity(entity_id: str, group: list[Found], text: str) -> Entity:
    first = next((f for f in group if f.form == "name"), group[0])
    return Entity(
        id=entity_id,
        kind=first.kind,
        name=first.name,
        link=first.link,
        description=next((f.description for f in group if f.description), None),
        office=first.kind == "person" and any(f.office for f in group),
        mentions=tuple(
            Mention(start=f.start, end=f.end, text=text[f.start : f.end], form=f.form)
            for f in group
        ),
    )
