"""Rules and tagger joined: one frame a cue.

Measured on polnear_dev: where both see a cue the rule keeps the frame (its kind, its nesting), and
the tagger gives a source that the rule lacks, and source and content where it is sure of them. What
only the tagger sees is added where it is sure, sooner where it is quoted speech, which somebody
must have said. What only a rule sees stays unless the tagger sees no cue there.
"""

from collections.abc import Sequence
from dataclasses import replace

from sayso.reading.learned import Learned, TaggedAttribution
from sayso.reading.quotes import Quote
from sayso.reading.voices_spans import Frame

#: How sure (0 to 1) the tagger must be of a cue that no rule sees, of such a cue of quoted speech,
#: and of source and content that it and a rule see differently.
CUE, CUE_OF_QUOTE, SOURCE, CONTENT = 0.62, 0.3, 0.8, 0.8

#: How improbable a cue of a rule must be to the tagger for the frame to go.
NO_CUE = 0.2

#: The share of a content that must be quoted for it to be quoted speech, and the characters a
#: quotation of speech has at least.
QUOTED, SPEECH = 0.5, 26

#: Frames without a cue are one with a tagged one where their contents share this much.
SHARED = 0.5

Tagged = tuple[Frame, TaggedAttribution]
Chars = tuple[int, int]


def merged(
    rules: list[Frame],
    tagged: list[Tagged],
    learned: Learned,
    quotes: tuple[Quote, ...],
    normal: str,
) -> list[Frame]:
    """The frames of both, in text order of where they begin; ``normal`` is the text as parsed."""
    left = list(tagged)
    speech = [(q.start, q.end) for q in quotes if q.end - q.start >= SPEECH]
    out: list[Frame] = []
    for frame in rules:
        twin = next((t for t in left if _is_twin(frame, t[0])), None)
        if twin is not None:
            left.remove(twin)
            out.append(_joined(frame, *twin, normal))
        elif _is_relayed(frame, rules, speech) or not _is_refused(frame, learned):
            out.append(frame)
    for frame, found in left:
        quoted = _held(frame.content, speech) > QUOTED
        sure = found.cue_sure >= (CUE_OF_QUOTE if quoted else CUE)
        if sure and not _is_doubled(frame, out):
            out.append(frame)
    return sorted(out, key=lambda f: (f.begin, f.cue or (0, 0)))


def _is_twin(frame: Frame, other: Frame) -> bool:
    if frame.cue is None or other.cue is None:
        return _share(frame.content, other.content) > SHARED
    return frame.cue[0] < other.cue[1] and other.cue[0] < frame.cue[1]


def _joined(frame: Frame, twin: Frame, tagged: TaggedAttribution, normal: str) -> Frame:
    sure = tagged.source is not None and tagged.source_sure > SOURCE
    if frame.source is None or (sure and twin.source is not None):
        frame = replace(frame, source=twin.source, source_token=twin.source_token)
    if frame.cue is None:
        frame = replace(frame, cue=twin.cue, cue_token=twin.cue_token)
    if tagged.content_sure >= CONTENT and not _goes_on(frame, twin, normal):
        frame = replace(frame, content=twin.content)
    return frame


def _goes_on(frame: Frame, twin: Frame, normal: str) -> bool:
    """Is the tagger's content the rule's and a "but" clause more? The parse knows whose it is."""
    if not frame.content:
        return False
    end = frame.content[-1][1]
    longer = twin.content[-1][0] < end < twin.content[-1][1]
    return longer and normal[end : end + 7].lstrip(" ,").startswith("but ")


def _is_relayed(frame: Frame, others: list[Frame], speech: list[Chars]) -> bool:
    """Does the cue stand in what somebody else says? The tagger learned from texts in which only
    the outermost voice is marked, and knows nothing of these.
    """
    said = [c for other in others if other is not frame for c in other.content]
    return frame.cue is not None and any(a <= frame.cue[0] < b for a, b in (*said, *speech))


def _is_refused(frame: Frame, learned: Learned) -> bool:
    """Does the tagger know better than the rule, of a cue?"""
    return frame.cue is not None and learned.cue_at(frame.cue[0]) < NO_CUE


def _is_doubled(frame: Frame, others: list[Frame]) -> bool:
    """Is the same already said of nearly the same words?"""
    return any(_share(frame.content, other.content) > SHARED for other in others)


def _share(a: tuple[Chars, ...], b: tuple[Chars, ...]) -> float:
    """Characters that two contents share, over those of both."""
    both = _common(a, b)
    all_ = sum(end - start for start, end in (*a, *b)) - both
    return both / all_ if all_ else 0.0


def _held(content: tuple[Chars, ...], others: Sequence[Chars]) -> float:
    """The share of a content that lies in the others."""
    whole = sum(end - start for start, end in content)
    return _common(content, others) / whole if whole else 0.0


def _common(a: Sequence[Chars], b: Sequence[Chars]) -> int:
    return sum(
        max(0, min(a_end, b_end) - max(a_start, b_start))
        for a_start, a_end in a
        for b_start, b_end in b
    )
