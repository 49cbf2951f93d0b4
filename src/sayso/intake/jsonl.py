"""JSON Lines: one row a line, read as they are needed."""

import json
from collections.abc import Iterator
from typing import IO, Any

from sayso.intake.errors import InputError

#: Bytes a line may have: a report of the greatest length with every character escaped.
LONGEST_LINE = 16_000_000


def rows_of_jsonl(stream: IO[bytes]) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """The rows of a stream with their line numbers, an :class:`InputError` for a line that is none.
    Blank lines are passed over. No more than one line is held at a time.
    """
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if not line.endswith(b"\n") and len(line) >= LONGEST_LINE:
            _skip_line(stream)
            yield number, InputError(f"a line of more than {LONGEST_LINE:,} bytes")
        elif line.strip():
            yield number, _row(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)


def _row(line: bytes) -> dict[str, Any] | InputError:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return InputError("the line is not UTF-8")
    except json.JSONDecodeError as error:
        return InputError(f"no JSON: {error.msg} (column {error.colno})")
    except (RecursionError, ValueError):
        return InputError("no JSON that can be read")
    return row if isinstance(row, dict) else InputError("the line is no JSON object")


def _skip_line(stream: IO[bytes]) -> None:
    while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
        pass
