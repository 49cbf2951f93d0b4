"""The situation model: factors and links with their evidence. What the sources' claims imply."""

from typing import Literal

from pydantic import Field

from sayso.model.base import Value
from sayso.model.factor import Direction
from sayso.model.statement import CertaintyLevel, Polarity, Relation, Stance

LinkSign = Literal["+", "-", "?"]
Turn = Literal["up", "down"]


class Broader(Value):
    """The broader term a factor's member was put under, and where that rule comes from."""

    term: str
    rule: str
    source: str


class Member(Value):
    """One wording of a factor in a report: the characters, which way they turn it, and why it
    belongs here. ``name`` is what it would be called alone; ``why`` is in words for people.
    """

    report: str
    statement: str
    side: Literal["driver", "effect"]
    start: int
    end: int
    text: str
    name: str
    direction: Direction
    why: tuple[str, ...] = ()
    broader: Broader | None = None


class Factor(Value):
    """Something that can be more or less. ``id`` hangs on who, what and where alone, so that it
    stays through re-reading; ``actor`` and ``place`` are names, never a private person's.
    """

    id: str
    name: str
    what: str
    actor: str | None = None
    recipient: str | None = None
    place: str | None = None
    members: tuple[Member, ...] = ()
    #: The decisions that shaped it.
    decisions: tuple[int, ...] = ()


class Evidence(Value):
    """A causal statement behind a link, down to the characters. ``voice`` is the nearest speaker,
    null for the report's own voice, and ``voices`` the chain; ``copies`` are the other reports that
    print the same story, which count once.
    """

    report: str
    statement: str
    start: int
    end: int
    text: str
    voice: str | None = None
    voices: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    relation: Relation = "cause"
    stance: Stance
    polarity: Polarity
    certainty: CertaintyLevel
    read_well: float
    copies: tuple[str, ...] = ()
    driver: str
    effect: str


class CausalLink(Value):
    """One claim of the sources: more of the driver brings more (``+``) or less (``-``) of the
    effect; ``?`` where no source says which.

    Four numbers stay apart: ``read_well`` (0 to 1, the best-read statement), ``source_reliability``
    (Admiralty A to F, the best voice's), ``credibility`` (Admiralty 1 to 6) and ``strength`` (null:
    not said). ``rivals`` are links of another sign between the same factors. ``evidence`` speaks
    for it, ``against`` denies it; ``open`` asks or advises it and counts for neither.
    """

    id: str
    driver: str
    effect: str
    sign: LinkSign
    strength: float | None = None
    read_well: float | None = None
    source_reliability: str = "F"
    credibility: str = "6"
    voices: tuple[str, ...] = ()
    reports: int = 0
    origin: Literal["reports", "analyst", "broader-term"] = "reports"
    #: The rule that puts the driver under the effect, where the link is of a broader term.
    broader: Broader | None = None
    rivals: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    open: tuple[Evidence, ...] = ()
    decision: int | None = None


class Loop(Value):
    """Factors that come back to the first, by way of ``links``. ``kind`` goes by the product of the
    signs: ``+`` reinforcing, ``-`` balancing, ``?`` where a sign is not said.
    """

    factors: tuple[str, ...]
    links: tuple[str, ...]
    sign: LinkSign
    kind: Literal["reinforcing", "balancing", "open"]


class Suggestion(Value):
    """Two factors that may be one, with the words and the score that speak for it."""

    kind: Literal["merge"] = "merge"
    factors: tuple[str, str]
    score: float
    reasons: tuple[str, ...]


class Situation(Value):
    """The model that the ledger's causal statements imply, and what it rests on.

    ``claim`` is the sentence that stands on every output of it. ``state`` is the ledger's state it
    was made from. ``unheld`` are links that no statement speaks for: only denied, asked or advised.
    ``missing`` says in words what the model has no evidence for.
    """

    schema_: Literal["sayso/situation/1"] = Field(default="sayso/situation/1", alias="schema")
    claim: str
    state: str
    broader_terms: bool = True
    purposes: bool = False
    voices: tuple[str, ...] = ()
    reports: int = 0
    factors: tuple[Factor, ...] = ()
    links: tuple[CausalLink, ...] = ()
    unheld: tuple[CausalLink, ...] = ()
    loops: tuple[Loop, ...] = ()
    #: True where there are more loops than were sought.
    loops_cut: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    missing: tuple[str, ...] = ()

    def factor(self, factor_id: str) -> Factor | None:
        """The factor of that id, or None."""
        return next((f for f in self.factors if f.id == factor_id), None)

    def link(self, link_id: str) -> CausalLink | None:
        """The link of that id, or None."""
        return next((x for x in self.links if x.id == link_id), None)


class Clamp(Value):
    """A factor held by a scenario from step ``start`` to before ``stop`` (null: to the end): up,
    down, or a number from -1 to 1 in which 0 is as now.
    """

    factor: str
    to: Turn | float
    start: int = 0
    stop: int | None = None


class Scenario(Value):
    """A named list of clamps, and how it is run."""

    name: str = "what if"
    clamps: tuple[Clamp, ...]
    steps: int = 12
    draws: int = 2000
    seed: int = 0


class Shares(Value):
    """Shares of the draws, from 0 to 1; never a probability."""

    up: float
    down: float
    unclear: float


class Step(Value):
    """A factor at one step over all draws: quantiles 5, 50 and 95, and the shares."""

    step: int
    low: float
    middle: float
    high: float
    draws: Shares


class FactorOutcome(Value):
    """What a scenario implies for one factor. ``sign`` needs no assumed strengths: ``up``,
    ``down``, ``ambiguous`` (paths of both signs, or of an unsaid one) or ``none`` (no path);
    ``paths`` are lists of link ids. ``draws`` is the last step; ``varied`` the same under the
    second set of ranges, and ``depends`` whether the two differ in the larger share.
    """

    factor: str
    name: str
    sign: Literal["up", "down", "ambiguous", "none"]
    paths: tuple[tuple[str, ...], ...] = ()
    paths_cut: bool = False
    draws: Shares
    varied: Shares
    depends: bool
    steps: tuple[Step, ...] = ()
    loops: tuple[int, ...] = ()


class WhatIf(Value):
    """The answer to a scenario, with everything it assumes."""

    schema_: Literal["sayso/what-if/1"] = Field(default="sayso/what-if/1", alias="schema")
    claim: str
    scenario: Scenario
    assumptions: dict[str, object]
    voices: tuple[str, ...] = ()
    reports: int = 0
    state: str
    stale: bool = False
    factors: tuple[FactorOutcome, ...] = ()
    missing: tuple[str, ...] = ()
