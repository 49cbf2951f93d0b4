"""Naming a term in plain words, and who, on whom and where it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, table
from sayso.reading.draft import Draft
from sayso.reading.syntax import (
    agent,
    direct_object,
    is_passive,
    is_verbal,
    prepositions,
)
from sayso.reading.terms_heads import Head
from sayso.reading.terms_places import where
from sayso.reading.terms_words import (
    entity_at,
    gerund,
    is_private,
    name_before,
    noun_words,
    particle,
    phrase,
    public,
    several,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A term's name and its parts: ``what`` in lemmas, entities by id, the rules that gave them."""

    name: str
    what: str
    head: str
    actor: str | None
    recipient: str | None
    place: str | None
    private: bool
    rules: tuple[str, ...]


def named(head: Head, tokens: list[Token], draft: Draft) -> Named:
    """The name and parts of what a head bears; ``tokens`` are those of its side."""
    inside = {t.i for t in tokens}
    if is_verbal(head.token):
        return _of_verb(head, inside, draft)
    return _of_noun(head, inside, draft)


def _of_noun(head: Head, inside: set[int], draft: Draft) -> Named:
    noun = head.token
    shown, what = noun_words(noun, draft)
    sides = _on_whom(noun, inside, draft, _by_whom(noun, inside, draft))
    if head.doer is not None and not sides.of and not sides.by:
        sides = replace(sides, actor=sides.actor or public(head.doer, draft))
    tail = [w for w in _tail(noun, inside, draft) if w not in sides.of]
    place, at = where(noun, inside, draft, motion=False)
    if not at and head.clause is not None:
        place, at = where(head.clause, inside, draft, motion=False)
    tail = [w for w in tail if not (at and w.startswith("in "))]
    return _made(
        [shown, *sides.of, *sides.by, *tail, *at],
        [what, *sides.unknown, *tail, *(at if place is None else [])],
        (noun.lemma_.lower(), sides.actor, sides.recipient, place),
        _is_about_private(noun, inside, draft),
        "terms.noun",
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """Whose act or state a noun is and on whom it falls, by ids; the words of its name that say so
    ("of …", "on …" and "by …"), and those of them that no id stands for.
    """

    actor: str | None = None
    recipient: str | None = None
    of: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def plus(self, *, actor: str | None = None, recipient: str | None = None, said: str) -> Self:
        """These with one more phrase, and whom it names."""
        known = actor is not None or recipient is not None
        by = said.startswith("by ")
        return replace(
            self,
            actor=self.actor or actor,
            recipient=self.recipient or recipient,
            of=self.of if by else (*self.of, said),
            by=(*self.by, said) if by else self.by,
            unknown=self.unknown if known else (*self.unknown, said),
        )


def _by_whom(noun: Token, inside: set[int], draft: Draft) -> _Sides:
    """What a "by" phrase, a possessor or a name before the noun says."""
    suffers, does = _is_of("sufferers", noun), _is_of("doings", noun)
    by = _by(noun)
    sides = _Sides()
    if by is not None:
        participle = any(c.dep_ == "acl" and agent(c) == by for c in noun.children)
        if participle and suffers:
            sides = sides.plus(recipient=public(by, draft), said=f"of {phrase(by, draft)}")
        else:
            sides = sides.plus(actor=public(by, draft), said=f"by {several(by, draft)}")
    owner = next((c for c in noun.children if c.dep_ == "poss"), None) or name_before(noun, draft)
    if owner is None or owner.i not in inside:
        return sides
    entity = public(owner, draft)
    named_ = entity is not None or owner.pos_ != "PRON"
    if suffers and by is None and next(prepositions(noun, "of"), None) is None and named_:
        return sides.plus(recipient=entity, said=f"of {phrase(owner, draft)}")
    if named_:
        return sides.plus(actor=entity, said=f"{'by' if does else 'of'} {phrase(owner, draft)}")
    return sides


def _on_whom(noun: Token, inside: set[int], draft: Draft, sides: _Sides) -> _Sides:
    """What the phrases with "of" and "on" add."""
    of = next((o for _, o in prepositions(noun, "of")), None)
    if of is not None and of.i in inside and not _is_of("transparent", noun):
        entity, said = public(of, draft), f"of {phrase(of, draft)}"
        if _is_of("sufferers", noun):
            sides = sides.plus(recipient=entity, said=said)
        else:
            sides = sides.plus(actor=entity, said=said)
    falls = _on(noun, inside)
    if falls is not None:
        sides = sides.plus(recipient=public(falls, draft), said=f"on {phrase(falls, draft)}")
    return sides


def _is_of(key: str, noun: Token) -> bool:
    return noun.lemma_.lower() in lexicon("terms")[key]["nouns"]


def _of_verb(head: Head, inside: set[int], draft: Draft) -> Named:
    verb = head.token
    row = _row(verb, inside, draft)
    passive = is_passive(verb)
    done_to = head.doer if passive else direct_object(verb)
    doer = agent(verb) if passive else head.doer
    if done_to is not None and done_to == doer:
        doer = None
    if done_to is not None and done_to.tag_ in ("WDT", "WP"):
        done_to = None
    actor = public(doer, draft) if doer is not None else None
    recipient = public(done_to, draft) if done_to is not None else None
    motion = row is not None and row["to"] != "-"
    places, at = where(verb, inside, draft, motion=motion)
    said: list[str] = []
    if row is None or (row["of"] == "subject" and row["to"] == "to" and done_to is not None):
        shown, what = f"{gerund(verb)}{particle(verb)}", f"{verb.lemma_.lower()}{particle(verb)}"
        if done_to is not None and _is_worded(done_to, draft):
            said.append(phrase(done_to, draft))
        elif done_to is None and doer is not None and doer.pos_ != "PRON":
            shown, what = (f"{phrase(doer, draft)} {w}" for w in (shown, what))
    else:
        shown, what = row["shown"], row["noun"]
        if row["of"] == "subject" or (row["of"] == "object" and done_to is None):
            said += _of_subject(doer, draft)
            if row["to"] == "from" and done_to is not None and _is_place(done_to, draft):
                said.append(f"from {phrase(done_to, draft)}")
        elif done_to is not None and _is_worded(done_to, draft):
            said.append(f"{row['on'] if row['on'] != '-' else 'of'} {phrase(done_to, draft)}")
    if head.ease is not None:
        shown, what = f"{head.ease} of {gerund(verb)}", f"{head.ease} {what}"
        said = [phrase(done_to, draft)] if done_to is not None else []
    kept = [] if any(at) else _tail(verb, inside, draft)
    private = _is_about_private(verb, inside, draft)
    if doer is not None and not private:
        private = is_private(doer, draft, verb)
    return _made(
        [shown, *said, *kept, *at],
        [what, *(w for w in said if recipient is None), *kept, *(at if places is None else [])],
        (row["noun"] if row is not None else verb.lemma_.lower(), actor, recipient, places),
        private,
        "terms.verb",
    )


def _made(
    name: list[str],
    what: list[str],
    parts: tuple[str, str | None, str | None, str | None],
    private: bool,
    rule: str,
) -> Named:
    head, actor, recipient, place = parts
    return Named(
        " ".join(_once(name)), " ".join(what), head, actor, recipient, place, private, (rule,)
    )


def _once(parts: list[str]) -> list[str]:
    """The parts of a name without a place that another part names already."""
    *before, last = parts
    _, _, place = last.partition(" ")
    return before if before and place and place in " ".join(before) else parts


def _is_place(token: Token, draft: Draft) -> bool:
    entity = entity_at(token, draft)
    return entity is not None and entity.kind == "place"


def _is_about_private(token: Token, inside: set[int], draft: Draft) -> bool:
    """Whether somebody without a public office is named in what hangs on a word."""
    return any(is_private(t, draft, token) for t in token.subtree if t.i in inside)


def _row(verb: Token, inside: set[int], draft: Draft) -> Mapping[str, str] | None:
    """The verb's row of the table of nouns; another where it has a place one goes to."""
    lemma = verb.lemma_.lower()
    _, at = where(verb, inside, draft, motion=True)
    goes = any(place.startswith("to ") for place in at)
    return (_nominal().get(f"{lemma}+to") if goes else None) or _nominal().get(lemma)


def _of_subject(doer: Token | None, draft: Draft) -> list[str]:
    """The subject as "of …", but where it is the organisation itself or stands for it."""
    if doer is None or not _is_worded(doer, draft):
        return []
    whole = public(doer, draft) is not None
    if whole and (
        doer.pos_ in ("PROPN", "PRON")
        or doer.lemma_.lower() in lexicon("terms")["standing_for"]["nouns"]
    ):
        return []
    return [f"of {phrase(doer, draft)}"]


def _is_worded(token: Token, draft: Draft) -> bool:
    """Whether there is something to call it by: of pronouns, those of a known entity."""
    return token.pos_ != "PRON" or public(token, draft) is not None


def _by(noun: Token) -> Token | None:
    direct = next((o for _, o in prepositions(noun, "by")), None)
    if direct is not None:
        return direct
    participle = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    return agent(participle) if participle is not None else None


def _on(noun: Token, inside: set[int]) -> Token | None:
    """Whom a noun's act falls on."""
    named_ = tuple(map(str, lexicon("terms")["falls_on"]["prepositions"]))
    return next((o for _, o in prepositions(noun, *named_) if o.i in inside), None)


def _tail(token: Token, inside: set[int], draft: Draft) -> list[str]:
    """The other phrases that tell it apart ("for fuel"), places and times left out."""
    kept = []
    handled = {"of", "by", *map(str, lexicon("terms")["falls_on"]["prepositions"])}
    for preposition, below in prepositions(token):
        if preposition.i < token.i or below.i not in inside or preposition.lower_ in handled:
            continue
        if below.dep_ == "pcomp" or below.ent_type_ in ("DATE", "TIME") or _is_time(below, draft):
            continue
        entity = entity_at(below, draft)
        if entity is not None and entity.place is not None and not entity.is_public:
            continue
        if (
            preposition.lower_ == "in"
            and below.pos_ == "PROPN"
            and not is_private(below, draft, token)
        ):
            kept.append(f"in {several(below, draft)}")
        goes = preposition.lower_ == "to" and is_verbal(token)
        if goes or preposition.lower_ in lexicon("terms")["tails"]["prepositions"]:
            kept.append(f"{preposition.lower_} {several(below, draft)}")
    return kept[:1]


def _is_time(token: Token, draft: Draft) -> bool:
    return any(t.start <= token.idx < t.end for t in draft.times)


def stands_alone(verb: Token) -> bool:
    """Whether a verb's noun names something without whom it is of or on ("protests", "riots")."""
    row = _nominal().get(verb.lemma_.lower())
    return row is not None and row["of"] == row["on"] == "-"


@lru_cache(maxsize=1)
def _nominal() -> Mapping[str, Mapping[str, str]]:
    return {row["verb"]: row for row in table("nominal")}
