"""Reports: one published text with what is known about its publication."""

import hashlib
import json
from typing import Self

from sayso.model.base import Value


class Dateline(Value):
    """The place a report was filed from ("BEIRUT, Jan 5 (Reuters) -").

    ``start`` and ``end`` are the place's characters in the text; ``stop`` is where the report's
    prose begins, behind the dash or colon. ``entity`` is set by the reading.
    """

    text: str
    start: int
    end: int
    stop: int
    entity: str | None = None


class Report(Value):
    """One published text. ``text`` is canonical: every offset of a reading counts into it.

    ``sha256`` is the hash of the text; ``identity`` the hash of text, published date, publisher,
    agency, URL and input id, by which a ledger knows it. ``id`` is the input's id where one is
    given, else the first 16 hex digits of the identity. ``published`` is an ISO date.
    """

    id: str
    sha256: str
    identity: str
    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    dateline: Dateline | None = None
    language: str | None = None
    url: str | None = None
    text: str

    @classmethod
    def of(
        cls,
        text: str,
        *,
        input_id: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        agency: str | None = None,
        authors: tuple[str, ...] = (),
        published: str | None = None,
        dateline: Dateline | None = None,
        language: str | None = None,
        url: str | None = None,
    ) -> Self:
        """A report from its text and metadata, with its hashes and its id filled in."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        parts = [digest, published, publisher, agency, url, input_id]
        identity = hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
        return cls(
            id=input_id if input_id is not None else identity[:16],
            sha256=digest,
            identity=identity,
            title=title,
            publisher=publisher,
            agency=agency,
            authors=authors,
            published=published,
            dateline=dateline,
            language=language,
            url=url,
            text=text,
        )
