"""Certainty and polarity where no word tells: what the learned factuality head has to say.

The head reads how far a text commits to an event, -3 (certainly not) to 3 (certainly so). It is
heard only on propositions on which no rule found any word that bears, and it can only doubt or
negate them: a level that rules read off words stands.
"""

from sayso.model import CertaintyLevel
from sayso.reading.certainty import Judgement
from sayso.reading.learned import Learned

RULE = "certainty.learned"

#: Factuality (of either sign) under which a proposition is probable, possible, unknown. Lower than
#: rounding would have it: the head judges the writer's commitment, and what a speaker plainly
#: asserts is certain by his lights.
PROBABLE, POSSIBLE, UNKNOWN = 1.5, 0.8, 0.2

#: Factuality under which a proposition is negative.
NEGATIVE = -0.8


def weighed(judgement: Judgement, learned: Learned | None, offset: int) -> tuple[Judgement, bool]:
    """The judgement on the proposition whose verb or noun begins at the character ``offset``, and
    whether the head changed it.
    """
    value = learned.factuality_at(offset) if learned is not None else None
    if value is None or judgement.signalled:
        return judgement, False
    level = level_of(value)
    negative = value < NEGATIVE
    if level == judgement.certainty.level and not negative:
        return judgement, False
    certainty = judgement.certainty.model_copy(update={"level": level})
    polarity = "negative" if negative else judgement.polarity
    return judgement._replace(certainty=certainty, polarity=polarity), True


def level_of(value: float) -> CertaintyLevel:
    """The level that a factuality, of either sign, stands for."""
    size = abs(value)
    if size >= PROBABLE:
        return "certain"
    if size >= POSSIBLE:
        return "probable"
    return "possible" if size >= UNKNOWN else "unknown"
