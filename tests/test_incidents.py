"""Attacks of all kinds, in capitals and not: who, whom, with what, at what."""

import pytest

import sayso
from sayso.model import Participant, Reading

Wanted = dict[str, tuple[str, str]]


def _attacks(reading: Reading) -> list[Participant]:
    return [
        p
        for s in reading.statements
        if s.event is not None and s.event.plover is not None and s.event.plover.type == "ASSAULT"
        for p in s.event.participants
    ]


CASES: list[tuple[str, list[tuple[str, str, str]]]] = [
    (
        "A powerful bomb exploded in front of the building of the telephone company.",
        [("instrument", "bomb", "weapon"), ("recipient", "building", "facility")],
    ),
    (
        "The bomb was placed under a bus by unidentified individuals.",
        [
            ("instrument", "bomb", "weapon"),
            ("recipient", "a bus", "vehicle"),
            ("actor", "individuals", "people"),
        ],
    ),
    (
        "Terrorists hurled three dynamite charges at the embassy.",
        [
            ("actor", "Terrorists", "people"),
            ("instrument", "dynamite charges", "weapon"),
            ("recipient", "the embassy", "facility"),
        ],
    ),
    (
        "Five people were hurt when a car loaded with explosives blew up near a police station.",
        [("instrument", "a car", "vehicle"), ("recipient", "a police station", "facility")],
    ),
    (
        "A bomb exploded, killing Maria Urdaz, 42; Pilar Urdaz, 19; and a police officer.",
        [
            ("recipient", "Maria Urdaz", "person"),
            ("recipient", "Pilar Urdaz", "person"),
            ("recipient", "a police officer", "person"),
        ],
    ),
    (
        "Jesuits Tomas Urdaz, Pedro Aldano, and Luis Merazo were killed in Zarbela.",
        [
            ("recipient", "Tomas Urdaz", "person"),
            ("recipient", "Pedro Aldano", "person"),
            ("recipient", "Luis Merazo", "person"),
        ],
    ),
    (
        "The attack resulted in the death of three peasants.",
        [("recipient", "three peasants", "people")],
    ),
    (
        "The guerrillas used explosives to blow up a section of the pipeline.",
        [("recipient", "a section of the pipeline", "object")],
    ),
    (
        "Guerrillas dynamited two electrical towers and machinegunned the mayor's house.",
        [
            ("actor", "Guerrillas", "people"),
            ("recipient", "two electrical towers", "facility"),
            ("recipient", "the mayor's house", "facility"),
        ],
    ),
    (
        "The explosion of a grenade hurled at a police car wounded three people.",
        [("instrument", "grenade", "weapon"), ("recipient", "a police car", "vehicle")],
    ),
    (
        "The ambush left two merchants dead and the gunmen destroyed the windows of the shop.",
        [("recipient", "the windows of the shop", "facility")],
    ),
]


@pytest.mark.parametrize("loud", [False, True], ids=["ordinary", "capitals"])
@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[c[0][:30] for c in CASES])
def test_sides_of_an_attack(text: str, wanted: list[tuple[str, str, str]], loud: bool) -> None:
    found = _attacks(sayso.read(text.upper() if loud else text))
    for role, words, kind in wanted:
        hits = [p for p in found if p.role == role and words.lower() in p.text.lower()]
        assert [p.kind for p in hits][:1] == [kind], (role, words, found)


@pytest.mark.parametrize(
    ("text", "who", "standing"),
    [
        ("The murder of six priests was attributed to the army.", "the army", "accused"),
        ("The murder of the judge was claimed by the Grey Brigade.", "Grey Brigade", "claimed"),
        ("The Grey Brigade claimed the attack on the power plant.", "Grey Brigade", "claimed"),
    ],
)
def test_whoever_an_attack_is_laid_to_is_no_bare_actor(text: str, who: str, standing: str) -> None:
    actors = [p for p in _attacks(sayso.read(text)) if p.role == "actor"]
    assert [(who.lower() in p.text.lower(), p.standing) for p in actors] == [(True, standing)]


@pytest.mark.parametrize(
    "text",
    [
        "In all 30 were wounded when a bomb exploded at 0740.",
        "A wave of violence killed the mayor.",
        "Who could have committed the murder?",
    ],
)
def test_counts_hours_and_things_are_nobody(text: str) -> None:
    found = _attacks(sayso.read(text))
    assert not [p for p in found if p.role == "actor"]
    assert not [p for p in found if any(c.isdigit() for c in p.text)]


def test_somebody_identified_is_the_one_named() -> None:
    reading = sayso.read("A man was shot in Zarbela. The man was identified as Pedro Aldano.")
    (entity,) = [e for e in reading.entities if e.name == "Pedro Aldano"]
    assert "The man" in [m.text for m in entity.mentions]


def test_an_abbreviation_in_square_brackets_is_what_stands_before_it() -> None:
    reading = sayso.read("The Alianza Popular Brigade [APX] fled. The APX attacked the barracks.")
    (entity,) = [e for e in reading.entities if "Brigade" in e.name]
    assert "APX" in [m.text for m in entity.mentions]


@pytest.mark.parametrize(
    ("text", "phrase", "kind"),
    [
        ("Four guerrillas died in Karsk.", "Four guerrillas", "people"),
        ("The guerrillas met in Karsk.", "The guerrillas", "armed_group"),
        ("Their fighters met in Karsk.", "Their fighters", "armed_group"),
        ("Gunmen met in Karsk.", "Gunmen", "people"),
    ],
)
def test_some_who_fight_are_people_and_a_side_is_a_group(text: str, phrase: str, kind: str) -> None:
    found = [e for e in sayso.read(text).entities if e.mentions[0].text == phrase]
    assert [e.kind for e in found] == [kind]


def test_a_fight_with_some_guerrillas_is_a_clash() -> None:
    (event,) = [
        s.event for s in sayso.read("Soldiers killed four guerrillas.").statements if s.event
    ]
    assert event.acled is not None
    assert event.acled.sub_event_type == "Armed clash"
