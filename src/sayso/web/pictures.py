"""The situation of the ledger for the page: the model, and its picture."""

from threading import Lock

from fastapi import FastAPI, Response

from sayso.ledger import Ledger
from sayso.model import Situation
from sayso.situation.build import situation
from sayso.situation.picture import svg


class Situations:
    """The situation of a ledger, made again only when the ledger has moved on."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._held: Situation | None = None

    def current(self) -> Situation:
        """The situation of the ledger as it is now."""
        with self._lock:
            if self._held is None or self._held.state != self._ledger.state():
                self._held = situation(self._ledger)
            return self._held


def add_situation(app: FastAPI, situations: Situations) -> None:
    """Add the routes for the model and its picture."""

    @app.get("/api/situation")
    def model() -> Response:
        """What the sources' causal claims imply: factors, links with their evidence, loops."""
        found = situations.current()
        return Response(found.model_dump_json(by_alias=True), media_type="application/json")

    @app.get("/situation.svg", include_in_schema=False)
    def picture() -> Response:
        return Response(svg(situations.current()), media_type="image/svg+xml")
