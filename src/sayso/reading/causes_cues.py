"""The connectives that causes are worded with, from the lexicon ``cause_links``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.loader import lexicon
from sayso.model import Relation
from sayso.reading.causes_spans import Sign


@dataclass(frozen=True, slots=True)
class Link:
    """A connective: its words, what it says, and any test it must pass."""

    words: tuple[str, ...]
    kind: str
    sign: Sign
    relation: Relation
    test: str
    weak: bool
    reverse: bool = False

    @property
    def confidence(self) -> float:
        """How well such a cue is read: less where it may be mere sequence or company."""
        return 0.5 if self.weak else 0.75

    @property
    def rule(self) -> str:
        """The name of the rule, by the cue's words."""
        return f"causes.link.{'_'.join(self.words)}"


@dataclass(frozen=True, slots=True)
class Reason:
    """A group of heads beside which small prepositions give the reason or the goal."""

    name: str
    heads: frozenset[str]
    relation: Relation
    things_only: bool


@lru_cache(maxsize=1)
def links() -> Mapping[str, tuple[Link, ...]]:
    """The connectives by their first word, the longest first."""
    found: dict[str, list[Link]] = {}
    for kind in ("prepositions", "subordinators", "adverbs"):
        for entry in lexicon("cause_links")[kind]:
            cue = tuple(str(entry["cue"]).split())
            link = Link(
                cue,
                kind,
                entry.get("sign", "+"),
                entry.get("relation", "cause"),
                entry.get("test", ""),
                bool(entry.get("weak")),
                bool(entry.get("reverse")),
            )
            found.setdefault(cue[0], []).append(link)
    return {k: tuple(sorted(v, key=lambda x: -len(x.words))) for k, v in found.items()}


@lru_cache(maxsize=1)
def reasons() -> Mapping[str, tuple[Reason, ...]]:
    """The groups of heads beside which each small preposition gives a reason or a goal."""
    found: dict[str, list[Reason]] = {}
    for name, group in lexicon("cause_links")["reasons"].items():
        reason = Reason(
            name,
            frozenset(str(h) for h in group["heads"]),
            group.get("relation", "cause"),
            bool(group.get("things_only")),
        )
        for cue in group["cues"]:
            found.setdefault(cue, []).append(reason)
    return {cue: tuple(groups) for cue, groups in found.items()}
