"""What is in a ledger, out in the forms that coders of events work with: one module a format."""

from sayso.exports.formats import Column, Format, columns_of
from sayso.exports.registry import FORMATS, MODELS
from sayso.exports.writing import Exported, ExportError, export, formatted, put_in_place
from sayso.exports.xmile import xmile

__all__ = [
    "FORMATS",
    "MODELS",
    "Column",
    "ExportError",
    "Exported",
    "Format",
    "columns_of",
    "export",
    "formatted",
    "put_in_place",
    "xmile",
]
