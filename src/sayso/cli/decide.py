"""``sayso decide``: an analyst's decisions, laid over the readings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, Final

import typer

from sayso.assembly.decisions import Proposed, judging, told
from sayso.assembly.grades import grading
from sayso.cli.author import author_of
from sayso.cli.ledger import LedgerOption, LimitOption, opened
from sayso.cli.output import Format, FormatOption, clean, write_line, write_list
from sayso.ledger import Ledger
from sayso.model import Decision

AuthorOption = Annotated[
    str | None,
    typer.Option(
        "--author",
        envvar="SAYSO_AUTHOR",
        help="Who decides. Else SAYSO_AUTHOR, else the name of the login.",
        show_default=False,
        show_envvar=False,
    ),
]
ReasonOption = Annotated[str | None, typer.Option("--reason", help="Why, in your words.")]
StatementArgument = Annotated[
    str, typer.Argument(metavar="ID", help="A statement: <report id>/s1.", show_default=False)
]

_FIELDS: Final = (
    "id",
    "kind",
    "what",
    "subjects",
    "value",
    "author",
    "reason",
    "at",
    "undone",
    "undone_by",
)

app = typer.Typer(
    name="decide",
    help="Decide over a reading: accept, reject, grade, merge, split, … ; list and undo.",
    no_args_is_help=True,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision as lists give it: ``what`` is it in words."""

    id: int
    kind: str
    what: str
    subjects: tuple[str, ...]
    value: dict[str, Any]
    author: str
    reason: str | None
    at: str
    undone: str | None
    undone_by: str | None


def register(room: typer.Typer) -> None:
    """Put the command and its commands into the application."""
    from sayso.cli import decide_factors

    decide_factors.register(app)
    room.add_typer(app)


@app.command("accept")
def accept(
    statement: StatementArgument,
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Accept a statement: the reading has it right."""
    with deciding(ledger, author) as (held, who):
        put(held, judging("accept", held.show(statement)), who, reason)


@app.command("reject")
def reject(
    statement: StatementArgument,
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Reject a statement: it stays in lists, marked, and counts for nothing else."""
    with deciding(ledger, author) as (held, who):
        put(held, judging("reject", held.show(statement)), who, reason)


@app.command("grade")
def grade(
    what: Annotated[
        str,
        typer.Argument(
            metavar="NAME|ID",
            help="A publisher, agency or public voice; or a statement (<report id>/s1).",
            show_default=False,
        ),
    ],
    grade: Annotated[
        str,
        typer.Argument(
            metavar="GRADE", help="A source: A to F. A statement: 1 to 6.", show_default=False
        ),
    ],
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Grade a source's reliability or a statement's credibility (Admiralty scale)."""
    with deciding(ledger, author) as (held, who):
        put(held, grading(held, what, grade), who, reason)


@app.command("undo")
def undo(
    decision: Annotated[
        int, typer.Argument(metavar="N", help="The decision's number.", show_default=False)
    ],
    author: AuthorOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Undo a decision; it stays on record, and counts no more."""
    with deciding(ledger, author) as (held, who):
        undone = held.undo(decision, author=who)
        write_line(clean(f"undid {undone.id}: {told(undone)}"))


@app.command("list")
def listing(
    standing: Annotated[
        bool, typer.Option("--standing", help="Only those that are not undone.")
    ] = False,
    limit: LimitOption = None,
    format: FormatOption = Format.table,
    ledger: LedgerOption = None,
) -> None:
    """The decisions in the order they were made: who, when, what, why; the undone too."""
    with opened(ledger) as held:
        write_list(
            [_listed(d) for d in held.decisions(everything=not standing)[:limit]],
            format,
            columns={
                "n": lambda d: d.id,
                "who": lambda d: d.author,
                "when": lambda d: d.at.replace("T", " ").removesuffix("+00:00"),
                "words": lambda d: d.what,
                "why": lambda d: d.reason,
                "undone": lambda d: f"{d.undone[:10]} by {d.undone_by}" if d.undone else None,
            },
            fields=_FIELDS,
            empty=f"the ledger {held.where} holds no decisions",
        )


@contextmanager
def deciding(ledger: str | None, author: str | None) -> Iterator[tuple[Ledger, str]]:
    """The ledger, and who decides; what goes wrong is told in one line."""
    who = author_of(author)
    with opened(ledger) as held:
        yield held, who


def put(held: Ledger, proposed: Proposed, author: str, reason: str | None) -> None:
    """Put a decision into the ledger, and say what was decided."""
    why = reason.strip() or None if reason is not None else None
    made = proposed.put(held, author=author, reason=why)
    write_line(clean(f"decision {made.id}: {told(made)}"))


def _listed(decision: Decision) -> Listed:
    held = decision.model_dump(mode="python")
    return Listed(what=told(decision), **{**held, "value": dict(decision.value)})
