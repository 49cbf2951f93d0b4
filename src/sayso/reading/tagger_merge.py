"""Rules and tagger joined: one frame a cue.

Measured on polnear_dev: where both see a cue the rule keeps the frame (its kind, its nesting, its
speaker), and the tagger fills in a source that the rule lacks and the content where it is sure of
it; what only the tagger sees is added where it is sure; what only a rule sees stays unless the
tagger is sure that there is no cue.
"""

from dataclasses import replace

from sayso.reading.learned import Learned, TaggedAttribution
from sayso.reading.voices_spans import Frame

#: How sure (0 to 1) the tagger must be of a cue that no rule sees, and of content that it and a
#: rule see differently; and how improbable a cue of a rule must be to it for the frame to go.
CUE, CONTENT, NO_CUE = 0.55, 0.8, 0.02

#: Frames without a cue are one with a tagged one where their contents share this much.
SHARED = 0.5

Tagged = tuple[Frame, TaggedAttribution]
Chars = tuple[int, int]


def merged(rules: list[Frame], tagged: list[Tagged], learned: Learned) -> list[Frame]:
    """The frames of both, in text order of where they begin."""
    left = list(tagged)
    out: list[Frame] = []
    for frame in rules:
        twin = next((t for t in left if _is_twin(frame, t[0])), None)
        if twin is not None:
            left.remove(twin)
            out.append(_joined(frame, *twin))
        elif not _is_refused(frame, learned):
            out.append(frame)
    out.extend(frame for frame, t in left if t.cue_sure >= CUE and not _is_doubled(frame, out))
    return sorted(out, key=lambda f: (f.begin, f.cue or (0, 0)))


def _is_twin(frame: Frame, other: Frame) -> bool:
    if frame.cue is None or other.cue is None:
        return _share(frame.content, other.content) > SHARED
    return frame.cue[0] < other.cue[1] and other.cue[0] < frame.cue[1]


def _joined(frame: Frame, twin: Frame, tagged: TaggedAttribution) -> Frame:
    if frame.source is None:
        frame = replace(frame, source=twin.source, source_token=twin.source_token)
    if frame.cue is None:
        frame = replace(frame, cue=twin.cue, cue_token=twin.cue_token)
    if tagged.content_sure >= CONTENT:
        frame = replace(frame, content=twin.content)
    return frame


def _is_refused(frame: Frame, learned: Learned) -> bool:
    """Does the tagger know better than the rule, of a cue?"""
    return frame.cue is not None and learned.cue_at(frame.cue[0]) < NO_CUE


def _is_doubled(frame: Frame, others: list[Frame]) -> bool:
    """Is the same already said of nearly the same words?"""
    return any(_share(frame.content, other.content) > SHARED for other in others)


def _share(a: tuple[Chars, ...], b: tuple[Chars, ...]) -> float:
    """Characters that two contents share, over those of both."""
    both = sum(
        max(0, min(a_end, b_end) - max(a_start, b_start))
        for a_start, a_end in a
        for b_start, b_end in b
    )
    all_ = sum(end - start for start, end in (*a, *b)) - both
    return both / all_ if all_ else 0.0
