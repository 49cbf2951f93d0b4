"""Who takes part in an act, in which role, and on what standing."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.model import EntityKind, Participant, Role, Standing
from sayso.reading import syntax
from sayso.reading.events_acts import Act
from sayso.reading.events_lexicon import abstract_nouns, noun_patterns
from sayso.reading.events_scene import ACTORS, Scene, core_noun
from sayso.reading.events_spans import is_stray_act, noun_span

_PLACE_PREPOSITIONS = (
    "in", "at", "near", "outside", "inside", "around", "across", "from", "to", "into", "on", "off",
)  # fmt: skip
_PLACE_KINDS = frozenset({"place", "facility"})
_CIRCUMSTANCES = frozenset(
    {
        "for",
        "over",
        "after",
        "during",
        "since",
        "amid",
        "as",
        "despite",
        "until",
        "before",
        "following",
        "because",
    }
)
_NO_SIDE = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})


def participants(scene: Scene, act: Act) -> tuple[Participant, ...]:
    """The participants of an act: actors, recipients, instruments, then places; none twice.

    A span is the noun phrase without relative clauses; ``entity`` is whom its head names, where
    that is known. Who is only suspected, accused, or denies it stands as such (design, rule 3).
    """
    actors, recipients = _sides(scene, act)
    actors = [each for token in actors for each in _issuers(scene, token)]
    instruments = [t for t in actors if scene.kind(t) == "weapon"]
    owners = [o for t in instruments for o in _owners(scene, t)]
    actors = [t for t in actors if t not in instruments] + owners
    instruments += list(_instruments(scene, act))
    found: dict[tuple[Role, int], Participant] = {}
    for role, tokens in (
        ("actor", actors),
        ("recipient", [t for t in recipients if t not in actors]),
        ("instrument", instruments),
        ("place", list(_places(scene, act))),
    ):
        for token in tokens:
            _add(scene, act, role, token, found)  # type: ignore[arg-type]
    return tuple(found.values())


def _add(
    scene: Scene,
    act: Act,
    role: Role,
    token: Token,
    found: dict[tuple[Role, int], Participant],
) -> None:
    start, end = _span(act, token)
    if (role, start) in found or (role == "place" and ("recipient", start) in found):
        return
    kind = scene.kind(token)
    if role == "actor" and kind == "place":
        kind = "government"
    entity = scene.entity(token) or _nation(scene, token, kind)
    found[role, start] = Participant(
        role=role,
        entity=entity.id if hasattr(entity, "id") else None,
        kind=kind,
        standing=_standing(act, token) if role == "actor" else "stated",
        start=start,
        end=end,
        text=scene.draft.analysis.text[start:end],
    )


def _span(act: Act, token: Token) -> tuple[int, int]:
    """The noun phrase without clauses, and without the phrases of cause, time and charge behind it."""
    if token.dep_ in ("amod", "compound", "nmod"):
        return syntax.bounds(token.subtree, keep=token.i)
    own = (act.head.i, act.top.i)
    drop = [
        c
        for c in token.children
        if (c.dep_ in ("acl", "relcl") and c.i in own)
        or (c.dep_ == "prep" and c.i > token.i and _is_circumstance(act, c))
    ]
    return noun_span(token, drop)


def _is_circumstance(act: Act, prep: Token) -> bool:
    if prep.lower_ in _CIRCUMSTANCES:
        return True
    charged = act.code.name in ("accuse", "criticise", "convict")
    return (
        charged
        and prep.lower_ == "of"
        and any(c.dep_ == "pcomp" or c.lemma_.lower() in noun_patterns() for c in prep.children)
    )


def _nation(scene: Scene, token: Token, kind: EntityKind) -> object:
    """A state's forces without a name of their own are its ("Russian warplanes")."""
    if kind not in ("government", "vehicle"):
        return None
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss") and child.i < token.i:
            entity = scene.entities.get(child.i)
            if entity is not None and entity.kind in ("government", "place", "coalition"):
                return entity
    return None


def _sides(scene: Scene, act: Act) -> tuple[list[Token], list[Token]]:
    """The heads of who does it and of who it is done to."""
    if act.head.i == act.trigger.i and act.head.pos_ in ("NOUN", "PROPN"):
        actors, recipients = _noun_sides(scene, act.head, act)
    else:
        actors, recipients = _verb_sides(scene, act)
    if act.actor is not None and not actors:
        actors = [act.actor]
    return _unique(actors), _unique(recipients)


def _verb_sides(scene: Scene, act: Act) -> tuple[list[Token], list[Token]]:
    verb, noun = act.head, act.noun
    subject = syntax.subject(verb)
    if subject is None and act.top.i != verb.i:
        subject = syntax.subject(act.top)
    doer = syntax.agent(verb)
    if syntax.is_passive(verb):
        actors, themes = _all(doer), _all(subject)
    else:
        actors, themes = _all(subject), _all(syntax.direct_object(verb))
        themes += [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    if act.suffers:
        actors, themes = [n for _, n in syntax.prepositions(verb, "by", "from")], actors
    if noun is not None:
        actors, themes = _with_noun(scene, act, noun, actors, themes)
    recipients = _recipients(scene, act, actors, themes)
    return actors, recipients


def _with_noun(
    scene: Scene, act: Act, noun: Token, actors: list[Token], themes: list[Token]
) -> tuple[list[Token], list[Token]]:
    """Sides of a verb that leans on a noun: the noun is no side, but brings its own."""
    nouns = {t.i for t in syntax.conjuncts(noun)}
    by_noun, to_noun = _noun_sides(scene, noun, act)
    actors = [t for t in actors if t.i not in nouns and not t.is_ancestor(noun)]
    themes = [t for t in themes if t.i not in nouns]
    if act.suffers:
        return (actors or by_noun), themes
    return (actors + by_noun if not actors else actors), themes + to_noun


def _recipients(scene: Scene, act: Act, actors: list[Token], themes: list[Token]) -> list[Token]:
    sources = act.pattern.recipient if act.pattern is not None else ()
    if sources:
        return _from_sources(scene, act, sources, themes)
    direct = [t for t in themes if _can_take(scene, act, t)]
    if direct:
        return direct
    heads = [act.head, *themes, *([act.noun] if act.noun is not None else [])]
    for head in heads:
        behind = list(_behind(scene, head, act.code.to))
        if behind:
            return behind
    nested = [n for t in themes for n in _nested(scene, t)]
    if nested or (demanded := _demanded(act)):
        return nested or demanded
    return themes if act.noun is None and act.code.theme == "any" and not _is_bound(act) else []


def _can_take(scene: Scene, act: Act, theme: Token) -> bool:
    """Can a direct object be the recipient: not where the code has it otherwise, nor abstract?"""
    if act.code.theme == "none" or _is_abstract(scene, theme):
        return False
    return act.code.theme == "any" or scene.is_actor(theme)


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
            behind = (n for _, n in syntax.prepositions(act.head, source))
            found += [n for n in behind if n.ent_type_ not in _NO_SIDE]
    return [n for t in found for n in syntax.conjuncts(t)]


def _behind(scene: Scene, head: Token, prepositions: Iterable[str]) -> Iterator[Token]:
    """The objects of the first of a head's prepositions, by rank, that has one which can take part."""
    for name in prepositions:
        found = [
            each
            for _, noun in syntax.prepositions(head, name)
            for each in syntax.conjuncts(noun)
            if noun.ent_type_ not in _NO_SIDE and not _is_abstract(scene, each)
        ]
        yield from found
        if found:
            return


def _nested(scene: Scene, theme: Token) -> Iterator[Token]:
    """Whose plan, demand or statement an abstract object is: possessor, "by", "from", "of"."""
    for child in theme.children:
        if child.dep_ in ("poss", "amod", "nmod", "compound") and scene.is_actor(child):
            yield child
            return
    for _, noun in syntax.prepositions(
        theme, "by", "from", "of", "with", "on", "against", "between", "to"
    ):
        if noun.ent_type_ in _NO_SIDE:
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
    """The sides a noun of action names itself: "X's raid on Y", "Y's ouster by X", "talks of X and Y"."""
    flags = act.pattern.flags if act.pattern is not None else frozenset()
    doers = [n for _, n in syntax.prepositions(noun, "by") for n in syntax.conjuncts(n)]
    before = [
        c for c in noun.children if c.dep_ in ("poss", "compound", "amod", "nmod") and c.i < noun.i
    ]
    owners = [c for c in before if _can_own(scene, c)]
    of = [n for _, n in syntax.prepositions(noun, "of") for n in syntax.conjuncts(n)]
    recipients: list[Token] = list(_behind(scene, noun, [p for p in act.code.to if p != "of"]))
    between = [
        n for _, n in syntax.prepositions(noun, "between", "among") for n in syntax.conjuncts(n)
    ]
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
    if between:
        doers = doers + between
    return doers, recipients


def _can_own(scene: Scene, token: Token) -> bool:
    if token.dep_ == "poss":
        return token.lower_ not in ("today", "yesterday", "week", "year", "month", "its") and (
            token.ent_type_ not in ("DATE", "TIME")
        )
    if scene.kind(token) == "place" and token.tag_ in ("NNP", "NN"):
        return False
    return scene.is_actor(token)


def _issuers(scene: Scene, token: Token) -> list[Token]:
    """Whose a statement, report or decision is that demands, condemns or promises; else itself."""
    if token.lemma_.lower() not in _papers() or scene.is_actor(token):
        return [token]
    owners = [c for c in token.children if c.dep_ == "poss"]
    owners += [n for _, n in syntax.prepositions(token, "by", "from", "of") if scene.is_actor(n)]
    if not owners and token.dep_ == "dobj":
        owners = _all(syntax.subject(token.head))
    return owners[:1] or [token]


@lru_cache(maxsize=1)
def _papers() -> frozenset[str]:
    return frozenset(lexicon("event_classes")["papers"])


def _owners(scene: Scene, weapon: Token) -> list[Token]:
    """Who fires a weapon that stands for him: "missiles fired by X", "X's missiles", "Xian missiles"."""
    for child in weapon.children:
        if child.dep_ == "acl" and (doer := syntax.agent(child)) is not None:
            return syntax.conjuncts(doer)
    return [
        c
        for c in weapon.children
        if c.dep_ in ("poss", "amod", "nmod", "compound") and scene.is_actor(c)
    ]


def _instruments(scene: Scene, act: Act) -> Iterator[Token]:
    for head in (act.head, act.noun):
        if head is None:
            continue
        for _, noun in syntax.prepositions(head, "with", "using", "by", "from"):
            if scene.kind(noun) == "weapon":
                yield from syntax.conjuncts(noun)
        for child in head.children:
            if child.dep_ == "compound" and scene.kind(child) in ("weapon", "vehicle"):
                yield child
            if child.dep_ == "dobj" and head.i != act.trigger.i and scene.kind(child) == "weapon":
                yield child


def _places(scene: Scene, act: Act) -> Iterator[Token]:
    for head in (act.head, act.noun, act.top if act.top.i != act.head.i else None):
        if head is None:
            continue
        for _, noun in syntax.prepositions(head, *_PLACE_PREPOSITIONS):
            for each in syntax.conjuncts(noun):
                entity = scene.entity(each)
                if entity is not None and entity.kind in _PLACE_KINDS:
                    yield each


def _is_abstract(scene: Scene, token: Token) -> bool:
    core = core_noun(token)
    if core.lemma_.lower() not in abstract_nouns():
        return False
    return scene.kind(token) not in ACTORS and scene.kind(token) != "place"


def _all(token: Token | None) -> list[Token]:
    if token is None or token.lower_ in ("it", "there") and token.dep_ == "expl":
        return []
    return syntax.conjuncts(token)


def _unique(tokens: list[Token]) -> list[Token]:
    seen: set[int] = set()
    kept: list[Token] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if token.i not in seen and _is_nominal(token) and not is_stray_act(token):
            seen.add(token.i)
            kept.append(token)
    return kept


def _is_nominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") and token.tag_ not in (
        "WDT",
        "EX",
    )


def _standing(act: Act, token: Token) -> Standing:
    """Suspected, accused, claimed or denied where the words around say so; else stated."""
    cues = _standing_words()
    for child in token.children:
        word = child.lemma_.lower(), child.lower_
        if child.dep_ in ("amod", "compound", "nmod") and cues.get(word[1], cues.get(word[0])):
            return cues.get(word[1]) or cues[word[0]]
    if token.lemma_.lower() == "suspect":
        return "suspected"
    for child in (*act.head.children, *act.top.children):
        if child.dep_ == "advmod" and (found := _standing_adverbs().get(child.lower_)):
            return found
    return act.standing  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _standing_words() -> dict[str, Standing]:
    table: dict[Standing, list[str]] = lexicon("event_frames")["suspicion"]
    return {word: standing for standing, words in table.items() for word in words}


@lru_cache(maxsize=1)
def _standing_adverbs() -> dict[str, Standing]:
    table: dict[Standing, list[str]] = lexicon("event_frames")["adverbs"]
    return {word: standing for standing, words in table.items() for word in words}
