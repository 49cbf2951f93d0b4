"""When: TIMEX3 expressions and the days they cover."""

from sayso.reading.draft import Draft


def read_times(draft: Draft) -> Draft:
    """The draft with its part of the reading filled in."""
    return draft
