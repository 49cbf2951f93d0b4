"""How lists are written: a table for people, JSON for programs, CSV for sheets.

Nothing but the result goes to standard output; words about it go to standard error.
"""

import csv
import errno
import io
import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Annotated, Any, Final, TextIO

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.ledger.cells import inert


class Format(StrEnum):
    """The forms a list is given in."""

    table = "table"
    json = "json"
    csv = "csv"


FormatOption = Annotated[
    Format, typer.Option("--format", help="A table for people, JSON for programs, or CSV.")
]

_PLAIN_WIDTH: Final = 120
_MIDDLE_WIDTH: Final = 20
_WIDE: Final = ("id", "headline", "words", "driver", "effect", "factor", "by way of", "evidence")
# Unicode's explicit overrides, embeddings and isolates.
_DIRECTIONS: Final = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def write_list(
    rows: Sequence[Any],
    format: Format,
    *,
    columns: Mapping[str, Callable[[Any], object]],
    fields: Sequence[str],
    empty: str,
) -> None:
    """Write rows to standard output.

    A table has ``columns``: headings, and what stands under them of a row. JSON and CSV have
    ``fields``, attributes of a row. ``empty`` is said on standard error where a table has no rows.
    """
    if format is Format.table:
        if rows:
            _table(rows, columns)
        else:
            say(empty)
        return
    held = [{name: getattr(row, name) for name in fields} for row in rows]
    if format is Format.json:
        write_text(json.dumps(held, ensure_ascii=False, indent=2) + "\n")
    else:
        write_text(_csv(held, fields))


def write_text(text: str) -> None:
    """Write text to standard output as UTF-8, whatever the terminal's encoding."""
    stream = typer.get_binary_stream("stdout")
    stream.write(text.encode("utf-8", "replace"))
    stream.flush()


@contextmanager
def text_out() -> Iterator[TextIO]:
    """Standard output for text as UTF-8, with line ends as they are given. What keeps it from being
    written names it (a pipe that nobody reads any more does not).
    """
    stream = typer.get_binary_stream("stdout")
    wrapper = io.TextIOWrapper(stream, "utf-8", "replace", newline="")
    try:
        yield wrapper
        wrapper.flush()
    except OSError as error:
        if error.errno == errno.EPIPE or error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror, "standard output") from error
    finally:
        with suppress(OSError):
            wrapper.detach()  # or it would close standard output with itself


def say(message: str) -> None:
    """A word on standard error."""
    typer.echo(message, err=True)


def console() -> Console:
    """A console on standard output; of a fixed width where nobody watches it, so that what is
    piped does not hang on the window.
    """
    return Console(
        file=sys.stdout, width=None if sys.stdout.isatty() else _PLAIN_WIDTH, highlight=False
    )


def write_line(text: Text | str = "", style: str = "") -> None:
    """Write one line; wrapped to the window where somebody watches, whole where it is piped."""
    out = console()
    out.print(text, style=style, soft_wrap=not out.is_terminal)


def clean(value: object, *, lines: bool = False) -> Text:
    """A report's words for a terminal: no markup, no control characters, no hidden direction marks
    (a report could otherwise move the cursor or hide words). ``lines`` keeps line breaks.
    """
    return Text("".join(_visible(c, lines) for c in str(value)))


def _visible(char: str, lines: bool) -> str:
    if char in "\n\t":
        return char if lines else " "
    if unicodedata.category(char) == "Cc" or unicodedata.bidirectional(char) in _DIRECTIONS:
        return "\N{REPLACEMENT CHARACTER}"
    return char


def _csv(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return held.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        value = "; ".join(str(item) for item in value)
    elif isinstance(value, Mapping):
        value = json.dumps(value, ensure_ascii=False)
    return inert(value) if isinstance(value, str) else value


def _table(rows: Sequence[Any], columns: Mapping[str, Callable[[Any], object]]) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in columns:
        # An id stays in one piece where it can, to be copied, and long words get the room.
        most = None if heading in _WIDE else _MIDDLE_WIDTH
        table.add_column(heading, overflow="fold", max_width=most)
    for row in rows:
        cells = (column(row) for column in columns.values())
        table.add_row(*(clean("" if cell is None else cell) for cell in cells))
    console().print(table)
