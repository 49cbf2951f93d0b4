"""What the claims make most of, and what they leave out."""

from sayso.situation.analysis import drivers, outcomes
from sayso.situation.missing import listed, missing_in
from situations import link, links, said, situation


def counted(reaches):
    return [(reach.factor, reach.factors) for reach in reaches]


def test_drivers_stand_by_how_many_factors_they_reach():
    whole = situation(links("a +> b, b -> c, c +> b, k +> c, m +> n"))
    assert counted(drivers(whole)) == [("a", 2), ("k", 2), ("b", 1), ("c", 1), ("m", 1)]
    assert {reach.side for reach in drivers(whole)} == {"drives"}


def test_outcomes_stand_by_how_many_factors_reach_them():
    whole = situation(links("a +> b, b -> c, c +> b, k +> c, m +> n"))
    assert counted(outcomes(whole)) == [("b", 3), ("c", 3), ("n", 1)]


def test_of_those_that_reach_as_far_more_voices_come_first_then_reports():
    copies = (said("r1"), said("r2", copies=("r1",)))
    made = [
        link("a +> z", evidence=copies),
        link("b +> z", evidence=(said("r1"), said("r3"))),
        link("c +> z", voices=("Ada Quill", "Ben Fenn")),
    ]
    found = drivers(situation(made))
    assert [(r.factor, r.voices, r.reports, r.links) for r in found] == [
        ("c", 2, 1, 1),
        ("b", 1, 2, 1),
        ("a", 1, 1, 1),  # r2 is a print of r1
    ]


def test_a_factor_does_not_reach_itself_and_one_without_links_is_not_told_of():
    whole = situation(links("a +> b, b +> a"), ["k"])
    assert counted(drivers(whole)) == [("a", 1), ("b", 1)]


def test_what_a_model_lacks_is_said_in_sentences():
    denied = (said("r2", polarity="negative"),)
    made = [
        link("a +> b", against=denied),
        link("b ?> c", voices=("Ada Quill", "Ben Fenn")),
        link("c +> d", rivals=("c-d",), strength=0.5, source_reliability="B"),
        link("c -> d", rivals=("c+d",), evidence=(said(stance="expected"),)),
    ]
    unheld = (link("d +> a", evidence=(), against=denied, voices=()),)
    assert missing_in(situation(made, unheld=unheld)) == (
        "No sign is said for: the b to the c.",
        "The sources differ on the sign of: the c to the d.",
        "Nobody says how strong the effect is: 3 of 4 links.",
        "Only expected, or said under a condition: 1 of 4 links.",
        "Only one voice says so: 3 of 4 links.",
        "Denied by somebody too: the a to the b.",
        "No source is graded (reliability F, cannot be judged): 3 of 4 links.",
        "Only denied, asked about or advised, and so no part of the model: the d to the a.",
        "No claim says what drives: the a.",
    )


def test_a_model_without_links_says_so():
    assert missing_in(situation([], ["a"])) == ("No claim says what drives what.",)


def test_a_well_founded_model_has_nothing_of_that_kind_to_say():
    both = {"voices": ("Ada Quill", "Ben Fenn"), "strength": 0.4, "source_reliability": "B"}
    assert missing_in(situation([link("a +> b", **both), link("b -> a", **both)])) == ()


def test_long_lists_are_counted():
    assert listed("abc") == "a; b; c"
    assert listed("abcdefghij") == "a; b; c; d; e; f; g; h; and 2 more"
