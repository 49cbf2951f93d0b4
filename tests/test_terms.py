"""What drivers and effects speak of: in plain words, with whom, where and which way."""

from pathlib import Path

import pytest
import yaml

import sayso
from sayso.model import Cause, Term

CASES = yaml.safe_load((Path(__file__).parent / "data" / "terms.yaml").read_text("utf-8"))


def causes(text: str) -> list[Cause]:
    return [s.cause for s in sayso.read(text).statements if s.cause is not None]


def told(terms: tuple[Term, ...]) -> list[str]:
    return [f"{t.direction} {t.name}" for t in terms]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_the_terms_of_a_side(case):
    found = causes(case["text"])
    assert found, "no cause was read"
    sides = [(told(c.driver_terms), told(c.effect_terms)) for c in found]
    assert (case["driver"], case["effect"]) in sides


def test_a_hostile_act_falls_on_whom_it_drives():
    (cause,) = causes("Air raids could force Boko Haram to leave Sambisa forest.")
    reading = sayso.read("Air raids could force Boko Haram to leave Sambisa forest.")
    (driver,) = cause.driver_terms
    assert driver.name == "air raids on Boko Haram"
    assert reading.entity(driver.recipient).name == "Boko Haram"
    assert "terms.recipient.driven" in driver.rules


def test_what_there_is_none_of_falls_on_nobody():
    text = "It is easy for Boko Haram to move because there are no airstrikes in Chad."
    (cause,) = causes(text)
    (driver,) = cause.driver_terms
    assert (driver.direction, driver.recipient, driver.name) == ("-", None, "airstrikes in Chad")
    assert [w.text for w in driver.words] == ["no"]


def test_a_thing_named_again_is_the_thing_named_before():
    text = (
        "The blockade of Hodeidah raised bread prices in Sanaa, traders said.\n\n"
        "Higher bread prices could lead to protests. If the blockade lasts, families will leave."
    )
    first, second, third = causes(text)
    assert told(first.driver_terms) == told(third.driver_terms) == ["+ blockade of Hodeidah"]
    assert told(first.effect_terms) == told(second.driver_terms) == ["+ bread prices in Sanaa"]
    assert "terms.same.earlier" in third.driver_terms[0].rules
    assert "terms.place.earlier" in second.driver_terms[0].rules


def test_a_private_person_is_not_named_and_the_term_is_kept_to_its_report():
    (cause,) = causes("The arrest of Lena Hartwig sparked protests in Aden.")
    (driver,) = cause.driver_terms
    assert driver.private
    assert "Hartwig" not in driver.name + driver.what


def test_words_that_turn_a_term_stand_in_the_text():
    text = "Fewer patrols and a lack of fuel led to more robberies."
    for cause in causes(text):
        for term in (*cause.driver_terms, *cause.effect_terms):
            assert all(text[w.start : w.end] == w.text for w in term.words)


def test_what_names_nothing_goes_by_its_own_words():
    text = "It helped him because the bridges were not open."
    for cause in causes(text):
        for term, span in ((cause.driver_terms, cause.driver), (cause.effect_terms, cause.effect)):
            assert [(t.name, t.direction, t.private) for t in term] == [(span.text, "+", True)]
            assert term[0].rules == ("terms.worded",)
