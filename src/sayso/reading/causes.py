"""What drives what."""

from sayso.reading.draft import Draft


def read_causes(draft: Draft) -> Draft:
    """The draft with its part of the reading filled in."""
    return draft
