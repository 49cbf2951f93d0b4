"""The event ontologies PLOVER, CAMEO and ACLED, and how their codes map.

The tables are data (``plover.yaml``, ``cameo.tsv``, ``acled.tsv``), each from its public code book;
the choices made where a code book contradicts itself stand in the files.
"""

from functools import lru_cache
from typing import Any, Final

from sayso.knowledge.loader import lexicon, table

VIOLENT: Final = frozenset({"ASSAULT", "COERCE"})
"""PLOVER types of force against somebody: what MUC calls an incident."""


def plover_types() -> tuple[str, ...]:
    """The 16 PLOVER types, in the order of their quads."""
    return tuple(_types())


def plover_modes(type_: str) -> frozenset[str]:
    """The modes of a PLOVER type; empty for a type without. Raises ``KeyError`` for no type."""
    return frozenset(_types()[type_]["modes"])


def quad(type_: str) -> int:
    """The PLOVER quad class, 1 to 4, of a type. Raises ``KeyError`` for no type."""
    return int(_types()[type_]["quad"])


def score(type_: str, mode: str | None = None) -> float:
    """The conflict-cooperation score, -10 to 10, of a type, or of its mode where it has its own."""
    entry = _types()[type_]
    own = entry["modes"][mode] if mode is not None else None
    return float(entry["score"] if own is None else own)


def modern_type(name: str) -> str:
    """A PLOVER type's name of 2021, given that or an older one ("DEMAND" gives "REQUEST")."""
    return str(lexicon("plover")["older_names"].get(name, name))


def future_type(type_: str) -> str:
    """What an act of ``type_`` is while it is only announced: AGREE for the cooperative ones."""
    return "AGREE" if type_ in lexicon("plover")["future_is_agree"] else type_


def contexts() -> tuple[str, ...]:
    """The PLOVER contexts."""
    return tuple(lexicon("plover")["contexts"])


def sectors() -> tuple[str, ...]:
    """The PLOVER actor sectors."""
    return tuple(lexicon("plover")["sectors"])


@lru_cache(maxsize=1)
def _cameo() -> dict[str, tuple[str | None, str | None]]:
    return {row["code"]: (row["plover"] or None, row["mode"] or None) for row in table("cameo")}


def is_cameo(code: str) -> bool:
    """Is this one of the CAMEO codes kept here (2 to 4 digits, leading zero)?"""
    return code in _cameo()


def plover_of_cameo(code: str) -> tuple[str | None, str | None]:
    """The PLOVER type and mode of a CAMEO code, of its parent where the table has no such code.

    Both are None for roots 01 and 02, which PLOVER dropped. Raises ``KeyError`` for no CAMEO code.
    """
    while code not in _cameo():
        if len(code) <= 2:
            raise KeyError(code)
        code = code[:-1]
    return _cameo()[code]


@lru_cache(maxsize=1)
def acled_types() -> dict[str, frozenset[str]]:
    """ACLED's event types, each with its sub-event types."""
    found: dict[str, set[str]] = {}
    for row in table("acled"):
        found.setdefault(row["event_type"], set()).add(row["sub_event_type"])
    return {event: frozenset(subs) for event, subs in found.items()}


@lru_cache(maxsize=1)
def acled_parent() -> dict[str, str]:
    """The event type each ACLED sub-event type belongs to."""
    return {sub: event for event, subs in acled_types().items() for sub in subs}


def _types() -> dict[str, Any]:
    types: dict[str, Any] = lexicon("plover")["types"]
    return types
