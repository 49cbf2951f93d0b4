"""Mentions, as in re3d: spans of people, groups, places, vehicles and weapons."""

from collections import Counter

from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import (
    Figures,
    Stretch,
    overlap,
    pair_off,
    percent,
    precision_recall,
)
from sayso.model import Reading

_SAME_SPAN = 0.5
_TYPES = frozenset(
    {
        "Organisation",
        "Person",
        "Location",
        "Nationality",
        "MilitaryPlatform",
        "Vehicle",
        "Weapon",
    }
)


class MentionsScorer:
    """Gold mentions of confidence 0.5 and more, the longest of nested ones, against names and
    nominals, paired where half of the longer is shared.
    """

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one report; the gold has ``entities`` with ``type`` and ``confidence``."""
        count = self._count
        wanted = _outermost(
            {
                (entity["start"], entity["end"])
                for entity in gold.fields["entities"]
                if entity["confidence"] >= 0.5 and entity["type"] in _TYPES
            }
        )
        every = {(entity["start"], entity["end"]) for entity in gold.fields["entities"]}
        read = _read_mentions(reading)
        pairs = pair_off(_shared, wanted, read, _SAME_SPAN)
        paired = {j for _, j in pairs}
        # A mention on something the gold marks, but not as wanted here, is neither right nor wrong.
        known = sum(
            1
            for j, span in enumerate(read)
            if j not in paired and any(overlap(span, other) for other in every)
        )
        count["gold"] += len(wanted)
        count["read"] += len(read) - known
        count["hit"] += len(pairs)
        count["exact"] += sum(wanted[i] == read[j] for i, j in pairs)

    def figures(self) -> Figures:
        """Spans that overlap by half, and how many of those are exact."""
        count = self._count
        return {
            "span_half": precision_recall(count["hit"], count["read"], count["gold"]),
            "exact_of_found": percent(count["exact"], count["hit"]),
        }


def _outermost(spans: set[Stretch]) -> list[Stretch]:
    return sorted(
        span
        for span in spans
        if not any(o != span and o[0] <= span[0] and o[1] >= span[1] for o in spans)
    )


def _read_mentions(reading: Reading | None) -> list[Stretch]:
    return sorted(
        {
            (mention.start, mention.end)
            for entity in (reading.entities if reading else ())
            for mention in entity.mentions
            if mention.form != "pronoun"
        }
    )


def _shared(a: Stretch, b: Stretch) -> float:
    return overlap(a, b) / max(a[1] - a[0], b[1] - b[0])
