"""What is wrong with an input, in one line."""

from dataclasses import dataclass

from sayso.model import SaysoError


class InputError(SaysoError, ValueError):
    """Input that cannot be read. The message is one line naming the fault."""


@dataclass(frozen=True, slots=True)
class InputFault:
    """An input that gave no report. ``where`` is the file, with the line number for a row of
    JSONL; ``id`` is the row's own id where it could be read, else ``where``; ``error`` is one line.
    """

    where: str
    id: str
    error: str

    def __str__(self) -> str:
        return f"{self.where}: {self.error}"
