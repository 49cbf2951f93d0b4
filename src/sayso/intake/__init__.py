"""Reports out of files, folders, rows and streams."""

from collections.abc import Mapping
from typing import Any

from sayso.model import Report


class InputError(ValueError):
    """Input that cannot be read. The message is one line naming the input and the fault."""


def report_of(row: Mapping[str, Any]) -> Report:
    """The report of one row: ``text``, and where known ``id``, ``title``, ``publisher``, ``agency``,
    ``authors``, ``published``, ``url``, ``language``.
    """
    known = {k: v for k, v in row.items() if v is not None and k not in ("text", "id")}
    return Report.of(str(row["text"]), input_id=row.get("id"), **known)
