"""One row to one report: the only way a Report comes to be."""

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.intake.dates import iso_date
from sayso.intake.errors import InputError
from sayso.intake.header import header_of
from sayso.intake.language import language_code, language_of
from sayso.model import Report

#: Characters a report may have: ten times the longest news report; a book is not one report.
MOST_CHARACTERS = 1_000_000


def report_of(row: Mapping[str, Any]) -> Report:
    """The report of one row: ``text``, and where known ``id``, ``title``, ``publisher``,
    ``agency``, ``authors`` (names, or one), ``published``, ``url``, ``language``. Other keys are
    passed over.

    ``text`` is canonical: it is kept as given. What the row does not hold is taken from the text
    where that plainly says it (dateline, agency, byline, headline, a date with its year), and the
    language is told from the text. Nothing is guessed.

    Raises :class:`InputError` for a text that is missing, empty, too long or no Unicode text, a
    date that is no day, and metadata of another type.
    """
    text = _text(row.get("text"))
    header = header_of(text)
    published = _string(row, "published")
    language = _string(row, "language")
    return Report.of(
        text,
        input_id=_id(row.get("id")),
        title=_string(row, "title") or header.title,
        publisher=_string(row, "publisher"),
        agency=_string(row, "agency") or header.agency,
        authors=_authors(row.get("authors")) or header.authors,
        published=iso_date(published) if published else header.published,
        dateline=header.dateline,
        language=language_code(language) if language else language_of(text),
        url=_string(row, "url"),
    )


def _text(value: Any) -> str:
    if value is None:
        raise InputError("no text")
    if not isinstance(value, str):
        raise InputError(f"text is no string but {_kind(value)}")
    if not value.strip():
        raise InputError("the text is empty")
    if len(value) > MOST_CHARACTERS:
        raise InputError(too_long(len(value)))
    return _whole(value, "text")


def too_long(characters: int) -> str:
    """The fault of a text of so many characters."""
    return f"{characters:,} characters, more than the {MOST_CHARACTERS:,} of one report"


def _whole(value: str, name: str) -> str:
    """The string, which holds no half of a surrogate pair: that is no character, and no UTF-8."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{name} is no Unicode text: half a character at {error.start}") from None
    return value


def _string(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        if key == "published" and hasattr(value, "isoformat"):
            return str(value.isoformat())
        raise InputError(f"{key} is no string but {_kind(value)}")
    return " ".join(_whole(value, key).split()) or None


def _id(value: Any) -> str | None:
    """The input's id as a string; a number will do."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise InputError(f"id is no string but {_kind(value)}")
    return _whole(value, "id") or None


def _authors(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
        raise InputError("authors are no list of names")
    return tuple(kept for name in names if (kept := " ".join(_whole(name, "authors").split())))


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", int: "a number"}
    return names.get(type(value), "a number" if isinstance(value, float) else type(value).__name__)
