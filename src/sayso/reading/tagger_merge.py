"""Rules and tagger joined: one frame a cue.

Measured on polnear_dev: where both see a cue the rule keeps the frame (its kind, its nesting), and
the tagger gives a source that the rule lacks, and source and content where it is sure of them. What
only the tagger sees is added where it is sure, sooner where it is quoted speech, which somebody
must have said. What only a rule sees stays unless the tagger sees no cue there.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sayso.reading.analysis import Analysis
from sayso.reading.learned import Learned, TaggedAttribution
from sayso.reading.quotes import Quote
from sayso.reading.voices_passives import CHARGED
from sayso.reading.voices_spans import Frame

#: How sure (0 to 1) the tagger must be of a cue that no rule sees, of such a cue of quoted speech,
#: and of source and content that it and a rule see differently.
CUE, CUE_OF_QUOTE, SOURCE, CONTENT = 0.62, 0.3, 0.8, 0.8

#: How improbable a cue of a rule must be to the tagger for the frame to go.
NO_CUE = 0.12

#: The share of a content that must be quoted for it to be quoted speech, and the characters a
#: quotation of speech has at least.
QUOTED, SPEECH = 0.5, 26

#: Frames without a cue are one with a tagged one where their contents share this much.
SHARED = 0.5

#: The rule of what somebody wants or plans.
WISH = "voices.verb.wish"

#: Rules whose content is narrower than what the tagger learned to mark ("urged both sides [to
#: talk]"), and rules of those of whom nobody says that they speak.
_NARROW = frozenset(
    {
        "voices.verb.infinitive",
        "voices.verb.passive",
        CHARGED,
        "voices.verb.naming",
        "voices.noun",
        "voices.possessed",
        "voices.adjective",
    }
)
_UNSOURCED = frozenset({"voices.verb.passive", CHARGED, "voices.adjective"})


class _Around(NamedTuple):
    """The text as parsed, where its tokens begin, and where cues and contents of the rules' frames
    begin.
    """

    normal: str
    starts: tuple[int, ...]
    others: tuple[int, ...]


Tagged = tuple[Frame, TaggedAttribution]
Chars = tuple[int, int]


def merged(
    rules: list[Frame],
    tagged: list[Tagged],
    learned: Learned,
    quotes: tuple[Quote, ...],
    analysis: Analysis,
) -> list[Frame]:
    """The frames of both, in text order of where they begin."""
    left = list(tagged)
    cues = (f.cue[0] for f in rules if f.cue is not None)
    others = (*cues, *(c[0] for f in rules for c in f.content))
    around = _Around(analysis.normal, tuple(t.idx for t in analysis.doc), others)
    speech = [(q.start, q.end) for q in quotes if q.end - q.start >= SPEECH]
    out: list[Frame] = []
    for frame in rules:
        twin = next((t for t in left if _is_twin(frame, t[0])), None)
        if twin is not None:
            left.remove(twin)
            whole = frame.source is not None and _is_relayed(frame, rules, [])
            out.append(frame if whole else _joined(frame, *twin, around))
        elif _is_kept(frame, rules, speech, learned):
            out.append(frame)
    for frame, found in left:
        quoted = _held(frame.content, speech) > QUOTED
        sure = found.cue_sure >= (CUE_OF_QUOTE if quoted else CUE)
        told = _is_doubled(frame, out) or _is_opened(frame, out) or _runs_over(frame, rules)
        if sure and not told:
            out.append(frame)
    return sorted(out, key=lambda f: (f.begin, f.cue or (0, 0)))


def _is_twin(frame: Frame, other: Frame) -> bool:
    if frame.cue is None or other.cue is None:
        return _share(frame.content, other.content) > SHARED
    return frame.cue[0] < other.cue[1] and other.cue[0] < frame.cue[1]


def _joined(frame: Frame, twin: Frame, tagged: TaggedAttribution, around: _Around) -> Frame:
    twin = _without_source(twin, frame)
    if _is_better_source(frame, twin, tagged):
        frame = replace(frame, source=twin.source, source_token=twin.source_token)
    if frame.cue is None and twin.cue is not None and around.normal[twin.cue[0]].isalpha():
        frame = replace(frame, cue=twin.cue, cue_token=twin.cue_token)
    if twin.content and tagged.content_sure >= CONTENT and _is_better_content(frame, twin, around):
        frame = replace(frame, content=twin.content)
    return frame


def _without_source(twin: Frame, frame: Frame) -> Frame:
    """The tagger's frame without content that the parse has within the source ("a man who asked
    not [to be named] said").
    """
    if frame.source is None:
        return twin
    low, high = frame.source
    return replace(
        twin, content=tuple(c for c in twin.content if not (low <= c[0] and c[1] <= high))
    )


def _is_better_source(frame: Frame, twin: Frame, tagged: TaggedAttribution) -> bool:
    """A passive that names nobody has no source; one that the rule has under another head gives
    way where the tagger is sure.
    """
    if twin.source is None or frame.rule in _UNSOURCED:
        return False
    if frame.source is None:
        return True
    apart = frame.source[1] <= twin.source[0] or twin.source[1] <= frame.source[0]
    return apart and tagged.source is not None and tagged.source_sure > SOURCE


def _is_better_content(frame: Frame, twin: Frame, around: _Around) -> bool:
    """The tagger's content goes before a rule's unless it takes in the speaker or who is told, a
    "but" clause, or another frame's words, or leaves those out: there the parse knows whose they
    are.
    """
    if not frame.content:
        return True
    if frame.rule in _NARROW or _goes_on(frame, twin, around.normal):
        return False
    if _stops_short(frame, twin, around.normal):
        return False
    barred = [frame.source[0]] if frame.source is not None else []
    if frame.addressee_token is not None:
        barred.append(around.starts[frame.addressee_token])
    if any(_within(at, twin.content) for at in barred):
        return False
    own = (frame.cue or (-1, -1))[0]
    return all(
        at == own or _within(at, twin.content) == _within(at, frame.content) for at in around.others
    )


def _within(offset: int, content: tuple[Chars, ...]) -> bool:
    return any(start <= offset < end for start, end in content)


def _goes_on(frame: Frame, twin: Frame, normal: str) -> bool:
    """Is the tagger's content the rule's and a "but" clause more? The parse knows whose it is."""
    end = frame.content[-1][1]
    longer = twin.content[-1][0] < end < twin.content[-1][1]
    return longer and normal[end : end + 7].lstrip(" ,").startswith("but ")


def _stops_short(frame: Frame, twin: Frame, normal: str) -> bool:
    """Does the tagger's content end before the comma behind which the rule's source begins? What is
    said reaches to who says it.
    """
    if frame.source is None or len(frame.content) > 1 or len(twin.content) > 1:
        return False
    end, start = frame.content[0][1], frame.source[0]
    trailing = end < start and normal[end:start].strip() == ","
    same = abs(frame.content[0][0] - twin.content[0][0]) < 2
    return trailing and same and twin.content[0][1] < end


def _is_kept(frame: Frame, rules: list[Frame], speech: list[Chars], learned: Learned) -> bool:
    """Does a rule's frame stay that the tagger does not see? A wish told in somebody's words is
    mostly no more than a turn of phrase.
    """
    if frame.rule != WISH and _is_relayed(frame, rules, speech):
        return True
    return not _is_refused(frame, learned)


def _is_relayed(frame: Frame, others: list[Frame], speech: list[Chars]) -> bool:
    """Does the cue stand in what somebody else says? The tagger learned from texts in which only
    the outermost voice is marked, and knows nothing of these.
    """
    said = [c for other in others if other is not frame for c in other.content]
    return frame.cue is not None and any(a <= frame.cue[0] < b for a, b in (*said, *speech))


def _is_refused(frame: Frame, learned: Learned) -> bool:
    """Does the tagger know better than the rule, of a verb?"""
    verb = frame.rule.startswith("voices.verb")
    return verb and frame.cue is not None and learned.cue_at(frame.cue[0]) < NO_CUE


def _is_doubled(frame: Frame, others: list[Frame]) -> bool:
    """Is the same already said of nearly the same words?"""
    return any(_share(frame.content, other.content) > SHARED for other in others)


def _is_opened(frame: Frame, others: list[Frame]) -> bool:
    """Does what is said open with the cue that says it ("posted a message [blaming the army]")?"""
    opens = {c[0] for c in frame.content}
    cues = {o.cue[0] for o in others if o.cue is not None and o.source == frame.source}
    return bool(opens & cues)


def _runs_over(frame: Frame, rules: list[Frame]) -> bool:
    """Does what is said run into the source of a rule's frame behind it?"""
    sources = [f.source for f in rules if f.source is not None]
    return any(a < low < b < high for a, b in frame.content for low, high in sources)


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
