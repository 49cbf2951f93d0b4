#!/usr/bin/env python3
"""How fast reports are read, beside the bare spaCy pipeline on the same texts and cores.

    python bench/speed.py [REPORTS.jsonl] [--workers 2] [--first N] > speed.json

REPORTS has one report a line (``id``, ``text``); by default the Wikinews texts under the folder
SAYSO_SHARED names, else ``../shared``. Words are what white space parts. The figures leave out the
start: workers have loaded pipeline and knowledge when the clock starts. Memory is the most a worker
was resident with (what Linux tells in VmHWM). A cold start is a whole process that reads one
report. Where nothing else runs on the machine the figures can be trusted; beside other work not.
"""

import argparse
import json
import multiprocessing
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from sayso.intake import report_of
from sayso.model import Reading, Report
from sayso.reading.analysis import BATCH, normalise, pipeline
from sayso.reading.settings import DEFAULT_PIPELINE, Settings
from sayso.scale import open_crew
from sayso.scale.reading import read_with

SHARED = Path(os.environ.get("SAYSO_SHARED") or Path(__file__).resolve().parents[2] / "shared")
PLAIN = SHARED / "gold" / "plain_wikinews_2019_2020.jsonl"
COLD_RUNS = 3


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", nargs="?", type=Path, default=PLAIN)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--first", type=int, default=None, help="only so many reports")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    options = parser.parse_args()
    with options.reports.open(encoding="utf-8") as handle:
        rows = [json.loads(line) for line in handle if line.strip()][: options.first]
    reports = [report_of(row) for row in rows]
    words = sum(len(report.text.split()) for report in reports)
    bare = time_bare([normalise(r) for r in reports], options.workers, options.pipeline)
    figures = {
        "reports": len(reports),
        "words": words,
        "workers": options.workers,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **time_reading(reports, words, options.workers, options.pipeline),
        "bare_pipeline_words_per_second": round(words / bare),
        "cold_start_one_report_seconds": time_cold(reports[0]),
    }
    print(json.dumps(figures))


def time_reading(reports: Sequence[Report], words: int, workers: int, name: str) -> dict[str, Any]:
    """Words a second after the start, the start, and the most memory of a worker."""
    began = time.perf_counter()
    with open_crew(workers, None, Settings(name)) as crew:
        started = time.perf_counter()
        watch = MemoryWatch()
        read = sum(isinstance(outcome, Reading) for outcome in read_with(crew, reports))
        seconds = time.perf_counter() - started
        peak = watch.stop()
    return {
        "read": read,
        "seconds": round(seconds, 2),
        "words_per_second": round(words / seconds),
        "start_seconds": round(started - began, 2),
        "peak_mib_a_worker": peak,
    }


class MemoryWatch:
    """The most memory that any process under this one was resident with, in MiB."""

    def __init__(self) -> None:
        self._most = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The figure; this process's own where it has no children."""
        self._done.set()
        self._thread.join()
        return round(self._most or resident_mib(psutil.Process()))

    def _look(self) -> None:
        while True:
            for child in psutil.Process().children(recursive=True):
                self._most = max(self._most, resident_mib(child))
            if self._done.wait(1.0):
                return


def resident_mib(process: psutil.Process) -> float:
    """The most a process was resident with: Linux keeps count, elsewhere it is what it has now."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
        kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
        return int(kib) / 1024
    except (OSError, StopIteration):
        try:
            return float(process.memory_info().rss) / 2**20
        except psutil.Error:
            return 0.0


def time_bare(texts: Sequence[str], workers: int, name: str) -> float:
    """Seconds that the pipeline alone takes over the texts in as many processes, loaded first."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(workers + 1)
    # By length in turn, so that each process has as much to do.
    shares = [sorted(texts, key=len)[start::workers] for start in range(workers)]
    processes = [context.Process(target=parse_share, args=(share, name, ready)) for share in shares]
    for process in processes:
        process.start()
    ready.wait()
    began = time.perf_counter()
    for process in processes:
        process.join()
    return time.perf_counter() - began


def parse_share(texts: Sequence[str], name: str, ready: Any) -> None:
    """Load the pipeline, wait for the others, parse."""
    nlp = pipeline(name)
    ready.wait()
    for _ in nlp.pipe(texts, batch_size=BATCH):
        pass


def time_cold(report: Report) -> float:
    """Seconds a whole process takes to read one report by the command, the median of some runs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(report.text, encoding="utf-8")
        command = [sys.executable, "-c", "from sayso.cli import main; main()"]
        command += ["read", str(path), "--format", "json", "--no-ledger"]
        return round(median(timed(lambda: run(command)) for _ in range(COLD_RUNS)), 2)


def run(command: Sequence[str]) -> None:
    """Run a command; its fault is this one's."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def timed(what: Callable[[], None]) -> float:
    """Seconds that a call takes."""
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
