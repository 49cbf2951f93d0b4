"""What the learned heads say of events: their types, and the roles of words in incidents.

Pure functions over numpy arrays, used in training and in reading.
"""

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
