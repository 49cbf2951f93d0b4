"""Doers of attacks that only the head hears: whom it may add, and on what standing."""

import pytest

import sayso
from sayso.intake import report_of
from sayso.knowledge import Knowledge
from sayso.model import Participant
from sayso.reading.analysis import analyse
from sayso.reading.draft import Draft
from sayso.reading.events_roles import RULE, hear_roles
from sayso.reading.heads import ROLES
from sayso.reading.learned import Learned
from sayso.reading.reader import STEPS
from sayso.reading.settings import Settings

ATTACK = "A judge was murdered in Karsk."


def _read(text: str, knowledge: Knowledge) -> Draft:
    """The report as it is before the head is asked."""
    report = report_of({"id": "r", "text": text})
    settings = Settings(rules_only=True)
    draft = Draft(report, next(analyse([report], settings.pipeline)), knowledge, settings)
    for step in STEPS[: STEPS.index(hear_roles)]:
        draft = step(draft)
    return draft


def _heard(
    text: str, heard: dict[str, dict[str, float]], knowledge: Knowledge
) -> list[Participant]:
    """The actors of the first event, where the head says so much of so many of the words."""
    draft = _read(text, knowledge)
    words = [t for t in draft.analysis.doc if not t.is_space]
    roles = tuple(tuple(heard.get(t.text, {}).get(r, 0.0) for r in ROLES) for t in words)
    none = (0.0,) * len(words)
    learned = Learned((), tuple(t.idx for t in words), none, none, none, roles)
    draft = hear_roles(draft.plus(learned=learned))
    attacks = [c for c in draft.candidates if c.event is not None]
    first = min(attacks, key=lambda c: c.start)
    assert first.event is not None
    actors = [p for p in first.event.participants if p.role == "actor"]
    assert (RULE in first.also) == any(p.standing != "stated" for p in actors)
    return actors


def _org(word: str, probability: float = 0.9) -> dict[str, dict[str, float]]:
    return {word: {"perp_org": probability}}


def test_a_group_heard_is_suspected(knowledge: Knowledge) -> None:
    text = f"{ATTACK} Leaflets of the Grey Liberation Front lay on the road."
    (actor,) = _heard(text, _org("Front"), knowledge)
    assert (actor.kind, actor.standing) == ("armed_group", "suspected")
    assert "Grey Liberation Front" in actor.text


@pytest.mark.parametrize(
    ("told", "standing"),
    [
        ("Police blamed the Grey Liberation Front.", "accused"),
        ("The Grey Liberation Front claimed it.", "claimed"),
        ("Allegedly the Grey Liberation Front fled.", "accused"),
    ],
)
def test_it_stands_as_the_words_around_have_it(
    told: str, standing: str, knowledge: Knowledge
) -> None:
    (actor,) = _heard(f"{ATTACK} {told}", _org("Front"), knowledge)
    assert actor.standing == standing


@pytest.mark.parametrize(
    ("told", "heard"),
    [
        ("Leaflets of the Grey Liberation Front lay there.", _org("Front", 0.3)),
        ("Pedro Aldano fled.", {"Aldano": {"perp_individual": 0.9}}),
        ("The Norwegian government met.", _org("government")),
        ("Norway closed its ports.", _org("Norway")),
        ("Two Iranians fled.", {"Iranians": {"perp_individual": 0.9, "perp_org": 0.9}}),
        ("Two Muslims fled.", {"Muslims": {"perp_individual": 0.9}}),
        ("The United Nations sent a team.", _org("Nations")),
        ("The Grey Liberation Front said that it had rained.", _org("Front")),
        ("Some guerrillas fled.", {"guerrillas": {"perp_individual": 0.6, "victim": 0.7}}),
        ("It rained. It rained. It rained. The Grey Liberation Front met.", _org("Front")),
    ],
    ids=["unsure", "name", "state", "country", "people", "faith", "body", "voice", "victim", "far"],
)
def test_who_is_never_added(
    told: str, heard: dict[str, dict[str, float]], knowledge: Knowledge
) -> None:
    assert not _heard(f"{ATTACK} {told}", heard, knowledge)


def test_an_attack_with_a_doer_takes_no_other_of_his_sort(knowledge: Knowledge) -> None:
    told = "The Blue Brigade attacked a mill. The Grey Liberation Front met."
    (actor,) = _heard(told, _org("Front"), knowledge)
    assert "Blue Brigade" in actor.text


def test_a_group_without_a_name_leaves_open_whose_it_is(knowledge: Knowledge) -> None:
    told = "A guerrilla column attacked a mill. Flags of the Grey Liberation Front lay there."
    known, heard = _heard(told, _org("Front"), knowledge)
    assert (known.standing, heard.standing) == ("stated", "suspected")


def test_part_of_a_sides_name_is_no_doer(knowledge: Knowledge) -> None:
    told = "A convoy of the Grey Liberation Front was attacked."
    assert not _heard(told, _org("Front"), knowledge)


def test_nothing_is_taken_away(knowledge: Knowledge) -> None:
    (actor,) = _heard("The army attacked a mill.", {}, knowledge)
    assert (actor.text, actor.standing) == ("The army", "stated")


def test_without_heads_nothing_is_heard(knowledge: Knowledge) -> None:
    draft = _read(f"{ATTACK} Some guerrillas fled.", knowledge)
    assert hear_roles(draft) is draft
    text = "Two policemen were killed in Karsk. Several guerrillas had waited for them by the road."
    ruled = sayso.read(text, rules_only=True)
    assert not any(RULE in s.rules for s in ruled.statements)
    assert any(RULE in s.rules for s in sayso.read(text).statements)
