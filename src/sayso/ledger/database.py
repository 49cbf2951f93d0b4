"""The connection: how SQLite is set up, one writer at a time, migrations on opening."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL

from sayso.ledger.errors import LedgerError, told_plainly
from sayso.ledger.location import told
from sayso.ledger.schema import HEAD, VERSION_TABLE

WAIT: Final = 60.0
"""Seconds a writer waits for another before it gives up."""

#: Seconds within which two processes that make a ledger at once must be past each other.
_MEETING: Final = 5.0

_WRITE = "sayso_write"


def connect(url: URL, *, create: bool, wait: float = WAIT) -> Engine:
    """An engine on a ledger whose tables are those of this version.

    Raises :class:`LedgerError` where there is no ledger and ``create`` is false, where the file is
    something else, and where a newer Sayso made it.
    """
    name = told(url)
    if url.get_backend_name() == "sqlite":
        _check_file(url.database, create)
    with told_plainly(name):
        engine = create_engine(url, connect_args=_arguments(url, wait))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    try:
        with told_plainly(name):
            _bring_up_to_date(engine, name)
    except LedgerError:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the ledger throughout."""
    with told_plainly(told(engine.url)), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the ledger's one writing place from the start; all or nothing."""
    with told_plainly(told(engine.url)), engine.connect() as connection:
        writer = connection.execution_options(**{_WRITE: True})
        with writer.begin():
            yield writer


def wipe(engine: Engine) -> bool:
    """Fold the write-ahead log into the file and empty it; False where a reader prevented it."""
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchall()[0]
        cursor.close()
    except sqlite3.OperationalError:
        return False
    finally:
        raw.close()
    return not busy


def _check_file(database: str | None, create: bool) -> None:
    if not database or database == ":memory:":
        return
    path = Path(database)
    if path.is_dir():
        raise LedgerError(f"the ledger {path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise LedgerError(f"the ledger {path}: there is no folder {path.parent}")
    if not create and not path.exists():
        raise LedgerError(f"there is no ledger at {path}; `sayso read` makes one")


def _arguments(url: URL, wait: float) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"timeout": wait, "check_same_thread": False}
    return {}


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Readers beside one writer (WAL); what is deleted is overwritten (secure_delete)."""
    connection.isolation_level = None  # transactions are begun by _begin, not by the driver
    cursor = connection.cursor()
    _switch_to_wal(cursor)
    for pragma in ("synchronous=NORMAL", "secure_delete=ON", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
        cursor.fetchall()
    cursor.close()


def _switch_to_wal(cursor: sqlite3.Cursor) -> None:
    """Put the file into WAL. SQLite does not wait for a lock here, whatever its timeout says, and
    two processes that make a ledger at once may meet; so it is tried again.
    """
    until = time.monotonic() + _MEETING
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.fetchall()
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin(connection: Connection) -> None:
    """A writer takes its place at once: one that began as a reader could not wait for it later."""
    immediate = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _bring_up_to_date(engine: Engine, name: str) -> None:
    with engine.connect() as connection, connection.begin():
        if _version(connection) == HEAD:
            return
    with writing(engine) as connection:
        version = _version(connection)  # another process may have been quicker
        if version == HEAD:
            return
        if version is None and inspect(connection).get_table_names():
            raise LedgerError(f"the database {name} is no ledger of Sayso's")
        _migrate(connection, version, name)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return None if found is None else str(found)


def _migrate(connection: Connection, version: str | None, name: str) -> None:
    # Alembic is slow to import and wanted only when a ledger is new or old.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    known = {r.revision for r in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise LedgerError(f"the ledger {name} was made by a newer Sayso; bring this one up to date")
    command.upgrade(config, "head")
