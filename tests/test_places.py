"""Places: names of a report put on the map together."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.knowledge import Knowledge, open_knowledge
from sayso.model import Entity, Link, Mention, Place, Report
from sayso.model.entity import EntityKind
from sayso.model.report import Dateline
from sayso.reading.analysis import analyse
from sayso.reading.draft import Draft
from sayso.reading.places import precision_of, read_places


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge()


def entity(number: int, text: str, name: str, kind: EntityKind = "place") -> Entity:
    mentions, start = [], text.find(name)
    while start >= 0:
        mentions.append(Mention(start=start, end=start + len(name), text=name, form="name"))
        start = text.find(name, start + 1)
    assert mentions, name
    return Entity(id=f"e{number}", kind=kind, name=name, mentions=tuple(mentions))


def read(
    knowledge: Knowledge,
    text: str,
    names: Iterable[str],
    *,
    dateline: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    kind: EntityKind = "place",
) -> Draft:
    """The draft after the step, from a report in which the names are marked as entities."""
    line = None
    if dateline is not None:
        stop = text.index(dateline) + len(dateline)
        line = Dateline(text=dateline, start=stop - len(dateline), end=stop, stop=stop + 2)
    report = Report.of(text, dateline=line, url=url, publisher=publisher)
    entities = tuple(entity(at, text, name, kind) for at, name in enumerate(names, start=1))
    return read_places(Draft(report, next(analyse([report])), knowledge, entities=entities))


def where(draft: Draft) -> dict[str, tuple[str | None, str | None]]:
    return {
        e.name: (e.place.country, e.place.admin1) if e.place else (None, None)
        for e in draft.entities
    }


def test_a_well_known_place_is_meant_where_nothing_speaks_against_it(knowledge: Knowledge) -> None:
    draft = read(knowledge, "A bomb went off in Paris and another in Mosul.", ["Paris", "Mosul"])
    assert where(draft) == {"Paris": ("FRA", "Île-de-France"), "Mosul": ("IRQ", "Nineveh")}
    mosul = draft.entities[1]
    assert mosul.link == Link(scheme="geonames", id="99072")
    assert mosul.place is not None
    assert mosul.place.lat == pytest.approx(36.3, abs=0.2)
    assert mosul.place.lon == pytest.approx(43.1, abs=0.2)
    assert mosul.place.type == "city"


@pytest.mark.parametrize(
    ("text", "names", "name", "country", "admin1"),
    [
        ("A barn burnt down in Paris, Texas.", ["Paris", "Texas"], "Paris", "USA", "Texas"),
        ("Fire in Athens (in Georgia).", ["Athens", "Georgia"], "Athens", "USA", "Georgia"),
        ("Tear gas in Tripoli, Lebanon.", ["Tripoli", "Lebanon"], "Tripoli", "LBN", None),
        ("Clashes shook the Lebanese port of Tripoli.", ["Tripoli"], "Tripoli", "LBN", None),
        ("Shells fell on the Syrian town of Rastan.", ["Rastan"], "Rastan", "SYR", None),
        (
            "Police in Springfield asked Chicago and Peoria, Illinois for help.",
            ["Springfield", "Chicago", "Peoria", "Illinois"],
            "Springfield",
            "USA",
            "Illinois",
        ),
        (
            "Tbilisi says that troops left Georgia for Armenia.",
            ["Tbilisi", "Georgia", "Armenia"],
            "Georgia",
            "GEO",
            None,
        ),
        (
            "Storms hit Georgia, Alabama and Tennessee.",
            ["Georgia", "Alabama", "Tennessee"],
            "Georgia",
            "USA",
            None,
        ),
    ],
)
def test_the_words_around_and_the_other_names_decide(
    knowledge: Knowledge, text: str, names: list[str], name: str, country: str, admin1: str | None
) -> None:
    found = where(read(knowledge, text, names))[name]
    assert found[0] == country
    if admin1 is not None:
        assert found[1] == admin1


def test_names_of_one_place_are_one_entity(knowledge: Knowledge) -> None:
    text = "They took Raqqa in the spring. In Raqa, and in Ar-Rakka, nothing moved."
    draft = read(knowledge, text, ["Raqqa", "Raqa", "Ar-Rakka"])
    assert [e.name for e in draft.entities] == ["Raqqa"]
    assert [m.text for m in draft.entities[0].mentions] == ["Raqqa", "Raqa", "Ar-Rakka"]
    assert draft.entities[0].id == "e1"


def test_a_region_has_its_short_name_and_own_scheme(knowledge: Knowledge) -> None:
    (sinai,) = read(knowledge, "Two men died in the Sinai desert.", ["Sinai desert"]).entities
    assert (sinai.name, sinai.link) == ("Sinai", Link(scheme="sayso", id="sinai"))
    (west,) = read(knowledge, "It hopes for attacks in the West.", ["West"]).entities
    assert west.place == Place(type="region")


def test_a_name_that_is_not_known_is_not_guessed(knowledge: Knowledge) -> None:
    (entity,) = read(knowledge, "Rain fell on Qzxvillestan.", ["Qzxvillestan"]).entities
    assert entity.place is None
    assert entity.link is None
    assert entity.name == "Qzxvillestan"


def test_a_misspelling_needs_its_country_in_the_report(knowledge: Knowledge) -> None:
    text = "Belgian police searched houses in Brussles on Monday."
    assert where(read(knowledge, text, ["Brussles"]))["Brussels"][0] == "BEL"
    text = "Police searched houses in Brussles on Monday."
    assert where(read(knowledge, text, ["Brussles"])) == {"Brussles": (None, None)}


def test_the_dateline_is_an_entity_however_it_is_spelt(knowledge: Knowledge) -> None:
    text = "BRUSSLES: Ministers met on Monday to speak of fish."
    draft = read(knowledge, text, [], dateline="BRUSSLES")
    (brussels,) = draft.entities
    assert draft.report.dateline is not None
    assert draft.report.dateline.entity == brussels.id
    assert (brussels.name, brussels.kind) == ("Brussels", "place")
    assert [m.text for m in brussels.mentions] == ["BRUSSLES"]


def test_the_dateline_is_the_place_that_the_text_names(knowledge: Knowledge) -> None:
    text = "BEIRUT: A car bomb tore through a market in Beirut on Monday."
    draft = read(knowledge, text, ["Beirut"], dateline="BEIRUT")
    (beirut,) = draft.entities
    assert draft.report.dateline is not None
    assert draft.report.dateline.entity == beirut.id == "e1"
    assert [m.start for m in beirut.mentions] == [0, text.rindex("Beirut")]


def test_a_dateline_that_is_no_place_makes_no_entity(knowledge: Knowledge) -> None:
    draft = read(knowledge, "QZXVW: Ministers met.", [], dateline="QZXVW")
    assert draft.entities == ()
    assert draft.report.dateline is not None
    assert draft.report.dateline.entity is None


def test_a_local_paper_speaks_for_its_own_town(knowledge: Knowledge) -> None:
    text = "The council of Lamar County meets in Paris on Monday, the mayor of Paris said."
    names = ["Paris", "Lamar County"]
    url = "https://www.theparisnews.com/council"
    assert where(read(knowledge, text, names, url=url))["Paris"] == ("USA", "Texas")


def test_a_government_is_on_the_map_and_keeps_its_name(knowledge: Knowledge) -> None:
    text = "Washington said it would not wait."
    (entity,) = read(knowledge, text, ["Washington"], kind="government").entities
    assert entity.kind == "government"
    assert entity.name == "Washington"
    assert entity.link is None
    assert entity.place is not None
    assert (entity.place.country, entity.place.admin1) == ("USA", "District of Columbia")


def test_a_body_stands_in_the_place_of_the_report_that_it_is_named_after(
    knowledge: Knowledge,
) -> None:
    text = "The Mosul Police Department and the Superior Court looked on as Mosul, Iraq burnt."
    names = ["Mosul Police Department", "Superior Court"]
    report = Report.of(text)
    bodies = [entity(at, text, name, "organization") for at, name in enumerate(names, start=1)]
    start = text.index("Mosul,")
    mosul = Mention(start=start, end=start + 5, text="Mosul", form="name")
    entities = (*bodies, Entity(id="e3", kind="place", name="Mosul", mentions=(mosul,)))
    draft = read_places(Draft(report, next(analyse([report])), knowledge, entities=entities))
    police, court, city = draft.entities
    assert (police.kind, police.name) == ("organization", "Mosul Police Department")
    assert police.place == city.place
    assert police.place is not None
    assert court.place is None


def test_a_name_before_the_place_that_holds_it_is_a_place(knowledge: Knowledge) -> None:
    text = "A storm tore roofs off in Jackson, Mississippi, and Jackson said nothing."
    report = Report.of(text)
    entities = (entity(1, text, "Jackson", "person"), entity(2, text, "Mississippi"))
    draft = read_places(Draft(report, next(analyse([report])), knowledge, entities=entities))
    jackson = draft.entities[0]
    assert jackson.kind == "place"
    assert jackson.place is not None
    assert jackson.place.admin1 == "Mississippi"


def test_a_small_town_far_from_all_that_is_named_is_not_believed(knowledge: Knowledge) -> None:
    text = "Iraqi soldiers guarded Mosul, and Titan shares fell in Erbil."
    found = where(read(knowledge, text, ["Mosul", "Titan", "Erbil"]))
    assert found["Titan"] == (None, None)
    assert found["Erbil"][0] == "IRQ"


def test_people_are_not_put_on_the_map(knowledge: Knowledge) -> None:
    (entity,) = read(knowledge, "Paris spoke to reporters.", ["Paris"], kind="person").entities
    assert entity.place is None


@pytest.mark.parametrize(
    ("type", "precision"),
    [("city", "exact"), ("admin2", "admin2"), ("admin1", "admin1"), ("country", "country"),
     ("desert", "region"), ("sea", "region")],
)  # fmt: skip
def test_precision_follows_the_type_of_place(type: str, precision: str) -> None:
    assert (
        precision_of(Entity(id="e1", kind="place", name="X", place=Place(type=type))) == precision
    )


def test_an_entity_without_a_place_is_as_vague_as_a_region() -> None:
    assert precision_of(Entity(id="e1", kind="place", name="X")) == "region"


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_can_be_a_place_name(text: str) -> None:
    knowledge = open_knowledge()
    report = Report.of(
        text, dateline=Dateline(text=text[:3], start=0, end=min(3, len(text)), stop=0)
    )
    mention = Mention(start=0, end=len(text), text=text, form="name")
    place = Entity(id="e1", kind="place", name=text, mentions=(mention,))
    draft = read_places(Draft(report, next(analyse([report])), knowledge, entities=(place,)))
    for found in draft.entities:
        for m in found.mentions:
            assert text[m.start : m.end] == m.text


def test_the_order_of_entities_does_not_change_places(knowledge: Knowledge) -> None:
    text = "From Dover and Calais, ships sail to Boulogne, Hull and Athens."
    names = ["Dover", "Calais", "Boulogne", "Hull", "Athens"]
    forth, back = (where(read(knowledge, text, order)) for order in (names, names[::-1]))
    assert forth == back


def test_a_state_behind_its_town_is_the_state() -> None:
    reading = sayso.read(
        "The minister flew to West Point, New York, and spoke in Albany, New York."
    )
    found = {e.name: (e.place.type, e.place.country) for e in reading.entities if e.place}
    assert found["New York"] == ("admin1", "USA")


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("There were no raids in Benghazi and not a working court.", "not a", ["Benghazi"]),
        ("The new Libyan government was formed on Monday. Libya is calm.", "formed", ["Libya"]),
        ("Libyan warplanes bombed a farm. Libya is calm.", "warplanes", []),
        ("The Libyan government was praised in a letter. Libya is calm.", "praised", []),
    ],
)
def test_where_a_statement_without_a_place_of_its_own_is(
    text: str, words: str, places: list[str]
) -> None:
    reading = sayso.read(text)
    told = [s for s in reading.statements if words in s.text][-1]
    assert [reading.entity(p.entity).name for p in told.places] == places


def _places(text: str, words: str, kind: str = "event") -> list[tuple[str, str]]:
    reading = sayso.read(text, published="2020-05-05")
    told = next(s for s in reading.statements if s.kind == kind and words in s.text)
    return [(reading.entity(p.entity).name, p.precision) for p in told.places]


@pytest.mark.parametrize(
    ("text", "words", "kind", "places"),
    [
        ("Rebels attacked a post in Homs, killing nine.", "nine", "figure", [("Homs", "exact")]),
        ("A bomb went off in Kabul and two men died.", "two", "figure", [("Kabul", "exact")]),
        (
            "A bomb exploded in Quetta. At least 12 people were killed.",
            "12",
            "figure",
            [("Quetta", "near")],
        ),
        ("The army shelled Homs. The shelling killed four.", "The shelling", "event",
         [("Homs", "exact")]),
        ("He told reporters in Geneva that troops had killed nine men.", "nine", "figure", []),
        ("Bombs went off in Basra. A bomb exploded in Mosul. Twelve were killed.", "Twelve",
         "figure", []),
        ("A bomb exploded in Basra. Last year militants killed 14 men.", "14", "figure", []),
    ],
)  # fmt: skip
def test_a_place_is_lent_by_like_matter_alone(
    text: str, words: str, kind: str, places: list[tuple[str, str]]
) -> None:
    assert _places(text, words, kind) == places


def test_a_war_has_the_theatre_that_the_lead_gives_it() -> None:
    lead = "Losses of the Islamic State in Syria and Iraq are heavy, an envoy said."
    raids = "The raids by Russian warplanes have hit the Islamic State hard."
    assert _places(f"{lead} {raids}", "The raids") == [("Syria", "country"), ("Iraq", "country")]
    other = "The raids by Russian warplanes have angered fishermen."
    assert _places(f"{lead} {other}", "The raids") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Soldiers fought rebels north of Kharkiv.", [("Kharkiv", "near")]),
        ("Gunmen attacked a convoy near Mosul.", [("Mosul", "near")]),
        ("Gunmen attacked a convoy in Mosul.", [("Mosul", "exact")]),
        ("Gunmen attacked a convoy in Mosul, Iraq.", [("Mosul", "exact")]),
        ("Fighting raged in Raqa.", [("Raqqa", "exact")]),
        ("Rebels seized Gao, Kidal and Timbuktu.",
         [("Gao", "exact"), ("Kidal", "exact"), ("Timbuktu", "exact")]),
        ("Syrian troops attacked a farm.", []),
    ],
)  # fmt: skip
def test_how_finely_an_act_is_put(text: str, places: list[tuple[str, str]]) -> None:
    assert _places(text, "") == places


def test_a_place_behind_somebody_s_place_is_a_place() -> None:
    reading = sayso.read("The victim was a girl from Buffalo, New York, police said.")
    kinds = {e.name: e.kind for e in reading.entities}
    assert kinds["Buffalo"] == kinds["New York"] == "place"
