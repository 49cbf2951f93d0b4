"""The formats by name. A further one is a module more and its name here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sayso.exports import acled, sheet, xmile
from sayso.exports.formats import Format, ModelFormat

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {module.FORMAT.name: module.FORMAT for module in (sheet, acled)}
)

#: Formats of the situation model, which is of the whole ledger.
MODELS: Final[Mapping[str, ModelFormat]] = MappingProxyType({xmile.FORMAT.name: xmile.FORMAT})
