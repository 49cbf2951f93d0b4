"""Names as keys, and whose names may lead from one report to another.

The design's rule 11: only public office-holders and organisations are joined across reports; a
private person lives inside one report. So the keys by which statements of several reports are
found, and the words that are searched across reports, are made here and nowhere else.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from sayso.model import Entity, Reading, Statement

Use = Literal["actor", "place"]

_PERSONAL_KINDS: Final = frozenset({"person", "people"})
_ARTICLE = re.compile(r"^the\s+")
_POSSESSIVE = re.compile(r"['’]s?$")


def name_key(name: str) -> str:
    """A name as it is compared: no case, no accents, no article, no possessive, single spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = " ".join(plain.split())
    return _POSSESSIVE.sub("", _ARTICLE.sub("", plain)).strip()


def is_public(entity: Entity) -> bool:
    """Whether an entity may be sought across reports: an organisation, an armed group, a
    government, a coalition, or a person of whom a public office is known.
    """
    return entity.is_public


def keys_of(entity: Entity) -> set[tuple[Use, str]]:
    """The keys an entity is found by, each with its use; none for a private person."""
    keys: set[tuple[Use, str]] = set()
    spoken = {name_key(entity.name)}
    spoken |= {name_key(m.text) for m in entity.mentions if m.form == "name"}
    spoken.discard("")
    if is_public(entity):
        keys |= {("actor", key) for key in spoken}
        if entity.kind == "person":
            keys |= {("actor", end) for key in spoken for end in _endings(key)}
    if entity.place is not None and entity.kind not in _PERSONAL_KINDS:
        keys |= {("place", key) for key in spoken}
    return keys


def _endings(key: str) -> Iterable[str]:
    """The last words of a name: "al assad" and "assad", by which an office-holder goes."""
    words = key.split()
    return (" ".join(words[i:]) for i in range(1, len(words)))


def private_spans(reading: Reading) -> list[tuple[int, int]]:
    """The characters that name private persons, in order."""
    return sorted(
        (m.start, m.end)
        for e in reading.entities
        if e.kind == "person" and not is_public(e)
        for m in e.mentions
        if m.form == "name"
    )


def public_text(statement: Statement, private: Sequence[tuple[int, int]]) -> str:
    """The statement's words with the names of private persons blanked out, for the search across
    reports. ``private`` is what :func:`private_spans` gave for the reading.
    """
    letters = list(statement.text)
    # Names may nest or reach in from before the statement: all that begin before its end count.
    for start, end in private[: bisect_left(private, (statement.end, 0))]:
        begin = max(start - statement.start, 0)
        stop = max(min(end, statement.end) - statement.start, begin)
        letters[begin:stop] = " " * (stop - begin)
    return "".join(letters)
