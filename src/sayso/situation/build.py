"""The situation of a ledger: its causal claims as a model."""

from collections.abc import Sequence

from sayso.assembly.reprints import copies, reprint_groups
from sayso.ledger import Ledger
from sayso.model import CausalLink, Factor, Situation
from sayso.situation.claims import claims
from sayso.situation.deciding import as_read
from sayso.situation.factors import group
from sayso.situation.links import links
from sayso.situation.loops import find_loops
from sayso.situation.missing import missing_in
from sayso.situation.ranges import claim_text
from sayso.situation.suggest import suggestions


def situation(ledger: Ledger, *, broader: bool = True, purposes: bool = False) -> Situation:
    """The model that the ledger's causal statements imply. ``broader`` puts drivers under broader
    terms; ``purposes`` takes goals in as drivers.

    Raises :class:`sayso.ledger.LedgerError`.
    """
    decisions = ledger.decisions()
    made = list(claims(ledger, decisions, copies(reprint_groups(ledger))))
    decisions = as_read(decisions, (p.key for c in made for p in (*c.drivers, *c.effects)))
    counted = [c for c in made if purposes or c.evidence.relation != "purpose"]
    grouping = group(counted, decisions, broader=broader)
    held, unheld = links(counted, grouping, decisions, purposes=purposes)
    voices = tuple(sorted({v for link in held for v in link.voices}))
    reports = len({e.report for link in held for e in link.evidence})
    loops, cut = find_loops(held)
    model = Situation(
        claim=claim_text(len(voices), reports),
        state=ledger.state(),
        broader_terms=broader,
        purposes=purposes,
        voices=voices,
        reports=reports,
        factors=_used(grouping.factors, (*held, *unheld)),
        links=held,
        unheld=unheld,
        loops=loops,
        loops_cut=cut,
        suggestions=suggestions(counted, grouping),
    )
    return model.model_copy(update={"missing": missing_in(model)})


def _used(factors: Sequence[Factor], ends: Sequence[CausalLink]) -> tuple[Factor, ...]:
    """The factors that a link has for an end, by name."""
    wanted = {i for link in ends for i in (link.driver, link.effect)}
    return tuple(sorted((f for f in factors if f.id in wanted), key=lambda f: (f.name, f.id)))
