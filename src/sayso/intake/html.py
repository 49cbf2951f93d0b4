"""HTML pages: the article and what the page says of it."""

import logging
import re
from typing import Any

from sayso.intake.errors import InputError

#: Words an article has at least; what is shorter is a menu, a notice or a login page.
FEWEST_WORDS = 30

_SENTENCE_END = re.compile(r"[.!?…。؟।][\"'”’»)\]]*(?:\s|$)")


def row_of_html(data: bytes) -> dict[str, Any]:
    """The row of a page: ``text`` is the article's paragraphs, one a line; title, publisher,
    authors, day of publication and address are the page's own metadata (OpenGraph, JSON-LD, meta
    tags), each left out where the page does not say.

    Raises :class:`InputError` where the page holds no article.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    page = trafilatura.bare_extraction(
        data,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        include_formatting=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if page is None or isinstance(page, dict):
        raise InputError("no article in the page")
    text = page.text
    if not text or len(text.split()) < FEWEST_WORDS or not _SENTENCE_END.search(text):
        raise InputError("no article in the page")
    return {
        "text": text,
        "title": page.title,
        "publisher": page.sitename,
        "authors": [name for name in re.split(r";\s*", page.author or "") if name],
        "published": page.date,
        "url": page.url,
    }
