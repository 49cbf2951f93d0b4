"""``sayso decide`` over the situation model: merge, split, rename, narrow, link."""

from typing import Annotated

import typer

from sayso.cli.decide import AuthorOption, ReasonOption, deciding, put
from sayso.cli.ledger import LedgerOption
from sayso.ledger import Ledger, UnknownIdError
from sayso.ledger.keys import key_of
from sayso.model import Situation, Statement
from sayso.situation import deciding as encode
from sayso.situation.naming import factor_of

FactorArgument = Annotated[
    str,
    typer.Argument(
        metavar="FACTOR",
        help="A factor: its id, its name, or words that only its name has.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Put these commands into ``sayso decide``."""
    for command in (merge, split, rename, narrow, link):
        app.command(command.__name__)(command)


def merge(
    factors: Annotated[
        list[str], typer.Argument(metavar="FACTOR FACTOR…", help="The first stays.")
    ],
    name: Annotated[str | None, typer.Option("--name", help="What it is called then.")] = None,
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Make one factor of several."""
    with deciding(ledger, author) as (held, who):
        model = situation_of(held)
        put(held, encode.merging([factor_of(model, f) for f in factors], name), who, reason)


def split(
    factor: FactorArgument,
    statement: Annotated[
        list[str],
        typer.Option("--statement", metavar="ID", help="What it says goes; may be repeated."),
    ],
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Take what statements say out of a factor, into a factor of its own."""
    with deciding(ledger, author) as (held, who):
        placed = [placed_in(held, s) for s in statement]
        put(held, encode.splitting(factor_of(situation_of(held), factor), placed), who, reason)


def rename(
    factor: FactorArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Give a factor another name."""
    with deciding(ledger, author) as (held, who):
        put(held, encode.renaming(factor_of(situation_of(held), factor), name), who, reason)


def narrow(
    what: Annotated[
        str,
        typer.Argument(
            metavar="FACTOR|ID",
            help="The narrower factor, as `sayso situation` has it without broader terms; or a "
            "statement.",
            show_default=False,
        ),
    ],
    term: Annotated[
        str | None, typer.Option("--term", help="The broader term, where there are several.")
    ] = None,
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Undo a broader term for one narrower factor, or for what one statement says."""
    with deciding(ledger, author) as (held, who):
        broad = situation_of(held)
        try:
            placed = placed_in(held, what)
        except UnknownIdError:
            own = factor_of(situation_of(held, broader=False), what)
            put(held, encode.narrowing_factor(own, broad, term), who, reason)
        else:
            put(held, encode.narrowing_statement(placed, broad, term), who, reason)


def link(
    driver: FactorArgument,
    effect: FactorArgument,
    *,
    sign: Annotated[
        str,
        typer.Option("--sign", metavar="+|-", help="More of the driver brings more, or less."),
    ],
    author: AuthorOption = None,
    reason: ReasonOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Put in a link of your own; it is shown apart from what reports say."""
    with deciding(ledger, author) as (held, who):
        model = situation_of(held)
        proposed = encode.linking(factor_of(model, driver), factor_of(model, effect), sign)
        put(held, proposed, who, reason)


def situation_of(ledger: Ledger, *, broader: bool = True) -> Situation:
    """The ledger's situation model."""
    from sayso.situation.build import situation  # takes time to import

    return situation(ledger, broader=broader)


def placed_in(ledger: Ledger, wanted: str) -> encode.Placed:
    """A statement of the ledger as decisions know it.

    Raises :class:`sayso.ledger.UnknownIdError` where the id names no statement.
    """
    found = ledger.show(wanted)
    if not isinstance(found.thing, Statement):
        raise UnknownIdError(wanted)
    key = key_of(found.report.id, found.thing, found.reading.statements)
    return encode.Placed(key, found.thing.id)
