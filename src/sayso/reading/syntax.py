"""Questions to the parse that several readers ask. Nothing here knows a lexicon."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_EDGE_DEPS = frozenset({"mark", "cc", "punct", "preconj"})


def is_verbal(token: Token) -> bool:
    """A verb or an auxiliary that heads a clause."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")


def subject(token: Token) -> Token | None:
    """The head of the (logical) subject of a verb, or None.

    A relative pronoun gives the noun it stands for, a participle the noun it modifies, an
    infinitive the object or subject that controls it, a conjoined verb that of the first.
    """
    own = next((c for c in token.children if c.dep_ in SUBJECTS), None)
    if own is not None:
        if own.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
            return token.head
        return own
    if token.dep_ == "acl":
        return token.head
    if token.dep_ in ("xcomp", "advcl", "ccomp") and token.head.i != token.i:
        control = next((c for c in token.head.children if c.dep_ in ("dobj", "dative")), None)
        infinitive = any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)
        if token.dep_ != "advcl" and control is not None and control.i < token.i:
            return control
        if token.dep_ == "advcl" and infinitive and control is not None and control.i < token.i:
            return control
        if token.dep_ == "ccomp":
            return None
        return subject(token.head)
    if token.dep_ == "conj" and is_verbal(token.head):
        return subject(token.head)
    return None


def agent(token: Token) -> Token | None:
    """The noun of a passive's by-phrase, or None."""
    by = next((c for c in token.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def direct_object(token: Token) -> Token | None:
    """The head of a verb's direct object, or None; a conjoined verb may share a later one."""
    return next((c for c in token.children if c.dep_ in ("dobj", "obj")), None)


def is_passive(token: Token) -> bool:
    """Is the verb passive, a reduced one ("the man killed in …") included?"""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in token.children):
        return True
    return token.dep_ == "acl" and token.tag_ == "VBN"


def prepositions(token: Token, *names: str) -> Iterator[tuple[Token, Token]]:
    """(preposition, its object's head) below a token, for the prepositions named (all if none)."""
    for child in token.children:
        if child.dep_ in ("prep", "agent") and (not names or child.lower_ in names):
            for below in child.children:
                if below.dep_ in ("pobj", "pcomp"):
                    yield child, below


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in text order."""
    return sorted([token, *token.conjuncts], key=lambda t: t.i)


def listed(token: Token) -> list[Token]:
    """The token, what is coordinated with it, and names that stand in apposition as a list ("three
    priests: A, B and C"; "A, 42; B, 19; and C"), in text order.
    """
    found = {t.i: t for t in conjuncts(token)}
    for each in list(found.values()):
        names = [c for c in each.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"]
        several = len(names) > 1 or any(any(n.conjuncts) for n in names)
        if several or each.ent_type_ == "PERSON":
            found.update((t.i, t) for name in names for t in conjuncts(name))
    return [found[at] for at in sorted(found)]


def negation(token: Token) -> Token | None:
    """The word that negates a verb or noun directly: "not", "n't", "never", "no" …, or None."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("det", "advmod") and child.lower_ in NEGATORS):
            return child
    return None


#: Determiners of what is spoken of as known.
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
NEGATORS = frozenset({"no", "not", "n't", "never", "neither", "nor", "nobody", "none"})


def kept_tokens(token: Token, drop: Iterable[Token]) -> list[Token]:
    """The subtree of a token without the subtrees of the tokens dropped."""
    gone = {t.i for d in drop for t in d.subtree}
    return [t for t in token.subtree if t.i not in gone and not t.is_space]


def bounds(tokens: Iterable[Token], *, keep: int | None = None) -> tuple[int, int]:
    """The characters from the first to the last of the tokens, less punctuation, subordinators and
    conjunctions at the edges. ``keep`` is the index of a token never trimmed away.
    """
    ordered = sorted(tokens, key=lambda t: t.i)
    while len(ordered) > 1 and ordered[0].i != keep and _is_edge(ordered[0], leading=True):
        ordered.pop(0)
    while len(ordered) > 1 and ordered[-1].i != keep and _is_edge(ordered[-1], leading=False):
        ordered.pop()
    return ordered[0].idx, ordered[-1].idx + len(ordered[-1])


def clause_bounds(token: Token, *, without: Iterable[str] = ()) -> tuple[int, int]:
    """The characters of the clause a verb heads: its subtree without the subordinator, without
    coordinated clauses, and without children whose dependency is in ``without``.
    """
    unwanted = set(without)
    drop = [
        c
        for c in token.children
        if c.dep_ in unwanted
        or c.dep_ == "parataxis"
        or is_juxtaposed(c)
        or (c.dep_ == "conj" and is_verbal(c) and not is_verbal_modifier(token))
    ]
    return bounds(kept_tokens(token, drop), keep=token.i)


def is_juxtaposed(clause: Token) -> bool:
    """A clause that the parse hangs on the next one as its complement, where only a semicolon joins
    them: "The bus overturned; the driver said he …".
    """
    if clause.dep_ != "ccomp" or clause.i > clause.head.i:
        return False
    last = clause.right_edge.i
    between = clause.doc[last : min(last + 3, clause.head.i)]
    return any(t.text == ";" for t in between)


def is_verbal_modifier(token: Token) -> bool:
    """A participle before its noun ("the increased airstrikes"): no clause of its own."""
    return token.dep_ in ("amod", "compound", "nmod")


def noun_bounds(
    token: Token, *, conjoined: bool = False, relative: bool = False
) -> tuple[int, int]:
    """The characters of the noun phrase a noun heads: with its "of" and "by" phrases, without
    appositions, without coordinated nouns and relative clauses unless asked for.
    """
    drop = [
        c
        for c in token.children
        if (c.dep_ in ("conj", "cc", "preconj") and not conjoined)
        or (c.dep_ == "relcl" and not relative)
        or c.dep_ in ("appos", "parataxis")
    ]
    return bounds(kept_tokens(token, drop), keep=token.i)


def _is_edge(token: Token, *, leading: bool) -> bool:
    if token.is_space or (token.is_punct and token.text not in ("%", "(", ")", "$")):
        return True
    if token.text in ("(", ")"):
        return (token.text == ")") == leading
    if not leading:
        return token.dep_ == "cc"
    return token.dep_ in _EDGE_DEPS and token.tag_ != "DT"
