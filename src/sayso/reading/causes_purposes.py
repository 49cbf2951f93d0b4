"""Purposes: the goal is the driver, the act the effect ("to show successes", "demanding water")."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.model import Relation
from sayso.reading.causes_spans import (
    Extent,
    Found,
    claim_of,
    clause_head,
    clause_tokens,
    extent,
    is_set_off,
    noun_extent,
    noun_tokens,
    phrase_object,
    whole_act,
    words_extent,
)
from sayso.reading.causes_words import is_actor
from sayso.reading.syntax import SUBJECTS, is_verbal


def purpose_causes(to: Token) -> Iterator[Found]:
    """The goal a to-infinitive gives for the act it hangs on."""
    goal = to.head
    if to.dep_ != "aux" or goal.i < to.i or any(c.dep_ in SUBJECTS for c in goal.children):
        return
    first = _lead_in(to)
    act = _act_of(goal, led_in=first.i < to.i)
    if act is None:
        return
    driver = extent([*clause_tokens(goal), to], keep=goal.i)
    effect = _act_extent(act, goal, first)
    if driver is None or effect is None:
        return
    driver = (first.idx, driver[1])
    rule = "causes.purpose.to" if first.i == to.i else "causes.purpose.lead_in"
    confidence = 0.7 if goal.dep_ == "advcl" or first.i < to.i else 0.6
    cue = words_extent(first, to)
    yield Found(driver, effect, cue, act.i, rule, "+", "purpose", confidence)


def _act_of(goal: Token, *, led_in: bool) -> Token | None:
    """The verb or noun whose purpose an infinitive is, or None."""
    act = goal.head
    if led_in:
        verb = act if is_verbal(act) else clause_head(act)
        return None if verb is None or verb.i == goal.i else verb
    if goal.lemma_.lower() in words("cause_purposes", "not_goals"):
        return None
    if act.dep_ == "acl" and act.lemma_ == "leave":
        return None  # "nothing left to eat"
    if is_verbal(act):
        moved = goal.dep_ == "xcomp" and _is_moved(act, goal)
        return act if (goal.dep_ == "advcl" and _is_act(act, goal)) or moved else None
    if goal.dep_ in ("acl", "relcl") and act.i < goal.i and not is_set_off(goal):
        return _act_beside_noun(act, goal)
    return None


def _is_moved(act: Token, goal: Token) -> bool:
    """A verb whose infinitive is what it is done for; "use" with what is used before it."""
    if act.lemma_ == "use":
        return any(c.dep_ == "dobj" and act.i < c.i < goal.i for c in act.children)
    return act.lemma_.lower() in words("cause_purposes", "moved_to")


def _act_beside_noun(noun: Token, goal: Token) -> Token | None:
    """The act whose purpose an infinitive on a noun gives ("held a march to demand …"): the verb
    above, when what is done is an act, else the noun where it names one.
    """
    lemma = noun.lemma_.lower()
    if lemma in words("cause_purposes", "completed"):
        return None
    act = clause_head(noun)
    named = lemma in words("cause_purposes", "act_nouns")
    if act is not None and act.dep_ == "pcomp" and act.head.dep_ == "agent":
        act = clause_head(act.head.head)  # "destroyed by retreating troops to slow …"
    if act is not None and act.tag_ == "VBG" and act.i + 1 == noun.i and is_actor(noun):
        return None  # "told striking mineworkers to leave": the participle tells what they are
    if act is not None and act.i < noun.i and _is_act(act, goal):
        return act
    return noun if named else None


def _is_act(act: Token, goal: Token) -> bool:
    if act.lemma_.lower() in words("cause_purposes", "not_acts"):
        return act.lemma_ in ("go", "return", "remain", "wait", "take") and goal.i > act.i + 3
    if goal.lemma_.lower() in words("cause_purposes", "not_goals"):
        return False
    if act.lemma_ == "do" and any(
        c.lower_ in words("cause_verbs", "how_much") for c in act.children
    ):
        return False  # "did little to ease it" says how it drives
    return not any(c.lower_ in ("too", "enough") for c in (*act.children, *goal.children))


@lru_cache(maxsize=1)
def _lead_ins() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(x).split()) for x in lexicon("cause_purposes")["lead_ins"])


def _lead_in(to: Token) -> Token:
    """The first word of "in order to", "in an apparent bid to"; the "to" itself where it stands
    alone.
    """
    before = [t for t in to.doc[max(to.i - 6, 0) : to.i] if t.pos_ not in ("ADJ", "ADV")]
    said = ["a" if t.lower_ == "an" else t.lower_ for t in before]
    for lead in _lead_ins():
        wanted = ["a" if w == "an" else w for w in lead]
        if said[-len(wanted) :] == wanted and before[-1].i == to.i - 1:
            return before[-len(wanted)]
    return to


def _act_extent(act: Token, goal: Token, first: Token) -> Extent | None:
    """The act without its goal; the subject alone of "more troops will be needed to …"."""
    if not is_verbal(act):
        return noun_extent(act, before=first.i)
    own = next((c for c in act.children if c.dep_ == "nsubjpass"), None)
    needed = act.lemma_.lower() in words("cause_purposes", "needed")
    if needed and own is not None and own.tag_ not in ("WDT", "WP"):
        return noun_extent(own, before=act.i)
    dropped = [goal] if goal.head.i == act.i else []
    tokens = clause_tokens(whole_act(act), dropped)
    if act.i < goal.i:
        return extent([t for t in tokens if t.i < first.i], keep=act.i)
    return extent([t for t in tokens if t.i > goal.right_edge.i], keep=act.i)


# "aimed at ending" ----------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _aimed() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in lexicon("cause_purposes")["aimed"]:
        found.setdefault(entry["word"], set()).add(entry["then"])
    return {word: frozenset(then) for word, then in found.items()}


def aimed_causes(word: Token) -> Iterator[Found]:
    """The goal of a noun or of a clause: "a deal aimed at ending the war"."""
    then = _aimed().get(word.lower_)
    if then is None or word.i + 1 >= len(word.doc) or word.doc[word.i + 1].lower_ not in then:
        return
    link = word.doc[word.i + 1]
    if link.lower_ == "at":
        driver, cue = phrase_object(link), words_extent(word, link)
    else:
        below = [t for t in link.head.subtree if t.i >= link.i] if link.head.i > link.i else []
        driver, cue = extent(below), words_extent(word, word)
    effect, anchor = _aimed_side(word)
    if driver is not None and effect is not None:
        rule = f"causes.purpose.{word.lower_}"
        yield Found(driver, effect, cue, anchor, rule, "+", "purpose")


def _aimed_side(word: Token) -> tuple[Extent | None, int]:
    """What is aimed (characters) and the token that decides how sure it is. Who "is trying to" do a
    thing does nothing else for it: there a subject gives no purpose.
    """
    own = next((c for c in word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    passive = word.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in word.children)
    if own is not None and not passive:
        return None, word.i
    if own is not None and own.tag_ not in ("WDT", "WP"):
        return noun_extent(own, before=word.i), word.i
    if own is not None or (word.dep_ == "acl" and not is_set_off(word)):
        return noun_extent(word.head, before=word.left_edge.i), word.i
    if word.dep_ not in ("acl", "advcl") or _is_finite(word):
        return None, word.i
    main = clause_head(word.head)
    if word.dep_ == "acl" and (main is None or main.i > word.i):
        return noun_extent(word.head, before=word.left_edge.i), word.i
    if main is None or main.i >= word.i:
        return None, word.i
    tokens = [t for t in clause_tokens(main, [word]) if t.i < word.left_edge.i]
    return extent(tokens, keep=main.i), main.i


def _is_finite(word: Token) -> bool:
    return word.tag_ == "VBD" or any(c.dep_ == "aux" for c in word.children)


# "demanding water" ----------------------------------------------------------------------------

_HUNG = frozenset({"advcl", "acl", "conj", "xcomp", "pcomp", "prep", "amod", "dobj"})


@lru_cache(maxsize=1)
def _aims() -> Mapping[str, tuple[tuple[str, Relation, bool], ...]]:
    """For each lemma: (preposition or "", relation, needs no act beside it)."""
    content = lexicon("cause_links")["aims"]
    free = frozenset(content["free"])
    found: dict[str, list[tuple[str, Relation, bool]]] = {}
    relations: tuple[Relation, Relation] = ("purpose", "cause")
    for relation in relations:
        for entry in content[relation]:
            lemma, _, preposition = str(entry).partition(" ")
            found.setdefault(lemma, []).append((preposition, relation, entry in free))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in found.items()}


def aim_causes(verb: Token) -> Iterator[Found]:
    """What those who act together want or complain of: "blocked the road demanding water"."""
    entries = _aims().get(verb.lemma_.lower()) if verb.tag_ == "VBG" else None
    if entries is None or verb.dep_ not in _HUNG:
        return
    if verb.head.i > verb.i:
        yield from _leading(verb, entries[0][1])
        return
    if any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return
    for preposition, relation, free in entries:
        following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
        if preposition and (following is None or following.lower_ != preposition):
            continue
        found = _aim(verb, following if preposition and following else verb, relation, free=free)
        if found is not None:
            yield found
        return


def _leading(verb: Token, relation: Relation) -> Iterator[Found]:
    """A participle before the clause it explains: "Fearing an attack, the villagers fled"."""
    main = verb.head
    first = words("cause_links", "first")
    if verb.dep_ != "advcl" or verb.lemma_.lower() not in first or not is_verbal(main):
        return
    if any(c.i < verb.i and c.dep_ != "advmod" for c in verb.children) or main.i < verb.i:
        return
    driver = extent(clause_tokens(verb), keep=verb.i)
    main = claim_of(main)
    effect = extent([t for t in clause_tokens(main, [verb]) if t.i > verb.right_edge.i])
    if driver is not None and effect is not None and main.i > verb.i:
        rule = f"causes.aim.{verb.lemma_.lower()}"
        yield Found(driver, effect, words_extent(verb, verb), main.i, rule, "+", relation)


def _aim(verb: Token, last: Token, relation: Relation, *, free: bool) -> Found | None:
    head = verb.head
    main = clause_head(head)
    if not free and not _acts(verb, head, main):
        return None
    driver = extent([t for t in clause_tokens(verb) if t.i >= verb.i], keep=verb.i)
    subject_noun = head.dep_ in ("nsubj", "nsubjpass", "ROOT") and not is_verbal(head)
    if main is not None and main.i < verb.i and not subject_noun:
        main = claim_of(main) if verb.i > claim_of(main).i else main
        effect = extent([t for t in clause_tokens(main, [verb]) if t.i < verb.i], keep=main.i)
        anchor = main.i
    else:
        effect = extent([t for t in noun_tokens(head) if t.i < verb.i], keep=head.i)
        anchor = head.i
    if driver is None or effect is None:
        return None
    rule = f"causes.aim.{verb.lemma_.lower()}"
    return Found(driver, effect, words_extent(verb, last), anchor, rule, "+", relation)


@lru_cache(maxsize=1)
def _act_words() -> frozenset[str]:
    return frozenset(str(w) for w in lexicon("cause_links")["aims"]["acts"])


def _acts(verb: Token, head: Token, main: Token | None) -> bool:
    """Does a word for acting together stand in the clause the participle hangs on?"""
    seen = [head, *head.children]
    if main is not None:
        seen += [main, *main.children]
    return any(t.lemma_.lower() in _act_words() for t in seen if t.i < verb.i)
