"""The two sides of an act: the heads of who does it and of who it is done to."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.reading import syntax
from sayso.reading.events_acts import Act, is_infinitive
from sayso.reading.events_harm import harmed
from sayso.reading.events_lexicon import abstract_nouns, best, classes, verb_patterns
from sayso.reading.events_scene import (
    ACTORS,
    Scene,
    core_noun,
    is_passive,
    lemma,
    prepositions,
    verb_facts,
)
from sayso.reading.events_spans import is_stray_act

NO_SIDE = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})


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
        actors = [act.actor]
    return _unique(actors), _unique(recipients)


def _verb_sides(scene: Scene, act: Act) -> tuple[list[Token], list[Token]]:
    verb, noun = act.head, act.noun
    subject = _sayer(verb) or syntax.subject(verb)
    if subject is None and act.top.i != verb.i:
        subject = syntax.subject(act.top)
    doer = syntax.agent(verb)
    if is_passive(verb):
        actors, themes = _all(doer), _all(subject)
    else:
        actors, themes = _all(subject), _all(_shared_object(verb))
        themes += [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    if act.suffers:
        actors, themes = [n for _, n in prepositions(verb, "by", "from")], actors
    if noun is not None:
        actors, themes = _with_noun(scene, act, noun, actors, themes)
    return actors, _recipients(scene, act, themes) + harmed(act)


def _sayer(verb: Token) -> Token | None:
    """Who posts, where the parse hangs what he says on the medium ("wrote on Facebook blaming")."""
    medium = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or medium.lemma_.lower() not in classes()["media"]:
        return None
    above = next((a for a in medium.ancestors if syntax.is_verbal(a)), None)
    return syntax.subject(above) if above is not None else None


def _shared_object(verb: Token) -> Token | None:
    """A verb's object, or the one it shares with the next of its coordinated verbs."""
    own = syntax.direct_object(verb)
    if own is not None:
        return own
    for child in verb.children:
        if child.dep_ == "conj" and child.i == verb.i + 2 and child.tag_ == verb.tag_:
            return syntax.direct_object(child)
    return None


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


def _recipients(scene: Scene, act: Act, themes: list[Token]) -> list[Token]:
    sources = act.pattern.recipient if act.pattern is not None else ()
    if sources:
        return _from_sources(scene, act, sources, themes)
    direct = [t for t in themes if _can_take(scene, act, t)]
    if direct:
        return direct
    complements = [c for c in act.head.children if c.dep_ == "acomp"]
    heads = [act.head, *complements, *themes, *([act.noun] if act.noun is not None else [])]
    for head in heads:
        behind = list(_behind(scene, head, act.code.to))
        if behind:
            return behind
    above = [act.head, *complements]
    papers = [
        n for head in above for _, n in prepositions(head, *act.code.to) if _is_abstract(scene, n)
    ]
    if act.pattern is None:
        return []
    nested = [n for t in (*themes, *papers) for n in _nested(scene, t)]
    found = nested or _demanded(act) or _promised(scene, act)
    if found:
        return found
    if act.code.theme != "any" or act.noun is not None:
        return []
    if themes and not _is_bound(act):
        return themes
    return [n for n in papers if n.ent_type_ not in NO_SIDE][:1]


def _promised(scene: Scene, act: Act) -> list[Token]:
    """Whom an act would touch that is only promised, refused or threatened ("to shell X")."""
    if not act.code.absorbs:
        return []
    for child in _infinitives(act.head):
        pattern = best(verb_patterns().get(lemma(child), ()), verb_facts(scene, child))
        if pattern is None:
            return [t for t in _all(syntax.direct_object(child)) if scene.is_actor(t)]
        inner = Act(child, child, child, pattern.code, pattern, "", 0.0)
        touched = _recipients(scene, inner, _all(syntax.direct_object(child)))
        return [t for t in touched if scene.is_actor(t)]
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
    if act.code.theme == "none" or _is_abstract(scene, theme) or is_means(act, theme):
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
    for source in sources:
        if source == "subj":
            return _all(syntax.subject(act.head))
        if source == "obj":
            found += themes or _demanded(act)
        elif source != "none":
            behind = (n for _, n in prepositions(act.head, source))
            found += [n for n in behind if n.ent_type_ not in NO_SIDE]
    return [n for t in found for n in syntax.conjuncts(t)]


def _behind(scene: Scene, head: Token, names: Iterable[str]) -> Iterator[Token]:
    """The objects of the first of a head's prepositions that has one which can take part."""
    for name in names:
        found = [
            each
            for _, noun in prepositions(head, name)
            for each in syntax.conjuncts(noun)
            if noun.ent_type_ not in NO_SIDE
            and not _is_abstract(scene, each)
            and each.lemma_.lower() not in classes()["hours"]
        ]
        yield from found
        if found:
            return


def _nested(scene: Scene, theme: Token) -> Iterator[Token]:
    """Whose plan, demand or statement an abstract object is: possessor, "by", "from", "of"."""
    for child in theme.children:
        if child.dep_ in ("poss", "amod", "nmod", "compound") and _can_own(scene, child):
            yield child
            return
    for _, noun in prepositions(
        theme, "by", "from", "of", "with", "on", "against", "between", "to"
    ):
        if noun.ent_type_ in NO_SIDE:
            continue
        if scene.is_actor(noun) or not _is_abstract(scene, noun):
            yield from syntax.conjuncts(noun)
            return
        yield from _nested(scene, noun)


def _demanded(act: Act) -> list[Token]:
    """Of whom something is demanded or said: the subject of the clause behind the verb."""
    for child in act.head.children:
        if child.dep_ in ("ccomp", "xcomp"):
            subject = next((c for c in child.children if c.dep_ in syntax.SUBJECTS), None)
            if (
                subject is not None
                and subject.dep_ != "expl"
                and subject.lower_ not in ("it", "there")
            ):
                return _all(subject)
    return []


def _noun_sides(scene: Scene, noun: Token, act: Act) -> tuple[list[Token], list[Token]]:
    """The sides a noun of action names itself: "X's raid on Y", "Y's ouster by X"."""
    flags = act.pattern.flags if act.pattern is not None else frozenset()
    doers = [n for _, n in prepositions(noun, "by") for n in syntax.conjuncts(n)]
    before = [
        c for c in noun.children if c.dep_ in ("poss", "compound", "amod", "nmod") and c.i < noun.i
    ]
    owners = [c for c in before if _can_own(scene, c)]
    of = [n for _, n in prepositions(noun, "of") for n in syntax.conjuncts(n)]
    recipients: list[Token] = list(_behind(scene, noun, [p for p in act.code.to if p != "of"]))
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
            recipients = [c for c in before if _leaning(c) == "anti" and scene.is_actor(c)]
    if between:
        doers = doers + between
    return doers, recipients


def _can_own(scene: Scene, token: Token) -> bool:
    if token.dep_ == "poss":
        return token.lower_ not in (
            "today",
            "yesterday",
            "week",
            "year",
            "month",
            "its",
            "their",
            "his",
            "her",
            "our",
            "my",
        ) and (token.ent_type_ not in ("DATE", "TIME"))
    if lemma(token) in _descriptors() or _leaning(token):
        return False
    if scene.kind(token) == "place" and token.tag_ in ("NNP", "NN"):
        return False
    return scene.is_actor(token)


def _leaning(token: Token) -> str | None:
    """The "anti" or "pro" before a noun, hyphen or none ("anti-government protests")."""
    found = next((c.lower_ for c in token.children if c.lower_ in ("anti", "pro")), None)
    if found is None and token.i > 1 and token.nbor(-1).text == "-":
        before = token.nbor(-2).lower_
        found = before if before in ("anti", "pro") else None
    return found


def issuers(scene: Scene, token: Token) -> list[Token]:
    """Whose a statement, report or decision is that demands, condemns or promises; else itself."""
    if token.lemma_.lower() not in _papers() or scene.is_actor(token):
        return [token]
    found = [c for c in token.children if c.dep_ == "poss"]
    found += [n for _, n in prepositions(token, "by", "from", "of") if scene.is_actor(n)]
    if not found and token.dep_ == "dobj" and lemma(token.head) in _issuing():
        found = _all(syntax.subject(token.head))
    return found[:1] or [token]


@lru_cache(maxsize=1)
def _issuing() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["issuing"])


@lru_cache(maxsize=1)
def _descriptors() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["descriptors"])


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


def _is_abstract(scene: Scene, token: Token) -> bool:
    core = core_noun(token)
    if core.lemma_.lower() not in abstract_nouns():
        return False
    return scene.kind(token) not in ACTORS and scene.kind(token) != "place"


def _all(token: Token | None) -> list[Token]:
    if token is None or token.dep_ == "expl":
        return []
    return syntax.listed(token)


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
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") and token.tag_ not in (
        "WDT",
        "WP",
        "EX",
    )
