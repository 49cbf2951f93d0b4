"""Cells of a sheet. Reports are strangers' words, and a sheet must not run them."""

from typing import Final

# What a spreadsheet takes for the beginning of a formula, also in its full-width form.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe
    before it. A sign alone ("+", "-") is no formula and stays.
    """
    return f"'{cell}" if len(cell) > 1 and cell.startswith(_FORMULA) else cell
