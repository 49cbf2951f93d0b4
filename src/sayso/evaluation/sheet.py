"""A sheet of statements drawn by chance from a ledger, to be marked right or wrong by people."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from heapq import nsmallest
from typing import TextIO

from sayso.evaluation.gloss import gloss
from sayso.ledger import Ledger, ReportRow
from sayso.ledger.cells import inert
from sayso.model import Reading, Statement

AROUND = 160
"""Characters of the report shown on each side of a statement's words."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One statement to mark. ``quotation`` has its words between ``>>`` and ``<<``; ``right`` is
    for y or n, ``note`` for anything.
    """

    id: str
    kind: str
    voice: str
    stance: str
    certainty: str
    polarity: str
    read: str
    quotation: str
    right: str = ""
    note: str = ""


def draw(ledger: Ledger, n: int, seed: int) -> Iterator[SheetRow]:
    """``n`` statements of the ledger (all where it has fewer), each as likely as any other, in the
    order of reports and text.

    A statement's draw hangs on the seed, its report's identity and its place in it alone: the same
    ledger and seed give the same sheet, and a report more changes it only by what it adds.
    """
    reports = ledger.reports()
    places = ((row, index) for row in reports for index in range(row.statements))
    drawn: dict[str, list[int]] = {}
    for row, index in nsmallest(n, places, key=lambda place: _lot(seed, *place)):
        drawn.setdefault(row.id, []).append(index)
    for row in reports:
        if row.id in drawn:
            reading = ledger.reading(row.id)
            for index in sorted(drawn[row.id]):
                yield _sheet_row(row.id, reading, reading.statements[index])


def write_sheet(rows: Iterable[SheetRow], out: TextIO) -> int:
    """Write the sheet as CSV with a header line; gives how many rows it has.

    What a spreadsheet would take for a formula is written behind an apostrophe: reports are
    strangers' words.
    """
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(SheetRow))
    count = 0
    for row in rows:
        writer.writerow(inert(cell) for cell in asdict(row).values())
        count += 1
    return count


def _lot(seed: int, row: ReportRow, index: int) -> bytes:
    return sha256(f"{seed} {row.identity} {index}".encode()).digest()


def _sheet_row(report_id: str, reading: Reading, statement: Statement) -> SheetRow:
    return SheetRow(
        id=f"{report_id}/{statement.id}",
        kind=statement.kind,
        voice=" < ".join(reading.voices(statement)),
        stance=statement.stance,
        certainty=statement.certainty.level,
        polarity=statement.polarity,
        read=gloss(statement, reading),
        quotation=_quotation(reading.report.text, statement.start, statement.end),
    )


def _quotation(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text[first:start], text[end:last]
    if first > 0:  # begin and end with whole words
        before = "… " + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}>>{text[start:end]}<<{after}".split())
