"""What a simulation has to assume: ranges of strength and pace, and chances of being in force.

The numbers stand in ``data/ranges.yaml``. They are assumed, not measured, and are printed beside
every result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sayso.knowledge.loader import lexicon
from sayso.model import CausalLink, SaysoError

Range = tuple[float, float]

SOURCE: Final = "assumed for this model, not measured"
#: From the surest down.
LEVELS: Final = ("certain", "probable", "possible", "unknown")
#: Links that no report speaks for, by their origin.
UNREPORTED: Final = ("analyst", "broader-term")
_PACKAGE: Final = "sayso.situation"


class RangesError(SaysoError, ValueError):
    """A range is upside down, or a number is not between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """One set of ranges; every number is from 0 to 1, every range its least and greatest value.

    ``include`` has a chance for each certainty level and for each origin without reports. Raises
    :class:`RangesError` for anything else.
    """

    name: str
    strength: Range
    pace: Range
    include: Mapping[str, float]
    denied: float
    deadband: float

    def __post_init__(self) -> None:
        for what, (least, greatest) in (("strength", self.strength), ("pace", self.pace)):
            if not 0 <= least <= greatest <= 1:
                raise RangesError(
                    f"ranges {self.name!r}: {what} goes from {least} to {greatest},"
                    " not up and between 0 and 1"
                )
        missing = [level for level in (*LEVELS, *UNREPORTED) if level not in self.include]
        if missing:
            raise RangesError(f"ranges {self.name!r}: no chance for {', '.join(missing)}")
        numbers = {**self.include, "denied": self.denied, "deadband": self.deadband}
        for what, number in numbers.items():
            if not 0 <= number <= 1:
                raise RangesError(f"ranges {self.name!r}: {what} is {number}, not between 0 and 1")

    def chance(self, link: CausalLink) -> float:
        """The chance that a link is in force in a draw."""
        found = {evidence.certainty for evidence in link.evidence}
        unread = link.origin if link.origin in UNREPORTED else LEVELS[-1]
        level = next((level for level in LEVELS if level in found), unread)
        return self.include[level] * (self.denied if link.against else 1.0)

    def as_printed(self) -> dict[str, object]:
        """The set as it stands beside a result."""
        return {
            "strength": list(self.strength),
            "pace": list(self.pace),
            "include": dict(self.include),
            "denied": self.denied,
            "deadband": self.deadband,
        }

    @property
    def middle_strength(self) -> float:
        """The middle of the range of strengths."""
        return sum(self.strength) / 2

    @property
    def middle_pace(self) -> float:
        """The middle of the range of paces."""
        return sum(self.pace) / 2


def fixed(strength: float, pace: float, deadband: float = 0.01) -> Ranges:
    """Ranges that leave nothing to chance but unsaid signs and rivals: one strength, one pace,
    every link in force.
    """
    always = dict.fromkeys((*LEVELS, *UNREPORTED), 1.0)
    return Ranges("fixed", (strength, strength), (pace, pace), always, 1.0, deadband)


def shipped_ranges() -> tuple[Ranges, Ranges]:
    """The two sets of ``data/ranges.yaml``: the one that is run, and the one that it is held
    against.
    """
    sets = lexicon("ranges", _PACKAGE)["sets"]
    return _ranges("first", sets["first"]), _ranges("second", sets["second"])


def rules() -> dict[str, str]:
    """The rules of the simulation in words, by name."""
    return dict(lexicon("ranges", _PACKAGE)["rules"])


def claim_text(voices: int, reports: int) -> str:
    """The sentence that stands on every output of the situation model."""
    words: str = lexicon("ranges", _PACKAGE)["words"]["claim"]
    return words.format(voices=_counted(voices, "voice"), reports=_counted(reports, "report"))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _ranges(name: str, held: Mapping[str, Any]) -> Ranges:
    strength, pace = held["strength"], held["pace"]
    return Ranges(
        name=name,
        strength=(float(strength[0]), float(strength[1])),
        pace=(float(pace[0]), float(pace[1])),
        include={str(level): float(chance) for level, chance in held["include"].items()},
        denied=float(held["denied"]),
        deadband=float(held["deadband"]),
    )
