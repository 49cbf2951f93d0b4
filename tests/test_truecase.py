"""Capitals-only and headline-case copy: ordinary case, offsets that hold, nothing else touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.knowledge.actors import load_actors
from sayso.knowledge.casing import capital_odds, has_no_vowel, in_capitals, written_names
from sayso.model import Report, Statement
from sayso.reading.analysis import analyse, paragraphs
from sayso.reading.truecase import is_headline, is_shouted, likeliest, truecase
from sayso.reading.windows import _is_shouted


def cased(text: str) -> str:
    return truecase(text, paragraphs(text))


@pytest.mark.parametrize(
    "ordinary",
    [
        "The mayor of Zarbela said two guerrillas attacked the village on 4 May. They fled.",
        "On 11 March the soldiers may march to San Teodoro, El Salvador.",
        "Gen. Tomas Urdaz met U.S. officials in Bogota, Colombia, on Tuesday.",
        "Members of the Islamic State and Colombian troops clashed near the town of Quirivel.",
        "The bishop said: \"We ask the army to stop.\" I don't know if he's safe.",
        "Troops of the NATO force and the FMLN, the guerrillas' front, fought in Peru.",
        "Mr. O'Darra and John McTavell were shot; D'Erlan's brother was not.",
        "The soldier's wife said Zarbela's police weren't there.",
    ],
)
def test_capitals_become_ordinary_case(ordinary: str) -> None:
    assert cased(ordinary.upper()) == ordinary


def test_an_abbreviation_in_brackets_stays_everywhere_and_what_it_stands_for_is_a_name() -> None:
    text = "THE NATIONAL ACTION FRONT [NAF] AND THE ARENA PARTY MET. NAF MEMBERS WERE THERE."
    new = cased(text)
    assert "National Action Front [NAF]" in new
    assert "NAF members were there." in new


def test_headline_is_read_as_a_sentence_and_keeps_its_abbreviations() -> None:
    text = "Rebels Attack Village Near Zarbela, Killing Three, UN Says\n\nThe mayor said so."
    assert cased(text) == (
        "Rebels attack village near Zarbela, killing three, UN says\n\nThe mayor said so."
    )


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Zarbela spoke to the BBC and to NATO.",
        "HALLORAN: So what do you make of it?",
        "NATO",
        "Secretary of State Edna Marlowe and Foreign Minister Ivo Brandt",
        "ZARBELA, Peru - Police said so. IT WAS LATE. They left when the shooting was over.",
        "",
    ],
)
def test_copy_whose_capitals_tell_something_stays(text: str) -> None:
    assert cased(text) == text


def test_letters_whose_small_form_has_another_length_stay() -> None:
    text = "THE ARMY OF İZNAR ATTACKED THE MAUßER AND THE VILLAGE"
    new = cased(text)
    assert len(new) == len(text)
    assert "İ" in new
    assert "attacked the Maußer and the village" in new


_letters = st.text(
    alphabet=st.one_of(
        st.sampled_from("ABCDEILMNORSTU abcdeinorst'’.,-[]()\"\n0149"), st.characters()
    ),
    max_size=120,
)


@given(_letters)
def test_any_text_keeps_its_length_and_its_letters(text: str) -> None:
    for given_text in (text, text.upper(), text.title()):
        new = cased(given_text)
        assert len(new) == len(given_text)
        assert all(
            a == b or a.casefold() == b.casefold() for a, b in zip(given_text, new, strict=True)
        )


@given(_letters)
def test_casing_a_second_time_changes_no_mixed_case_copy(text: str) -> None:
    new = cased(text)
    if not any(is_shouted(new[a:b]) or is_headline(new[a:b]) for a, b in paragraphs(new)):
        assert cased(new) == new


def _brute(odds: list[tuple[float, bool]]) -> float:
    best = float("-inf")
    for number in range(1 << len(odds)):
        best = max(best, _score(odds, [bool(number >> i & 1) for i in range(len(odds))]))
    return best


def _score(odds: list[tuple[float, bool]], big: list[bool]) -> float:
    total = sum(own for (own, _), b in zip(odds, big, strict=True) if b)
    apart = sum(1 for i in range(1, len(big)) if odds[i][1] and big[i] != big[i - 1])
    return total - apart


@given(st.lists(st.tuples(st.sampled_from([-3.0, -1.0, 0.5, 1.0, 4.0]), st.booleans()), max_size=9))
def test_the_likeliest_writing_is_found(odds: list[tuple[float, bool]]) -> None:
    assert _score(odds, likeliest(odds)) == _brute(odds)


def test_tables_tell_words_from_names() -> None:
    assert capital_odds("soldiers") < -2
    assert capital_odds("zarbela") > 0
    assert capital_odds("beijing") > 0
    assert capital_odds("unwarranted") < 0
    assert in_capitals("nato") == "NATO"
    assert has_no_vowel("fmln")
    assert not has_no_vowel("try")
    assert ("El", "Salvador") in written_names()["el"]
    assert load_actors().spelling("THE ISLAMIC STATE SAID", 4) == "Islamic State"


def test_the_analysis_keeps_the_letters_as_printed() -> None:
    text = "ARMED MEN KILLED THE MAYOR OF ZARBELA.\n\nPolice in Zarbela said so."
    (analysis,) = analyse([Report.of(text)])
    assert analysis.text == analysis.printed == text
    assert analysis.normal == text.replace(
        "ARMED MEN KILLED THE MAYOR OF ZARBELA", "Armed men killed the mayor of Zarbela"
    )
    assert [_is_shouted(analysis.printed[a:b]) for a, b in analysis.paragraphs] == [True, False]


def _events(text: str) -> list[Statement]:
    return [s for s in sayso.read(text).statements if s.kind == "event"]


def test_a_report_in_capitals_is_read_like_any_other() -> None:
    ordinary = (
        "Members of the Farabundo Marti National Liberation Front attacked the barracks in "
        "Usulutan. Two soldiers were killed."
    )
    wanted, found = _events(ordinary), _events(ordinary.upper())
    assert [s.event.plover for s in wanted if s.event] == [s.event.plover for s in found if s.event]
    for small, loud in zip(wanted, found, strict=True):
        assert loud.text == small.text.upper()
        assert (loud.start, loud.end) == (small.start, small.end)
