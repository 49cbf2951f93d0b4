"""``reading_confidence``: a probability, the same each time, fitted to the marks and borne out."""

import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
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
    predicted,
    state_of,
)
from sayso.evaluation.calibration_bands import Drawn, bands, reweighted
from sayso.evaluation.calibration_fit import newton
from sayso.evaluation.calibration_voices import Tally, fit_voices, tallies, voice_bins
from sayso.evaluation.gold import GoldRecord
from sayso.model import Reading, Report, Statement
from sayso.reading.confidence import (
    calibrated,
    corrected,
    family,
    page_traits,
    traits,
    voice_traits,
)

BENCH = Path(__file__).parents[1] / "bench"
#: How far the share right may lie from the confidence, of some seventy statements (95 %).
TOLERANCE = 0.12


@pytest.fixture(scope="module")
def reliability() -> Iterator[ModuleType]:
    sys.path.insert(0, str(BENCH.parent))
    try:
        yield importlib.import_module("bench.reliability")
    finally:
        sys.path.remove(str(BENCH.parent))


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


def test_the_evidence_rests_on_the_marks(reliability: ModuleType, cases: list[Case]) -> None:
    fitted = [m for m in reliability.marks() if m.get("draw", 1) in reliability.FITTED]
    assert {c.report for c in cases} <= {m["id"] for m in fitted}
    assert 800 <= len(cases) <= len(fitted)


def test_no_report_is_in_two_draws_and_the_last_is_kept_aside(
    reliability: ModuleType, cases: list[Case]
) -> None:
    draws: dict[str, set[int]] = {}
    for mark in reliability.marks():
        draws.setdefault(mark["id"], set()).add(mark.get("draw", 1))
    assert all(len(found) == 1 for found in draws.values())
    kept = {name for name, found in draws.items() if reliability.AHEAD[-1] in found}
    assert len(kept) > 30
    assert not kept & {c.report for c in cases}


def test_the_readme_of_the_marks_counts_them(reliability: ModuleType) -> None:
    rows = (BENCH / "marks" / "README.md").read_text(encoding="utf-8").splitlines()
    told = {}
    for cells in ([c.strip() for c in row.split("|")] for row in rows if row.startswith("| ")):
        if cells[1].isdigit():
            told[int(cells[1])] = (int(cells[3]), int(cells[4]))
    marks = reliability.marks()
    for draw, counts in told.items():
        reports = [m["id"] for m in marks if m.get("draw", 1) == draw]
        assert counts == (len(reports), len(set(reports)))
    assert sum(n for n, _ in told.values()) == len(marks)


def test_marks_hold_no_text(reliability: ModuleType) -> None:
    for mark in reliability.marks():
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


def test_of_those_given_about_four_fifths_about_four_fifths_are_right(
    reliability: ModuleType, cases: list[Case]
) -> None:
    told = bands(held_out(cases))["0.75 to 0.85"]
    assert told["n"] >= 100
    assert abs(told["right"] - told["given"]) <= 0.05
    assert told["low"] <= 0.8 <= told["high"]
    for draw in reliability.AHEAD:
        drawn = bands(reliability.ahead(reliability.marks(), draw))["0.75 to 0.85"]
        assert drawn["n"] >= 50
        assert 0.7 <= drawn["right"] <= 0.95


def test_what_the_page_says_in_words_is_so(reliability: ModuleType, cases: list[Case]) -> None:
    last = bands(reliability.ahead(reliability.marks(), reliability.AHEAD[-1]))
    assert all(band["right"] > band["given"] for band in last.values())
    for draw in reliability.AHEAD[:-1]:
        sure = bands(reliability.ahead(reliability.marks(), draw))["0.8 and more"]
        assert sure["right"] < sure["given"]
    weights = fit(cases)
    given = [(c, predicted(c, weights)) for c in cases]
    assert not [c for c, p in given if p >= 0.8 and c.kind == "event"]
    assert len([c for c, p in given if p >= 0.8 and c.kind == "cause"]) <= 3
    much = [c for c, p in given if p >= 0.86]
    assert sum("figure_of_harm" in c.traits for c in much) >= 0.9 * len(much) > 0
    told = json.loads(reliability.FIGURES.read_text(encoding="utf-8"))
    assert told["reweighted"]["0.7 and more"]["share"] < 0.5


def test_the_files_and_the_page_tell_the_figures(
    reliability: ModuleType, cases: list[Case]
) -> None:
    told = json.loads(reliability.FIGURES.read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(reliability.figures_of(cases)))
    page = importlib.import_module("bench.reliability_page")
    text = page.PAGE.read_text(encoding="utf-8")
    assert page.written(text, told) == text
    other = {**told, "marks": {**told["marks"], "fitted": 1}}
    assert page.written(text, other) != text
    with pytest.raises(ValueError, match="no place"):
        page.written("A page.", told)


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
    text = read.report.text
    assert [calibrated(s, by_id, text) for s in read.statements] == [
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
    assert traits(said, HARBOUR) == ["remark_without_state"]


def test_traits_of_figures_tell_tolls_and_rates() -> None:
    text = "Nine people died. Norland has three doctors per 1,000 people."
    read = sayso.read(text)
    held = {s.figure.best: traits(s, text) for s in read.statements if s.figure and s.figure.best}
    assert {"figure_of_harm", "figure_of_deaths"} <= set(held[9])
    assert "figure_of_rate" in held[1000]
    assert "figure_of_rate" not in held[9]


def test_the_page_tells_an_interview_and_a_relayed_voice() -> None:
    said = statement(HARBOUR, "s1", "remark", "the Grey Brigade fired them", attribution="a1")
    alone = attribution(HARBOUR, "a1", None, "said")
    outer = attribution(HARBOUR, "a2", None, "said")
    relayed = alone.model_copy(update={"within": "a2"})
    assert page_traits(said, {"a1": alone}, HARBOUR) == []
    assert page_traits(said, {"a1": relayed, "a2": outer}, HARBOUR) == ["nested"]
    talk = "((Lena Ordish)) We left the port. The port is empty."
    own = statement(talk, "s1", "remark", "The port is empty")
    assert page_traits(own, {}, talk) == ["first_person", "turn"]
    weights = {"turn": -2.0, "first_person": -0.5}
    assert corrected(0.9, ["turn"], weights) < 0.6
    assert corrected(0.9, [], weights) == pytest.approx(0.9)


def test_relayed_voices_are_not_judged_by_gold_that_has_none() -> None:
    words = "Shells struck the grain store at Port Varo"
    source = span(HARBOUR, "the Ministry of Defence of Norland")
    said = statement(HARBOUR, "s1", "remark", words, attribution="a1")
    nearest = attribution(HARBOUR, "a1", None, "said", source=source, within="a2")
    outer = attribution(HARBOUR, "a2", None, "said")
    gold = {"content": [[said.start, said.end]], "source": [[source.start, source.end]]}
    record = GoldRecord("r", HARBOUR, {"attributions": [gold]})
    assert tallies([record], {"r": harbour(said, nearest, outer)}) == []
    alone = nearest.model_copy(update={"within": None})
    assert len(tallies([record], {"r": harbour(said, alone)})) == 1


def test_a_fit_does_not_run_away_from_a_start_far_off() -> None:
    table = np.ones((40, 1))
    right = np.array([1.0] * 8 + [0.0] * 32)
    start = np.full(40, 4.0)
    solved = newton(table, np.ones(40), right, np.array([1.0]), start)
    chance = 1 / (1 + np.exp(-(4.0 + float(solved[0]))))
    # Drawn a little towards 0, so towards the start's own probability.
    assert 0.2 < chance < 0.6


def test_bands_and_their_weights() -> None:
    pairs = [(Drawn(True, 1.0), 0.8), (Drawn(True, 1.0), 0.77), (Drawn(False, 2.0), 0.75)]
    told = bands([*pairs, (Drawn(False, 4.0), 0.4)])
    band = told["0.75 to 0.85"]
    assert (band["n"], band["right"], band["given"]) == (3, 0.667, 0.773)
    assert band["low"] < band["right"] < band["high"]
    assert told["0.8 and more"]["n"] == 1
    assert bands([])["0.8 and more"] == {"n": 0}
    spread_out = reweighted([*pairs, (Drawn(False, 4.0), 0.4), (Drawn(True, 0.0), 0.8)])
    assert spread_out["0.75 to 0.85"] == {"n": 3, "share": 0.5, "given": 0.768, "right": 0.5}


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
    case = Case("r", "event", "events.verb", (), (), 0.9, right=True, rest=True, voiced=True)
    pairs = [(case, 0.71), (case, 0.75), (replace(case, right=False), 0.79), (case, 0.3)]
    low, high = bins(pairs)
    assert (low.n, low.share, high.n) == (1, 1.0, 3)
    assert high.share == pytest.approx(2 / 3)
    assert high.confidence == pytest.approx(0.75)
    assert high.low < high.share < high.high


def test_nothing_is_fitted_to_nothing() -> None:
    with pytest.raises(ValueError, match="no marks"):
        fit([])
