"""Geoparsing: which names of places are found, and whether they are put where they are."""

from collections import Counter
from typing import Any

from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import (
    Figures,
    Stretch,
    kilometres,
    overlap,
    pair_off,
    percent,
    precision_recall,
)
from sayso.model import Place, Reading

#: The distance usual in geoparsing (100 miles) within which a toponym counts as right.
NEAR_KM = 161


class PlacesScorer:
    """Names of places are paired with gold toponyms they overlap."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one report; the gold has ``toponyms``, of which some have no coordinates."""
        count = self._count
        toponyms = gold.fields["toponyms"]
        wanted = [t for t in toponyms if t.get("lat") is not None]
        read = _named_places(reading)
        pairs = pair_off(lambda t, name: overlap(_stretch(t), name[0]), wanted, read, 1)
        for i, j in pairs:
            count["found"] += 1
            count["near"] += _is_near(wanted[i], read[j][1])
        paired = {j for _, j in pairs}
        # A name on a gold toponym without coordinates is neither right nor wrong.
        free = sum(
            1
            for j, (name, _) in enumerate(read)
            if j not in paired and any(overlap(_stretch(t), name) for t in toponyms)
        )
        count["gold"] += len(wanted)
        count["read"] += len(read) - free

    def figures(self) -> Figures:
        """Toponyms found, the share of those within 161 km, and both together."""
        count = self._count
        return {
            "found": precision_recall(count["found"], count["read"], count["gold"]),
            "acc161_of_found": percent(count["near"], count["found"]),
            "end_to_end_161km": precision_recall(count["near"], count["read"], count["gold"]),
        }


def _stretch(toponym: dict[str, Any]) -> Stretch:
    return toponym["start"], toponym["end"]


def _named_places(reading: Reading | None) -> list[tuple[Stretch, Place]]:
    return [
        ((mention.start, mention.end), entity.place)
        for entity in (reading.entities if reading else ())
        if entity.place is not None
        for mention in entity.mentions
        if mention.form == "name"
    ]


def _is_near(toponym: dict[str, Any], place: Place) -> bool:
    if place.lat is None or place.lon is None:
        return False
    there = (toponym["lat"], toponym["lon"])
    return kilometres((place.lat, place.lon), there) <= NEAR_KM
