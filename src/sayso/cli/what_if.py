"""``sayso what-if``: a scenario put to the situation model."""

from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import ValidationError

from sayso.cli.errors import fail
from sayso.cli.ledger import LedgerOption, opened
from sayso.cli.output import Format, clean, say, write_line, write_list, write_text
from sayso.cli.situation import BroaderOption, PurposesOption, SituationFormat, told_loop
from sayso.ledger import Ledger
from sayso.model import FactorOutcome, Scenario, Shares, WhatIf
from sayso.situation.model import Model, clamps_of
from sayso.situation.picture import svg

_FIELDS: Final = ("factor", "name", "sign", "up", "down", "unclear", "depends")
_PATHS: Final = 2


def register(app: typer.Typer) -> None:
    """Put the command into the application."""
    app.command("what-if")(what_if)


def what_if(
    *,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FACTOR=up|down|N",
            help="Hold a factor, by name or id; @3 or @3-8 behind it says at which steps.",
        ),
    ] = None,
    again: Annotated[
        Path | None,
        typer.Option("--again", metavar="FILE", help="Run the scenario of an answer kept as JSON."),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What the scenario is called.")] = "what if",
    start: Annotated[
        int, typer.Option("--from", metavar="STEP", help="The step from which it holds.")
    ] = 0,
    steps: Annotated[int, typer.Option("--steps", help="How many steps are run.")] = 12,
    draws: Annotated[int, typer.Option("--draws", help="How many draws.")] = 2000,
    seed: Annotated[int, typer.Option("--seed", help="The seed of the draws.")] = 0,
    broader: BroaderOption = True,
    purposes: PurposesOption = False,
    format: Annotated[
        SituationFormat,
        typer.Option("--format", help="A table for people, JSON for programs, CSV, or a picture."),
    ] = SituationFormat.table,
    ledger: LedgerOption = None,
) -> None:
    """What the sources' claims imply where a factor goes up or down."""
    if bool(set_) == (again is not None):
        fail("give --set FACTOR=up (or down, or a number), or --again FILE, and not both")
    with opened(ledger) as held:
        if again is not None:
            model, answer = _again(held, again)
        else:
            model = Model.of(held, broader=broader, purposes=purposes)
            clamps = clamps_of(model, set_ or [], start)
            answer = model.run(
                Scenario(name=name, clamps=clamps, steps=steps, draws=draws, seed=seed)
            )
    match format:
        case SituationFormat.json:
            write_text(answer.model_dump_json(by_alias=True, indent=2) + "\n")
        case SituationFormat.svg:
            write_text(svg(model, answer))
        case SituationFormat.csv:
            _write_outcomes(model, answer.factors, Format.csv)
        case SituationFormat.table:
            _write_answer(model, answer)


def _again(ledger: Ledger, path: Path) -> tuple[Model, WhatIf]:
    """The scenario of a kept answer on the ledger as it is now; says where that one is stale."""
    try:
        kept = WhatIf.model_validate_json(path.read_bytes())
    except ValidationError:
        fail(f"{path}: no answer of `sayso what-if --format json`")
    model = Model.of(
        ledger,
        broader=bool(kept.assumptions.get("broader_terms", True)),
        purposes=bool(kept.assumptions.get("purposes", False)),
    )
    answer = model.run(kept.scenario)
    if kept.state == model.state:
        say("the kept answer is up to date: the ledger holds what it held then")
        return model, answer
    before = {f.factor: f.sign for f in kept.factors}
    moved = [f.name for f in answer.factors if before.get(f.factor, f.sign) != f.sign]
    told = f"other signs now for: {'; '.join(moved)}" if moved else "the signs are the same now"
    say(f"the kept answer is stale: the ledger has moved on; {told}")
    return model, answer


class _Row:
    """An outcome as a row, with the shares of the last step."""

    def __init__(self, outcome: FactorOutcome) -> None:
        self._outcome = outcome

    def __getattr__(self, name: str) -> object:
        if name in Shares.model_fields:
            return getattr(self._outcome.draws, name)
        return getattr(self._outcome, name)


def _write_outcomes(model: Model, outcomes: tuple[FactorOutcome, ...], format: Format) -> None:
    write_list(
        [_Row(o) for o in outcomes],
        format,
        columns={
            "factor": lambda o: o.name,
            "sign": lambda o: o.sign,
            "by way of": lambda o: _ways(model, o),
            "draws up": lambda o: f"{o.up:.2f}",
            "down": lambda o: f"{o.down:.2f}",
            "unclear": lambda o: f"{o.unclear:.2f}",
            "hangs on ranges": lambda o: "yes" if o.depends else "no",
        },
        fields=_FIELDS,
        empty="no factor is moved by that",
    )


def _ways(model: Model, outcome: FactorOutcome) -> str:
    """The first paths in words."""
    names = {f.id: f.name for f in model.factors}
    links = {x.id: x for x in model.links}
    told = []
    for path in outcome.paths[:_PATHS]:
        steps = [links[x] for x in path]
        way = "".join(f" ({x.sign}) {names[x.effect]}" for x in steps)
        told.append(f"{names[steps[0].driver]}{way}")
    more = len(outcome.paths) - _PATHS
    return "; ".join(told) + (f"; and {more} more" if more > 0 else "")


def _write_answer(model: Model, answer: WhatIf) -> None:
    held = {c.factor for c in answer.scenario.clamps}
    names = {f.id: f.name for f in model.factors}
    for clamp in answer.scenario.clamps:
        stop = "" if clamp.stop is None else f" to before {clamp.stop}"
        since = f" from step {clamp.start}{stop}" if clamp.start or stop else ""
        write_line(clean(f"{answer.scenario.name}: {names[clamp.factor]} = {clamp.to}{since}"))
    moved = tuple(f for f in answer.factors if f.sign != "none" and f.factor not in held)
    _write_outcomes(model, moved, Format.table)
    for at in sorted({at for outcome in moved for at in outcome.loops}):
        write_line(clean(f"on the way: {told_loop(model.loops[at], names)}"))
    write_line("The sign needs no assumed strengths: it is that of every path of claims.")
    scenario = answer.scenario
    write_line(
        f"Shares of {scenario.draws} draws at step {scenario.steps} (seed {scenario.seed}), "
        "no probabilities; drawn from:"
    )
    _write_ranges(answer)
    for sentence in answer.missing:
        write_line(clean(f"not known: {sentence}"))
    write_line()
    write_line(answer.claim, style="italic")


def _write_ranges(answer: WhatIf) -> None:
    ranges = answer.assumptions.get("ranges")
    if isinstance(ranges, dict):
        for name, held in ranges.items():
            told = "; ".join(f"{key} {value}" for key, value in dict(held).items())
            write_line(clean(f"  {name} ranges: {told}"))
    write_line(clean(f"  {answer.assumptions.get('source', '')}"))
