"""Who did what to whom.

Verbs first, since light verbs and verbs of harm speak for their nouns, then the nouns left over.
An act that is demanded, refused, advised or only possible under a noun is no event of its own
(design, rule 3 and the words on statements); an act no code fits is one with null codes.
"""

from spacy.tokens import Token

from sayso.model import Count, Event, Participant
from sayso.reading import syntax
from sayso.reading.draft import Candidate, Draft
from sayso.reading.events_acts import Act, Taken
from sayso.reading.events_charges import stand
from sayso.reading.events_codes import codes_of, context_words, is_refusal
from sayso.reading.events_nouns import noun_acts
from sayso.reading.events_scene import Scene
from sayso.reading.events_spans import act_span
from sayso.reading.events_tolls import tolls
from sayso.reading.events_verbs import verb_acts
from sayso.reading.participants import participants


def read_events(draft: Draft) -> Draft:
    """The draft with a candidate for each act that its report tells of.

    Rests on mentions (who), figures (tolls) and the parse; stance, polarity, certainty, time and
    place are settled later from the candidate's anchor.
    """
    scene = Scene.of(draft)
    acts: list[Act] = []
    for sentence in draft.analysis.doc.sents:
        tokens = [t for t in sentence if not t.is_space]
        acts.extend(sentence_acts(scene, tokens))
    counts = tolls(draft, acts)
    found = [_candidate(scene, act, counts.get(index, {})) for index, act in enumerate(acts)]
    found = [c for c in found if _is_somebodys(c)]
    return draft.plus(candidates=(*draft.candidates, *_without_doubles(found)))


def sentence_acts(scene: Scene, tokens: list[Token]) -> list[Act]:
    """The acts of one sentence, in text order of their triggers."""
    taken = Taken()
    acts = verb_acts(scene, tokens, taken)
    acts += noun_acts(scene, tokens, taken)
    for act in acts:
        stand(act, acts)
    return sorted((a for a in acts if not _only_says(a)), key=lambda a: a.trigger.i)


def _only_says(act: Act) -> bool:
    """A denial of what a clause says is kept in that clause, no act of its own (rule 10), unless it
    is aimed at somebody's charges.
    """
    aimed = syntax.direct_object(act.head) is not None
    return (
        act.code.name == "deny"
        and not aimed
        and any(
            c.dep_ == "ccomp" or (c.dep_ == "xcomp" and c.tag_ == "VBG") for c in act.head.children
        )
    )


def _candidate(scene: Scene, act: Act, counts: dict[str, Count]) -> Candidate:
    who = participants(scene, act)
    plover, cameo, acled = codes_of(act, who, context_words(list(act.head.sent)))
    start, end = act_span(act)
    trigger = act.trigger
    return Candidate(
        kind="event",
        start=start,
        end=end,
        anchor=act.head.i,
        rule=f"events.refusal.{act.code.name}" if is_refusal(act) else act.rule,
        confidence=_confidence(act, who),
        event=Event(
            plover=plover,
            cameo=cameo,
            acled=acled,
            trigger=scene.draft.analysis.span(trigger.idx, trigger.idx + len(trigger)),
            participants=who,
            deaths=counts.get("deaths", Count()),
            injuries=counts.get("injuries", Count()),
        ),
    )


def _is_somebodys(candidate: Candidate) -> bool:
    """Does a verb's act name anybody or anything? "Newly elected" alone tells nothing."""
    event = candidate.event
    alone = candidate.rule.startswith("events.verb.") and event is not None
    return not alone or bool(event and event.participants)


def _confidence(act: Act, who: tuple[Participant, ...]) -> float:
    """The rule's own, a little more where both sides are named."""
    roles = {p.role for p in who}
    return round(min(0.95, act.confidence + (0.1 if {"actor", "recipient"} <= roles else 0.0)), 2)


def _without_doubles(found: list[Candidate]) -> list[Candidate]:
    """Each proposition once: of candidates with the same span and code the first is kept."""
    kept: dict[tuple[int, int, str | None], Candidate] = {}
    for candidate in found:
        assert candidate.event is not None  # noqa: S101
        kept.setdefault((candidate.start, candidate.end, candidate.event.cameo), candidate)
    return list(kept.values())
