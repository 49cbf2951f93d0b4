"""Deaths and injuries of an act, from the figures that stand in its clause or lean on it."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from sayso.model import Count
from sayso.reading import syntax
from sayso.reading.draft import Candidate, Draft
from sayso.reading.events_acts import Act
from sayso.reading.events_lexicon import classes
from sayso.reading.events_scene import is_passive, kinds_of_nouns

_HARMFUL = frozenset({"ASSAULT", "PROTEST"})


def tolls(draft: Draft, acts: Sequence[Act]) -> dict[int, dict[str, Count]]:
    """Counts by measure (``deaths``, ``injuries``) for the acts, by their place in the sequence.

    A figure goes to the act nearest above it in the parse of its sentence; failing that, to the
    only harmful act of the sentence, or of the sentence before where its own names none. Counts of
    different people in one breath are never added up: the act has none, its figures have each.
    """
    found: dict[int, dict[str, Count]] = {}
    first: dict[tuple[int, str], Token] = {}
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
            if index is not None and _is_one(acts[index]) and not _is_within(token, acts[index]):
                index = None
        if index is None:
            continue
        counts, measure = found.setdefault(index, {}), figure.figure.measure
        if measure not in counts:
            first[index, measure] = token
            counts[measure] = _alone(_count(figure), token)
        elif token.i == first[index, measure].i and _is_beside(draft, figure):
            counts[measure] = Count()  # two counts of different people: nobody says their sum
    return found


def _is_one(act: Act) -> bool:
    """Is it done to one person? A count in another sentence is not his."""
    theme = syntax.subject(act.head) if is_passive(act.head) else syntax.direct_object(act.head)
    if act.noun is not None or theme is None or list(theme.conjuncts):
        return False
    if theme.tag_ == "NNP":
        return theme.ent_type_ == "PERSON"
    if theme.tag_ == "PRP":
        return theme.lower_ in ("he", "him", "she", "her")
    person = theme.tag_ == "NN" and kinds_of_nouns().get(theme.lemma_.lower()) == "people"
    return person and theme.lemma_.lower() not in classes()["collective"]


def _is_within(token: Token, act: Act) -> bool:
    return token.sent.start == act.head.sent.start


def _is_beside(draft: Draft, figure: Candidate) -> bool:
    """Is what a count counts coordinated with what the first one of its verb counts? "A man" beside
    it is counted there.
    """
    if figure.rule == "figures.single":
        return False
    tokens = draft.analysis.tokens(figure.start, figure.end)
    inside = {t.i for t in tokens}
    top = next((t for t in tokens if t.head.i not in inside), None)
    return top is not None and top.dep_ == "conj" and not syntax.is_verbal(top)


def _alone(count: Count, verb: Token) -> Count:
    """The count; none where "a man" stands beside what it counts ("nine soldiers and a nurse")."""
    theme = syntax.subject(verb) if is_passive(verb) else syntax.direct_object(verb)
    if not syntax.is_verbal(verb) or theme is None or theme.dep_ == "conj":
        return count
    singles = (t for t in theme.conjuncts if t.tag_ == "NN")
    beside = any(c.lower_ in ("a", "an") for t in singles for c in t.children)
    return Count() if beside else count


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
    if len(before) != 1 or _is_share(token):
        return None
    return before[0]


def _is_share(token: Token) -> bool:
    """A part of those already counted ("three of the victims were nurses")."""
    below = any(c.lower_ == "of" and c.dep_ == "prep" for c in token.children)
    return below or (token.dep_ == "pobj" and token.head.lower_ == "of")
