"""What can come of a report besides a reading."""

from dataclasses import dataclass

from sayso.model import Report, SaysoError


class ScaleError(SaysoError, RuntimeError):
    """The workers cannot be had, or do not agree. The message is one line."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A report that could not be read, and why in one line."""

    report: str
    error: str


@dataclass(frozen=True, slots=True)
class Held:
    """A report that was not read again, because its reading by this very reader is kept."""

    report: Report
