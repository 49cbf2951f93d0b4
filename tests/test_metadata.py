"""What the package says of itself agrees with itself, and names its sources."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import sayso

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DATA = [
    path
    for folder in ("src/sayso/knowledge/data", "src/sayso/intake/data")
    for path in sorted((ROOT / folder).iterdir())
]


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_the_notice_names_every_data_file(path):
    assert f"\n- {path.name}: " in (ROOT / "NOTICE").read_text("utf-8")


def test_the_notice_credits_what_the_licences_ask_for():
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for name in (
        "GeoNames",
        "creativecommons.org/licenses/by/4.0",
        "en_core_web_sm",
        "MIT licence",
    ):
        assert name in notice


def test_the_citation_has_the_version_and_the_licence():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == sayso.__version__
    assert citation["license"] == PROJECT["project"]["license"]


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
class TestLock:
    """A lock installs the same files anywhere, whatever index pip is set up with."""

    def test_it_names_no_index_and_no_place_of_this_machine(self, lock):
        text = (ROOT / lock).read_text()
        assert not re.search(r"^\s*(--index|--extra-index|--find-links|-e |-f )", text, re.M)
        assert not re.search(r"file:|://|\+cpu|^(torch|nvidia)", text, re.M)

    def test_every_requirement_has_its_hash(self, lock):
        for pinned in re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())[1:]:
            assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", pinned), pinned[:60]
            assert "--hash=sha256:" in pinned

    def test_it_holds_what_the_package_needs(self, lock):
        names = set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", (ROOT / lock).read_text(), re.M))
        for wanted in PROJECT["project"]["dependencies"]:
            name = re.match(r"[\w.-]+", wanted)
            assert name is not None
            assert name.group().lower().replace("_", "-") in names


def test_what_the_package_offers_is_there():
    for name in sayso.__all__:
        assert hasattr(sayso, name)


def test_modules_stay_under_400_lines():
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        if (count := len(path.read_text("utf-8").splitlines())) > 400
    ]
    assert not long
