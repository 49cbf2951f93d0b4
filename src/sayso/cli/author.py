"""Who decides, for the commands that put an analyst's decisions into the ledger."""

import getpass

from sayso.cli.errors import fail


def author_of(given: str | None) -> str:
    """The name given (``--author``, ``SAYSO_AUTHOR``), else that of the login, in single spaces.

    Ends the command with a line that says so where nobody is named.
    """
    try:
        name = getpass.getuser() if given is None else given
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        name = ""
    if not name.strip():
        fail("nobody is named who decides: give --author or set SAYSO_AUTHOR")
    return " ".join(name.split())
