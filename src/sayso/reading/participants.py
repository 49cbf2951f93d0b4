"""Who takes part in an act, in which role, and on what standing."""

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.knowledge.ontology import VIOLENT
from sayso.model import Entity, EntityKind, Participant, Role, Standing
from sayso.reading import syntax
from sayso.reading.events_acts import Act, frames, light_verbs
from sayso.reading.events_lexicon import abstract_nouns, noun_patterns
from sayso.reading.events_members import bodies, side_of
from sayso.reading.events_recipients import NO_SIDE, is_means
from sayso.reading.events_scene import Scene, kinds_of_nouns, lemma, prepositions
from sayso.reading.events_sides import issuers, owners, sides
from sayso.reading.events_spans import noun_span

_PLACE_PREPOSITIONS = (
    "in", "at", "near", "outside", "inside", "around", "across", "from", "to", "into", "on", "off",
)  # fmt: skip
_ARMED_TYPES = frozenset({"ASSAULT", "PROTEST", "MOBILIZE"})
_POINTING = frozenset({"those", "these", "others", "some", "many"})
_PLACE_KINDS = frozenset({"place", "facility"})
_BLASTS = frozenset({"explosives", "suicide-attack"})
_BLASTED = frozenset({"facility", "vehicle", "object"})
_BLAST_PREPOSITIONS = (
    "in", "at", "near", "outside", "inside", "under", "underneath", "beneath", "opposite",
    "against", "behind", "beside", "on", "alongside",
)  # fmt: skip
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


def participants(scene: Scene, act: Act) -> tuple[Participant, ...]:
    """The participants of an act: actors, recipients, instruments, then places; none twice.

    A span is the noun phrase without relative clauses; ``entity`` is whom its head names, where
    that is known. Who is only suspected, accused, or denies it stands as such (design, rule 3).
    """
    actors, recipients = sides(scene, act)
    actors = [each for token in actors for each in issuers(scene, token)]
    recipients = [t for t in recipients if not _is_scene_of_protest(scene, act, t)]
    recipients += _blasted(scene, act)
    instruments = [t for t in actors if _is_instrument(scene, act, t)]
    actors = [t for t in actors if not _is_nobody(scene, act, t)]
    actors += [b for t in actors if act.code.plover in VIOLENT for b in bodies(scene, t)]
    shooters = [o for t in instruments for o in owners(scene, t)]
    actors = [t for t in actors if t not in instruments] + shooters
    instruments += list(_instruments(scene, act))
    if act.code.mode == "explosives":  # "the explosion of a grenade"
        instruments += [t for t in recipients if scene.kind(t) == "weapon"]
    found: dict[tuple[Role, int], Participant] = {}
    for role, tokens in (
        ("actor", actors),
        ("recipient", [t for t in recipients if t not in actors and t not in instruments]),
        ("instrument", instruments),
        ("place", list(_places(scene, act, recipients + instruments))),
    ):
        for token in tokens:
            _add(scene, act, role, token, found)  # type: ignore[arg-type]
    return tuple(found.values())


def _is_nobody(scene: Scene, act: Act, token: Token) -> bool:
    """Is what is said to do violence nothing that acts ("the wave of violence", "the area")? Words
    for people that no list has are mostly plural.
    """
    if act.code.plover not in VIOLENT or token.pos_ == "PROPN":
        return False
    kind = scene.kind(token)
    if kind == "place":
        return scene.draft.analysis.doc[token.i].ent_type_ == ""
    if kind == "facility":  # "a blast in the hotel killing two"
        return act.head.dep_ in ("acl", "relcl") and act.code.plover == "ASSAULT"
    if kind != "other" or token.lower_ in _POINTING:
        return False
    return token.tag_ != "NNS" or lemma(token) in abstract_nouns()


def _is_instrument(scene: Scene, act: Act, token: Token) -> bool:
    """Is what acts a thing in somebody's hands: a weapon, a vehicle that blows up?"""
    kind = scene.kind(token)
    return kind == "weapon" or (kind in ("vehicle", "object") and act.code.mode == "explosives")


def _blasted(scene: Scene, act: Act) -> list[Token]:
    """The things where a bomb goes off or is laid ("exploded in a hotel", "put under a bus")."""
    if act.code.mode not in _BLASTS:
        return []
    heads = [act.head, act.noun] if act.noun is not None else [act.head]
    return [
        each
        for head in heads
        for _, noun in prepositions(head, *_BLAST_PREPOSITIONS)
        for each in syntax.conjuncts(noun)
        if scene.kind(each) in _BLASTED and each.ent_type_ not in NO_SIDE
    ]


@lru_cache(maxsize=1)
def _harms() -> dict[str, EntityKind]:
    """The kind of what an act harms where no word tells it: the killed are people."""
    table: dict[EntityKind, list[str]] = lexicon("event_frames")["harms"]
    return {code: kind for kind, codes in table.items() for code in codes}


def _harmed_kind(act: Act) -> EntityKind:
    return _harms().get(act.code.name, "other")


def _is_scene_of_protest(scene: Scene, act: Act, token: Token) -> bool:
    """Is it only where people gather ("rallied at Freedom Square"), not against whom?"""
    at = token.head.lower_ in ("at", "in") and token.dep_ == "pobj"
    where = scene.kind(token) == "place" or token.ent_type_ in ("FAC", "LOC")
    return act.code.plover == "PROTEST" and at and where


def _add(
    scene: Scene,
    act: Act,
    role: Role,
    token: Token,
    found: dict[tuple[Role, int], Participant],
) -> None:
    start, end = _span(act, token, role)
    if (role, start) in found or (role == "place" and ("recipient", start) in found):
        return
    kind = scene.kind(token)
    if role == "actor" and kind == "place":
        kind = "government"
    elif role == "recipient" and kind == "other":
        kind = _harmed_kind(act)
    entity = scene.entity(token) or _nation(scene, token, kind) or side_of(scene, token)
    found[role, start] = Participant(
        role=role,
        entity=entity.id if entity is not None else None,
        kind=kind,
        standing=_standing(act, token, role),
        start=start,
        end=end,
        text=scene.draft.analysis.text[start:end],
    )


def _span(act: Act, token: Token, role: Role) -> tuple[int, int]:
    """The noun phrase without clauses and without what is said of cause, time and charge."""
    if token.dep_ in ("amod", "compound", "nmod"):
        return syntax.bounds(token.subtree, keep=token.i)
    own = (act.head.i, act.top.i)
    drop = [
        c
        for c in token.children
        if (c.dep_ in ("acl", "relcl") and (c.i in own or _is_set_off(c) or _is_speech(c)))
        or (
            c.dep_ in ("acl", "relcl", "prep", "amod") and c.i > token.i and c.is_ancestor(act.head)
        )
        or (
            c.dep_ == "prep"
            and c.i > token.i
            and (role == "instrument" or _is_circumstance(act, c))
        )
    ]
    return noun_span(token, drop)


def _is_speech(clause: Token) -> bool:
    """What somebody says, hung on the noun before it: "an ultimatum to the council, warning of",
    "an announcement that …".
    """
    says = clause.tag_ == "VBG" and clause.lemma_.lower() in frames().speech
    return says or any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _is_set_off(clause: Token) -> bool:
    """Does a comma part the clause from its noun?"""
    edge = clause.left_edge
    return edge.i > 0 and edge.nbor(-1).text == ","


def _is_circumstance(act: Act, prep: Token) -> bool:
    if prep.lower_ == "for" and _is_office(prep):
        return False
    if prep.lower_ in _CIRCUMSTANCES:
        return True
    if prep.lower_ == "of" and (
        _is_named_alone(prep) or any(c.dep_ == "pcomp" for c in prep.children)
    ):
        return True
    charged = act.code.name in ("accuse", "criticise", "convict")
    return (
        charged
        and prep.lower_ == "of"
        and any(c.dep_ == "pcomp" or c.lemma_.lower() in noun_patterns() for c in prep.children)
    )


def _is_office(prep: Token) -> bool:
    """As in "two inspectors for the agency": whose people they are, not what something is for."""
    served = any(c.dep_ == "pobj" and c.ent_type_ in ("ORG", "GPE") for c in prep.children)
    return served and kinds_of_nouns().get(prep.head.lemma_.lower()) in ("government", "people")


def _is_named_alone(of: Token) -> bool:
    """Is the noun before "of" a whole name ("the U.S. of …"), the phrase not part of it?"""
    head = of.head
    return head.ent_type_ in ("GPE", "PERSON", "NORP", "ORG") and not of.ent_type_


def _nation(scene: Scene, token: Token, kind: EntityKind) -> Entity | None:
    """A state's forces without a name of their own are its ("Russian warplanes")."""
    if kind not in ("government", "vehicle"):
        return None
    for child in token.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss") and child.i < token.i:
            entity = scene.entities.get(child.i)
            if entity is not None and entity.kind in ("government", "place", "coalition"):
                return entity
    return None


def _instruments(scene: Scene, act: Act) -> Iterator[Token]:
    for head in (act.head, act.noun):
        if head is None:
            continue
        for _, noun in prepositions(head, "with", "using", "by", "from"):
            if scene.kind(noun) == "weapon":
                yield from syntax.conjuncts(noun)
        for child in head.children:
            if child.dep_ == "compound" and scene.kind(child) in ("weapon", "vehicle"):
                yield child
            weapon = is_means(act, child) or (
                act.code.plover in _ARMED_TYPES
                and scene.kind(child) == "weapon"
                and lemma(head) not in light_verbs()["harm"]  # "destroyed six rockets"
            )
            means = ("dobj", "nsubjpass") if is_means(act, child) else ("dobj",)
            if child.dep_ in means and child.i != act.trigger.i and weapon:
                yield from syntax.conjuncts(child)
        if head.dep_ in ("acl", "relcl") and is_means(act, head.head):
            yield head.head


def _places(scene: Scene, act: Act, objects: list[Token]) -> Iterator[Token]:
    """Places behind a preposition of the act, or of whom it is done to ("hit a bus in Quetta")."""
    heads = [act.head, act.noun, act.top if act.top.i != act.head.i else None]
    for head in heads:
        if head is not None:
            yield from _placed(scene, head, _PLACE_PREPOSITIONS)
    for head in objects:
        if scene.kind(head) != "place":
            yield from _placed(scene, head, _PLACE_PREPOSITIONS[:4])


def _placed(scene: Scene, head: Token, names: tuple[str, ...]) -> Iterator[Token]:
    for _, noun in prepositions(head, *names):
        for each in syntax.conjuncts(noun):
            entity = scene.entity(each)
            if entity is not None and entity.kind in _PLACE_KINDS:
                yield each


def _standing(act: Act, token: Token, role: Role) -> Standing:
    """Suspected, accused, claimed or denied where the words around say so; else stated."""
    cues = _standing_words()
    for child in token.children:
        word = child.lemma_.lower(), child.lower_
        if child.dep_ in ("amod", "compound", "nmod") and cues.get(word[1], cues.get(word[0])):
            return cues.get(word[1]) or cues[word[0]]
    if token.lemma_.lower() == "suspect":
        return "suspected"
    if role != "actor":
        return "stated"
    for child in (*act.head.children, *act.top.children):
        found = _standing_adverbs().get(child.lower_) if child.dep_ == "advmod" else None
        if found is not None and (found != "suspected" or act.code.plover in _ARMED_TYPES):
            return found  # who "reportedly offered to mediate" is suspected of nothing
    return act.standing  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _standing_words() -> dict[str, Standing]:
    table: dict[Standing, list[str]] = lexicon("event_frames")["suspicion"]
    return {word: standing for standing, words in table.items() for word in words}


@lru_cache(maxsize=1)
def _standing_adverbs() -> dict[str, Standing]:
    table: dict[Standing, list[str]] = lexicon("event_frames")["adverbs"]
    return {word: standing for standing, words in table.items() for word in words}
