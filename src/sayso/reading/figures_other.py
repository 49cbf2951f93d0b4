"""Counts that no number word carries (one victim, nobody hurt), and sums."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Figure
from sayso.model.statement import Measure
from sayso.reading.draft import Candidate
from sayso.reading.figures_measures import Predicate, by_lemma, in_list, lemma, noun_measure
from sayso.reading.figures_spans import clause_span, noun_span, verb_span
from sayso.reading.syntax import conjuncts, direct_object, is_passive

_PERSONS = ("person", "office")
_ZERO = ("no", "nobody", "none", "neither")


def none_hurt(tokens: list[Token]) -> Iterator[Candidate]:
    """As in "No one was hurt", "there were no casualties", "nobody died": zero, of that measure."""
    for index, token in enumerate(tokens):
        single = _not_one(tokens, index)
        if token.lower_ not in _ZERO and single is None:
            continue
        none = token.lower_ in ("nobody", "none")
        noun = single or (token if none else _named_by_no(tokens, index))
        if noun is None:
            continue
        verb = noun.head
        measure = _fate(noun, verb)
        if measure is not None and noun.dep_ in ("nsubj", "nsubjpass"):
            start, end = clause_span(token.i, Predicate(verb, measure, "subject"))
            anchor = verb.i
        elif lemma(noun) in ("report", "record") and (told := _reported(noun)) is not None:
            yield from _denied(token, told)
            continue
        elif in_list(noun, "deniable"):
            yield from _denied(token, noun)
            continue
        else:
            continue
        yield _none(start, end, anchor, measure)


def _reported(noun: Token) -> Token | None:
    """As in "no reports of injuries": what there is no report of."""
    below = (n for c in noun.children if c.lower_ == "of" for n in c.children)
    return next((n for n in below if in_list(n, "deniable")), None)


def _denied(no: Token, noun: Token) -> Iterator[Candidate]:
    """As in "no casualties", "no injuries or fatalities": each noun by itself."""
    for each in conjuncts(noun):
        if in_list(each, "deniable") and each.i >= noun.i:
            first = no.i if each.i == noun.i else each.i
            measure = by_lemma("nouns").get(lemma(each), "people")
            yield _none(*noun_span(first, each, each.i), each.i, measure)


def _none(start: int, end: int, anchor: int, measure: Measure) -> Candidate:
    figure = Figure(low=0, best=0, high=0, measure=measure, of=None)
    return Candidate("figure", start, end, anchor, "figures.none", 0.8, figure=figure)


def _not_one(tokens: list[Token], index: int) -> Token | None:
    """The noun of "not a single soldier", "not one soldier"."""
    said = [t.lower_ for t in tokens[index : index + 3]]
    if said != ["not", "a", "single"] and said[:2] != ["not", "one"]:
        return None
    at = tokens[index + 2] if said[1] == "a" else tokens[index + 1]
    return at.head if at.head.i > at.i and at.head.pos_ == "NOUN" else None


def _named_by_no(tokens: list[Token], index: int) -> Token | None:
    """The noun that "no" denies: "one" in "no one", "casualties" in "no casualties"."""
    token = tokens[index]
    if index + 1 < len(tokens) and tokens[index + 1].lower_ == "one":
        return tokens[index + 1]
    return (
        token.head
        if token.dep_ in ("det", "neg") and token.head.pos_ in ("NOUN", "PROPN")
        else None
    )


def _fate(noun: Token, verb: Token) -> Measure | None:
    if is_passive(verb) or noun.dep_ == "nsubjpass":
        return by_lemma("harms").get(lemma(verb))
    if lemma(verb) == "be":
        state = next((c for c in verb.children if c.dep_ in ("acomp", "attr")), None)
        found = by_lemma("states").get(state.lower_) if state is not None else None
        return found or (by_lemma("harms").get(lemma(state)) if state is not None else None)
    return by_lemma("fates").get(lemma(verb))


def single_victim(
    tokens: list[Token], text: str, taken: set[tuple[int, int]]
) -> Iterator[Candidate]:
    """As in "killed a policeman", "a man was shot dead", "the killing of an aid worker": one death,
    where the killing is plainly past: no modal, no negation, no infinitive. Who is named, or spoken
    of as known, counts where somebody or something killed him, not where he died in his bed.
    """
    for token in tokens:
        if not _kills(token) or (token.pos_ == "VERB" and not _is_plain_past(token)):
            continue
        victim, role = _victim(token)
        if victim is None:
            continue
        for index, one in enumerate(victims(victim, token)):
            harmed = by_lemma("harms").get(lemma(token)) == "deaths" or in_list(token, "leaving")
            definite = harmed and role != "nominal"
            named = definite and _is_named_person(one)
            if not _is_one_person(one, definite=definite) and not named:
                continue
            phrase = noun_span(one.left_edge.i, one, one.i)
            predicate = Predicate(token, "deaths", role)
            if index:
                span = phrase
            elif role == "subject":
                span = clause_span(one.left_edge.i, predicate)
            elif role == "object":
                span = verb_span(predicate)
            else:
                span = noun_span(token.left_edge.i, token, token.i)
            span = phrase if span in taken else span
            said = " ".join(text[phrase[0] : phrase[1]].split()).split(" ", 1)[-1]
            of = None if named else said  # a name is no sort of victim
            figure = Figure(low=1, best=1, high=1, measure="deaths", of=of)
            yield Candidate("figure", *span, token.i, "figures.single", 0.75, figure=figure)


def victims(victim: Token, verb: Token) -> list[Token]:
    """Who is hit, with those coordinated with him, also where the parse hangs them on the verb
    ("killed a judge and his driver").
    """
    strayed = [
        c
        for c in verb.children
        if c.dep_ == "conj" and c.pos_ == "NOUN" and c.i > victim.i and victim.dep_ == "dobj"
    ]
    return [*conjuncts(victim), *(s for s in strayed if s not in victim.conjuncts)]


def _kills(token: Token) -> bool:
    """A verb or noun that says somebody died: "killed", "died", "shot dead", "the killing of"."""
    if token.pos_ not in ("VERB", "NOUN"):
        return False
    name = lemma(token)
    if token.pos_ == "NOUN" and in_list(token, "killings"):
        return True
    if by_lemma("harms").get(name) == "deaths":
        return True
    if token.pos_ == "VERB" and by_lemma("fates").get(name) == "deaths":
        return True
    dead = any(by_lemma("states").get(c.lower_) == "deaths" for c in token.children)
    return token.pos_ == "VERB" and dead and in_list(token, "leaving")


def _victim(verb: Token) -> tuple[Token | None, str]:
    if verb.pos_ == "NOUN":
        of = next((c for c in verb.children if c.lower_ == "of"), None)
        return next((c for c in of.children if c.dep_ == "pobj"), None) if of else None, "nominal"
    if is_passive(verb) or by_lemma("fates").get(lemma(verb)) == "deaths":
        subject = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj")), None)
        return subject, "subject"
    return direct_object(verb), "object"


def _is_plain_past(verb: Token) -> bool:
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass", "neg")}
    fine = {"was", "were", "has", "have", "had", "been", "'ve", "being"}
    if any(c.dep_ == "advmod" and in_list(c, "nearly") for c in verb.children):
        return False
    aimed = verb.dep_ == "pcomp" and verb.head.lower_ == "for"
    if aimed and not in_list(verb.head.head, "answering"):
        return False  # "plans for killing the mayor"
    return verb.tag_ in ("VBD", "VBN", "VBG") and helpers <= fine


def _is_named_person(noun: Token) -> bool:
    """Is it somebody's name ("killed Colonel Dorn")?"""
    return noun.tag_ == "NNP" and noun.ent_type_ == "PERSON" and noun.dep_ in _VICTIM


_VICTIM = frozenset({"dobj", "nsubjpass", "nsubj", "conj"})


def _is_one_person(noun: Token, *, definite: bool) -> bool:
    """Is it a noun for one person, with an article: "a farmer", of a verb also "the farmer"?"""
    fitting = ("a", "an", "the") if definite else ("a", "an")
    article = any(
        (c.dep_ == "det" and c.lower_ in fitting) or (definite and c.dep_ == "poss")
        for c in noun.children
    )
    if (
        not article
        or noun.tag_ != "NN"
        or noun.lower_ in ("number", "dozen", "couple", "total", "group", "family")
    ):
        return False
    known = noun_measure(noun) in ("people", "fighters") or in_list(noun, "persons")
    return known or any(lemma(noun) in words("mention_nouns", kind) for kind in _PERSONS)
