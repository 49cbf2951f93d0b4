"""``sayso forecasts``, ``resolve`` and ``operationalise`` as commands, and the page about them."""

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest

from factories import harbour
from sayso.ledger import open_ledger
from sayso.situation.forecasts import CLAIM

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "forecasts.md").read_text("utf-8")
LOSS = "the loss of the store could drive thousands from the coast"


@pytest.fixture
def run(sayso, own_ledger, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_AUTHOR", "ana")
    with open_ledger(own_ledger) as ledger:
        ledger.add(harbour(input_id="a"))
        ledger.add(harbour(input_id="b", published="2031-03-06", publisher="Inland Post"))
    return sayso


def listed(run, *words: str):
    return json.loads(run("forecasts", *words, "--format", "json").stdout)


def test_the_page_s_example_runs_and_prints_what_it_shows(sayso, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAYSO_AUTHOR", "ana")
    [rows] = re.findall(r"```json\n(.*?)```", PAGE, re.S)
    Path("week.jsonl").write_text(rows, "utf-8")
    shown = 0
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.S):
        for command, output in re.findall(r"^\$ sayso (.*)\n((?:(?!\$ ).*\n)*)", block, re.M):
            result = sayso(*shlex.split(command))
            assert result.exit_code == 0, (command, result.stderr)
            if output.strip():
                assert result.stdout.split() == output.split(), command
                shown += 1
    assert shown == 4
    assert Path("calibration.svg").read_text("utf-8").startswith("<?xml")


def test_the_list_says_on_standard_error_whose_expectation_it_is(run):
    for form in ("table", "json", "csv"):
        result = run("forecasts", "--format", form)
        assert result.exit_code == 0
        assert result.stderr.startswith(CLAIM)
        assert CLAIM not in result.stdout
    [row] = csv.DictReader(io.StringIO(run("forecasts", "--format", "csv").stdout))
    assert (row["text"], row["voices"], row["cues"]) == (LOSS, "Oskar Thal", "could")
    assert row["low"] == row["outcome"] == ""
    assert row["copies"] == "b"


def test_open_and_settled_and_the_filters(run):
    assert len(listed(run, "--open")) == 1
    assert listed(run, "--settled") == []
    [one] = listed(run, "--voice", "Thal", "--words", "coast", "--report", "b")
    assert (one["report"], one["copies"]) == ("a", ["b"])
    assert listed(run, "--voice", "harbour police") == []
    assert "no forecast" in run("forecasts", "--settled").stderr
    assert run("resolve", one["id"], "--outcome", "yes").exit_code == 0
    assert listed(run, "--open") == []
    assert [f["id"] for f in listed(run, "--settled")] == [one["id"]]


def test_resolve_tells_and_keeps_author_reason_and_history(run):
    done = run("resolve", "a/s3", "--outcome", "no", "--on", "2031-05-01", "--reason", "all stay")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "no on 2031-05-01" in done.stderr
    assert LOSS in done.stderr
    run("resolve", "a/s3", "--outcome", "yes", "--author", "ben", "--evidence", "b/s5")
    [one] = listed(run)
    assert one["outcome"]["author"] == "ben"
    assert one["outcome"]["evidence"] == "b/s5"
    assert [h["author"] for h in one["history"]] == ["ana", "ben"]
    assert one["history"][0]["reason"] == "all stay"
    assert "no on 2031-05-01" in run("resolve", one["id"], "--undo").stderr
    assert ": open" in run("resolve", one["id"], "--undo").stderr


@pytest.mark.parametrize(
    "words",
    [
        ["resolve", "a/s3", "--outcome", "no"],
        ["resolve", "a/s3", "--undo"],
        ["operationalise", "a/s3", "--threshold", "10"],
    ],
)
def test_nobody_by_an_empty_name_decides(run, words):
    result = run(*words, "--author", " ")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nobody is named who decides" in result.stderr


def test_operationalise_is_shown(run):
    done = run(
        *("operationalise", "a/s3", "--event", "ASSAULT", "--place", "Port Varo"),
        *("--threshold", "2,000 people", "--from", "2031-03", "--source", "harbour police"),
    )
    assert (done.exit_code, done.stdout) == (0, "")
    assert "ASSAULT; Port Varo; 2,000 people; 2031-03-01 – …; by harbour police" in done.stderr
    [one] = listed(run)
    assert one["operationalisation"]["from"] == "2031-03-01"
    assert "2,000" in run("forecasts").stdout
    assert "not said" in run("operationalise", one["id"], "--undo").stderr


def test_suggestions_settle_nothing(run):
    result = run("forecasts", "--suggest")
    assert result.exit_code == 0
    assert result.stdout == ""  # the harbour's attack came before the warning
    assert "no later event" in result.stderr
    assert json.loads(run("forecasts", "--suggest", "--format", "json").stdout) == []


def test_scores_as_json_and_as_tables(run):
    run("resolve", "a/s3", "--outcome", "yes")
    figures = json.loads(run("forecasts", "--scores", "--format", "json").stdout)
    assert figures["schema"] == "sayso/forecast-scores/1"
    assert figures["claim"] == CLAIM
    assert figures["brier"] is None
    [row] = figures["hedges"]
    assert (row["word"], row["came_about"]["n"], row["came_about"]["yes"]) == ("could", 1, 1)
    assert row["came_about"]["low"] == pytest.approx(0.206549, abs=1e-6)
    table = run("forecasts", "--scores").stdout
    assert "no Brier score" in table
    assert re.search(r"could\s+1\s+1 \(100%\)\s+21% – 100%", table)
    assert "Oskar Thal" in table


@pytest.mark.parametrize(
    "words",
    [
        ("resolve", "fffffffffff", "--outcome", "yes"),
        ("resolve", "a/s3"),
        ("resolve", "a/s3", "--outcome", "perhaps"),
        ("resolve", "a/s3", "--outcome", "void"),
        ("resolve", "a/s3", "--outcome", "yes", "--undo"),
        ("resolve", "a/s3", "--undo", "--on", "2031-05-01"),
        ("resolve", "a/s3", "--undo"),
        ("resolve", "a/s3", "--outcome", "yes", "--on", "soon"),
        ("resolve", "a/s3", "--outcome", "yes", "--evidence", "a/s99"),
        ("operationalise", "a/s3"),
        ("operationalise", "a/s3", "--event", "WAR"),
        ("operationalise", "a/s3", "--undo", "--place", "Aden"),
        ("operationalise", "a/s1", "--place", "Aden"),
        ("forecasts", "--scores", "--suggest"),
        ("forecasts", "--scores", "--format", "csv"),
        ("forecasts", "--stance", "hopeful"),
        ("forecasts", "--report", "zzz"),
        ("forecasts", "--ledger", "none.db"),
    ],
)
def test_errors_are_one_line_and_nothing_is_kept(run, own_ledger, words):
    result = run(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("sayso: ")
    assert result.stderr.count("\n") == 1
    with open_ledger(own_ledger) as ledger:
        assert ledger.decisions(everything=True) == []


@pytest.mark.parametrize("name", ["plot.svg", "plot.gif", "plot", "missing/plot.png"])
def test_a_plot_that_cannot_be_drawn_leaves_no_file(run, tmp_path, name):
    before = sorted(tmp_path.iterdir())
    result = run("forecasts", "--plot", name)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("sayso: ")
    assert sorted(tmp_path.iterdir()) == before


def test_a_decision_whose_words_are_no_forecast_any_more_is_told(run, own_ledger):
    run("resolve", "a/s3", "--outcome", "yes")
    with open_ledger(own_ledger) as ledger:
        key = ledger.decisions()[0].subjects[0]
        ledger.decide("reject", (key,), {}, author="ana")
    result = run("forecasts", "--format", "json")
    assert "no forecast any more: 1" in result.stderr
    assert all(f["outcome"] is None for f in json.loads(result.stdout))
