"""The README's examples are run, and what it shows is what is printed."""

import importlib.util
import json
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest

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


@pytest.mark.parametrize(("file", "part"), [("README.md", "brief"), ("NOTICE", "data files")])
def test_the_made_parts_are_up_to_date(generated, file, part):
    assert generated.current(file, part) == generated.PARTS[file, part](), "run: make generated"


def test_the_readme_s_second_command_gives_the_brief_it_shows(sayso):
    [command] = re.findall(r"^\$ \.venv/bin/sayso (.*)$", README, re.M)
    args = [ROOT / arg if arg.startswith("samples/") else arg for arg in shlex.split(command)]
    result = sayso(*args)
    assert result.exit_code == 0
    words = README.partition("```text\n")[2].partition("\n```")[0].split()
    assert result.stdout.split() == words


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.S))
def test_the_readme_s_python_runs(code, capsys):
    exec(compile(code, "README.md", "exec"), {})
    assert "mayor" in capsys.readouterr().out


def test_the_commands_that_the_readme_names_are_there(sayso):
    named = set(re.findall(r"`sayso ([a-z]+)", README))
    listed = sayso("--help").stdout
    assert {"read", "reports", "statements", "show", "serve"} <= named
    for name in named:
        assert re.search(rf"\b{name}\b", listed), name


def test_the_options_that_the_readme_names_are_there(sayso):
    helped = "".join(
        sayso(command, "--help").stdout for command in ("read", "statements", "evaluate", "sample")
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
