#!/usr/bin/env python3
"""The quality gate: figures on small fixed parts of the gold data, none below its floor.

    python bench/gate.py             print measured beside floor; exit 1 where one is below
    python bench/gate.py --require   exit 1 also where the gold data is missing (so with CI=true,
                                     and where SAYSO_SHARED is set)
    python bench/gate.py --raise     then move floors up to what was measured, never down

``floors.json`` names for each figure the task, the gold file, how many of its records (the first
by id), the figure and its ``floor``, or ``ceiling`` for an error. The gold lies in the folder that
SAYSO_SHARED names, else in ``../shared`` beside this repository.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.evaluation import GoldRecord, load_gold, score
from sayso.model import Reading
from sayso.scale import Fault, read_gold

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"


@dataclass(frozen=True, slots=True)
class Pin:
    """One pinned figure, as in ``floors.json``, and what was measured."""

    entry: Mapping[str, Any]
    measured: float

    @property
    def bound(self) -> float:
        """The floor, or the ceiling."""
        return float(self.entry["ceiling" if self.is_error else "floor"])

    @property
    def is_error(self) -> bool:
        """Whether less is better."""
        return "ceiling" in self.entry

    @property
    def holds(self) -> bool:
        """Whether what was measured is on the right side of the bound."""
        return self.measured <= self.bound if self.is_error else self.measured >= self.bound

    def raised(self) -> dict[str, Any]:
        """The entry with its bound moved to what was measured, where that is stricter."""
        stricter = min if self.is_error else max
        key = "ceiling" if self.is_error else "floor"
        return {**self.entry, key: stricter(self.bound, self.measured)}

    def line(self) -> str:
        """Measured beside bound, for people."""
        word = "ceiling" if self.is_error else "floor"
        verdict = "" if self.holds else "   <-- fails"
        return (
            f"{self.entry['name']:28} {self.entry['figure']:24}"
            f" {self.measured:8.3f}   {word} {self.bound:8.3f}{verdict}"
        )


def main() -> int:
    """Measure, tell, and say by the exit status whether every bound holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--require", action="store_true", help="fail where the gold is missing")
    parser.add_argument("--raise", dest="raise_", action="store_true", help="move bounds up")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args()
    shared = Path(os.environ.get("SAYSO_SHARED") or HERE.parents[1] / "shared")
    in_ci = os.environ.get("CI", "").lower() in ("1", "true")
    required = options.require or in_ci or "SAYSO_SHARED" in os.environ
    if not (shared / "gold").is_dir():
        print(f"gate: no gold data in {shared}; set SAYSO_SHARED", file=sys.stderr)
        return 1 if required else 0
    entries = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    pins = measure(entries, shared, options.workers)
    for pin in pins:
        print(pin.line())
    if not pins:
        print("gate: nothing was measured", file=sys.stderr)
        return 1
    if options.raise_:
        write_floors([pin.raised() for pin in pins])
    failing = sum(not pin.holds for pin in pins)
    print(f"{len(pins)} figures, {failing} below their floor")
    return 1 if failing else 0


def measure(entries: list[dict[str, Any]], shared: Path, workers: int) -> list[Pin]:
    """Each part is read once, all parts in one run, and scored for every figure pinned on it."""
    parts = {part_of(entry): load_part(entry, shared) for entry in entries}
    together = [
        GoldRecord(f"{index}:{record.id}", record.text, record.fields)
        for index, records in enumerate(parts.values())
        for record in records
    ]
    faults: list[Fault] = []
    readings = read_gold(together, workers=workers, on_fault=faults.append)
    for fault in faults:
        print(f"gate: not read: {fault.report}: {fault.error}", file=sys.stderr)
    figures = {
        part: score(part[0], records, own_readings(index, records, readings))
        for index, (part, records) in enumerate(parts.items())
    }
    return [Pin(entry, look_up(figures[part_of(entry)], entry["figure"])) for entry in entries]


def part_of(entry: Mapping[str, Any]) -> tuple[str, str, int]:
    """What is read and scored for an entry; entries of one part share the reading."""
    return entry["task"], entry["gold"], entry["records"]


def load_part(entry: Mapping[str, Any], shared: Path) -> list[GoldRecord]:
    """The first records by id, so that the part stays the same if the file is put in new order."""
    records = sorted(load_gold(shared / entry["gold"]), key=lambda record: record.id)
    part = records[: entry["records"]]
    if len(part) != entry["records"]:
        raise SystemExit(f"gate: {entry['gold']} has only {len(part)} records")
    return part


def own_readings(
    index: int, records: list[GoldRecord], readings: Mapping[str, Reading | None]
) -> dict[str, Reading | None]:
    """The readings of one part, under the ids the gold knows them by."""
    return {record.id: readings[f"{index}:{record.id}"] for record in records}


def look_up(figures: Mapping[str, Any], path: str) -> float:
    """The figure at a dotted path ("content_source.f1")."""
    value: Any = figures
    for key in path.split("."):
        value = value[key]
    return float(value)


def write_floors(entries: list[dict[str, Any]]) -> None:
    """One entry a line, so that a floor that moves is one line of a diff."""
    lines = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    FLOORS.write_text(f'{{\n  "floors": [\n{lines}\n  ]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
