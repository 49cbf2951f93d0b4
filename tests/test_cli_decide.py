"""``sayso decide`` as a command: every decision, the list, undoing; plain errors in one line."""

import csv
import getpass
import io
import json
import re
from pathlib import Path

import pytest

from factories import harbour
from sayso.ledger import open_ledger

ROOT = Path(__file__).parent.parent

REPORTS = [
    {
        "id": "h1",
        "published": "2031-03-05",
        "publisher": "Coast Herald",
        "text": "Airstrikes on the Grey Brigade could lead to more attacks in Norland, Minister "
        "Oskar Thal said. The blockade of Port Varo has caused a rise in bread prices, the "
        "harbour council said.",
    },
    {
        "id": "h2",
        "published": "2031-03-06",
        "publisher": "Inland Post",
        "text": "Higher bread prices could lead to protests in Varo, the harbour council said. "
        "Raids against the Grey Brigade will lead to attacks in Norland, the Ministry of Defence "
        "said.",
    },
]


@pytest.fixture(autouse=True)
def analyst(monkeypatch):
    monkeypatch.setenv("SAYSO_AUTHOR", "Ada Quill")


@pytest.fixture
def run(sayso, own_ledger):
    with open_ledger(own_ledger) as ledger:
        ledger.add(harbour(input_id="a"))
        ledger.add(harbour(input_id="b", publisher="Inland Post", agency="NNA"))
    return sayso


@pytest.fixture
def model(sayso):
    rows = "\n".join(json.dumps(row) for row in REPORTS)
    assert sayso("read", "-", "--input", "jsonl", input=rows).exit_code == 0
    return sayso


def listed(run, *options):
    return json.loads(run("decide", "list", "--format", "json", *options).stdout)


def statements(run, *options):
    return json.loads(run("statements", "--format", "json", *options).stdout)


def test_a_rejected_statement_stays_in_the_list_marked(run):
    done = run("decide", "reject", "a/s1", "--reason", "hail, not shells")
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.match(r"decision 1: reject a/event:\d+-\d+ “Shells struck", done.stdout)
    marks = {s["id"]: s["decision"] for s in statements(run)}
    assert marks["a/s1"] == "rejected"
    assert {v for k, v in marks.items() if k != "a/s1"} == {None}
    assert "[rejected]" in run("statements", "--report", "a").stdout
    assert "decision: rejected" in run("show", "a/s1").stdout
    assert json.loads(run("show", "a/s1", "--format", "json").stdout)["decision"] == "rejected"
    sheet = csv.DictReader(io.StringIO(run("statements", "--format", "csv").stdout))
    assert next(sheet)["decision"] == "rejected"


def test_an_export_leaves_it_out_and_says_so(run):
    run("decide", "reject", "a/s1")
    out = run("export", "csv")
    assert "a/s1" not in out.stdout
    assert "1 left out: event rejected by an analyst" in out.stderr
    run("decide", "undo", "1")
    assert "a/s1" in run("export", "csv").stdout


def test_the_list_tells_who_when_what_and_why(run):
    run("decide", "accept", "a/s1")
    run("decide", "grade", "coast herald", "b", "--author", "Ben  Roe", "--reason", "checked")
    run("decide", "grade", "a/s1", "2")
    run("decide", "undo", "2", "--author", "Cy Dahl")
    rows = listed(run)
    assert [(r["id"], r["kind"], r["author"], r["reason"]) for r in rows] == [
        (1, "accept", "Ada Quill", None),
        (2, "grade", "Ben Roe", "checked"),
        (3, "grade", "Ada Quill", None),
    ]
    assert [r["undone_by"] for r in rows] == [None, "Cy Dahl", None]
    assert rows[1]["subjects"] == ["coast herald"]
    assert rows[1]["value"] == {"grade": "B", "name": "Coast Herald", "of": "source"}
    assert rows[2]["value"]["grade"] == "2"
    assert [r["id"] for r in listed(run, "--standing")] == [1, 3]
    assert [r["id"] for r in listed(run, "--limit", "1")] == [1]
    table = run("decide", "list").stdout
    assert "grade Coast Herald B" in " ".join(table.split())
    assert re.search(r"by Cy Dahl", " ".join(table.split()))
    sheet = list(csv.DictReader(io.StringIO(run("decide", "list", "--format", "csv").stdout)))
    assert json.loads(sheet[1]["value"]) == rows[1]["value"]


def test_an_empty_list(run):
    assert listed(run) == []
    none = run("decide", "list")
    assert (none.stdout, none.exit_code) == ("", 0)
    assert "holds no decisions" in none.stderr


def test_who_decides_is_the_login_where_nobody_is_named(run, monkeypatch):
    monkeypatch.delenv("SAYSO_AUTHOR")
    monkeypatch.setattr(getpass, "getuser", lambda: "aquill")
    run("decide", "accept", "a/s1")
    assert listed(run)[0]["author"] == "aquill"

    def nobody():
        raise OSError("no such user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    refused = run("decide", "accept", "a/s1")
    assert refused.exit_code == 1
    told = "nobody is named who decides: give --author or set SAYSO_AUTHOR"
    assert refused.stderr == f"sayso: {told}\n"
    assert len(listed(run)) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["accept", "a"], "a is no statement"),
        (["reject", "a/e1"], "a/e1 is no statement"),
        (["reject", "a/s99"], "nothing called 'a/s99'"),
        (["grade", "Lena Ordish", "A"], "a private person is graded nowhere"),
        (["grade", "NNA", "9"], "no grade"),
        (["grade", "a/s1", "A"], "no publisher, agency or public voice"),
        (["grade", "NNA", "3"], "nothing called 'NNA'"),
        (["undo", "5"], "decision 5"),
        (["accept", "a/s1", "--author", " "], "nobody is named"),
        (["accept", "a/s1", "--ledger", "none.db"], "no ledger"),
        (["rename", "zebra", "x"], "no factor"),
        (["merge", "a", "b"], "no factor"),
        (["link", "a", "b", "--sign", "+"], "no factor"),
        (["narrow", "zebra"], "no factor"),
        (["split", "zebra", "--statement", "a/s3"], "no factor"),
        (["split", "zebra", "--statement", "a/e1"], "nothing called 'a/e1'"),
    ],
)
def test_errors_are_one_line_and_nothing_is_decided(run, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    result = run("decide", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("sayso: ")
    assert result.stderr.count("\n") == 1
    assert told in result.stderr
    assert listed(run) == []


def test_a_terminal_gets_no_commands_from_a_name(run):
    run("decide", "accept", "a/s1", "--reason", "\x1b[2Jwhy", "--author", "\x1b]0;x\x07Ada")
    assert "\x1b" not in run("decide", "list").stdout


def test_forgetting_tells_how_many_decisions_went(run):
    run("decide", "reject", "a/s1")
    run("decide", "grade", "Coast Herald", "C")
    assert "6 statements, 2 decisions" in run("forget", "a", "--yes").stderr
    assert listed(run) == []


def factors(own_ledger, **options):
    from sayso.situation.build import situation

    with open_ledger(own_ledger) as ledger:
        return {f.name: f for f in situation(ledger, **options).factors}


def test_factors_are_decided_on_by_name(model, own_ledger):
    before = set(factors(own_ledger))
    assert before >= {"pressure on Grey Brigade", "attacks in Norland", "bread prices"}
    for words in (
        ["narrow", "airstrikes on grey brigade"],
        ["rename", "bread prices", "price of bread", "--reason", "plainer"],
        ["link", "price of bread", "attacks in norland", "--sign", "-"],
        ["merge", "blockade", "protests", "--name", "unrest at the port"],
        ["split", "attacks in norland", "--statement", "h2/s4"],
    ):
        done = model("decide", *words)
        assert done.exit_code == 0, (words, done.stderr)
    now = factors(own_ledger)
    assert {"airstrikes on Grey Brigade", "price of bread", "unrest at the port"} <= set(now)
    assert not any(name.startswith("protests") for name in now)
    assert sum(name.startswith("attacks in Norland") for name in now) == 2
    assert [d["kind"] for d in listed(model)] == ["narrow", "rename", "link", "merge", "split"]
    assert [d["what"] for d in listed(model)][1:3] == [
        "rename bread prices to price of bread",
        "link price of bread -> attacks in Norland (-)",
    ]
    for n in range(5, 0, -1):
        assert model("decide", "undo", n).exit_code == 0
    assert set(factors(own_ledger)) == before


def test_a_broader_term_is_undone_for_one_statement(model, own_ledger):
    raids = next(s for s in statements(model, "--kind", "cause") if "Raids" in s["text"])
    assert model("decide", "narrow", raids["id"]).exit_code == 0
    assert "raids on Grey Brigade" in factors(own_ledger)
    again = model("decide", "narrow", raids["id"])
    assert again.exit_code == 1
    assert "no broader term stands over" in again.stderr


def test_reports_with_their_copies(run):
    rows = json.loads(run("reports", "--copies", "--format", "json").stdout)
    assert [(r["id"], r["copies"]) for r in rows] == [("a", ["b"]), ("b", ["a"])]
    assert "copies" not in json.loads(run("reports", "--format", "json").stdout)[0]
    sheet = csv.DictReader(io.StringIO(run("reports", "--copies", "--format", "csv").stdout))
    assert [r["copies"] for r in sheet] == ["b", "a"]
    assert "copies" in run("reports", "--copies").stdout


def test_the_manual_has_every_decision_and_every_grade(sayso):
    page = (ROOT / "docs" / "decisions.md").read_text("utf-8")
    commands = re.findall(r"^│ ([a-z]+) ", sayso("decide", "--help").stdout, re.M)
    assert len(commands) == 10
    for command in commands:
        assert f"`{command}" in page, command
    from sayso.assembly.grades import scale

    for name in ("reliability", "credibility"):
        for grade in scale(name):
            assert f"| {grade.sign} | {grade.name} | {grade.meaning} |" in page, grade


def test_the_commands_of_the_page_run_as_they_stand(model, tmp_path, monkeypatch):
    page = (ROOT / "docs" / "decisions.md").read_text("utf-8")
    commands = re.findall(r"^\$ sayso (.*)$", page, re.M)
    assert len(commands) >= 10
    import shlex

    for command in commands:
        result = model(*shlex.split(command))
        assert result.exit_code == 0, (command, result.stderr)
