"""A situation that can be asked: the value of :class:`sayso.model.Situation` with its questions."""

from collections.abc import Iterable, Mapping
from typing import Self

from sayso.ledger import Ledger
from sayso.model import Clamp, Scenario, Situation, Turn, WhatIf
from sayso.situation.build import situation
from sayso.situation.naming import factor_of
from sayso.situation.scenario import ScenarioError
from sayso.situation.what_if import what_if


class Model(Situation):
    """A situation with its questions."""

    @classmethod
    def of(cls, ledger: Ledger, *, broader: bool = True, purposes: bool = False) -> Self:
        """The situation of a ledger; see :func:`sayso.situation.build.situation`."""
        return cls.model_construct(**dict(situation(ledger, broader=broader, purposes=purposes)))

    def what_if(
        self,
        hold: Mapping[str, Turn | float],
        *,
        start: int = 0,
        steps: int = 12,
        draws: int = 2000,
        seed: int = 0,
        name: str = "what if",
    ) -> WhatIf:
        """What the claims imply where factors are held: ``hold`` maps a factor's name or id to
        ``"up"``, ``"down"`` or a number from -1 to 1 (0 is as now), from step ``start`` on.

        Raises :class:`sayso.ledger.QueryError` for a factor there is not, or that could be several,
        and :class:`sayso.situation.scenario.ScenarioError` for a scenario that cannot be run.
        """
        clamps = [
            Clamp(factor=factor_of(self, wanted).id, to=to, start=start)
            for wanted, to in hold.items()
        ]
        return self.run(
            Scenario(name=name, clamps=tuple(clamps), steps=steps, draws=draws, seed=seed)
        )

    def run(self, scenario: Scenario) -> WhatIf:
        """The answer to a scenario whose clamps name factors by id.

        Raises :class:`sayso.situation.scenario.ScenarioError` for one that cannot be run.
        """
        return what_if(self, scenario)


def clamps_of(model: Situation, settings: Iterable[str], start: int) -> tuple[Clamp, ...]:
    """Clamps from words such as ``pressure on Islamic State=up``, with ``@3`` or ``@3-8`` behind
    for the steps it holds (else from ``start`` to the end).

    Raises :class:`sayso.situation.scenario.ScenarioError` for words that are no such setting, and
    what :func:`sayso.situation.naming.factor_of` raises.
    """
    return tuple(_clamp(model, setting, start) for setting in settings)


def _clamp(model: Situation, setting: str, start: int) -> Clamp:
    wanted, equals, rest = setting.rpartition("=")
    level, _, when = rest.partition("@")
    first, dash, last = when.partition("-")
    try:
        to: Turn | float = _turn(level.strip())
        begins = int(first) if first else start
        ends = int(last) if dash and last else None
    except ValueError:
        equals = ""
    if not equals or not wanted.strip():
        raise ScenarioError(
            f"{setting!r} is no setting: give FACTOR=up, down or a number from -1 to 1, "
            "with @STEP or @STEP-STEP where it does not hold throughout"
        )
    return Clamp(factor=factor_of(model, wanted.strip()).id, to=to, start=begins, stop=ends)


def _turn(level: str) -> Turn | float:
    if level == "up":
        return "up"
    return "down" if level == "down" else float(level)
