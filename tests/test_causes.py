"""What drives what: sentences over invented names, rules of direction, offsets that hold."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Cause, Report
from sayso.reading.analysis import analyse
from sayso.reading.causes import read_causes
from sayso.reading.draft import Candidate, Draft

DATA = yaml.safe_load(
    (Path(__file__).parent / "data" / "causes_invented.yaml").read_text(encoding="utf-8")
)


def candidates(*texts: str) -> list[list[Candidate]]:
    """The causes read in each text; no other step of the reading is needed."""
    reports = [Report.of(text) for text in texts]
    return [
        list(read_causes(Draft(report, analysis, None)).candidates)  # type: ignore[arg-type]
        for report, analysis in zip(reports, analyse(reports), strict=True)
    ]


def only(text: str) -> Candidate:
    [[found]] = candidates(text)
    return found


def said(candidate: Candidate) -> Cause:
    assert candidate.cause is not None
    return candidate.cause


def words(text: str) -> set[str]:
    return set(re.sub(r"[^a-z0-9 ]+", " ", text.lower()).split())


def alike(a: str, b: str) -> float:
    return len(words(a) & words(b)) / len(words(a) | words(b))


def match(want: dict[str, str], got: list[Cause]) -> Cause | None:
    for cause in got:
        sides = (alike(cause.driver.text, want["driver"]), alike(cause.effect.text, want["effect"]))
        if min(sides) >= 0.5:
            return cause
    return None


@pytest.fixture(scope="module")
def read() -> list[tuple[dict[str, Any], list[Candidate]]]:
    rows = [*DATA["causes"], *({"text": text, "causes": []} for text in DATA["none"])]
    return list(zip(rows, candidates(*(row["text"] for row in rows)), strict=True))


def test_invented_causes_are_found_with_their_direction(
    read: list[tuple[dict[str, Any], list[Candidate]]],
) -> None:
    wanted = found = right = exact = 0
    for row, got in read:
        for want in row["causes"]:
            wanted += 1
            cause = match(want, [said(c) for c in got])
            if cause is None:
                continue
            found += 1
            right += (cause.sign, cause.relation) == (
                want.get("sign", "+"),
                want.get("relation", "cause"),
            )
            exact += (cause.driver.text, cause.effect.text, cause.cue.text) == (
                want["driver"],
                want["effect"],
                want["cue"],
            )
    assert wanted >= 80
    assert found / wanted >= 0.95
    assert right / found >= 0.95
    assert exact / found >= 0.90


def test_nothing_else_is_called_a_cause(
    read: list[tuple[dict[str, Any], list[Candidate]]],
) -> None:
    made = sum(len(got) for _, got in read)
    extra = 0
    for row, got in read:
        matched = [match(want, [said(c) for c in got]) for want in row["causes"]]
        extra += len(got) - sum(m is not None for m in matched)
    assert extra / made <= 0.05


@pytest.mark.parametrize("text", DATA["none"])
def test_sequence_company_and_harm_are_no_causes(text: str) -> None:
    assert candidates(text) == [[]]


def test_direction_is_coded_once() -> None:
    barred = said(only("The blockade prevented the sale of grain."))
    assert (barred.effect.text, barred.sign, barred.relation) == (
        "the sale of grain",
        "-",
        "prevention",
    )
    negated = said(only("The convoy did not leave Harrow because the road was mined."))
    assert (negated.effect.text, negated.sign) == ("The convoy did not leave Harrow", "+")


def test_a_denied_cause_keeps_its_words_and_anchors_on_its_verb() -> None:
    text = "The raid did not cause the fire at the depot."
    found = only(text)
    [analysis] = analyse([Report.of(text)])
    assert analysis.doc[found.anchor].text == "cause"
    assert said(found).sign == "+"


def test_a_condition_is_kept_as_a_span() -> None:
    text = "The garrison will surrender if the siege goes on."
    found = only(text)
    assert found.condition is not None
    assert found.condition.text == "if the siege goes on"
    [analysis] = analyse([Report.of(text)])
    assert analysis.doc[found.anchor].text == "surrender"


def test_who_says_it_is_in_neither_side() -> None:
    for text in (
        "The embargo, officials said, could lead to a shortage of bread.",
        "“The embargo could lead to a shortage of bread,” officials said.",
        "According to the Harrow Gazette, the embargo could lead to a shortage of bread.",
    ):
        cause = said(only(text))
        assert cause.driver.text.lower() == "the embargo"
        assert cause.effect.text == "a shortage of bread"


def test_a_relative_clause_gives_its_noun_as_driver() -> None:
    cause = said(only("The patrols seized timber that finances the rebel army."))
    assert (cause.driver.text, cause.effect.text) == ("timber", "the rebel army")


def test_a_statement_is_the_smallest_span_that_holds_its_parts() -> None:
    for row, got in zip(
        DATA["causes"], candidates(*(r["text"] for r in DATA["causes"])), strict=True
    ):
        for candidate in got:
            cause = said(candidate)
            parts = (cause.driver, cause.cue, cause.effect)
            assert candidate.start == min(p.start for p in parts)
            assert candidate.end == max(p.end for p in parts)
            for part in parts:
                assert row["text"][part.start : part.end] == part.text
            assert cause.driver.end <= cause.effect.start or cause.effect.end <= cause.driver.start


def test_weak_cues_are_read_with_less_confidence() -> None:
    weak = only("Shops closed following the riot.")
    plain = only("Shops closed because of the riot.")
    assert weak.confidence < plain.confidence


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["because", "so that", "if", "the more", ",", "to", "forced", "the raid", "due to",
                 "over", "in order to", "as a result", ".", "left", "“", "which", "\n\n", "too"]
            ),
            st.text(max_size=8),
        ),
        max_size=14,
    )
)  # fmt: skip
def test_any_text_is_read_and_every_offset_holds(parts: list[str]) -> None:
    text = " ".join(parts)
    for candidate in candidates(text)[0]:
        cause = said(candidate)
        for part in (cause.driver, cause.cue, cause.effect):
            assert part.text == text[part.start : part.end] != ""


@pytest.mark.parametrize(
    "text",
    [
        "Power stations in Orvano were hit by drone strikes.",
        "The second blast affected rescuers.",
        "Detectives had a hard time determining a motive.",
        "The envoy made a statement following the attack.",
        "For the first time in years, guards fired on the crowd.",
        "He spoke of dying in the name of the front.",
        "She did not mention if anybody was hurt.",
        "The march took place as talks went on.",
    ],
)
def test_harm_finding_out_and_mere_time_are_no_causes(text: str) -> None:
    [found] = candidates(text)
    assert not found


def test_services_hit_by_a_labour_strike_are_driven() -> None:
    cause = said(only("Train services were hit by a strike of signal workers."))
    assert (cause.driver.text, cause.sign) == ("a strike of signal workers", "-")


def test_what_two_verbs_tell_drives_the_result_behind_them() -> None:
    cause = said(only("The farmer was beaten and killed by soldiers, triggering protests."))
    assert cause.driver.text == "The farmer was beaten and killed by soldiers"
