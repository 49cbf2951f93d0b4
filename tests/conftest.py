"""What every test stands on."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

os.environ.setdefault("OMP_NUM_THREADS", "1")

from sayso.api import knowledge as open_process_knowledge
from sayso.cli import app
from sayso.knowledge import Knowledge

# A shell that starts the tests in the background has them ignore Ctrl-C, and so would every process
# that they start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The gazetteer and the actor table, opened once for all tests."""
    return open_process_knowledge()


@pytest.fixture(autouse=True)
def own_ledger(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger of its own for each test that names none, never the user's."""
    path = tmp_path_factory.mktemp("ledger") / "sayso.db"
    monkeypatch.setenv("SAYSO_LEDGER", str(path))
    return path


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the gold data and the worked report, where it is there."""
    found = Path(os.environ.get("SAYSO_SHARED") or ROOT.parent / "shared")
    if not (found / "reports").is_dir():
        pytest.skip(f"the worked report is not here: no {found}/reports")
    return found


@pytest.fixture
def sayso() -> Callable[..., Result]:
    """The command line in this process: ``sayso("read", path)``, with ``input`` for its input."""

    def run(*args: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(arg) for arg in args], input=input)

    return run
