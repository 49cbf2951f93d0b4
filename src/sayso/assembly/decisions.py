"""What an analyst's decisions over statements mean, and how one is put.

A decision is laid over a reading and never changes it: who asks takes the reading as it is, and the
decisions beside it. Functions here take the decisions that stand (``Ledger.decisions()``), the
report's id in the ledger and a reading of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sayso.ledger import Found, Ledger, QueryError
from sayso.ledger.keys import key_of
from sayso.ledger.verdicts import Verdict, verdicts
from sayso.model import Decision, DecisionKind, Ground, Reading, Statement

_QUOTED: Final = 80


@dataclass(frozen=True, slots=True)
class Proposed:
    """A decision that nobody has put yet: all but who, when and why."""

    kind: DecisionKind
    subjects: tuple[str, ...]
    value: Mapping[str, Any] = field(default_factory=dict)
    grounds: tuple[Ground, ...] = ()

    def put(self, ledger: Ledger, *, author: str, reason: str | None = None) -> Decision:
        """Put it into the ledger. Raises what :meth:`sayso.ledger.Ledger.decide` raises."""
        return ledger.decide(
            self.kind,
            self.subjects,
            self.value,
            author=author,
            reason=reason,
            grounds=self.grounds,
        )


def accepted(decisions: Iterable[Decision], report: str, reading: Reading) -> frozenset[str]:
    """The ids of the reading's statements that an analyst accepted."""
    return _under("accepted", decisions, report, reading)


def rejected(decisions: Iterable[Decision], report: str, reading: Reading) -> frozenset[str]:
    """The ids of the reading's statements that an analyst rejected: they stand in lists, marked,
    and count for nothing else.
    """
    return _under("rejected", decisions, report, reading)


def judging(kind: Literal["accept", "reject"], found: Found) -> Proposed:
    """To accept or reject what ``Ledger.show`` found.

    Raises :class:`sayso.ledger.QueryError` where it is no statement.
    """
    key, value, grounds = over_statement(found)
    return Proposed(kind, (key,), value, grounds)


def over_statement(found: Found) -> tuple[str, dict[str, Any], tuple[Ground, ...]]:
    """What every decision over a statement holds: the statement's key as its subject, the kind and
    span in its value, and its report as the ground.

    Raises :class:`sayso.ledger.QueryError` where ``found`` is no statement.
    """
    if not isinstance(found.thing, Statement):
        raise QueryError(f"{found.id} is no statement; one goes by <report id>/s1")
    said = found.thing
    key = str(key_of(found.report.id, said, found.reading.statements))
    value = {"kind": said.kind, "start": said.start, "end": said.end, "text": said.text}
    return key, value, (Ground(subject=key, report=found.report.id),)


def told(decision: Decision) -> str:
    """A decision in a line of words, for lists."""
    value = decision.value
    match decision.kind:
        case "grade":
            return f"grade {_named(decision)} {value.get('grade', '')}"
        case "link":
            driver, effect = _called(decision)
            return f"link {driver} -> {effect} ({value.get('sign', '?')})"
        case "rename":
            return f"rename {_called(decision)[0]} to {value.get('name', '')}"
        case "merge":
            into = f" as {value['name']}" if value.get("name") else ""
            return f"merge {'; '.join(_called(decision))}{into}"
        case "split":
            parts = len(value.get("members", ()))
            return f"split {parts} wording{'s' * (parts != 1)} off {_called(decision)[0]}"
        case "narrow":
            return f"narrow {'; '.join(_called(decision))}: not {value.get('term', '')}"
        case "resolve":
            return f"resolve {_named(decision)}: {value.get('outcome', '')}"
        case _:
            return f"{decision.kind} {_named(decision)}"


def _under(
    verdict: Verdict, decisions: Iterable[Decision], report: str, reading: Reading
) -> frozenset[str]:
    standing = verdicts(decisions, report, reading.statements)
    return frozenset(i for i, (found, _) in standing.items() if found == verdict)


def _called(decision: Decision) -> Sequence[str]:
    """What the subjects were called when it was decided, else the subjects."""
    names = decision.value.get("called", ())
    return names if len(names) == len(decision.subjects) else decision.subjects


def _named(decision: Decision) -> str:
    """A source by its name, a statement by its words and where they stand."""
    subjects = "; ".join(decision.subjects)
    if "name" in decision.value:
        return str(decision.value["name"])
    words = " ".join(str(decision.value.get("text", "")).split())
    short = words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
    return f"{subjects} “{short}”" if short else subjects
