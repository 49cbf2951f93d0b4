"""The ledger: readings kept in one database file, and the questions that can be put to it."""

from sayso.ledger.errors import LedgerError, QueryError, UnknownIdError
from sayso.ledger.keys import StatementKey
from sayso.ledger.ledger import Ledger, open_ledger
from sayso.ledger.location import ledger_url
from sayso.ledger.queries import Filters
from sayso.ledger.rows import Forgotten, Found, Passage, ReportRow, StatementRow
from sayso.ledger.verdicts import Verdict
from sayso.ledger.voicing import Source

__all__ = [
    "Filters",
    "Forgotten",
    "Found",
    "Ledger",
    "LedgerError",
    "Passage",
    "QueryError",
    "ReportRow",
    "Source",
    "StatementKey",
    "StatementRow",
    "UnknownIdError",
    "Verdict",
    "ledger_url",
    "open_ledger",
]
