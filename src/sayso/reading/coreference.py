"""Which mentions are one entity.

A sieve: names first, then roles, then nouns for groups, then pronouns, each resting on what was
joined before (after Lee et al., "Deterministic coreference resolution", Computational Linguistics
39:4, 2013). Precision comes first: what does not stand out stays apart.
"""

from sayso.reading.coreference_awaited import join_awaited
from sayso.reading.coreference_chains import Chains
from sayso.reading.coreference_groups import join_groups
from sayso.reading.coreference_names import join_names
from sayso.reading.coreference_pronouns import note_genders, resolve_pronouns
from sayso.reading.coreference_roles import join_roles
from sayso.reading.draft import Draft
from sayso.reading.mentions_page import Page


def link_mentions(draft: Draft) -> Draft:
    """The draft with its entities joined, pronouns added, and numbered e1 … by first mention.

    The dateline's entity follows its number.
    """
    chains = Chains(Page.of(draft.analysis), draft.entities, draft.knowledge.actors)
    join_names(chains)
    join_roles(chains)
    note_genders(chains)
    join_awaited(chains)
    join_groups(chains)
    resolve_pronouns(chains)
    entities = chains.result()
    return draft.plus(entities=entities, report=chains.renumbered(draft.report))
