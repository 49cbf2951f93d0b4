"""Attributions at the end of a sentence that the parse missed: "…, the council reported."

News puts its source last more often than not, and a parser that misreads the words before the cue
loses it. The order of the words is enough to know it: a comma, a noun phrase, a verb of saying, and
nothing after it but when and where it was said.
"""

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from sayso.reading.voices_spans import Frame, loose, verb_frames

#: Tokens a source may have before its verb, and what may follow it ("on Monday in Geneva").
LONGEST_SOURCE = 14
LONGEST_REST = 9
#: The longest voice before a colon, in tokens, and the rule of its frame.
LONGEST_HEAD = 6
HEADED = "voices.headed"
#: Words that the part before the comma must have to be something said.
SHORTEST_CONTENT = 3


def with_tail(frames: list[Frame], sentence: Sentence) -> list[Frame]:
    """The frames of a sentence, with the one that stands at its end put right or added."""
    tail = _tail(sentence)
    if tail is None or tail.cue_token is None:
        return frames
    start, end = tail.content[0]
    for frame in frames:
        same = frame.cue_token == tail.cue_token
        if same and any(a <= start + 1 and end <= b + 1 for a, b in frame.content):
            return frames
    return [*(f for f in frames if f.cue_token != tail.cue_token), tail]


def headed(sentence: Sentence) -> Frame | None:
    """The frame of a line that names its voice before a colon ("Minister: talks failed") or, in a
    headline, behind it; or None. Whether its source is anybody, the caller must know.
    """
    tokens = [t for t in sentence if not t.is_space]
    return _voice_first(tokens) or _voice_last(tokens)


def _voice_last(tokens: list[Token]) -> Frame | None:
    """As in the headline "Granary was looted: governor"."""
    colon = next((i for i, t in enumerate(tokens) if t.text == ":"), len(tokens))
    content, source = tokens[:colon], tokens[colon + 1 :]
    if not 0 < len(source) <= LONGEST_HEAD or tokens[-1].is_punct or not _has_verb(content):
        return None
    return _headed_frame(source, content)


def _voice_first(tokens: list[Token]) -> Frame | None:
    colon = next((i for i, t in enumerate(tokens[: LONGEST_HEAD + 1]) if t.text == ":"), 0)
    source, content = tokens[:colon], tokens[colon + 1 :]
    if not source or not content or content[0].text == '"' or not _has_verb(content):
        return None
    return _headed_frame(source, content)


def _headed_frame(source: list[Token], content: list[Token]) -> Frame | None:
    if any(t.text in (",", '"', "(") or t.like_num for t in source) or not is_source(source):
        return None
    return Frame(
        rule=HEADED,
        kind="say",
        cue=None,
        cue_token=None,
        content=(loose(content),),
        source=(source[0].idx, source[-1].idx + len(source[-1])),
        source_token=head_of(source).i,
    )


def _tail(sentence: Sentence) -> Frame | None:
    tokens = [t for t in sentence if not t.is_space]
    verb = _last_cue(tokens)
    if verb is None:
        return None
    at = tokens.index(verb)
    if any(t.text in (":", '"') for t in tokens[at:]):  # what is said stands behind
        return None
    comma = next(
        (i for i in range(at - 1, max(at - 1 - LONGEST_SOURCE, 0), -1) if _parts(tokens, i, at)),
        None,
    )
    if comma is None or not is_source(tokens[comma + 1 : at]):
        return None
    content = tokens[:comma]
    if sum(t.is_alpha for t in content) < SHORTEST_CONTENT or not _has_verb(content):
        return None
    source = tokens[comma + 1 : at]
    while source[-1].pos_ == "ADV":
        source.pop()
    kind, _ = verb_frames()[verb.lemma_.lower()]
    return Frame(
        rule="voices.verb.tail",
        kind=kind,
        cue=(verb.idx, verb.idx + len(verb)),
        cue_token=verb.i,
        content=((content[0].idx, content[-1].idx + len(content[-1])),),
        source=(source[0].idx, source[-1].idx + len(source[-1])),
        source_token=head_of(source).i,
    )


def _last_cue(tokens: list[Token]) -> Token | None:
    """The verb of saying that nothing but when and where follows."""
    for token in reversed(tokens[-LONGEST_REST:]):
        if token.pos_ in ("VERB", "AUX"):
            known = verb_frames().get(token.lemma_.lower())
            finite = token.tag_ in ("VBD", "VBZ", "VBP", "VBN")
            said = known is not None and known[1] & {"clause", "quote"}
            return token if said and finite and token.text.islower() else None
        if token.pos_ not in ("PUNCT", "ADP", "DET", "NOUN", "PROPN", "NUM", "ADV", "ADJ", "PART"):
            return None
    return None


def _parts(tokens: list[Token], index: int, verb: int) -> bool:
    """Is this the comma that parts what is said from who says it (not one inside the source)?"""
    spaced = index > 0 and bool(tokens[index - 1].whitespace_)
    if tokens[index].text not in (",", "--", "—") and not (tokens[index].text == "-" and spaced):
        return False
    inner = tokens[index + 1 : verb]
    apposed = any(t.text == "," for t in inner) and inner[-1].text == ","
    return not apposed and bool(inner)


def is_source(tokens: list[Token]) -> bool:
    """A noun phrase: no verb, no subordinator, a noun or pronoun in it."""
    if not tokens or tokens[0].lower_ in (
        "which",
        "who",
        "that",
        "where",
        "and",
        "but",
        "as",
        "if",
    ):
        return False
    if any(t.pos_ in ("VERB", "AUX", "SCONJ") and t.text.islower() for t in tokens):
        return False
    if any(t.text in ('"', ";", ":") for t in tokens):
        return False
    return any(t.pos_ in ("NOUN", "PROPN") or t.tag_ in ("PRP", "NNS") for t in tokens)


def _has_verb(tokens: list[Token]) -> bool:
    return any(t.pos_ in ("VERB", "AUX") for t in tokens)


def head_of(source: list[Token]) -> Token:
    """The noun the others hang on; the last noun before a preposition where the parse has none."""
    inside = {t.i for t in source}
    tops = [t for t in source if t.head.i not in inside and t.pos_ in ("NOUN", "PROPN", "PRON")]
    if tops:
        return tops[-1]
    return next((t for t in reversed(source) if t.pos_ in ("NOUN", "PROPN", "PRON")), source[-1])
