"""The one loader of the data files in ``knowledge/data``.

A data file is YAML (a mapping) or TSV (a header line, then rows; lines that begin with ``#`` are
comments). Every file says where it comes from and under which licence: YAML under the keys
``source`` and ``licence``, TSV in ``# source:`` and ``# licence:`` lines at its head. Everything is
read once a process and never changed.
"""

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from sayso.model import SaysoError

DATA = files("sayso.knowledge") / "data"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class DataFileError(SaysoError, ValueError):
    """A data file is missing, or does not name its source and licence."""


@cache
def lexicon(name: str, package: str | None = None) -> Mapping[str, Any]:
    """The YAML file ``data/<name>.yaml`` as a read-only mapping, less ``source`` and ``licence``;
    ``package`` is another package, with a ``data`` folder of its own.

    Raises :class:`DataFileError` where the file is missing or names no source and licence.
    """
    text = _text(f"{name}.yaml", package)
    content = yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)
    if not isinstance(content, dict) or not content.get("source") or not content.get("licence"):
        raise DataFileError(f"data file {name}.yaml names no source and licence")
    return MappingProxyType({k: v for k, v in content.items() if k not in ("source", "licence")})


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list under ``key`` of the YAML file ``name``, as a set of strings."""
    return frozenset(str(w) for w in lexicon(name)[key])


@cache
def table(name: str, package: str | None = None) -> tuple[Mapping[str, str], ...]:
    """The rows of ``data/<name>.tsv``, each a read-only mapping from column name to cell;
    ``package`` is another package, with a ``data`` folder of its own.

    Raises :class:`DataFileError` as :func:`lexicon` does, or where a row has another width.
    """
    lines = _text(f"{name}.tsv", package).splitlines()
    head = [line for line in lines if line.startswith("#")]
    if not all(any(line.startswith(f"# {key}:") for line in head) for key in ("source", "licence")):
        raise DataFileError(f"data file {name}.tsv names no source and licence")
    body = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    columns, rows = body[0], body[1:]
    for row in rows:
        if len(row) != len(columns):
            raise DataFileError(
                f"data file {name}.tsv: {len(row)} cells, not {len(columns)}: {row[0]}"
            )
    return tuple(MappingProxyType(dict(zip(columns, row, strict=True))) for row in rows)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """``sha256:…`` over the names and bytes of all data files: which lexicons made a reading."""
    digest = hashlib.sha256()
    for item in sorted(DATA.iterdir(), key=lambda item: item.name):
        if item.name.endswith((".yaml", ".tsv")):
            digest.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()}"


def _text(filename: str, package: str | None) -> str:
    folder = DATA if package is None else files(package) / "data"
    try:
        return (folder / filename).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataFileError(f"no data file {filename}") from None
