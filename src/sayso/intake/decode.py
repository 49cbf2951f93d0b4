"""Bytes to text."""

import codecs

from sayso.intake.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = frozenset(range(32)) - frozenset(b"\t\n\r\f\v\x1b\x1a")
_SAMPLE = 200_000


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, which is no part of the text, else UTF-8, else
    by the likeliest older encoding.

    Raises :class:`InputError` for binary data and for bytes in no known encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _older(data)
    if any(chr(byte) in text for byte in _BINARY):
        raise InputError("binary data, not text")
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(
            f"the bytes are not in the encoding they begin with ({encoding})"
        ) from None


def _older(data: bytes) -> str:
    """Text in an encoding before Unicode, told by the likelihood of what it says."""
    if sum(byte in _BINARY for byte in data[:_SAMPLE]) > len(data[:_SAMPLE]) // 1_000:
        raise InputError("binary data, not text")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise InputError("the encoding is unknown")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        raise InputError(f"the encoding is unknown ({best.encoding} does not hold)") from None
