"""How probably a statement is read right as a whole: ``reading_confidence``.

Right as a whole means that the proposition (kind, span, payload), the voice, the stance, the
polarity and the certainty are all right. The probability is a logistic regression over a few traits
of the statement; its weights are the data file ``confidence.yaml``, fitted to marks made by hand
(``bench/reliability.py``). The traits rest on the reading alone, so that a finished reading gives
the same number as a reading in the making.
"""

import math
import re
from collections.abc import Mapping

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
    for trait, value in traits(statement, attributions).items():
        total += float(weights["traits"].get(trait, 0.0)) * value
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-total)))), 2)


def family(rule: str) -> str:
    """The rule without the word it stands on ("causes.verb.lead": "causes.verb"); an event whose
    act has no code is a family of its own ("events.verb.act").
    """
    parts = rule.split(".")
    uncoded = parts[0] == "events" and parts[-1] == "act"
    return ".".join(parts[:2]) + (".act" if uncoded else "")


def traits(statement: Statement, attributions: Mapping[str, Attribution]) -> dict[str, float]:
    """The traits of a statement that bear on how well it was read, each 0 or 1."""
    chain = _chain(statement, attributions)
    words = len(statement.text.split())
    event = statement.event
    roles = {p.role for p in event.participants} if event is not None else set()
    held = {
        "attributed": bool(chain),
        "nested": len(chain) > 1,
        "voice_without_source": bool(chain) and chain[0].source is None,
        "voice_learned_only": bool(chain) and chain[0].rule.startswith("voices.tagger"),
        "own_voice_in_first_person": not chain and bool(_FIRST_PERSON.search(statement.text)),
        "not_certain": statement.certainty.level != "certain",
        "negative": statement.polarity == "negative",
        "many_words": words >= _MANY_WORDS,
        "few_words": words < _FEW_WORDS and statement.kind in ("remark", "cause"),
        "event_without_anyone": event is not None and not roles & {"actor", "recipient"},
    }
    return {name: float(value) for name, value in held.items()}


def _chain(statement: Statement, attributions: Mapping[str, Attribution]) -> list[Attribution]:
    """The attributions a statement stands in, nearest first."""
    chain: list[Attribution] = []
    link = statement.attribution
    while link is not None and link in attributions and len(chain) < _CHAIN_AT_MOST:
        chain.append(attributions[link])
        link = attributions[link].within
    return chain
