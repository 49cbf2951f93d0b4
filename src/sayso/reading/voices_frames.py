"""Frames of attribution in the parse: a cue word with its source and its content.

A frame is what one cue gives by itself; quotations over several sentences, nesting and speakers are
put on top in :mod:`sayso.reading.voices`. The cue lexicon is ``knowledge/data/voices.yaml``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from sayso.knowledge.loader import lexicon, words
from sayso.reading.analysis import Analysis
from sayso.reading.syntax import SUBJECTS, agent, bounds, is_juxtaposed, is_verbal, subject

LEXICON = "voices"


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


@lru_cache(maxsize=1)
def verb_frames() -> dict[str, tuple[str, frozenset[str]]]:
    """Lemma of a cue verb to its kind and the frames it attributes in."""
    entries = {lemma: str(entry).split() for lemma, entry in lexicon(LEXICON)["verbs"].items()}
    return {lemma: (parts[0], frozenset(parts[1:])) for lemma, parts in entries.items()}


def frames_of(sentence: Sentence, analysis: Analysis) -> Iterator[Frame]:
    """The frames of one sentence, in the order of their cues."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if _is_name(token, sentence):
            continue
        if token.pos_ in ("VERB", "AUX") and lemma in verb_frames():
            frame = _verb_frame(token, analysis)
        elif token.lower_ == "according":
            frame = _according(token)
        elif token.pos_ == "NOUN" and lemma in lexicon(LEXICON)["nouns"]:
            frame = _noun_frame(token)
        elif token.pos_ == "NOUN" and lemma in words(LEXICON, "possessed"):
            frame = _possessed(token)
        elif token.pos_ in ("ADJ", "VERB") and lemma in lexicon(LEXICON)["adjectives"]:
            frame = _adjective_frame(token)
        else:
            continue
        if frame is not None:
            yield frame


def _is_name(token: Token, sentence: Sentence) -> bool:
    """A capitalised "Said" inside a sentence is a name; headlines capitalise every word."""
    if not token.text[:1].isupper() or token.i == sentence.start or token.lower_ == "according":
        return False
    before = token.nbor(-1)
    return before.text.isalpha() and any(t.is_alpha and t.text.islower() for t in sentence[-6:])


def _verb_frame(verb: Token, analysis: Analysis) -> Frame | None:
    lemma = verb.lemma_.lower()
    kind, frames = verb_frames()[lemma]
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    if passive:
        return _passive_frame(verb, kind) if lemma in words(LEXICON, "unsourced") else None
    found = _complement(verb, frames)
    if found is None:
        return None
    content, rule, cue = found
    speaker = subject(verb)
    if speaker is None and verb.dep_ == "pcomp":
        speaker = subject(verb.head.head)
    source = _source_bounds(verb, speaker, content)
    return Frame(
        rule="voices.reference" if kind == "refer" else f"voices.verb.{rule}",
        kind=kind,
        cue=cue,
        cue_token=verb.i,
        content=content,
        source=source,
        source_token=speaker.i if speaker is not None and source is not None else None,
        addressee_token=_addressee(verb, lemma),
    )


def _complement(
    verb: Token, frames: frozenset[str]
) -> tuple[tuple[tuple[int, int], ...], str, tuple[int, int]] | None:
    """The content a verb governs, by which frame, and the span of its cue; None without any."""
    cue = _cue_bounds(verb)
    children = list(verb.children)
    clauses = [c for c in children if c.dep_ == "ccomp" and not is_juxtaposed(c)]
    if "clause" in frames or "quote" in frames:
        if clauses:
            return _clause_content(verb, clauses), "clause", cue
        if _is_parenthesis(verb):
            return _around(verb), "parenthesis", cue
    if "inf" in frames:
        infinitive = next((c for c in children if _is_infinitive(c)), None)
        if infinitive is not None:
            return (_span_of(infinitive, verb),), "infinitive", cue
    for preposition in children:
        if preposition.dep_ == "prep" and preposition.lower_ in frames:
            below = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)
            if below is not None:
                cue = (min(cue[0], verb.idx), preposition.idx + len(preposition))
                return (_span_of(below, verb),), "preposition", cue
    if "obj" in frames:
        thing = next((c for c in children if c.dep_ in ("dobj", "oprd")), None)
        if thing is not None and thing.i > verb.i:
            return (_span_of(thing, verb),), "object", cue
    return None


def _clause_content(verb: Token, clauses: list[Token]) -> tuple[tuple[int, int], ...]:
    """One span a side of the cue: "X, he said, Y" has two."""
    mine = {t.i for c in clauses for t in c.subtree}
    if verb.i in mine:
        mine -= {t.i for t in verb.subtree} - {t.i for c in verb.children for t in c.subtree}
    tokens = [verb.doc[i] for i in sorted(mine) if not verb.doc[i].is_space and i != verb.i]
    left = [t for t in tokens if t.i < verb.i]
    right = [t for t in tokens if t.i > verb.i]
    return tuple(_loose(side) for side in (left, right) if side)


def _is_parenthesis(verb: Token) -> bool:
    """A cue with its subject set into or behind the sentence it attributes: "…, he said, …"."""
    if not any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    return verb.dep_ == "parataxis" or (
        verb.dep_ in ("ccomp", "advcl", "conj", "dep")
        and not any(c.dep_ in ("mark", "cc") for c in verb.children)
        and verb.i > 0
        and _comma_before(verb)
        and not any(c.dep_ in ("dobj", "xcomp", "acomp", "attr") for c in verb.children)
    )


def _comma_before(verb: Token) -> bool:
    left = verb.left_edge.i
    while left > 0 and verb.doc[left].is_punct:
        return True
    return left > 0 and verb.doc[left - 1].is_punct


def _around(verb: Token) -> tuple[tuple[int, int], ...]:
    inside = {t.i for t in verb.subtree}
    sentence = [t for t in verb.sent if not t.is_space and t.i not in inside]
    left = [t for t in sentence if t.i < verb.i]
    right = [t for t in sentence if t.i > verb.i]
    return tuple(_loose(side) for side in (left, right) if any(t.is_alpha for t in side))


def _is_infinitive(token: Token) -> bool:
    marked = any(c.dep_ == "aux" and c.tag_ == "TO" for c in token.children)
    return token.dep_ in ("xcomp", "advcl", "ccomp") and marked and token.i > token.head.i


def _passive_frame(verb: Token, kind: str) -> Frame | None:
    """As in "It was reported that …", "is expected to …": a cue whose source may be missing."""
    by = agent(verb)
    clause = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "csubjpass")), None)
    if clause is None or clause.i < verb.i:
        return None
    return Frame(
        rule="voices.verb.passive",
        kind=kind,
        cue=_cue_bounds(verb),
        cue_token=verb.i,
        content=(_span_of(clause, verb),),
        source=_phrase(by) if by is not None else None,
        source_token=by.i if by is not None else None,
    )


def _according(token: Token) -> Frame | None:
    """As in "According to X, …" and "…, according to X"."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
        to = token.nbor(1)
    source = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or source is None:
        return None
    head = token.head
    while (
        head.dep_ in ("prep", "pobj", "dobj", "appos", "npadvmod", "attr") and head.head.i != head.i
    ):
        head = head.head
    gone = {t.i for t in token.subtree} | {t.i for t in to.subtree}
    if not is_verbal(head) and head.dep_ != "ROOT":
        return None
    return Frame(
        rule="voices.according",
        kind="say",
        cue=(token.idx, to.idx + len(to)),
        cue_token=token.i,
        content=_sides(head, gone, token.i),
        source=_phrase(source),
        source_token=source.i,
    )


def _possessed(noun: Token) -> Frame | None:
    """As in "In X's view, …", "in the words of X, …"."""
    preposition = noun.head
    if preposition.dep_ != "prep" or preposition.lower_ not in ("in", "by"):
        return None
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    whose = next((c for c in noun.children if c.dep_ == "poss"), None)
    if of is not None:
        whose = next((c for c in of.children if c.dep_ == "pobj"), whose)
    if whose is None or not is_verbal(preposition.head):
        return None
    gone = {t.i for t in preposition.subtree}
    return Frame(
        rule="voices.possessed",
        kind="say",
        cue=(noun.idx, noun.idx + len(noun)),
        cue_token=noun.i,
        content=_sides(preposition.head, gone, noun.i),
        source=_phrase(whose),
        source_token=whose.i,
    )


def _noun_frame(noun: Token) -> Frame | None:
    """As in "the charge from X that …", "X's claim that …", "made the claim that …"."""
    clause = next(
        (c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp") and _has_that(c)), None
    )
    head = noun.head
    if clause is None and noun.dep_ == "attr" and is_verbal(head):
        # "it was his understanding that …": the clause hangs on the copula
        clause = next((c for c in head.children if c.dep_ == "ccomp" and c.i > noun.i), None)
    if clause is None:
        return None
    whose = next((c for c in noun.children if c.dep_ == "poss"), None)
    for preposition in noun.children:
        if (
            whose is None
            and preposition.dep_ == "prep"
            and preposition.lower_ in ("from", "by", "of")
        ):
            whose = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if whose is None and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        whose = subject(verb) if is_verbal(verb) else None
    return Frame(
        rule="voices.noun",
        kind=str(lexicon(LEXICON)["nouns"][noun.lemma_.lower()]),
        cue=(noun.idx, noun.idx + len(noun)),
        cue_token=noun.i,
        content=(_span_of(clause, noun),),
        source=_phrase(whose) if whose is not None else None,
        source_token=whose.i if whose is not None else None,
    )


def _has_that(clause: Token) -> bool:
    """Is the clause a content clause: "that" as its subordinator, not as a relative pronoun?"""
    that = next((c for c in clause.children if c.lower_ == "that"), None)
    return that is not None and that.dep_ == "mark"


def _adjective_frame(adjective: Token) -> Frame | None:
    clause = next((c for c in adjective.children if c.dep_ == "ccomp" and c.i > adjective.i), None)
    head = adjective.head
    if clause is None or not (adjective.dep_ == "acomp" or adjective.pos_ == "VERB"):
        return None
    speaker = subject(head) if adjective.dep_ == "acomp" else subject(adjective)
    if speaker is None or speaker.lower_ in ("it", "that", "this"):
        return None
    return Frame(
        rule="voices.adjective",
        kind=str(lexicon(LEXICON)["adjectives"][adjective.lemma_.lower()]),
        cue=(adjective.idx, adjective.idx + len(adjective)),
        cue_token=adjective.i,
        content=(_span_of(clause, adjective),),
        source=_phrase(speaker),
        source_token=speaker.i,
    )


def _sides(head: Token, gone: set[int], middle: int) -> tuple[tuple[int, int], ...]:
    tokens = [t for t in head.subtree if t.i not in gone and not t.is_space]
    left = [t for t in tokens if t.i < middle]
    right = [t for t in tokens if t.i > middle]
    return tuple(_loose(side) for side in (left, right) if any(t.is_alpha for t in side))


def _addressee(verb: Token, lemma: str) -> int | None:
    """Who was told: "told AFP", "said to reporters", "in an interview with AFP"."""
    for child in verb.children:
        if child.dep_ == "dative" or (
            child.dep_ == "dobj" and lemma in ("tell", "inform", "assure")
        ):
            return child.i
        if child.dep_ != "prep":
            continue
        below = next((c for c in child.children if c.dep_ == "pobj"), None)
        if below is None:
            continue
        if child.lower_ == "to" and lemma in ("say", "explain", "complain", "write", "confirm"):
            return below.i
        if child.lower_ in ("in", "during") and below.lemma_ in words(LEXICON, "interviews"):
            other = next((c for c in below.children if c.lower_ in ("with", "to")), None)
            whom = next((c for c in other.children if c.dep_ == "pobj"), None) if other else None
            if whom is not None:
                return whom.i
    return None


def _source_bounds(
    verb: Token, speaker: Token | None, content: tuple[tuple[int, int], ...]
) -> tuple[int, int] | None:
    """The source as printed: the relative pronoun where it is one, else the whole noun phrase."""
    if speaker is None:
        return None
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is not None and own.i != speaker.i:
        return own.idx, own.idx + len(own)
    start, end = _phrase(speaker, without=verb)
    if any(start < stop and begin < end for begin, stop in content):
        return speaker.idx, speaker.idx + len(speaker)
    return start, end


def _phrase(token: Token, without: Token | None = None) -> tuple[int, int]:
    """A source's noun phrase with its appositions: "Ada Lind, the mayor of Karsk"."""
    gone = {t.i for t in without.subtree} if without is not None and without.i > token.i else set()
    if without is not None and without.is_ancestor(token):
        gone = set()
    for child in token.children:
        if child.dep_ in ("relcl", "acl") and child.i - token.i > 12:
            gone |= {t.i for t in child.subtree}
        if child.dep_ == "case":
            gone.add(child.i)
    return bounds((t for t in token.subtree if t.i not in gone and not t.is_space), keep=token.i)


def _cue_bounds(verb: Token) -> tuple[int, int]:
    particle = next((c for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1), None)
    last = particle if particle is not None else verb
    return verb.idx, last.idx + len(last)


def _span_of(token: Token, cue: Token) -> tuple[int, int]:
    """The subtree of a complement, its "that" included, on its side of the cue."""
    side = [
        t
        for t in token.subtree
        if not t.is_space and t.i != cue.i and (t.i > cue.i) == (token.i > cue.i)
    ]
    return _loose(side)


def _loose(tokens: list[Token]) -> tuple[int, int]:
    """The characters of tokens less punctuation at the edges; quote marks and "that" stay."""
    kept = list(tokens)
    while len(kept) > 1 and kept[-1].is_punct and kept[-1].text not in ('"', "'", ")", "%"):
        kept.pop()
    while len(kept) > 1 and kept[0].is_punct and kept[0].text not in ('"', "'", "("):
        kept.pop(0)
    return kept[0].idx, kept[-1].idx + len(kept[-1])


def with_content(frame: Frame, content: tuple[tuple[int, int], ...]) -> Frame:
    """The frame with other content spans."""
    return replace(frame, content=content)
