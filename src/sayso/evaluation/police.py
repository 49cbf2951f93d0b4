"""What police do in a sentence: kill, arrest, use force, fail to act (IndiaPoliceEvents)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import Figures, plain_words, precision_recall
from sayso.knowledge.loader import words
from sayso.model import Event, Reading, Statement

LABELS = ("KILL", "ARREST", "FORCE", "FAIL")


class PoliceScorer:
    """F1 by class over sentences, and its mean (``macro_f1``).

    An event counts for the sentence that its trigger stands in, where police are its actor (for an
    arrest also where nobody is), it is told as having happened and is not negated; an act of police
    that is negated, refused or left undone is a failure to act.
    """

    def __init__(self) -> None:
        self._count: Counter[tuple[str, str]] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one report; the gold has ``sentences`` with ``text`` and ``labels``."""
        statements = reading.statements if reading is not None else ()
        told = [s for s in statements if s.event is not None]
        for start, end, sentence in _sentences(gold):
            wanted = set(sentence["labels"])
            read = {
                label
                for s in told
                if s.event is not None and start <= s.event.trigger.start < end
                for label in _labels(s, s.event)
            }
            for label in LABELS:
                self._count[label, "gold"] += label in wanted
                self._count[label, "read"] += label in read
                self._count[label, "hit"] += label in wanted and label in read

    def figures(self) -> Figures:
        """Precision, recall and F1 by class, and the mean F1."""
        found = {
            label: precision_recall(
                self._count[label, "hit"], self._count[label, "read"], self._count[label, "gold"]
            )
            for label in LABELS
        }
        mean = sum(f["f1"] for f in found.values()) / len(found)
        return {**{k.lower(): v for k, v in found.items()}, "macro_f1": round(mean, 1)}


def _sentences(gold: GoldRecord) -> Iterator[tuple[int, int, Mapping[str, list[str]]]]:
    """The sentences with their characters; one that the text does not hold is passed over."""
    at = 0
    for sentence in gold.fields["sentences"]:
        pattern = r"\s+".join(map(re.escape, sentence["text"].split()))
        found = re.compile(pattern).search(gold.text, at) if pattern else None
        if found is not None:
            at = found.end()
            yield found.start(), at, sentence


def _labels(statement: Statement, event: Event) -> Iterator[str]:
    code = statement.rules[0].rsplit(".", 1)[-1] if statement.rules else ""
    actors = [p.text for p in event.participants if p.role == "actor"]
    by_police = any(words("police", "police") & set(plain_words(text)) for text in actors)
    refused = statement.polarity == "negative" or ".refusal." in (statement.rules or ("",))[0]
    if refused:
        if by_police:
            yield "FAIL"
        return
    if statement.stance != "asserted":
        return
    if by_police and code in words("police", "fail"):
        yield "FAIL"
    if code in words("police", "arrest") and (by_police or not actors):
        yield "ARREST"
    if not by_police or event.plover is None or event.plover.type != "ASSAULT":
        return
    if code in words("police", "force"):
        yield "FORCE"
    if code in words("police", "kill") or (event.deaths.low or 0) > 0:
        yield "KILL"
