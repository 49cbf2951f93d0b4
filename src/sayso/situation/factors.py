"""Factors: the terms of all claims, grouped by rules, then by nearness of words, then under broader
terms, then by an analyst's decisions. Each member says why it is where it is.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sayso.model import Broader, Decision, Factor, Member
from sayso.situation.alike import alike
from sayso.situation.broader import broader_of
from sayso.situation.claims import Claim, Identity, Part
from sayso.situation.deciding import MemberKey, Narrowed, merges, names, narrowed, splits


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which factor each part belongs to: by the id of the part's claim, side and place in it."""

    factors: tuple[Factor, ...]
    of: Mapping[tuple[str, str, int], str]
    #: A narrower factor that is an effect, its broader one, and the rule.
    kinds: tuple[tuple[str, str, Broader], ...] = ()


@dataclass(slots=True)
class _Group:
    """A factor in the making."""

    identity: Identity
    parts: list[tuple[Part, tuple[str, ...], Broader | None]] = field(default_factory=list)
    decisions: set[int] = field(default_factory=set)


def factor_id(identity: Identity) -> str:
    """A factor's id: from what, who, on whom and where alone."""
    return "f" + sha256("\x1f".join(identity).encode()).hexdigest()[:10]


def group(
    claims: Sequence[Claim], decisions: Sequence[Decision], *, broader: bool = True
) -> Grouping:
    """The factors of the claims. ``broader`` puts drivers under broader terms."""
    parts = [(p, i) for c in claims for side in (c.drivers, c.effects) for i, p in enumerate(side)]
    merged, reasons = alike(claims)
    groups: dict[str, _Group] = {}
    of: dict[tuple[str, str, int], str] = {}
    undone = narrowed(decisions)
    for part, number in parts:
        identity = merged.get(part.identity, part.identity)
        why = list(reasons.get(part.identity, ()))
        found, put = factor_id(identity), None
        up = broader_of(part) if broader and part.side == "driver" else None
        if up is not None and not _is_undone(part, found, up[0].term, undone):
            put, identity = up
            found = factor_id(identity)
            if put.term != part.term.name:
                why.append(f"a kind of {put.term}: {part.term.name} ({put.source})")
        found, more, made_by = _decided(part.key, found, decisions)
        held = groups.setdefault(found, _Group(identity))
        held.parts.append((part, (*_worded(part), *why, *more), put))
        held.decisions |= made_by
        of[part.statement, part.side, number] = found
    named_by = names(decisions)
    factors = _named_apart([_factor(i, g, named_by.get(i)) for i, g in sorted(groups.items())])
    return Grouping(tuple(factors), of, _kinds(parts, of, undone) if broader else ())


def _is_undone(part: Part, own: str, term: str, undone: Narrowed) -> bool:
    return (own, term) in undone.factors or (part.key, term) in undone.members


def _worded(part: Part) -> tuple[str, ...]:
    """What the reading itself put together, in words."""
    said = []
    for rule in part.term.rules:
        match rule:
            case "terms.recipient.driven":
                said.append(f"falls on {part.recipient}, whose act it drives")
            case "terms.recipient.felt":
                said.append(f"falls on {part.recipient}, who feels it")
            case "terms.recipient.earlier":
                said.append(f"falls on {part.recipient}, as the report has it before")
            case "terms.place.earlier":
                said.append(f"is in {part.place}, as the report has it before")
            case "terms.same.earlier":
                said.append("is what the report named before")
    if part.direction == "-":
        words = ", ".join(f"“{w.text}”" for w in part.term.words)
        said.append(f"turned down by {words}" if words else "turned down")
    return tuple(said)


def _decided(
    key: MemberKey, found: str, decisions: Sequence[Decision]
) -> tuple[str, tuple[str, ...], set[int]]:
    """Where merges and splits put a member, in words too, and which decisions did."""
    into, apart = merges(decisions), splits(decisions)
    why: list[str] = []
    made_by: set[int] = set()
    for _ in range(4):
        part = next((p for p in apart.get(found, ()) if key in p.members), None)
        if part is not None:
            found = part.id
            made_by.add(part.decision)
            why.append(f"split off by decision {part.decision}")
        kept = into.get(found)
        if kept is None:
            if part is None:
                break
            continue
        # Of merges in a chain the one that names this factor, else the last that made its whole.
        chain = [d for d in decisions if d.kind == "merge" and {found, kept} & {*d.subjects}]
        merge = next((d for d in chain if found in d.subjects[1:]), chain[-1])
        made_by.add(merge.id)
        why.append(f"merged by decision {merge.id} ({merge.author})")
        found = kept
    return found, tuple(why), made_by


def _factor(found: str, held: _Group, name: str | None) -> Factor:
    parts = sorted(held.parts, key=lambda m: (m[0].statement, m[0].side, m[0].term.name))
    counted = Counter(b.term if b is not None else p.term.name for p, _, b in parts)
    usual = min(counted, key=lambda n: (-counted[n], len(n), n))
    first = next(p for p, _, b in parts if (b.term if b is not None else p.term.name) == usual)
    under = all(b is not None for _, _, b in parts)
    return Factor(
        id=found,
        name=name or usual,
        what=held.identity.what.partition(" of ")[0] if under else first.term.what,
        actor=None if under else first.actor,
        recipient=first.recipient,
        place=None if under else first.place,
        members=tuple(_member(p, why, b) for p, why, b in parts),
        decisions=tuple(sorted(held.decisions)),
    )


def _member(part: Part, why: tuple[str, ...], put: Broader | None) -> Member:
    own = put is not None and put.term == part.term.name
    return Member(
        report=part.report,
        statement=part.statement,
        side=part.side,
        start=part.span.start,
        end=part.span.end,
        text=part.text,
        name=part.term.name,
        direction=part.direction,
        why=why,
        broader=None if own else put,
    )


def _named_apart(factors: list[Factor]) -> list[Factor]:
    """Factors of one name told apart by who, on whom or where."""
    counted = Counter(f.name for f in factors)
    told = []
    for factor in factors:
        parts = (("on", factor.recipient), ("by", factor.actor), ("in", factor.place))
        said = [f"{word} {name}" for word, name in parts if name and name not in factor.name]
        apart = _renamed(factor, " ".join([factor.name, *said]))
        told.append(apart if counted[factor.name] > 1 else factor)
    again = Counter(f.name for f in told)
    return [f if again[f.name] == 1 else _renamed(f, f"{f.name} ({f.id})") for f in told]


def _renamed(factor: Factor, name: str) -> Factor:
    return factor.model_copy(update={"name": name})


def _kinds(
    parts: Sequence[tuple[Part, int]], of: Mapping[tuple[str, str, int], str], undone: Narrowed
) -> tuple[tuple[str, str, Broader], ...]:
    """Effects that are a kind of a factor that drives something, where no decision undoes that."""
    drivers = {of[p.statement, p.side, i] for p, i in parts if p.side == "driver"}
    found: dict[tuple[str, str], Broader] = {}
    for part, number in parts:
        up = broader_of(part) if part.side == "effect" else None
        if up is None:
            continue
        narrow, wide = of[part.statement, part.side, number], factor_id(up[1])
        if _is_undone(part, narrow, up[0].term, undone):
            continue
        if wide in drivers and narrow != wide:
            found.setdefault((narrow, wide), up[0])
    return tuple((narrow, wide, rule) for (narrow, wide), rule in sorted(found.items()))
