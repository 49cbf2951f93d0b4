"""Purposes and conditions in other dress: "to …", "demanding …", "the more …, the more …"."""

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.reading.causes_spans import (
    Extent,
    Found,
    claim_of,
    clause_extent,
    clause_head,
    clause_tokens,
    extent,
    is_infinitive,
    is_set_off,
    noun_extent,
    subtree,
    words_extent,
)
from sayso.reading.syntax import SUBJECTS, is_verbal


def purpose_causes(to: Token) -> Iterator[Found]:
    """The goal a to-infinitive gives for the act it hangs on."""
    goal = to.head
    if to.dep_ != "aux" or goal.dep_ not in ("advcl", "xcomp") or goal.i < to.i:
        return
    act = goal.head
    if not is_verbal(act) or any(c.dep_ in SUBJECTS for c in goal.children):
        return
    first = _lead_in(to)
    if goal.dep_ == "xcomp" and first.i == to.i:
        return
    if first.i == to.i and not _is_act(act, goal):
        return
    tokens = clause_tokens(goal)
    driver = extent([*tokens, to], keep=goal.i)
    effect = _act_extent(act, goal, to)
    if driver is None or effect is None:
        return
    driver = (first.idx, driver[1])
    yield Found(driver, effect, words_extent(first, to), act.i, "causes.purpose.to", "+", "purpose")


def _is_act(act: Token, goal: Token) -> bool:
    if act.lemma_.lower() in words("cause_purposes", "not_acts"):
        return act.lemma_ in ("go", "return", "remain", "wait", "take") and goal.i > act.i + 3
    if goal.lemma_.lower() in words("cause_purposes", "not_goals"):
        return False
    return not any(c.lower_ in ("too", "enough") for c in act.children)


@lru_cache(maxsize=1)
def _lead_ins() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(x).split()) for x in lexicon("cause_purposes")["lead_ins"])


def _lead_in(to: Token) -> Token:
    """The first word of "in order to", "in a bid to"; the "to" itself where it stands alone."""
    doc = to.doc
    for lead in _lead_ins():
        start = to.i - len(lead)
        if start >= 0 and all(doc[start + n].lower_ == w for n, w in enumerate(lead)):
            return doc[start]
    return to


def _act_extent(act: Token, goal: Token, to: Token) -> Extent | None:
    if act.lemma_.lower() in words("cause_purposes", "needed") and any(
        c.dep_ == "nsubjpass" for c in act.children
    ):
        own = next(c for c in act.children if c.dep_ == "nsubjpass")
        if own.tag_ not in ("WDT", "WP") and act.lemma_ in ("need", "require"):
            return noun_extent(own, before=act.i)
    tokens = clause_tokens(act, [goal])
    before = [t for t in tokens if t.i < goal.left_edge.i]
    side = before if act.i < goal.i else [t for t in tokens if t.i > goal.right_edge.i]
    return extent(side, keep=act.i)


def noun_purpose(token: Token) -> Iterator[Found]:
    """Lead-ins the parse hangs on a noun: "in a bid to", "in an attempt to"."""
    goal = token.head
    if token.dep_ != "aux" or goal.dep_ not in ("acl", "relcl", "xcomp") or is_verbal(goal.head):
        return
    first = _lead_in(token)
    if first.i == token.i:
        return
    act = clause_head(goal.head)
    if act is None or act.i == goal.i:
        return
    act = claim_of(act)
    driver = extent([*clause_tokens(goal), token], keep=goal.i)
    tokens = clause_tokens(act)
    side = (
        [t for t in tokens if t.i < first.i]
        if act.i < first.i
        else [t for t in tokens if t.i > goal.right_edge.i]
    )
    effect = extent(side, keep=act.i)
    if driver is not None and effect is not None:
        yield Found(
            (first.idx, driver[1]),
            effect,
            words_extent(first, token),
            act.i,
            "causes.purpose.lead_in",
            "+",
            "purpose",
        )


def aimed_causes(word: Token) -> Iterator[Found]:
    """ "a deal aimed at ending years of bloodshed": the goal of a noun or of a clause."""
    then = next(
        (
            a["then"]
            for a in lexicon("cause_purposes")["aimed"]
            if a["word"] == word.lower_ and _next_is(word, a["then"])
        ),
        None,
    )
    if then is None or word.dep_ not in ("acl", "advcl", "ccomp", "ROOT", "conj", "relcl"):
        return
    link = word.doc[word.i + 1]
    if then == "to":
        driver = (
            extent([t for t in link.head.subtree if t.i >= link.i])
            if link.head.i > link.i
            else None
        )
        cue = words_extent(word, word)
    else:
        below = next((c for c in link.children if c.dep_ in ("pobj", "pcomp")), None)
        driver = (
            None
            if below is None
            else (extent(clause_tokens(below)) if is_verbal(below) else noun_extent(below))
        )
        cue = words_extent(word, link)
    effect, anchor = _aimed_at(word)
    if driver is not None and effect is not None:
        yield Found(driver, effect, cue, anchor, f"causes.purpose.{word.lower_}", "+", "purpose")


def _next_is(word: Token, then: str) -> bool:
    return word.i + 1 < len(word.doc) and word.doc[word.i + 1].lower_ == then


def _aimed_at(word: Token) -> tuple[Extent | None, int]:
    if word.dep_ == "acl" and not is_set_off(word):
        return noun_extent(word.head, before=word.left_edge.i), word.i
    own = next((c for c in word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if own is not None:
        noun = word.head if own.tag_ in ("WDT", "WP") and word.dep_ == "relcl" else own
        return noun_extent(
            noun, before=word.left_edge.i if noun.i == word.head.i else word.i
        ), word.i
    main = clause_head(word.head)
    if main is None or main.i > word.i:
        return None, word.i
    return extent(
        [t for t in clause_tokens(main, [word]) if t.i < word.left_edge.i], keep=main.i
    ), main.i


@lru_cache(maxsize=1)
def _aims() -> dict[str, tuple[str, str]]:
    content = lexicon("cause_links")["aims"]
    return {
        str(entry).split()[0]: (str(entry).partition(" ")[2], relation)
        for relation in ("cause", "purpose")
        for entry in content[relation]
    }


def aim_causes(verb: Token) -> Iterator[Found]:
    """What those who act together want or complain of: "blocked the road demanding water"."""
    lemma = verb.lemma_.lower()
    if (
        verb.tag_ != "VBG"
        or lemma not in _aims()
        or verb.dep_ not in ("advcl", "acl", "conj", "xcomp", "pcomp", "prep")
    ):
        return
    preposition, relation = _aims()[lemma]
    if preposition and not _next_is(verb, preposition):
        return
    head = verb.head
    main = clause_head(head)
    if head.i > verb.i or not _acts(verb, head, main):
        return
    driver = extent(subtree(verb), keep=verb.i)
    if (
        main is not None
        and main.i < verb.i
        and (is_verbal(head) or head.dep_ not in ("nsubj", "nsubjpass", "ROOT"))
    ):
        effect = extent([t for t in clause_tokens(main, [verb]) if t.i < verb.i], keep=main.i)
        anchor = main.i
    else:
        effect, anchor = noun_extent(head, before=verb.i), head.i
    if driver is None or effect is None:
        return
    last = verb.doc[verb.i + 1] if preposition else verb
    kind = "purpose" if relation == "purpose" else "cause"
    yield Found(driver, effect, words_extent(verb, last), anchor, f"causes.aim.{lemma}", "+", kind)  # type: ignore[arg-type]


def _acts(verb: Token, head: Token, main: Token | None) -> bool:
    acts = frozenset(str(w) for w in lexicon("cause_links")["aims"]["acts"])
    seen = [head, *([main, *main.children] if main is not None else []), *head.children]
    return any(t.lemma_.lower() in acts for t in seen if t.i < verb.i)


def comparative_causes(the: Token) -> Iterator[Found]:
    """ "The more X, the more Y": X drives Y, against it where one grows and the other shrinks."""
    doc, sent = the.doc, the.sent
    if not _opens(the):
        return
    second = next(
        (
            t
            for t in doc[the.i + 2 : sent.end]
            if t.lower_ == "the" and _opens(t) and doc[t.i - 1].text == ","
        ),
        None,
    )
    if second is None or not _starts(the):
        return
    stop = _stop(second)
    driver = _half(the, second.i - 1)
    effect = _half(second, stop)
    if driver is None or effect is None:
        return
    sign = "+" if _shrinks(doc[the.i + 1]) == _shrinks(doc[second.i + 1]) else "-"
    verb = next(
        (t for t in doc[second.i : stop] if is_verbal(t) and t.dep_ != "xcomp"), doc[second.i + 1]
    )
    yield Found(
        driver, effect, words_extent(the, doc[the.i + 1]), verb.i, "causes.comparative", sign
    )  # type: ignore[arg-type]


def _opens(the: Token) -> bool:
    after = the.doc[the.i + 1] if the.i + 1 < len(the.doc) else None
    return after is not None and after.tag_ in ("JJR", "RBR")


def _starts(the: Token) -> bool:
    return (
        the.i == the.sent.start
        or the.doc[the.i - 1].is_punct
        or the.doc[the.i - 1].lower_ in ("that", "and", "but")
    )


def _shrinks(word: Token) -> bool:
    return word.lower_ in ("less", "fewer", "lower", "smaller", "weaker")


def _half(the: Token, stop: int) -> Extent | None:
    """One half without its "the more": where it says "there is X", X."""
    doc = the.doc
    there = next(
        (t for t in doc[the.i + 2 : stop] if t.dep_ == "expl" or t.lower_ == "there"), None
    )
    if there is not None and there.head.lemma_ == "be":
        start = there.head.i + 1
        return extent(doc[start:stop])
    return extent(doc[the.i + 2 : stop])


def _stop(second: Token) -> int:
    """Where the second half ends: at its quote mark, its purpose, or the frame around it."""
    doc, end = second.doc, second.sent.end
    for token in doc[second.i + 2 : end]:
        if token.text == '"' or token.text == ";":
            return token.i
        if token.text == "," and token.i + 1 < end:
            following = doc[token.i + 1]
            if following.tag_ == "TO" or following.text == '"':
                return token.i
            verb = next(
                (
                    t
                    for t in doc[token.i + 1 : min(end, token.i + 7)]
                    if t.lemma_ in words("cause_verbs", "frames")
                ),
                None,
            )
            if verb is not None and is_verbal(verb):
                return token.i
    return end


def inverted_condition(verb: Token) -> Iterator[Found]:
    """ "Should the truce fail, …", "Had they known, …", "Were it to fall, …"."""
    first = verb.left_edge
    if verb.dep_ != "advcl" or first.lower_ not in ("should", "had", "were"):
        return
    if first.dep_ not in ("aux", "auxpass", "advcl") and first.i != verb.i:
        return
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is None or own.i < first.i:
        return
    main = clause_head(verb.head)
    if main is None:
        return
    main = claim_of(main)
    driver = extent([t for t in clause_tokens(verb) if t.i > first.i])
    effect = clause_extent(main, [verb])
    if driver is not None and effect is not None:
        yield Found(
            driver,
            effect,
            words_extent(first, first),
            main.i,
            "causes.condition.inverted",
            "+",
            "condition",
            condition=(first.idx, driver[1]),
        )
