"""From candidates to statements: whose each is, how sure, when and where; and the ids.

Candidates of one kind over nearly the same words are one proposition: the one read with more
confidence stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from sayso.model import Attribution, Count, Event, Figure, Span, Statement
from sayso.reading.causes_sure import tells_a_link, weighed_cause
from sayso.reading.certainty import judge
from sayso.reading.confidence import calibrated
from sayso.reading.disputes import charged, denied, link_disputes, with_denials
from sayso.reading.draft import Candidate, Draft
from sayso.reading.embedded import RULE as EMBEDDED
from sayso.reading.embedded import Read, embedded, smallest, told_apart
from sayso.reading.embedded_places import is_left_open
from sayso.reading.events_same import link_events
from sayso.reading.factuality import RULE as FACTUALITY
from sayso.reading.factuality import weighed
from sayso.reading.settle_context import lend_places
from sayso.reading.settle_ids import in_order, renumber
from sayso.reading.settle_place import places_of
from sayso.reading.settle_time import Clock
from sayso.reading.syntax import is_verbal
from sayso.reading.voices import attribution_at

#: Two candidates of a kind are one where their spans share this much (intersection over union).
SAME = 0.8

#: How often what was found inside statements is itself looked into.
_DEPTH = 2


def settle(draft: Draft) -> Draft:
    """The draft with its statements, in the order of the text, and all ids given anew."""
    kept = with_denials(_without_doubles(draft.candidates), draft)
    ids: dict[str, str] = {}
    for number, (candidate, _) in enumerate(kept, start=1):
        ids.setdefault(candidate.key, f"s{number}")
    clock = Clock(draft)
    read = []
    for number, (candidate, denial) in enumerate(kept, start=1):
        made = _statement(f"s{number}", candidate, ids, draft, clock)
        read.append((candidate, made if denial is None else denied(made, denial)))
    statements = in_order([*(s for _, s in read), *_embedded(read, draft, clock)])
    said = {a.id: a for a in draft.attributions}
    statements = [charged(s, said.get(s.attribution or "")) for s in statements]
    text = draft.report.text
    statements = [
        s.model_copy(update={"reading_confidence": calibrated(s, said, text)}) for s in statements
    ]
    linked = lend_places(link_events(link_disputes(tuple(statements), draft), draft), draft)
    return renumber(draft.plus(statements=linked))


def _embedded(read: Read, draft: Draft, clock: Clock) -> Iterator[Statement]:
    """What the statements take in and do not commit to as they do, as statements; and what these
    take in in turn.
    """
    told = list(read)
    numbers = count(len(read) + 1)  # an id is given once, whether the statement stays or not
    for _ in range(_DEPTH):
        held = smallest(told, draft)
        found = []
        for candidate in embedded(told, held, draft):
            made = _statement(f"s{next(numbers)}", candidate, {}, draft, clock)
            if told_apart(made, held.get(candidate.anchor)):
                found.append((candidate, made))
        told += found
        yield from (made for _, made in found)


def _without_doubles(candidates: tuple[Candidate, ...]) -> list[Candidate]:
    order = sorted(candidates, key=lambda c: (c.start, c.end, c.kind, c.anchor, c.rule))
    kept: list[Candidate] = []
    for candidate in order:
        twin = next(
            (k for k in reversed(kept[-8:]) if k.kind == candidate.kind and _is_twin(k, candidate)),
            None,
        )
        if twin is None:
            kept.append(candidate)
        elif candidate.confidence > twin.confidence:
            kept[kept.index(twin)] = candidate
    return kept


def _is_twin(a: Candidate, b: Candidate) -> bool:
    """Nearly the same words; for remarks about the same verb too ("hopes to leave", "to leave").
    Events are of one verb or one code ("were held for burning the mill" is two).
    """
    if _share(a, b) < SAME:
        return False
    same = a.anchor == b.anchor or a.kind not in ("remark", "event")
    return same or (a.kind == "event" and _code(a) == _code(b))


def _code(candidate: Candidate) -> str:
    return candidate.rule.rsplit(".", 1)[-1]


def _share(a: Candidate, b: Candidate) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


def _statement(
    statement_id: str, candidate: Candidate, ids: Mapping[str, str], draft: Draft, clock: Clock
) -> Statement:
    anchor = draft.analysis.doc[candidate.anchor]
    attribution = _attribution(candidate, draft)
    candidate = _within_content(candidate, attribution, anchor.idx, draft)
    span = (candidate.start, candidate.end)
    judgement = judge(
        anchor,
        candidate.kind,
        span,
        draft.analysis,
        attribution=attribution,
        rule=candidate.rule,
        scale=draft.settings.scale,
    )
    within = candidate.rule == EMBEDDED
    ahead = within and is_left_open(anchor)
    learned = False
    if not tells_a_link(candidate):
        judgement, learned = weighed(
            judgement, draft.learned, anchor.idx, within=within, ahead=ahead
        )
    judgement = weighed_cause(judgement, candidate, draft.analysis)
    time, interval = clock.of(candidate, judgement.stance)
    return Statement(
        id=statement_id,
        kind=candidate.kind,
        start=candidate.start,
        end=candidate.end,
        text=draft.analysis.text[candidate.start : candidate.end],
        attribution=attribution.id if attribution is not None else None,
        stance=judgement.stance,
        polarity="positive" if _is_refusal(candidate) else judgement.polarity,
        certainty=judgement.certainty,
        reading_confidence=candidate.confidence,
        time=time,
        interval=interval,
        places=places_of(candidate, draft),
        condition=candidate.condition,
        rules=(candidate.rule, *candidate.also, *((FACTUALITY,) if learned else ())),
        event=_event(candidate.event, ids),
        figure=_figure(candidate.figure, ids),
        cause=candidate.cause,
    )


def _is_refusal(candidate: Candidate) -> bool:
    """An act read with its negation ("will not lift the siege": REJECT) is not negated again."""
    return candidate.rule.startswith("events.refusal.")


def _within_content(
    candidate: Candidate, attribution: Attribution | None, at: int, draft: Draft
) -> Candidate:
    """The candidate cut back to the content it stands in: where the parse let the frame of the
    attribution in ("… fled, the council reported"), it is no part of what is said.
    """
    if attribution is None:
        return candidate
    held = next((c for c in attribution.content if c.start <= at < c.end), None)
    frame = [s for s in (attribution.source, attribution.cue) if s is not None]
    inside = any(candidate.start < s.end and s.start < candidate.end for s in frame)
    if held is None or not inside:
        return candidate
    low, high = held.start, held.end

    def cut(span: Span) -> Span:
        start, end = max(span.start, low), min(span.end, high)
        return draft.analysis.span(start, end) if start < end else span

    cause = candidate.cause
    if cause is not None:
        cause = cause.model_copy(update={"driver": cut(cause.driver), "effect": cut(cause.effect)})
    return replace(
        candidate, start=max(candidate.start, low), end=min(candidate.end, high), cause=cause
    )


def _attribution(candidate: Candidate, draft: Draft) -> Attribution | None:
    """The innermost attribution the anchor stands in; none for what the report words itself."""
    anchor = draft.analysis.doc[candidate.anchor]
    found = attribution_at(draft.attributions, anchor.idx)
    if found is None or found.manner != "indirect":
        return found
    return None if _is_background(candidate, draft) else found


def _is_background(candidate: Candidate, draft: Draft) -> bool:
    """A dated relative clause in the simple past is the reporter's own background, even inside
    reported speech: "…, where 74 villagers were killed on June 2" (design, rule 8).
    """
    verb = draft.analysis.doc[candidate.anchor]
    if verb.dep_ != "relcl" or not is_verbal(verb):
        return False
    past = verb.tag_ == "VBD" or any(
        c.tag_ == "VBD" and c.dep_ in ("aux", "auxpass") for c in verb.children
    )
    low, high = verb.left_edge.idx, verb.right_edge.idx + len(verb.right_edge)
    dated = any(t.type in ("DATE", "TIME") and low <= t.start < high for t in draft.times)
    return past and dated


def _event(event: Event | None, ids: Mapping[str, str]) -> Event | None:
    if event is None:
        return None
    return event.model_copy(
        update={
            "deaths": _count(event.deaths, ids),
            "injuries": _count(event.injuries, ids),
        }
    )


def _count(count: Count, ids: Mapping[str, str]) -> Count:
    if count.figure is None:
        return count
    return count.model_copy(update={"figure": ids.get(count.figure)})


def _figure(figure: Figure | None, ids: Mapping[str, str]) -> Figure | None:
    if figure is None:
        return None
    kept = tuple(ids[key] for key in figure.includes if key in ids)
    change = figure.change
    if change is not None:
        change = change.model_copy(update={"earlier": ids.get(change.earlier or "")})
    return figure.model_copy(update={"includes": kept, "change": change})
