"""Many workers: the same readings to the byte, in order, past faults, deaths and interruptions."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import dask
import distributed
import psutil
import pytest

from sayso.api import read_many
from sayso.ledger import open_ledger
from sayso.model import Reading, Report
from sayso.reading import reader
from sayso.reading.settings import PipelineError, Settings
from sayso.scale import Fault, Held, ScaleError, open_crew, read_items, told_progress
from sayso.scale import reading as scale_reading
from sayso.scale.reading import BATCH_ITEMS, read_with
from sayso.scale.work import CHUNK_CHARACTERS

PLACES = ("Norhaven", "Beirut", "Ost Varo", "Kharkiv", "Nairobi")
ACTS = (
    "Rebels shelled the port of {place} on Monday, killing at least {n} people, the mayor said.",
    "Police in {place} arrested {n} demonstrators after clashes, according to Reuters.",
    "“We may have to leave {place} because the road is mined,” said Anna Ruud, a nurse.",
    "The ministry denied that its aircraft had struck {place}, where {n} houses burned down.",
    "The truce collapsed last week, which prompted thousands to flee {place}.",
    "Officials warned that the siege of {place} could lead to famine within {n} weeks.",
)


def a_report(number: int, length: int = 4) -> Report:
    """A report unlike its neighbours, the same whenever it is asked for."""
    chance = random.Random(number)
    text = " ".join(
        chance.choice(ACTS).format(place=chance.choice(PLACES), n=chance.randint(2, 90))
        for _ in range(length)
    )
    return Report.of(text, input_id=f"r{number}", published="2031-03-05", language="en")


REPORTS = [a_report(n, 2 + n % 7) for n in range(24)]


def as_bytes(outcomes: object) -> dict[str, str]:
    read = [o for o in outcomes if isinstance(o, Reading)]  # type: ignore[attr-defined]
    return {reading.report.id: reading.to_json() for reading in read}


@pytest.fixture(scope="module")
def alone() -> dict[str, str]:
    return as_bytes(read_items(REPORTS))


def test_the_reports_here_are_worth_reading(alone: dict[str, str]) -> None:
    assert list(alone) == [report.id for report in REPORTS]
    assert sum(line.count('"kind":"event"') for line in alone.values()) > 10


def test_two_workers_give_the_same_bytes_in_the_same_order(
    alone: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale_reading, "CHUNK_CHARACTERS", 900)
    together = as_bytes(read_items(REPORTS, workers=2))
    assert list(together.items()) == list(alone.items())


@pytest.mark.parametrize("characters", [1, 1_500, 10**9])
def test_other_neighbours_give_the_same_bytes(
    alone: dict[str, str], characters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale_reading, "CHUNK_CHARACTERS", characters)
    shuffled = random.Random(characters).sample(REPORTS, len(REPORTS))
    assert as_bytes(read_items(shuffled)) == alone


def test_what_is_no_report_keeps_its_place() -> None:
    items = ["first", REPORTS[0], "between", "two", REPORTS[1], "last"]
    outcomes = list(read_items(items))
    shown = [o.report.id if isinstance(o, Reading) else o for o in outcomes]
    assert shown == ["first", "r0", "between", "two", "r1", "last"]
    assert list(read_items([])) == []


def test_what_is_held_is_not_read_and_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = reader.read_reports

    def watched(reports, *rest):  # type: ignore[no-untyped-def]
        read.extend(report.id for report in reports)
        return real(reports, *rest)

    monkeypatch.setattr(reader, "read_reports", watched)
    with open_crew() as crew:
        asked = []

        def is_held(report: Report, stamp: object) -> bool:
            asked.append(stamp)
            return report.id in ("r0", "r2")

        outcomes = list(read_with(crew, REPORTS[:4], is_held))
        assert asked == [crew.stamp] * 4
    assert [type(o) for o in outcomes] == [Held, Reading, Held, Reading]
    assert outcomes[2] == Held(REPORTS[2])
    assert read == ["r1", "r3"]


def test_a_report_that_cannot_be_read_is_a_fault_in_its_place(
    alone: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reader.read_reports

    def faulty(reports, *rest):  # type: ignore[no-untyped-def]
        for report in reports:
            if report.id == "r3":
                raise ValueError("no sense\nin this")
            yield from real([report], *rest)

    monkeypatch.setattr(reader, "read_reports", faulty)
    outcomes = list(read_items(REPORTS[:6]))
    assert outcomes[3] == Fault("r3", "ValueError: no sense")
    assert as_bytes(outcomes) == {k: v for k, v in list(alone.items())[:6] if k != "r3"}
    rows = [{"id": r.id, "text": r.text} for r in REPORTS[:6]]
    reading = read_many(rows)
    assert [next(reading).report.id for _ in range(3)] == ["r0", "r1", "r2"]
    with pytest.raises(RuntimeError, match="report r3: ValueError: no sense"):
        next(reading)


def counted(drawn: list[int]) -> Iterator[str | Report]:
    for number in range(100_000):
        drawn.append(number)
        yield f"item {number}" if number % 50 else REPORTS[0]


def test_the_input_is_drawn_as_it_is_needed() -> None:
    drawn: list[int] = []
    outcomes = read_items(counted(drawn))
    for _ in range(3):
        next(outcomes)
    assert len(drawn) <= BATCH_ITEMS
    outcomes.close()  # type: ignore[attr-defined]
    assert CHUNK_CHARACTERS < 50_000


def test_progress_is_shown_on_a_terminal_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(told_progress(iter("abc"), total=3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
    assert list(told_progress(iter("abc"), total=3, shown=True)) == ["a", "b", "c"]
    captured = capsys.readouterr()
    assert "3/3" in captured.err
    assert "left" in captured.err
    assert captured.out == ""
    assert list(told_progress(iter("abc"), shown=True)) == ["a", "b", "c"]
    assert "3/?" in capsys.readouterr().err


def test_a_pipeline_that_is_not_installed_is_told_whoever_reads() -> None:
    for workers in (1, 2):
        with pytest.raises(PipelineError, match="no_such_pipeline"):
            list(read_items(REPORTS[:1], workers=workers, settings=Settings("no_such_pipeline")))


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.scale.cluster.CONNECT_SECONDS", 0.5)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(ScaleError, match="no scheduler answers at"):
            list(read_items(REPORTS[:1], scheduler=address))


# A worker that reads this file at its start fails over some reports, and dies over others.
UNSOUND_WORKER = """
    import os
    from pathlib import Path
    from sayso.reading import reader

    # Run twice in one process, this must not wrap what it has wrapped.
    reader.sound = getattr(reader, "sound", reader.read_reports)

    def unsound(reports, *rest):
        for report in reports:
            if "Fail" in report.text:
                raise RuntimeError("told to fail")
            if "Die always" in report.text:
                os._exit(3)
            if "Die once" in report.text:
                mark = Path(report.title)
                if not mark.exists():
                    mark.touch()
                    os._exit(3)
            yield from reader.sound([report], *rest)

    reader.read_reports = unsound
"""


def test_workers_that_fail_and_die_lose_no_other_report(
    alone: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "unsound.py").write_text(dedent(UNSOUND_WORKER))
    monkeypatch.setattr(scale_reading, "CHUNK_CHARACTERS", 900)
    once = Report.of("Die once.", input_id="once", title=str(tmp_path / "died"), language="en")
    always = Report.of("Die always.", input_id="always", language="en")
    fails = Report.of("Fail.", input_id="fails", language="en")
    items = [*REPORTS[:5], once, *REPORTS[5:9], always, fails, *REPORTS[9:12]]
    told: list[str] = []
    patience = {"distributed.deploy.lost-worker-timeout": "10 minutes"}
    with (
        dask.config.set(patience),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=60,
            scheduler_kwargs={"allowed_failures": 1},
            preload=[str(tmp_path / "unsound.py")],
        ) as cluster,
    ):
        outcomes = list(read_items(items, scheduler=cluster.scheduler_address, notify=told.append))
    by_id = {item.id: outcome for item, outcome in zip(items, outcomes, strict=True)}
    assert by_id["fails"] == Fault("fails", "RuntimeError: told to fail")
    assert by_id["always"] == Fault("always", "every worker that read it died")
    assert isinstance(by_id["once"], Reading)
    sound = {k: v for k, v in as_bytes(outcomes).items() if k != "once"}
    assert sound == {report.id: alone[report.id] for report in REPORTS[:12]}
    assert told
    assert set(told) == {"a worker died; what it was reading is read again"}


RUN = """
    import sys
    sys.path.insert(0, {tests!r})
    from sayso.ledger import open_ledger
    from sayso.model import Reading
    from sayso.scale import read_items, reading
    from test_scale import a_report

    def main():
        reading.CHUNK_CHARACTERS = 1_000
        ledger = open_ledger({ledger!r})
        log = open({log!r}, "a", buffering=1)
        held = lambda report, stamp: ledger.has(report.identity, stamp)
        reports = (a_report(n, 10) for n in range(30))
        for outcome in read_items(reports, workers={workers}, is_held=held):
            if isinstance(outcome, Reading):
                ledger.add(outcome)
                print(outcome.report.id, file=log)

    if __name__ == "__main__":
        main()
"""


def script(tmp_path: Path, name: str, workers: int) -> tuple[list[str], Path, Path]:
    ledger, log, path = (tmp_path / f"{name}.{end}" for end in ("db", "log", "py"))
    tests = str(Path(__file__).parent)
    path.write_text(
        dedent(RUN.format(tests=tests, ledger=str(ledger), log=str(log), workers=workers))
    )
    return [sys.executable, str(path)], ledger, log


def start(command: list[str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def lines(log: Path) -> list[str]:
    return log.read_text().split() if log.exists() else []


def wait_for_lines(log: Path, count: int, process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + 90
    while len(lines(log)) < count:
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def family(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def gone(processes: list[psutil.Process], seconds: float = 20) -> bool:
    return not psutil.wait_procs(processes, timeout=seconds)[1]


def content(ledger: Path) -> list[tuple[str, str]]:
    with open_ledger(ledger, create=False) as opened:
        return [(row.id, opened.reading(row.id).to_json()) for row in opened.reports()]


def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    command, ledger, log = script(tmp_path, "killed", 2)
    process = start(command)
    wait_for_lines(log, 4, process)
    workers = family(process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert gone(workers)
    kept = [report for report, _ in content(ledger)]
    assert 4 <= len(kept) < 30

    assert subprocess.run(command, check=True, capture_output=True, text=True).stderr == ""
    read = lines(log)
    # Kept but not yet in the log is what the kill may leave between the two.
    assert sorted(read + [report for report in kept if report not in read]) == sorted(
        f"r{n}" for n in range(30)
    )

    whole, other, _ = script(tmp_path, "whole", 1)
    subprocess.run(whole, check=True)
    assert content(ledger) == content(other)


def test_an_interrupted_run_stops_at_once_and_leaves_nothing_running(tmp_path: Path) -> None:
    command, ledger, log = script(tmp_path, "stopped", 2)
    process = start(command)
    wait_for_lines(log, 2, process)
    workers = family(process)
    assert len(workers) >= 2
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, told = process.communicate(timeout=30)
    assert process.returncode != 0
    assert gone(workers)
    assert told.strip().endswith("KeyboardInterrupt")
    assert told.count("Traceback") == 1
    assert len(content(ledger)) >= 2


def test_a_script_that_does_not_mind_its_workers_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "bare.py"
    path.write_text(
        "import sayso.api\nlist(sayso.api.read_many([{'text': 'Shells fell.'}], workers=2))\n"
    )
    done = subprocess.run(
        [sys.executable, str(path)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert 'if __name__ == "__main__"' in done.stderr
