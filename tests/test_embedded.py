"""What a statement takes in and does not commit to is a statement of its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.model import Statement
from sayso.reading.embedded import RULE

WORDS = "the talk of an attack on Brod that did not stop Karsk may want to sell . , no"


def embedded(text: str, **options: bool) -> list[Statement]:
    return [s for s in sayso.read(text, **options).statements if s.rules[0] == RULE]


def test_what_was_not_stopped_is_there() -> None:
    text = "The premier's silence did not stop the talk in the villages of Selm."
    (talk,) = [s for s in embedded(text) if "talk" in s.text]
    assert talk.text == "the talk in the villages of Selm"
    assert (talk.stance, talk.polarity, talk.certainty.level) == ("asserted", "positive", "certain")


def test_what_is_called_for_has_not_come_about() -> None:
    (found,) = embedded("The governor called for the return of the prisoners to Selm.")
    assert found.text == "the return of the prisoners to Selm"
    assert (found.stance, found.certainty.level) == ("hypothetical", "possible")


@pytest.mark.parametrize(
    "text",
    [
        "Rebels burned the mill and looted the granary.",
        "The envoy declined to comment.",
        "Speaking on state radio, the general said the road was safe.",
        "Those who want the harbour talks to fail should leave, the mayor said.",
        "The talks will resume, according to an envoy who asked not to be named.",
        "If the road is not opened by Friday, we will lose more patients, the doctor said.",
    ],
)
def test_nothing_is_told_twice_or_by_its_name_alone(text: str) -> None:
    assert embedded(text) == []


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The mayor denied that rebels had burned the mill.", "negative"),
        ("The mayor doubts that rebels burned the mill.", "negative"),
        ("The brigade never failed to attack Brod.", "positive"),
    ],
)
def test_words_that_deny_stand_against_the_heads(text: str, polarity: str) -> None:
    told = [s for s in sayso.read(text).statements if "burned" in s.text or "attack" in s.text]
    assert {s.polarity for s in told} == {polarity}


@pytest.mark.parametrize(
    "text",
    [
        "The firm signed a letter of intent to buy the harbour.",
        "The firm has an option to buy the harbour in May.",
    ],
)
def test_what_the_parse_leaves_open_is_told_by_itself(text: str) -> None:
    (buy,) = [s for s in embedded(text) if "to buy the harbour" in s.text]
    assert (buy.stance, buy.certainty.level) == ("expected", "probable")


def test_what_is_taken_for_so_is_told_by_itself() -> None:
    text = "The mayor may sell the harbour that the council built in May."
    (built,) = [s for s in sayso.read(text).statements if s.text.endswith("built in May")][-1:]
    assert (built.stance, built.certainty.level) == ("asserted", "certain")


def test_it_is_smaller_than_the_statement_it_stands_in() -> None:
    text = "The council will be urging the miners to leave the pits, which were flooded in May."
    read = sayso.read(text).statements
    (around,) = [s for s in read if s.kind == "event" and "urging" in s.text]
    (leave,) = [s for s in read if s.rules[0] == RULE]
    assert leave.text == "to leave the pits"
    assert around.start <= leave.start
    assert leave.end <= around.end
    assert leave.stance in ("recommended", "hypothetical")


def test_known_events_are_told_by_their_name_where_none_was_told_before() -> None:
    text = "Visitors to Selm since the bombings have noted the soldiers at the gates."
    assert "the bombings" in [s.text for s in embedded(text)]
    before = "Rebels bombed two mills on Monday. "
    assert "the bombings" not in [s.text for s in embedded(before + text)]


def test_a_count_says_what_its_clause_says() -> None:
    text = "Two miners died in May, bringing the total deaths of miners in Selm to at least eight."
    assert not [s for s in embedded(text) if s.text.startswith("bringing")]


def test_rules_alone_make_none() -> None:
    text = "The governor called for the return of the prisoners to Selm."
    assert embedded(text, rules_only=True) == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS.split()),
        min_size=1,
        max_size=30,
    )
)
def test_any_run_of_words_gives_smaller_spans_that_match(words: list[str]) -> None:
    text = " ".join(words)
    reading = sayso.read(text)
    assert [s.id for s in reading.statements] == [
        f"s{i + 1}" for i in range(len(reading.statements))
    ]
    for statement in reading.statements:
        assert text[statement.start : statement.end] == statement.text
