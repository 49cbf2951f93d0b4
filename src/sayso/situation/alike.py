"""Which wordings are read as one factor without an analyst: by nearness of words, and by a "the"
that can mean one thing only. Each with its reason in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sayso.situation.claims import Claim, Identity
from sayso.situation.embedding import nearness

SAME_WORDS: Final = 0.9
"""The cosine from which two wordings of like party and place are one factor: such pairs differ by
the order of their words only ("price of bread", "bread price": 0.99; "closure", "opening of the
port": 0.67)."""

Merged = dict[Identity, Identity]
Reasons = dict[Identity, tuple[str, ...]]


@dataclass(slots=True)
class _Seen:
    """How an identity is spoken of: how often, whether as known, and by which reports' names."""

    times: int = 0
    definite: bool = False
    about: list[frozenset[str]] = field(default_factory=list)


def alike(claims: Sequence[Claim]) -> tuple[Merged, Reasons]:
    """Identities with the one each is read as, where that is another; and why."""
    seen: dict[Identity, _Seen] = {}
    for claim in claims:
        for part in (*claim.drivers, *claim.effects):
            found = seen.setdefault(part.identity, _Seen())
            found.times += 1
            found.definite |= part.term.definite
            found.about.append(claim.about)
    ordered = sorted(seen, key=lambda i: (-seen[i].times, i))
    merged, reasons = _near([i for i in ordered if not i.report], seen)
    roots = [i for i in ordered if i not in merged and not i.report]
    for identity, (known, why) in _known(roots, seen).items():
        merged[identity] = known
        reasons[identity] = (*reasons.get(identity, ()), why)
    return {i: _root(merged, i) for i in merged}, reasons


def _near(ordered: Sequence[Identity], seen: dict[Identity, _Seen]) -> tuple[Merged, Reasons]:
    """Identities that differ in the wording of "what" alone; the most usual one stays."""
    like: dict[tuple[str, str], list[Identity]] = {}
    for identity in ordered:
        like.setdefault((identity.actor, identity.place), []).append(identity)
    merged: Merged = {}
    reasons: Reasons = {}
    for same in like.values():
        scores = nearness([i.what for i in same]) if len(same) > 1 else None
        for at, identity in enumerate(same):
            if scores is None:
                break
            near = (k for k in range(at) if same[k] not in merged)
            first = next((k for k in near if scores[at, k] >= SAME_WORDS), None)
            if first is not None:
                merged[identity] = same[first]
                score = f"{float(scores[at, first]):.2f}"
                worded = f"“{identity.what}” and “{same[first].what}” are worded alike ({score})"
                reasons[identity] = (worded,)
    return merged, reasons


def _known(
    roots: Sequence[Identity], seen: dict[Identity, _Seen]
) -> dict[Identity, tuple[Identity, str]]:
    """What a "the" means, where the claims speak of one such thing only and the report names who or
    where that one is. The most specific are settled first, so that "the blockade" follows "the
    blockade of the port" to whose it is.
    """
    found: dict[Identity, tuple[Identity, str]] = {}
    for identity in sorted(roots, key=lambda i: (-_specific(i), i)):
        if not seen[identity].definite:
            continue
        wider = {i: found.get(i, (i, ""))[0] for i in roots if _may_be(identity, i)}
        meant = set(wider.values())
        if len(meant) != 1:
            continue
        known = meant.pop()
        named = _named_in(known, seen[identity].about)
        if named:
            why = f"the only one that the claims speak of; its report names {named}"
            found[identity] = (known, why)
    return found


def _specific(identity: Identity) -> int:
    return sum(map(bool, (identity.actor, identity.place, " of " in identity.what)))


def _may_be(bare: Identity, full: Identity) -> bool:
    """Whether one is the other with more said of it: whom it falls on, whose or where it is."""
    same = full.what == bare.what or full.what.startswith(f"{bare.what} of ")
    fits = bare.actor in ("", full.actor) and bare.place in ("", full.place)
    return same and fits and _specific(full) > _specific(bare)


def _named_in(known: Identity, about: Iterable[frozenset[str]]) -> str | None:
    """A name that tells the known one apart and that every report of the bare one speaks of."""
    names = [known.actor, known.place, known.what.partition(" of ")[2]]
    told = list(about)
    return next((n for n in names if n and all(n in held for held in told)), None)


def _root(merged: Merged, identity: Identity) -> Identity:
    while identity in merged:
        identity = merged[identity]
    return identity
