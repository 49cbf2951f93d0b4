"""Decisions over factors and links: how each is put into words a ledger keeps, and read again.

=========  ==============================  ====================================================
kind       subjects                        value
=========  ==============================  ====================================================
merge      the factor kept, the others     ``name`` (or null)
split      the factor                      ``members``: each with ``report``, ``statement`` (its
                                           key) and ``side``
rename     the factor                      ``name``
narrow     the narrower factor of its own, ``term``: the broader term that is undone
           or a member's key
link       driver, effect                  ``sign``
=========  ==============================  ====================================================

``called`` in a value is what the subjects were called that day, for people. What reads decisions
takes those of ``Ledger.decisions()``, in their order, and passes over the undone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple, Self

from sayso.assembly.decisions import Proposed
from sayso.ledger import QueryError, StatementKey
from sayso.ledger.keys import match
from sayso.model import Decision, DecisionKind, Factor, Ground, Member, Situation

Side = Literal["driver", "effect"]
Sign = Literal["+", "-"]

_SIDES: Final[Mapping[str, Side]] = {"driver": "driver", "effect": "effect"}


class MemberKey(NamedTuple):
    """A factor's member by its statement and the side of it that it stands on."""

    statement: StatementKey
    side: Side

    def __str__(self) -> str:
        """As it stands among the subjects of a decision: ``<report>/cause:120-180#driver``."""
        return f"{self.statement}#{self.side}"

    @classmethod
    def parse(cls, subject: str) -> Self | None:
        """The key that a subject spells, or None."""
        spelt, _, side = subject.rpartition("#")
        statement = StatementKey.parse(spelt)
        return None if statement is None or side not in _SIDES else cls(statement, _SIDES[side])


class _Spot(NamedTuple):
    """A member's statement as it stands now, with its key for an id."""

    id: str
    kind: str
    start: int
    end: int


class Part(NamedTuple):
    """What a split takes out of a factor. ``id`` is the new factor's."""

    id: str
    decision: int
    members: tuple[MemberKey, ...]


class Narrowed(NamedTuple):
    """Broader terms undone: with the narrower factor's id, and with one member."""

    factors: frozenset[tuple[str, str]]
    members: frozenset[tuple[MemberKey, str]]


class OwnLink(NamedTuple):
    """A link that an analyst put in."""

    driver: str
    effect: str
    sign: Sign
    decision: int


class Placed(NamedTuple):
    """A statement as a decision knows it: its key, and its id in the newest reading (``s1``)."""

    key: StatementKey
    id: str


def merging(factors: Sequence[Factor], name: str | None = None) -> Proposed:
    """To make one factor of several: the first, which stays. Raises
    :class:`sayso.ledger.QueryError` for fewer than two.
    """
    ids = list(dict.fromkeys(f.id for f in factors))
    if len(ids) < 2:
        raise QueryError("two factors or more are merged, and these are one")
    value = {"name": None if name is None else _name(name)}
    return _over("merge", [next(f for f in factors if f.id == i) for i in ids], value)


def splitting(factor: Factor, statements: Iterable[Placed]) -> Proposed:
    """To take what those statements say out of a factor, into one of its own. Raises
    :class:`sayso.ledger.QueryError` where they have no wording of it, or have all of them.
    """
    taken: dict[MemberKey, None] = {}
    left = list(factor.members)
    for statement in statements:
        mine = [m for m in factor.members if _is_of(m, statement)]
        if not mine:
            raise QueryError(
                f"{statement.key.report}/{statement.id} has no wording of {factor.name!r}"
            )
        taken |= dict.fromkeys(MemberKey(statement.key, m.side) for m in mine)
        left = [m for m in left if m not in mine]
    if not taken or not left:
        raise QueryError(f"a split leaves some wording of {factor.name!r} behind, and takes some")
    members = [
        {"report": k.statement.report, "statement": str(k.statement), "side": k.side} for k in taken
    ]
    reports = sorted({k.statement.report for k in taken})
    grounds = tuple(Ground(subject=factor.id, report=r) for r in reports)
    value = {"members": members, "called": [factor.name]}
    return Proposed("split", (factor.id,), value, grounds)


def renaming(factor: Factor, name: str) -> Proposed:
    """To give a factor another name. Raises :class:`sayso.ledger.QueryError` for an empty one."""
    return _over("rename", [factor], {"name": _name(name)})


def narrowing_factor(own: Factor, broad: Situation, term: str | None = None) -> Proposed:
    """To keep a narrower factor out of a broader term. ``own`` is that factor as it stands where
    broader terms are switched off, ``broad`` the situation with them. Raises
    :class:`sayso.ledger.QueryError` where none was put over it, or several and ``term`` names none.
    """
    its = {(m.report, m.statement, m.side, m.start, m.end, m.name) for m in own.members}
    under = [
        m
        for f in broad.factors
        for m in f.members
        if (m.report, m.statement, m.side, m.start, m.end, m.name) in its
    ]
    return _over("narrow", [own], {"term": _one_term(own.name, under, term)})


def narrowing_statement(statement: Placed, broad: Situation, term: str | None = None) -> Proposed:
    """To keep what one statement says out of the broader term it was put under. Raises
    :class:`sayso.ledger.QueryError` as :func:`narrowing_factor` does.
    """
    its = [m for f in broad.factors for m in f.members if _is_of(m, statement)]
    chosen = _one_term(f"{statement.key.report}/{statement.id}", its, term)
    under = [m for m in its if m.broader is not None and m.broader.term == chosen]
    called = {str(MemberKey(statement.key, m.side)): m.name for m in under}
    return Proposed(
        "narrow",
        tuple(called),
        {"term": chosen, "called": list(called.values())},
        tuple(Ground(subject=s, report=statement.key.report) for s in called),
    )


def linking(driver: Factor, effect: Factor, sign: str) -> Proposed:
    """To put in a link of the analyst's own. Raises :class:`sayso.ledger.QueryError` for a sign
    other than + and -, and for a factor that drives itself.
    """
    if sign not in ("+", "-"):
        raise QueryError(f"{sign!r} is no sign: + (more brings more) or - (more brings less)")
    if driver.id == effect.id:
        raise QueryError(f"{driver.name!r} would drive itself")
    return _over("link", [driver, effect], {"sign": sign})


def as_read(decisions: Iterable[Decision], keys: Iterable[MemberKey]) -> list[Decision]:
    """The decisions with the members they speak of as the newest readings have them. ``keys`` are
    those of all members there are now; a member that is not among them any more stays as it was
    decided on, and nothing answers to it.
    """
    spots: dict[tuple[str, Side], list[_Spot]] = {}
    for key in dict.fromkeys(keys):
        s = key.statement
        spots.setdefault((s.report, key.side), []).append(_Spot(str(key), s.kind, s.start, s.end))

    def now(subject: str) -> str:
        key = MemberKey.parse(subject)
        if key is None:
            return subject
        return match(key.statement, spots.get((key.statement.report, key.side), [])) or subject

    return [_moved(d, now) if d.kind in ("split", "narrow") else d for d in decisions]


def merges(decisions: Iterable[Decision]) -> dict[str, str]:
    """Which factor each merged one went into, by ids. Chains are followed to the factor that stays;
    what is nowhere merged is not in it.
    """
    into: dict[str, str] = {}
    for decision in _standing(decisions, "merge"):
        kept = _root(into, decision.subjects[0])
        for other in decision.subjects[1:]:
            root = _root(into, other)
            if root != kept:
                into[root] = kept
    return {other: _root(into, other) for other in into}


def splits(decisions: Iterable[Decision]) -> dict[str, tuple[Part, ...]]:
    """What was taken out of each factor, by its id; of a member that was taken twice the later
    split counts.
    """
    found: dict[str, list[Part]] = {}
    for decision in _standing(decisions, "split"):
        factor = decision.subjects[0]
        members = tuple(_members(decision.value.get("members", ())))
        earlier = [
            p._replace(members=tuple(m for m in p.members if m not in members))
            for p in found.get(factor, [])
        ]
        part = Part(f"{factor}~{decision.id}", decision.id, members)
        found[factor] = [p for p in (*earlier, part) if p.members]
    return {factor: tuple(parts) for factor, parts in found.items()}


def names(decisions: Iterable[Decision]) -> dict[str, str]:
    """The names that analysts gave factors, by the factors' ids: by a rename, or by a merge to the
    factor that stays. The later counts.
    """
    found: dict[str, str] = {}
    for decision in _standing(decisions, "rename", "merge"):
        name = decision.value.get("name")
        if name:
            found[decision.subjects[0]] = str(name)
    return found


def narrowed(decisions: Iterable[Decision]) -> Narrowed:
    """The broader terms that are undone."""
    factors: set[tuple[str, str]] = set()
    members: set[tuple[MemberKey, str]] = set()
    for decision in _standing(decisions, "narrow"):
        term = str(decision.value.get("term", ""))
        for subject in decision.subjects:
            key = MemberKey.parse(subject)
            if key is None:
                factors.add((subject, term))
            else:
                members.add((key, term))
    return Narrowed(frozenset(factors), frozenset(members))


def own_links(decisions: Sequence[Decision]) -> tuple[OwnLink, ...]:
    """The links that analysts put in, between factors as they were merged; one said twice counts
    once, and one that a merge has made drive itself is gone.
    """
    into = merges(decisions)
    found: dict[tuple[str, str, Sign], OwnLink] = {}
    for decision in _standing(decisions, "link"):
        driver, effect = (into.get(s, s) for s in decision.subjects)
        sign: Sign = "-" if decision.value.get("sign") == "-" else "+"
        if driver != effect:
            link = OwnLink(driver, effect, sign, decision.id)
            found.setdefault((driver, effect, sign), link)
    return tuple(found.values())


def _over(kind: DecisionKind, factors: Sequence[Factor], value: Mapping[str, Any]) -> Proposed:
    """A decision over factors, resting on the reports of their members."""
    grounds = {(f.id, m.report) for f in factors for m in f.members}
    return Proposed(
        kind,
        tuple(f.id for f in factors),
        {**value, "called": [f.name for f in factors]},
        tuple(Ground(subject=s, report=r) for s, r in sorted(grounds)),
    )


def _one_term(what: str, members: Iterable[Member], wanted: str | None) -> str:
    """The broader term that stands over members, which must be one."""
    terms = sorted({m.broader.term for m in members if m.broader is not None})
    if wanted is not None:
        terms = [t for t in terms if t.casefold() == wanted.strip().casefold()]
    if not terms:
        named = "" if wanted is None else f" {wanted!r}"
        raise QueryError(f"no broader term{named} stands over {what!r}")
    if len(terms) > 1:
        raise QueryError(f"several broader terms stand over {what!r}: {'; '.join(terms)} (--term)")
    return terms[0]


def _name(given: str) -> str:
    name = " ".join(given.split())
    if not name:
        raise QueryError("a factor's name is not empty")
    return name


def _is_of(member: Member, statement: Placed) -> bool:
    """A member names its statement by the id of the reading, or by the ledger's."""
    local = member.statement.rpartition("/")[2]
    return member.report == statement.key.report and local == statement.id


def _standing(decisions: Iterable[Decision], *kinds: DecisionKind) -> Iterator[Decision]:
    return (d for d in decisions if d.kind in kinds and d.undone is None)


def _members(listed: Iterable[Mapping[str, str]]) -> Iterator[MemberKey]:
    for member in listed:
        key = StatementKey.parse(member["statement"])
        if key is not None and member["side"] in _SIDES:
            yield MemberKey(key, _SIDES[member["side"]])


def _moved(decision: Decision, now: Callable[[str], str]) -> Decision:
    members = [
        {**m, "statement": now(f"{m['statement']}#{m['side']}").rpartition("#")[0]}
        for m in decision.value.get("members", ())
    ]
    value = {**decision.value, **({"members": members} if members else {})}
    subjects = (
        tuple(map(now, decision.subjects)) if decision.kind == "narrow" else decision.subjects
    )
    return decision.model_copy(update={"subjects": subjects, "value": value})


def _root(into: Mapping[str, str], factor: str) -> str:
    while factor in into:
        factor = into[factor]
    return factor
