"""What else is asserted."""

from sayso.reading.draft import Draft


def read_remarks(draft: Draft) -> Draft:
    """The draft with its part of the reading filled in."""
    return draft
