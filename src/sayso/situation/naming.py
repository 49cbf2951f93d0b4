"""Factors as people name them."""

import re
from collections.abc import Iterable
from typing import Final

from sayso.ledger import QueryError
from sayso.model import Factor, Situation

_WORD = re.compile(r"\w+")
_NAMED: Final = 6


def factor_of(situation: Situation, wanted: str) -> Factor:
    """The factor meant: by its id, by its name (case aside), else the only one whose name has all
    the words wanted.

    Raises :class:`sayso.ledger.QueryError` where there is none or more than one; the message names
    those that come near.
    """
    by_id = situation.factor(wanted)
    if by_id is not None:
        return by_id
    words = _words(wanted)
    exact = [f for f in situation.factors if f.name.casefold() == wanted.strip().casefold()]
    found = exact or [f for f in situation.factors if words and words <= _words(f.name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError(f"{wanted!r} may be any of: {_listed(found)}")
    near = [f for f in situation.factors if words & _words(f.name)]
    hint = f"; near it: {_listed(near)}" if near else ""
    raise QueryError(f"no factor of the situation goes by {wanted!r}{hint}")


def _words(said: str) -> frozenset[str]:
    return frozenset(_WORD.findall(said.casefold()))


def _listed(factors: Iterable[Factor]) -> str:
    names = [f"{f.name} ({f.id})" for f in factors]
    more = f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + more
