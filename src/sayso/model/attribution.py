"""Attributions: somebody says, thinks, fears or plans something."""

from typing import Literal

from sayso.model.base import Span, Value

Manner = Literal["direct", "indirect", "mixed"]


class Attribution(Value):
    """Who says (``source``), how (``cue``), what (``content``, a list of spans).

    ``speaker`` is the entity of the source, ``addressee`` the entity that was told, ``within``
    the attribution that relays this one. Source, cue and speaker may be null; content may be
    empty. An attribution without a speaker is kept but is no voice.
    """

    id: str
    speaker: str | None = None
    source: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...] = ()
    manner: Manner
    within: str | None = None
    addressee: str | None = None
    rule: str
