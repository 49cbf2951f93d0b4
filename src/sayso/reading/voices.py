"""Who says."""

from sayso.reading.draft import Draft


def read_voices(draft: Draft) -> Draft:
    """The draft with its part of the reading filled in."""
    return draft
