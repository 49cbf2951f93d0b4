"""How probably a statement is read right as a whole: ``reading_confidence``.

Right as a whole means that the proposition (kind, span, payload), the voice, the stance, the
polarity and the certainty are all right. It is the probability that the voice is right times the
probability that the rest is, each a logistic regression over a few traits of the statement; the
weights are the data file ``confidence.yaml``. Those of the voice are fitted to gold attributions,
those of the rest to marks made by hand (``bench/reliability.py``). The traits rest on the reading
alone, so that a finished reading gives the same number as a reading in the making.
"""

import math
import re
from collections.abc import Iterable, Mapping

from sayso.knowledge.loader import lexicon
from sayso.model import Attribution, Statement

#: Never quite sure, never hopeless.
LEAST, MOST = 0.02, 0.98

_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b(?!\.)")
_MANY_WORDS = 25
_FEW_WORDS = 4
_CHAIN_AT_MOST = 8


def calibrated(statement: Statement, attributions: Mapping[str, Attribution]) -> float:
    """The probability (0 to 1, two digits) that the statement is right as a whole.

    ``attributions`` are those of the reading by their id.
    """
    weights = lexicon("confidence")
    total = float(weights["kinds"][statement.kind])
    total += float(
        weights["families"].get(family(statement.rules[0] if statement.rules else ""), 0.0)
    )
    for trait, value in traits(statement).items():
        total += float(weights["traits"].get(trait, 0.0)) * value
    voice = voice_chance(voice_traits(statement, attributions), weights["voices"])
    return bounded(voice / (1 + math.exp(-total)))


def bounded(chance: float) -> float:
    """A probability to two digits, never quite sure and never hopeless."""
    return round(min(MOST, max(LEAST, chance)), 2)


def family(rule: str) -> str:
    """The rule without the word it stands on ("causes.verb.lead": "causes.verb"); an event whose
    act has no code is a family of its own ("events.verb.act").
    """
    parts = rule.split(".")
    uncoded = parts[0] == "events" and parts[-1] == "act"
    return ".".join(parts[:2]) + (".act" if uncoded else "")


def traits(statement: Statement) -> dict[str, float]:
    """The traits of a statement that bear on how well all but its voice was read, each 0 or 1."""
    words = len(statement.text.split())
    event = statement.event
    roles = {p.role for p in event.participants} if event is not None else set()
    held = {
        "not_certain": statement.certainty.level != "certain",
        "negative": statement.polarity == "negative",
        "many_words": words >= _MANY_WORDS,
        "few_words": words < _FEW_WORDS and statement.kind in ("remark", "cause"),
        "event_without_anyone": event is not None and not roles & {"actor", "recipient"},
    }
    return {name: float(value) for name, value in held.items()}


def voice_chance(held: Iterable[str], weights: Mapping[str, float]) -> float:
    """The probability that a statement whose voice has these traits (:func:`voice_traits`) is given
    to the right one; a trait without a weight counts nothing.
    """
    return 1 / (1 + math.exp(-sum(float(weights.get(trait, 0.0)) for trait in held)))


def voice_traits(statement: Statement, attributions: Mapping[str, Attribution]) -> list[str]:
    """The traits of a statement that bear on whether its voice is right, by name."""
    chain = _chain(statement, attributions)
    held = {"always"}
    if chain:
        held |= _traits_of_attribution(statement, chain)
    else:
        quoted = any(mark in statement.text for mark in _QUOTES)
        held |= {"own", f"own.{statement.kind}"}
        held |= {"own.first_person"} if _FIRST_PERSON.search(statement.text) else set()
        held |= {"own.quoted"} if quoted else set()
        held |= {"own.beside"} if _is_beside(statement, attributions) else set()
    if statement.certainty.level != "certain":
        held.add("not_certain")
    if statement.stance != "asserted":
        held.add("not_asserted")
    return sorted(held)


def _traits_of_attribution(statement: Statement, chain: list[Attribution]) -> set[str]:
    first = chain[0]
    source = first.source
    held = {f"rule.{first.rule}", f"manner.{first.manner}"}
    named = {
        "no_source": source is None,
        "pronoun": source is not None and source.text.lower() in _PRONOUNS,
        "no_speaker": first.speaker is None,
        "nested": len(chain) > 1,
        "parts": len(first.content) > 1,
        "whole": any(c.start <= statement.start and statement.end <= c.end for c in first.content),
    }
    return held | {name for name, holds in named.items() if holds}


def _is_beside(statement: Statement, attributions: Mapping[str, Attribution]) -> bool:
    """Does what somebody says stand right beside a statement of the report's own?"""
    low, high = statement.start - _BESIDE, statement.end + _BESIDE
    return any(c.start < high and low < c.end for a in attributions.values() for c in a.content)


_QUOTES = ('"', "\u201c", "\u201d")
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "that", "which"})
#: Characters within which something said stands beside a statement.
_BESIDE = 40


def _chain(statement: Statement, attributions: Mapping[str, Attribution]) -> list[Attribution]:
    """The attributions a statement stands in, nearest first."""
    chain: list[Attribution] = []
    link = statement.attribution
    while link is not None and link in attributions and len(chain) < _CHAIN_AT_MOST:
        chain.append(attributions[link])
        link = attributions[link].within
    return chain
