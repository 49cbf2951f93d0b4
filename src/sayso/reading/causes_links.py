"""Causes worded as connectives: prepositions, subordinators, adverbs, reasons beside a head."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.model import Relation
from sayso.reading.causes_spans import (
    Extent,
    Found,
    Sign,
    claim_of,
    clause_extent,
    clause_head,
    clause_tokens,
    extent,
    governor,
    has_subject,
    is_infinitive,
    noun_extent,
    right_of,
    subtree,
    words_extent,
)
from sayso.reading.syntax import is_verbal

_OBLIQUE = frozenset({"dobj", "pobj", "attr", "obj", "oprd", "dative", "npadvmod", "conj", "appos"})
_WEAK = 0.5


@dataclass(frozen=True, slots=True)
class Link:
    """A connective: its words, what it says, and any test it must pass."""

    words: tuple[str, ...]
    kind: str
    sign: Sign
    relation: Relation
    test: str
    weak: bool
    gives_effect: bool


@lru_cache(maxsize=1)
def links() -> Mapping[str, tuple[Link, ...]]:
    """The connectives by their first word, the longest first."""
    found: dict[str, list[Link]] = {}
    content = lexicon("cause_links")
    for kind in ("prepositions", "subordinators", "adverbs"):
        for entry in content[kind]:
            words = tuple(str(entry["cue"]).split())
            link = Link(
                words,
                kind,
                entry.get("sign", "+"),
                entry.get("relation", "cause"),
                entry.get("test", ""),
                bool(entry.get("weak")),
                entry.get("gives") == "effect",
            )
            found.setdefault(words[0], []).append(link)
    return {k: tuple(sorted(v, key=lambda x: -len(x.words))) for k, v in found.items()}


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, tuple[tuple[str, frozenset[str], Relation], ...]]:
    """For each small preposition: (name, heads, relation) of the groups it belongs to."""
    found: dict[str, list[tuple[str, frozenset[str], Relation]]] = {}
    for name, group in lexicon("cause_links")["reasons"].items():
        heads = frozenset(str(h) for h in group["heads"])
        for cue in group["cues"]:
            found.setdefault(cue, []).append((name, heads, group.get("relation", "cause")))
    return {cue: tuple(groups) for cue, groups in found.items()}


def link_causes(token: Token) -> Iterator[Found]:
    """What a connective that begins at the token joins, at most one finding."""
    for link in links().get(token.lower_, ()):
        last = _matches(token, link.words)
        if last is None:
            continue
        found = _READERS[link.kind](token, last, link)
        if found is not None:
            yield found
        if found is not None or len(link.words) > 1:
            return


def reason_causes(token: Token) -> Iterator[Found]:
    """The reason a small preposition gives beside a head of its kind ("a clash over land")."""
    for name, heads, relation in reasons().get(token.lower_, ()):
        if token.dep_ not in ("prep", "dative"):
            return
        head = _head_of_kind(token, heads)
        driver = _object_of(token) if head is not None else None
        if head is None or driver is None:
            continue
        effect = _other_side(head, token, token)
        if effect is not None:
            cue = words_extent(token, token)
            anchor = _anchor(head)
            yield Found(driver, effect, cue, anchor, f"causes.reason.{name}", "+", relation)
            return


def _matches(token: Token, words: tuple[str, ...]) -> Token | None:
    doc, last = token.doc, token
    for offset, word in enumerate(words):
        if token.i + offset >= len(doc) or doc[token.i + offset].lower_ != word:
            return None
        last = doc[token.i + offset]
    return last


def _rule(link: Link) -> str:
    return f"causes.link.{'_'.join(link.words)}"


def _confidence(link: Link) -> float:
    return _WEAK if link.weak else 0.75


def _preposition(first: Token, last: Token, link: Link) -> Found | None:
    head = governor(first, last)
    driver = _object_of(last)
    if driver is None:
        return None
    if head is None or head.i > last.i and not is_verbal(head):
        head = _root_beside(first)
    effect = _other_side(head, first, last) if head is not None else None
    if head is None or effect is None:
        return None
    return Found(
        driver,
        effect,
        words_extent(first, last),
        _anchor(head),
        _rule(link),
        link.sign,
        link.relation,
        _confidence(link),
    )


def _root_beside(token: Token) -> Token | None:
    root = token.sent.root
    return root if is_verbal(root) and root.i != token.i else None


def _object_of(preposition: Token) -> Extent | None:
    """The noun phrase or clause behind a preposition."""
    below = next(
        (c for c in preposition.children if c.dep_ in ("pobj", "pcomp") and c.i > preposition.i),
        None,
    )
    if below is None:
        below = right_of(preposition)
        if below is None or below.i < preposition.i:
            return None
    if is_verbal(below):
        return extent([t for t in clause_tokens(below) if t.i > preposition.i], keep=below.i)
    return noun_extent(below, after=preposition.i)


def _other_side(head: Token, first: Token, last: Token) -> Extent | None:
    """What a phrase hangs on: the clause, or a noun that is its clause's subject or stands alone."""
    verb = clause_head(head)
    if verb is not None and not is_verbal(head) and (head.i > verb.i or head.dep_ in _OBLIQUE):
        head = verb if head.dep_ in _OBLIQUE else head
    if is_verbal(head):
        main = claim_of(head)
        predicate = _predicate(main, first)
        if predicate is not None:
            return predicate
        phrase = _top(first, last, main)
        extent_found = clause_extent(main, [phrase] if phrase is not None else [])
        return _clear_of(extent_found, main, first, last)
    noun = (
        noun_extent(head, before=first.i) if head.i < first.i else noun_extent(head, after=last.i)
    )
    return noun


def _predicate(main: Token, first: Token) -> Extent | None:
    """ "the shortage was due to X": the subject alone is the effect."""
    if main.lemma_ != "be" or main.i >= first.i:
        return None
    between = [t for t in main.children if main.i < t.i < first.i and not t.is_punct]
    if any(t.dep_ not in ("advmod", "neg", "aux") for t in between):
        return None
    own = next((c for c in main.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return noun_extent(own, before=main.i) if own is not None else None


def _top(first: Token, last: Token, main: Token) -> Token | None:
    """The highest word of the phrase below the main verb."""
    for token in main.doc[first.i : last.i + 1]:
        if not first.i <= token.head.i <= last.i:
            return token
    return None


def _clear_of(found: Extent | None, main: Token, first: Token, last: Token) -> Extent | None:
    """The part of an effect that does not hold the cue: before it, or behind it."""
    if found is None or found[1] <= first.idx or found[0] >= last.idx + len(last):
        return found
    if main.i < first.i:
        return extent([t for t in clause_tokens(main) if t.i < first.i], keep=main.i)
    tokens = [t for t in clause_tokens(main) if t.i > last.i]
    own = min((c.left_edge.i for c in main.children if c.dep_.startswith("nsubj")), default=main.i)
    if first.i < own <= main.i:
        tokens = [t for t in tokens if t.i >= own]
    return extent(tokens, keep=main.i)


def _anchor(head: Token) -> int:
    verb = clause_head(head)
    if is_verbal(head):
        return claim_of(head).i
    if verb is not None and head.dep_ in _OBLIQUE:
        return claim_of(verb).i
    return head.i


def _subordinator(first: Token, last: Token, link: Link) -> Found | None:
    verb = _marked(first, last)
    if verb is None or (link.test and not _TESTS[link.test](first, verb)):
        return None
    main = _main_of(verb, first)
    if main is None:
        return None
    driver = extent([t for t in clause_tokens(verb) if t.i > last.i], keep=verb.i)
    if link.relation == "condition":
        driver = clause_extent(verb, _cue_words(verb, first, last)) or driver
    effect = main_extent(main, verb)
    if driver is None or effect is None:
        return None
    condition = None
    if link.relation == "condition":
        condition = (first.idx, driver[1])
    if link.gives_effect or (link.test == "so_that" and link.relation != "purpose"):
        driver, effect = effect, driver
    relation = link.relation
    if link.test == "so_that":
        relation, driver, effect = "purpose", effect, driver
    return Found(
        driver,
        effect,
        words_extent(first, last),
        main.i,
        _rule(link),
        link.sign,
        relation,
        _confidence(link),
        condition,
    )


def _cue_words(verb: Token, first: Token, last: Token) -> list[Token]:
    return [c for c in verb.children if first.i <= c.i <= last.i]


def _marked(first: Token, last: Token) -> Token | None:
    """The verb of the clause that a subordinator opens, or None."""
    for token in (first, last):
        head = token.head
        if (
            head.i > last.i
            and is_verbal(head)
            and token.dep_ in ("mark", "advmod", "prep", "dep", "cc")
        ):
            if head.dep_ in (
                "advcl",
                "ccomp",
                "relcl",
                "acl",
                "conj",
                "pcomp",
            ) and not is_infinitive(head):
                return head
        inner = next(
            (c for c in token.children if c.dep_ in ("pcomp", "ccomp", "advcl") and is_verbal(c)),
            None,
        )
        if inner is not None and inner.i > last.i and has_subject(inner):
            return inner
    if first.dep_ != "mark" and last.i > first.i:
        right = right_of(last)
        if right is not None and is_verbal(right) and has_subject(right):
            return right
    return None


def _main_of(verb: Token, first: Token) -> Token | None:
    """The verb of the main clause, past a saying verb where it frames the claim."""
    head = governor(verb, verb)
    while (
        head is not None
        and head.i >= first.i
        and head.dep_ in ("prep", "mark")
        and head.head.i != head.i
    ):
        head = head.head
    if head is None:
        return None
    main = clause_head(head)
    if main is None or main.i == verb.i:
        return None
    lower = claim_of(main)
    inside = verb.i == lower.i or verb.is_ancestor(lower)
    return main if inside else lower


def main_extent(main: Token, verb: Token) -> Extent | None:
    """The effect side of a subordinate clause: the main clause less that clause; where the main
    clause only weighs an act ("it would be easy for X to act"), the act.
    """
    act = weighed_act(main, verb)
    if act is not None:
        return extent(_acted(act))
    top = verb
    while top.head.i != top.i and top.head.i != main.i:
        top = top.head
    drop = [top] if top.head.i == main.i else [verb]
    found = clause_extent(main, drop)
    if found is None or not _holds(found, verb):
        return found
    tokens = [t for t in clause_tokens(main, drop)]
    before = [t for t in tokens if t.i < verb.left_edge.i]
    behind = [t for t in tokens if t.i > verb.right_edge.i]
    side = before if main.i < verb.i else behind
    return extent(side, keep=main.i)


def _holds(found: Extent, verb: Token) -> bool:
    return found[0] <= verb.idx < found[1]


def weighed_act(main: Token, verb: Token | None = None) -> Token | None:
    """The infinitive that "it is easy (for X) to …" weighs, or None."""
    if main.lemma_ not in ("be", "become", "make"):
        return None
    if not any(c.lower_ == "it" and c.dep_ in ("nsubj", "expl") for c in main.children):
        return None
    for judged in main.children:
        if judged.dep_ in ("acomp", "attr", "oprd"):
            for act in (*judged.children, *main.children):
                if (
                    act.i > judged.i
                    and is_infinitive(act)
                    and act.dep_ in ("advcl", "xcomp", "ccomp", "csubj", "acl")
                ):
                    if verb is None or act.i != verb.i:
                        return act
    return None


def _acted(act: Token) -> list[Token]:
    """The act with its "for X", without relative clauses set off behind it and what follows."""
    tokens = clause_tokens(act)
    stop = min((t.left_edge.i for t in tokens if t.dep_ == "relcl"), default=1 << 60)
    return [
        t for t in tokens if t.i < stop and t.lower_ != "for" or t.dep_ != "mark" and t.i < stop
    ]


def _not_temporal(first: Token, verb: Token) -> bool:
    """ "since" gives a reason unless the main clause is in the perfect or a time follows."""
    main = clause_head(verb.head)
    if main is None:
        return True
    auxes = {c.lemma_ for c in main.children if c.dep_ in ("aux", "auxpass")}
    if "have" in auxes or first.i > 0 and first.doc[first.i - 1].lower_ in ("ever", "long"):
        return False
    past = verb.tag_ in ("VBD", "VBN") and not any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBZ", "VBP", "MD") for c in verb.children
    )
    return not (past and main.tag_ in ("VBD", "VBN") and verb.dep_ == "advcl" and first.i > main.i)


def _causal_as(first: Token, verb: Token) -> bool:
    """ "as" before a full clause of its own, not a comparison or a manner ("as he said")."""
    previous = first.doc[first.i - 1].lower_ if first.i else ""
    after = first.doc[first.i + 1].lower_ if first.i + 1 < len(first.doc) else ""
    if previous in ("such", "even", "just", "same", "soon", "much", "far", "well", "long", "known"):
        return False
    if after in ("if", "well", "of", "though", "soon", "long", "many", "much", "part"):
        return False
    if verb.dep_ != "advcl" or not has_subject(verb):
        return False
    return not (verb.lemma_ in ("do", "say", "report", "expect", "plan") or _is_comparison(first))


def _is_comparison(first: Token) -> bool:
    return first.i > 1 and any(
        first.doc[i].lower_ == "as" for i in range(max(0, first.i - 3), first.i)
    )


def _so_that(first: Token, verb: Token) -> bool:
    return has_subject(verb)


def _so_clause(first: Token, verb: Token) -> bool:
    return has_subject(verb)


_TESTS = {
    "not_temporal": _not_temporal,
    "causal_as": _causal_as,
    "so_that": _so_that,
    "so_clause": _so_clause,
}


def _adverb(first: Token, last: Token, link: Link) -> Found | None:
    """The clause an adverb opens is the effect, what stands before it the driver."""
    following = first.doc[last.i + 1].lower_ if last.i + 1 < len(first.doc) else ""
    if following in ("of", "far", "that", "much", "many"):
        return None
    verb = clause_head(first if is_verbal(first) else governor(first, last) or first)
    if verb is None:
        return None
    verb = claim_of(verb) if verb.i > last.i else verb
    if link.test == "so_clause" and not _opens_clause(first, verb):
        return None
    effect = extent(
        [
            t
            for t in clause_tokens(verb)
            if not first.i <= t.i <= last.i and _beyond(t, first, verb)
        ],
        keep=verb.i,
    )
    driver = _before(first, verb)
    if effect is None or driver is None or driver[1] > effect[0]:
        return None
    return Found(
        driver, effect, words_extent(first, last), verb.i, _rule(link), link.sign, link.relation
    )


def _beyond(token: Token, first: Token, verb: Token) -> bool:
    """Inside the clause the adverb opens: from the subject of its verb on."""
    if first.i < verb.i:
        own = min(
            (c.left_edge.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")),
            default=first.i,
        )
        return token.i >= min(own, first.i)
    return True


def _opens_clause(first: Token, verb: Token) -> bool:
    """ ", so they fled": "so" stands before the subject of a clause behind a comma or "and"."""
    if first.i == 0 or verb.i < first.i or not has_subject(verb):
        return False
    own = min(
        (c.left_edge.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")),
        default=-1,
    )
    return own == first.i + 1 and first.doc[first.i - 1].lower_ in (",", "and", ";")


def _before(first: Token, verb: Token) -> Extent | None:
    """The clause before the adverb's in its sentence, else the main clause of the sentence before."""
    head = verb.head
    if (
        verb.dep_ in ("conj", "ccomp", "parataxis", "advcl", "dep")
        and head.i < first.i
        and is_verbal(head)
    ):
        tokens = [t for t in clause_tokens(head, [verb]) if t.i < first.i]
        return extent(tokens, keep=head.i)
    earlier = [
        c
        for c in verb.children
        if c.dep_ in ("ccomp", "advcl", "parataxis", "conj") and is_verbal(c)
    ]
    earlier = [c for c in earlier if c.right_edge.i < first.i and has_subject(c)]
    if earlier:
        return extent(clause_tokens(earlier[-1]), keep=earlier[-1].i)
    sent = first.sent
    if sent.start == 0 or any(t.i < first.i and is_verbal(t) for t in subtree(sent.root)):
        return None
    root = sent.doc[sent.start - 1].sent.root
    if not is_verbal(root):
        return None
    main = claim_of(root)
    return extent(clause_tokens(main), keep=main.i)


def _head_of_kind(preposition: Token, heads: frozenset[str]) -> Token | None:
    """The head of the kind asked for: what the preposition hangs on, or the verb or its object above
    it when the parse hung the phrase on a nearer noun.
    """
    token = preposition.head
    for _ in range(6):
        if token.lemma_.lower() in heads:
            return token
        if is_verbal(token):
            thing = next(
                (
                    c
                    for c in token.children
                    if c.dep_ in ("dobj", "nsubjpass") and c.i < preposition.i
                ),
                None,
            )
            return token if thing is not None and thing.lemma_.lower() in heads else None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


_READERS = {
    "prepositions": _preposition,
    "subordinators": _subordinator,
    "adverbs": _adverb,
}
