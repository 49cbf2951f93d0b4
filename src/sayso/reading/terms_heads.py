"""What a side of a cause is about: the noun or verb that bears its matter, and which way the words
around it turn it.

Counting, wrapping and leading words are passed through ("a number of setbacks", "decide to mount
attacks", "they feel the pressure is too high"); words for less of it or none turn it down ("no
airstrikes", "a lack of fuel", "exports fell").
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, table
from sayso.model import Span
from sayso.reading.causes_words import is_act_noun
from sayso.reading.syntax import (
    conjuncts,
    direct_object,
    is_passive,
    is_verbal,
    negation,
    prepositions,
    subject,
)

_DEEPEST = 8
_SETTINGS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})
_BEARING = ("NOUN", "PROPN", "VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Head:
    """The word that bears a side's matter. ``turned`` is 1, or -1 where there is less of it;
    ``turners`` are the words that say which; ``doer`` is the subject of the verb it hangs on, and
    ``felt`` of the verb of feeling above it; ``ease`` the noun for how easily it is done;
    ``clause`` the verb whose clause a noun was reached through.
    """

    token: Token
    turned: int = 1
    turners: tuple[Token, ...] = ()
    doer: Token | None = None
    felt: Token | None = None
    ease: str | None = None
    clause: Token | None = None


def heads(tokens: list[Token], cue: Span) -> list[Head]:
    """The heads of a side, given its tokens in text order; several where it joins several. What the
    cause's ``cue`` takes in ("made it harder") is in the cause's sign already.
    """
    inside = {t.i for t in tokens}
    top = _bearing(tokens, inside)
    if top is None:
        return []
    eased = _eased(top)
    begun = (Head(t, ease=eased, felt=_feeler(t)) for t in _joined(top, inside))
    found = [h for head in begun for h in _down(head, inside, 0)]
    return _distinct(replace(h, turned=h.turned * _ease_turn(top, cue)) for h in found)


def _feeler(token: Token) -> Token | None:
    """Who feels what a verb outside the side has for its object ("suffered losses, which …")."""
    verb = token.head
    felt = token.dep_ == "dobj" and verb.lemma_.lower() in words_of("felt")
    return subject(verb) if felt else None


def _bearing(tokens: list[Token], inside: set[int]) -> Token | None:
    """The word the side hangs by: the infinitive of "them to leave", else the first noun or verb
    whose head is outside, or which only a function word holds.
    """
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    infinitive = next((t for t in tops if is_verbal(t) and _is_to(t)), None)
    if infinitive is not None or not tops:
        return infinitive
    bearing = [t for t in tops if t.pos_ in _BEARING or t.dep_ in _NOMINAL]
    below = [t for t in tokens if t.head in tops and t.pos_ in _BEARING]
    return next(iter([*bearing, *below]), tops[0])


def _joined(token: Token, inside: set[int]) -> list[Token]:
    """The token and what is coordinated with it on this side; "raids by the coalition as well as
    operations by the army" joins the acts, wherever the parse hangs the second.
    """
    found = {t.i: t for t in conjuncts(token) if t.i in inside and not _is_place_beside(t, token)}
    for _, doer in prepositions(token, "by"):
        found.update((t.i, t) for t in doer.conjuncts if t.i in inside and is_act_noun(t))
    return [found[at] for at in sorted(found)] or [token]


def _is_place_beside(conjunct: Token, token: Token) -> bool:
    """A place that the parse joins to an act where it joins the place before: "defeats in Iraq and
    Syria".
    """
    return conjunct.ent_type_ in _SETTINGS and token.ent_type_ not in _SETTINGS


def _down(head: Head, inside: set[int], depth: int) -> Iterator[Head]:
    """What lies below a word that only leads to it, counts it or says which way it goes."""
    if depth > _DEEPEST:
        yield head
    elif is_verbal(head.token):
        yield from _down_verb(head, inside, depth)
    else:
        yield from _down_noun(head, inside, depth)


def _down_verb(head: Head, inside: set[int], depth: int) -> Iterator[Head]:
    verb, lemma = head.token, head.token.lemma_.lower()
    head = _denied(_adverbial(head))
    doer = subject(verb) if verb.dep_ != "acl" else None
    known = doer if doer is not None and doer.lower_ != "there" else head.doer
    below = _complement(verb, inside)
    if lemma == "be" and (found := _predicated(head, inside)):
        for each in found:
            yield from _down(each, inside, depth + 1)
        return
    if below is not None and (lemma in words_of("through") or lemma in words_of("ends")):
        turned = head.turned * (-1 if lemma in words_of("ends") else 1)
        felt = known if below.dep_ == "ccomp" else head.felt
        for token in _joined(below, inside):
            borne_by = known if below.dep_ == "xcomp" else None
            led = replace(head, token=token, turned=turned, doer=borne_by, felt=felt, clause=token)
            yield from _down(_marked(led, verb, lemma in words_of("ends")), inside, depth + 1)
        return
    felt_thing = direct_object(verb)
    if felt_thing is not None and felt_thing.i in inside and lemma in words_of("felt"):
        for token in _joined(felt_thing, inside):
            led = replace(head, token=token, doer=None, felt=known, clause=verb)
            yield from _down(led, inside, depth + 1)
        return
    target, turn = _changed(verb, known)
    if target is not None and target.i in inside:
        for token in _joined(target, inside):
            led = replace(head, token=token, turned=head.turned * turn, doer=None, clause=verb)
            yield from _down(_marked(led, verb, True), inside, depth + 1)
        return
    borne = direct_object(verb) or next(filter(None, map(direct_object, verb.conjuncts)), None)
    particle = next((c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod")), "")
    light = {lemma, f"{lemma}+{particle}"} & set(lexicon("event_light")["light"]["verbs"])
    if borne is not None and borne.i in inside and light and _is_act(borne):
        for token in _joined(borne, inside):
            led = replace(head, token=token, doer=known, clause=borne.head)
            yield from _down(led, inside, depth + 1)
        return
    yield replace(head, doer=known)


def _down_noun(head: Head, inside: set[int], depth: int) -> Iterator[Head]:
    noun, lemma = head.token, head.token.lemma_.lower()
    head = _modified(_denied(head))
    less, more = lemma in _nouns("less"), lemma in _nouns("more")
    wraps = lemma in lexicon("terms")["transparent"]["nouns"]
    below = _of(noun, ("of", "in", "to") if less or more else ("of",) if wraps else ())
    if below and below[0].i in inside:
        for token in _joined(below[0], inside):
            led = replace(head, token=token, turned=-head.turned if less else head.turned)
            yield from _down(_marked(led, noun, less or more), inside, depth + 1)
        return
    act = next((c for c in noun.children if c.dep_ in ("acl", "relcl") and _is_to(c)), None)
    leads = lemma in lexicon("terms")["through"]["nouns"]
    if leads and act is not None and act.i in inside:
        turned = -head.turned if lemma in lexicon("terms")["ends"]["nouns"] else head.turned
        owner = next((c for c in noun.children if c.dep_ == "poss"), head.doer)
        yield from _down(replace(head, token=act, turned=turned, doer=owner), inside, depth + 1)
        return
    yield head


def _is_act(noun: Token) -> bool:
    return is_act_noun(noun) or noun.lemma_.lower() in act_nouns()


def _predicated(head: Head, inside: set[int]) -> list[Head]:
    """What "be" says there is ("there are no airstrikes"), or is high or low of ("the pressure is
    too high"); empty where it only describes.
    """
    verb = head.token
    there = any(c.dep_ == "expl" for c in verb.children)
    if there:
        attr = next((c for c in verb.children if c.dep_ in ("attr", "nsubj")), None)
        if attr is None:
            return []
        return [replace(head, token=t, doer=None, clause=verb) for t in _joined(attr, inside)]
    adjective = next((c for c in verb.children if c.dep_ == "acomp"), None)
    about = subject(verb)
    if adjective is None or about is None or about.i not in inside:
        return []
    if about.pos_ == "VERB" and about.dep_ not in ("csubj", "nsubj"):
        return []
    word = adjective.lower_
    rules = lexicon("terms")
    act = next((c for c in adjective.children if c.dep_ == "xcomp" and c.i in inside), None)
    for key, turn in (("through", 1), ("ends", -1)):
        if act is not None and word in rules[key]["adjectives"]:
            return [replace(head, token=act, turned=head.turned * turn, doer=about)]
    for key, turn in (("more", 1), ("less", -1)):
        if is_verbal(about) and word in rules["ease"][key]:
            doer = next((t for _, t in prepositions(adjective, "for")), None)
            marked = (*head.turners, adjective)
            turned, ease = head.turned * turn, rules["ease"][key][word]
            return [Head(about, turned, marked, doer, ease=ease)]
    for key, turn in (("more", 1), ("less", -1)):
        if word in rules[key]["predicates"] or word in rules[key]["adjectives"]:
            marked = (*head.turners, adjective)
            turned = head.turned * turn
            return [replace(head, token=about, turned=turned, turners=marked, doer=None)]
    return []


def _changed(verb: Token, doer: Token | None) -> tuple[Token | None, int]:
    """What a verb of change says there is more (1) or less (-1) of, or (None, 1)."""
    rules, lemma = lexicon("terms"), verb.lemma_.lower()
    passive = is_passive(verb)
    changed = direct_object(verb) if not passive else doer
    for key, turn in (("more", 1), ("less", -1)):
        if changed is not None and lemma in rules[key]["transitive"]:
            return changed, turn
        bare = direct_object(verb) is None and not passive
        if bare and doer is not None and lemma in rules[key]["intransitive"]:
            return doer, turn
    return None, 1


def _complement(verb: Token, inside: set[int]) -> Token | None:
    """The clause below a verb that only leads to it."""
    below = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and is_verbal(c)]
    return next((c for c in below if c.i in inside and c.i > verb.i), None)


def _denied(head: Head) -> Head:
    """Turned round where a word beside the head denies it."""
    no = negation(head.token)
    if no is None:
        no = next((c for c in head.token.children if c.lower_ in ("not", "n't", "never")), None)
    if no is None or no in head.turners:
        return head
    return replace(head, turned=-head.turned, turners=(*head.turners, no))


def _modified(head: Head) -> Head:
    """Turned round where a modifier of the noun says there is less of it or none."""
    rules = lexicon("terms")
    a_few = any(c.lower_ == "a" for c in head.token.children)
    for child in head.token.children:
        if child.dep_ not in ("det", "amod", "advmod", "nummod") or child in head.turners:
            continue
        word = child.lower_
        scarce = word in rules["less"]["determiners"] and not a_few
        if scarce or word in rules["less"]["adjectives"]:
            return replace(head, turned=-head.turned, turners=(*head.turners, child))
        if word in rules["more"]["adjectives"]:
            return replace(head, turners=(*head.turners, child))
    return head


def _adverbial(head: Head) -> Head:
    """Turned by an adverb of degree, or a phrase ("at an increasing rate")."""
    rules = lexicon("terms")
    for child in head.token.children:
        if child.dep_ == "advmod" and child.lower_ in rules["worded"]["less"]:
            return replace(head, turned=-head.turned, turners=(*head.turners, child))
        if child.dep_ == "advmod" and child.lower_ in rules["worded"]["more"]:
            return replace(head, turners=(*head.turners, child))
        if child.dep_ != "prep":
            continue
        for adjective in (t for t in child.subtree if t.dep_ == "amod"):
            rated = adjective.head.lemma_.lower() in rules["worded"]["rates"]
            if rated and adjective.lower_ in rules["less"]["adjectives"]:
                return replace(head, turned=-head.turned, turners=(*head.turners, adjective))
            if rated and adjective.lower_ in rules["more"]["adjectives"]:
                return replace(head, turners=(*head.turners, adjective))
    return head


def _eased(act: Token) -> str | None:
    """The noun for how easily an act is done, where an adjective above it says so."""
    adjective = _adjective_above(act)
    if adjective is None:
        return None
    rules = lexicon("terms")["ease"]
    found = rules["more"].get(adjective.lower_) or rules["less"].get(adjective.lower_)
    return str(found) if found else None


def _ease_turn(act: Token, cue: Span) -> int:
    adjective = _adjective_above(act)
    if adjective is None or any(cue.start <= t.idx < cue.end for t in (adjective, adjective.head)):
        return 1
    return -1 if adjective.lower_ in lexicon("terms")["ease"]["less"] else 1


def _adjective_above(act: Token) -> Token | None:
    """The adjective an infinitive hangs on ("easy for them to operate"), or that its verb has."""
    if not _is_to(act):
        return None
    above = act.head
    if above.pos_ == "ADJ":
        return above
    told = (c for c in above.children if c.dep_ in ("acomp", "oprd"))
    return next((c for c in told if c.pos_ == "ADJ"), None)


def _is_to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.children)


def _of(noun: Token, names: tuple[str, ...]) -> list[Token]:
    return [
        below
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ in names
        for below in child.children
        if below.dep_ in ("pobj", "pcomp")
        if child.lower_ == "of" or below.ent_type_ not in _SETTINGS
    ]


def _marked(head: Head, by: Token, turns: bool) -> Head:
    return replace(head, turners=(*head.turners, by)) if turns else head


@cache
def act_nouns() -> frozenset[str]:
    """The nouns that the table of nominal forms has for verbs."""
    return frozenset(row["noun"] for row in table("nominal"))


def _nouns(key: str) -> list[str]:
    return list(lexicon("terms")[key]["nouns"])


def words_of(key: str) -> frozenset[str]:
    """The verbs under a key of the terms lexicon."""
    return frozenset(lexicon("terms")[key]["verbs"])


def _distinct(found: Iterator[Head]) -> list[Head]:
    kept: dict[int, Head] = {}
    for head in found:
        kept.setdefault(head.token.i, head)
    return list(kept.values())
