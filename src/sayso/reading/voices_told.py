"""Telling that the parse misreads: "Keld informed parliament that …" as a sort of parliament.

So it takes "told the inquest that …" for a relative clause. The order of the words is enough: a
noun, a verb of telling, a short noun phrase, and "that" as a subordinator.
"""

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.reading.syntax import subject
from sayso.reading.voices_passives import is_passive_cue
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
    if "clause" not in allowed or verb.lemma_ not in words(LEXICON, "telling"):
        return None
    misread = verb.dep_ in ("amod", "acl") and verb.tag_ in ("VBN", "VBD")
    speaker = verb.nbor(-1) if misread else subject(verb)
    that = _that_behind(verb)
    if that is None or speaker is None or speaker.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    if is_passive_cue(verb) and not misread:
        return None
    content = [t for t in that.head.subtree if t.i >= that.i and not t.is_space]
    start, end = phrase(speaker)
    return Frame(
        rule=RULE,
        kind=kind,
        cue=(verb.idx, verb.idx + len(verb)),
        cue_token=verb.i,
        content=(loose(content),),
        source=(start, end if end <= verb.idx else speaker.idx + len(speaker)),
        source_token=speaker.i,
        addressee_token=that.i - 1,
    )


def _that_behind(verb: Token) -> Token | None:
    """The "that" behind a short noun phrase behind the verb."""
    behind = verb.doc[verb.i + 1 : min(verb.i + 2 + LONGEST_TOLD, verb.sent.end)]
    for token in behind:
        if token.lower_ == "that" and token.i > verb.i + 1:
            opens = token.dep_ == "mark" and token.head.i > token.i
            return token if opens and token.nbor(-1).pos_ in ("NOUN", "PROPN", "PRON") else None
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "DET", "ADJ"):
            return None
    return None
