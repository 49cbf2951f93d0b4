"""Links: what the sources say drives what, with the evidence to the character.

The sign between two factors is the claim's sign as worded, turned by each side's own direction: "no
airstrikes made it easy" is airstrikes that lower the ease. Denied claims are kept as evidence
against; what is asked or advised speaks for nothing. Copies of one story count once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final, Literal

from sayso.assembly.grades import UNGRADED_CLAIM, most_reliable
from sayso.model import CausalLink, Decision, Evidence, LinkSign
from sayso.situation.claims import Claim
from sayso.situation.deciding import own_links
from sayso.situation.factors import Grouping

_HELD: Final = ("asserted", "expected", "hypothetical")

Key = tuple[str, str, LinkSign]
Sort = Literal["for", "against", "open"]


@dataclass(slots=True)
class _Gathered:
    """The claims of one link, by what they do to it."""

    claims: dict[Sort, list[Claim]] = field(
        default_factory=lambda: {"for": [], "against": [], "open": []}
    )


def link_id(driver: str, effect: str, sign: LinkSign) -> str:
    """A link's id, from its ends and sign alone."""
    return "l" + sha256(f"{driver}\x1f{effect}\x1f{sign}".encode()).hexdigest()[:10]


def links(
    claims: Iterable[Claim],
    grouping: Grouping,
    decisions: Sequence[Decision],
    *,
    purposes: bool = False,
) -> tuple[tuple[CausalLink, ...], tuple[CausalLink, ...]]:
    """The links that something speaks for, and those that are only denied, asked or advised; each
    in the order of ids. ``purposes`` takes goals in as drivers.
    """
    gathered: dict[Key, _Gathered] = {}
    for claim in claims:
        if claim.evidence.relation == "purpose" and not purposes:
            continue
        for key in _ends(claim, grouping):
            gathered.setdefault(key, _Gathered()).claims[_sort(claim.evidence)].append(claim)
    found = [_link(key, g) for key, g in sorted(gathered.items())]
    known = {(x.driver, x.effect, x.sign): x for x in found if x.evidence}
    for driver, effect, rule in grouping.kinds:
        made = CausalLink(
            id=link_id(driver, effect, "+"),
            driver=driver,
            effect=effect,
            sign="+",
            origin="broader-term",
            broader=rule,
        )
        known.setdefault((driver, effect, "+"), made)
    ids = {f.id for f in grouping.factors}
    for own in own_links(decisions):
        if own.driver in ids and own.effect in ids:
            made = CausalLink(
                id=f"a{own.decision}",
                driver=own.driver,
                effect=own.effect,
                sign=own.sign,
                origin="analyst",
                decision=own.decision,
            )
            known.setdefault((own.driver, own.effect, own.sign), made)
    held = _with_rivals(known)
    return held, tuple(x for x in found if not x.evidence)


def _ends(claim: Claim, grouping: Grouping) -> list[Key]:
    """The links a claim speaks of; nothing drives itself."""
    found: dict[Key, None] = {}
    for i, driver in enumerate(claim.drivers):
        for k, effect in enumerate(claim.effects):
            one = grouping.of[driver.statement, "driver", i]
            other = grouping.of[effect.statement, "effect", k]
            turned = driver.direction != effect.direction
            if one != other:
                found[one, other, _turned(claim.sign) if turned else claim.sign] = None
    return list(found)


def _turned(sign: LinkSign) -> LinkSign:
    turned: Mapping[LinkSign, LinkSign] = {"+": "-", "-": "+", "?": "?"}
    return turned[sign]


def _sort(evidence: Evidence) -> Sort:
    if evidence.stance not in _HELD:
        return "open"
    return "against" if evidence.polarity == "negative" else "for"


def _link(key: Key, gathered: _Gathered) -> CausalLink:
    driver, effect, sign = key
    sorts = {sort: _once(found) for sort, found in gathered.claims.items()}
    speak = sorts["for"]
    return CausalLink(
        id=link_id(driver, effect, sign),
        driver=driver,
        effect=effect,
        sign=sign,
        read_well=max((c.evidence.read_well for c in speak), default=None),
        source_reliability=most_reliable(c.source for c in speak),
        credibility=min((c.credibility or UNGRADED_CLAIM for c in speak), default=UNGRADED_CLAIM),
        voices=tuple(sorted({c.said_by for c in speak})),
        reports=len({c.evidence.report for c in speak}),
        evidence=tuple(c.evidence for c in speak),
        against=tuple(c.evidence for c in sorts["against"]),
        open=tuple(c.evidence for c in sorts["open"]),
    )


def _once(found: Iterable[Claim]) -> list[Claim]:
    """The claims in the order of their statements, of a story that is printed several times those
    of the first print alone (the first by date, then by id), with the other prints as its copies.
    """
    ordered = sorted(
        found, key=lambda c: (c.evidence.published or "9", c.evidence.report, c.evidence.start)
    )
    kept: list[Claim] = []
    first_prints: set[str] = set()
    for claim in ordered:
        if first_prints.isdisjoint(claim.evidence.copies):
            first_prints.add(claim.evidence.report)
            kept.append(claim)
    carried = {c.evidence.report for c in ordered}
    return [_with_copies(c, carried) for c in kept]


def _with_copies(claim: Claim, carried: set[str]) -> Claim:
    """The claim with those of its story's prints that make it too."""
    copies = tuple(r for r in claim.evidence.copies if r in carried)
    evidence = claim.evidence.model_copy(update={"copies": copies})
    return replace(claim, evidence=evidence)


def _with_rivals(known: Mapping[Key, CausalLink]) -> tuple[CausalLink, ...]:
    """The links in the order of ids, each with those of another sign between the same factors."""
    between: dict[tuple[str, str], list[CausalLink]] = {}
    for link in known.values():
        between.setdefault((link.driver, link.effect), []).append(link)
    found = []
    for same in between.values():
        for link in same:
            rivals = tuple(sorted(x.id for x in same if x.id != link.id))
            found.append(link.model_copy(update={"rivals": rivals}))
    return tuple(sorted(found, key=lambda x: x.id))
