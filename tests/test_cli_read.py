"""The command that reads."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sayso as package
from sayso.ledger import open_ledger

TEXT = (
    "MOSUL, Iraq, May 3 (Reuters) - Rebels killed three soldiers near the bridge on Thursday, "
    'an army spokesman said. "They may attack again," he said.'
)


@pytest.fixture
def report(tmp_path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def rows(tmp_path) -> Path:
    path = tmp_path / "rows.jsonl"
    lines = [{"id": f"r{n}", "text": f"{TEXT} It was attack number {n}."} for n in range(5)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_a_report_is_read_into_a_brief_and_kept(report, sayso, own_ledger):
    result = sayso("read", report, "--published", "2018-05-04", "--publisher", "Courier")
    assert result.exit_code == 0
    assert "Courier · agency Reuters · published 2018-05-04" in result.stdout
    assert "killed three soldiers" in result.stdout
    assert result.stderr == ""
    with open_ledger(own_ledger) as ledger:
        [kept] = ledger.reports()
        assert kept.publisher == "Courier"


def test_the_command_and_the_function_give_the_same_reading(report, sayso):
    result = sayso("read", report, "--published", "2018-05-04", "--format", "json", "--no-ledger")
    reading = package.read(TEXT, published="2018-05-04")
    assert result.stdout == reading.to_json(2) + "\n"
    assert json.loads(result.stdout)["statements"]


def test_nothing_is_kept_where_that_is_said(report, sayso, own_ledger):
    assert sayso("read", report, "--no-ledger").exit_code == 0
    assert not own_ledger.exists()


def test_no_ledger_is_made_where_nothing_can_be_read(tmp_path, sayso, own_ledger):
    result = sayso("read", tmp_path / "missing.txt")
    assert result.exit_code == 1
    assert "no such file" in result.stderr
    assert not own_ledger.exists()


def test_what_was_read_is_given_again_and_not_read_twice(rows, sayso, own_ledger, monkeypatch):
    first = sayso("read", rows, "--format", "jsonl")
    assert first.exit_code == 0
    assert [json.loads(line)["report"]["id"] for line in first.stdout.splitlines()] == [
        f"r{n}" for n in range(5)
    ]

    def refuse(*_):
        raise AssertionError("read again")

    monkeypatch.setattr("sayso.reading.reader.read_reports", refuse)
    assert sayso("read", rows, "--format", "jsonl").stdout == first.stdout
    with open_ledger(own_ledger) as ledger:
        assert ledger.count_reports() == 5


def test_json_is_for_one_report(rows, sayso):
    result = sayso("read", rows, "--format", "json", "--no-ledger")
    assert result.exit_code == 1
    assert "use --format jsonl" in result.stderr


def test_the_standard_input_is_read(sayso):
    result = sayso("read", "-", "--format", "json", "--no-ledger", input=TEXT)
    assert json.loads(result.stdout)["report"]["text"] == TEXT
    row = json.dumps({"id": "x", "text": TEXT})
    result = sayso("read", "-", "--input", "jsonl", "--format", "jsonl", "--no-ledger", input=row)
    assert json.loads(result.stdout)["report"]["id"] == "x"


def test_explaining_names_the_rules(report, sayso):
    reading = package.read(TEXT)
    explained = sayso("read", report, "--no-ledger", "--explain").stdout
    assert any(rule in explained for s in reading.statements for rule in s.rules)


def test_without_a_day_times_stay_open_and_the_brief_says_so(report, sayso):
    assert "published-unknown" in sayso("read", report, "--no-ledger").stdout


def test_the_schema_is_the_contract_s(sayso):
    schema = json.loads(sayso("schema").stdout)
    assert schema["properties"]["schema"]["const"] == "sayso/reading/1"
    assert {
        "reader",
        "report",
        "entities",
        "times",
        "attributions",
        "statements",
        "warnings",
    } <= set(schema["properties"])


def test_a_whole_installation_checks(sayso):
    result = sayso("check")
    assert result.exit_code == 0, result.stderr
    assert "en_core_web_sm" in result.stdout


def started(*args: str, **options: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", "from sayso.cli import main; main()", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )


def many(path: Path) -> Path:
    lines = [{"id": f"r{n}", "text": f"{TEXT} It was attack number {n}."} for n in range(2_000)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_a_reader_that_goes_away_is_no_crash(tmp_path):
    run = started("read", str(many(tmp_path / "many.jsonl")), "--format", "jsonl", "--no-ledger")
    assert run.stdout is not None
    assert run.stderr is not None
    assert run.stdout.readline().startswith('{"schema"')
    run.stdout.close()
    with run.stderr:
        assert run.stderr.read() == ""
    assert run.wait(30) != 0


def test_an_interrupted_run_ends_quietly_and_keeps_what_it_read(tmp_path, own_ledger):
    run = started("read", str(many(tmp_path / "many.jsonl")), "--format", "jsonl")
    assert run.stdout is not None
    run.stdout.readline()
    run.send_signal(signal.SIGINT)
    time.sleep(0.1)
    _, stderr = run.communicate(timeout=30)
    assert "Traceback" not in stderr
    assert run.returncode == 130
    with open_ledger(own_ledger) as ledger:
        assert 0 < ledger.count_reports() < 2_000
