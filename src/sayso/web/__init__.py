"""The web page and the first REST routes, on a ledger."""

from sayso.web.app import create_app

__all__ = ["create_app"]
