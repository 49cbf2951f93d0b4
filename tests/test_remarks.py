"""Remarks: what somebody asserts that is no event, figure or cause."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.model import Statement


def statements(text: str) -> tuple[Statement, ...]:
    return sayso.read(text, published="2020-05-05").statements


def remarks(text: str) -> list[Statement]:
    return [s for s in statements(text) if s.kind == "remark"]


def words(text: str) -> list[str]:
    return [s.text for s in remarks(text)]


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("The army holds the road to Selm.", "The army holds the road to Selm"),
        ("Prices in Norhaven are higher than ever.", "Prices in Norhaven are higher than ever"),
        ("There is no doctor in the camp.", "There is no doctor in the camp"),
    ],
)
def test_a_state_is_a_remark_of_its_whole_clause(text: str, remark: str) -> None:
    assert words(text) == [remark]


def test_what_is_advised_is_a_remark_and_no_event() -> None:
    found = statements("Both sides should leave the valley, the mayor said.")
    assert [(s.kind, s.stance) for s in found] == [("remark", "recommended")]
    assert found[0].text == "Both sides should leave the valley"


def test_each_of_two_states_is_told_by_itself() -> None:
    found = words("The harbour is closed and the airport is empty.")
    assert found == ["The harbour is closed", "the airport is empty"]


def test_what_frames_a_claim_is_no_remark() -> None:
    found = words("It is clear that the front is weaker than before.")
    assert found == ["the front is weaker than before"]


def test_saying_is_no_remark_beside_what_is_said() -> None:
    (found,) = remarks('"The bridge is ours," the general said.')
    assert found.text == "The bridge is ours"
    assert found.attribution is not None


def test_a_relative_clause_set_off_is_told_beside_its_sentence() -> None:
    found = words("The front, which is based in Selm, has no navy.")
    assert "which is based in Selm" in found
    assert any(remark.endswith("has no navy") for remark in found)


@pytest.mark.parametrize(
    "text",
    [
        "Speaking on state radio, the general said the road was safe.",
        "Reacting to the marches, the governor said the city was calm.",
    ],
)
def test_how_somebody_spoke_is_no_remark(text: str) -> None:
    (found,) = words(text)
    assert found.startswith(("the road", "the city"))


def test_a_clause_behind_a_noun_carries_it() -> None:
    found = words("The envoy did not answer the letter written by the rebels.")
    assert "the letter written by the rebels" in found
    assert "written by the rebels" not in found


def test_no_scrap_is_left_of_what_an_event_holds() -> None:
    found = statements("The general approved the attacks on the convoy that took place this week.")
    assert [s.kind for s in found] == ["event"]


def test_who_declined_to_comment_did_not() -> None:
    found = [(s.kind, s.text, s.polarity) for s in statements("The envoy declined to comment.")]
    assert found == [
        ("remark", "The envoy declined to comment", "positive"),
        ("remark", "to comment", "negative"),
    ]


def test_a_source_that_keeps_its_name_is_no_statement() -> None:
    found = words("An aide, who asked not to be named, said the road was open.")
    assert found == ["the road was open"]


def test_a_negated_remark_is_negative() -> None:
    (found,) = remarks("The harbour is not safe.")
    assert found.polarity == "negative"


def test_a_remark_is_not_repeated_by_an_event_of_the_same_words() -> None:
    found = statements("Rebels shelled the harbour of Norhaven on Sunday.")
    assert [s.kind for s in found] == ["event"]


CLAUSES = st.sampled_from(
    [
        "the road is open",
        "the rebels hold the bridge",
        "nobody knows why",
        "which was closed",
        "to leave",
        "speaking softly",
        "there is no water",
        "said the mayor",
        "if it rains",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(CLAUSES, min_size=1, max_size=5), st.sampled_from([", ", "; ", " and ", " - "]))
def test_every_span_is_words_of_the_text(clauses: list[str], joint: str) -> None:
    text = joint.join(clauses).capitalize() + "."
    for statement in statements(text):
        assert text[statement.start : statement.end] == statement.text
        assert statement.text == statement.text.strip()
        assert statement.text


def test_what_a_cause_denies_is_told_beside_it() -> None:
    found = statements("The ferries did not sail because of ice.")
    told = {s.kind: (s.text, s.polarity) for s in found}
    assert told["cause"] == ("The ferries did not sail because of ice", "positive")
    assert told["remark"] == ("The ferries did not sail", "negative")
