"""The words by which the head and foot of a report are known: ``data/headers.yaml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Headers:
    """``months``: names in small letters to numbers. ``agencies``: every way an agency is written
    to its short name. ``no_place``: what stands before a dash or colon and is no place, capitals.
    The rest are patterns of which one word matches.
    """

    months: Mapping[str, int]
    weekday: str
    place_particle: str
    name_particle: str
    agencies: Mapping[str, str]
    no_place: frozenset[str]


@lru_cache(maxsize=1)
def headers() -> Headers:
    """The words of ``data/headers.yaml``, read once a process."""
    content = yaml.safe_load(
        (files("sayso.intake") / "data" / "headers.yaml").read_text(encoding="utf-8")
    )
    agencies = {alias: name for name, aliases in content["agencies"].items() for alias in aliases}
    return Headers(
        months=content["months"],
        weekday=_one_of(content["weekdays"]),
        place_particle=_one_of(content["place_particles"]),
        name_particle=_one_of(content["name_particles"]),
        agencies=agencies,
        no_place=frozenset(content["no_place"]),
    )


def _one_of(words: list[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
