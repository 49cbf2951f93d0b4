"""Who and what a report names."""

from sayso.reading.draft import Draft


def read_mentions(draft: Draft) -> Draft:
    """The draft with its part of the reading filled in."""
    return draft
