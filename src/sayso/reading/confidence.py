"""How probably a statement is read right as a whole: ``reading_confidence``.

Right as a whole means that the proposition (kind, span, payload), the voice, the stance, the
polarity and the certainty are all right. It is the probability that the voice is right times the
probability that the rest is, each a logistic regression over a few traits of the statement; the
weights are the data file ``confidence.yaml``, the words looked for ``confidence_traits.yaml``.
Those of the voice are fitted to gold attributions, and set right by marks made by hand for what
that gold lacks (interviews, tolls); those of the rest are fitted to the marks
(``bench/reliability.py``). The traits rest on the report's text and its reading alone, so that a
finished reading gives the same number as a reading in the making.
"""

import math
import re
from collections.abc import Iterable, Mapping

from sayso.knowledge.loader import lexicon, words
from sayso.model import Attribution, Statement

_TABLE = "confidence_traits"

#: Never quite sure, never hopeless.
LEAST, MOST = 0.02, 0.98

_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b(?!\.)")
#: A paragraph opened by a speaker's name: "((Name))", "Name:".
_LABEL = re.compile(r"\s*(?:\(\([^()\n]{1,60}\)\)|[A-Z][\w.'’ -]{0,40}:\s)")
_MANY_WORDS = 25
_FEW_WORDS = 4
_CHAIN_AT_MOST = 8


def calibrated(statement: Statement, attributions: Mapping[str, Attribution], text: str) -> float:
    """The probability (0 to 1, two digits) that the statement is right as a whole.

    ``attributions`` are those of the reading by their id, ``text`` is the report's.
    """
    weights = lexicon("confidence")
    total = float(weights["kinds"][statement.kind])
    total += float(
        weights["families"].get(family(statement.rules[0] if statement.rules else ""), 0.0)
    )
    total += sum(float(weights["traits"].get(t, 0.0)) for t in traits(statement, text))
    voice = corrected(
        voice_chance(voice_traits(statement, attributions), weights["voices"]),
        page_traits(statement, attributions, text),
        weights["pages"],
    )
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


def traits(statement: Statement, text: str) -> list[str]:
    """The traits of a statement that bear on how well all but its voice was read, by name."""
    length = len(statement.text.split())
    held = {
        "not_certain": statement.certainty.level != "certain",
        "not_asserted": statement.stance != "asserted",
        "negative": statement.polarity == "negative",
        "many_words": length >= _MANY_WORDS,
        "few_words": length < _FEW_WORDS and statement.kind in ("remark", "cause"),
        "remark_without_state": statement.kind == "remark" and not _tells_a_state(statement.text),
        "condition": statement.cause is not None and statement.cause.relation == "condition",
        **_traits_of_event(statement),
        **_traits_of_figure(statement, text),
    }
    return sorted(name for name, holds in held.items() if holds)


def _traits_of_event(statement: Statement) -> dict[str, bool]:
    event = statement.event
    if event is None:
        return {}
    roles = {p.role for p in event.participants}
    friendly = event.plover is not None and event.plover.type in words(_TABLE, "friendly")
    return {
        "event_without_anyone": not roles & {"actor", "recipient"},
        "event_with_both": roles >= {"actor", "recipient"},
        "event_friendly": friendly,
    }


def _traits_of_figure(statement: Statement, text: str) -> dict[str, bool]:
    figure = statement.figure
    if figure is None:
        return {}
    before = text[max(0, statement.start - _BESIDE) : statement.start].split()
    return {
        "figure_of_harm": figure.measure in words(_TABLE, "harms"),
        "figure_of_deaths": figure.measure == "deaths",
        "figure_of_money": figure.measure == "money",
        "figure_of_rate": bool(before) and before[-1].lower() in words(_TABLE, "rates"),
    }


def _tells_a_state(text: str) -> bool:
    said = [word.strip(_MARKS).lower() for word in text.split()]
    short = tuple(words(_TABLE, "short"))
    return any(word in words(_TABLE, "states") or word.endswith(short) for word in said)


def voice_chance(held: Iterable[str], weights: Mapping[str, float]) -> float:
    """The probability that a statement whose voice has these traits (:func:`voice_traits`) is given
    to the right one; a trait without a weight counts nothing.
    """
    return 1 / (1 + math.exp(-sum(float(weights.get(trait, 0.0)) for trait in held)))


def corrected(chance: float, held: Iterable[str], weights: Mapping[str, float]) -> float:
    """The probability ``chance`` that the voice is right, moved by the weights (log odds) of the
    traits that the gold of voices cannot judge (:func:`page_traits`).
    """
    odds = math.log(chance / (1 - chance)) + sum(float(weights.get(trait, 0.0)) for trait in held)
    return 1 / (1 + math.exp(-odds))


def page_traits(
    statement: Statement, attributions: Mapping[str, Attribution], text: str
) -> list[str]:
    """The traits of a statement that bear on its voice and are rare in the gold of voices, by name:
    whether it is the report's own in a paragraph that a speaker's name opens, as in an interview,
    or in one that speaks in the first person; whether it is a toll; and whether its voice is
    relayed, which that gold does not mark.
    """
    chain = _chain(statement, attributions)
    held = {"nested"} if len(chain) > 1 else set()
    if not chain:
        paragraph = _paragraph(statement, text)
        held |= {"turn"} if _LABEL.match(paragraph) else set()
        held |= {"first_person"} if _FIRST_PERSON.search(paragraph) else set()
    if statement.figure is not None and statement.figure.measure in words(_TABLE, "harms"):
        held.add("harm")
    return sorted(held)


def _paragraph(statement: Statement, text: str) -> str:
    start = text.rfind("\n", 0, statement.start) + 1
    end = text.find("\n", statement.end)
    return text[start : end if end >= 0 else len(text)]


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
_MARKS = '"“”.,;:!?()[]'
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
