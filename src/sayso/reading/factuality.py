"""Certainty and polarity where no word tells: what the learned factuality head has to say.

The head reads how far a text commits to an event, -3 (certainly not) to 3 (certainly so). It is
heard on propositions on which no rule found any word that bears, and there it can only doubt or
negate them: a level that rules read off words stands. On an event that is read only because the
head sees it otherwise than the statement around it (:mod:`sayso.reading.embedded`) it decides.
"""

from sayso.model import CertaintyLevel, Polarity, Stance, Statement
from sayso.reading.certainty import Judgement
from sayso.reading.learned import Learned

RULE = "certainty.learned"

#: Factuality (of either sign) from which a proposition is certain, probable, possible. Lower than
#: rounding would have it for propositions that stand alone: the head judges the writer's
#: commitment, and what a speaker plainly asserts is certain by his lights.
Bounds = tuple[float, float, float]
ALONE: Bounds = (1.75, 1.0, 0.3)
#: For those that are read only since the head sees them otherwise than the statement around them.
INSIDE: Bounds = (2.5, 1.5, 0.5)

#: Factuality under which a proposition is negative.
NEGATIVE = -0.8


def weighed(
    judgement: Judgement,
    learned: Learned | None,
    offset: int,
    *,
    within: bool = False,
    ahead: bool = False,
) -> tuple[Judgement, bool]:
    """The judgement on the proposition whose verb or noun begins at the character ``offset``, and
    whether the head changed it. ``within``: it was read for no other reason than that the head
    sees it otherwise than the statement around it, whose words bear on that and not on this one;
    ``ahead``: and it stands where the parse leaves it open ("an option to buy the mill").
    """
    value = learned.factuality_at(offset) if learned is not None else None
    if value is None or (judgement.signalled and not within):
        return judgement, False
    level = level_of(value, INSIDE if within else ALONE)
    negative = value < NEGATIVE
    same = negative == (judgement.polarity == "negative") if within else not negative
    if level == judgement.certainty.level and same:
        return judgement, False
    certainty = judgement.certainty.model_copy(update={"level": level})
    polarity: Polarity = "negative" if negative else judgement.polarity
    if within:
        polarity = "negative" if negative else "positive"
        certainty = certainty.model_copy(update={"low": None, "high": None, "cues": ()})
        judgement = judgement._replace(stance=_stance(judgement, level, ahead))
    return judgement._replace(certainty=certainty, polarity=polarity), True


def _stance(judgement: Judgement, level: CertaintyLevel, ahead: bool) -> Stance:
    """What the text commits to is asserted, what it leaves open expected or at most supposed."""
    if level == "probable" and ahead:
        return "expected"
    if level in ("certain", "probable"):
        return "expected" if judgement.stance == "expected" else "asserted"
    return "hypothetical" if judgement.stance == "asserted" else judgement.stance


_VALUES: dict[CertaintyLevel, float] = {"certain": 3, "probable": 2, "possible": 1, "unknown": 0}


def commitment(made: Statement | Judgement) -> float:
    """What stance, polarity and level come to on the scale of factuality (-3 to 3): what is only
    supposed, advised or asked is at most possible.
    """
    value = _VALUES[made.certainty.level]
    if made.stance in ("hypothetical", "recommended", "questioned"):
        value = min(value, 1.0)
    return -value if made.polarity == "negative" else value


def level_of(value: float, bounds: Bounds) -> CertaintyLevel:
    """The level that a factuality, of either sign, stands for."""
    certain, probable, possible = bounds
    size = abs(value)
    if size >= certain:
        return "certain"
    if size >= probable:
        return "probable"
    return "possible" if size >= possible else "unknown"
