"""Whom the words lay an act on: its actor, and never a bare one."""

import pytest

import sayso
from sayso.model import Participant, Reading


def _attackers(reading: Reading) -> list[Participant]:
    return [
        p
        for s in reading.statements
        if s.event is not None and s.event.plover is not None and s.event.plover.type == "ASSAULT"
        for p in s.event.participants
        if p.role == "actor"
    ]


@pytest.mark.parametrize("loud", [False, True], ids=["ordinary", "capitals"])
@pytest.mark.parametrize(
    ("text", "who", "standing"),
    [
        ("The Grey Brigade is responsible for the murder of six nuns.", "grey brigade", "accused"),
        ("Pedro Aldano is behind the attack.", "pedro aldano", "accused"),
        ("Officials link Pedro Aldano to the killing of the vicar.", "pedro aldano", "accused"),
        ("Nine officers were arrested for killing six nuns.", "nine officers", "accused"),
        ("Six soldiers were charged in the murder of a vicar.", "six soldiers", "accused"),
        ("The murder of the mayor has been blamed on the rebels.", "the rebels", "accused"),
        ("Officials attribute the attacks to drug traffickers.", "drug traffickers", "accused"),
        ("A court found Pedro Aldano guilty of murdering the vicar.", "pedro aldano", "accused"),
        ("The Grey Brigade took credit for the bombing of a mill.", "the grey brigade", "claimed"),
        ("The army was not responsible for the attack.", "the army", "denied"),
        ("The army denied responsibility for the massacre.", "the army", "denied"),
        ("The army denied any involvement in the raid on the mill.", "the army", "denied"),
    ],
)
def test_whoever_answers_for_an_act_stands_as_such(
    text: str, who: str, standing: str, loud: bool
) -> None:
    found = _attackers(sayso.read(text.upper() if loud else text))
    assert [(who in p.text.lower(), p.standing) for p in found] == [(True, standing)]


def test_somebody_who_says_it_of_himself_claims_it() -> None:
    (actor,) = _attackers(sayso.read("The Harpists said they were responsible for the attack."))
    assert (actor.text, actor.standing) == ("they", "claimed")


def test_the_words_of_the_charge_are_no_part_of_who_is_charged() -> None:
    reading = sayso.read("The council accused the rebels of the attack on the bridge.")
    assert [p.text for p in _attackers(reading)] == ["the rebels"]


def test_two_who_are_behind_an_act_are_two() -> None:
    reading = sayso.read("Pedro Aldano and Luis Merazo are behind the attack on the mill.")
    assert [p.text for p in _attackers(reading)] == ["Pedro Aldano", "Luis Merazo"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister is responsible for the defence of the city.",
        "The minister blames sanctions for the hunger.",
        "The vicar is guilty of pride.",
        "The council is responsible for the deaths of nine patients.",
    ],
)
def test_no_deed_no_charge(text: str) -> None:
    assert not _attackers(sayso.read(text))


def test_an_arrest_and_what_it_is_for_are_two_events() -> None:
    reading = sayso.read(
        "Two men were arrested for damaging the chapel at Zarbela village in the Karsk district."
    )
    codes = [s.rules[0].rsplit(".", 1)[-1] for s in reading.statements if s.event is not None]
    assert sorted(codes) == ["arrest", "destroy"]


def test_a_group_stands_beside_its_fighters() -> None:
    reading = sayso.read("A mayor was shot dead by terrorists from the Grey Liberation Front.")
    found = [(p.kind, p.standing) for p in _attackers(reading)]
    assert found == [("people", "stated"), ("armed_group", "stated")]


def test_a_bare_word_for_fighters_is_the_side_the_report_knows() -> None:
    reading = sayso.read("The rebels took Karsk. Nine people died in a rebel attack on a bridge.")
    assert len({p.entity for p in _attackers(reading)}) == 1


def test_a_bare_word_for_fighters_is_no_side_by_another_word() -> None:
    reading = sayso.read("The insurgents attacked Karsk. Nine died in a rebel attack on a bridge.")
    assert [p.entity is None for p in _attackers(reading)] == [False, True]


def test_armed_guerrillas_without_a_cause_are_people() -> None:
    (actor,) = _attackers(sayso.read("Three heavily armed guerrillas kidnapped the banker."))
    assert actor.kind == "people"


def test_an_abbreviation_in_brackets_can_act() -> None:
    reading = sayso.read("Members of the Grey Liberation Front [GLF] attacked a power station.")
    assert [p.kind for p in _attackers(reading)] == ["armed_group"]


def test_a_house_where_a_bomb_kills_kills_nobody() -> None:
    reading = sayso.read("A bomb went off on a floor of the Karsk hotel killing two people.")
    assert not [p for p in _attackers(reading) if p.kind == "facility"]


@pytest.mark.parametrize(
    "text",
    ["Four persons were killed in police firing.", "Police resorted to a lathi charge in Karsk."],
)
def test_whose_fire_or_charge_it_was_is_who_acts(text: str) -> None:
    assert [p.text.lower() for p in _attackers(sayso.read(text))] == ["police"]
