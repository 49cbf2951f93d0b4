"""The server: pages, a picture, routes for programs, and what is said when something is wrong."""

import logging
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException

from sayso._version import __version__
from sayso.ledger import Ledger, LedgerError, UnknownIdError
from sayso.web.guard import HEADERS, Guard
from sayso.web.pictures import Situations, add_situation
from sayso.web.views import OWN_VOICE, report_path, report_view

PAGE_SIZE: Final = 50
_STATIC = Path(__file__).parent / "static"
_API = "/api/"
_log = logging.getLogger(__name__)


def create_app(ledger: Ledger, hosts: Collection[str] = ()) -> FastAPI:
    """The application on an open ledger. ``hosts`` are names the server goes by besides
    ``localhost`` and its addresses.
    """
    app = FastAPI(
        title="Sayso",
        version=__version__,
        description="What the reports say and on whose say-so; not what is so.",
        docs_url=None,  # FastAPI's own documentation pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    templates = _templates()
    situations = Situations(ledger)
    _add_api(app, ledger)
    add_situation(app, situations)
    _add_pages(app, ledger, templates)
    _add_faults(app, templates)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_middleware(Guard, hosts=hosts)
    return app


def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["report_path"] = report_path
    return templates


def _add_pages(app: FastAPI, ledger: Ledger, templates: Environment) -> None:
    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def front(page: str = "1") -> str:
        total = ledger.count_reports()
        pages = max(1, -(-total // PAGE_SIZE))
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 10 else 1
        number = min(max(number, 1), pages)
        return templates.get_template("reports.html").render(
            reports=ledger.reports(limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE),
            total=total,
            page=number,
            pages=pages,
            pictured=number == 1 and bool(ledger.statements(kind="cause", limit=1)),
        )

    @app.get("/reports/{report_id:path}", response_class=HTMLResponse, include_in_schema=False)
    def one_report(report_id: str, kind: str = "", voice: str = "") -> str:
        decided = {
            row.id.removeprefix(f"{report_id}/"): row.decision
            for row in ledger.statements(report=report_id)
            if row.decision is not None
        }
        report, reading = ledger.report(report_id), ledger.reading(report_id)
        view = report_view(report, reading, kind, voice, decided)
        return templates.get_template("report.html").render(
            view=view, kind=kind, voice=voice, own_voice=OWN_VOICE
        )


def _add_api(app: FastAPI, ledger: Ledger) -> None:
    @app.get("/api/reports")
    def list_reports(
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
        offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
    ) -> dict[str, Any]:
        """The reports of the ledger in the order they were added."""
        rows = ledger.reports(limit=limit, offset=offset)
        return {"total": ledger.count_reports(), "reports": [asdict(row) for row in rows]}

    @app.get("/api/reports/{report_id:path}", responses={404: {"description": "not held"}})
    def report_reading(report_id: str) -> Response:
        """The newest reading of a report, by the contract (`sayso schema`)."""
        return Response(ledger.reading(report_id).to_json(), media_type="application/json")


def _add_faults(app: FastAPI, templates: Environment) -> None:
    def answer(request: Request, status: int, message: str) -> Response:
        if request.url.path.startswith(_API):
            return JSONResponse({"error": message}, status)
        page = templates.get_template("fault.html").render(status=status, message=message)
        return HTMLResponse(page, status)

    @app.exception_handler(UnknownIdError)
    def unknown(request: Request, error: UnknownIdError) -> Response:
        return answer(request, 404, str(error))

    @app.exception_handler(LedgerError)
    def ledger_fault(request: Request, error: LedgerError) -> Response:
        return answer(request, 503, str(error))

    @app.exception_handler(HTTPException)
    def http_fault(request: Request, error: HTTPException) -> Response:
        message = "there is no such page" if error.status_code == 404 else str(error.detail)
        return answer(request, error.status_code, message)

    @app.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> Response:
        _log.error("a page failed", exc_info=error)
        response = answer(request, 500, "something went wrong in Sayso")
        response.headers.update(HEADERS)  # this answer is made outside the guard
        return response
