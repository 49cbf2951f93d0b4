"""A frame of attribution, and how far its source, cue and content reach."""

from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon
from sayso.reading.syntax import bounds

LEXICON = "voices"


@lru_cache(maxsize=1)
def verb_frames() -> dict[str, tuple[str, frozenset[str]]]:
    """Lemma of a cue verb to its kind and the frames it attributes in."""
    entries = {lemma: str(entry).split() for lemma, entry in lexicon(LEXICON)["verbs"].items()}
    return {lemma: (parts[0], frozenset(parts[1:])) for lemma, parts in entries.items()}


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue with what it governs. Spans are characters; tokens are indices into the Doc.

    ``cue_token`` is None for a frame without a cue (a free-standing quotation). ``source_token`` is
    the head of the source, or of its antecedent where the source is a relative pronoun.
    """

    rule: str
    kind: str
    cue: tuple[int, int] | None
    cue_token: int | None
    content: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None = None
    source_token: int | None = None
    addressee_token: int | None = None

    @property
    def begin(self) -> int:
        """The first character of cue, source or content."""
        spans = [*self.content, *(s for s in (self.cue, self.source) if s is not None)]
        return min(start for start, _ in spans)


def sides(head: Token, gone: set[int], middle: int) -> tuple[tuple[int, int], ...]:
    """The clause of a verb before and behind the token ``middle``, without the tokens ``gone``."""
    tokens = [t for t in head.subtree if t.i not in gone and not t.is_space]
    left = [t for t in tokens if t.i < middle]
    right = [t for t in tokens if t.i > middle]
    return tuple(loose(side) for side in (left, right) if any(t.is_alpha for t in side))


def phrase(token: Token, without: Token | None = None) -> tuple[int, int]:
    """A source's noun phrase with its appositions: "Ada Lind, the mayor of Karsk"."""
    gone = {t.i for t in without.subtree} if without is not None and without.i > token.i else set()
    if without is not None and without.is_ancestor(token):
        gone = set()
    for child in token.children:
        if child.dep_ in ("relcl", "acl") and child.i - token.i > 12:
            gone |= {t.i for t in child.subtree}
        if child.dep_ == "case":
            gone.add(child.i)
        if child.dep_ == "acl" and child.i > token.i and child.left_edge.nbor(-1).text == ",":
            gone |= {t.i for t in child.subtree}  # "Tolan, clad in black, …": how, not who
    gone |= {t.i for day in _days(token) for t in day.subtree}
    kept = [t for t in token.subtree if t.i not in gone and not t.is_space]
    start, end = bounds(kept, keep=token.i)
    return (kept[0].idx if kept[0].dep_ == "preconj" else start), end


def _days(token: Token) -> list[Token]:
    """When it was said, where the parse hangs that on the source: "said Tolan, the mayor, on
    Friday".
    """
    return [
        t
        for t in token.subtree
        if t.dep_ == "prep" and t.i > token.i and t.nbor(-1).text == ","
        if any(c.dep_ == "pobj" and c.ent_type_ in ("DATE", "TIME") for c in t.children)
    ]


def cue_bounds(verb: Token) -> tuple[int, int]:
    """The characters of a cue verb with its particle ("points out")."""
    particle = next((c for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1), None)
    last = particle if particle is not None else verb
    return verb.idx, last.idx + len(last)


def span_of(token: Token, cue: Token) -> tuple[int, int]:
    """The subtree of a complement, its "that" included, on its side of the cue."""
    side = [
        t
        for t in token.subtree
        if not t.is_space and t.i != cue.i and (t.i > cue.i) == (token.i > cue.i)
    ]
    return loose(side)


def loose(tokens: list[Token]) -> tuple[int, int]:
    """The characters of tokens less punctuation at the edges; quote marks and "that" stay."""
    kept = list(tokens)
    while len(kept) > 1 and _hangs(kept[-1]):
        kept.pop()
    while len(kept) > 1 and kept[0].is_punct and kept[0].text not in ('"', "'", "("):
        kept.pop(0)
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def _hangs(last: Token) -> bool:
    """Punctuation, or the "and" that joins what stands behind a content."""
    if last.pos_ == "CCONJ":
        return last.lower_ in ("and", "but", "or")
    return last.is_punct and last.text not in ('"', "'", ")", "%")


def with_content(frame: Frame, content: tuple[tuple[int, int], ...]) -> Frame:
    """The frame with other content spans."""
    return replace(frame, content=content)
