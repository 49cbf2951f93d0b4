"""Reports out of paths: files, folders, and the standard input."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from sayso.intake.dates import iso_date
from sayso.intake.decode import decode
from sayso.intake.errors import InputError, InputFault
from sayso.intake.html import row_of_html
from sayso.intake.jsonl import rows_of_jsonl
from sayso.intake.language import language_code
from sayso.intake.markdown import row_of_markdown
from sayso.intake.pdf import row_of_pdf
from sayso.intake.row import MOST_CHARACTERS, report_of
from sayso.model import Report

Kind = Literal["text", "markdown", "html", "pdf", "jsonl"]

#: What a file is by its suffix. In a folder, other files are passed over.
SUFFIXES: Mapping[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
#: Bytes a file that holds one report may have; what is larger is not opened.
MOST_BYTES: Mapping[Kind, int] = {
    "text": 4 * MOST_CHARACTERS + 4,
    "markdown": 4 * MOST_CHARACTERS + 4,
    "html": 20_000_000,
    "pdf": 100_000_000,
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of every report, before what the input says; ``input`` is the kind of
    what is read, where it is not to be told from its name.
    """

    published: str | None = None
    publisher: str | None = None
    agency: str | None = None
    language: str | None = None
    input: Kind | None = None

    def __post_init__(self) -> None:
        """Raises :class:`InputError` for a day or a language that is none."""
        if self.published is not None:
            iso_date(self.published)
        if self.language is not None:
            language_code(self.language)


def reports_from(
    paths: Iterable[str], options: Options = Options()
) -> Iterator[Report | InputFault]:
    """The reports in files, folders (with all folders in them, by name) and the standard input
    (``-``, plain text unless ``options.input`` says otherwise), in the order of the paths. Nothing
    is opened before it is needed.

    What cannot be read gives an :class:`InputFault` in its place, and the rest is read.
    """
    for path in paths:
        if path == "-":
            yield from _read("standard input", options.input or "text", options, _stdin)
            continue
        try:
            yield from _reports_at(Path(path), options)
        except OSError as error:
            yield _fault(path, _reason(error))


def count_inputs(paths: Iterable[str], options: Options = Options()) -> int | None:
    """How many reports and faults :func:`reports_from` will give at most, without reading them;
    None where that cannot be known (the standard input).
    """
    total = 0
    for path in paths:
        if path == "-":
            return None
        files = _files(Path(path)) if Path(path).is_dir() else [Path(path)]
        total += sum(_count(file, options) for file in files)
    return total


def _count(file: Path | InputFault, options: Options) -> int:
    if isinstance(file, InputFault):
        return 1
    if (options.input or SUFFIXES.get(file.suffix.lower())) != "jsonl":
        return 1
    try:
        with file.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b"")) or 1
    except OSError:
        return 1


def _reports_at(path: Path, options: Options) -> Iterator[Report | InputFault]:
    if not path.is_dir():
        yield from _read_file(path, options)
        return
    found = False
    for file in _files(path):
        found = True
        if isinstance(file, InputFault):
            yield file
        else:
            yield from _read_file(file, options)
    if not found:
        yield _fault(str(path), f"no file to read in the folder ({', '.join(SUFFIXES)})")


def _files(folder: Path) -> Iterator[Path | InputFault]:
    """The files of known suffix under a folder, by name; hidden ones and links to folders are
    passed over. A folder that cannot be listed is a fault.
    """
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _fault(str(folder), _reason(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _files(entry)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def _read_file(path: Path, options: Options) -> Iterator[Report | InputFault]:
    try:
        kind = options.input or SUFFIXES.get(path.suffix.lower()) or _kind_by_content(path)
        yield from _read(str(path), kind, options, lambda: path.open("rb"))
    except OSError as error:
        yield _fault(str(path), _reason(error))


def _read(
    where: str,
    kind: Kind,
    options: Options,
    opened: Callable[[], AbstractContextManager[IO[bytes]]],
) -> Iterator[Report | InputFault]:
    with opened() as stream:
        if kind == "jsonl":
            yield from _rows(where, stream, options)
            return
        try:
            yield report_of(_over(_row(stream, kind), options))
        except InputError as error:
            yield _fault(where, str(error))


def _rows(where: str, stream: IO[bytes], options: Options) -> Iterator[Report | InputFault]:
    for number, row in rows_of_jsonl(stream):
        place = f"{where}:{number}"
        if isinstance(row, InputError):
            yield _fault(place, str(row))
            continue
        try:
            yield report_of(_over(row, options))
        except InputError as error:
            known = row.get("id")
            usable = isinstance(known, str | int) and not isinstance(known, bool)
            yield InputFault(place, _printable(str(known)) if usable else place, str(error))


def _row(stream: IO[bytes], kind: Kind) -> dict[str, Any]:
    most = MOST_BYTES[kind]
    data = stream.read(most + 1)
    if len(data) > most:
        raise InputError(
            f"more than {most:,} bytes, too large for one report (many reports go into JSON Lines)"
        )
    if not data:
        raise InputError("the file is empty")
    if kind == "pdf":
        return row_of_pdf(data)
    if kind == "html":
        return row_of_html(data)
    text = decode(data)
    return row_of_markdown(text) if kind == "markdown" else {"text": text}


def _kind_by_content(path: Path) -> Kind:
    """The kind of a file whose name does not tell it."""
    with path.open("rb") as stream:
        head = stream.read(1024).lstrip().lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    return "html" if head.startswith((b"<!doctype html", b"<html")) else "text"


def _over(row: Mapping[str, Any], options: Options) -> dict[str, Any]:
    """The row with what the user said in place of what it said itself."""
    said = {
        "published": options.published,
        "publisher": options.publisher,
        "agency": options.agency,
        "language": options.language,
    }
    return {**row, **{key: value for key, value in said.items() if value is not None}}


def _stdin() -> AbstractContextManager[IO[bytes]]:
    """The standard input as bytes, which is left open."""
    return nullcontext(sys.stdin.buffer)


def _fault(where: str, error: str) -> InputFault:
    return InputFault(_printable(where), _printable(where), error)


def _printable(name: str) -> str:
    """A name as it can be written: file names may hold bytes that are no text."""
    return name.encode("utf-8", "backslashreplace").decode()


def _reason(error: OSError) -> str:
    return {
        "FileNotFoundError": "no such file or folder",
        "PermissionError": "no permission to read it",
    }.get(type(error).__name__, error.strerror or str(error))
