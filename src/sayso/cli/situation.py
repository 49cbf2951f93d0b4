"""``sayso situation``: what the sources' causal claims imply as a model."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final

import typer

from sayso.cli.errors import fail
from sayso.cli.ledger import LedgerOption, opened
from sayso.cli.output import Format, clean, write_line, write_list, write_text
from sayso.model import CausalLink, Evidence, Factor, Loop, Situation
from sayso.situation import analysis
from sayso.situation.build import situation as built
from sayso.situation.naming import factor_of
from sayso.situation.picture import svg

BroaderOption = Annotated[
    bool,
    typer.Option(
        "--broader/--no-broader", help="Put drivers under broader terms, by the table shown."
    ),
]
PurposesOption = Annotated[
    bool, typer.Option("--purposes", help="Take goals in as drivers of what is done for them.")
]

_FIELDS: Final = (
    "id",
    "driver",
    "sign",
    "effect",
    "origin",
    "strength",
    "read_well",
    "source_reliability",
    "credibility",
    "voices",
    "reports",
    "evidence",
)


class SituationFormat(StrEnum):
    """The forms a situation, or an answer, is given in."""

    table = "table"
    json = "json"
    csv = "csv"
    svg = "svg"


def register(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("situation")(situation)


def situation(
    factor: Annotated[
        str | None,
        typer.Option("--factor", metavar="NAME|ID", help="One factor whole, with its evidence."),
    ] = None,
    broader: BroaderOption = True,
    purposes: PurposesOption = False,
    format: Annotated[
        SituationFormat,
        typer.Option("--format", help="A table for people, JSON for programs, CSV, or a picture."),
    ] = SituationFormat.table,
    ledger: LedgerOption = None,
) -> None:
    """Factors, links and loops that the sources' causal claims imply, each with its evidence."""
    with opened(ledger) as held:
        model = built(held, broader=broader, purposes=purposes)
        if factor is not None:
            if format is not SituationFormat.table:
                fail("one factor is shown as a table only")
            _show_factor(model, factor_of(model, factor))
            return
    match format:
        case SituationFormat.json:
            write_text(model.model_dump_json(by_alias=True, indent=2) + "\n")
        case SituationFormat.svg:
            write_text(svg(model))
        case SituationFormat.csv:
            _write_links(model, Format.csv)
        case SituationFormat.table:
            _write_tables(model)


class _Row:
    """A link as a row: the fields of the link, its ends by their names."""

    def __init__(self, link: CausalLink, model: Situation) -> None:
        self._link = link
        self._names = {f.id: f.name for f in model.factors}

    def __getattr__(self, name: str) -> object:
        value = getattr(self._link, name)
        if name in ("driver", "effect"):
            return self._names[value]
        if name == "evidence":
            return tuple(e.statement for e in value)
        return value


def _write_links(model: Situation, format: Format) -> None:
    write_list(
        [_Row(link, model) for link in model.links],
        format,
        columns={
            "driver": lambda r: r.driver,
            "sign": lambda r: r.sign,
            "effect": lambda r: r.effect,
            "voices": lambda r: "; ".join(r.voices) or _origin(r),
            "reports": lambda r: r.reports,
            "read well": lambda r: "" if r.read_well is None else f"{r.read_well:.2f}",
            "source": lambda r: r.source_reliability,
            "credibility": lambda r: r.credibility,
            "strength": lambda r: "not said" if r.strength is None else r.strength,
            "evidence": lambda r: ", ".join(r.evidence),
        },
        fields=_FIELDS,
        empty="no statement of the ledger says what drives what",
    )


def _origin(link: CausalLink) -> str:
    if link.origin == "analyst":
        return f"[analyst, decision {link.decision}]"
    return "[broader term]" if link.origin == "broader-term" else ""


def _write_tables(model: Situation) -> None:
    _write_links(model, Format.table)
    if not model.links:
        return
    names = {f.id: f.name for f in model.factors}
    for loop in model.loops:
        write_line(clean(told_loop(loop, names)))
    if model.loops_cut:
        write_line("(there are more loops than were sought)")
    for title, reaches in (
        ("said to drive the most factors", analysis.drivers(model)),
        ("said to be driven by the most", analysis.outcomes(model)),
    ):
        told = "; ".join(f"{r.name} ({r.factors}, {_by(r.voices)})" for r in reaches[:3])
        write_line(clean(f"{title}: {told}"))
    under = sorted(
        {(m.broader.term, m.broader.source) for f in model.factors for m in f.members if m.broader}
    )
    for term, source in under:
        write_line(clean(f"broader term: {term} ({source}); --no-broader or `sayso decide narrow`"))
    for suggestion in model.suggestions[:5]:
        one, other = (names.get(f, f) for f in suggestion.factors)
        write_line(clean(f"one factor? {one} / {other}: {'; '.join(suggestion.reasons)}"))
    for sentence in model.missing:
        write_line(clean(f"not known: {sentence}"))
    write_line()
    write_line(model.claim, style="italic")


def _by(voices: int) -> str:
    return "by 1 voice" if voices == 1 else f"by {voices} voices"


def told_loop(loop: Loop, names: Mapping[str, str]) -> str:
    """A loop in a line: its kind, and its factors back to the first."""
    way = " → ".join(names[f] for f in (*loop.factors, loop.factors[0]))
    return f"loop ({loop.kind}): {way}"


def _show_factor(model: Situation, factor: Factor) -> None:
    write_line(clean(f"{factor.name}  ({factor.id})"), style="bold")
    for title, said in (
        ("by", factor.actor),
        ("on", factor.recipient),
        ("at", factor.place),
        ("decisions", ", ".join(map(str, factor.decisions))),
    ):
        if said:
            write_line(clean(f"  {title}: {said}"))
    write_line("  its wordings:")
    for member in factor.members:
        turned = "less of it" if member.direction == "-" else "more of it, or that it is"
        write_line(clean(f"    {member.statement} ({member.side}, {turned}): “{member.text}”"))
        for reason in member.why:
            write_line(clean(f"      {reason}"))
    names = {f.id: f.name for f in model.factors}
    for link in (*model.links, *model.unheld):
        if factor.id in (link.driver, link.effect):
            _show_link(link, names)
    write_line()
    write_line(model.claim, style="italic")


def _show_link(link: CausalLink, names: dict[str, str]) -> None:
    origin = f" {_origin(link)}" if _origin(link) else ""
    write_line(
        clean(f"  {names[link.driver]} --({link.sign})--> {names[link.effect]}{origin}"),
        style="bold",
    )
    for sort, found in (("", link.evidence), ("denied: ", link.against), ("open: ", link.open)):
        for evidence in found:
            write_line(clean(f"    {sort}{told_evidence(evidence)}"))


def told_evidence(e: Evidence) -> str:
    """A piece of evidence in a line: who, how sure, the words, and where they stand."""
    who = " < ".join(e.voices) or f"[{e.publisher or 'the report'}]"
    copies = f"; also printed in {', '.join(e.copies)}" if e.copies else ""
    return f"{e.statement} {who}, {e.stance}, {e.certainty}: “{e.text}”{copies}"
