"""The tagger's attributions as frames: set on tokens, source and content as the parse has them.

The tagger knows which words are a cue; the parse knows where a noun phrase or a clause ends. A
source the tagger does not see is the subject of its cue.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.reading.analysis import Analysis
from sayso.reading.learned import Learned, TaggedAttribution
from sayso.reading.syntax import agent, is_passive, is_verbal, subject
from sayso.reading.voices_frames import says_nothing
from sayso.reading.voices_spans import Frame, loose, phrase, verb_frames

RULE = "voices.tagger"

#: How sure the tagger must be that there is no source for none to be looked for in the parse, and
#: tokens by which the phrase of a source may be longer than what the tagger took for it.
NO_SOURCE, WIDER = 0.9, 25

Chars = tuple[int, int]


def tagged_frames(learned: Learned, analysis: Analysis) -> list[tuple[Frame, TaggedAttribution]]:
    """Frames of the tagger's attributions, each with what it was made of, in text order."""
    found = []
    taken = {analysis.paragraph_at(t.cue[0]) for t in learned.attributions if t.cue_sure > 0.5}
    for tagged in learned.attributions:
        frame = _frame(tagged, taken, analysis)
        if frame is not None:
            found.append((frame, tagged))
    return found


def _frame(tagged: TaggedAttribution, taken: set[int], analysis: Analysis) -> Frame | None:
    cue_tokens = _without_marks(analysis.tokens(*tagged.cue))
    content = tuple(c for c in (_trimmed(c, analysis) for c in _near(tagged, taken, analysis)) if c)
    if not cue_tokens or not content:
        return None
    head = _root(cue_tokens)
    if says_nothing(head):
        return None
    source, source_token = _source(tagged, head, content, analysis)
    known = verb_frames().get(head.lemma_.lower())
    return Frame(
        rule=RULE,
        kind=known[0] if known else "say",
        cue=(cue_tokens[0].idx, cue_tokens[-1].idx + len(cue_tokens[-1])),
        cue_token=head.i,
        content=content,
        source=source,
        source_token=source_token,
    )


def _without_marks(cue: list[Token]) -> list[Token]:
    """A cue without punctuation behind it ("replied:"); one of nothing else stays."""
    kept = len(cue)
    while kept and cue[kept - 1].is_punct:
        kept -= 1
    return cue[:kept] or cue


def _near(tagged: TaggedAttribution, taken: set[int], analysis: Analysis) -> Iterator[Chars]:
    """Content by paragraphs: what stands in another one than the cue must open with a quote mark,
    and have no cue of its own, to be the same speech. ``taken`` are the paragraphs with cues.
    """
    home = analysis.paragraph_at(tagged.cue[0])
    for start, end in tagged.content:
        for index in range(analysis.paragraph_at(start), analysis.paragraph_at(end - 1) + 1):
            low, high = analysis.paragraphs[index]
            low, high = max(low, start), min(high, end)
            opens = analysis.normal[low:high][:1] == '"' and index not in taken
            if low < high and (index == home or opens):
                yield from _at_colon(low, high, analysis)


def _at_colon(low: int, high: int, analysis: Analysis) -> Iterator[Chars]:
    """A noun said of and the quotation behind its colon: 'praised [the medics]: ["…"]'."""
    colon = analysis.normal.find(': "', low, high)
    if colon > low and not any(is_verbal(t) for t in analysis.tokens(low, colon)):
        yield low, colon
        low = colon + 2
    yield low, high


def _root(tokens: list[Token]) -> Token:
    """The token that the others hang on; the last verb of several."""
    inside = {t.i for t in tokens}
    roots = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    verbs = [t for t in roots if is_verbal(t)]
    return (verbs or roots or tokens)[-1]


def _trimmed(span: Chars, analysis: Analysis) -> Chars | None:
    tokens = analysis.tokens(*span)
    return loose(tokens) if any(t.pos_ in _TELLING for t in tokens) else None


#: Parts of speech of which one at least must be in what is said.
_TELLING = frozenset({"NOUN", "PROPN", "PRON", "VERB", "ADJ", "ADV", "NUM", "INTJ"})


def _source(
    tagged: TaggedAttribution, cue: Token, content: tuple[Chars, ...], analysis: Analysis
) -> tuple[Chars | None, int | None]:
    """The characters of the source and its head token."""
    if tagged.source is not None:
        tokens = analysis.tokens(*tagged.source)
        if any(t.is_alpha and t.tag_ != "POS" for t in tokens):
            head = _root_noun(tokens)
            span = loose(tokens)
            return _widened(span, head, tagged.cue, content), head.i
    if tagged.source_sure > NO_SOURCE:
        return None, None
    head_or_none = _subject(cue)
    if head_or_none is None or _meets((head_or_none.idx, head_or_none.idx + 1), content):
        return None, None
    own = (head_or_none.idx, head_or_none.idx + len(head_or_none))
    return _widened(own, head_or_none, tagged.cue, content), head_or_none.i


def _root_noun(tokens: list[Token]) -> Token:
    inside = {t.i for t in tokens}
    roots = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    nouns = [t for t in roots if t.pos_ in ("NOUN", "PROPN", "PRON")]
    return (nouns or roots or tokens)[0]


def _subject(cue: Token) -> Token | None:
    if is_verbal(cue):
        return agent(cue) if is_passive(cue) and cue.dep_ != "acl" else subject(cue)
    own = next((c for c in cue.children if c.dep_ == "poss"), None)
    if own is not None or cue.head.i == cue.i:
        return own
    return subject(cue.head) if is_verbal(cue.head) else None


def _widened(span: Chars, head: Token, cue: Chars, content: tuple[Chars, ...]) -> Chars:
    """The noun phrase of the source's head, where it holds the span and neither cue nor content."""
    start, end = phrase(head)
    start, end = min(start, span[0]), max(end, span[1])
    if end - start > span[1] - span[0] + 12 * WIDER or _meets((start, end), (cue, *content)):
        return span
    return start, end


def _meets(span: Chars, others: tuple[Chars, ...]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
