"""The names of places in a report, gathered for joint resolution, with what the words around each
name say of where it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

from sayso.knowledge.countries import by_demonym, countries
from sayso.knowledge.gazetteer import Gazetteer
from sayso.knowledge.loader import lexicon
from sayso.knowledge.toponym import Toponym, fold
from sayso.model import Entity, EntityKind, Mention
from sayso.reading.draft import Draft

#: Kinds of entities that are put on the map by their names.
PLACED: frozenset[EntityKind] = frozenset({"place", "government", "facility"})
#: Tokens before a name in which a demonym tells of its country ("the Syrian city of …").
BEFORE = 6
#: People of a place whose bare name may be a site's.
BIG = 50_000
#: Kinds of entities that may be named after the place they are in, and words of its name at most.
INSTITUTIONS: frozenset[EntityKind] = frozenset({"facility", "organization", "government"})
LONGEST = 4
#: How many powers of ten less known another name's place may be.
FAR = 3.0
#: Letters of the longest abbreviation of a division's name, its point not counted.
ABBREVIATION = 5

#: Tags that may stand between a demonym and a name ("the Syrian rebel-held town of …").
_OF_A_NOUN = frozenset({"NN", "NNS", "JJ", "JJR", "JJS", "HYPH", "VBN", "RB", "POS"})
_WITHIN = re.compile(
    r",? ?\(?(?:in |of )?(?:the )?(?:\w+ern |\w+(?:north|south|east|west) )?", re.I
)


@dataclass(slots=True)
class Name:
    """One entity's names, its candidates, and hints: ``countries`` and ``types`` that the words
    around favour, and ``inside``, the positions of the names it is said to lie in ("Mosul, Iraq").
    ``weight`` is how many times it is named. ``home`` is the name of a local paper's place: it
    tells little of which of its places is meant, but that the report's own mentions mean the same.
    ``misspelt`` says that the candidates are places of nearly that name, ``trusted`` that it is in
    the dateline and surely a place.
    """

    texts: tuple[str, ...]
    candidates: tuple[Toponym, ...]
    weight: int
    countries: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    inside: list[int] = field(default_factory=list)
    home: bool = False
    misspelt: bool = False
    trusted: bool = False


def name_of(entity: Entity, draft: Draft) -> Name | None:
    """The entity's names with the places they may stand for, or None where it has none. A name in a
    dateline, or behind a preposition of place, may be misspelt.
    """
    gazetteer = draft.knowledge.gazetteer
    named = [m for m in entity.mentions if m.form == "name"]
    texts = tuple(dict.fromkeys(_written(draft, m) for m in named))
    candidates = _candidates(texts, gazetteer, fuzzy=False)
    misspelt = not candidates and entity.kind == "place" and _is_forgiven(draft, entity)
    if misspelt:
        candidates = _candidates(texts, gazetteer, fuzzy=True)
    if not candidates:
        return None
    if entity.kind == "government":
        candidates = _seats(entity, candidates)
    if not candidates:
        return None
    countries = frozenset(c for m in named for c in _countries_before(draft, m.start))
    types = frozenset(t for m in named for t in _types_around(draft, m.start, m.end))
    return Name(texts, candidates, len(named), countries, types, misspelt=misspelt)


def _written(draft: Draft, mention: Mention) -> str:
    """The mention's text with the point behind it where it may be an abbreviation ("Fla.")."""
    behind = draft.analysis.text[mention.end : mention.end + 1]
    short = behind == "." and len(mention.text) <= ABBREVIATION
    return f"{mention.text}." if short else mention.text


def _seats(entity: Entity, candidates: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
    """Countries and capitals among the places, of the government's country where it is linked."""
    country = entity.link.id if entity.link and entity.link.scheme == "iso3166" else None
    return tuple(
        c for c in candidates if (c.type == "country" or c.capital) and country in (None, c.country)
    )


def containment(entities: Iterable[Entity], draft: Draft) -> Iterator[tuple[str, str]]:
    """Pairs of ids (inner, outer) where one name stands behind another as what it lies in:
    "Mosul, Iraq", "Mosul (in Iraq)", "Springfield in Illinois".
    """
    spans = sorted((m.start, m.end, e.id) for e in entities for m in e.mentions if m.form == "name")
    for (_, end, inner), (start, _, outer) in pairwise(spans):
        if 0 < start - end <= 24 and inner != outer:
            between = draft.analysis.text[end:start]
            if _WITHIN.fullmatch(between) and between.strip():
                yield inner, outer


def heard_of(names: Iterable[Name], countries: Iterable[str]) -> list[Name]:
    """The names, of the misspelt ones only those with places in countries that the others or
    ``countries`` speak of, and those places alone.
    """
    kept = list(names)
    heard = set(countries)
    for name in kept:
        if not name.misspelt and name.candidates[0].country:
            heard.add(name.candidates[0].country)
    for name in kept:
        if name.misspelt and not name.trusted:
            name.candidates = tuple(c for c in name.candidates if c.country in heard)
    return [name for name in kept if name.candidates]


def namesakes(entity: Entity) -> tuple[str, ...]:
    """What the place may be called, folded and longest first, that a body or building stands in by
    its name ("Springvale Police Department", "University of Basra"); none where the name neither
    ends nor begins with a word for such a thing.
    """
    mention = next((m for m in entity.mentions if m.form == "name"), None)
    if mention is None or entity.kind not in INSTITUTIONS or entity.link is not None:
        return ()
    kinds = lexicon("place_context")["institutions"]
    words = fold(mention.text).split()
    found: list[str] = []
    if len(words) > 2 and words[1] == "of" and words[0] in kinds:
        found.append(" ".join(words[2:]))
    if words and words[-1] in kinds:
        longest = min(len(words) - 1, LONGEST)
        found.extend(" ".join(words[:end]) for end in range(longest, 0, -1))
    return tuple(found)


def taken_for_others(
    draft: Draft, named: Mapping[str, Name], within: Iterable[tuple[str, str]]
) -> dict[str, Name]:
    """Names that the parser took for a person's or an organisation's, and that stand before the
    name of a place that holds a place so called ("Jackson, Mississippi"), by the entity's id.
    ``within`` are pairs as of :func:`containment`.
    """
    found: dict[str, Name] = {}
    for inner, outer in within:
        entity = draft.entity(inner)
        if entity is None or outer not in named or inner in named or not _is_loose(entity):
            continue
        texts = tuple(dict.fromkeys(m.text for m in entity.mentions))
        held = tuple(
            c
            for c in draft.knowledge.gazetteer.lookup(texts[0])
            if any(contains(o, c) for o in named[outer].candidates[:3])
        )
        if held:
            found[inner] = Name(texts, held, len(entity.mentions))
    return found


def contains(outer: Toponym, inner: Toponym) -> bool:
    """Does the one hold the other, as far as the gazetteer tells?"""
    if outer.type == "country":
        return inner.type != "country" and inner.country == outer.country
    if outer.country != inner.country or inner.type == "country":
        return False
    if outer.type == "admin1":
        return inner.admin1 == outer.name
    return outer.type == "admin2" and (inner.admin2, inner.admin1) == (outer.name, outer.admin1)


def _is_loose(entity: Entity) -> bool:
    """Is the entity nothing but one name, of a kind that the parser may have guessed?"""
    return (
        entity.kind in ("person", "organization", "object", "other")
        and entity.link is None
        and not entity.office
        and entity.description is None
        and len({m.text for m in entity.mentions}) == 1
        and all(m.form == "name" for m in entity.mentions)
    )


def country_weights(draft: Draft) -> dict[str, float]:
    """Countries (alpha-3) by how often the report's demonyms speak of them."""
    weights: dict[str, float] = {}
    known = by_demonym()
    for token in draft.analysis.doc:
        if token.text[:1].isupper() and (places := known.get(token.text)):
            for country in places:
                weights[country.alpha3] = weights.get(country.alpha3, 0.0) + 1 / len(places)
    return weights


def home_name(draft: Draft) -> Name | None:
    """The place a local paper is named after, from its name or its domain ("The Springvale Times",
    springvaletimes.com), or None. A name that is nothing but a place's is believed of large ones.
    """
    for text, stripped in _home_texts(draft.report.publisher, draft.report.url):
        found = tuple(
            c
            for c in draft.knowledge.gazetteer.lookup(text)
            if c.type in ("city", "admin1", "admin2") and (stripped or c.population >= BIG)
        )
        if found:
            return Name((text,), found, 1, home=True)
    return None


def home_country(url: str | None) -> str | None:
    """The country (alpha-3) of the address's host, or None ("example.co.uk": "GBR")."""
    host = urlsplit(url or "").hostname or ""
    last = host.rpartition(".")[2].upper()
    alpha2 = {"UK": "GB"}.get(last, last)
    if alpha2.lower() in lexicon("place_context")["open_domains"]:
        return None
    return next((c.alpha3 for c in countries() if c.alpha2 == alpha2), None)


def _home_texts(publisher: str | None, url: str | None) -> Iterator[tuple[str, bool]]:
    """What is left of a paper's name and of its domain without words such as "news", and whether
    anything was taken away.
    """
    words = lexicon("place_context")["papers"]
    if publisher:
        kept = [w for w in publisher.split() if w.lower() not in words and w.lower() != "the"]
        yield " ".join(kept), len(kept) < len(publisher.split())
    host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    label = max(host.split(".")[:-1], key=len, default="").replace("-", "")
    bare = label.removeprefix("the").removeprefix("online").removeprefix("my").removeprefix("daily")
    while word := next((w for w in _longest_first() if len(w) > 2 and bare.endswith(w)), None):
        bare = bare.removesuffix(word)
    if len(bare) > 3:
        yield bare, bare != label


@cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(lexicon("place_context")["papers"], key=lambda w: (-len(w), w)))


def _candidates(
    texts: tuple[str, ...], gazetteer: Gazetteer, *, fuzzy: bool
) -> tuple[Toponym, ...]:
    """The places that all of the names may stand for, else those of the name that has any."""
    found = [c for c in (gazetteer.lookup(text, fuzzy=fuzzy) for text in texts) if c]
    if not found:
        return ()
    found = [_without_far_aliases(each) for each in found]
    shared = {(c.scheme, c.id) for c in found[0]}.intersection(
        *({(c.scheme, c.id) for c in each} for each in found[1:])
    )
    return tuple(c for c in found[0] if (c.scheme, c.id) in shared) or found[0]


def _without_far_aliases(found: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
    """Places without those that bear the name as another name only and are far less known than the
    best: Iraq is not the town of Arak.
    """
    best = max(place.prominence for place in found)
    return tuple(p for p in found if not p.alias or p.prominence > best - FAR)


def in_dateline(draft: Draft, entity: Entity) -> bool:
    """Is the entity named in the report's dateline?"""
    line = draft.report.dateline
    return line is not None and any(
        m.start < line.end and line.start < m.end for m in entity.mentions
    )


def _is_forgiven(draft: Draft, entity: Entity) -> bool:
    if in_dateline(draft, entity):
        return True
    prepositions = lexicon("place_context")["prepositions"]
    for mention in entity.mentions:
        token = draft.analysis.token_at(mention.start)
        if token is not None and token.i and token.nbor(-1).lower_ in prepositions:
            return True
    return False


def _countries_before(draft: Draft, start: int) -> Iterator[str]:
    token = draft.analysis.token_at(start)
    if token is None:
        return
    known = by_demonym()
    for back in range(1, min(BEFORE, token.i) + 1):
        before = token.nbor(-back)
        if country := known.get(before.text):
            yield from (c.alpha3 for c in country)
        elif before.lower_ != "of" and before.tag_ not in _OF_A_NOUN:
            return


def _types_around(draft: Draft, start: int, end: int) -> Iterator[str]:
    """Types that the word behind the name ("… province") or before its "of" tells of."""
    kinds = lexicon("places")["classes"]
    doc = draft.analysis.doc
    after = draft.analysis.token_at(end + 1)
    if after is not None and after.idx == end + 1 and after.lower_ in kinds:
        yield from kinds[after.lower_]
    token = draft.analysis.token_at(start)
    if token is None or token.i < 2:
        return
    back = doc[token.i - 1]
    kind = doc[token.i - 2] if back.lower_ == "of" else back
    if kind.lower_ in kinds:
        yield from kinds[kind.lower_]
