"""What the event reader looks up again and again: mentions by token, the words of slots."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.model import Entity, EntityKind
from sayso.reading import syntax
from sayso.reading.draft import Draft
from sayso.reading.events_lexicon import Facts, Pattern, best, classes, noun_patterns

#: Heads of partitives, whose "of" phrase is the thing itself ("dozens of activists").
_BY_ENTITY_TYPE: dict[str, EntityKind] = {
    "PERSON": "person",
    "NORP": "people",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "facility",
}
ACTORS = frozenset({"person", "people", "armed_group", "organization", "government", "coalition"})
_PEOPLE = frozenset({"he", "she", "they", "we", "i", "who", "you", "whom", "him", "them", "her"})


@dataclass(slots=True)
class Scene:
    """One report's draft with its mentions by token; ``named`` are those in an actor's name."""

    draft: Draft
    entities: dict[int, Entity] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, draft: Draft) -> "Scene":
        """The scene of a draft; the shortest mention over a token wins."""
        scene = cls(draft)
        sizes: dict[int, int] = {}
        for entity in draft.entities:
            for mention in entity.mentions:
                token = draft.analysis.token_at(mention.start)
                size = mention.end - mention.start
                while token is not None and token.idx < mention.end:
                    if mention.form == "name" and entity.kind in ACTORS:
                        scene.named.add(token.i)
                    if size < sizes.get(token.i, 1 << 30):
                        scene.entities[token.i] = entity
                        sizes[token.i] = size
                    token = token.nbor() if token.i + 1 < len(token.doc) else None
        return scene

    def entity(self, token: Token) -> Entity | None:
        """The entity a token names, or the one a partitive's or title's noun phrase names."""
        found = self.entities.get(token.i)
        if found is None and (core := core_noun(token)) is not token:
            found = self.entities.get(core.i)
        return found

    def kind(self, token: Token) -> EntityKind:
        """The kind of what a token stands for; ``other`` where nothing tells."""
        entity = self.entity(token)
        if entity is not None and entity.kind != "other":
            return entity.kind
        core = core_noun(token)
        if core.lower_ in _PEOPLE or core.lemma_.lower() in _PEOPLE:
            return "people"
        named = kinds_of_nouns().get(core.lemma_.lower())
        return named or _BY_ENTITY_TYPE.get(core.ent_type_, "other")

    def words(self, token: Token) -> set[str]:
        """The words by which patterns know a noun: lemma and form, its kind, what it counts."""
        found: set[str] = set()
        for each in syntax.conjuncts(token):
            core = core_noun(each)
            found |= {each.lemma_.lower(), each.lower_, core.lemma_.lower(), core.lower_}
            found.add(f"kind={self.kind(each)}")
            if core.lemma_.lower() in _missions():
                found.update(c.lower_ for c in core.children if c.dep_ in ("amod", "compound"))
        return found

    def is_actor(self, token: Token) -> bool:
        """Can it act: a person, a group, a body, a state (a country's name stands for one)?"""
        kind = self.kind(token)
        if kind in ACTORS:
            return True
        entity = self.entity(token)
        if kind != "place":
            return False
        place = entity.place if entity is not None else None
        return place is None or place.type in ("country", "city", "region", "continent", "capital")


def prepositions(token: Token, *names: str) -> Iterator[tuple[Token, Token]]:
    """(preposition, its object's head) below a token, datives ("gave aid to X") too."""
    yield from syntax.prepositions(token, *names)
    by = stray_by(token) if not names or "by" in names else None
    if by is not None:
        yield from ((by, below) for below in by.children if below.dep_ == "pobj")
    for child in token.children:
        if child.dep_ == "dative" and child.pos_ == "ADP" and (not names or child.lower_ in names):
            for below in child.children:
                if below.dep_ == "pobj":
                    yield child, below


def is_passive(verb: Token) -> bool:
    """Is the verb passive: a bare participle behind a passive too ("six were held, two killed"), or
    in a headline ("Nine killed in an ambush")?
    """
    if syntax.is_passive(verb):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if any(c.dep_ in ("aux", "dobj", "ccomp", "xcomp") for c in verb.children):
        return False
    if verb.dep_ == "conj" and syntax.is_passive(verb.head):
        return True
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl", "pcomp"):
        return True
    return lemma(verb) in _bare_passives()


def stray_by(noun: Token) -> Token | None:
    """The "by" right behind an act's noun that the parse gave to the active verb above it
    ("described the raids by the navy"), or None.
    """
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in noun_patterns():
        return None
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.dep_ == "pobj" else None
    if verb is None or verb.pos_ != "VERB" or any(c.dep_ == "auxpass" for c in verb.children):
        return None
    behind = noun.right_edge.i + 1
    return next((c for c in verb.children if c.i == behind and c.lower_ == "by"), None)


def core_noun(token: Token) -> Token:
    """The noun a partitive counts ("dozens of activists" gives "activists"), else the token."""
    if token.lemma_.lower() in _partitives() or token.pos_ in ("NUM", "DET", "PRON", "ADJ"):
        for prep, inner in syntax.prepositions(token, "of"):
            if prep.i > token.i:
                return inner
    return token


def verb_facts(scene: Scene, verb: Token) -> Facts:
    """What a verb's patterns are held against."""
    facts = Facts()
    passive = is_passive(verb)
    theme = _theme(verb, passive)
    doer = syntax.agent(verb) if passive else syntax.subject(verb)
    if theme is not None:
        facts.slots["obj"] = frozenset(scene.words(theme))
    if doer is not None:
        facts.slots["subj"] = frozenset(scene.words(doer))
    facts.slots["+"] = frozenset(_particles(verb))
    facts.slots["adj"] = frozenset(c.lemma_.lower() for c in verb.children if c.dep_ in _ADJECTIVE)
    facts.flags.add("pass" if passive else "act")
    if any(c.dep_ == "oprd" for c in verb.children):
        facts.flags.add("oprd")
    facts.flags.add("trans" if theme is not None or passive else "intr")
    _add_prepositions(scene, verb, facts)
    _add_complements(verb, facts)
    return facts


def noun_facts(scene: Scene, noun: Token, verb: Token | None = None) -> Facts:
    """What a noun's patterns are held against; the phrases of a verb that leans on it count too."""
    facts = Facts()
    mods: set[str] = set()
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod", "npadvmod", "poss") and child.i < noun.i:
            for part in (child, *(c for c in child.children if c.dep_ in ("compound", "amod"))):
                mods |= {part.lemma_.lower(), part.lower_}
                mods.update(part.lower_.split("-"))
    facts.slots["mod"] = frozenset(mods)
    _add_prepositions(scene, noun, facts)
    if stray_by(noun) is not None:
        facts.preps.setdefault("by", set())
    if verb is not None:
        _add_prepositions(scene, verb, facts)
    if noun.tag_ in ("NNS", "NNPS"):
        facts.flags.add("plural")
    if facts.preps.keys() & _ARGUMENTS or any(c.dep_ == "poss" for c in noun.children):
        facts.flags.add("arg")
    return facts


_ADJECTIVE = ("acomp", "oprd", "attr")
_ARGUMENTS = {
    "by",
    "on",
    "against",
    "of",
    "between",
    "in",
    "at",
    "with",
    "for",
    "to",
    "from",
    "near",
}


def _theme(verb: Token, passive: bool) -> Token | None:
    if passive:
        return syntax.subject(verb)
    return syntax.direct_object(verb)


def _particles(verb: Token) -> set[str]:
    found = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod", "acomp", "oprd")}
    bare = {c.lower_ for c in verb.children if c.dep_ == "prep" and not any(c.children)}
    after = {c.lower_ for c in verb.children if c.dep_ == "prep" and c.i == verb.i + 1}
    hyphen = verb.i > 1 and verb.nbor(-1).text == "-"
    return found | bare | after | ({verb.nbor(-2).lower_} if hyphen else set())


def _add_prepositions(scene: Scene, head: Token, facts: Facts) -> None:
    for child in head.children:
        if child.dep_ not in ("prep", "agent", "dative", "prt"):
            continue
        if all(c.ent_type_ in ("DATE", "TIME") for c in child.children) and any(child.children):
            continue
        filled = facts.preps.setdefault(child.lower_, set())
        for below in child.children:
            if below.dep_ in ("pobj", "pcomp"):
                filled |= scene.words(below)
            elif below.dep_ == "prep":
                inner = facts.preps.setdefault(below.lower_, set())
                for deep in below.children:
                    if deep.dep_ == "pobj":
                        inner |= scene.words(deep)


def _add_complements(verb: Token, facts: Facts) -> None:
    for child in verb.children:
        if child.dep_ not in ("xcomp", "ccomp", "advcl"):
            continue
        if any(c.dep_ == "aux" and c.tag_ == "TO" for c in child.children):
            facts.flags.add("inf")
            filled = {child.lemma_.lower()}
            facts.slots["inf"] = facts.slots.get("inf", frozenset()) | filled
        elif child.dep_ == "ccomp":
            asks = any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in child.children)
            facts.flags.add("whether" if asks else "that")


def act_noun(scene: Scene, noun: Token | None, verb: Token | None = None) -> Pattern | None:
    """The pattern of a noun that names an act, or None; ``verb`` is one that leans on it."""
    if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    patterns = noun_patterns().get(lemma(noun), ())
    pattern = best(patterns, noun_facts(scene, noun, verb)) if patterns else None
    return None if pattern is None or pattern.code.name == "no-act" else pattern


def lemma(token: Token) -> str:
    """A token's lemma, lower case, where the pipeline errs as the data file has it."""
    return _fixes().get(token.lower_) or token.lemma_.lower()


@lru_cache(maxsize=1)
def _fixes() -> dict[str, str]:
    return dict(lexicon("event_light")["lemmas"]["fixes"])


@lru_cache(maxsize=1)
def _bare_passives() -> frozenset[str]:
    return frozenset(lexicon("event_light")["bare_passives"]["verbs"])


@lru_cache(maxsize=1)
def _missions() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["missions"])


@lru_cache(maxsize=1)
def _partitives() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["partitives"])


@lru_cache(maxsize=1)
def kinds_of_nouns() -> dict[str, EntityKind]:
    """The kind of what a common noun stands for, where the word alone tells."""
    table: dict[EntityKind, list[str]] = lexicon("event_classes")["kinds"]
    named = classes()
    found: dict[str, EntityKind] = {}
    for kind, entries in table.items():
        for entry in entries:
            for word in sorted(named[entry[1:]]) if entry.startswith("@") else [entry]:
                found.setdefault(word, kind)
    return found
