"""Where the named places are."""

from sayso.reading.draft import Draft


def read_places(draft: Draft) -> Draft:
    """The draft with its part of the reading filled in."""
    return draft
