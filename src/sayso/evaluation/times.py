"""Times, as in TempEval-3: expressions found, their values and their types."""

from collections import Counter

from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import Figures, overlap, pair_off, percent, precision_recall
from sayso.model import Reading


class TimesScorer:
    """Expressions are paired where they overlap (TempEval-3's relaxed match)."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one report; the gold has ``timexes`` with ``value`` and ``type``."""
        count = self._count
        wanted = gold.fields["timexes"]
        read = reading.times if reading else ()
        count["gold"] += len(wanted)
        count["read"] += len(read)
        pairs = pair_off(
            lambda t, time: overlap((t["start"], t["end"]), (time.start, time.end)), wanted, read, 1
        )
        for i, j in pairs:
            count["span"] += 1
            count["value"] += read[j].value == (wanted[i].get("value") or "")
            count["type"] += read[j].type == (wanted[i].get("type") or "")

    def figures(self) -> Figures:
        """Spans found, spans with the right TIMEX3 value, right type among those found."""
        count = self._count
        return {
            "span_relaxed": precision_recall(count["span"], count["read"], count["gold"]),
            "value": precision_recall(count["value"], count["read"], count["gold"]),
            "type_of_found": percent(count["type"], count["span"]),
        }
