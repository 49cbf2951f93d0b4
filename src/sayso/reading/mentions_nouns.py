"""Nominal mentions: noun phrases that stand for people, groups, states and things."""

from functools import lru_cache

from sayso.knowledge import Knowledge
from sayso.knowledge.loader import words
from sayso.model import EntityKind, Link
from sayso.reading.mentions_extent import is_office, is_plural, left_edge, phrase_name, right_edge
from sayso.reading.mentions_page import Found, Page

_NOUNS = "mention_nouns"
_RULES = "mention_rules"
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_STATE = frozenset({"government", "regime", "authority", "authorities", "administration", "state"})
_THINGS: tuple[EntityKind, ...] = ("vehicle", "weapon", "facility", "object", "place")


@lru_cache(maxsize=1)
def _listed() -> dict[str, EntityKind]:
    """Head nouns that are always of one kind, by lemma."""
    kinds: dict[str, EntityKind] = {}
    for kind in ("government", "coalition", "organization", "armed_group", *_THINGS):
        for noun in words(_NOUNS, kind):
            kinds.setdefault(noun, kind)
    return kinds


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Every head noun of the lexicon."""
    keys = ("office", "person", "people", "armed", "force", "officials", "members")
    return frozenset(_listed()).union(*(words(_NOUNS, key) for key in keys))


def find_nouns(page: Page, knowledge: Knowledge) -> list[Found]:
    """The nominal mentions of a report in text order, names already in ``page.names``."""
    found: list[Found] = []
    heads = _heads()
    quantities = words(_NOUNS, "quantity_heads")
    for at, tag in enumerate(page.tags):
        if page.names[at] is not None:
            continue
        if tag in _NOUN_TAGS or (tag in ("JJ", "VBN", "RB") and _nominal_adjective(page, at)):
            lemma = page.noun_lemma(at) if tag[:2] == "NN" else page.lowers[at]
            if (lemma in heads or page.lowers[at] in heads) and _heads_phrase(page, at, quantities):
                found.extend(_mentions(page, at, lemma, knowledge))
    return found


def _nominal_adjective(page: Page, at: int) -> bool:
    """Is it an adjective with an article that heads a noun phrase ("the wounded")?"""
    if page.deps[at] not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr"):
        return False
    before = page.before(at)
    return before is not None and page.lowers[before] in ("the", "many", "several", "other")


def _heads_phrase(page: Page, at: int, quantities: frozenset[str]) -> bool:
    """Is the noun a head, not a part of a longer noun or title, nor a mere quantity of others?"""
    dep, head = page.deps[at], page.heads[at]
    if page.tags[at] in ("NNP", "NNPS") and not _common(page, at):
        return False
    if dep in ("compound", "amod", "nmod") and head > at and head - at <= 4:
        return False
    return page.lemma(at) not in quantities or _counted(page, at) is None


def _common(page: Page, at: int) -> bool:
    """Is a word tagged as a name yet a common noun: at the head of a sentence, in copy all in
    capitals, or one that is written with a capital of respect ("the President")?
    """
    if page.shouting[at] or page.before(at) is None or page.lowers[at] == page.texts[at]:
        return True
    lemma = page.lemma(at)
    return any(
        lemma in words(_NOUNS, key) for key in ("office", "government", "force", "coalition")
    )


def _counted(page: Page, at: int) -> int | None:
    """The noun counted by a quantity noun ("dozens of rebels": rebels), or None."""
    for child in page.tokens[at].rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            for below in child.children:
                if below.dep_ == "pobj" and below.lemma_.lower() in _heads():
                    return below.i
    return None


# -- one phrase --------------------------------------------------------------------------------


def _mentions(page: Page, at: int, lemma: str, knowledge: Knowledge) -> list[Found]:
    """The mention (for two states, the mentions) of the phrase a noun heads."""
    plural = is_plural(page, at)
    modifiers = page.modifiers(at)
    modifier_words = {page.lowers[m] for m in modifiers}
    first = left_edge(page, at)
    last = right_edge(page, at, lemma)
    kind = noun_kind(lemma, page.lowers[at], plural=plural, modifiers=modifier_words)
    kind = "people" if _are_some(page, first, lemma, modifier_words, kind) else kind
    states = [(m, c) for m in modifiers if (c := _state(page, m, knowledge)) is not None]
    group = _group(page, modifiers) if lemma in words(_NOUNS, "members") else None
    if group is None and plural and lemma in words(_NOUNS, "members"):
        group = _group_behind(page, at)
        last = max(last, group.last) if group is not None else last
    if group is not None and (plural or lemma in words(_NOUNS, "members_one")):
        return [_phrase(page, first, last, group.kind, group.name, group.key, group.link)]
    if kind is None:
        return []
    if states and _is_states_own(lemma, kind, modifier_words):
        return _of_states(page, states, first, last, knowledge)
    if kind == "place" and (named := _named_place(page, at)) is not None:
        end = max(last, named.last)
        return [_phrase(page, first, end, named.kind, named.name, named.key, named.link)]
    if kind == "place" and not _in_mind(page, at, plural):
        return []
    if lemma in words(_NOUNS, "vague") and not states and not _is_a_body(page, at, modifier_words):
        return []
    if lemma in words(_NOUNS, "vague_person") and not _is_somebody(page, at, modifier_words):
        return []
    name = phrase_name(page, first, last)
    if kind == "coalition":
        return [_coalition(page, first, last, name, knowledge)]
    mention = _phrase(page, first, last, kind, name)
    if kind == "person":
        mention.office = is_office(page, first, last, at)
        if lemma in words(_NOUNS, "office"):
            mention.description = name
    return [mention]


def _are_some(
    page: Page, first: int, lemma: str, modifiers: set[str], kind: EntityKind | None
) -> bool:
    """Are fighters only some people who fight ("four guerrillas"), not a side: without an article
    that points, or a word for what they fight for?
    """
    if kind != "armed_group" or lemma not in words(_NOUNS, "armed"):
        return False
    if (modifiers & words(_NOUNS, "armed_modifier")) - words(_NOUNS, "armed_only"):
        return False
    pointing = words(_NOUNS, "pointing")
    return page.tags[first] != "PRP$" and not ({page.lowers[first], *modifiers} & pointing)


def _named_place(page: Page, at: int) -> Found | None:
    """The place that "the city of …" names, or None."""
    for child in page.tokens[at].rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            for below in child.children:
                name = page.names[below.i]
                if below.dep_ == "pobj" and name is not None and name.kind == "place":
                    return name
    return None


def _in_mind(page: Page, at: int, plural: bool) -> bool:
    """Is a noun for a place one the reader is taken to know ("the city", "his village")?"""
    return not plural and any(
        c.lower_ in ("the", "this", "that") or c.dep_ == "poss" for c in page.tokens[at].lefts
    )


def _is_a_body(page: Page, at: int, modifiers: set[str]) -> bool:
    """Is a noun with a looser sense ("movement", "press") here a body of people: definite without
    an "of", or with a word before it that says so?
    """
    if modifiers & (words(_NOUNS, "armed_modifier") | words(_NOUNS, "public_body")):
        return True
    if modifiers & words(_RULES, "regions"):
        return True
    if any(c.dep_ == "prep" for c in page.tokens[at].rights):
        return False
    return any(c.lower_ in ("the", "this") for c in page.tokens[at].lefts) and page.deps[at] in (
        "nsubj",
        "nsubjpass",
        "poss",
        "dobj",
    )


def noun_kind(
    lemma: str, word: str, *, plural: bool, modifiers: set[str] | frozenset[str] = frozenset()
) -> EntityKind | None:
    """The kind of thing a head noun stands for (``lemma`` and ``word`` in lower case), or None."""
    armed = bool(modifiers & words(_NOUNS, "armed_modifier"))
    attacker = bool(modifiers & words(_NOUNS, "attacker_modifier"))
    if lemma in words(_NOUNS, "force") and not (attacker and lemma in words(_NOUNS, "armed")):
        # "The armed forces" are a state's.
        return _force_kind(lemma, plural, armed and not modifiers <= {"armed", "the"})
    if lemma in words(_NOUNS, "officials") and plural:
        return "government"
    if lemma in words(_NOUNS, "armed") and plural:
        return "armed_group"
    if word in words(_NOUNS, "people") or lemma in words(_NOUNS, "people"):
        return "armed_group" if armed and word in ("men",) else "people"
    if lemma in words(_NOUNS, "office") or lemma in words(_NOUNS, "person"):
        return "people" if plural else "person"
    kind = _listed().get(lemma) or _listed().get(word)
    if kind == "organization" and lemma in words(_NOUNS, "armed_body"):
        said = modifiers & words(_NOUNS, "armed_modifier")
        return "armed_group" if said - words(_NOUNS, "political_modifier") else kind
    return kind


def _force_kind(lemma: str, plural: bool, armed: bool) -> EntityKind:
    if armed:
        return "armed_group"
    if lemma in words(_NOUNS, "force_vehicle"):
        return "weapon" if lemma in words(_NOUNS, "weapon") else "vehicle"
    if lemma in words(_NOUNS, "person") and not plural:
        return "person"
    return "government"


def _is_states_own(lemma: str, kind: EntityKind, modifiers: set[str]) -> bool:
    """Does a state before the noun make it that state's: "Russian warplanes", "Libyan government"?
    Bodies that speak as one ("Syrian army") and officials keep their own words.
    """
    if kind == "armed_group" or modifiers & words(_NOUNS, "armed_modifier"):
        return False
    if lemma in _STATE:
        return "opposition" not in modifiers
    return (
        lemma in words(_NOUNS, "force") or lemma in words(_NOUNS, "force_vehicle")
    ) and lemma not in words(_NOUNS, "force_body")


def _is_somebody(page: Page, at: int, modifiers: set[str]) -> bool:
    """Is a noun with a looser sense ("source", "guard") here a person: as a speaker, behind
    "according to", or with a word before it that says so?
    """
    head = page.heads[at]
    if page.noun_lemma(at) in words(_NOUNS, "office") and any(
        c.dep_ == "prep" and c.lower_ in ("of", "for") for c in page.tokens[at].rights
    ):
        return True
    if page.is_subject(at) and page.lemma(head) in words(_RULES, "speech"):
        return True
    if page.deps[at] == "pobj" and page.lowers[page.heads[head]] == "according":
        return True
    return bool(modifiers & (words(_NOUNS, "person_modifier") | words(_NOUNS, "public_body")))


def _of_states(
    page: Page, states: list[tuple[int, str]], first: int, last: int, knowledge: Knowledge
) -> list[Found]:
    """A mention for each state of "Malian and Nigerien troops": the last from its own adjective
    on, the others over the whole phrase.
    """
    made: list[Found] = []
    for number, (at, country) in enumerate(states):
        actor = knowledge.actors.government(country)
        if actor is None:
            continue
        alone = len(states) == 1
        begin = first if alone or number < len(states) - 1 else at
        link = Link(scheme="iso3166", id=country)
        key = f"government:{country}"
        made.append(_phrase(page, begin, last, "government", actor.name, key, link))
    return made


def _state(page: Page, at: int, knowledge: Knowledge) -> str | None:
    """The country whose adjective, name or capital the modifier is, or None."""
    name = page.names[at]
    if name is not None:
        if at != name.last:
            return None
        text = page.analysis.text[name.start : name.end]
        countries = knowledge.actors.countries
        if name.kind == "government" and name.key and name.key.startswith("government:"):
            return name.key.partition(":")[2]
        return countries.of_word(text)
    return knowledge.actors.countries.of_word(page.texts[at])


def _group(page: Page, modifiers: list[int]) -> Found | None:
    """The armed group or organisation named among the modifiers ("ISIS fighters"), or None."""
    for at in modifiers:
        name = page.names[at]
        if name is not None and name.kind in ("armed_group", "coalition"):
            behind = page.after(name.last)
            linked = behind is not None and page.texts[behind] == "-"
            if not linked:
                return name
    return None


def _group_behind(page: Page, at: int) -> Found | None:
    """The armed group named behind "of" ("members of Boko Haram"), or None."""
    for child in page.tokens[at].rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            names = (page.names[c.i] for c in child.children if c.dep_ == "pobj")
            return next((n for n in names if n is not None and n.kind == "armed_group"), None)
    return None


def _coalition(page: Page, first: int, last: int, name: str, knowledge: Knowledge) -> Found:
    bare = name.replace("(", "").replace(")", "")
    actor = knowledge.actors.lookup(bare)
    if actor is not None and actor.kind == "coalition":
        return _phrase(page, first, last, actor.kind, actor.name, f"actor:{actor.id}")
    return _phrase(page, first, last, "coalition", bare)


def _phrase(  # noqa: PLR0917  # the parts of a Found, in its order
    page: Page,
    first: int,
    last: int,
    kind: EntityKind,
    name: str,
    key: str | None = None,
    link: Link | None = None,
) -> Found:
    start, end = page.start(first), page.end(last)
    return Found(first, last, start, end, "nominal", kind, name, key, link)
