"""The commands over the ledger: lists in three forms, one thing whole, forgetting; plain errors."""

import csv
import io
import json
import re
import signal
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from factories import harbour, reading, statement
from sayso.cli import ledger as commands
from sayso.cli import serve
from sayso.cli.output import clean
from sayso.ledger import open_ledger
from sayso.model import Report


@pytest.fixture
def app():
    made = typer.Typer()
    commands.register(made)
    serve.register(made)
    return made


@pytest.fixture
def where(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    with open_ledger("sayso.db") as ledger:
        ledger.add(harbour(input_id="a"))
        ledger.add(harbour(input_id="b", publisher="Inland Post", agency="NNA"))
    return tmp_path


@pytest.fixture
def run(app, where):
    def call(*words: str, stdin: str | None = None):
        return CliRunner().invoke(app, list(words), input=stdin)

    return call


def test_reports_as_a_table_json_and_csv(run):
    table = run("reports")
    assert table.exit_code == 0
    assert re.search(r"^ ?b .*NNA / Inland Post.*Shells hit grain store", table.stdout, re.M)
    rows = json.loads(run("reports", "--format", "json").stdout)
    assert [(r["id"], r["statements"], r["prints"]) for r in rows] == [("a", 6, 2), ("b", 6, 2)]
    sheet = list(csv.DictReader(io.StringIO(run("reports", "--format", "csv").stdout)))
    assert [r["publisher"] for r in sheet] == ["Coast Herald", "Inland Post"]


def test_statements_with_their_voice(run):
    table = run("statements", "--report", "a")
    assert "harbour police <" in table.stdout
    assert "expected, possible" in table.stdout
    rows = json.loads(run("statements", "--kind", "figure", "--format", "json").stdout)
    assert [r["id"] for r in rows] == ["a/s4", "a/s5", "b/s4", "b/s5"]
    assert rows[1]["voices"] == ["harbour police", "Oskar Thal"]
    assert (rows[1]["low"], rows[1]["high"]) == (12, None)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--voice", "Thal", "--stance", "expected"], ["s3", "s4"]),
        (["--actor", "grey brigade"], ["s2"]),
        (["--place", "NOR", "--plain"], ["s1", "s2", "s5"]),
        (["--since", "2031-03-04"], ["s4", "s5"]),
        (["--until", "2031-03-03"], ["s1", "s5"]),
        (["--certainty", "possible"], ["s3", "s4"]),
        (["--words", '"grain store"'], ["s1"]),
        (["--limit", "1"], ["s1"]),
        (["--voice", "Lena Ordish"], []),
    ],
)
def test_filters_of_the_command(run, options, found):
    result = run("statements", "--report", "a", *options, "--format", "json")
    assert result.exit_code == 0
    assert [r["id"] for r in json.loads(result.stdout)] == [f"a/{n}" for n in found]


def test_an_empty_list_is_empty_in_every_form(run):
    nothing = ("statements", "--words", "zebra")
    assert (run(*nothing).stdout, run(*nothing).exit_code) == ("", 0)
    assert "no statement" in run(*nothing).stderr
    assert json.loads(run(*nothing, "--format", "json").stdout) == []
    assert run(*nothing, "--format", "csv").stdout.startswith("id,report,kind")


def test_show_gives_the_words_around(run):
    shown = run("show", "a/s3")
    assert "»the loss of the store could drive thousands from the coast«" in shown.stdout.replace(
        "\n", " "
    )
    assert "Minister Oskar Thal warned that" in shown.stdout.replace("\n", " ")
    assert "driver: the loss of the store" in shown.stdout
    held = json.loads(run("show", "a/s5", "--format", "json").stdout)
    assert held["kind"] == "statement"
    assert held["voices"] == ["harbour police", "Oskar Thal"]
    assert held["statement"]["figure"]["low"] == 12
    assert held["passages"][0]["words"] == "At least 12 people died"


@pytest.mark.parametrize("id", ["a", "a/e4", "a/a5", "a/t1", "a/s1", "a/s2", "a/s6"])
def test_everything_can_be_shown(run, id):
    assert run("show", id).exit_code == 0
    assert json.loads(run("show", id, "--format", "json").stdout)["id"] == id


def test_forgetting_needs_a_yes(run):
    refused = run("forget", "a")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.count("\n") == 1
    assert "--yes" in refused.stderr
    done = run("forget", "a", "--yes")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "forgot a: 1 readings, 6 statements" in done.stderr
    assert [r["id"] for r in json.loads(run("reports", "--format", "json").stdout)] == ["b"]


def test_forgetting_asks_on_a_terminal(app, where, monkeypatch):
    monkeypatch.setattr(commands, "_somebody_there", lambda: True)
    no = CliRunner().invoke(app, ["forget", "a"], input="n\n")
    assert no.exit_code == 1
    assert "Shells hit grain store" in no.stderr
    yes = CliRunner().invoke(app, ["forget", "a"], input="y\n")
    assert yes.exit_code == 0
    assert "forgot a" in yes.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("show", "zzz"),
        ("show", "a/s99"),
        ("show", "a", "--format", "csv"),
        ("forget", "zzz", "--yes"),
        ("statements", "--kind", "rumour"),
        ("statements", "--since", "yesterday"),
        ("statements", "--words", "!!"),
        ("statements", "--report", "zzz"),
        ("reports", "--ledger", "none.db"),
        ("reports", "--ledger", "."),
        ("reports", "--ledger", "oracle://x/y"),
        ("serve", "--ledger", "none.db"),
        ("serve", "--host", "256.1.1.1", "--port", "0"),
    ],
)
def test_errors_are_one_line_and_status_one(run, where, words):
    result = run(*words)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("sayso: ")
    assert result.stderr.count("\n") == 1
    assert not (where / "none.db").exists()


def test_the_ledger_is_named_by_option_or_environment(app, where, monkeypatch):
    with open_ledger(where / "other.db") as ledger:
        ledger.add(harbour(input_id="c"))

    def held(*words: str) -> list[str]:
        result = CliRunner().invoke(app, ["reports", "--format", "json", *words])
        return [r["id"] for r in json.loads(result.stdout)]

    monkeypatch.setenv("SAYSO_LEDGER", str(where / "other.db"))
    assert held() == ["c"]
    assert held("--ledger", f"sqlite:///{where}/sayso.db") == ["a", "b"]


def test_a_terminal_gets_no_commands_from_a_report(run, where):
    text = "\x1b]0;owned\x07\x1b[2J [red]Rain[/red] \u202efell\u202c on Port Varo."
    with open_ledger(where / "sayso.db") as ledger:
        report = Report.of(text, input_id="evil", title="[bold]\x1b[31mRed")
        ledger.add(reading(report, statements=[statement(text, "s1", "remark", text)]))
    for words in (("reports",), ("statements",), ("show", "evil"), ("show", "evil/s1")):
        out = run(*words).stdout
        assert "\x1b" not in out
        assert "\x07" not in out
        assert "\u202e" not in out
    assert "[red]Rain[/red]" in run("show", "evil/s1").stdout
    assert clean("a\tb\nc").plain == "a b c"


def test_a_sheet_runs_no_formula_from_a_report(run, where):
    text = '=HYPERLINK("http://evil.example","rain") fell.'
    with open_ledger(where / "sayso.db") as ledger:
        report = Report.of(text, input_id="evil")
        ledger.add(reading(report, statements=[statement(text, "s1", "remark", text)]))
    sheet = run("statements", "--report", "evil", "--format", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(sheet))
    assert row["text"] == f"'{text}"
    rows = json.loads(run("statements", "--report", "evil", "--format", "json").stdout)
    assert rows[0]["text"] == text


def test_serve_starts_says_where_and_stops(where):
    code = (
        "import typer; from sayso.cli import ledger, serve; app = typer.Typer(); "
        "ledger.register(app); serve.register(app); app()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        assert found, line
        import httpx

        address = f"http://127.0.0.1:{found[1]}/api/reports"
        with httpx.Client(transport=httpx.HTTPTransport(retries=20)) as client:
            assert client.get(address, timeout=20).json()["total"] == 2
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert (out, err) == ("", "")
