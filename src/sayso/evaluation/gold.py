"""Gold records and readings from JSON Lines files."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sayso.model import Reading, SaysoError

_STAMP_IN_ID = re.compile(r"_((?:19|20)\d\d)(\d\d)(\d\d)(?:_|$)")


class GoldError(SaysoError, ValueError):
    """A gold file or a file of readings cannot be used. The message names file, line and fault."""


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """One annotated report: its id, its text, and the fields its task is scored by.

    Every offset in ``fields`` is a Unicode code point into ``text``, end-exclusive.
    """

    id: str
    text: str
    fields: Mapping[str, Any]

    def row(self) -> dict[str, Any]:
        """The report alone, without its gold: ``id``, ``text`` and what is known of publication."""
        domain = self.fields.get("domain")
        row = {
            "id": self.id,
            "title": self.fields.get("title"),
            "text": self.text,
            "published": self.published,
            "publisher": self.fields.get("publisher"),
            "url": self.fields.get("url") or (f"http://{domain}/" if domain else None),
        }
        return {key: value for key, value in row.items() if value}

    @property
    def published(self) -> str | None:
        """The ISO date of publication, under whatever name the record has it; None if unknown."""
        stamp = _STAMP_IN_ID.search(self.id)
        for value in (
            self.fields.get("published"),
            self.fields.get("date"),
            (self.fields.get("dct") or {}).get("value"),
            (self.fields.get("dateline") or {}).get("iso"),
            "-".join(stamp.groups()) if stamp else None,
        ):
            first = value[0] if isinstance(value, list) and value else value
            try:
                return date.fromisoformat(str(first)[:10]).isoformat()
            except ValueError:
                continue
        return None


def load_gold(path: Path, *, fold: int | None = None) -> list[GoldRecord]:
    """The records of a gold file, one JSON object a line with ``id`` and ``text``.

    ``fold`` 0 or 1 keeps the half of them that :func:`in_fold` puts there. Raises
    :class:`GoldError` for a file that cannot be read or a line that is no record.
    """
    records = []
    for number, row in _rows(path):
        if not isinstance(row.get("text"), str) or "id" not in row:
            raise GoldError(f"{path}: line {number}: no id and text")
        records.append(GoldRecord(str(row["id"]), row["text"], row))
    return [r for r in records if fold is None or in_fold(r.id, fold)]


def in_fold(record_id: str, fold: int) -> bool:
    """Whether a record is in half 0 or half 1 of its file, told by the hash of its id alone."""
    return hashlib.sha256(record_id.encode()).digest()[0] % 2 == fold


def load_readings(path: Path) -> dict[str, Reading | None]:
    """Readings by report id, from one reading a line; None for a report whose line is a fault.

    Fields that a later contract adds are passed over. Raises :class:`GoldError` for a file that
    cannot be read or a line that is neither a reading nor a fault.
    """
    readings: dict[str, Reading | None] = {}
    for number, row in _rows(path):
        report = row.get("report")
        if not report:
            continue
        if "error" in row:
            readings[str(report.get("id"))] = None
            continue
        try:
            reading = Reading.model_validate(row, extra="ignore")
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise GoldError(f"{path}: line {number}: no reading: {place}: {first['msg']}") from None
        readings[reading.report.id] = reading
    return readings


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        with path.open(encoding="utf-8") as handle:
            for number, line in enumerate(handle, 1):
                if line.strip():
                    yield number, _row(path, number, line)
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise GoldError(f"{path}: not UTF-8") from None


def _row(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        raise GoldError(f"{path}: line {number}: broken JSON") from None
    if not isinstance(row, dict):
        raise GoldError(f"{path}: line {number}: not a JSON object")
    return row
