"""What a format is: a name, columns that are described, and how an event becomes a row."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sayso.exports.case import Case
from sayso.exports.tables import lexicon

Cell = str | int | float | None
Row = Mapping[str, Cell]


class LeftOut(str):
    """Why an event has no row in a format, worded to stand behind a number of events."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export: what it holds, by which rule, and an example."""

    name: str
    definition: str
    rule: str
    example: str


@dataclass(frozen=True, slots=True)
class Format:
    """A form to export to. ``row`` gives a cell for every one of ``columns``, or says why the
    event has no row there.
    """

    name: str
    summary: str
    columns: tuple[str, ...]
    row: Callable[[Case], Row | LeftOut]


def described(name: str, summary: str, row: Callable[[Case], Row | LeftOut]) -> Format:
    """A format whose columns, in their order, are those of its data file ``data/<name>.yaml``."""
    return Format(name, summary, tuple(c.name for c in columns_of(name)), row)


def columns_of(name: str) -> tuple[Column, ...]:
    """The columns of a format as its data file describes them, in their order; the name of another
    format stands for its column of that name.
    """
    return tuple(_column(name, column) for column in lexicon(name)["columns"])


def _column(format: str, name: str) -> Column:
    held = lexicon(format)["columns"][name]
    return _column(held, name) if isinstance(held, str) else Column(name=name, **held)


def listed(items: Iterable[str]) -> str:
    """Several names in one cell, with "; " between them; a semicolon in a name becomes a comma, so
    that lists of two columns stay beside each other.
    """
    return "; ".join(item.replace(";", ",") for item in items)


def number(value: float | None) -> int | float | None:
    """A count as people write it: 12, not 12.0."""
    return int(value) if value is not None and value.is_integer() else value
