"""Whose names leave the ledger: those of private persons do not, unless that is asked for.

Who is private is what :mod:`sayso.ledger.names` says (the design's rule 11): a person of whom no
public office is known. An export gathers what many reports say, so such a person stands in it as
"person", and in the words of a report as "[name]".
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from sayso.ledger.names import is_public, name_key, private_spans
from sayso.model import Entity, Link, Reading

ROLE: Final = "person"
HIDDEN: Final = "[name]"

_SHORTEST = 3  # letters of a part of a name that is hidden by itself ("al", "de" are not)
_BESIDE = re.compile(rf"{re.escape(HIDDEN)}(?:[ \t]+{re.escape(HIDDEN)})+")
_NO_LETTERS = re.compile(r"[\W_]+")


class Veil:
    """The names of one reading's private persons, and every text without them.

    ``names`` lifts it: everything is then given as it stands.
    """

    def __init__(self, reading: Reading, *, names: bool = False) -> None:
        self._reading = reading
        self._lifted = names

    def name(self, entity: Entity) -> str:
        """An entity's name; "person" for a private person whom the report names. One whom it only
        describes ("nurse") goes by that.
        """
        if self._lifted or is_public(entity) or entity.kind == "place":
            return entity.name
        if entity.kind == "person" and (_is_named(entity) or not _is_role(entity.name)):
            return ROLE
        return self.text(entity.name)

    def link(self, entity: Entity) -> Link | None:
        """An entity's link, none for a private person."""
        hidden = entity.kind == "person" and not is_public(entity) and not self._lifted
        return None if hidden else entity.link

    def words(self, start: int, end: int) -> str:
        """The report's words from ``start`` to ``end`` with private names as "[name]"."""
        said = self._reading.report.text[start:end]
        if self._lifted:
            return said
        spans = [
            (max(first, start) - start, min(last, end) - start)
            for first, last in self._spans
            if first < end and start < last
        ]
        return _hide(said, [*spans, *self._found(said)])

    def text(self, said: str) -> str:
        """Any other words (a headline) with private names as "[name]"."""
        return said if self._lifted else _hide(said, self._found(said))

    def address(self, url: str | None) -> str | None:
        """A report's address; none where it spells a private name."""
        if url is None or self._lifted:
            return url
        words = _NO_LETTERS.split(name_key(unquote(url)))
        run = "".join(words)  # "…/JanThal": no border between the words
        spelt = any(name_key(part) in words for part in self._parts) or any(
            _NO_LETTERS.sub("", name_key(name)) in run for name in self._private if " " in name
        )
        return None if spelt else url

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return private_spans(self._reading)

    @cached_property
    def _private(self) -> frozenset[str]:
        """The names in full, as they are written anywhere in the report."""
        named = [e for e in self._reading.entities if e.kind == "person" and _is_named(e)]
        spoken = (
            " ".join(name.split())
            for e in named
            if not is_public(e)
            for name in (e.name, *(m.text for m in e.mentions if m.form == "name"))
        )
        return frozenset(name for name in spoken if name != name.lower())

    @cached_property
    def _parts(self) -> frozenset[str]:
        """The single words of those names, but for what names a place or somebody public too."""
        others = {
            word
            for e in self._reading.entities
            if is_public(e) or e.kind == "place"
            for name in (e.name, *(m.text for m in e.mentions if m.form == "name"))
            for word in name.split()
        }
        words = {word for name in self._private for word in name.split()} - others
        return frozenset(w for w in words if len(w) >= _SHORTEST and w[0].isupper())

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        whole = (r"\s+".join(map(re.escape, n.split())) for n in self._private if " " in n)
        parts = (f"{re.escape(word)}|{re.escape(word.upper())}" for word in self._parts)
        either = [f"(?i:{name})" for name in sorted(whole, key=len, reverse=True)]
        either += sorted(parts, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)") if either else None

    def _found(self, said: str) -> Iterator[tuple[int, int]]:
        if self._pattern is not None:
            yield from (match.span() for match in self._pattern.finditer(said))


def _is_named(entity: Entity) -> bool:
    return any(m.form == "name" for m in entity.mentions)


def _is_role(name: str) -> bool:
    """Whether words end in a common noun ("Belgian official", "mediator of the Union"), as what
    somebody is called by and no name does.
    """
    head = name.partition(" of ")[0].split()
    return bool(head) and head[-1] == head[-1].lower() and head[-1][:1].isalpha()


def _hide(said: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words with :data:`HIDDEN` for each stretch; stretches that meet are one."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        if start >= at:
            parts += [said[at:start], HIDDEN]
        at = end
    return _BESIDE.sub(HIDDEN, "".join([*parts, said[at:]]))
