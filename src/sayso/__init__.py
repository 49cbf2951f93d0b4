"""Sayso reads news reports on conflict and keeps every fact on somebody's say-so."""

from sayso._version import __version__
from sayso.api import read, read_many
from sayso.model import Reading

__all__ = ["Reading", "__version__", "read", "read_many"]
