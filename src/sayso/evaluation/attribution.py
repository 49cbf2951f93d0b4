"""Attribution, as in PolNeAR: who says (source), how (cue), what (content)."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
from sayso.model import Attribution, Reading

_SAME_CONTENT = 0.5
_SAME_SOURCE = 0.5


@dataclass(frozen=True, slots=True)
class _Roles:
    source: Characters
    cue: Characters
    content: Characters


_ROLES: tuple[tuple[str, Callable[[_Roles], Characters]], ...] = (
    ("source", lambda roles: roles.source),
    ("cue", lambda roles: roles.cue),
    ("content", lambda roles: roles.content),
)


class AttributionScorer:
    """Attributions are paired by their content, then judged by source and cue."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one report; the gold has ``attributions`` with lists of spans."""
        count = self._count
        wanted = [_gold_roles(a, gold.text) for a in gold.fields["attributions"]]
        read = [_read_roles(a, gold.text) for a in (reading.attributions if reading else ())]
        pairs = pair_off(
            lambda a, b: overlap_share(a.content, b.content), wanted, read, _SAME_CONTENT
        )
        count["gold"] += len(wanted)
        count["read"] += len(read) - _nested(read, {j for _, j in pairs})
        for i, j in pairs:
            source = _same_source(wanted[i], read[j])
            count["content"] += 1
            count["content_source"] += source
            count["all_three"] += source and _same_cue(wanted[i], read[j])
        for role, of in _ROLES:
            ours, theirs = _together(wanted, of), _together(read, of)
            count[role + " shared"] += len(ours & theirs)
            count[role + " gold"] += len(ours)
            count[role + " read"] += len(theirs)

    def figures(self) -> Figures:
        """Whole attributions by content, by content and source, by all three; then characters."""
        count = self._count
        whole = {
            name: precision_recall(count[name], count["read"], count["gold"])
            for name in ("content", "content_source", "all_three")
        }
        by_character = {
            f"{role}_chars": precision_recall(
                count[role + " shared"], count[role + " read"], count[role + " gold"]
            )
            for role, _ in _ROLES
        }
        return whole | by_character


def _gold_roles(attribution: dict[str, list[list[int]] | None], text: str) -> _Roles:
    source, cue, content = (
        characters(gold_stretches(attribution.get(role)), text) for role, _ in _ROLES
    )
    return _Roles(source, cue, content)


def _read_roles(attribution: Attribution, text: str) -> _Roles:
    return _Roles(
        source=characters([stretch(attribution.source)] if attribution.source else [], text),
        cue=characters([stretch(attribution.cue)] if attribution.cue else [], text),
        content=characters(map(stretch, attribution.content), text),
    )


def _nested(read: Sequence[_Roles], paired: set[int]) -> int:
    """How many unpaired attributions lie inside a paired one. The gold has no nesting, so these
    are neither right nor wrong.
    """
    return sum(
        1
        for j, roles in enumerate(read)
        if j not in paired and any(roles.content < read[k].content for k in paired)
    )


def _same_source(wanted: _Roles, read: _Roles) -> bool:
    if not wanted.source and not read.source:
        return True
    return overlap_share(wanted.source, read.source) >= _SAME_SOURCE


def _same_cue(wanted: _Roles, read: _Roles) -> bool:
    return bool(wanted.cue & read.cue) or (not wanted.cue and not read.cue)


def _together(all_roles: Sequence[_Roles], of: Callable[[_Roles], Characters]) -> Characters:
    return frozenset().union(*map(of, all_roles))
