"""PDF files: the text of their pages as paragraphs."""

import io
import logging
import re
from collections.abc import Iterator
from statistics import median
from typing import Any

from sayso.intake.dateline import find_dateline
from sayso.intake.errors import InputError
from sayso.intake.header import is_byline

#: Lines at the top of a page among which headline, byline and dateline are looked for.
HEAD_LINES = 12

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*$", re.I)
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")


def row_of_pdf(data: bytes) -> dict[str, Any]:
    """The row of a PDF: ``text`` is its paragraphs, a blank line between them, lines joined and
    words parted at a line's end made whole. The title and the dates that a PDF has of its own
    are the file's, not the report's, and are not taken.

    Raises :class:`InputError` where it is encrypted, broken, or holds no text (scanned pages).
    """
    try:
        pages = _by_pypdf(data)
    except InputError:
        raise
    except Exception:  # a broken file makes the parser fail in many ways; another may do better
        pages = []
    if not any(page.strip() for page in pages):
        pages = _by_pdfium(data)
    text = "\n\n".join(paragraph for page in pages for paragraph in _paragraphs(page))
    if not text.strip():
        raise InputError("no text in the PDF (are its pages pictures?)")
    return {"text": text}


def _by_pypdf(data: bytes) -> list[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opens(reader):
        raise InputError("the PDF is encrypted")
    return [page.extract_text() for page in reader.pages]


def _opens(reader: Any) -> bool:
    """Whether an encrypted file is open to everyone: it has an owner's password, but no user's."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # an unknown cipher, or a library for it that is not there
        return False


def _by_pdfium(data: bytes) -> list[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("the PDF is encrypted") from None
        raise InputError("the PDF is broken") from None
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    except pypdfium2.PdfiumError:
        raise InputError("the PDF is broken") from None
    finally:
        document.close()


def _paragraphs(page: str) -> Iterator[str]:
    """The paragraphs of a page. One ends at a blank line, or where a sentence ends on a line
    shorter than most.
    """
    lines = [line.strip() for line in page.replace("\x00", "").splitlines()]
    lines = [line for line in lines if not line or not _PAGE_NUMBER.match(line)]
    full = median([len(line) for line in lines if line] or [0])
    lines = list(_parted(lines))
    held = ""
    for line in lines:
        if not line:
            if held:
                yield held
            held = ""
            continue
        held = _joined(held, line)
        if _SENTENCE_END.search(line) and len(line) < 0.8 * full:
            yield held
            held = ""
    if held:
        yield held


def _parted(lines: list[str]) -> Iterator[str]:
    """The lines, with a blank line where headline, byline and prose meet at the top of a page."""
    below_byline = False
    for number, line in enumerate(lines):
        byline = number < HEAD_LINES and is_byline(line)
        if byline or below_byline or (number < HEAD_LINES and find_dateline(line, 0)):
            yield ""
        below_byline = byline
        yield line


def _joined(held: str, line: str) -> str:
    if not held:
        return line
    if re.search(r"[^\W\d_]-$", held) and line[0].islower():
        return held[:-1] + line
    return f"{held} {line}"
