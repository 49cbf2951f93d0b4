"""Several processes and threads on one ledger: writers wait, readers do not."""

import multiprocessing
import sqlite3
import threading
import time

import pytest

from factories import harbour
from sayso.ledger import LedgerError, open_ledger


def _write(path: str, name: str, count: int) -> None:
    with open_ledger(path) as ledger:
        for n in range(count):
            ledger.add(harbour(publisher=f"{name} {n}"))


def test_processes_that_start_at_once_all_get_written(tmp_path):
    path = str(tmp_path / "x.db")
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, f"P{i}", 5)) for i in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with open_ledger(path, create=False) as ledger:
        assert len(ledger.reports()) == 10
        assert len(ledger.statements()) == 60


def test_threads_that_open_a_new_ledger_at_once(tmp_path):
    faults = []

    def work(name: str) -> None:
        try:
            _write(str(tmp_path / "x.db"), name, 4)
        except LedgerError as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(f"T{i}",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with open_ledger(tmp_path / "x.db") as ledger:
        assert len(ledger.reports()) == 24


def test_a_writer_waits_for_another_and_a_reader_does_not(tmp_path):
    path = tmp_path / "x.db"
    with open_ledger(path) as ledger:
        ledger.add(harbour())
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        assert len(ledger.statements()) == 6
        release = threading.Timer(0.5, lambda: other.execute("COMMIT"))
        release.start()
        begun = time.perf_counter()
        assert ledger.add(harbour(publisher="Inland Post"))
        assert time.perf_counter() - begun > 0.3
        release.join()
        other.close()


def test_a_writer_that_waited_too_long_says_so(tmp_path):
    path = tmp_path / "x.db"
    with open_ledger(path, wait=0.1) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="being written by another process"):
            ledger.add(harbour())
        other.execute("ROLLBACK")
        other.close()
        assert ledger.add(harbour())


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    from sayso.ledger import search

    with open_ledger(tmp_path / "x.db") as ledger:
        ledger.add(harbour())

        def fault(*_: object) -> None:
            raise RuntimeError("power cut")

        monkeypatch.setattr(search, "index", fault)
        with pytest.raises(RuntimeError):
            ledger.add(harbour(publisher="Inland Post"))
        monkeypatch.undo()
        assert len(ledger.reports()) == 1
        assert len(ledger.statements()) == 6
        assert ledger.add(harbour(publisher="Inland Post"))


def test_forgetting_beside_a_reader_tells_that_words_may_linger(tmp_path):
    path = tmp_path / "x.db"
    with open_ledger(path, wait=0.2) as ledger:
        ledger.add(harbour(input_id="a"))
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM reports").fetchone()
        assert ledger.forget("a").wiped is False
        reader.execute("COMMIT")
        reader.close()
