"""Whose people do an act: the group behind "terrorists of X", the side of "a rebel raid"."""

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Entity
from sayso.reading import syntax
from sayso.reading.events_scene import Scene, core_noun, lemma, prepositions

_NOUNS = "mention_nouns"
_BEFORE_NOUN = ("amod", "compound", "nmod", "poss")
_GROUPS = frozenset({"armed_group", "organization", "coalition"})


def bodies(scene: Scene, doer: Token) -> list[Token]:
    """The groups whose people a doer is said to be: "a commando of X", "terrorists from X and Y".

    Only of people that the noun itself calls fighters; anybody may be "from" a group.
    """
    core = core_noun(doer)
    if scene.kind(doer) not in ("people", "person") or not _fights(core):
        return []
    return [
        each
        for head in dict.fromkeys((doer, core))
        for _, noun in prepositions(head, "of", "from")
        for each in syntax.conjuncts(noun)
        if each.i != core.i and _is_named_group(scene, each)
    ]


def _fights(token: Token) -> bool:
    return lemma(token) in words(_NOUNS, "armed") | words(_NOUNS, "members")


def _is_named_group(scene: Scene, token: Token) -> bool:
    entity = scene.entity(token)
    if entity is None or entity.kind not in _GROUPS:
        return False
    return any(m.form == "name" for m in entity.mentions)


def side_of(scene: Scene, token: Token) -> Entity | None:
    """The side that a fighter's word before a noun stands for ("a rebel attack"), where the report
    has one such side ("the rebels"); None where it has none or several.
    """
    if token.dep_ not in _BEFORE_NOUN or lemma(token) not in words(_NOUNS, "armed"):
        return None
    sides = [
        entity
        for entity in scene.draft.entities
        if entity.kind == "armed_group" and _is_called(scene, entity, lemma(token))
    ]
    return sides[0] if len(sides) == 1 else None


def _is_called(scene: Scene, entity: Entity, word: str) -> bool:
    """Is one of the entity's mentions the plain word with an article ("the rebels")?"""
    for mention in entity.mentions:
        if mention.form != "nominal":
            continue
        tokens = scene.draft.analysis.tokens(mention.start, mention.end)
        called = [t for t in tokens if t.pos_ not in ("DET", "SPACE")]
        if len(called) == 1 and lemma(called[0]) == word:
            return True
    return False
