"""Broader terms: what a narrower factor is a kind of, by a small cited table."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sayso.knowledge.loader import lexicon
from sayso.ledger.names import name_key
from sayso.model import Broader
from sayso.situation.claims import Identity, Part


def broader_of(part: Part) -> tuple[Broader, Identity] | None:
    """The broader term of a part and its factor's identity, or None: the table knows no such noun,
    the report does not say on whom it falls, or says that there is none of it.
    """
    row = _rows().get(part.term.head)
    if row is None or part.recipient is None or part.direction == "-" or part.term.private:
        return None
    term = str(row["name"]).format(recipient=part.recipient)
    found = Broader(term=term, rule=str(row["rule"]), source=str(row["source"]))
    return found, Identity(name_key(f"{row['head']} of {part.recipient}"), "", "")


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    terms = lexicon("broader", "sayso.situation")["terms"]
    return {str(noun): row for row in terms for noun in row["nouns"]}
