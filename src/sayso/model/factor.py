"""Factors as one report words them: what a driver or an effect speaks of, normalised."""

from typing import Literal

from sayso.model.base import Span, Value

Direction = Literal["+", "-"]


class Term(Value):
    """One thing a side of a cause speaks of: who, what, where, and which way it is turned.

    ``name`` is in plain words ("airstrikes in Libya"); ``what`` is what it is, in lemmas, less whom
    and where ("airstrike"), and ``head`` its bearing noun. ``actor`` is the entity whose act or
    state it is, ``recipient`` the one it falls on, ``place`` where it is; each is null where the
    report does not say. ``direction`` is "-" where the words have less of it or none ("no
    airstrikes"), and ``words`` are those that say so. ``definite`` marks one that is spoken of as
    known ("the blockade"), ``private`` one that is about somebody without a public office: it is
    never grouped with another report's. ``rules`` names what made the term.
    """

    name: str
    what: str
    head: str
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    direction: Direction = "+"
    words: tuple[Span, ...] = ()
    definite: bool = False
    private: bool = False
    rules: tuple[str, ...] = ()
