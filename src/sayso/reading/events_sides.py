"""The two sides of an act: the heads of who does it and of who it is done to."""

from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.reading import syntax
from sayso.reading.events_acts import Act
from sayso.reading.events_harm import harmed
from sayso.reading.events_lexicon import classes
from sayso.reading.events_recipients import (
    behind,
    can_own,
    every,
    leaning,
    recipients_of,
)
from sayso.reading.events_scene import Scene, is_passive, lemma, prepositions
from sayso.reading.events_spans import is_stray_act


def sides(scene: Scene, act: Act) -> tuple[list[Token], list[Token]]:
    """The heads of who does it and of who it is done to."""
    if act.head.i == act.trigger.i and act.head.pos_ in ("NOUN", "PROPN"):
        actors, recipients = _noun_sides(scene, act.head, act)
        recipients += harmed(act)
    else:
        actors, recipients = _verb_sides(scene, act)
    gerund = act.head.tag_ == "VBG" and not any(
        c.dep_ in syntax.SUBJECTS for c in act.head.children
    )
    if act.actor is not None and (not actors or gerund):
        actors = every(act.actor)
    return _unique(actors), _unique(recipients)


def _verb_sides(scene: Scene, act: Act) -> tuple[list[Token], list[Token]]:
    verb, noun = act.head, act.noun
    subject = _sayer(verb) or syntax.subject(verb)
    if subject is None and act.top.i != verb.i:
        subject = syntax.subject(act.top)
    doer = syntax.agent(verb) or _firing(scene, verb)
    if is_passive(verb):
        actors, themes = every(doer), every(subject)
    else:
        actors, themes = every(subject), every(_shared_object(verb))
    if act.suffers:
        actors, themes = [n for _, n in prepositions(verb, "by", "from")], actors
    if noun is not None:
        actors, themes = _with_noun(scene, act, noun, actors, themes)
    return actors, recipients_of(scene, act, themes) + harmed(act)


def _firing(scene: Scene, verb: Token) -> Token | None:
    """Who fires in "were killed in police firing", whichever of the two the parse takes for the
    noun and for the verb.
    """
    if not is_passive(verb):
        return None
    for _, noun in prepositions(verb, "in", "by"):
        fired = any(c.dep_ == "acl" and c.lower_ in _firings() for c in noun.children)
        before = next((c for c in noun.children if c.dep_ == "compound"), None)
        who = before if noun.lower_ in _firings() else noun if fired else None
        if who is not None and scene.kind(who) in ("government", "armed_group"):
            return who
    return None


@lru_cache(maxsize=1)
def _firings() -> frozenset[str]:
    return frozenset(lexicon("event_light")["firing"]["nouns"])


def _sayer(verb: Token) -> Token | None:
    """Who posts, where the parse hangs what he says on the medium ("wrote on Facebook blaming")."""
    medium = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or medium.lemma_.lower() not in classes()["media"]:
        return None
    above = next((a for a in medium.ancestors if syntax.is_verbal(a)), None)
    return syntax.subject(above) if above is not None else None


def _shared_object(verb: Token) -> Token | None:
    """A verb's object, or the one it shares with the next of its coordinated verbs."""
    own = [c for c in verb.children if c.dep_ in ("dobj", "obj")]
    if own:  # of "met his counterpart Foreign Minister Ada Lund" the parse makes two
        return _titled(verb, own[0]) or (own[-1] if own[0].pos_ == "ADJ" else own[0])
    for child in verb.children:
        if child.dep_ == "conj" and child.i == verb.i + 2 and child.tag_ == verb.tag_:
            return syntax.direct_object(child)
    return None


def _titled(verb: Token, first: Token) -> Token | None:
    """The name behind a title that the parse takes for the object ("his colleague Ada Lund")."""
    behind_it = (c for c in verb.children if c.i > first.i and c.dep_ in ("dobj", "npadvmod"))
    return next((c for c in behind_it if c.left_edge.i == first.i + 1 and _is_person(c)), None)


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" and token.tag_ == "NNP"


def _with_noun(
    scene: Scene, act: Act, noun: Token, actors: list[Token], themes: list[Token]
) -> tuple[list[Token], list[Token]]:
    """Sides of a verb that leans on a noun: the noun is no side, but brings its own."""
    nouns = {t.i for t in syntax.conjuncts(noun)}
    by_noun, to_noun = _noun_sides(scene, noun, act)
    actors = [t for t in actors if t.i not in nouns and not t.is_ancestor(noun)]
    if act.head.dep_ == "relcl":  # "attacks on a district, which killed nine": not the district
        actors = [t for t in actors if not noun.is_ancestor(t)]
    themes = [t for t in themes if t.i not in nouns]
    if act.suffers:
        return (actors or by_noun), themes
    return (actors or by_noun), themes + to_noun


def _noun_sides(scene: Scene, noun: Token, act: Act) -> tuple[list[Token], list[Token]]:
    """The sides a noun of action names itself: "X's raid on Y", "Y's ouster by X"."""
    flags = act.pattern.flags if act.pattern is not None else frozenset()
    doers = [n for _, n in prepositions(noun, "by") for n in syntax.conjuncts(n)]
    before = [
        c for c in noun.children if c.dep_ in ("poss", "compound", "amod", "nmod") and c.i < noun.i
    ]
    owners = [c for c in before if can_own(scene, c)]
    of = [n for _, n in prepositions(noun, "of") for n in syntax.conjuncts(n)]
    recipients: list[Token] = list(behind(scene, noun, [p for p in act.code.to if p != "of"]))
    between = [n for _, n in prepositions(noun, "between", "among") for n in syntax.conjuncts(n)]
    if "patient" in flags:
        possessed = [o for o in owners if o.dep_ == "poss"] if not of else []
        recipients = of or possessed or recipients
        doers += [o for o in owners if o not in recipients and (doers == [] or o.dep_ != "poss")]
    elif "doer" in flags:
        doers += owners + of
    else:
        doers += owners
        recipients = recipients or [t for t in of if "of" in act.code.to]
        if not recipients:
            recipients = [c for c in before if scene.kind(c) == "facility" and c.dep_ == "compound"]
        if not recipients:
            recipients = [c for c in before if leaning(c) == "anti" and scene.is_actor(c)]
    if between:
        doers = doers + between
    return doers, recipients


def issuers(scene: Scene, token: Token) -> list[Token]:
    """Whose a statement, report or decision is that demands, condemns or promises; else itself."""
    if token.lemma_.lower() not in _papers() or scene.is_actor(token):
        return [token]
    found = [c for c in token.children if c.dep_ == "poss"]
    found += [n for _, n in prepositions(token, "by", "from", "of") if scene.is_actor(n)]
    if not found and token.dep_ == "dobj" and lemma(token.head) in _issuing():
        found = every(syntax.subject(token.head))
    return found[:1] or [token]


@lru_cache(maxsize=1)
def _issuing() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["issuing"])


@lru_cache(maxsize=1)
def _papers() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["papers"])


def owners(scene: Scene, weapon: Token) -> list[Token]:
    """Who fires a weapon that stands for him: "missiles fired by X", "X's missiles"."""
    for child in weapon.children:
        if child.dep_ == "acl" and (doer := syntax.agent(child)) is not None:
            return syntax.conjuncts(doer)
    return [
        c
        for c in weapon.children
        if c.dep_ in ("poss", "amod", "nmod", "compound") and scene.is_actor(c)
    ]


def _unique(tokens: list[Token]) -> list[Token]:
    seen: set[int] = set()
    kept: list[Token] = []
    for token in sorted(tokens, key=lambda t: t.i):
        nobody = (
            token.lower_ in ("none", "nobody")
            or _is_mere_number(token)
            or _is_or_more(token)
            or syntax.negation(token) is not None
        )
        if _is_prefix(token):
            continue
        if token.i not in seen and _is_nominal(token) and not (nobody or is_stray_act(token)):
            seen.add(token.i)
            kept.append(token)
    return kept


def _is_prefix(token: Token) -> bool:
    """The "counter" and the hyphen of "counter-protesters"."""
    if token.is_punct:
        return True
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    return following.text == "-" and not token.whitespace_ and not following.whitespace_


def _is_mere_number(token: Token) -> bool:
    """A count or a time of day without a noun ("30 were wounded", "at 0740"): a figure, nobody."""
    if token.pos_ != "NUM" or any(c.dep_ in ("prep", "relcl", "acl") for c in token.children):
        return False
    return any(c.isdigit() for c in token.text) or token.dep_ == "pobj"


def _is_or_more(token: Token) -> bool:
    """As in "forty people or more": a bound, nobody else."""
    return token.lower_ in ("more", "so") and token.i > 0 and token.nbor(-1).lower_ == "or"


def _is_nominal(token: Token) -> bool:
    if token.pos_ == "X":  # an abbreviation in brackets
        return token.is_alpha
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") and token.tag_ not in (
        "WDT",
        "WP",
        "EX",
    )
