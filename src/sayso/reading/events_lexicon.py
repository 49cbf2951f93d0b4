"""The event lexicon: patterns of verbs and nouns, and which of them a clause or noun phrase meets.

A pattern is a lemma with conditions, as ``event_verbs.yaml`` and ``event_nouns.yaml`` explain; the
facts it is held against are gathered from the parse by :mod:`sayso.reading.events_scene`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sayso.knowledge.loader import lexicon


@dataclass(frozen=True, slots=True)
class Code:
    """One row of ``event_codes.yaml``: what a trigger stands for."""

    name: str
    plover: str | None
    mode: str | None
    cameo: str | None
    acled: str | None
    to: tuple[str, ...]
    absorbs: bool
    mutual: bool
    theme: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a pattern: a slot (``obj``, ``subj``, ``adj``, ``mod``, ``inf``, ``+``,
    ``~``, or a bare flag), for ``~`` the preposition, and the words that fill it (none: any).
    """

    slot: str
    name: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A lemma's reading as an act. ``recipient`` says whence the recipient comes, empty for the
    code's own way; ``flags`` are ``patient`` and ``doer`` of nouns.
    """

    code: Code
    conditions: tuple[Condition, ...]
    recipient: tuple[str, ...]
    flags: frozenset[str]

    def binds(self, slot: str) -> bool:
        """Does the pattern ask for particular words in a slot?"""
        return any(c.slot == slot and c.values for c in self.conditions)


@dataclass(slots=True)
class Facts:
    """What a pattern is held against. ``slots`` maps a slot to the words that fill it, ``preps`` a
    preposition to its objects' words; ``flags`` are the bare ones that hold.
    """

    slots: dict[str, frozenset[str]] = field(default_factory=dict)
    preps: dict[str, set[str]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)

    def meets(self, condition: Condition) -> bool:
        """Does one condition hold?"""
        if condition.slot.startswith("!"):
            return condition.slot[1:] not in self.flags
        if condition.slot == "~":
            filled = self.preps.get(condition.name)
            return filled is not None and (
                not condition.values or not condition.values.isdisjoint(filled)
            )
        if condition.slot == "+":
            return condition.name in self.slots.get("+", ())
        if condition.values:
            return not condition.values.isdisjoint(self.slots.get(condition.slot, ()))
        return condition.slot in self.flags


def best(patterns: Iterable[Pattern], facts: Facts) -> Pattern | None:
    """The first pattern of most conditions whose conditions all hold, or None."""
    for pattern in patterns:
        if all(facts.meets(condition) for condition in pattern.conditions):
            return pattern
    return None


@lru_cache(maxsize=1)
def codes() -> dict[str, Code]:
    """Every code of the lexicon by name."""
    rows: dict[str, dict[str, Any]] = lexicon("event_codes")["codes"]
    return {
        name: Code(
            name=name,
            plover=row.get("plover"),
            mode=row.get("mode"),
            cameo=row.get("cameo"),
            acled=row.get("acled"),
            to=tuple(row["to"].split()),
            absorbs=bool(row.get("absorbs")),
            mutual=bool(row.get("mutual")),
            theme=row.get("theme", "any"),
        )
        for name, row in rows.items()
    }


@lru_cache(maxsize=1)
def classes() -> dict[str, frozenset[str]]:
    """The word classes that patterns name with ``@``."""
    return {k: frozenset(v) for k, v in lexicon("event_classes")["classes"].items()}


@lru_cache(maxsize=1)
def verb_patterns() -> dict[str, tuple[Pattern, ...]]:
    """Lemma to its patterns, those with most conditions first."""
    return _by_lemma(lexicon("event_verbs")["verbs"])


@lru_cache(maxsize=1)
def noun_patterns() -> dict[str, tuple[Pattern, ...]]:
    """Lemma to its patterns, those with most conditions first."""
    return _by_lemma(lexicon("event_nouns")["nouns"])


@lru_cache(maxsize=1)
def abstract_nouns() -> frozenset[str]:
    """Nouns that are no participant of an act themselves: acts, papers, talks, aid, attitudes."""
    named = lexicon("event_classes")["abstract"]
    parts = [classes()[name] for name in named["classes"]]
    return frozenset(named["words"]).union(noun_patterns(), *parts)


def _by_lemma(entries: dict[str, list[str]]) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for code, patterns in entries.items():
        for text in patterns:
            lemma, pattern = _parsed(codes()[code], text)
            found.setdefault(lemma, []).append(pattern)
    return {
        lemma: tuple(sorted(patterns, key=lambda p: -_weight(p)))
        for lemma, patterns in found.items()
    }


def _weight(pattern: Pattern) -> int:
    """Who does it says more than to whom, a word more than a flag."""
    return sum(
        3 if c.slot == "subj" else 2 if c.values or c.slot == "+" else 1 for c in pattern.conditions
    )


def _parsed(code: Code, text: str) -> tuple[str, Pattern]:
    body, _, recipient = text.partition(" > ")
    lemma, *parts = body.split()
    flags = frozenset(p for p in parts if p in ("patient", "doer"))
    conditions = tuple(_condition(p) for p in parts if p not in flags)
    return lemma, Pattern(code, conditions, tuple(recipient.split()), flags)


def _condition(text: str) -> Condition:
    head, _, values = text.partition(":")
    filled: set[str] = set()
    for value in values.split("|") if values else ():
        filled |= classes()[value[1:]] if value.startswith("@") else {value}
    if head[0] in "~+":
        return Condition(head[0], head[1:], frozenset(filled))
    return Condition(head, "", frozenset(filled))
