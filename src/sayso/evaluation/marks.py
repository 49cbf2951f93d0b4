"""Marked sheets: precision by kind with its interval, and the agreement of two markers."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.evaluation.agreement import kappa, wilson
from sayso.model import SaysoError

_RIGHT = frozenset({"y", "yes"})
_WRONG = frozenset({"n", "no"})
_MARK_COLUMN = "right"
_MARKERS_AT_MOST = 2


class SheetError(SaysoError, ValueError):
    """A marked sheet cannot be used. The message names file, line and fault."""


@dataclass(frozen=True, slots=True)
class Marks:
    """One person's marks: by statement id its kind and whether it is right. ``unmarked`` counts
    rows without a mark.
    """

    name: str
    by_id: dict[str, tuple[str, bool]]
    unmarked: int


def load_marks(path: Path) -> list[Marks]:
    """The marks of a sheet, one :class:`Marks` for each column whose name begins with ``right``.

    Cells hold y, yes, n or no in either case, or nothing. Columns may be parted by commas,
    semicolons or tabs. Raises :class:`SheetError`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            header = handle.readline()
            handle.seek(0)
            delimiter = max(",;\t", key=header.count)
            reader = csv.DictReader(handle, delimiter=delimiter, strict=True)
            lines = [(reader.line_num, row) for row in reader]
            columns = [c for c in reader.fieldnames or () if c and c.startswith(_MARK_COLUMN)]
            known = set(reader.fieldnames or ())
    except OSError as error:
        raise SheetError(f"{path}: {error.strerror or error}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise SheetError(f"{path}: not a CSV sheet in UTF-8: {error}") from None
    if missing := [c for c in ("id", "kind", _MARK_COLUMN) if c not in known]:
        raise SheetError(f"{path}: line 1: no column {' and no column '.join(missing)}")
    if len(columns) > _MARKERS_AT_MOST:
        raise SheetError(f"{path}: line 1: more than two columns of marks: {', '.join(columns)}")
    several = len(columns) > 1
    return [
        _marks(path, f"{path} ({column})" if several else str(path), column, lines)
        for column in columns
    ]


def _marks(
    path: Path, name: str, column: str, lines: Sequence[tuple[int, dict[str, str | None]]]
) -> Marks:
    by_id: dict[str, tuple[str, bool]] = {}
    seen: set[str] = set()
    unmarked = 0
    for number, row in lines:
        statement, kind = row.get("id") or "", row.get("kind") or ""
        mark = (row.get(column) or "").strip().lower()
        if not statement or not kind:
            raise SheetError(f"{path}: line {number}: no id or no kind")
        if statement in seen:
            raise SheetError(f"{path}: line {number}: {statement} stands there twice")
        seen.add(statement)
        if not mark:
            unmarked += 1
        elif mark in _RIGHT or mark in _WRONG:
            by_id[statement] = (kind, mark in _RIGHT)
        else:
            raise SheetError(f"{path}: line {number}: the mark {mark!r} is neither y nor n")
    return Marks(name, by_id, unmarked)


def marked_figures(markers: Sequence[Marks]) -> dict[str, Any]:
    """Precision by kind of each marker, in percent with its 95 % Wilson interval, and where there
    are two markers their agreement on the statements both marked.

    Raises :class:`SheetError` where there are no marks, or more than two markers.
    """
    if len(markers) > _MARKERS_AT_MOST:
        raise SheetError(f"marks of {len(markers)} people: agreement is told of two")
    figures: dict[str, Any] = {"markers": [_of_marker(marks) for marks in markers]}
    if len(markers) == _MARKERS_AT_MOST:
        figures["agreement"] = _agreement(*markers)
    return figures


def _of_marker(marks: Marks) -> dict[str, Any]:
    if not marks.by_id:
        raise SheetError(f"{marks.name}: nothing is marked")
    kinds = sorted({kind for kind, _ in marks.by_id.values()})
    by_kind = {k: [right for kind, right in marks.by_id.values() if kind == k] for k in kinds}
    every = [right for _, right in marks.by_id.values()]
    return {
        "marks": marks.name,
        "marked": len(every),
        "unmarked": marks.unmarked,
        "kinds": {kind: _precision(rights) for kind, rights in by_kind.items()},
        "all": _precision(every),
    }


def _precision(rights: Sequence[bool]) -> dict[str, float]:
    n, right = len(rights), sum(rights)
    low, high = wilson(right, n)
    return {
        "n": n,
        "right": right,
        "precision": round(100 * right / n, 1),
        "low": round(100 * low, 1),
        "high": round(100 * high, 1),
    }


def _agreement(first: Marks, second: Marks) -> dict[str, Any]:
    both = [
        (right, second.by_id[statement][1])
        for statement, (_, right) in first.by_id.items()
        if statement in second.by_id
    ]
    beyond_chance = kappa(both)
    return {
        "n": len(both),
        "agreed": round(100 * sum(a == b for a, b in both) / len(both), 1) if both else None,
        "kappa": None if beyond_chance is None else round(beyond_chance, 3),
    }
