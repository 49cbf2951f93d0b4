"""The search for words, the one part that hangs on SQLite (FTS5).

Two columns are indexed: ``text``, a statement's words, searched within one report; and
``public_text``, the same with the names of private persons blanked out, searched across reports.
On another database words are sought with LIKE, one after another.
"""

import re

from sqlalchemy import ColumnElement, Connection, Integer, and_, column, select, text

from sayso.ledger.errors import QueryError
from sayso.ledger.schema import statements

_PIECE = re.compile(r'"([^"]*)"|(\S+)')


def index(connection: Connection, reading: int) -> None:
    """Put the statements of a reading into the index."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "INSERT INTO statement_words(rowid, text, public_text) "
                "SELECT row, text, public_text FROM statements WHERE reading = :reading"
            ),
            {"reading": reading},
        )


def unindex(connection: Connection, reading: int) -> None:
    """Take the statements of a reading out of the index; to be done while their rows stand."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "INSERT INTO statement_words(statement_words, rowid, text, public_text) "
                "SELECT 'delete', row, text, public_text FROM statements WHERE reading = :reading"
            ),
            {"reading": reading},
        )


def scour(connection: Connection) -> None:
    """Write the index anew as one segment. Until then it only marks what was taken out as gone,
    and the words are still in the file.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO statement_words(statement_words) VALUES ('optimize')"))


def matches(words: str, dialect: str, *, within_report: bool) -> ColumnElement[bool]:
    """The condition that a statement holds all of ``words``: each word or "quoted phrase" whole,
    whatever its case and accents; ``word*`` stands for all that begin so.

    Raises :class:`QueryError` where there is no word in ``words``.
    """
    pieces = [
        (phrase or word).strip("*") + ("*" if word.endswith("*") else "")
        for phrase, word in _PIECE.findall(words.replace("\0", " "))
        if any(c.isalnum() for c in phrase or word)
    ]
    if not pieces:
        raise QueryError("no words to search for")
    name = "text" if within_report else "public_text"
    if dialect != "sqlite":
        sought = statements.c[name]
        return and_(*(sought.icontains(piece.strip("*"), autoescape=True) for piece in pieces))
    query = f"{name} : ({' AND '.join(_quoted(piece) for piece in pieces)})"
    found = select(column("rowid", Integer)).select_from(text("statement_words"))
    return statements.c.row.in_(
        found.where(text("statement_words MATCH :words")).params(words=query)
    )


def _quoted(piece: str) -> str:
    bare = piece.strip("*").replace('"', '""')
    return f'"{bare}"' + ("*" if piece.endswith("*") else "")
