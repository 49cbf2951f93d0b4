"""Causes and conditions worded as clauses: because, since, as, so that, if, unless, should …"""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.causes_cues import Link
from sayso.reading.causes_spans import (
    Extent,
    Found,
    claim_of,
    clause_extent,
    clause_head,
    clause_tokens,
    existential,
    extent,
    governor,
    has_subject,
    is_frame,
    is_infinitive,
    is_source,
    right_of,
    whole_act,
    whole_clause_tokens,
    words_extent,
)
from sayso.reading.syntax import SUBJECTS, is_verbal

_BELOW = frozenset({"advcl", "ccomp", "relcl", "acl", "conj", "pcomp", "dep", "ROOT"})
_OPENERS = frozenset({"mark", "advmod", "prep", "dep", "cc"})


def subordinate_cause(first: Token, last: Token, link: Link) -> Found | None:
    """What a subordinator (the tokens from ``first`` to ``last``) joins: the clause it opens is the
    driver, the main clause the effect; None where the parse or the test says it is no such thing.
    """
    verb = _opened(first, last)
    if verb is None:
        return None
    main = _main_of(verb, first)
    if main is None or (link.test and not _TESTS[link.test](first, verb, main)):
        return None
    whole = [t for t in whole_clause_tokens(verb) if t.i > last.i]
    driver = extent(whole, keep=verb.i)
    if link.relation == "condition" and existential(verb) is not None:
        driver = clause_extent(verb, [c for c in verb.children if first.i <= c.i <= last.i])
    effect = main_extent(main, verb)
    if driver is None or effect is None:
        return None
    condition = (first.idx, driver[1]) if link.relation == "condition" else None
    if link.reverse:  # "…, with the result that X": X is the effect
        driver, effect = effect, driver
        main = verb
    if link.words == ("lest",):  # "lest X happen": what is done keeps X from happening
        driver, effect = effect, driver
    cue = words_extent(first, last)
    return Found(
        driver,
        effect,
        cue,
        main.i,
        _rule(link, verb),
        link.sign,
        link.relation,
        link.confidence,
        condition,
    )


def _rule(link: Link, verb: Token) -> str:
    """The rule's name; "as" before a state ("as the banks had no cash") is no mere moment, and is
    named apart from the "as" that may be one.
    """
    stative = verb.lemma_ in ("be", "have", "fear", "lack", "want", "need")
    marked = any(c.dep_ == "neg" or c.lower_ == "had" for c in verb.children)
    return "causes.link.as_since" if link.words == ("as",) and (stative or marked) else link.rule


def _opened(first: Token, last: Token) -> Token | None:
    """The verb of the clause that a subordinator opens, or None."""
    marks = [t for t in first.doc[first.i : last.i + 1] if t.dep_ == "mark"]
    for token in (*marks, first, last):  # in "now that", "provided that" the mark knows best
        head = token.head
        opens = head.i > last.i and token.dep_ in _OPENERS and head.dep_ in _BELOW
        if opens and is_verbal(head) and not is_infinitive(head):
            return head
        for child in token.children:
            clause = child.dep_ in ("pcomp", "ccomp", "advcl") and is_verbal(child)
            if clause and child.i > last.i and has_subject(child):
                return child
    if first.dep_ != "mark" and last.i > first.i:
        right = right_of(last)
        if right is not None and is_verbal(right) and has_subject(right):
            return right
    return None


def _main_of(verb: Token, first: Token) -> Token | None:
    """The verb of the main clause; the claim, where a saying verb frames it."""
    head = governor(verb, verb)
    if head is not None and first.i <= head.i < verb.i:
        head = governor(head, verb)  # "provided that", read as a verb of its own
    while head is not None and head.dep_ in ("prep", "mark") and head.head.i != head.i:
        head = head.head
    if head is None:
        return _said_beside(verb)
    main = clause_head(head)
    if main is None and head.dep_ == "ROOT" and head.pos_ == "NOUN" and head.i < verb.i:
        return head  # a clause without a verb, or one whose verb is read as a noun
    if main is None or main.i == verb.i:
        return None
    if is_source(main) and is_verbal(main.head) and main.head.i != main.i:
        main = main.head  # "unless it rains, farmers warned, …"
    lower = claim_of(main)
    if verb.i == lower.i or verb.is_ancestor(lower):
        return main
    # a negated infinitive or a gerund behind a preposition rarely is what a reason is for
    if lower.dep_ == "pcomp" and lower.head.dep_ == "prep":
        upper = clause_head(lower.head)
        return upper if upper is not None and upper.i != lower.i else lower
    return lower


def _said_beside(verb: Token) -> Token | None:
    """Where the parse makes the subordinate clause the root, the clause beside it."""
    beside = (c for c in verb.children if c.dep_ in ("ccomp", "parataxis", "conj"))
    return next((c for c in beside if is_verbal(c) and has_subject(c)), None)


def main_extent(main: Token, verb: Token) -> Extent | None:
    """The effect side of a subordinate clause: the main clause less that clause; where the main
    clause only weighs an act ("it would be easy for X to act"), the act.
    """
    act = weighed_act(main)
    if act is not None and act.i != verb.i:
        return extent(_acted(act))
    main = whole_act(main)
    top = verb
    while top.head.i not in (top.i, main.i):
        top = top.head
    drop = [top] if top.head.i == main.i else [verb]
    found = clause_extent(main, drop)
    if found is None or not found[0] <= verb.idx < found[1]:
        return found
    tokens = clause_tokens(main, drop)
    if main.i < verb.i:
        return extent([t for t in tokens if t.i < verb.left_edge.i], keep=main.i)
    return extent([t for t in tokens if t.i > verb.right_edge.i], keep=main.i)


def weighed_act(main: Token) -> Token | None:
    """The infinitive that "it is easy (for X) to …" weighs, or None."""
    if main.lemma_ not in ("be", "become"):
        return None
    if not any(c.lower_ == "it" and c.dep_ in ("nsubj", "expl") for c in main.children):
        return None
    for judged in main.children:
        if judged.dep_ not in ("acomp", "attr", "oprd"):
            continue
        for act in (*judged.children, *main.children):
            if act.i > judged.i and is_verbal(act) and is_infinitive(act):
                return act
    return None


def _acted(act: Token) -> list[Token]:
    """The act with its "for X", up to a relative clause behind it."""
    tokens = clause_tokens(act)
    stop = min((t.left_edge.i for t in tokens if t.dep_ == "relcl"), default=1 << 60)
    return [t for t in tokens if t.i < stop and not (t.dep_ == "mark" and t.lower_ == "for")]


def inverted_conditions(first: Token) -> Iterator[Found]:
    """Conditions without "if": "should the truce fail, …", "had they known, …". The order of the
    words shows them, a comma where they end, and a main clause about what will or would be.
    """
    doc, sent = first.doc, first.sent
    opens = first.i == sent.start or doc[first.i - 1].text in ('"', ",", "that", "and", "but", "'")
    if not opens or sent.text.rstrip("\" '").endswith("?") or first.i + 1 >= sent.end:
        return
    if doc[first.i + 1].is_punct or doc[first.i + 1].pos_ in ("VERB", "ADP", "AUX"):
        return
    found = _supposed(first)
    if found is None:
        return
    comma, main = found
    driver = extent(doc[first.i + 1 : comma.i])
    effect = extent([t for t in clause_tokens(main) if t.i > comma.i], keep=main.i)
    if driver is None or effect is None:
        return
    cue = words_extent(first, first)
    condition = (first.idx, driver[1])
    rule = "causes.condition.inverted"
    yield Found(driver, effect, cue, main.i, rule, "+", "condition", 0.7, condition)


def _supposed(first: Token) -> tuple[Token, Token] | None:
    """The comma behind an inverted condition and the verb of the main clause behind it: one with a
    modal, whose subject begins at the comma.
    """
    doc, sent = first.doc, first.sent
    for comma in doc[first.i + 2 : sent.end - 1]:
        if comma.text != ",":
            continue
        for verb in doc[comma.i + 1 : sent.end]:
            forms = {c.lower_ for c in verb.children if c.dep_ == "aux"}
            if not is_verbal(verb) or not forms & words("cause_links", "supposing"):
                continue
            own = next((c for c in verb.children if c.dep_ in (*SUBJECTS, "expl")), None)
            if own is not None and own.left_edge.i > comma.i and not is_frame(verb):
                between = doc[comma.i + 1 : own.left_edge.i]
                return (comma, verb) if all(t.dep_ != "nsubj" for t in between) else None
    return None


def absolute_causes(first: Token) -> Iterator[Found]:
    """What "with X gone, Y" opens a sentence with: a state that is the reason, not mere company."""
    doc, sent = first.doc, first.sent
    if first.i != sent.start and doc[first.i - 1].text not in ('"', "'", "that", "and", "but"):
        return
    state = next((t for t in first.subtree if t.i > first.i and _is_state(t)), None)
    if first.dep_ == "mark":
        state = first.head if _is_state(first.head) else state
    comma = next((t for t in doc[first.i : sent.end] if t.text == "," and t.i > first.i + 2), None)
    if state is None or comma is None or state.i > comma.i:
        return
    main = clause_head(first.head if first.dep_ != "mark" else first.head.head)
    if main is None or main.i < comma.i:
        return
    main = claim_of(main)
    driver = extent(doc[first.i + 1 : comma.i])
    effect = extent([t for t in clause_tokens(main) if t.i > comma.i], keep=main.i)
    if driver is not None and effect is not None and main.i > comma.i:
        cue, rule = words_extent(first, first), "causes.link.with"
        yield Found(driver, effect, cue, main.i, rule, confidence=0.5)


def _is_state(word: Token) -> bool:
    """A participle or adjective behind its noun that says how things stand."""
    before = word.dep_ in ("acl", "advcl", "pcomp", "relcl", "ccomp", "acomp", "amod", "oprd")
    if not before or (word.dep_ == "amod" and word.head.i > word.i):
        return False
    if word.tag_ == "VBG":
        return word.lemma_.lower() in words("cause_light", "approaching")
    return word.tag_ in ("VBN", "VBD", "JJ", "JJR")


# Tests ----------------------------------------------------------------------------------------


def _not_temporal(first: Token, verb: Token, main: Token) -> bool:
    """A reason, unless the main clause is in the perfect, or both clauses are past and the
    clause with "since" comes last.
    """
    if verb.tag_ in ("VBZ", "VBP") and not any(c.lemma_ == "have" for c in verb.children):
        return True  # what is so now is no time
    if "have" in {c.lemma_ for c in main.children if c.dep_ in ("aux", "auxpass")}:
        return False
    if first.i > 0 and first.doc[first.i - 1].lower_ in ("ever", "long", "years", "months"):
        return False
    return not (_is_past(verb) and (_is_past(main) or main.tag_ == "VBG") and first.i > main.i)


def _is_past(verb: Token) -> bool:
    auxes = [c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return verb.tag_ in ("VBD", "VBN") and not any(t in ("VBZ", "VBP", "MD") for t in auxes)


def _causal_as(first: Token, verb: Token, main: Token) -> bool:
    """A full clause behind "as" is a reason; a comparison or a manner ("as he said") is none."""
    doc = first.doc
    previous = doc[first.i - 1].lower_ if first.i else ""
    after = doc[first.i + 1].lower_ if first.i + 1 < len(doc) else ""
    if previous in words("cause_links", "before_as") or after in words("cause_links", "after_as"):
        return False
    if verb.dep_ != "advcl" or not has_subject(verb):
        return False
    if verb.lemma_.lower() in words("cause_links", "verbs_of_as"):
        return False
    if _is_moment(first, verb, main):
        return False
    return not any(doc[i].lower_ == "as" for i in range(max(0, first.i - 3), first.i))


def _is_moment(first: Token, verb: Token, main: Token) -> bool:
    """Does the clause with "as" only say when? One at the head of its sentence in the simple past
    mostly does; half of those marked by hand in news are no reasons.
    """
    if first.i > main.i and (main.lemma_ in ("come", "happen", "occur", "show") or _is_taken(main)):
        return True
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    timed = own is not None and (
        own.lemma_.lower() in words("cause_links", "hours") or own.ent_type_ in ("DATE", "TIME")
    )
    before = any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children)
    if timed or (verb.lemma_.lower() in words("cause_links", "moments") and not before):
        return True
    plain = verb.tag_ == "VBD" and verb.lemma_ not in ("be", "have", "fear", "lack", "want")
    return plain and verb.i < main.i and not any(c.dep_ in ("neg", "aux") for c in verb.children)


def _is_taken(main: Token) -> bool:
    """As in "this took place as …"."""
    return main.lemma_ == "take" and any(c.lower_ == "place" for c in main.children)


def _full_clause(first: Token, verb: Token, main: Token) -> bool:
    return has_subject(verb)


def _open_condition(first: Token, verb: Token, main: Token) -> bool:
    """What the main clause hangs on: not "even if", "as if", nor what somebody asks or wonders
    at ("asked if", "surprised if").
    """
    previous = first.doc[first.i - 1].lower_ if first.i else ""
    if previous in ("even", "as") or verb.dep_ == "ccomp" or not has_subject(verb):
        return False
    weighed = {c.lemma_.lower() for c in main.children if c.dep_ in ("acomp", "attr", "oprd")}
    wonder = words("cause_links", "wonder")
    return not ({main.lemma_.lower(), main.lower_} | weighed) & wonder


def _held_until(first: Token, verb: Token, main: Token) -> bool:
    """A condition, where something is kept up or refused until then."""
    modal = any(c.lemma_ in ("will", "would", "must") for c in main.children if c.dep_ == "aux")
    negated = any(c.dep_ == "neg" for c in main.children)
    kept = main.lemma_.lower() in words("cause_links", "kept_up")
    return has_subject(verb) and (negated or kept) and (modal or kept)


_TESTS: dict[str, Callable[[Token, Token, Token], bool]] = {
    "not_temporal": _not_temporal,
    "causal_as": _causal_as,
    "full_clause": _full_clause,
    "open_condition": _open_condition,
    "held_until": _held_until,
}
