"""How sure: stance, polarity and certainty of a proposition, from the words above and around it.

The walk starts at the proposition's own verb or noun and climbs what governs it, up to the cue of
the attribution it stands in (whose own words count last) or to the sentence. What the parse
presupposes (subjects, definite objects, relative clauses) is left by the climb: "the raids may
prompt X" doubts the prompting, not the raids.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from spacy.tokens import Token

from sayso.knowledge.loader import words
from sayso.model import Attribution, Certainty, CertaintyLevel, Polarity, Stance, StatementKind
from sayso.reading.analysis import Analysis
from sayso.reading.certainty_above import above_of, is_purpose
from sayso.reading.certainty_scale import band_of
from sayso.reading.certainty_signals import (
    LEXICON,
    Entry,
    Signal,
    governor_signal,
    holding,
    negator,
    own_signals,
    section,
    signal_of,
    subordinator_signal,
)
from sayso.reading.certainty_stance import stance_of, told_ahead
from sayso.reading.syntax import SUBJECTS, is_verbal

_ORDER: tuple[CertaintyLevel, ...] = ("certain", "probable", "possible", "unknown")


class Judgement(NamedTuple):
    """The stance, polarity and certainty of one proposition.

    ``signalled`` is False where no rule met a word or form that bears on them (a modal, negation,
    governing word, condition, question, order, an attribution's cue that weakens what it tells), or
    only a "would" of reported speech, which does not tell whether "will" or "would" was said: the
    proposition then counts as asserted, certain and positive for want of anything against it.
    A word that affirms ("managed to leave") is met too, and counts.
    """

    stance: Stance
    polarity: Polarity
    certainty: Certainty
    signalled: bool = False


def judge(
    anchor: Token,
    kind: StatementKind,
    span: tuple[int, int],
    analysis: Analysis,
    *,
    attribution: Attribution | None,
    rule: str = "",
    scale: str | None = None,
) -> Judgement:
    """The judgement on the proposition whose verb or noun is ``anchor``.

    ``span`` is its characters, ``attribution`` the one it stands in (None: the report's own voice),
    ``rule`` what found it (a cause that only follows in time is at most probable), ``scale`` the
    probability scale for words that stand on one (by default that of the lexicon).
    """
    cue = _cue_token(attribution, analysis)
    way = _climb(anchor, cue)
    signals = list(way.signals)
    if cue is not None and way.at_top:
        signals += _cue_signals(cue)
    if kind == "figure":
        signals += _approximations(span, analysis)
    if rule in words(LEXICON, "weak_causes"):
        signals.append(Signal(level="probable"))
    if rule in words(LEXICON, "open_causes"):
        signals.append(Signal(level="possible", stance="hypothetical"))
    if _is_question(anchor, cue):
        signals.append(Signal(level="unknown", stance="questioned"))
    if _is_imperative(anchor):
        signals.append(Signal(stance="recommended"))
    stance = stance_of(signals, anchor, cue)
    level = _level(signals, stance)
    band = band_of((_word(s, analysis) for s in signals if s.level is not None), scale)
    cues = [analysis.doc[s.cue] for s in signals if s.cue is not None and _shows(s)]
    unique = {t.i: t for t in (*cues, *(band.words if band.low is not None else ()))}
    return Judgement(
        stance,
        _polarity(signals, stance),
        Certainty(
            level=level,
            low=band.low,
            high=band.high,
            scale=band.scale,
            cues=tuple(
                analysis.span(unique[i].idx, unique[i].idx + len(unique[i])) for i in sorted(unique)
            ),
        ),
        signalled=any(s != Signal(cue=s.cue) and not told_ahead(s, anchor, cue) for s in signals),
    )


@dataclass(slots=True)
class _Climb:
    """The way up from the anchor: the signals met, and whether it led to the top."""

    signals: list[Signal] = field(default_factory=list)
    at_top: bool = False


def _climb(anchor: Token, cue: Token | None) -> _Climb:
    """Signals from the anchor upward, nearest first."""
    way = _Climb()
    at = anchor
    unshared = 0  # levels at which negation belongs to another conjunct
    for _ in range(len(anchor.doc)):
        way.signals += own_signals(at, negated=unshared == 0)
        unshared = max(0, unshared - 1)
        opener = subordinator_signal(at)
        if opener is not None:
            way.signals.append(_surprise(at) or opener)
            return way
        above = above_of(at)
        if at.dep_ == "conj" and above is not None:
            own = _stands_alone(at)
            nor = next((c for c in above.children if c.lower_ == "nor" and c.i < at.i), None)
            if own and nor is not None and nor.i > above.i:
                way.signals.append(Signal(cue=nor.i, flips=True))
            unshared = 0 if own or _shares_negation(at) else _unshared_levels(at)
            above = above_of(above) if own else above
        if above is None or (cue is not None and above.i == cue.i):
            said = cue is not None and at.head.i == cue.i  # the cue's own object: "denied the raid"
            way.at_top = above is not None or said or at.dep_ in ("ROOT", "parataxis", "conj")
            return way
        found = None
        if at.dep_ not in ("conj", "compound"):
            found = governor_signal(above, at)
            if found is not None:
                way.signals.append(found)
                if found.settle or found.stance == "questioned":
                    return way
            if above.dep_ == "acomp":
                above = above.head
        if cue is not None and above.i == cue.i:
            way.at_top = True
            return way
        if is_purpose(at) and not _affirms(found):
            way.signals.append(Signal(level="possible", stance="hypothetical"))
            return way
        at = above
    return way


def _affirms(governor: Signal | None) -> bool:
    """As in "was pushed to leave by the raids": what the verb brings about is no purpose of it."""
    return governor is not None and governor.level == "certain" and governor.stance is None


def _stands_alone(conjunct: Token) -> bool:
    """A conjunct with a tense, auxiliary or subject of its own shares no modal with the first. A
    form in -ed behind "may have" is as well a participle, whatever the parse made of it.
    """
    perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in conjunct.head.children)
    either = conjunct.tag_ == "VBD" and conjunct.lower_.endswith("ed") and perfect
    tensed = conjunct.tag_ in ("VBD", "VBZ", "VBP") and not either
    return tensed or any(c.dep_ == "aux" for c in conjunct.children) or _has_subject(conjunct)


def _unshared_levels(token: Token) -> int:
    """As in "no strikes and a port": for a noun the "no" shows at its first conjunct and at
    the verb above it, for a verb at the first conjunct alone.
    """
    return 1 if is_verbal(token) else 2


def _surprise(clause: Token) -> Signal | None:
    """As in "would not be surprised if X": X is held likely, not made a condition; without the
    "not" it is held unlikely.
    """
    head = clause.head
    adjective = (
        head if head.pos_ == "ADJ" else next((c for c in head.children if c.dep_ == "acomp"), None)
    )
    if adjective is None or "unless_negated" not in section("adjectives").get(adjective.lemma_, {}):
        return None
    denied = any(c.dep_ == "neg" for c in (*head.children, *adjective.children))
    return Signal(cue=adjective.i, level="probable", stance="hypothetical", flips=not denied)


def _shares_negation(token: Token) -> bool:
    return any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in token.head.children)


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in SUBJECTS for c in token.children)


def _cue_token(attribution: Attribution | None, analysis: Analysis) -> Token | None:
    if attribution is None or attribution.cue is None:
        return None
    return analysis.token_at(attribution.cue.start)


def _cue_signals(cue: Token) -> Iterator[Signal]:
    """What the cue of the attribution itself says of its content ("feared", "did not confirm")."""
    negation = next((n for c in cue.children if (n := negator(c)) is not None), None)
    if negation is None and cue.dep_ == "conj":
        # "could neither confirm nor deny that …"
        negation = next((c for c in cue.head.children if c.lower_ == "neither"), None)
    names = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}
    entry = section(names.get(cue.pos_, "verbs")).get(cue.lemma_.lower())
    entry = _entry_for(cue, entry)
    unborne = _not_borne_out(cue)
    if unborne is not None:
        yield Signal(cue=unborne.i, level="unknown")
    elif negation is not None and entry is not None and entry.get("polarity") == "negative":
        yield Signal(cue=negation.i, level=entry.get("negated", "unknown"))
    elif entry is not None and not entry.get("settle"):
        yield signal_of(entry, cue)
        if negation is not None and entry.get("level") in ("probable", "possible"):
            yield Signal(cue=negation.i, flips=True)
    elif negation is not None:
        yield Signal(cue=negation.i, level="unknown")


def _not_borne_out(cue: Token) -> Token | None:
    """The negation in "the claim that X could not be verified", for the cue "claim"; else None."""
    verb = cue.head
    if cue.dep_ != "nsubjpass" or verb.lemma_ not in words(LEXICON, "verifying"):
        return None
    return next((n for c in verb.children if (n := negator(c)) is not None), None)


def _entry_for(cue: Token, entry: Entry | None) -> Mapping[str, Any] | None:
    """The entry that holds for a cue with the clause it takes; without one, the free entry."""
    clause = next((c for c in cue.children if c.dep_ in ("xcomp", "ccomp", "advcl")), None)
    if clause is not None:
        return holding(entry, cue, clause)
    free = (e for e in (entry if isinstance(entry, list) else [entry]) if e and not e.get("if"))
    return next(free, None)


def _approximations(span: tuple[int, int], analysis: Analysis) -> Iterator[Signal]:
    for token in analysis.tokens(*span):
        near = (token.nbor(k) for k in (1, 2) if token.i + k < len(token.doc))
        if token.lower_ in words(LEXICON, "approximators") and any(t.like_num for t in near):
            yield Signal(cue=token.i, level="probable")


def _is_question(anchor: Token, cue: Token | None) -> bool:
    last = anchor.sent[-1]
    for token in reversed(list(anchor.sent)):
        if not (token.is_space or token.text in ('"', "'", ")")):
            last = token
            break
    return last.text == "?"


def _is_imperative(anchor: Token) -> bool:
    """A bare verb without subject that heads its sentence: "Stop the raids"."""
    if anchor.tag_ != "VB" or anchor.dep_ not in ("ROOT", "ccomp") or _has_subject(anchor):
        return False
    if not any(t.text in (".", "!", '"', "'") for t in anchor.sent[-4:]):
        return False  # a headline, whose noun the parse took for a verb
    return not any(c.dep_ in ("aux", "auxpass", "mark", "expl") for c in anchor.children)


def _level(signals: list[Signal], stance: Stance) -> CertaintyLevel:
    levels = [s.level for s in signals if s.level is not None]
    if stance == "questioned":
        return "unknown"
    if stance == "hypothetical" and not levels:
        return "possible"
    return max(levels, key=_ORDER.index, default="certain")


def _polarity(signals: list[Signal], stance: Stance) -> Polarity:
    """Flips count up; what is only asked is put as positive."""
    if stance == "questioned":
        return "positive"
    flipping = {s.cue for s in signals if s.flips}  # one word may be met at two levels
    return "negative" if len(flipping) % 2 else "positive"


def _shows(signal: Signal) -> bool:
    return signal.level not in (None, "certain") or signal.stance is not None


def _word(signal: Signal, analysis: Analysis) -> Token | None:
    return analysis.doc[signal.cue] if signal.cue is not None else None
