"""Which event mentions of one report are one event: CoNLL F1 over the gold's mentions."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sayso.evaluation.assignment import best_sum
from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import Figures, percent
from sayso.model import Reading

Clusters = list[frozenset[int]]
_ACTIONS = ("ACTION_", "NEG_ACTION_")


class CoreferenceScorer:
    """MUC, B-cubed and CEAF by entities (phi 4) within each report, and their mean F1.

    A gold mention is in the event of the first event statement whose trigger it overlaps; one that
    no statement covers stands alone. ``alone`` is the mean F1 where every mention stands alone.
    """

    def __init__(self) -> None:
        self._read = _Tally()
        self._alone = _Tally()
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one report; the gold has ``mentions`` with ``start``, ``end``, ``type``,
        ``cluster`` (or none) and ``clean``. Only clean actions are scored.
        """
        mentions = [
            m for m in gold.fields["mentions"] if m["clean"] and m["type"].startswith(_ACTIONS)
        ]
        if not mentions:
            return
        wanted = _clusters([m["cluster"] for m in mentions])
        events = [_event(m, reading) for m in mentions]
        self._count["mentions"] += len(mentions)
        self._count["covered"] += sum(e is not None for e in events)
        self._read.add(wanted, _clusters(events))
        self._alone.add(wanted, _clusters([None] * len(mentions)))

    def figures(self) -> Figures:
        """MUC, B-cubed, CEAF and their mean over all reports; the share of mentions covered."""
        return {
            **self._read.figures(),
            "alone": self._alone.figures()["conll_f1"],
            "covered": percent(self._count["covered"], self._count["mentions"]),
        }


def _event(mention: Mapping[str, int], reading: Reading | None) -> str | None:
    for statement in reading.statements if reading is not None else ():
        if statement.event is None:
            continue
        trigger = statement.event.trigger
        if trigger.start < mention["end"] and mention["start"] < trigger.end:
            return statement.event.same_as or statement.id
    return None


def _clusters(keys: Sequence[str | None]) -> Clusters:
    """Mentions by number with one key together; those without a key alone."""
    found: dict[object, set[int]] = {}
    for at, key in enumerate(keys):
        found.setdefault(at if key is None else key, set()).add(at)
    return [frozenset(members) for members in found.values()]


class _Tally:
    """Sums over reports of the three measures' numerators and denominators."""

    def __init__(self) -> None:
        self._sum: defaultdict[str, float] = defaultdict(float)

    def add(self, gold: Clusters, read: Clusters) -> None:
        for side, one, other in (("r", gold, read), ("p", read, gold)):
            self._add_links(side, one, other)
            self._add_cubes(side, one, other)
        scores = [[2 * len(g & r) / (len(g) + len(r)) for r in read] for g in gold]
        self._sum["ceaf"] += best_sum(scores)
        self._sum["ceaf r of"] += len(gold)
        self._sum["ceaf p of"] += len(read)

    def _add_links(self, side: str, one: Clusters, other: Clusters) -> None:
        """MUC: links of the one side that the other has, too."""
        for cluster in one:
            parts = sum(1 for o in other if o & cluster)
            self._sum[f"muc {side}"] += len(cluster) - parts
            self._sum[f"muc {side} of"] += len(cluster) - 1

    def _add_cubes(self, side: str, one: Clusters, other: Clusters) -> None:
        """B-cubed: for each mention, the share of its cluster that the other side has with it."""
        for cluster in one:
            shared = sum(len(cluster & o) ** 2 for o in other)
            self._sum[f"b3 {side}"] += shared / len(cluster)
            self._sum[f"b3 {side} of"] += len(cluster)

    def figures(self) -> Figures:
        total = self._sum
        measures = {
            "muc": _f(total, "muc p", "muc r"),
            "b_cubed": _f(total, "b3 p", "b3 r"),
            "ceaf_e": _f(
                {**total, "ceaf p": total["ceaf"], "ceaf r": total["ceaf"]}, "ceaf p", "ceaf r"
            ),
        }
        mean = sum(m["f1"] for m in measures.values()) / len(measures)
        return {**measures, "conll_f1": round(mean, 1)}


def _f(total: Mapping[str, float], precision: str, recall: str) -> dict[str, float]:
    p = total[precision] / total[f"{precision} of"] if total.get(f"{precision} of") else 0.0
    r = total[recall] / total[f"{recall} of"] if total.get(f"{recall} of") else 0.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": round(100 * f, 1)}
