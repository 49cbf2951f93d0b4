"""Where the ledger is: an option, else the environment, else the working folder."""

import os
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from sayso.ledger.errors import LedgerError

ENVIRONMENT: Final = "SAYSO_LEDGER"
DEFAULT: Final = "sayso.db"
_BACKENDS: Final = ("sqlite", "postgresql")


def ledger_url(where: str | Path | None = None) -> URL:
    """The database URL of a ledger.

    ``where`` is a path or a database URL; without it ``SAYSO_LEDGER`` is asked, and then it is
    ``sayso.db`` in the working folder. Raises :class:`LedgerError` for a URL that cannot be one.
    """
    given = str(where or os.environ.get(ENVIRONMENT) or DEFAULT)
    if "://" not in given:
        return URL.create("sqlite", database=str(Path(given).expanduser()))
    try:
        url = make_url(given)
        backend = url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise LedgerError("the ledger's address is no path and no database URL") from error
    if backend not in _BACKENDS:
        raise LedgerError(f"a ledger cannot be kept in {backend}: use {' or '.join(_BACKENDS)}")
    return url


def told(url: URL) -> str:
    """The ledger's name for people: the file, or the URL without its password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.render_as_string(hide_password=True)
