"""Markdown: front matter and the text without its marks."""

import re
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]*\r?\n(?P<body>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
#: What the keys of front matter are called in a row.
_KEYS = {
    "id": "id",
    "title": "title",
    "publisher": "publisher",
    "source": "publisher",
    "agency": "agency",
    "author": "authors",
    "authors": "authors",
    "byline": "authors",
    "date": "published",
    "published": "published",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}


def row_of_markdown(text: str) -> dict[str, Any]:
    """The row of a Markdown file: metadata from its front matter (YAML between lines of ``---``),
    the title from there or from the heading it begins with, and ``text``: the words without their
    marks, a blank line between paragraphs, headings and list items. Code and HTML are left out.
    """
    front = _FRONT.match(text)
    row = _front_matter(front["body"]) if front else {}
    blocks = _blocks(MarkdownIt("commonmark").parse(text[front.end() if front else 0 :]))
    if blocks and blocks[0][0] == "h1":
        row.setdefault("title", blocks.pop(0)[1])
    return {**row, "text": "\n\n".join(words for _, words in blocks)}


def _front_matter(body: str) -> dict[str, Any]:
    """What the front matter says, under a row's names; nothing where it is no YAML mapping."""
    try:
        content = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError):
        return {}
    if not isinstance(content, dict):
        return {}
    lowered = {str(key).lower(): value for key, value in content.items() if value is not None}
    return {name: lowered[key] for key, name in _KEYS.items() if key in lowered}


def _blocks(tokens: list[Token]) -> list[tuple[str, str]]:
    """Each block of words with the tag it stands in."""
    found = []
    tag = "p"
    for token in tokens:
        if token.type.endswith("_open"):
            tag = token.tag
        elif token.type == "inline":
            words = "".join(_words(child) for child in token.children or ()).strip()
            if words:
                found.append((tag, words))
    return found


def _words(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return "\n" if token.type in ("softbreak", "hardbreak") else ""
