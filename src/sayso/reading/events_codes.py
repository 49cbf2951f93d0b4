"""The codes of an act: PLOVER with its contexts, CAMEO, ACLED."""

from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Token

from sayso.knowledge import ontology
from sayso.knowledge.loader import lexicon, words
from sayso.model import Acled, Participant, Plover
from sayso.reading.events_acts import Act, auxiliaries, frames, is_future
from sayso.reading.events_lexicon import classes

#: CAMEO codes of what is only announced, by the root of what is announced.
_FUTURE_CAMEO = {"04": "036", "05": "032", "06": "031", "07": "033"}
_THREATENED_CAMEO = {"14": "133", "16": "131", "17": "132", "18": "138", "19": "138"}
_REFUSED_CAMEO = {"04": "125", "06": "121", "07": "122", "08": "124"}
_SOFT = frozenset({"AGREE", "CONCEDE", "RETREAT", "AID", "SUPPORT", "CONSULT", "COOPERATE"})
_HARD = frozenset({"SANCTION", "COERCE", "PROTEST", "ASSAULT"})
_ARMED = frozenset({"armed_group", "government", "coalition"})


def codes_of(
    act: Act, who: Sequence[Participant], around: set[str]
) -> tuple[Plover | None, str | None, Acled | None]:
    """PLOVER, CAMEO and ACLED of an act with its participants; ``around`` are the lemmas around it,
    by which the contexts are told. What is only announced is AGREE where PLOVER says so.
    """
    type_, mode, cameo = act.code.plover, act.code.mode, act.code.cameo
    if type_ is not None and act.head.pos_ in ("VERB", "AUX"):
        type_, mode, cameo = _in_its_time(act, type_, mode, cameo)
    plover = Plover(type=type_, mode=mode, contexts=_contexts(around)) if type_ else None
    spoken = type_ != act.code.plover
    return plover, cameo, None if spoken else _acled(act, who)


def _in_its_time(
    act: Act, type_: str, mode: str | None, cameo: str | None
) -> tuple[str, str | None, str | None]:
    """What is only to come is another act: cooperation agreed, a retreat conceded, force threatened
    by whoever announces it, and all of it refused where he says he will not.
    """
    root = (cameo or "")[:2]
    if is_refusal(act):
        return "REJECT", None, _REFUSED_CAMEO.get(root, "120")
    if type_ == "AGREE" and act.inner is not None and act.inner.plover in _HARD:
        return "THREATEN", None, _THREATENED_CAMEO.get((act.inner.cameo or "")[:2], "130")
    if not is_future(act.head, act.top):
        return type_, mode, cameo
    if type_ == "RETREAT":
        declared = mode in ("ceasefire", "withdraw")
        return ("CONCEDE", None, cameo) if declared else ("AGREE", None, "035")
    if type_ in _HARD and is_announced(act):
        return "THREATEN", None, _THREATENED_CAMEO.get(root, "130")
    future = ontology.future_type(type_)
    if future != type_:
        return future, None, _FUTURE_CAMEO.get(root, "030")
    return type_, mode, cameo


def is_refusal(act: Act) -> bool:
    """Is it a yielding or helping act that somebody will not do ("will not lift the embargo")?"""
    if act.code.plover not in _SOFT or act.head.pos_ not in ("VERB", "AUX"):
        return False
    modal = any(a.lower_ in ("will", "wo", "would") for a in auxiliaries(act.top))
    return modal and any(c.dep_ == "neg" for v in (act.top, act.head) for c in v.children)


def is_announced(act: Act) -> bool:
    """Does the doer himself say so ("it announced it will boycott")?"""
    verb = act.top
    said = verb.dep_ == "ccomp" and verb.head.lemma_ in frames().announcing
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return said and subject is not None and subject.pos_ == "PRON"


def _acled(act: Act, who: Sequence[Participant]) -> Acled | None:
    rule = act.code.acled
    if rule is None:
        return None
    actors = [p for p in who if p.role == "actor"]
    recipients = [p for p in who if p.role == "recipient"]
    sub = rule
    if rule == "force":
        sub = _force(act, actors, recipients)
    elif rule == "territory":
        sub = _territory(actors, recipients)
    elif rule == "transfer":
        left = actors and recipients and recipients[0].kind in ("place", "facility")
        if not left or not _is_armed(actors[0]):
            return None
        sub = "Non-violent transfer of territory"
    elif rule == "protest":
        sub = "Peaceful protest"
    elif rule == "Protest with intervention" and _is_deadly(act, who):
        sub = "Excessive force against protesters"
    return Acled(event_type=ontology.acled_parent()[sub], sub_event_type=sub)


def _is_deadly(act: Act, who: Sequence[Participant]) -> bool:
    gas = any(p.role == "instrument" and p.kind != "weapon" for p in who)
    return act.head.lemma_ in ("shoot", "kill") or (act.head.lemma_ == "fire" and not gas)


def _force(act: Act, actors: Sequence[Participant], recipients: Sequence[Participant]) -> str:
    """Both sides armed is a clash; a crowd's blows are mob violence; the rest harms civilians."""
    if any(_words(p) & classes()["protesters"] for p in recipients):
        return "Excessive force against protesters"
    if recipients and all(_is_armed(p) or _is_post(p) for p in recipients):
        return "Armed clash"
    if any(w in ("mob", "crowd", "rioters") for p in actors for w in p.text.lower().split()):
        return "Mob violence"
    military = any(_is_armed(p) for p in actors)
    if not recipients and military and act.code.name in ("attack", "fight"):
        return "Armed clash"
    return "Armed clash" if act.code.name == "fight" else "Attack"


def _words(participant: Participant) -> set[str]:
    """The words of a participant, also without the plural's ending."""
    said = participant.text.lower().split()
    return {*said, *(w.removesuffix("s") for w in said)}


def _is_post(participant: Participant) -> bool:
    """Is it what armed men hold or drive: "an army post", "a checkpoint", "a police patrol"?"""
    if participant.kind not in ("facility", "vehicle", "other", "organization", "government"):
        return False
    return bool(_words(participant) & classes()["garrisoned"])


def _is_armed(participant: Participant) -> bool:
    """Does it bear arms: a group or state by its kind, people by the word for them ("rebels")?"""
    if participant.kind in _ARMED:
        return True
    named = (w.strip("\"'").removesuffix("s") for w in participant.text.lower().split())
    return any(word in words("mention_nouns", "armed") for word in named)


def _territory(actors: Sequence[Participant], recipients: Sequence[Participant]) -> str:
    if any(p.kind in ("government", "coalition") for p in actors):
        return "Government regains territory"
    return "Non-state actor overtakes territory" if actors else "Armed clash"


def _contexts(around: set[str]) -> tuple[str, ...]:
    return tuple(name for name, cues in _context_cues() if not cues.isdisjoint(around))


def context_words(sentence: Sequence[Token]) -> set[str]:
    """The words of a sentence that may tell contexts."""
    return {t.lemma_.lower() for t in sentence if t.pos_ in ("NOUN", "ADJ", "PROPN", "VERB")}


@lru_cache(maxsize=1)
def _context_cues() -> tuple[tuple[str, frozenset[str]], ...]:
    table: dict[str, list[str]] = lexicon("event_contexts")["contexts"]
    return tuple((name, frozenset(table[name])) for name in ontology.contexts() if name in table)
