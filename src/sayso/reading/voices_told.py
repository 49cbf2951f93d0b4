"""Telling that the parse misreads: "Keld informed parliament that …" as a sort of parliament.

The order of the words is enough: a noun, a verb of telling in the past, a short noun phrase, and
"that".
"""

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.voices_spans import LEXICON, Frame, loose, phrase, verb_frames

RULE = "voices.verb.told"

#: Tokens that whom is told may have.
LONGEST_TOLD = 5


def with_told(frames: list[Frame], sentence: Sentence) -> list[Frame]:
    """The frames of a sentence, with those of verbs of telling that no frame has."""
    taken = {f.cue_token for f in frames}
    made = (_told(t) for t in sentence if t.i not in taken and t.i > sentence.start)
    return [*frames, *(f for f in made if f is not None)]


def _told(verb: Token) -> Frame | None:
    kind, allowed = verb_frames().get(verb.lemma_.lower(), ("", frozenset()))
    speaker = verb.nbor(-1)
    misread = verb.dep_ in ("amod", "acl") and verb.tag_ in ("VBN", "VBD")
    if not misread or "clause" not in allowed or verb.lemma_ not in words(LEXICON, "telling"):
        return None
    that = _that_behind(verb)
    if that is None or speaker.pos_ not in ("NOUN", "PROPN", "PRON") or that.head.i < that.i:
        return None
    content = [t for t in that.head.subtree if t.i >= that.i and not t.is_space]
    start = max(phrase(speaker)[0], speaker.sent.start_char)
    return Frame(
        rule=RULE,
        kind=kind,
        cue=(verb.idx, verb.idx + len(verb)),
        cue_token=verb.i,
        content=(loose(content),),
        source=(min(start, speaker.idx), speaker.idx + len(speaker)),
        source_token=speaker.i,
        addressee_token=that.i - 1,
    )


def _that_behind(verb: Token) -> Token | None:
    """The "that" behind a short noun phrase behind the verb."""
    behind = verb.doc[verb.i + 1 : min(verb.i + 2 + LONGEST_TOLD, verb.sent.end)]
    for token in behind:
        if token.lower_ == "that" and token.i > verb.i + 1:
            return token if token.nbor(-1).pos_ in ("NOUN", "PROPN", "PRON") else None
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "DET", "ADJ"):
            return None
    return None
