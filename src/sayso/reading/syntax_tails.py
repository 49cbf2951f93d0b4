"""Where a sentence ends in its source: "…, the mayor of Torvia, Lena Orlik, told reporters."

A parser that comes to such a source hangs it on the last noun before it, as one more apposition,
and what is said runs over who says it. The order of the words is enough to know where the one ends
and the other begins: a comma, a noun phrase (or a name and a role between commas), a verb of
saying, and behind it nothing but whom it was told, when and where.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.voices_spans import LEXICON, verb_frames

#: Tokens a part of a source may have between commas, and what is said must have.
LONGEST_PART, SHORTEST_CONTENT = 14, 3
#: Tokens a name may have, its titles included.
LONGEST_NAME = 6

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HAVE = frozenset({"has", "had", "have"})
_CUE_TAGS = frozenset({"VBD", "VBZ", "VBP", "VBN"})
#: Tags of words that open no noun phrase.
_NO_NOUN = frozenset({"IN", "TO", "RB", "WRB", "WDT", "WP", "WP$", "CC", "VBG"})


@dataclass(frozen=True, slots=True)
class Tail:
    """A sentence in two: what is said, and the source with its verb and what follows. ``borders``
    are the commas between them; all are tokens of the sentence without white space. ``parted`` is
    whether what is said goes on behind ("The raid, the mayor, Ana Maric, said, failed").
    """

    content: tuple[Token, ...]
    borders: tuple[Token, ...]
    source: tuple[Token, ...]
    cue: Token
    rest: tuple[Token, ...]
    parted: bool = False

    @property
    def frame(self) -> tuple[Token, ...]:
        """The source, its verb (with what stands between them) and the rest."""
        doc = self.cue.doc
        inner = doc[self.source[-1].i + 1 : self.cue.i + 1]
        return (*self.source, *(t for t in inner if not t.is_space), *self.rest)


def tail_of(sentence: Sentence) -> Tail | None:
    """The sentence in two where it ends in its source, else None."""
    tokens = [t for t in sentence if not t.is_space]
    for at in range(len(tokens) - 1, 1, -1):
        if not _is_cue(tokens[at]):
            continue
        near = list(_to_comma(tokens[at + 1 :]))
        behind = tokens[at + 1 + len(near) :]
        if not _says_no_more(tokens[at], near):
            continue
        if _goes_on_well(behind, apposed=tokens[at - 1].text == ","):
            return _split(tokens, at, len(tokens))
        if tokens[at - 1].text == ",":
            return _split(tokens, at, at + 1 + len(near))
    return None


def _split(tokens: list[Token], at: int, end: int) -> Tail | None:
    """The sentence in two, where the tokens from the source to ``end`` are no part of what is
    said.
    """
    last = at - 1
    while last > 0 and (tokens[last].pos_ == "ADV" or tokens[last].lower_ in _HAVE):
        last -= 1
    border = _border(tokens, last)
    if border is None or (tokens[at].tag_ == "VBN" and not _is_finite(tokens, at)):
        return None
    behind = tokens[end + 1 :]
    full_stop = [behind.pop()] if behind and behind[-1].is_punct else []
    content = tokens[:border] + behind
    source = tokens[border + 1 : last + 1]
    while source and source[-1].text == ",":
        source.pop()
    if not source or source[0].lower_ == "you" or not _is_content(content):
        return None
    rest = tokens[at + 1 : end] + full_stop
    borders = (tokens[border], *tokens[end : end + 1])
    return Tail(tuple(content), borders, tuple(source), tokens[at], tuple(rest), bool(behind))


def _is_finite(tokens: list[Token], at: int) -> bool:
    """Is a form that may be a participle the verb of its clause? One behind a comma is, and one of
    telling or saying ("chemicals found in paint" has none).
    """
    telling = words(LEXICON, "telling") | {"say"}
    return tokens[at - 1].text == "," or tokens[at].lemma_.lower() in telling


def _border(tokens: list[Token], last: int) -> int | None:
    """The index of the comma before the source that ends at ``last``."""
    if tokens[last].text != ",":
        comma = _comma_before(tokens, last + 1)
        return comma if comma is not None and _is_phrase(tokens[comma + 1 : last + 1]) else None
    second = _comma_before(tokens, last)
    first = _comma_before(tokens, second, dash=True) if second is not None else None
    if second is None or first is None:
        return None
    behind, before = tokens[second + 1 : last], tokens[first + 1 : second]
    third = _comma_before(tokens, first, dash=True)
    farther = tokens[third + 1 : first] if third is not None else []
    if _is_age(before):  # "Ana Maric, 42, a nurse, said"
        return third if _are_apposed(farther, behind) else None
    if _is_age(behind) and farther and farther[0].tag_ == "DT" and _are_apposed(farther, before):
        return third  # "a nurse, Ana Maric, 42, said"
    return first if _are_apposed(before, behind) else None


def _is_age(tokens: list[Token]) -> bool:
    return len(tokens) == 1 and tokens[0].like_num


def _comma_before(tokens: list[Token], index: int, *, dash: bool = False) -> int | None:
    """The nearest comma before an index, or dash where that may be one as well."""
    low = max(index - 1 - LONGEST_PART, 0)
    return next((i for i in range(index - 1, low, -1) if _parts(tokens[i], dash)), None)


def _parts(token: Token, dash: bool) -> bool:
    spaced = bool(token.nbor(-1).whitespace_ and token.whitespace_)
    return token.text == "," or (dash and spaced and token.text in ("-", "--", "–", "—"))


def _are_apposed(before: list[Token], behind: list[Token]) -> bool:
    """Are two phrases a name and what its bearer is, in either order?"""
    if not _is_phrase(before):
        return False
    if behind[0].lower_ == "who" or _is_age(behind):
        return True
    if is_name(before):
        return _is_phrase(behind)
    return _is_phrase(behind) and (is_name(behind) or behind[0].lower_ in ("a", "an"))


def is_name(tokens: list[Token]) -> bool:
    """Is the phrase a person's name by its letters, with or without a title before it?"""
    particles = words("mention_rules", "particles")
    if not 0 < len(tokens) <= LONGEST_NAME or not tokens[-1].text[:1].isupper():
        return False
    return all(
        t.text[:1].isupper() or t.lower_ in particles or t.text in ("-", ".", "'") for t in tokens
    )


def _is_phrase(tokens: list[Token]) -> bool:
    """A noun phrase: no verb, no subordinator or preposition before it, a noun or pronoun in it."""
    if not tokens or len(tokens) > LONGEST_PART or tokens[0].tag_ in _NO_NOUN:
        return False
    if any(t.text in '";:()' for t in tokens):
        return False
    if any((t.tag_ in _FINITE or t.tag_ in ("VB", "WP")) and t.text.islower() for t in tokens):
        return False
    return any(t.pos_ in ("NOUN", "PROPN") or t.tag_ in ("PRP", "NNS", "NNP") for t in tokens)


def _is_content(tokens: list[Token]) -> bool:
    """Something said: a clause, and not a clause of time or condition before the report's own."""
    if sum(t.is_alpha for t in tokens) < SHORTEST_CONTENT or sum(t.text == '"' for t in tokens) % 2:
        return False
    if any(t.text == ";" for t in tokens) or not any(t.tag_ in _FINITE for t in tokens):
        return False
    first = next((t for t in tokens if t.tag_ != "CC"), tokens[0])
    hanging = first.lower_ in words(LEXICON, "hanging") or first.tag_ == "VBN"
    return not hanging or any(t.text == "," for t in tokens)


def _is_cue(token: Token) -> bool:
    known = verb_frames().get(token.lemma_.lower())
    if known is None or "clause" not in known[1]:
        return False
    return token.tag_ in _CUE_TAGS and token.text.islower()


def _says_no_more(cue: Token, near: list[Token]) -> bool:
    """Does nothing that is said follow the verb, but to whom, when and where it was?"""
    if any(_is_verb(t) or t.text in ':"' for t in near):
        return False
    if any(t.lower_ in ("that", "if", "whether", "how", "why", "what", "as") for t in near):
        return False
    told = cue.lemma_.lower() in words(LEXICON, "telling")
    opens = next((t for t in near if not t.is_punct), None)
    return opens is None or told or _is_aside(opens)


def _is_verb(token: Token) -> bool:
    """A finite verb or infinitive, but for what may be a participle ("a letter published on …")."""
    if token.tag_ == "VBD" and token.i + 1 < len(token.doc):
        after_noun = token.nbor(-1).pos_ in ("NOUN", "PROPN")
        return not (after_noun and token.nbor(1).tag_ == "IN")
    return token.tag_ in _FINITE or token.tag_ == "VB"


def _is_aside(token: Token) -> bool:
    """As in "said on Monday", "said late …", "said Tuesday"; not "warned of …"."""
    if token.tag_ == "RB":
        return token.lower_ not in ("so", "enough", "yes", "no", "not")
    if token.tag_ in ("IN", "TO"):
        return token.lower_ in words(LEXICON, "telling_where")
    return token.ent_type_ in ("DATE", "TIME")


def _to_comma(rest: list[Token]) -> Iterator[Token]:
    for token in rest:
        if token.text in (",", ";"):
            return
        yield token


def _goes_on_well(behind: list[Token], *, apposed: bool) -> bool:
    """Behind the comma: nothing, "adding that …", when it was said; not the rest of what is said
    ("The raid, he said, failed"; "…, he said, because …"). A clause with "and" may be that: only
    behind a name and a role, where the parse is lost without, is it left to the report.
    """
    inner = [t for t in behind if not t.is_punct]
    if not inner or behind[0].text == ";":
        return True
    if any(t.text in ':"' for t in behind):
        return False
    if inner[0].tag_ == "VBG":
        return inner[0].lemma_.lower() in words(LEXICON, "going_on") | words(LEXICON, "citing")
    if inner[0].tag_ == "CC":
        return apposed and any(t.tag_ in _FINITE for t in inner)
    dated = any(
        t.ent_type_ in ("DATE", "TIME") or t.lemma_ in words(LEXICON, "spells") for t in inner[:2]
    )
    return dated and not any(t.tag_ in _FINITE for t in inner)
