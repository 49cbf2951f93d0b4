"""The data files of this package: ``data/*.yaml`` and ``data/*.tsv``."""

from collections.abc import Mapping
from typing import Any, Final

from sayso.knowledge import loader

PACKAGE: Final = "sayso.exports"


def lexicon(name: str) -> Mapping[str, Any]:
    """The YAML file of that name, as :func:`sayso.knowledge.loader.lexicon` gives it."""
    return loader.lexicon(name, PACKAGE)


def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of the TSV file of that name, as :func:`sayso.knowledge.loader.table` gives them."""
    return loader.table(name, PACKAGE)
