"""Figures: counts with bounds, the smallest span that carries them, totals and parts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Report
from sayso.reading.analysis import analyse
from sayso.reading.draft import Candidate, Draft
from sayso.reading.figures import read_figures
from sayso.reading.numbers import number_value, read_number
from sayso.reading.times import read_times


def read(text: str) -> Draft:
    report = Report.of(text, published="2016-01-21")
    (analysis,) = analyse([report])
    return read_figures(read_times(Draft(report=report, analysis=analysis, knowledge=None)))


def figures(text: str) -> list[tuple[str, str, tuple[float | None, ...]]]:
    """(words, measure, (low, best, high)) of each figure."""
    return [
        (text[c.start : c.end], c.figure.measure, (c.figure.low, c.figure.best, c.figure.high))
        for c in read(text).candidates
    ]


def only(text: str) -> Candidate:
    (candidate,) = read(text).candidates
    return candidate


@pytest.mark.parametrize(
    ("phrase", "bounds"),
    [
        ("12", (12, 12, 12)),
        ("twelve", (12, 12, 12)),
        ("twenty-four", (24, 24, 24)),
        ("1,234", (1234, 1234, 1234)),
        ("1.2 million", (1.2e6, 1.2e6, 1.2e6)),
        ("two dozen", (24, 24, 24)),
        ("a hundred and five", (105, 105, 105)),
        ("at least 12", (12, 12, None)),
        ("more than a dozen", (12, 12, None)),
        ("up to 12", (None, 12, 12)),
        ("as many as 12", (None, 12, 12)),
        ("nearly 12", (None, 12, 12)),
        ("some 12", (12, 12, 12)),
        ("an estimated 12", (12, 12, 12)),
        ("dozens", (24, None, None)),
        ("scores", (40, None, None)),
        ("hundreds", (200, None, None)),
        ("thousands", (2000, None, None)),
        ("tens of thousands", (20000, None, None)),
        ("several hundred", (200, None, None)),
        ("a few thousand", (2000, None, None)),
        ("between 30 and 40", (30, None, 40)),
        ("30 to 40", (30, None, 40)),
        ("anywhere from 30 to 40", (30, None, 40)),
        ("two or three dozen", (24, None, 36)),
        ("several", (2, None, None)),
        ("a handful of", (2, None, None)),
        ("a few dozen", (24, None, None)),
        ("half a dozen", (6, 6, 6)),
        ("a quarter of a million", (250000, 250000, 250000)),
        ("a couple of dozen", (24, 24, 24)),
        ("two and a half thousand", (2500, 2500, 2500)),
        ("closer to 12", (12, 12, 12)),
    ],
)
def test_bounds(phrase: str, bounds: tuple[float | None, ...]) -> None:
    noun = "of people" if phrase.endswith("s") else "people"
    (analysis,) = analyse([Report.of(f"Police said {phrase} {noun} drowned.")])
    number = read_number([t for t in analysis.doc if not t.is_space])
    assert number is not None
    assert (number.low, number.best, number.high) == bounds


def test_the_qualifier_is_kept_without_its_article() -> None:
    assert only("An estimated 900 fighters hold the town.").figure.qualifier == "estimated"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("thirty five", 35),
        ("three hundred", 300),
        ("nineteen ninety six", 1996),
        ("30 and 40", None),
        ("two three", None),
        ("and", None),
        ("a", None),
    ],
)
def test_numbers_in_words(words: str, value: float | None) -> None:
    assert number_value(words.split()) == value


@pytest.mark.parametrize(
    ("text", "span", "measure"),
    [
        (
            "In Dorvia, 74 villagers were killed on June 2, officials said.",
            "74 villagers were killed on June 2",
            "deaths",
        ),
        (
            "Gunmen killed at least 12 people in Karvat.",
            "killed at least 12 people in Karvat",
            "deaths",
        ),
        ("A truck bomb wounded 40 passers-by.", "wounded 40 passers-by", "injuries"),
        ("The blast left 14 dead.", "left 14 dead", "deaths"),
        ("Police arrested 14 suspects.", "arrested 14 suspects", "detained"),
        (
            "More than 1.2 million people were displaced by the war.",
            "More than 1.2 million people were displaced by the war",
            "displaced",
        ),
        (
            "He condemned the killing of two aid workers.",
            "the killing of two aid workers",
            "deaths",
        ),
        (
            "There are some 3,000 fighters in the hills.",
            "some 3,000 fighters in the hills",
            "fighters",
        ),
        ("Nine sailors were missing.", "Nine sailors were missing", "missing"),
        (
            "Militants shot dead three women near the well.",
            "shot dead three women near the well",
            "deaths",
        ),
    ],
)
def test_the_smallest_span_that_carries_it(text: str, span: str, measure: str) -> None:
    ((found, what, _),) = figures(text)
    assert (found, what) == (span, measure)


def test_the_anchor_is_the_predicate_or_the_head_noun() -> None:
    text = "Gunmen killed 12 people. There are 3,000 fighters in the hills."
    draft = read(text)
    anchors = [draft.analysis.doc[c.anchor].text for c in draft.candidates]
    assert anchors == ["killed", "fighters"]


def test_two_verbs_two_figures() -> None:
    text = "The attack killed five and wounded 11."
    assert [(m, b[1]) for _, m, b in figures(text)] == [("deaths", 5), ("injuries", 11)]


def test_a_total_takes_in_the_count_before_it() -> None:
    text = (
        "Three miners from the valley have died this autumn, "
        "bringing the total deaths of miners from Dorvia to at least nine since early 2019."
    )
    first, total = read(text).candidates
    assert text[first.start : first.end].endswith("this autumn")
    assert text[total.start : total.end] == (
        "the total deaths of miners from Dorvia to at least nine since early 2019"
    )
    figure = total.figure
    assert (figure.low, figure.best, figure.high) == (9, 9, None)
    assert (figure.cumulative, figure.measure) == (True, "deaths")
    assert figure.of == "miners from Dorvia"
    assert figure.includes == (first.key,)
    assert not first.figure.cumulative


def test_a_toll_rises() -> None:
    candidate = only("The death toll from the collapse rose to 57 on Sunday.")
    assert (candidate.figure.best, candidate.figure.measure) == (57, "deaths")
    assert candidate.figure.cumulative
    assert candidate.rule == "figures.total"


def test_a_breakdown_is_inside_the_whole() -> None:
    text = "Eight people, including three children, were killed in Dorvia."
    whole, part = sorted(read(text).candidates, key=lambda c: -c.figure.best)
    assert (whole.figure.best, part.figure.best) == (8, 3)
    assert whole.figure.includes == (part.key,)
    assert part.figure.measure == "deaths"
    assert text[part.start : part.end] == "three children"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("No one was hurt in the fire.", "injuries"),
        ("Nobody died in the fire.", "deaths"),
        ("There were no deaths in the fire.", "deaths"),
    ],
)
def test_nobody_hurt_is_zero(text: str, measure: str) -> None:
    candidate = only(text)
    figure = candidate.figure
    assert (figure.low, figure.best, figure.high, figure.measure) == (0, 0, 0, measure)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels killed a policeman in Dorvia.",
        "A farmer was shot dead in Dorvia.",
        "The killing of an aid worker shocked Dorvia.",
    ],
)
def test_one_victim_counts_one(text: str) -> None:
    figure = only(text).figure
    assert (figure.low, figure.best, figure.high, figure.measure) == (1, 1, 1, "deaths")


@pytest.mark.parametrize(
    "text",
    [
        "They threatened to kill a policeman.",
        "A man aged 34 left Dorvia.",
        "He lives at 12 Mill Road.",
        "The raid began at 6am on March 12, 2014.",
        "One of the men spoke.",
        "The road is 40 kilometres long.",
        "They drove for 30 hours.",
        "It was the third raid this week.",
        "The council passed Resolution 1701.",
        "They fired 7.62mm rifles.",
        "They fired AK-47 rifles.",
        "A mother of two left the town.",
        "Some 20 per cent of it burned.",
        "Three ministers met in Dorvia.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_a_sum_has_its_currency() -> None:
    figure = only("The council promised $2.5 million in aid.").figure
    assert (figure.measure, figure.unit, figure.best) == ("money", "$", 2.5e6)


def test_keys_are_unique_and_spans_hold() -> None:
    text = (
        "The army said 12 soldiers and three civilians died, and rebels killed a guard and a cook."
    )
    found = read(text).candidates
    assert len({c.key for c in found}) == len(found) >= 3
    for candidate in found:
        assert 0 <= candidate.start < candidate.end <= len(text)


WORDS = (
    "12 3 dozens of people were killed , including three at least no one hurt total toll to rose",
    "million ½ ٣ $ % percent the . and between a man died 1,2,3 99999999999999999999999999",
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(" ".join((*WORDS, "\n")).split(" ")), max_size=25))
def test_any_run_of_counting_words_reads(words: list[str]) -> None:
    text = " ".join(words) or "x"
    for candidate in read(text).candidates:
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert text[candidate.start : candidate.end].strip()


def test_or_more_behind_what_is_counted_opens_the_bound() -> None:
    ((_, measure, bounds),) = figures("Forty people or more were hurt in the clash.")
    assert (measure, bounds) == ("injuries", (40, 40, None))


def test_few_people_are_no_number() -> None:
    assert figures("Few people were killed.") == []


def test_a_part_of_two_sorts_of_harm_is_left_open() -> None:
    text = "The blast killed 12 people and wounded 30. Six of them were children."
    assert [b[1] for _, _, b in figures(text)] == [12, 30]


def test_an_earlier_value_is_named_by_the_one_that_replaces_it() -> None:
    found = read("The death toll rose from 12 to 15.").candidates
    earlier = next(c for c in found if c.figure.best == 12)
    change = next(c for c in found if c.figure.best == 15).figure.change
    assert (change.from_, change.to, change.by, change.earlier) == (12, 15, None, earlier.key)
    assert not earlier.figure.cumulative


def test_what_is_not_said_of_a_change_is_not_worked_out() -> None:
    change = only("The number of refugees doubled to 40,000.").figure.change
    assert (change.from_, change.by, change.unit) == (None, 2, "times")


def test_a_list_whose_first_is_no_number_keeps_its_verb():
    text = "The pilot's mother and ten other people died."
    assert figures(text) == [("ten other people died", "deaths", (10, 10, 10))]
