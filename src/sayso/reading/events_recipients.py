"""Who an act is done to: the heads of its recipients."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.reading import syntax
from sayso.reading.events_acts import Act, is_infinitive
from sayso.reading.events_lexicon import abstract_nouns, best, classes, verb_patterns
from sayso.reading.events_scene import (
    ACTORS,
    Scene,
    core_noun,
    lemma,
    prepositions,
    verb_facts,
)

NO_SIDE = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
#: Behind these only a place is a side: "a truce in Syria", not "a truce in the hope of talks".
_WHERE = ("in", "throughout", "across")
_OWNING = ("by", "from", "of", "with", "on", "against", "between", "to")
_DEEP = 4


def recipients_of(scene: Scene, act: Act, themes: list[Token]) -> list[Token]:
    """Who a verb's act is done to; ``themes`` are its objects (or a passive's subjects).

    The pattern's own way first, then objects that can take part, then what stands behind the
    code's prepositions, then whose plan, demand or promise an abstract object is.
    """
    sources = act.pattern.recipient if act.pattern is not None else ()
    if sources:
        return _from_sources(scene, act, sources, themes)
    given = [c for c in act.head.children if c.dep_ == "dative" and scene.is_actor(c)]
    if given:  # "gave the council a week"
        return [t for each in given for t in syntax.conjuncts(each)]
    direct = [t for t in themes if _can_take(scene, act, t)]
    if direct:
        return direct
    complements = [c for c in act.head.children if c.dep_ == "acomp"]
    heads = [act.head, *complements, *themes, *([act.noun] if act.noun is not None else [])]
    for head in heads:
        found = list(behind(scene, head, act.code.to))
        if found:
            return found
    if act.pattern is None:
        return []
    return _roundabout(scene, act, themes, complements)


def _roundabout(
    scene: Scene, act: Act, themes: list[Token], complements: list[Token]
) -> list[Token]:
    """Recipients that neither object nor preposition names outright."""
    papers = [
        n
        for head in (act.head, *complements, *themes)
        for _, n in prepositions(head, *act.code.to)
        if is_abstract(scene, n)
    ]
    nested = [n for t in (*themes, *papers) for n in _nested(scene, t) if _is_side(scene, act, n)]
    found = nested or _demanded(act) or _promised(scene, act)
    if found:
        return found
    if act.code.theme != "any" or act.noun is not None:
        return []
    if themes and not _is_bound(act):
        return themes
    return [n for n in papers if n.ent_type_ not in NO_SIDE][:1]


def _is_side(scene: Scene, act: Act, token: Token) -> bool:
    """Can what stands below an object be a side: where the code asks for an actor, not a thing?"""
    return act.code.theme != "actor" or scene.kind(token) not in ("object", "weapon", "vehicle")


def _promised(scene: Scene, act: Act, depth: int = 0) -> list[Token]:
    """Whom an act would touch that is only promised, refused or threatened ("to shell X")."""
    if depth > _DEEP or not (act.code.absorbs or act.code.plover == "AID" or depth):
        return []
    for child in _infinitives(act.head):
        objects = every(syntax.direct_object(child))
        pattern = best(verb_patterns().get(lemma(child), ()), verb_facts(scene, child))
        if pattern is None or pattern.code.name == "no-act":
            found = [t for t in objects if scene.is_actor(t)]
            inner = Act(child, child, child, act.code, None, "", 0.0)
        else:
            inner = Act(child, child, child, pattern.code, pattern, "", 0.0)
            found = recipients_of(scene, inner, objects)
        found = found or _promised(scene, inner, depth + 1)
        if found:
            return found
    return []


def _infinitives(verb: Token) -> Iterator[Token]:
    """Infinitives behind a verb, its adjective ("willing to") or its object ("a pledge to")."""
    heads = [verb, *(c for c in verb.children if c.dep_ in ("acomp", "dobj"))]
    for head in heads:
        for child in head.children:
            if child.dep_ in ("xcomp", "advcl", "acl") and is_infinitive(child):
                yield child


def _can_take(scene: Scene, act: Act, theme: Token) -> bool:
    """Can a direct object be the recipient: not where the code has it otherwise, nor abstract?"""
    if act.code.theme == "none" or is_abstract(scene, theme) or is_means(act, theme):
        return False
    if _is_bound(act) and lemma(theme) in abstract_nouns():
        return False
    return act.code.theme == "any" or scene.is_actor(theme)


def is_means(act: Act, theme: Token) -> bool:
    """Is a verb's object what it is done with ("fired tear gas at", "dropped bombs on")?"""
    if act.code.plover not in ("ASSAULT", "PROTEST") or not _is_bound(act):
        return False
    return lemma(theme) in _means()


@lru_cache(maxsize=1)
def _means() -> frozenset[str]:
    named = ("shells", "guns", "grenades", "gas", "chemicals", "bomb", "knives")
    return frozenset[str]().union(*(classes()[name] for name in named))


def _is_bound(act: Act) -> bool:
    return act.pattern is not None and act.pattern.binds("obj")


def _from_sources(
    scene: Scene, act: Act, sources: Iterable[str], themes: list[Token]
) -> list[Token]:
    found: list[Token] = []
    complements = [c for c in act.head.children if c.dep_ == "acomp"]
    heads = [act.head, *complements, *themes]
    for source in sources:
        if source == "subj":
            return every(syntax.subject(act.head))
        if found:
            break
        if source == "obj":
            found = list(themes) or _demanded(act)
        elif source == "that":
            found = _demanded(act)
        elif source != "none":
            named = (_who(n) for head in heads for _, n in prepositions(head, source))
            found += [n for n in named if _fits_source(scene, n, source)]
    return [n for t in found for n in syntax.conjuncts(t)]


def _who(token: Token) -> Token:
    """The subject of a gerund ("sceptical of the council being able to"), else the token."""
    own = next((c for c in token.children if c.dep_ in syntax.SUBJECTS), None)
    return own if own is not None and syntax.is_verbal(token) else token


def _fits_source(scene: Scene, noun: Token, source: str) -> bool:
    place = scene.kind(noun) in ("place", "facility")
    return noun.ent_type_ not in NO_SIDE and (source not in _WHERE or place)


def behind(scene: Scene, head: Token, names: Iterable[str]) -> Iterator[Token]:
    """The objects of the first of a head's prepositions that has one which can take part."""
    for name in names:
        found = [
            each
            for _, noun in prepositions(head, name)
            for each in syntax.conjuncts(noun)
            if noun.ent_type_ not in NO_SIDE
            and not is_abstract(scene, each)
            and each.lemma_.lower() not in classes()["hours"]
            and (name not in _WHERE or scene.kind(each) in ("place", "facility"))
        ]
        yield from found
        if found:
            return


def _nested(scene: Scene, theme: Token, depth: int = 0) -> Iterator[Token]:
    """Whose plan, demand or statement an abstract object is: possessor, "by", "from", "of"."""
    for child in theme.children:
        if child.dep_ in ("poss", "amod", "nmod", "compound") and can_own(scene, child):
            yield child
            return
    for _, noun in prepositions(theme, *_OWNING):
        if noun.ent_type_ in NO_SIDE or syntax.is_verbal(noun) or depth > _DEEP:
            continue
        if scene.is_actor(noun) or not is_abstract(scene, noun):
            yield from syntax.conjuncts(noun)
            return
        yield from _nested(scene, noun, depth + 1)
        return
    yield from behind(scene, theme, _WHERE)


def _demanded(act: Act) -> list[Token]:
    """Of whom something is demanded or said: the subject of the clause behind the verb."""
    heads = [act.head, *(c for c in act.head.children if c.dep_ in ("acomp", "dobj"))]
    for child in (c for head in heads for c in head.children):
        if child.dep_ in ("ccomp", "xcomp") or _is_for_to(child) or _is_held(child):
            subject = next((c for c in child.children if c.dep_ in syntax.SUBJECTS), None)
            if (
                subject is not None
                and subject.dep_ != "expl"
                and subject.lower_ not in ("it", "there")
            ):
                return every(subject)
    return []


def _is_for_to(clause: Token) -> bool:
    """As in "called for the council to resign"."""
    return clause.dep_ == "advcl" and is_infinitive(clause) and _marked(clause, "for")


def _is_held(clause: Token) -> bool:
    """As in "voiced doubt that the council would pay"."""
    return clause.dep_ == "acl" and _marked(clause, "that")


def _marked(clause: Token, word: str) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == word for c in clause.children)


def can_own(scene: Scene, token: Token) -> bool:
    """Can a word before a noun name whose it is: not a time, a pronoun, a describing word?"""
    if token.dep_ == "poss":
        return token.lower_ not in _owning_words() and token.ent_type_ not in ("DATE", "TIME")
    if lemma(token) in _descriptors() or leaning(token):
        return False
    if scene.kind(token) == "place" and token.tag_ in ("NNP", "NN"):
        return False
    return scene.is_actor(token)


def leaning(token: Token) -> str | None:
    """The "anti" or "pro" before a noun, hyphen or none ("anti-government protests")."""
    found = next((c.lower_ for c in token.children if c.lower_ in ("anti", "pro")), None)
    if found is None and token.i > 1 and token.nbor(-1).text == "-":
        before = token.nbor(-2).lower_
        found = before if before in ("anti", "pro") else None
    return found


def is_abstract(scene: Scene, token: Token) -> bool:
    """Is a noun no participant itself (a plan, talks, aid), and names nobody?"""
    core = core_noun(token)
    if core.lemma_.lower() not in abstract_nouns():
        return False
    return scene.kind(token) not in ACTORS and scene.kind(token) != "place"


def every(token: Token | None) -> list[Token]:
    """A token with what is coordinated with it; none of nothing, or of "there"."""
    if token is None or token.dep_ == "expl":
        return []
    return syntax.listed(token)


@lru_cache(maxsize=1)
def _descriptors() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["descriptors"])


@lru_cache(maxsize=1)
def _owning_words() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["no_owners"])
