"""A parsed report laid out in lists, so that readers of names ask each token's facts only once."""

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Token

from sayso.model import EntityKind, Link, MentionForm
from sayso.reading.analysis import Analysis

_LEFT_DEPS = frozenset({"amod", "compound", "nmod", "poss", "npadvmod"})


@dataclass(slots=True)
class Found:
    """A mention before it belongs to an entity. ``first`` and ``last`` are token indices, ``start``
    and ``end`` characters. Mentions with the same ``key`` are one entity; without a key the mention
    is an entity of its own until it is linked. ``office`` marks a person in public office, and an
    organisation whose head holds one.
    """

    first: int
    last: int
    start: int
    end: int
    form: MentionForm
    kind: EntityKind
    name: str
    key: str | None = None
    link: Link | None = None
    description: str | None = None
    office: bool = False


@dataclass(slots=True)
class Page:
    """The tokens of a report in parallel lists, by token index. ``names`` holds the name that
    covers a token, ``sentences`` the number of its sentence, ``shouting`` whether that is all in
    capitals.
    """

    analysis: Analysis
    tokens: list[Token]
    texts: list[str]
    lowers: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    sentences: list[int]
    shouting: list[bool]
    names: list[Found | None] = field(default_factory=list)

    @classmethod
    def of(cls, analysis: Analysis) -> "Page":
        """The page of a parsed report."""
        tokens = list(analysis.doc)
        sentences: list[int] = []
        number = -1
        for token in tokens:
            if token.is_sent_start or number < 0:
                number += 1
            sentences.append(number)
        texts = [t.text for t in tokens]
        return cls(
            analysis=analysis,
            tokens=tokens,
            texts=texts,
            lowers=[t.lower() for t in texts],
            tags=[t.tag_ for t in tokens],
            deps=[t.dep_ for t in tokens],
            heads=[t.head.i for t in tokens],
            sentences=sentences,
            shouting=_shouting(texts, sentences),
            names=[None] * len(tokens),
        )

    def start(self, index: int) -> int:
        """The first character of a token."""
        return self.tokens[index].idx

    def end(self, index: int) -> int:
        """The character behind a token."""
        return self.tokens[index].idx + len(self.texts[index])

    def is_name(self, index: int) -> bool:
        """Is the token a proper noun with a capital?"""
        return self.tags[index] in ("NNP", "NNPS") and self.texts[index][0].isupper()

    def take(self, name: Found) -> None:
        """Note which tokens a name covers."""
        for at in range(name.first, name.last + 1):
            self.names[at] = name

    def lemma(self, index: int) -> str:
        """The lemma in lower case; that of a capitalised noun without the plural's s."""
        token = self.tokens[index]
        if self.tags[index] in ("NNP", "NNPS"):
            lower = self.lowers[index]
            plural = lower.endswith("s") and not lower.endswith("ss")
            return lower[:-1] if plural and len(lower) > 3 else lower
        return token.lemma_.lower()

    def noun_lemma(self, index: int) -> str:
        """The lemma of a word read as a noun, whatever tag it was given."""
        return self.lowers[index] if self.tags[index][:2] == "JJ" else self.lemma(index)

    def before(self, index: int) -> int | None:
        """The nearest token before that is no white space and in the same sentence, or None."""
        at = index - 1
        while at >= 0 and self.texts[at].isspace():
            at -= 1
        return at if at >= 0 and self.sentences[at] == self.sentences[index] else None

    def after(self, index: int) -> int | None:
        """The nearest token behind that is no white space and in the same sentence, or None."""
        at = index + 1
        while at < len(self.texts) and self.texts[at].isspace():
            at += 1
        inside = at < len(self.texts) and self.sentences[at] == self.sentences[index]
        return at if inside else None

    def head_of(self, first: int, last: int) -> int:
        """The token of a span whose head lies outside it (the last such)."""
        for at in range(last, first - 1, -1):
            if not first <= self.heads[at] <= last or self.heads[at] == at:
                return at
        return last

    def modifiers(self, index: int) -> list[int]:
        """The tokens that modify a noun from the left, coordinated ones included, in text order."""
        found: list[int] = []
        for child in self.tokens[index].lefts:
            if child.dep_ in _LEFT_DEPS:
                found.append(child.i)
                found.extend(c.i for c in child.subtree if c.dep_ in _LEFT_DEPS or c.dep_ == "conj")
        return sorted(set(found))

    def is_subject(self, index: int) -> bool:
        """Is the token the subject of a clause?"""
        return self.deps[index] in ("nsubj", "nsubjpass")


def _shouting(texts: list[str], sentences: list[int]) -> list[bool]:
    """Sentence by token: at least four words, and nine in ten of them in capitals."""
    upper = Counter(s for t, s in zip(texts, sentences, strict=True) if t.isupper() and len(t) > 1)
    if not upper or max(upper.values()) < 4:
        return [False] * len(texts)
    total = Counter(s for t, s in zip(texts, sentences, strict=True) if len(t) > 1 and t.isalpha())
    loud = {s for s, n in total.items() if n >= 4 and upper[s] >= 0.9 * n}
    return [s in loud for s in sentences]
