"""Acts told by verbs: coded ones by the lexicon, light verbs with their noun, harm, plain acts."""

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.reading import syntax
from sayso.reading.events_acts import (
    Act,
    Taken,
    absorb,
    auxiliaries,
    by_depth,
    frames,
    is_advised,
    is_infinitive,
    light_verbs,
    top_of,
)
from sayso.reading.events_harm import harm, has_subject, is_told_by_clause, outcome_of
from sayso.reading.events_lexicon import (
    Code,
    Facts,
    Pattern,
    abstract_nouns,
    best,
    classes,
    codes,
    verb_patterns,
)
from sayso.reading.events_scene import Scene, act_noun, is_passive, lemma, verb_facts

_LIGHT = 0.75
_BOUND, _BARE, _PLAIN = 0.8, 0.7, 0.5


def verb_acts(scene: Scene, sentence: list[Token], taken: Taken) -> list[Act]:
    """The acts the verbs of one sentence tell; what they speak for is marked in ``taken``."""
    found: list[Act] = []
    results: dict[int, list[Token]] = {}
    verbs = [t for t in sentence if syntax.is_verbal(t) and not syntax.is_verbal_modifier(t)]
    for verb in by_depth(verbs):
        if verb.i in taken.absorbed or verb.i in taken.verbs:
            _pass_on(verb, taken)
            continue
        told = outcome_of(scene, verb, taken)
        if told is not None:
            taken.outcomes[verb.i] = told
            results.setdefault(told, []).append(verb)
            continue
        act = _act(scene, verb, taken)
        if act is not None:
            found.append(act)
            taken.acts.add(act.head.i)
            if act.code.absorbs:
                act.inner = _inner(scene, verb)
                absorb(act, taken)
    for act in found:
        for place in {act.head.i, act.trigger.i}:
            act.merged += results.get(place, [])
    return found


def _inner(scene: Scene, verb: Token) -> Code | None:
    """What a verb that promises, refuses or threatens speaks of ("vowed to crush the revolt")."""
    heads = [verb, *(c for c in verb.children if c.dep_ == "acomp")]
    for child in (c for head in heads for c in head.children):
        if child.dep_ in ("xcomp", "advcl") and is_infinitive(child):
            pattern = best(verb_patterns().get(lemma(child), ()), verb_facts(scene, child))
            if pattern is None or not pattern.conditions:
                pattern = act_noun(scene, syntax.direct_object(child), child) or pattern
            return pattern.code if pattern is not None else None
    return None


def _pass_on(verb: Token, taken: Taken) -> None:
    """What an absorbed verb governs is absorbed with it."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "dobj", "conj"):
            taken.absorbed.add(child.i)


def _act(scene: Scene, verb: Token, taken: Taken) -> Act | None:
    top = top_of(verb)
    if verb.i in scene.named or _is_told_of_act(verb):
        return None
    if is_advised(verb, top) or _is_purpose(verb) or _is_wanted(verb):
        _pass_on(verb, taken)
        return None
    if _is_counted(verb):
        return None
    facts = verb_facts(scene, verb)
    pattern = best(verb_patterns().get(lemma(verb), ()), facts)
    if pattern is not None and pattern.code.name == "no-act":
        return None
    named = harm(scene, verb, top, pattern, taken)
    if named is not None:
        return named
    if pattern is not None and (pattern.binds("obj") or pattern.binds("~")):
        _take_bound(verb, pattern, taken)
        return Act(
            verb, verb, top, pattern.code, pattern, f"events.verb.{pattern.code.name}", _BOUND
        )
    if is_told_by_clause(scene, verb):
        return None
    act = _light(scene, verb, top, taken)
    if act is not None:
        return act
    if pattern is not None and _fits(scene, verb, pattern):
        sure = _BOUND if pattern.conditions else _BARE
        return Act(verb, verb, top, pattern.code, pattern, f"events.verb.{pattern.code.name}", sure)
    return _plain(scene, verb, top, facts)


def _fits(scene: Scene, verb: Token, pattern: Pattern) -> bool:
    """Words and help come from somebody; a modifier ("groups opposed to") needs a doer or time."""
    rough = pattern.code.plover in ("ASSAULT", "COERCE", "SANCTION", "RETREAT", "PROTEST", None)
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and not rough and pattern.code.name != "accuse":
        return _is_dated_modifier(verb)
    if is_passive(verb):
        return True
    subject = syntax.subject(verb)
    if subject is None:
        return True
    if rough:
        return (
            lemma(subject) not in abstract_nouns()
            or scene.is_actor(subject)
            or bool(act_noun(scene, subject))
        )
    return scene.kind(subject) not in ("object", "weapon")


def _take_bound(verb: Token, pattern: Pattern, taken: Taken) -> None:
    """The noun a pattern asks for is part of the act ("declare a ceasefire")."""
    if pattern.binds("obj"):
        theme = syntax.subject(verb) if is_passive(verb) else syntax.direct_object(verb)
        if theme is not None and not _is_claimed(pattern, theme):
            taken.nouns.update(t.i for t in syntax.conjuncts(theme))
    for condition in pattern.conditions:
        if condition.slot == "~" and condition.values:
            taken.nouns.update(n.i for _, n in syntax.prepositions(verb, condition.name))


def _is_claimed(pattern: Pattern, deed: Token) -> bool:
    """Is a noun an act somebody owns up to ("claimed the attack"): one told for itself?"""
    return pattern.code.name == "own-up" and lemma(deed) in classes()["deed"]


def _is_purpose(verb: Token) -> bool:
    """An infinitive of purpose, or under a noun ("a temptation to move"): no act that happened."""
    if not is_infinitive(verb):
        return False
    if verb.dep_ == "advcl":
        return verb.head.lemma_ not in frames().causal
    if verb.dep_ in ("acl", "relcl"):
        return verb.head.lemma_.lower() not in frames().attempt_nouns
    if verb.dep_ == "xcomp":
        head = verb.head
        known = frames().causal | frames().transparent
        return head.lemma_.lower() not in known and head.pos_ not in ("VERB", "AUX")
    return False


def _is_wanted(verb: Token) -> bool:
    """What a demand, call or proposal holds is no act yet ("their demands include freeing …")."""
    noun = syntax.subject(verb)
    return (
        verb.tag_ == "VBG"
        and noun is not None
        and noun.lemma_.lower() in frames().absorbing_nouns
        and not auxiliaries(verb)
    )


def _is_told_of_act(verb: Token) -> bool:
    """A participle that says what a protest is about ("a march condemning the raid")."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ == "VBG"
        and verb.head.lemma_.lower() in classes()["protest"]
    )


def _is_counted(verb: Token) -> bool:
    """A count or a trend, not an act: "the number of people killed"."""
    noun = verb.head if verb.dep_ == "acl" else syntax.subject(verb)
    if noun is None:
        return False
    for each in (noun, *(a for a in noun.ancestors if a.i < noun.i and a.pos_ == "NOUN")):
        if each.lemma_.lower() in frames().counts and any(
            c.dep_ == "det" and c.lower_ == "the" for c in each.children
        ):
            return True
    return False


def _light(scene: Scene, verb: Token, top: Token, taken: Taken) -> Act | None:
    """A light verb and its act: "launch a raid", "suffered an attack", "a blast took place"."""
    names = spoken = _names(verb)
    light = light_verbs()
    passive = is_passive(verb)
    theme = syntax.subject(verb) if passive else syntax.direct_object(verb)
    if (theme is None or "take+part" in names) and not passive:
        theme = next((n for _, n in syntax.prepositions(verb, "in", "under", "with", "on")), None)
        names = names & {"take+part", "come+under", "participate", "press+on"}
    if names & light["doers"] and (pattern := act_noun(scene, theme, verb)) and theme is not None:
        return _leaning(verb, theme, top, pattern, taken)
    if (
        names & light["sufferers"]
        and (pattern := act_noun(scene, theme, verb))
        and theme is not None
    ):
        act = _leaning(verb, theme, top, pattern, taken)
        act.suffers = not passive
        return act
    return _existential(scene, verb, top, taken) if spoken & light["existential"] else None


def _leaning(verb: Token, noun: Token, top: Token, pattern: Pattern, taken: Taken) -> Act:
    taken.nouns.update(t.i for t in syntax.conjuncts(noun))
    rule = f"events.light.{pattern.code.name}"
    return Act(verb, noun, top, pattern.code, pattern, rule, _LIGHT, noun=noun)


def _existential(scene: Scene, verb: Token, top: Token, taken: Taken) -> Act | None:
    """An act that is said to be: "there was an attack", "clashes erupted"; not "no attacks"."""
    if verb.lemma_ == "be":
        if not any(c.dep_ == "expl" for c in verb.children):
            return None
        noun = next((c for c in verb.children if c.dep_ in ("attr", "nsubj")), None)
    else:
        noun = None if syntax.direct_object(verb) else syntax.subject(verb)
    if noun is None or syntax.negation(noun) or noun.i in taken.nouns or verb.dep_ == "acl":
        return None
    pattern = act_noun(scene, noun)
    if pattern is None or is_passive(verb):
        return None
    return _leaning(verb, noun, top, pattern, taken)


def _plain(scene: Scene, verb: Token, top: Token, facts: Facts) -> Act | None:
    """An act no code fits: told as done, under way or expected, by or to somebody."""
    name = lemma(verb)
    known = frames()
    if name in known.state or name in known.causal or name in known.speech:
        return None
    if name in known.transparent and "inf" in facts.flags:
        return None
    if verb.pos_ != "VERB" or not name.isalpha():
        return None
    if (
        "that" in facts.flags
        or not _is_told(verb, top)
        or any(c.dep_ == "expl" for c in verb.children)
    ):
        return None
    subject = syntax.subject(verb) or accused(verb)
    if subject is None:
        return None
    if not is_passive(verb) and not scene.is_actor(subject):
        return None
    return Act(verb, verb, top, codes()["act"], None, "events.verb.act", _PLAIN)


def _is_told(verb: Token, top: Token) -> bool:
    """Past, perfect, progressive, future, or an infinitive that something drives; not a habit."""
    if verb.dep_ in ("acl", "relcl") and not _is_content(verb):
        return _is_dated_modifier(verb)
    if verb.dep_ in ("advcl", "pcomp", "csubj", "ccomp") and verb.tag_ == "VBG":
        return bool(auxiliaries(verb)) or accused(verb) is not None
    if is_infinitive(verb):
        head = verb.head
        if verb.dep_ == "conj" and syntax.is_verbal(head):
            head = head.head
        return top.i != verb.i or head.lemma_ in frames().causal
    if verb.dep_ == "advcl" and any(c.lower_ in ("if", "unless") for c in verb.children):
        return False
    if verb.tag_ in ("VBD", "VBN", "VBG"):
        return verb.tag_ == "VBD" or any(_is_eventive(a, verb) for a in auxiliaries(verb))
    return bool({a.lower_ for a in auxiliaries(verb)} & frames().future_modals)


def accused(verb: Token) -> Token | None:
    """Whom somebody accuses of the act that a gerund names ("accused them of burning the mill")."""
    charge = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "of" or verb.tag_ != "VBG":
        return None
    while charge.pos_ in ("NOUN", "PROPN") and charge.dep_ == "dobj":
        charge = charge.head  # the parse may hang "of" on the accused
    if charge.lemma_.lower() not in lexicon("voices")["charged"]:
        return None
    return syntax.subject(charge) if is_passive(charge) else syntax.direct_object(charge)


def _is_eventive(auxiliary: Token, verb: Token) -> bool:
    """Does an auxiliary tell of an act, not of a habit or a state ("is worn", "are connected")?"""
    lower = auxiliary.lower_
    if verb.tag_ == "VBN":
        return lower in ("was", "were", "been", "being", "had", "has", "have", "got", "will")
    return auxiliary.lemma_ == "be" or lower in ("been", "will")


def _is_content(verb: Token) -> bool:
    """A clause that says what a noun holds ("charges that they were hitting …")."""
    return verb.dep_ == "acl" and has_subject(verb) and bool(auxiliaries(verb))


def _is_dated_modifier(verb: Token) -> bool:
    """A clause behind a noun that tells an act of its own: with a doer, or a time."""
    if verb.tag_ not in ("VBD", "VBN", "VBG"):
        return False
    if verb.dep_ == "relcl" and auxiliaries(verb):
        return True
    dated = any(
        n.ent_type_ in ("DATE", "TIME") for n in verb.subtree if n.i > verb.i and n.head.i >= verb.i
    )
    return verb.tag_ != "VBG" and (dated or syntax.agent(verb) is not None)


def _names(verb: Token) -> set[str]:
    name = lemma(verb)
    names = {name}
    for child in verb.children:
        if child.dep_ in ("prt", "advmod", "prep", "dobj", "pobj"):
            names.add(f"{name}+{child.lower_}")
    return names
