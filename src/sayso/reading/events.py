"""Who did what to whom."""

from sayso.reading.draft import Draft


def read_events(draft: Draft) -> Draft:
    """The draft with its part of the reading filled in."""
    return draft
