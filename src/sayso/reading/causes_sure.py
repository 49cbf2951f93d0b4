"""How sure a cause is, where its own form bears on it and not only the clause it stands in.

A negation inside the effect belongs to the effect ("did not sail because …": design, rule 7); a
condition is supposed; an adverb before the cue weighs the cause alone ("perhaps because of heat").
"""

from spacy.tokens import Token

from sayso.model import Polarity
from sayso.reading.analysis import Analysis
from sayso.reading.certainty import Judgement
from sayso.reading.certainty_signals import negator, section
from sayso.reading.draft import Candidate

_LEVELS = ("certain", "probable", "possible", "unknown")
#: Rules whose anchor is the clause that is driven, so that its negation is the effect's.
_CLAUSES = ("causes.link.", "causes.degree.", "causes.condition.", "causes.comparative")


def tells_a_link(candidate: Candidate) -> bool:
    """Is it a cause, and no purpose? The learned head tells how far the event at the anchor
    happened, and nothing of what it is put down to.
    """
    return candidate.cause is not None and candidate.cause.relation != "purpose"


def weighed_cause(judgement: Judgement, candidate: Candidate, analysis: Analysis) -> Judgement:
    """The judgement on a candidate, with what its form as a cause adds; others pass unchanged."""
    cause = candidate.cause
    if cause is None or judgement.stance == "questioned":
        return judgement
    anchor = analysis.doc[candidate.anchor]
    if _negates_side(candidate, anchor):
        flipped: Polarity = "positive" if judgement.polarity == "negative" else "negative"
        judgement = judgement._replace(polarity=flipped)
    if _is_little(anchor) or _is_denied_cleft(anchor):
        flipped = "positive" if judgement.polarity == "negative" else "negative"
        judgement = judgement._replace(polarity=flipped)
    if cause.relation == "condition" or _is_open_offer(candidate, anchor, analysis):
        judgement = _supposed(judgement, forced=candidate.rule == "causes.condition.inverted")
    if candidate.rule == "causes.comparative":
        judgement = _compared(judgement, candidate, analysis)
    cue = analysis.token_at(cause.cue.start) if cause.cue is not None else None
    return _hedged(judgement, cue, analysis) if cue is not None else judgement


def _negates_side(candidate: Candidate, anchor: Token) -> bool:
    cause = candidate.cause
    if cause is None or not candidate.rule.startswith(_CLAUSES) or cause.relation == "purpose":
        return False
    found = (negator(c) for c in anchor.children)
    sides = (cause.driver, cause.effect)
    return any(n is not None and any(s.start <= n.idx < s.end for s in sides) for n in found)


def _is_little(anchor: Token) -> bool:
    """As in "did little to ease tensions": as good as none."""
    head = anchor.head
    if head.dep_ == "dobj" and head.head.lemma_ == "do":  # read as "nothing that slows it"
        return head.lower_ in ("little", "nothing")
    done = head.lemma_ == "do" and anchor.dep_ in ("advcl", "xcomp", "relcl", "ccomp")
    return done and any(c.dep_ == "dobj" and c.lower_ == "little" for c in head.children)


def _is_denied_cleft(anchor: Token) -> bool:
    """As in "It is not the drought that emptied the villages"."""
    be = anchor.head.head
    if anchor.dep_ != "relcl" or anchor.head.dep_ != "attr" or be.lemma_ != "be":
        return False
    it = any(c.lower_ == "it" and c.dep_ in ("nsubj", "expl") for c in be.children)
    return it and any(c.dep_ == "neg" for c in be.children)


def _is_open_offer(candidate: Candidate, anchor: Token, analysis: Analysis) -> bool:
    """As in "a ban would ruin them": what is not there yet, and would drive if it were."""
    cause = candidate.cause
    if cause is None or not candidate.rule.startswith("causes.verb."):
        return False
    first = analysis.token_at(cause.driver.start)
    would = any(c.dep_ == "aux" and c.lower_ in ("would", "'d") for c in anchor.children)
    return would and first is not None and first.lower_ in ("a", "an", "any")


def _supposed(judgement: Judgement, *, forced: bool) -> Judgement:
    """What hangs on a condition is supposed; advice stays advice, unless the "should" that gave it
    is the condition's own.
    """
    if judgement.stance == "recommended" and not forced:
        return judgement
    certainty = judgement.certainty
    if certainty.level == "certain":
        certainty = certainty.model_copy(update={"level": "possible"})
    return judgement._replace(stance="hypothetical", certainty=certainty)


def _compared(judgement: Judgement, candidate: Candidate, analysis: Analysis) -> Judgement:
    """What a half of a comparison is about is no doubt of the whole ("the greater the risk", "the
    fewer are willing"); a modal is.
    """
    cause, certainty = candidate.cause, judgement.certainty
    words_met = [analysis.token_at(c.start) for c in certainty.cues]
    inside = cause is not None and all(
        cause.effect.start <= c.start < cause.effect.end for c in certainty.cues
    )
    if not certainty.cues or not inside or any(t is None or t.tag_ == "MD" for t in words_met):
        return judgement
    certainty = certainty.model_copy(
        update={"level": "certain", "low": None, "high": None, "scale": None, "cues": ()}
    )
    return judgement._replace(stance="asserted", certainty=certainty)


def _hedged(judgement: Judgement, cue: Token, analysis: Analysis) -> Judgement:
    """Weighed down by the adverb right before the cue, or hung on it."""
    before = [analysis.doc[cue.i - 1]] if cue.i > cue.sent.start else []
    for word in (*before, *(c for c in cue.children if c.dep_ == "advmod")):
        level = section("adverbs").get(word.lower_, {}).get("level")
        if word.tag_ not in ("RB", "NNP") or level is None:
            continue
        certainty = judgement.certainty
        if _LEVELS.index(level) <= _LEVELS.index(certainty.level):
            continue
        span = analysis.span(word.idx, word.idx + len(word))
        known = {c.start for c in certainty.cues}
        cues = certainty.cues if span.start in known else (*certainty.cues, span)
        certainty = certainty.model_copy(
            update={"level": level, "cues": tuple(sorted(cues, key=lambda c: c.start))}
        )
        judgement = judgement._replace(certainty=certainty)
    return judgement
