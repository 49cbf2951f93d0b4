"""The formats by name. A further one is a module more and its name here.

:data:`FORMATS` are of events, a row each; :data:`MODELS` are of the whole situation.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sayso.exports import acled, sheet, xmile
from sayso.exports.formats import Format

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {module.FORMAT.name: module.FORMAT for module in (sheet, acled)}
)

MODELS: Final[Mapping[str, str]] = MappingProxyType({xmile.NAME: xmile.SUMMARY})
