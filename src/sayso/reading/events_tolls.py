"""Deaths and injuries of an act, from the figures that stand in its clause or lean on it."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from sayso.model import Count
from sayso.reading.draft import Candidate, Draft
from sayso.reading.events_acts import Act

_HARMFUL = frozenset({"ASSAULT", "PROTEST"})


def tolls(draft: Draft, acts: Sequence[Act]) -> dict[int, dict[str, Count]]:
    """Counts by measure (``deaths``, ``injuries``) for the acts, by their place in the sequence.

    A figure goes to the act nearest above it in the parse of its sentence; failing that, to the
    only harmful act of the sentence, or of the sentence before where its own names none.
    """
    found: dict[int, dict[str, Count]] = {}
    by_token = _by_token(acts)
    harmful = _by_sentence(acts)
    for figure in draft.candidates:
        if figure.figure is None or figure.figure.measure not in ("deaths", "injuries"):
            continue
        if figure.figure.cumulative:
            continue
        token = draft.analysis.doc[figure.anchor]
        index = _nearest(token, by_token)
        if index is None:
            index = _only(token, harmful)
        if index is not None:
            found.setdefault(index, {}).setdefault(figure.figure.measure, _count(figure))
    return found


def _count(candidate: Candidate) -> Count:
    figure = candidate.figure
    assert figure is not None  # noqa: S101
    return Count(low=figure.low, best=figure.best, high=figure.high, figure=candidate.key)


def _by_token(acts: Iterable[Act]) -> dict[int, int]:
    found: dict[int, int] = {}
    for index, act in enumerate(acts):
        if act.code.plover in _HARMFUL or act.rule == "events.noun.act":
            for token in (act.head, act.trigger, act.top, *act.merged):
                found.setdefault(token.i, index)
    return found


def _nearest(token: Token, by_token: dict[int, int]) -> int | None:
    for above in (token, *token.ancestors):
        if above.i in by_token:
            return by_token[above.i]
        for child in above.children:
            if child.dep_ in ("nsubj", "agent", "nsubjpass") and child.i in by_token:
                return by_token[child.i]
    return None


def _by_sentence(acts: Sequence[Act]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for index, act in enumerate(acts):
        if act.code.plover in _HARMFUL:
            found.setdefault(act.head.sent.start, []).append(index)
    return found


def _only(token: Token, harmful: dict[int, list[int]]) -> int | None:
    sentence = token.sent
    own = harmful.get(sentence.start, [])
    if own:
        return own[0] if len(own) == 1 else None
    if sentence.start == 0:
        return None
    before = harmful.get(token.doc[sentence.start - 1].sent.start, [])
    return before[-1] if len(before) == 1 else None
