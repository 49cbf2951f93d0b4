"""Who and what a report names: real sentences in, entities out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.knowledge import Knowledge, open_knowledge
from sayso.model import Entity, Report
from sayso.reading.analysis import analyse
from sayso.reading.draft import Draft
from sayso.reading.mentions import read_mentions


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge()


def mentioned(text: str, knowledge: Knowledge) -> tuple[Entity, ...]:
    analysis = next(iter(analyse([Report.of(text)])))
    return read_mentions(Draft(Report.of(text), analysis, knowledge)).entities


def of(entities: tuple[Entity, ...], words: str) -> Entity:
    """The entity that has a mention of exactly these words."""
    found = [e for e in entities if any(m.text == words for m in e.mentions)]
    assert found, (words, [(e.kind, [m.text for m in e.mentions]) for e in entities])
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "kind", "name"),
    [
        ("Fighters of ISIL shelled the outpost.", "ISIL", "armed_group", "Islamic State"),
        ("Daesh lost the town on Monday.", "Daesh", "armed_group", "Islamic State"),
        ("A raid by al-Qaida killed two.", "al-Qaida", "armed_group", "Al-Qaeda"),
        ("The report was carried by AFP.", "AFP", "organization", "Agence France-Presse"),
        ("A U,N,-brokered truce held.", "U,N,", "organization", "United Nations"),
        ("The U.S.-led coalition bombed.", "U.S.-led coalition", "coalition", "U.S.-led coalition"),
        ("The Kremlin denied it.", "Kremlin", "government", "Kremlin"),
        ("Washington said the talks had failed.", "Washington", "government", "United States"),
        ("It blamed Moscow's ally for the shelling.", "Moscow", "government", "Russia"),
        ("He met reporters in Washington on Friday.", "Washington", "place", "Washington"),
        ("Turkey accused the rebels of a raid.", "Turkey", "government", "Turkey"),
        ("The minister accused Kenya of lies.", "Kenya", "government", "Kenya"),
        ("The Red Dawn Front fled.", "Red Dawn Front", "armed_group", "Red Dawn Front"),
        ("Two members of Hamas died.", "Two members of Hamas", "armed_group", "Hamas"),
        ("A shell hit the town of Valdu.", "Valdu", "place", "Valdu"),
        ("Thousands fled to Turkey last week.", "Turkey", "place", "Turkey"),
        ("Russian warplanes hit a depot.", "Russian warplanes", "government", "Russia"),
        ("The new Libyan government met.", "The new Libyan government", "government", "Libya"),
        ("Western powers must act, he said.", "Western powers", "coalition", "Western powers"),
        ("It hit Arab-backed groups.", "Arab-backed groups", "armed_group", "Arab-backed groups"),
        ("The rebels seized three villages.", "The rebels", "armed_group", "rebels"),
        ("The armed forces were on alert.", "The armed forces", "government", "armed forces"),
        ("Police fired on the crowd.", "Police", "government", "Police"),
        ("Residents said the shelling went on.", "Residents", "people", "Residents"),
        ("Thousands of Syrians crossed over.", "Syrians", "people", "Syrians"),
        ("A Western official said so.", "A Western official", "person", "Western official"),
        ("Gunmen attacked the embassy.", "the embassy", "facility", "embassy"),
        ("A rocket hit the bus.", "A rocket", "weapon", "rocket"),
        ("A rocket hit the bus.", "the bus", "vehicle", "bus"),
        ("The wounded were taken away.", "The wounded", "people", "wounded"),
        ("Some 400 ISIS fighters fled.", "Some 400 ISIS fighters", "armed_group", "Islamic State"),
        ("The ministry said five men died.", "The ministry", "government", "ministry"),
        ("Kurds and Arabs live there.", "Kurds", "people", "Kurds"),
    ],
)  # fmt: skip
def test_names_and_phrases(
    text: str, words: str, kind: str, name: str, knowledge: Knowledge
) -> None:
    entity = of(mentioned(text, knowledge), words)
    assert (entity.kind, entity.name) == (kind, name)


def test_two_states_before_one_force_are_two_actors(knowledge: Knowledge) -> None:
    entities = mentioned("The operation by Malian and Nigerien ground troops failed.", knowledge)
    assert {e.name for e in entities if e.kind == "government"} == {"Mali", "Niger"}


def test_is_in_capitals_only_copy_is_a_verb(knowledge: Knowledge) -> None:
    entities = mentioned(
        "THE GOVERNOR IS IN THE CAPITAL AND WHO IS WITH HIM IS NOT KNOWN.", knowledge
    )
    assert not [e for e in entities if e.name in ("Islamic State", "World Health Organization")]


def test_a_surname_is_no_group(knowledge: Knowledge) -> None:
    entities = mentioned("The opera by Richard Wagner was cancelled in Mainz.", knowledge)
    assert not [e for e in entities if e.kind == "armed_group"]


def test_titles_become_descriptions_and_offices(knowledge: Knowledge) -> None:
    text = "Kenyan Interior Minister Amos Kiptoo spoke. Shopkeeper Odile Banza listened."
    entities = mentioned(text, knowledge)
    minister, keeper = of(entities, "Amos Kiptoo"), of(entities, "Odile Banza")
    assert (minister.description, minister.office) == ("Kenyan Interior Minister", True)
    assert not keeper.office


def test_a_peoples_name_is_never_an_armed_group(knowledge: Knowledge) -> None:
    text = "Sunnis, Kurds, Syrians, Muslims and civilians fled; Shiites and Hutus stayed."
    assert not [e for e in mentioned(text, knowledge) if e.kind == "armed_group"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_reads_and_offsets_hold(knowledge: Knowledge, text: str) -> None:
    for entity in mentioned(text, knowledge):
        for mention in entity.mentions:
            assert mention.text == text[mention.start : mention.end]
            assert mention.text


PEOPLES = [
    "Sunnis",
    "Shiites",
    "Kurds",
    "Syrians",
    "Israelis",
    "Palestinians",
    "Muslims",
    "Christians",
    "Jews",
    "Hindus",
    "Alawites",
    "Druze",
    "Yazidis",
    "Tuaregs",
    "Hutus",
    "Rohingya",
    "Serbs",
    "Tamils",
    "Sikhs",
    "Russians",
    "Ukrainians",
    "Iraqis",
    "Chinese",
    "Tajiks",
    "Copts",
    "Buddhists",
    "Arabs",
    "Uighurs",
    "Chechens",
    "Fulani",
    "Pashtuns",
    "Catalans",
    "Afghans",
    "Somalis",
]


@pytest.mark.parametrize(
    "sentence",
    [
        "{} attacked the village.",
        "{} fired on the mill at dawn.",
        "Police fired on {} near the mill.",
        "Clashes between {} and soldiers spread.",
        "The raid was carried out by {}, police said.",
        "Armed {} stormed the mill.",
        "{} and farmers fought over the well.",
    ],
)
def test_a_people_or_faith_is_never_an_armed_group(sentence: str) -> None:
    for people in PEOPLES:
        reading = sayso.read(sentence.format(people))
        named = [e for e in reading.entities if any(people in m.text for m in e.mentions)]
        assert all(e.kind != "armed_group" for e in named), people
        for statement in reading.statements:
            sides = statement.event.participants if statement.event else ()
            assert all(p.kind != "armed_group" for p in sides if people in p.text), people


@pytest.mark.parametrize(
    ("sentence", "phrase", "kind"),
    [
        ("Opposition parties met in Karsk.", "Opposition parties", "organization"),
        ("Opposition groups met in Karsk.", "Opposition groups", "organization"),
        ("Radical charities met in Karsk.", "Radical charities", "organization"),
        ("Armed men met in Karsk.", "Armed men", "armed_group"),
        ("Militant groups met in Karsk.", "Militant groups", "armed_group"),
        ("Opposition fighters met in Karsk.", "Opposition fighters", "armed_group"),
    ],
)
def test_only_the_armed_are_armed_groups(sentence: str, phrase: str, kind: str) -> None:
    found = [e for e in sayso.read(sentence).entities if e.mentions[0].text == phrase]
    assert [e.kind for e in found] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "A police officer said the shop had burned.",
        "The victim, Odile Banza, a shopkeeper, said the shop had burned.",
        "Engineer Odile Banza said the shop had burned.",
        "The suspect, named as Amos Kiptoo, said the shop had burned.",
        "Odile Banza, a witness to the raid, said the shop had burned.",
        "Odile Banza, head of a bakery, said the shop had burned.",
    ],
)
def test_private_people_hold_no_office(sentence: str) -> None:
    assert not [e.name for e in sayso.read(sentence).entities if e.office]


def test_a_foreign_parliament_is_not_the_one_of_the_table() -> None:
    names = [e.name for e in sayso.read("The Libyan House of Representatives met.").entities]
    assert names == ["Libyan House of Representatives"]


def test_according_to_a_country_is_its_government() -> None:
    reading = sayso.read("According to Turkey, the strait is open.")
    assert [reading.entity(a.speaker).kind for a in reading.attributions] == ["government"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Civil Rights Front", "organization"),
        ("Women's Relief Brigade", "organization"),
        ("Selm Liberation Front", "armed_group"),
    ],
)
def test_a_body_of_citizens_is_no_armed_group(name: str, kind: str) -> None:
    reading = sayso.read(f"The {name} called for a march in Selm on Sunday.")
    assert [e.kind for e in reading.entities if name in e.name] == [kind]
