"""Sayso reads news reports on conflict and keeps every fact on somebody's say-so.

What stands here is the public interface. The reader is loaded with its first use, so that looking
into a ledger does not wait for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sayso._version import __version__
from sayso.model import Reading

if TYPE_CHECKING:
    from sayso.api import export, open_ledger, read, read_many

__all__ = ["Reading", "__version__", "export", "open_ledger", "read", "read_many"]

_OF_API = frozenset({"export", "open_ledger", "read", "read_many"})


def __getattr__(name: str) -> Any:
    """The functions of :mod:`sayso.api`, loaded when first asked for."""
    if name in _OF_API:
        return getattr(import_module("sayso.api"), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What a person may use."""
    return sorted(__all__)
