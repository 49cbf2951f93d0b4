"""What can go wrong with a ledger, each told in one line."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, NoSuchModuleError

from sayso.model import SaysoError


class LedgerError(SaysoError):
    """A ledger cannot be opened, read or written; the message is one line for people."""


class QueryError(LedgerError, ValueError):
    """What is asked of a ledger is no question: a date that is none, a kind that is not there."""


class UnknownIdError(LedgerError):
    """The ledger holds nothing of that id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"the ledger holds nothing called {wanted!r}")


# What SQLite says, and what a person can do with it.
_FAULTS = (
    ("database is locked", "is being written by another process; try again when it is done"),
    ("database table is locked", "is being written by another process; try again when it is done"),
    ("not a database", "is not a database"),
    ("malformed", "is damaged"),
    ("readonly database", "cannot be written (read-only)"),
    ("unable to open database file", "cannot be opened"),
    ("disk is full", "cannot be written: the disk is full"),
)


@contextmanager
def told_plainly(where: str) -> Iterator[None]:
    """Turn the database's own errors into a :class:`LedgerError` that names the ledger."""
    try:
        yield
    except (DBAPIError, DatabaseError) as error:
        said = str(error.orig or error).splitlines()[0]
        for sign, plain in _FAULTS:
            if sign in said:
                raise LedgerError(f"the ledger {where} {plain}") from error
        raise LedgerError(f"the ledger {where}: {said}") from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise LedgerError(f"the ledger {where} needs a driver: {error}") from error
