"""Incidents, as in MUC-4: who did it, to what and whom, with what, for a whole report."""

from collections import Counter
from collections.abc import Sequence

from sayso.evaluation.events import events_of
from sayso.evaluation.gold import GoldRecord
from sayso.evaluation.measures import Figures, pair_off, plain_words, precision_recall
from sayso.knowledge.ontology import VIOLENT
from sayso.model import Participant, Reading

ROLES = ("perp_individual", "perp_org", "target", "victim", "weapon")
_GROUPS = frozenset({"organization", "armed_group", "government", "coalition"})
#: Kinds of recipients that are targets, not victims.
_THINGS = frozenset({"facility", "vehicle", "object", "place"})
_LIGHT_WORDS = frozenset(
    {"the", "a", "an", "of", "some", "several", "two", "three", "four", "five"}
)
_SCOPES = (("micro_keyed", "keyed "), ("micro", "all "))


class IncidentsScorer:
    """Role fillers of the report, by CEAF-REE as in GRIT: an entity is right where one of its
    mentions is one of the gold entity's, up to case, articles and containment of the head. The
    roles and ``micro_keyed`` count reports that have an incident; ``micro`` counts all.
    """

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()

    def add(self, gold: GoldRecord, reading: Reading | None) -> None:
        """Count one report; the gold has ``roles``, each a list of entities as lists of strings."""
        fillers = _fillers(reading)
        wanted = gold.fields["roles"]
        scopes = ("all ", "keyed ") if any(wanted.values()) else ("all ",)
        for role in ROLES:
            ours, theirs = wanted.get(role, []), fillers[role]
            hit = len(pair_off(_same_entity, ours, theirs, 1.0))
            for scope in scopes:
                self._count[f"{scope}{role} gold"] += len(ours)
                self._count[f"{scope}{role} read"] += len(theirs)
                self._count[f"{scope}{role} hit"] += hit

    def figures(self) -> Figures:
        """Each role, then all roles together over reports with an incident and over all."""
        by_role = {role: self._figure("keyed ", (role,)) for role in ROLES}
        together = {name: self._figure(scope, ROLES) for name, scope in _SCOPES}
        return by_role | together

    def _figure(self, scope: str, roles: tuple[str, ...]) -> dict[str, float]:
        hit, read, gold = (
            sum(self._count[f"{scope}{role} {what}"] for role in roles)
            for what in ("hit", "read", "gold")
        )
        return precision_recall(hit, read, gold)


def _fillers(reading: Reading | None) -> dict[str, list[set[str]]]:
    """By role, each filler as the set of its wordings."""
    found: dict[str, dict[str, set[str]]] = {role: {} for role in ROLES}
    if reading is None:
        return {role: [] for role in ROLES}
    entities = {entity.id: entity for entity in reading.entities}
    for event in events_of(reading):
        if event.plover is None or event.plover.type not in VIOLENT:
            continue
        for person in event.participants:
            entity = entities.get(person.entity) if person.entity else None
            role = _role(person, entity.kind if entity else person.kind)
            if role is None:
                continue
            wordings = found[role].setdefault(person.entity or person.text.lower(), set())
            wordings.add(person.text)
            wordings.update(m.text for m in (entity.mentions if entity else ()) if _names(m.form))
    return {role: list(fillers.values()) for role, fillers in found.items()}


def _names(form: str) -> bool:
    return form != "pronoun"


def _role(person: Participant, kind: str) -> str | None:
    if person.role == "actor":
        return "perp_org" if kind in _GROUPS else "perp_individual"
    if person.role == "recipient":
        return "target" if kind in _THINGS else "victim"
    return "weapon" if person.role == "instrument" else None


def _same_entity(gold_wordings: Sequence[str], read_wordings: set[str]) -> float:
    """1.0 where a wording read equals a gold one, or ends in the same word and lies within it or
    around it; else 0.0.
    """
    gold = [w for w in map(_content_words, gold_wordings) if w]
    read = [w for w in map(_content_words, read_wordings) if w]
    return float(any(_same_wording(g, r) for g in gold for r in read))


def _content_words(wording: str) -> list[str]:
    return [w for w in plain_words(wording) if w not in _LIGHT_WORDS]


def _same_wording(gold: list[str], read: list[str]) -> bool:
    return gold == read or (
        gold[-1] == read[-1] and (set(gold) <= set(read) or set(read) <= set(gold))
    )
