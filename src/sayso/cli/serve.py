"""The command that serves the page."""

import ipaddress
import socket
from typing import Annotated

import typer

from sayso.cli.errors import fail, faults_told
from sayso.cli.ledger import LedgerOption
from sayso.cli.output import say
from sayso.ledger import open_ledger


def register(app: typer.Typer) -> None:
    """Put this command into the application."""
    app.command("serve")(serve)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8000,
    ledger: LedgerOption = None,
) -> None:
    """Serve the ledger's page and REST API, until it is stopped with Ctrl-C."""
    import uvicorn

    from sayso.web import create_app

    with faults_told():
        opened = open_ledger(ledger, create=False)
    with opened, _listen(host, port) as listener:
        address = listener.getsockname()
        shown = f"[{address[0]}]" if ":" in address[0] else address[0]
        say(f"Sayso shows {opened.where} at http://{shown}:{address[1]} (Ctrl-C stops it)")
        if not ipaddress.ip_address(address[0]).is_loopback:
            say("anybody who can reach this machine can read the ledger: it asks for no password")
        app = create_app(opened, hosts={host, socket.gethostname()})
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        try:
            server.run(sockets=[listener])
        except KeyboardInterrupt:
            return


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((address[0], port), family=family)
    except (OSError, UnicodeError) as error:
        fail(f"cannot listen on {host}:{port}: {getattr(error, 'strerror', None) or error}")
