"""The commands over the situation model: tables, JSON, CSV and a picture; answers that go stale."""

import csv
import io
import json
import re
import shlex
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "situation.md").read_text("utf-8")
CRISIS = ROOT / "tests" / "data" / "harbour_crisis.jsonl"


@pytest.fixture
def crisis(sayso):
    assert sayso("read", CRISIS).exit_code == 0
    return sayso


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_page_s_walk_runs_and_prints_what_it_shows(sayso, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "samples", "samples")
    steps = re.findall(r"```console\n(.*?)```(?:\n\n```text\n(.*?)```)?", PAGE, re.S)
    assert len(steps) > 7
    for block, shown in steps:
        printed = ""
        for command in re.findall(r"^\$ sayso (.*)$", block, re.M):
            result = sayso(*shlex.split(command))
            assert result.exit_code == 0, (command, result.stderr)
            printed = flat(result.stdout)
        for line in shown.splitlines():
            assert flat(line) in printed, line


def test_the_links_as_a_table_json_and_csv(crisis):
    table = crisis("situation")
    assert table.exit_code == 0
    for words in (
        "loop (balancing):",
        "The sources differ on the sign of: ",
        "blockade of Dornhaven to bread prices in Velkaria",
        "broader term: pressure on Coastal League (PLOVER manual",
        "not what is so, and no forecast.",
    ):
        assert words in flat(table.stdout)
    model = json.loads(crisis("situation", "--format", "json").stdout)
    assert {"factors", "links", "loops"} <= set(model)
    assert {"id", "name", "actor", "place"} <= set(model["factors"][0])
    wanted = "driver effect sign strength read_well source_reliability credibility voices evidence"
    assert set(wanted.split()) <= set(model["links"][0])
    evidence = model["links"][0]["evidence"][0]
    assert {"report", "statement", "start", "end", "text", "voice"} <= set(evidence)
    rows = list(csv.DictReader(io.StringIO(crisis("situation", "--format", "csv").stdout)))
    assert len(rows) == len(model["links"])
    assert {"driver", "sign", "effect", "evidence"} <= set(rows[0])


def test_a_picture_is_well_formed_and_says_what_it_is(crisis):
    for command in (("situation",), ("what-if", "--set", "bread prices=up", "--draws", "50")):
        picture = crisis(*command, "--format", "svg").stdout
        words = flat("".join(ElementTree.fromstring(picture).itertext()))
        assert "bread prices in Velkaria" in words
        assert "not what is so, and no forecast" in words


def test_one_factor_is_shown_with_its_wordings_and_reasons(crisis):
    shown = flat(crisis("situation", "--factor", "pressure").stdout)
    assert "a kind of pressure on Coastal League: sanctions on Coastal League" in shown
    assert "denied: herald/s" in shown
    assert "mediator of the Northern Union, expected, possible: “Sanctions on" in shown


def test_an_answer_names_its_ranges_its_voices_and_what_is_missing(crisis):
    told = crisis("what-if", "--set", "bread prices=up", "--draws", "200")
    assert told.exit_code == 0
    said = flat(told.stdout)
    for words in (
        "what if: bread prices in Velkaria = up",
        "Shares of 200 draws at step 12 (seed 0), no probabilities",
        "first ranges: strength",
        "second ranges: strength",
        "not known: ",
        "voices in",
    ):
        assert words in said
    answer = json.loads(
        crisis("what-if", "--set", "bread prices=up", "--draws", "200", "--format", "json").stdout
    )
    (protests,) = [f for f in answer["factors"] if f["name"] == "protests in Ostry"]
    assert protests["sign"] == "up"
    assert protests["paths"]
    assert sum(protests["draws"].values()) == pytest.approx(1, abs=0.001)
    assert len(protests["steps"]) == 13
    assert answer["assumptions"]["ranges"]


def test_an_answer_names_the_loops_on_the_way(crisis):
    told = flat(crisis("what-if", "--set", "power cuts=up", "--draws", "50").stdout)
    assert "on the way: loop (balancing): " in told
    held = flat(crisis("what-if", "--set", "bread prices=up", "--draws", "50").stdout)
    assert "on the way" not in held  # what is held closes no loop


def test_the_same_seed_gives_the_same_bytes(crisis):
    asked = ("what-if", "--set", "fuel=down@2-6", "--seed", "7", "--format", "json")
    assert crisis(*asked).stdout == crisis(*asked).stdout


def test_a_kept_answer_is_run_again_and_said_to_be_stale(crisis, tmp_path):
    kept = tmp_path / "kept.json"
    asked = ("what-if", "--set", "fuel=down", "--name", "no fuel", "--format", "json")
    kept.write_text(crisis(*asked).stdout, "utf-8")
    again = crisis("what-if", "--again", kept)
    assert "up to date" in again.stderr
    assert "no fuel: fuel = down" in flat(again.stdout)
    assert crisis("forget", "courant", "--yes").exit_code == 0
    stale = crisis("what-if", "--again", kept)
    assert "the kept answer is stale" in stale.stderr
    assert "other signs now for: " in stale.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("what-if", "--set", "no such thing=up"), "no factor of the situation goes by"),
        (("what-if", "--set", "bread prices"), "is no setting: give FACTOR=up"),
        (("what-if", "--set", "bread prices=7"), "it has to be from -1 to 1"),
        (("what-if", "--set", "bread prices=up@x"), "is no setting"),
        (("what-if", "--set", "bread prices=up", "--steps", "0"), "0 steps"),
        (("what-if", "--set", "in=up"), "may be any of"),
        (("what-if",), "give --set FACTOR=up"),
        (("what-if", "--again", str(CRISIS)), "no answer of `sayso what-if --format json`"),
        (("what-if", "--again", "nowhere.json"), "nowhere.json: No such file"),
        (("situation", "--factor", "zzz"), "no factor of the situation goes by"),
        (("situation", "--factor", "fuel", "--format", "json"), "as a table only"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(crisis, args, message):
    result = crisis(*args)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_ledger_without_causes_says_so(sayso, tmp_path):
    report = tmp_path / "r.txt"
    report.write_text("The mayor spoke on Monday.", "utf-8")
    sayso("read", report)
    result = sayso("situation")
    assert result.exit_code == 0
    assert "no statement of the ledger says what drives what" in result.stderr
