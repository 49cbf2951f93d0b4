"""How many, with bounds."""

from sayso.reading.draft import Draft


def read_figures(draft: Draft) -> Draft:
    """The draft with its part of the reading filled in."""
    return draft
