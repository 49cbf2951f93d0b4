"""Causes, as in the Causal News Corpus: is a sentence causal, and what drives what in it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import (
    Characters,
    Figures,
    characters,
    gold_stretches,
    overlap_share,
    pair_off,
    precision_recall,
    stretch,
)
from sayso.model import Reading

_SAME_SIDES = 0.5


@dataclass(frozen=True, slots=True)
class _Relation:
    driver: Characters
    effect: Characters
    cued: bool = True


class CausesScorer:
    """A relation is right where driver and effect both overlap by half.

    A third of the gold relations have no signal word, and a cause without a cue is not read
    (rule 7 of the design): the ``_cued`` figures leave out causal sentences and relations
    without one, and are the ones to be judged by.
    """

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one sentence; the gold has ``label`` and ``relations``."""
        relations = gold.fields.get("relations", [])
        wanted = [_gold_relation(relation, gold.text) for relation in relations]
        read = _read_relations(reading, gold.text)
        causal = bool(gold.fields["label"])
        self._count_sentence("", causal, bool(read))
        if not causal or any(relation.cued for relation in wanted):
            self._count_sentence("cued ", causal, bool(read))
        if wanted:
            self._count_relations(wanted, read)

    def _count_sentence(self, scope: str, causal: bool, read: bool) -> None:
        self._count[scope + "gold"] += causal
        self._count[scope + "read"] += read
        self._count[scope + "hit"] += causal and read

    def _count_relations(self, wanted: list[_Relation], read: list[_Relation]) -> None:
        count = self._count
        pairs = pair_off(_both_sides, wanted, read, _SAME_SIDES)
        cued = sum(relation.cued for relation in wanted)
        uncued_hits = sum(1 for i, _ in pairs if not wanted[i].cued)
        count["relations gold"] += len(wanted)
        count["relations read"] += len(read)
        count["relations hit"] += len(pairs)
        count["cued relations gold"] += cued
        count["cued relations hit"] += len(pairs) - uncued_hits
        if cued:
            count["cued relations read"] += len(read) - uncued_hits

    def figures(self) -> Figures:
        """Sentences and relations with a cue; then all of them."""
        return {
            "sentence_cued": self._figure("cued "),
            "relation_cued": self._figure("cued relations "),
            "sentence": self._figure(""),
            "relation_on_causal_sentences": self._figure("relations "),
        }

    def _figure(self, scope: str) -> dict[str, float]:
        count = self._count
        return precision_recall(count[scope + "hit"], count[scope + "read"], count[scope + "gold"])


def _gold_relation(relation: dict[str, Any], text: str) -> _Relation:
    return _Relation(
        driver=characters(gold_stretches(relation["cause"]), text),
        effect=characters(gold_stretches(relation["effect"]), text),
        cued=bool(relation.get("signal")),
    )


def _read_relations(reading: Reading | None, text: str) -> list[_Relation]:
    return [
        _Relation(
            driver=characters([stretch(statement.cause.driver)], text),
            effect=characters([stretch(statement.cause.effect)], text),
        )
        for statement in (reading.statements if reading else ())
        if statement.kind == "cause" and statement.cause is not None
    ]


def _both_sides(wanted: _Relation, read: _Relation) -> float:
    return min(overlap_share(wanted.driver, read.driver), overlap_share(wanted.effect, read.effect))
