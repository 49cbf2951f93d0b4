"""What the learned heads tell apart, in the order of their numbers."""

#: Types that the head of event types tells apart: PLOVER's, with CONCEDE and RETREAT as one.
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "YIELD",
    "COOPERATE",
    "AID",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)

#: Roles in incidents, as MUC-4 has them.
ROLES = ("perp_individual", "perp_org", "target", "victim", "weapon")

#: Heads that say something of every word, and how many numbers each has: factuality (in thirds: -1
#: to 1); whether the word tells an event (logit); roles in incidents (logits); cause, effect and
#: signal (logits); source and target of an event (logits); of a sentence's being causal the logit
#: and the weight that a word has in it.
WORDS = {
    "factuality": 1,
    "event": 1,
    "roles": len(ROLES),
    "causes": 3,
    "participants": 2,
    "causal": 2,
}

#: Widths of what source and target look for an event with, and of what its type is read off.
SEEK, TYPED = 64, 128
