"""Which mentions are one entity: real sentences in, chains out."""

import pytest

from sayso.knowledge import Knowledge, open_knowledge
from sayso.model import Entity, Report
from sayso.reading.analysis import analyse
from sayso.reading.coreference import link_mentions
from sayso.reading.draft import Draft
from sayso.reading.mentions import read_mentions
from sayso.reading.places import read_places


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return open_knowledge()


def linked(text: str, knowledge: Knowledge) -> Draft:
    analysis = next(iter(analyse([Report.of(text)])))
    draft = Draft(Report.of(text), analysis, knowledge)
    return link_mentions(read_places(read_mentions(draft)))


def of(draft: Draft, words: str, nth: int = 0) -> Entity:
    """The entity of the nth mention with exactly these words."""
    found = sorted(
        ((m.start, e) for e in draft.entities for m in e.mentions if m.text == words),
        key=lambda pair: pair[0],
    )
    assert len(found) > nth, (
        words,
        [(e.kind, [m.text for m in e.mentions]) for e in draft.entities],
    )
    return found[nth][1]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Marta Oliveira spoke in Lisbon. Oliveira left early.", "Marta Oliveira", "Oliveira"),
        (
            "Piet van der Meer warned of raids. Van der Meer gave no details.",
            "Piet van der Meer",
            "Van der Meer",
        ),
        (
            "Jonas Petraitis, the mayor of Kaunas, said so.",
            "Jonas Petraitis",
            "the mayor of Kaunas",
        ),
        (
            "Mayor Jonas Petraitis spoke. The mayor promised help.",
            "Jonas Petraitis",
            "The mayor",
        ),
        (
            "The ministry's spokeswoman, Lina Haddad, denied it.",
            "The ministry's spokeswoman",
            "Lina Haddad",
        ),
        (
            "The EU's migration envoy said on Monday that the camps were full. In an interview, "
            "Paulo Ferreira also said that more tents would come.",
            "The EU's migration envoy",
            "Paulo Ferreira",
        ),
        ("A man was held in Oslo. The man had a knife.", "A man", "The man"),
        (
            "Boko Haram burned the market. The extremist group fled at dawn.",
            "Boko Haram",
            "The extremist group",
        ),
        ("Daesh (ISIS) claimed the blast.", "Daesh", "ISIS"),
        (
            "The Free Valley Front (FVF) took the bridge. Witnesses saw FVF flags.",
            "Free Valley Front",
            "FVF",
        ),
        (
            "Boko Haram may send some of its leaders to Niger.",
            "Boko Haram",
            "some of its leaders",
        ),
        ("Talks were held in Raqqa. Nothing stirred in Raqa.", "Raqqa", "Raqa"),
    ],
)
def test_one_entity(text: str, one: str, other: str, knowledge: Knowledge) -> None:
    draft = linked(text, knowledge)
    assert of(draft, one).id == of(draft, other).id


@pytest.mark.parametrize(
    ("text", "pronoun", "antecedent"),
    [
        ("Marta Oliveira arrived late. She said the road was cut.", "She", "Marta Oliveira"),
        ("General Adam Okoro said he was ready.", "he", "Adam Okoro"),
        ("The rebels said they held the bridge.", "they", "The rebels"),
        ("Omar Haddad met Luis Ortega. Ortega said he was tired.", "he", "Luis Ortega"),
        ("Adam Okoro told reporters his men were safe.", "his", "Adam Okoro"),
        ("Boko Haram said it had taken the town.", "it", "Boko Haram"),
        ("Police freed a woman who had been held for days.", "who", "a woman"),
    ],
)
def test_pronouns(text: str, pronoun: str, antecedent: str, knowledge: Knowledge) -> None:
    draft = linked(text, knowledge)
    entity = of(draft, pronoun)
    assert entity.id == of(draft, antecedent).id
    assert next(m for m in entity.mentions if m.text == pronoun).form == "pronoun"


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("It was raining when the convoy left.", "It"),
        ("It is clear that the truce will fail.", "It"),
        ("They were seen near the river.", "They"),
    ],
)
def test_unclear_pronouns_stay_unlinked(text: str, pronoun: str, knowledge: Knowledge) -> None:
    draft = linked(text, knowledge)
    assert not [m for e in draft.entities for m in e.mentions if m.text == pronoun]


def test_a_spokeswoman_is_no_he(knowledge: Knowledge) -> None:
    text = "A spokeswoman met Omar Said. He left the hall."
    draft = linked(text, knowledge)
    assert of(draft, "He").id != of(draft, "A spokeswoman").id


def test_what_two_owners_have_is_not_one(knowledge: Knowledge) -> None:
    text = "The army withdrew its soldiers. Colonel Peter Lam praised his soldiers."
    draft = linked(text, knowledge)
    assert of(draft, "its soldiers").id != of(draft, "his soldiers").id


def test_the_president_is_not_whoever_speaks_next(knowledge: Knowledge) -> None:
    text = (
        "President Adam Okoro spoke on Monday. The president said the truce would hold. "
        "Lina Haddad said it had failed."
    )
    draft = linked(text, knowledge)
    assert of(draft, "The president").id == of(draft, "Adam Okoro").id
    assert of(draft, "Lina Haddad").id != of(draft, "Adam Okoro").id


def test_two_people_of_one_last_name_stay_two(knowledge: Knowledge) -> None:
    text = "Anna Berg met Karl Berg in Vienna. Berg said nothing."
    draft = linked(text, knowledge)
    assert of(draft, "Anna Berg").id != of(draft, "Karl Berg").id


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        (
            "The envoy said the truce was near. Anna Berg also warned that time was short.",
            "The envoy",
            "Anna Berg",
        ),
        (
            "The envoy said the truce was near. Anna Berg added that time was short.",
            "The envoy",
            "Anna Berg",
        ),
        (
            "The governor said the camp was full. Anna Berg also said her office would send tents.",
            "The governor",
            "Anna Berg",
        ),
        (
            'The governor said the camp was full. "We need tents," Anna Berg added.',
            "The governor",
            "Anna Berg",
        ),
        (
            "The governor said the camp was full. The governor denied that water was short. Anna "
            "Berg also said tents would come.",
            "The governor",
            "Anna Berg",
        ),
        (
            "The army spokesman said the road was open. In a statement on Monday, Peter Lang "
            "further said that the mines were gone. Lang gave no date.",
            "The army spokesman",
            "Lang",
        ),
    ],
)
def test_a_role_that_goes_on_by_name(text: str, role: str, name: str, knowledge: Knowledge) -> None:
    draft = linked(text, knowledge)
    assert of(draft, role).id == of(draft, name).id
    assert of(draft, name).office


@pytest.mark.parametrize(
    "rest",
    [
        "Anna Berg said the ward was full.",
        "Anna Berg, a nurse, also said the ward was full.",
        "Anna Berg, a baker, also said the bread was gone.",
        "Anna Berg, 43, also said the bread was gone.",
        "Anna Berg, who runs a bakery, also said the bread was gone.",
        "Nurse Anna Berg also said the ward was full.",
        "The nurse Anna Berg also said the ward was full.",
        '"The ward is full," also said Anna Berg, a resident.',
        "Anna Berg, a local farmer, added that the wells were dry.",
        "Anna Berg, spokeswoman for the rebels, also said the road was shut.",
        "Anna Berg of the Relief Union also said the ward was full.",
        "Anna Berg also said the ward was full. She is a nurse in the town.",
        'Anna Berg also said the ward was full. "I saw it," said Berg, a nurse.',
        "As a nurse, Anna Berg also said, she had seen worse.",
        "Like many villagers, Anna Berg also said the wells were dry.",
        "A farmer said the wells were dry. Anna Berg also said so.",
        "Peter Lang and Karl Haas fled the town. Anna Berg also said it was lost.",
        "The army denied it. Anna Berg also said it was untrue.",
        "Peter Lang and Anna Berg also said the wells were dry.",
        "Berg also said the wells were dry.",
        "From the shop, Anna Berg also said the wells were dry.",
        "Waiting for bread, Anna Berg also said the wells were dry.",
        "Anna Berg also said her husband was missing.",
        "Anna Berg also said she was a nurse.",
    ],
)
def test_nobody_gets_an_office_by_standing_near_it(rest: str, knowledge: Knowledge) -> None:
    draft = linked(f"The envoy said the truce was near. {rest}", knowledge)
    named = of(draft, "Anna Berg" if "Anna Berg" in rest else "Berg")
    assert named.id != of(draft, "The envoy").id
    assert not named.office


def test_a_spokeswoman_does_not_go_on_as_a_man(knowledge: Knowledge) -> None:
    draft = linked("The spokeswoman said so. Peter Lang also said tents were few.", knowledge)
    assert of(draft, "Peter Lang").id != of(draft, "The spokeswoman").id


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Peter Lang, spokesman for the governor, left. The governor said the road was open.",
            "Peter Lang",
            "The governor",
        ),
        ("Former mayor Peter Lang left. The mayor said so.", "Peter Lang", "The mayor"),
        (
            "Peter Lang, deputy head of the council, left. The head of the council said so.",
            "Peter Lang",
            "The head of the council",
        ),
        ("She thanked the mayor, Peter Lang, a farmer, and two clerks.", "Peter Lang", "the mayor"),
        (
            "Peter Lang, a farmer, the mayor and two clerks were hurt.",
            "Peter Lang",
            "the mayor",
        ),
        ("The mayor met Peter Lang, a baker. Lang said so.", "Lang", "The mayor"),
        ("Marta Lang, wife of the mayor, left. The mayor said so.", "Marta Lang", "The mayor"),
    ],
)
def test_who_is_beside_an_office_does_not_hold_it(
    text: str, name: str, role: str, knowledge: Knowledge
) -> None:
    draft = linked(text, knowledge)
    assert of(draft, name).id != of(draft, role).id


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The mayor, Peter Lang, a farmer, said so.", "The mayor"),
        ("A former mayor, Peter Lang, left. The former mayor sang.", "The former mayor"),
        ("Deputy Mayor Peter Lang left. The deputy mayor sang.", "The deputy mayor"),
        ("Peter Lang, governor of the valley, left. The governor sang.", "The governor"),
    ],
)
def test_who_holds_it_is_taken_up(text: str, role: str, knowledge: Knowledge) -> None:
    draft = linked(text, knowledge)
    assert of(draft, "Peter Lang").id == of(draft, role).id


def test_roles_describe_and_tell_offices(knowledge: Knowledge) -> None:
    text = "Jonas Petraitis, the mayor of Kaunas, met Ruta Balta, a baker."
    draft = linked(text, knowledge)
    mayor = of(draft, "Jonas Petraitis")
    assert (mayor.description, mayor.office) == ("mayor of Kaunas", True)
    assert not of(draft, "Ruta Balta").office


@pytest.mark.parametrize(
    ("phrase", "office"),
    [
        ("the minister's deputy", True),
        ("spokesman for the governor", True),
        ("the minister's aide", False),
        ("the minister's brother", False),
        ("the director's deputy", False),
        ("spokesman for the bakery", False),
    ],
)
def test_who_stands_in_for_an_office_has_one_of_their_own(
    phrase: str, office: bool, knowledge: Knowledge
) -> None:
    draft = linked(f"Jonas Petraitis, {phrase}, said the ferry sank.", knowledge)
    assert of(draft, "Jonas Petraitis").office is office


def test_ids_follow_the_text_and_do_not_change(knowledge: Knowledge) -> None:
    text = "The mayor met Boko Haram fighters in Kano. He said they fled."
    draft = linked(text, knowledge)
    starts = [e.mentions[0].start for e in draft.entities]
    assert [e.id for e in draft.entities] == [f"e{n}" for n in range(1, len(starts) + 1)]
    assert starts == sorted(starts)
    assert linked(text, knowledge).entities == draft.entities


def test_the_draft_finds_mentions_by_place_in_the_text(knowledge: Knowledge) -> None:
    text = "Boko Haram fighters fled Kano."
    draft = linked(text, knowledge)
    at = draft.mention_at(text.index("Haram"))
    assert at is not None
    assert at[0].text == "Boko Haram"
    fighters = draft.mention_at(text.index("fighters"))
    assert fighters is not None
    assert fighters[0].text == "Boko Haram fighters"
    assert draft.mention_at(text.index("fled")) is None
    assert [m.text for m, _ in draft.mentions_in(0, 19)] == ["Boko Haram fighters", "Boko Haram"]
