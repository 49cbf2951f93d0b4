"""What every answer of the server carries, and whom it answers.

The page shows words of strangers. So it may load nothing but its own style sheet and icon, run
nothing, and be framed by nobody; and since the ledger is served without a password on this
machine, a request must name this machine (a web site whose name is pointed here could otherwise
read it through the visitor's browser: DNS rebinding).
"""

import ipaddress
from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
#: A picture by itself may use the styles that are written in it, and nothing else.
PICTURE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",  # a forgotten report must not linger in a browser
}


class Guard:
    """ASGI middleware: refuses hosts that are not this machine's, adds :data:`HEADERS`."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = {host.casefold() for host in hosts} | {"localhost"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if headers.get("content-type", "").startswith("image/svg+xml"):
                    headers["Content-Security-Policy"] = PICTURE_POLICY
            await send(message)

        if self._is_here(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, sealed)
        else:
            refusal = PlainTextResponse("This server does not go by that name.\n", 421)
            await refusal(scope, receive, sealed)

    def _is_here(self, host: str) -> bool:
        """Whether a Host header is an address or one of the names this server goes by."""
        name = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
        if name.casefold() in self._hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True
