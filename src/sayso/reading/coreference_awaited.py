"""A role first, its name later: "the envoy said …", then "Lena Orlik also warned …".

Nothing in such a pair says outright that the two are one, and whoever is taken for a holder of an
office is sought across reports by name (the design's rule 11). So nearness alone joins nobody: the
name must be said to go on ("also", "added"), tell nothing else of its bearer anywhere in the
report, and nobody else may have come between. What stays open stays apart.
"""

import re
from collections.abc import Iterable

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.coreference_chains import Chains, Ref, is_named, is_speech
from sayso.reading.coreference_names import core
from sayso.reading.mentions_page import Page

_NOUNS = "mention_nouns"
_RULES = "mention_rules"
_BEHIND = 2  # sentences in which a role may wait for its name
_FULL = 2  # words of a name that can be the first by which somebody is called

#: Kinds of which one that speaks in between may be who the name goes with.
_SPEAKERS = frozenset(
    {"person", "people", "organization", "government", "armed_group", "coalition"}
)
_MORE = re.compile(r"\s*(?:[,(–—-]|['’]s\b)")  # behind a name: more is told of its bearer
_TOLD_BEHIND = re.compile(r",\s+(?:an?|the|who|whose)\s")


def join_awaited(chains: Chains) -> None:
    """Join a role that speaks with the name that goes on speaking in the next sentences, where the
    report tells nothing else of who bears the name.
    """
    waiting: Ref | None = None
    seen: set[int] = set()
    for ref in chains.refs:
        root = chains.root(ref.owner)
        if waiting is not None and root == chains.root(waiting.owner):
            waiting = ref if ref.form == "nominal" and _speaks(chains.page, ref) else waiting
        elif _is_role(chains, ref) and root not in seen:
            waiting = ref
        elif waiting is not None and _comes_between(chains, ref, waiting):
            if root not in seen and _goes_on(chains, ref, waiting):
                chains.join(ref.owner, waiting.owner)
            waiting = None
        seen.add(root)


def _is_role(chains: Chains, ref: Ref) -> bool:
    """Is it a definite office without a name, and does it speak?"""
    entity = chains.entity(ref)
    if entity.kind != "person" or ref.form != "nominal" or is_named(entity):
        return False
    return ref.definite and ref.lemma in words(_NOUNS, "office") and _speaks(chains.page, ref)


def _speaks(page: Page, ref: Ref) -> bool:
    return page.is_subject(ref.head) and is_speech(page, page.heads[ref.head])


def _comes_between(chains: Chains, ref: Ref, waiting: Ref) -> bool:
    """Is it another person, or another that speaks in a sentence of its own?"""
    kind = chains.entity(ref).kind
    if kind == "person":
        return True
    return kind in _SPEAKERS and ref.sentence != waiting.sentence and _speaks(chains.page, ref)


def _goes_on(chains: Chains, ref: Ref, waiting: Ref) -> bool:
    """Is it a person by a full name who goes on where the role left off, and nothing else?"""
    page, entity = chains.page, chains.entity(ref)
    if entity.kind != "person" or ref.form != "name" or not _speaks(page, ref):
        return False
    if not 0 < ref.sentence - waiting.sentence <= _BEHIND or not _continues(page, ref):
        return False
    if entity.description is not None or entity.office or entity.link is not None:
        return False
    if any(_stands_before(chains, r, ref) for r in chains.refs) or _is_elsewhere(page, ref):
        return False
    genders = {chains.gender.get(chains.root(r.owner)) for r in (ref, waiting)} - {None}
    return len(genders) < 2 and _is_full_name(chains, ref) and not _is_told_of(chains, ref)


def _stands_before(chains: Chains, other: Ref, ref: Ref) -> bool:
    """Are other people before it in its sentence, of whom it may be one ("like many shopkeepers,
    …", "of the refugees …")?
    """
    before = other.sentence == ref.sentence and other.end <= ref.start
    return before and chains.entity(other).kind in ("person", "people")


def _continues(page: Page, ref: Ref) -> bool:
    """Does the verb say that somebody goes on ("also warned", "added")?"""
    verb = page.tokens[page.heads[ref.head]]
    if verb.lemma_ in words(_RULES, "going_on_verbs"):
        return True
    return any(c.lower_ in words(_RULES, "going_on") for c in verb.children)


def _is_elsewhere(page: Page, ref: Ref) -> bool:
    """Does the sentence open with a place or doing of the name's own ("from the shop, …"), not only
    with when or in what the two spoke ("in an interview on Monday, …")?
    """
    for child in page.tokens[page.heads[ref.head]].lefts:
        if child.i >= ref.first or child.is_punct or child.dep_ in ("ccomp", "cc", "advmod"):
            continue
        below = (c for c in child.children if c.dep_ == "pobj")
        said = child if child.dep_ != "prep" else next(below, child)
        timed = said.ent_type_ in ("DATE", "TIME")
        if not timed and page.noun_lemma(said.i) not in words(_RULES, "occasions"):
            return True
    return False


def _is_full_name(chains: Chains, ref: Ref) -> bool:
    """Is the name one by which the report can first call somebody: not a known one of an office of
    its own, nor one word alone, nor one with a trade before it ("Baker Peter Lang")?
    """
    name = chains.page.analysis.normal[ref.start : ref.end]
    parts = core(name)
    if chains.actors.holder(name) is not None or chains.actors.lookup(name) is not None:
        return False
    called = words(_NOUNS, "person") | words(_NOUNS, "office") | words(_RULES, "titles")
    if len(parts) < _FULL or parts[0] in called:
        return False
    given = words(_RULES, "male_names") | words(_RULES, "female_names")
    return len(parts) == _FULL or parts[0] in given


def _is_told_of(chains: Chains, ref: Ref) -> bool:
    """Does the report tell anything of the bearer beside the name: at the name, behind a later one,
    or in a sentence about them ("She is a nurse")?
    """
    page, root = chains.page, chains.root(ref.owner)
    text = page.analysis.normal
    if _MORE.match(text, ref.end) or _has_more(page, ref) or _has_own(page, ref):
        return True
    named = [r for r in chains.refs if r.form == "name" and chains.root(r.owner) == root]
    return any(_TOLD_BEHIND.match(text, r.end) for r in named) or any(
        _is_called(page, subject) for subject in _subjects(chains, ref, named)
    )


def _has_more(page: Page, ref: Ref) -> bool:
    """Has the name more words to it in the parse, or right before it, than the mention has?"""
    below = (c for c in page.tokens[ref.head].children if c.dep_ != "punct")
    if any(not ref.start <= c.idx < ref.end for c in below):
        return True
    before = page.before(ref.first)
    return before is not None and page.tags[before][:2] in ("NN", "JJ", "CD", "DT", "PR", "PO")


def _has_own(page: Page, ref: Ref) -> bool:
    """Does the sentence tell of what is theirs as a private person's ("his shop", "her husband"),
    not an office's ("her ministry")?
    """
    sentence = page.tokens[ref.head].sent
    owned = (t.head for t in sentence if t.tag_ == "PRP$" and t.lower_ in ("his", "her"))
    return any(page.noun_lemma(noun.i) not in _offices_own() for noun in owned)


def _offices_own() -> frozenset[str]:
    keys = ("government", "public_body", "office", "officials", "force", "coalition", "vague")
    found = frozenset[str]().union(*(words(_NOUNS, key) for key in keys))
    return found | words(_RULES, "occasions") | words(_RULES, "offices_own")


def _subjects(chains: Chains, ref: Ref, named: Iterable[Ref]) -> list[Token]:
    """The names of a person, and "he" and "she" in the next sentences."""
    page = chains.page
    pronouns = (
        t
        for t in page.tokens[ref.head + 1 :]
        if t.lower_ in ("he", "she") and page.sentences[t.i] - ref.sentence <= _BEHIND
    )
    return [*(page.tokens[r.head] for r in named), *pronouns]


def _is_called(page: Page, subject: Token) -> bool:
    """Does the sentence say what its subject is or does for a living ("was a nurse", "works as a
    nurse"; "as a nurse, she said …")?
    """
    if not page.is_subject(subject.i):
        return False
    for child in subject.head.children:
        if child.dep_ == "attr" and child.tag_ == "NN":
            return True
        if child.dep_ == "prep" and child.lower_ == "as":
            return any(c.tag_ == "NN" for c in child.children)
    return False
