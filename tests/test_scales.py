"""Scales of words of probability: bands by the scale that is set, and what a word is elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sayso
from sayso.knowledge.scales import ScaleError, crosswalk, scale_names, terms_of

EVERY = [(name, term) for name in scale_names() for term in terms_of(name)[1]]


@pytest.mark.parametrize(
    ("scale", "text", "band"),
    [
        ("icd203", "The rebels will probably attack Brod.", (0.55, 0.80)),
        ("phia", "The rebels will probably attack Brod.", (0.55, 0.75)),
        ("kent", "The rebels will probably attack Brod.", (0.63, 0.87)),
        ("icd203", "An attack on Brod is very likely.", (0.80, 0.95)),
        ("phia", "An attack on Brod is highly likely.", (0.80, 0.90)),
        (
            "phia",
            "There is a realistic possibility that the rebels will attack Brod.",
            (0.40, 0.50),
        ),
        ("icd203", "There is a realistic possibility that the rebels will attack Brod.", None),
        ("icd203", "The rebels may attack Brod.", None),
        ("kent", "The rebels could attack Brod.", None),
        ("phia", "The rebels might attack Brod.", None),
    ],
)
def test_a_band_is_that_of_the_scale_which_is_set(scale, text, band):
    reading = sayso.read(text, scale=scale)
    (found,) = [s.certainty for s in reading.statements if s.kind == "event"]
    assert (found.low, found.high) == (band or (None, None))
    assert found.scale == reading.reader.scale == scale


def test_the_words_that_gave_a_band_are_its_cues():
    (found,) = sayso.read("Rebels will almost certainly attack Brod.").statements
    assert (found.certainty.low, found.certainty.high) == (0.95, 0.99)
    assert {"almost", "certainly"} <= {c.text for c in found.certainty.cues}


def test_a_word_is_found_on_another_scale_with_the_share_of_its_band():
    assert crosswalk("likely", "icd203", "phia")[0] == ("likely", 0.8)
    assert crosswalk("roughly even chance", "icd203", "phia") == (("realistic possibility", 0.5),)
    assert crosswalk("roughly even chance", "icd203", "kent") == (("chances about even", 1.0),)


def test_a_word_in_a_gap_of_the_other_scale_has_no_match_there():
    assert crosswalk("impossible", "kent", "icd203") == ()


@given(st.sampled_from(EVERY), st.sampled_from(scale_names()))
def test_shares_are_of_bands_that_meet(word, other):
    scale, term = word
    low, high = terms_of(scale)[1][term]
    for match in crosswalk(term, scale, other):
        first, last = terms_of(other)[1][match.term]
        assert 0 < match.share <= 1
        assert first <= high
        assert low <= last


@given(st.sampled_from(EVERY))
def test_a_word_is_itself_on_its_own_scale(word):
    scale, term = word
    assert (term, 1.0) in crosswalk(term, scale, scale)


def test_a_scale_or_word_that_is_not_there_is_named():
    with pytest.raises(ScaleError, match="no scale is named 'nato'"):
        sayso.read("The rebels left.", scale="nato")
    with pytest.raises(ScaleError, match="'perhaps' is no word of the scale icd203"):
        crosswalk("perhaps", "icd203", "kent")
