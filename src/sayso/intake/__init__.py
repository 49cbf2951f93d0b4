"""Reports out of files, folders, rows and streams."""

from sayso.intake.errors import InputError, InputFault
from sayso.intake.row import report_of
from sayso.intake.sources import Kind, Options, count_inputs, reports_from

__all__ = [
    "InputError",
    "InputFault",
    "Kind",
    "Options",
    "count_inputs",
    "report_of",
    "reports_from",
]
