"""Verbs of harm: where an act is named beside them they tell its outcome, and are no act apart."""

from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.reading import syntax
from sayso.reading.events_acts import Act, Taken, light_verbs
from sayso.reading.events_lexicon import Pattern, classes
from sayso.reading.events_scene import Scene, act_noun, is_passive, lemma

_SURE = 0.75


def harm(
    scene: Scene, verb: Token, top: Token, pattern: Pattern | None, taken: Taken
) -> Act | None:
    """A verb of harm beside a named act: "an airstrike killed", "were killed in a bombing"."""
    if lemma(verb) not in light_verbs()["harm"]:
        return None
    near = [n for _, n in syntax.prepositions(verb, "by", "in", "during", "from")]
    if is_passive(verb):
        noun = next((n for n in near if act_noun(scene, n)), None)
    else:
        noun = _harming(scene, verb)
        if act_noun(scene, noun) is None:
            noun = next((n for n in near if _is_way(scene, n)), None)
    named = act_noun(scene, noun)
    if named is None or noun is None or named.code.plover not in ("ASSAULT", None):
        return None
    if named.code.plover is None and (named.code.name == "act" or pattern is None):
        return None
    taken.nouns.update(t.i for t in syntax.conjuncts(noun))
    taken.nouns.update(n.i for n in near if _is_same_act(scene, n))
    rule = f"events.result.{named.code.name}"
    return Act(verb, noun, top, named.code, named, rule, _SURE, noun=noun)


def _is_way(scene: Scene, noun: Token) -> bool:
    """Does a noun name the way the harm was done ("killed nine in an airstrike")?"""
    named = act_noun(scene, noun)
    return named is not None and named.code.plover == "ASSAULT" and named.code.mode is not None


def _is_same_act(scene: Scene, noun: Token) -> bool:
    """Another word for the act itself ("hit by drone strikes in a night raid")."""
    named = act_noun(scene, noun)
    return named is not None and named.code.plover == "ASSAULT"


def _harming(scene: Scene, verb: Token) -> Token | None:
    """The noun that does the harm; in "an attack on a bus that killed nine" it is the attack."""
    subject = syntax.subject(verb)
    if subject is None or verb.dep_ not in ("relcl", "acl") or act_noun(scene, subject):
        return subject
    above = subject
    while above.dep_ in ("pobj", "conj", "prep", "poss", "compound"):
        above = above.head
        if above.pos_ == "NOUN" and act_noun(scene, above):
            return above
    return subject


def outcome_of(scene: Scene, verb: Token, taken: Taken) -> int | None:
    """The act (its token) of which a verb of harm is only the outcome ("exploded, killing 12")."""
    if lemma(verb) not in light_verbs()["harm"]:
        return None
    if verb.dep_ in ("relcl", "acl"):
        noun = _harming(scene, verb)
        return noun.i if noun is not None and noun.i in taken.nouns else None
    head = verb.head
    if verb.dep_ == "conj" and head.i in taken.outcomes:
        return taken.outcomes[head.i]
    if head.i not in taken.acts or has_subject(verb):
        return None
    outcome = verb.dep_ == "advcl" and verb.tag_ == "VBG"
    joined = verb.dep_ == "conj" and lemma(head) in light_verbs()["harm"]
    return head.i if outcome or joined else None


def is_told_by_clause(scene: Scene, verb: Token) -> bool:
    """A count of harm whose act a "when" clause tells ("nine were hurt when a bomb went off")."""
    if lemma(verb) not in light_verbs()["harm"] or not is_passive(verb):
        return False
    for child in verb.children:
        if child.dep_ == "advcl" and any(
            c.lower_ in ("when", "after", "as") for c in child.children
        ):
            subject = syntax.subject(child)
            named = act_noun(scene, subject)
            if named is not None or (subject is not None and scene.kind(subject) == "weapon"):
                return True
    return False


def has_subject(verb: Token) -> bool:
    """Has a verb a subject of its own?"""
    return any(c.dep_ in syntax.SUBJECTS for c in verb.children)


def harmed(act: Act) -> list[Token]:
    """Whom the outcome of an act names ("a bomb exploded, killing nine")."""
    found = [
        t for v in act.merged for o in _some(syntax.direct_object(v)) for t in syntax.listed(o)
    ]
    return found + [
        t
        for noun in deaths_by(act.noun)
        for _, n in syntax.prepositions(noun, "of", "to")
        for t in syntax.listed(n)
    ]


def deaths_by(noun: Token | None) -> list[Token]:
    """The nouns of harm an act is said to bring ("the attack resulted in the death of")."""
    if noun is None:
        return []
    verbs = [noun.head] if noun.dep_ in syntax.SUBJECTS else []
    verbs += [c for c in noun.children if c.dep_ in ("relcl", "acl")]
    found: list[Token] = []
    for verb in verbs:
        if verb.lemma_ in _bringing():
            found += _some(syntax.direct_object(verb))
            found += [n for _, n in syntax.prepositions(verb, "in", "to")]
    return [n for n in found if n.lemma_.lower() in classes()["harm"]]


def _some(token: Token | None) -> list[Token]:
    return [] if token is None or token.dep_ == "expl" else [token]


@lru_cache(maxsize=1)
def _bringing() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["bringing"])
