"""Acts told by nouns that no verb of the sentence leans on: "the raids by …", "the ouster of …"."""

from spacy.tokens import Token

from sayso.reading import syntax
from sayso.reading.events_acts import Act, Taken, frames
from sayso.reading.events_charges import answered_for, laid_on
from sayso.reading.events_harm import deaths_by
from sayso.reading.events_scene import Scene, act_noun, noun_facts, prepositions

_SURE, _LOOSE = 0.7, 0.5
_TELLING = frozenset(
    {"by", "on", "against", "in", "at", "of", "from", "to", "between", "with", "near"}
)
_SHY_TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST", None})


def noun_acts(scene: Scene, sentence: list[Token], taken: Taken) -> list[Act]:
    """The acts the nouns of one sentence name, in text order."""
    found: list[Act] = []
    for noun in sentence:
        if noun.pos_ not in ("NOUN", "PROPN") or noun.i in taken.nouns or noun.i in taken.absorbed:
            continue
        if noun.pos_ == "PROPN" and noun.i in scene.named:
            continue
        if noun.dep_ in ("compound", "nmod", "amod", "npadvmod") or _is_idle(noun):
            continue
        pattern = act_noun(scene, noun)
        if pattern is None:
            continue
        if not _is_charged(noun) and not _tells(scene, noun, pattern.code.plover):
            continue
        rule = f"events.noun.{pattern.code.name}"
        sure = _SURE if _doer(scene, noun) else _LOOSE
        found.append(Act(noun, noun, noun, pattern.code, pattern, rule, sure, noun=noun))
    return found


def _is_charged(noun: Token) -> bool:
    """Is it an act that somebody answers for?"""
    return answered_for(noun) or laid_on(noun) is not None


def _is_idle(noun: Token) -> bool:
    """No act that happened: denied ("no attacks"), feared or asked for ("the risk of attacks")."""
    if syntax.negation(noun) is not None:
        return True
    first = noun
    while first.dep_ == "conj":
        first = first.head
    if first is not noun and syntax.negation(first) is not None:
        return True
    if first.dep_ == "pobj" and first.head.dep_ == "prep":
        above = first.head.head
        if _is_charged(noun):
            return False
        if above.pos_ == "NOUN" and above.lemma_.lower() in frames().absorbing_nouns:
            return True
        return first.head.lower_ in ("about", "as", "like", "for", "without", "than", "against")
    return False


def _tells(scene: Scene, noun: Token, plover: str | None) -> bool:
    """Does the noun phrase say more than "the attack", which only points back?"""
    facts = noun_facts(scene, noun)
    by_whom = _doer(scene, noun)
    if plover not in _SHY_TYPES:
        return by_whom or bool(facts.preps.keys() & {"between"})
    if by_whom or facts.preps.keys() & _TELLING or deaths_by(noun):
        return True
    if any(c.dep_ in ("amod", "nummod", "compound", "acl") for c in noun.children):
        return True
    pointing = any(c.dep_ == "det" and c.lower_ not in ("a", "an") for c in noun.children)
    return (
        "plural" in facts.flags and not pointing and noun.dep_ in ("nsubj", "dobj", "ROOT", "conj")
    )


def _doer(scene: Scene, noun: Token) -> bool:
    """Does the phrase name somebody: a possessor, a "by" phrase, a nationality before the noun?"""
    if any(True for _ in prepositions(noun, "by")):
        return True
    return any(
        scene.is_actor(c) for c in noun.children if c.dep_ in ("poss", "amod", "compound", "nmod")
    )
