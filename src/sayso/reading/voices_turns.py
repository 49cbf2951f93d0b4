"""Speech that lines, paragraphs and dashes mark: turns of a transcript ("ORLIK: …"), the paragraph
behind "The minister said:", and a quotation signed with a name ("…" — Ana Orlik).
"""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from sayso.reading.analysis import Analysis
from sayso.reading.quotes import Quote
from sayso.reading.syntax import is_verbal, subject
from sayso.reading.voices_spans import Frame, phrase, verb_frames

#: A name in capitals before a colon at the head of a paragraph; how many make a transcript.
_LABEL = re.compile(r"([A-Z][A-Z.'\-]+(?: [A-Z][A-Z.'\-]*){0,3}):[ \t]+(?=\S)")
FEWEST_TURNS = 3
#: A dash and a name of up to five words behind a quotation, and nothing more in that clause.
_SIGNED = re.compile(
    r"\s*(?P<dash>[-–—―]{1,2})\s*(?P<name>[A-Z][\w.'’\-]*(?:[^\S\n]+(?:[a-z]{1,3}[^\S\n]+)?"
    r"[A-Z][\w.'’\-]*){0,4})(?=[^\S\n]*(?:[,(\n.]|$))"
)
#: The rules of the three frames.
TURN, BEHIND_COLON, SIGNED = "voices.turn", "voices.paragraph", "voices.quote.signed"


def with_turns(frames: list[Frame], quotes: tuple[Quote, ...], analysis: Analysis) -> list[Frame]:
    """The frames of a report, in any order, with those that its lines mark; a frame that takes the
    same words for its source goes.
    """
    names = (_signed(quote, analysis) for quote in quotes)
    signed = [f for f in names if f is not None]
    made = [*_turns(analysis), *_behind_colons(analysis), *signed]
    sources = {f.source for f in made if f.rule == TURN}
    return [*(f for f in frames if f.cue is not None or f.source not in sources), *made]


def _signed(quote: Quote, analysis: Analysis) -> Frame | None:
    """The frame of a quotation with a dash and a name behind it; the dash is its cue."""
    found = _SIGNED.match(analysis.normal, quote.end)
    dash = analysis.token_at(found.start("dash")) if found is not None else None
    name = analysis.token_at(found.end("name") - 1) if found is not None else None
    if found is None or dash is None or name is None:
        return None
    return Frame(
        rule=SIGNED,
        kind="say",
        cue=found.span("dash"),
        cue_token=dash.i,
        content=((quote.start, quote.end),),
        source=found.span("name"),
        source_token=name.i,
    )


def _turns(analysis: Analysis) -> list[Frame]:
    """A frame for each paragraph that opens with its speaker in capitals, in a transcript."""
    found: list[Frame] = []
    for start, end in analysis.paragraphs:
        label = _LABEL.match(analysis.normal, start, end)
        token = analysis.token_at(label.end(1) - 1) if label is not None else None
        if label is None or token is None:
            continue
        found.append(
            Frame(
                rule=TURN,
                kind="say",
                cue=None,
                cue_token=None,
                content=((label.end(), end),),
                source=label.span(1),
                source_token=token.i,
            )
        )
    return found if len(found) >= FEWEST_TURNS else []


def _behind_colons(analysis: Analysis) -> Iterator[Frame]:
    """A frame for each paragraph without quote marks behind one that ends in a verb of saying and a
    colon.
    """
    pairs = zip(analysis.paragraphs, analysis.paragraphs[1:], strict=False)
    for (start, end), (begin, stop) in pairs:
        said = analysis.normal[start:end].rstrip()
        if not said.endswith(":") or analysis.normal[begin] in "\"'-*":
            continue
        verb = _saying(analysis.token_at(start + len(said) - 1))
        speaker = subject(verb) if verb is not None else None
        if verb is None or speaker is None:
            continue
        yield Frame(
            rule=BEHIND_COLON,
            kind="say",
            cue=(verb.idx, verb.idx + len(verb)),
            cue_token=verb.i,
            content=((begin, stop),),
            source=phrase(speaker, without=verb),
            source_token=speaker.i,
        )


def _saying(colon: Token | None) -> Token | None:
    """The last verb before a colon, where it is one of saying with its speaker before it."""
    if colon is None:
        return None
    verb = next((t for t in reversed(list(colon.sent)) if t.i < colon.i and is_verbal(t)), None)
    known = verb_frames().get(verb.lemma_.lower()) if verb is not None else None
    return verb if known is not None and "quote" in known[1] else None
