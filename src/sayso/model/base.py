"""What all value types share: they are frozen, they forbid fields nobody declared."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value type of the contract (`sayso schema` prints its JSON Schema)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Value):
    """Characters of the report's canonical text.

    ``start`` and ``end`` are Unicode code points into ``Report.text``, end-exclusive;
    ``text`` is always ``Report.text[start:end]``.
    """

    start: int
    end: int
    text: str
