"""The README's examples are run, and what it shows is what is printed."""

import csv
import importlib.util
import json
import re
import shlex
import shutil
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.fixture(scope="module")
def generated() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generated", ROOT / "tools" / "generated.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("README.md", "brief"),
        ("NOTICE", "data files"),
        ("docs/contract.md", "fields"),
        ("docs/mathematics.md", "ranges"),
        ("docs/voices.md", "known failures"),
        ("docs/voices.md", "scales"),
        ("docs/codebook.md", "columns of csv"),
        ("docs/codebook.md", "columns of acled"),
        ("docs/codebook.md", "values"),
        ("docs/codebook.md", "codes"),
        ("docs/codebook.md", "fields"),
    ],
)
def test_the_made_parts_are_up_to_date(generated, file, part):
    assert generated.current(file, part) == generated.PARTS[file, part](), "run: make generated"


def test_the_readme_s_second_command_gives_the_brief_it_shows(sayso):
    [command] = re.findall(r"^\$ \.venv/bin/sayso (.*)$", README, re.M)
    args = [ROOT / arg if arg.startswith("samples/") else arg for arg in shlex.split(command)]
    result = sayso(*args)
    assert result.exit_code == 0
    words = README.partition("```text\n")[2].partition("\n```")[0].split()
    assert result.stdout.split() == words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_of_a_page_runs_from_top_to_bottom(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    held: dict[str, object] = {}
    for code in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.S):
        exec(compile(code, page.name, "exec"), held)


def test_the_readme_s_python_prints_who_says_it(capsys):
    [code] = re.findall(r"```python\n(.*?)```", README, re.S)
    exec(compile(code, "README.md", "exec"), {})
    assert "mayor" in capsys.readouterr().out


def test_the_commands_of_the_manual_run_as_they_stand(sayso, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "samples", "samples")
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    commands = re.findall(r"^\$ sayso (.*)$", page, re.M)
    assert len(commands) > 12
    report = None
    for command in commands:
        result = sayso(*shlex.split(command.replace("0" * 16, report or "")))
        assert result.exit_code == 0, (command, result.stderr)
        to_a_file = command.split()[0] in ("sample", "forget") or " -o " in command
        assert result.stdout or to_a_file, command
        if report is None:
            report = json.loads(sayso("reports", "--format", "json").stdout)[0]["id"]
        if command.startswith("sample"):
            sheet = list(csv.reader(Path("sheet.csv").read_text("utf-8-sig").splitlines()))
            right = sheet[0].index("right")
            rows = [[*row[:right], "y", *row[right + 1 :]] for row in sheet[1:]]
            with Path("marked.csv").open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([sheet[0], *rows])
    assert json.loads(sayso("reports", "--format", "json").stdout)[0]["id"] != report


def test_the_manual_names_every_command_and_every_page(sayso):
    manual = (ROOT / "docs" / "cli.md").read_text("utf-8")
    commands = re.findall(r"^│ ([a-z]+) ", sayso("--help").stdout, re.M)
    assert len(commands) >= 10
    for command in commands:
        assert re.search(rf"`(?:sayso )?{command}`", manual), command
    pages = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    named = {page for entry in pages for page in entry.values()}
    assert named == {page.name for page in (ROOT / "docs").glob("*.md")}


def test_the_commands_that_the_readme_names_are_there(sayso):
    named = set(re.findall(r"`sayso ([a-z]+)", README))
    listed = sayso("--help").stdout
    assert {"read", "reports", "statements", "show", "serve"} <= named
    for name in named:
        assert re.search(rf"\b{name}\b", listed), name


def test_the_options_that_the_readme_names_are_there(sayso):
    helped = "".join(
        sayso(command, "--help").stdout
        for command in (
            "read",
            "statements",
            "evaluate",
            "sample",
            "situation",
            "what-if",
            "forecasts",
        )
    )
    for option in set(re.findall(r"--[a-z][a-z-]+", README)):
        assert option in helped, option


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_sample_is_rich(sayso):
    """What the README promises to keep apart is all in the sample's reading."""
    result = sayso("read", ROOT / "samples/harbour-talks.txt", "--format", "json", "--no-ledger")
    reading = json.loads(result.stdout)
    assert {s["kind"] for s in reading["statements"]} == {"event", "figure", "cause", "remark"}
    assert {s["stance"] for s in reading["statements"]} >= {"asserted", "recommended", "questioned"}
    assert any(s["polarity"] == "negative" for s in reading["statements"])
    assert reading["report"]["dateline"]["entity"] is not None
