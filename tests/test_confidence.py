"""``reading_confidence``: a probability, the same each time, fitted to the marks and borne out."""

import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import sayso
from factories import HARBOUR, attribution, reading, span, statement
from sayso.evaluation.calibration import (
    PARTS,
    Case,
    bins,
    case_of,
    figures,
    fit,
    held_out,
    load_marks,
    predicted,
    spread,
    state_of,
)
from sayso.evaluation.calibration_voices import Tally, fit_voices, tallies, voice_bins
from sayso.evaluation.gold import GoldRecord
from sayso.model import Reading, Report, Statement
from sayso.reading.confidence import calibrated, family, traits, voice_traits

BENCH = Path(__file__).parents[1] / "bench"
#: How far the share right may lie from the confidence, of some seventy statements (95 %).
TOLERANCE = 0.12


@pytest.fixture(scope="module")
def reliability() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "reliability_under_test", BENCH / "reliability.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def cases(reliability: ModuleType) -> list[Case]:
    found: list[Case] = reliability.evidence()
    return found


def harbour(said: Statement, *attributions: object) -> Reading:
    return reading(Report.of(HARBOUR), statements=[said], attributions=attributions)


def marked(said: Statement, read: Reading, **parts: object) -> dict[str, object]:
    state = state_of(said, read)
    mark = {"id": "r", "kind": said.kind, "start": said.start, "end": said.end, "read": state}
    return {**mark, **dict.fromkeys(PARTS, True), **parts}


def test_the_shipped_weights_are_those_fitted_to_the_evidence(
    reliability: ModuleType, cases: list[Case]
) -> None:
    assert reliability.TABLE.read_text(encoding="utf-8") == reliability.table(
        fit(cases), fit_voices(reliability.voices())
    )


def test_the_evidence_rests_on_the_marks(cases: list[Case]) -> None:
    marks = load_marks(BENCH / "marks" / "statements.jsonl")
    assert {c.report for c in cases} <= {m["id"] for m in marks}
    assert 200 <= len(cases) <= len(marks)


def test_marks_hold_no_text() -> None:
    for line in (BENCH / "marks" / "statements.jsonl").read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        assert max(len(v) for v in mark.values() if isinstance(v, str)) < 100
        assert "text" not in mark


def test_the_share_right_is_near_the_confidence_on_the_marks_fitted_to(cases: list[Case]) -> None:
    weights = fit(cases)
    given = [(predicted(c, weights), c.right) for c in cases]
    for low, high in ((0.65, 0.98), (0.4, 0.65)):
        kept = [(p, right) for p, right in given if low <= p <= high]
        share = sum(right for _, right in kept) / len(kept)
        assert len(kept) >= 40
        assert abs(share - sum(p for p, _ in kept) / len(kept)) <= TOLERANCE


def test_held_out_confidence_is_no_worse_than_one_share_for_all(cases: list[Case]) -> None:
    told = figures(held_out(cases))["all"]
    assert told["brier"] <= told["brier_of_share"]
    assert told["ece"] <= 0.1


def test_the_figures_of_one_parting_are_told_beside_those_of_many(
    reliability: ModuleType, cases: list[Case]
) -> None:
    told = json.loads(reliability.FIGURES.read_text(encoding="utf-8"))
    assert told["held_out"] == figures(held_out(cases))
    assert told["spread"] == spread(cases)


def test_no_report_is_in_both_halves_of_the_check(cases: list[Case]) -> None:
    pairs = held_out(cases)
    assert len(pairs) == len(cases)
    one = [c for c in cases if c.report == cases[0].report]
    other = [replace(c, rest=not c.rest) if c in one else c for c in cases]
    given = {repr(c): p for c, p in held_out(other)}
    for case, p in pairs:
        if case in one:
            assert given[repr(replace(case, rest=not case.rest))] == p


def test_confidence_is_a_probability_and_the_same_each_time() -> None:
    text = (
        "Rebels shelled the port of Selm on Monday, killing nine people, the ministry said. "
        "“We may leave,” said a witness. The siege was lifted because the truce held."
    )
    first, second = (sayso.read(text).statements for _ in range(2))
    assert first
    assert all(0 < s.reading_confidence < 1 for s in first)
    assert [s.reading_confidence for s in first] == [s.reading_confidence for s in second]
    assert all(s.reading_confidence == round(s.reading_confidence, 2) for s in first)


def test_a_finished_reading_gives_the_same_confidence() -> None:
    read = sayso.read("Police arrested two men in Selm, officials said. They may be charged.")
    by_id = {a.id: a for a in read.attributions}
    assert [calibrated(s, by_id) for s in read.statements] == [
        s.reading_confidence for s in read.statements
    ]


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("causes.verb.mar.passive", "causes.verb"),
        ("events.verb.act", "events.verb.act"),
        ("events.verb.attack", "events.verb"),
        ("remarks.clause", "remarks.clause"),
        ("", ""),
    ],
)
def test_a_family_is_the_rule_without_its_word(rule: str, name: str) -> None:
    assert family(rule) == name


def test_traits_tell_whose_words_they_are() -> None:
    said = statement(HARBOUR, "s1", "remark", "the Grey Brigade fired them", attribution="a1")
    tagged = attribution(HARBOUR, "a1", None, "said").model_copy(
        update={"rule": "voices.tagger.verb", "within": "a2"}
    )
    outer = attribution(HARBOUR, "a2", None, "said")
    held = set(voice_traits(said, {"a1": tagged, "a2": outer}))
    assert {"rule.voices.tagger.verb", "nested", "no_source"} <= held
    assert "own" not in held
    assert "own" in voice_traits(said.model_copy(update={"attribution": None}), {})
    assert not any(traits(said).values())


def test_gold_attributions_judge_the_voice() -> None:
    words = "Shells struck the grain store at Port Varo"
    source = span(HARBOUR, "the Ministry of Defence of Norland")
    said = statement(HARBOUR, "s1", "remark", words, attribution="a1")
    ministry = attribution(HARBOUR, "a1", None, "said", source=source)
    gold = {"content": [[said.start, said.end]], "source": [[source.start, source.end]]}
    elsewhere = {**gold, "source": [[source.end + 1, source.end + 5]]}

    def right(attributions: list[object], read: Reading) -> list[int]:
        record = GoldRecord("r", HARBOUR, {"attributions": attributions})
        return [t.right for t in tallies([record], {"r": read})]

    own = harbour(said.model_copy(update={"attribution": None}))
    assert right([gold], harbour(said, ministry)) == [1]
    assert right([elsewhere], harbour(said, ministry)) == [0]
    assert right([gold], own) == [0]
    assert right([], own) == [1]
    half = {**gold, "content": [[said.start, (said.start + said.end) // 2]]}
    assert right([half], own) == []


def test_the_voice_is_right_as_often_as_is_said_on_reports_held_out(
    reliability: ModuleType,
) -> None:
    counted = reliability.voices()
    assert voice_bins(counted) == json.loads(reliability.FIGURES.read_text("utf-8"))["voices"]
    many = [b for b in voice_bins(counted) if b["n"] >= 500]
    assert max(b["confidence"] for b in many) > 0.8
    assert all(abs(b["share"] - b["confidence"]) <= 0.03 for b in many)
    turned = [Tally(t.half, t.traits, t.n, t.n - t.right) for t in counted]
    assert voice_bins(turned) != voice_bins(counted)


def test_a_mark_is_found_again_and_holds_while_the_reading_does() -> None:
    said = statement(HARBOUR, "s1", "remark", "Shells struck the grain store at Port Varo")
    mark = marked(said, harbour(said))
    longer = statement(HARBOUR, "s1", "remark", "Shells struck the grain store at Port Varo on")
    shorter = statement(HARBOUR, "s1", "remark", "Shells struck")
    found = case_of(mark, harbour(longer), {})
    assert found is not None
    assert found.right
    assert case_of(mark, harbour(shorter), {}) is None
    assert case_of({**mark, "kind": "event"}, harbour(said), {}) is None


def test_a_part_read_otherwise_is_right_only_where_the_marker_named_it() -> None:
    words = "Shells struck the grain store at Port Varo"
    said = statement(HARBOUR, "s1", "remark", words)
    hedged = statement(HARBOUR, "s1", "remark", words, certainty="possible")
    right = case_of(marked(said, harbour(said)), harbour(hedged), {})
    assert right is not None
    assert not right.right
    named = marked(said, harbour(said), certainty=False, should={"certainty": "possible"})
    assert case_of(named, harbour(hedged), {}).right  # type: ignore[union-attr]
    assert not case_of(named, harbour(said), {}).right  # type: ignore[union-attr]
    unnamed = marked(said, harbour(said), certainty=False)
    assert case_of(unnamed, harbour(hedged), {}) is None


def test_a_voice_found_later_is_right_where_it_is_the_one_named() -> None:
    words = "Shells struck the grain store at Port Varo"
    own = statement(HARBOUR, "s1", "remark", words)
    source = span(HARBOUR, "the Ministry of Defence of Norland")
    mark = marked(own, harbour(own), voice=False, should={"voice": [source.start, source.end]})
    said = own.model_copy(update={"attribution": "a1"})
    ministry = attribution(HARBOUR, "a1", None, "said", source=source)
    other = attribution(HARBOUR, "a1", None, "said", source=span(HARBOUR, "Lena Ordish"))
    assert not case_of(mark, harbour(own), {}).right  # type: ignore[union-attr]
    assert case_of(mark, harbour(said, ministry), {}).right  # type: ignore[union-attr]
    assert not case_of(mark, harbour(said, other), {}).right  # type: ignore[union-attr]


def test_bins_are_tenths_with_the_share_right_inside_its_interval() -> None:
    case = Case("r", "event", "events.verb", {}, 0.9, right=True, rest=True)
    pairs = [(case, 0.71), (case, 0.75), (replace(case, right=False), 0.79), (case, 0.3)]
    low, high = bins(pairs)
    assert (low.n, low.share, high.n) == (1, 1.0, 3)
    assert high.share == pytest.approx(2 / 3)
    assert high.confidence == pytest.approx(0.75)
    assert high.low < high.share < high.high


def test_nothing_is_fitted_to_nothing() -> None:
    with pytest.raises(ValueError, match="no marks"):
        fit([])
