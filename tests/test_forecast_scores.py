"""Scores of forecasts: hand-worked figures, properties, the plot's bytes."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Forecast, Outcome
from sayso.situation.calibration_plot import PlotError, calibration_plot
from sayso.situation.scores import (
    FEWEST,
    brier,
    brier_over_bands,
    hedge_words,
    scores,
    share_of,
    wilson,
)


def forecast(number: int, outcome: str | None, **more) -> Forecast:
    settled = Outcome(decision=number, outcome=outcome, author="ana", at="") if outcome else None
    more = {"record": "Ministry", "voice": "Ministry", "cues": ("may",), **more}
    return Forecast(
        id=f"f{number}",
        key=f"r/event:{number}-{number + 1}",
        report="r",
        statement=f"r/s{number}",
        kind="event",
        start=number,
        end=number + 1,
        text="x",
        stance="expected",
        certainty="possible",
        scale="icd203",
        outcome=settled,
        **more,
    )


def likely(number: int, outcome: str | None, **more) -> Forecast:
    return forecast(number, outcome, low=0.55, high=0.8, **{"cues": ("likely",), **more})


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [
        # (8/10 + z²/20 ± z √(0.8·0.2/10 + z²/400)) / (1 + z²/10), z² = 3.841459
        (8, 10, 0.490162, 0.943318),
        (0, 10, 0.0, 0.277533),  # z² / (n + z²)
        (1, 1, 0.206549, 1.0),  # n / (n + z²)
        (50, 100, 0.403832, 0.596168),
    ],
)
def test_wilson_against_figures_worked_by_hand(yes, n, low, high):
    assert wilson(yes, n) == pytest.approx((low, high), abs=6e-6)


@pytest.mark.parametrize(("yes", "n"), [(0, 0), (3, 2), (-1, 2)])
def test_wilson_refuses_what_is_no_share(yes, n):
    with pytest.raises(ValueError, match="no share"):
        wilson(yes, n)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_within_0_and_1_and_holds_the_share(pair):
    yes, n = pair
    low, high = wilson(yes, n)
    assert 0 <= low <= yes / n <= high <= 1
    assert low < high


@given(st.integers(1, 500), st.data())
def test_wilson_is_the_same_seen_from_the_other_side(n, data):
    yes = data.draw(st.integers(0, n))
    low, high = wilson(yes, n)
    assert wilson(n - yes, n) == pytest.approx((1 - high, 1 - low))


def test_brier_against_figures_worked_by_hand():
    assert brier(0.8, True) == pytest.approx(0.04)
    assert brier(0.8, False) == pytest.approx(0.64)
    # likely, and it came about: 0.2², 0.325², 0.45²; very unlikely, and it did not: 0.05², 0.125²,
    # 0.2²; and their means
    found = brier_over_bands([(0.55, 0.8, True), (0.05, 0.2, False)])
    assert found is not None
    assert (found.best, found.middle, found.worst) == pytest.approx((0.02125, 0.060625, 0.12125))
    assert found.n == 2
    assert brier_over_bands([]) is None


bands = st.tuples(st.floats(0, 1), st.floats(0, 1), st.booleans()).map(
    lambda t: (min(t[:2]), max(t[:2]), t[2])
)


@given(st.lists(bands, min_size=1, max_size=20))
def test_the_best_of_a_band_is_never_above_its_middle_nor_that_above_its_worst(settled):
    found = brier_over_bands(settled)
    assert found is not None
    assert 0 <= found.best <= found.middle + 1e-12
    assert found.middle <= found.worst + 1e-12
    assert found.worst <= 1


@given(bands, st.floats(0, 1))
def test_no_point_of_a_band_scores_outside_its_best_and_worst(band, way):
    low, high, came_about = band
    found = brier_over_bands([band])
    assert found is not None
    at = brier(low + way * (high - low), came_about)
    assert found.best - 1e-12 <= at <= found.worst + 1e-12


def test_ambiguous_and_void_are_counted_and_in_no_denominator():
    found = scores(
        [
            likely(1, "yes"),
            likely(2, "ambiguous"),
            likely(3, "void"),
            forecast(4, "no"),
            forecast(5, "ambiguous"),
            forecast(6, None),
        ]
    )
    counts = found.counts
    assert (counts.forecasts, counts.open, counts.yes, counts.no) == (6, 1, 1, 1)
    assert (counts.ambiguous, counts.void) == (2, 1)
    assert found.brier is not None
    assert found.brier.n == 1
    assert [(r.low, r.high, r.came_about.n) for r in found.calibration] == [(0.55, 0.8, 1)]
    assert [(r.word, r.came_about.n, r.came_about.yes) for r in found.hedges] == [("may", 1, 0)]


def test_bands_stand_in_a_table_with_their_words_and_words_without_one_by_word():
    found = scores(
        [
            likely(1, "yes"),
            likely(2, "no", cues=("will", "probably")),
            forecast(3, "no", low=0.05, high=0.2, cues=("very", "unlikely")),
            forecast(4, "yes", cues=("could", "warned")),
            forecast(5, "no", cues=("Could",)),
            forecast(6, "yes", cues=("If", "’ll")),
            forecast(7, "yes", cues=()),
        ]
    )
    rows = [(r.words, r.came_about.yes, r.came_about.n) for r in found.calibration]
    assert rows == [(("very unlikely",), 0, 1), (("likely", "probably"), 1, 2)]
    assert [(r.word, r.came_about.yes, r.came_about.n) for r in found.hedges] == [
        ("could", 1, 2),
        ("warn", 1, 1),
        ("will", 1, 1),
        (None, 1, 1),
    ]


def test_no_probability_is_made_up_for_a_word_without_a_band():
    found = scores([forecast(n, "yes") for n in range(20)])
    assert found.brier is None
    assert found.calibration == ()
    assert found.hedges[0].came_about == share_of([True] * 20)


def test_a_hedge_word_is_counted_in_the_form_of_the_lexicon():
    assert hedge_words(forecast(1, None, cues=("expects",))) == ("expect",)
    assert hedge_words(forecast(1, None, cues=("Unless", "wo"))) == ("will",)
    assert hedge_words(forecast(1, None, cues=("plans", "planned"))) == ("plan",)


def test_voices_stand_in_the_order_of_their_names_whatever_their_scores():
    good = [likely(n, "yes", record="Zeta Watch") for n in range(FEWEST)]
    poor = [likely(n + 50, "no", record="Alpha Desk") for n in range(FEWEST)]
    house = [likely(90, "yes", record="[Mid Post]")]
    for order in (good + poor + house, house + poor[::-1] + good):
        rows = scores(order).voices
        assert [r.voice for r in rows] == ["Alpha Desk", "[Mid Post]", "Zeta Watch"]
    assert rows[0].brier is not None
    assert rows[2].brier is not None
    assert rows[0].brier.middle > rows[2].brier.middle


def test_a_voice_with_fewer_than_ten_settled_forecasts_gets_counts_and_no_score():
    nine = [likely(n, "yes") for n in range(FEWEST - 1)]
    (row,) = scores([*nine, likely(20, "void"), likely(21, "ambiguous"), likely(22, None)]).voices
    assert (row.counts.forecasts, row.counts.yes, row.brier) == (12, 9, None)
    (row,) = scores([*nine, likely(20, "no")]).voices
    assert row.brier is not None
    assert (row.brier.n, row.came_about) == (10, None)
    (row,) = scores([*nine, *(forecast(n + 50, "no") for n in range(FEWEST))]).voices
    assert row.brier is None  # nine with a band are no score beside ten without one
    assert row.came_about is not None
    assert (row.came_about.yes, row.came_about.n) == (0, 10)


def test_private_and_unnamed_voices_stand_in_no_row():
    found = scores([likely(1, "yes", record=None, voice="a private person"), likely(2, "no")])
    assert [r.voice for r in found.voices] == ["Ministry"]
    assert found.unlisted == 1
    assert found.brier is not None
    assert found.brier.n == 2  # they count among all forecasts


def test_the_plot_has_the_same_bytes_each_time():
    rows = scores([likely(1, "yes"), likely(2, "no")]).calibration
    for kind in ("svg", "png"):
        assert calibration_plot(rows, kind) == calibration_plot(rows, kind)
    picture = ET.fromstring(calibration_plot(rows, "svg"))
    words = " ".join(picture.itertext())
    assert "likely (n 2)" in words
    assert "95 % Wilson interval" in words
    assert calibration_plot(rows, "png").startswith(b"\x89PNG")
    other = scores([likely(1, "yes"), likely(2, "yes")]).calibration
    assert calibration_plot(rows, "svg") != calibration_plot(other, "svg")


def test_a_plot_needs_something_to_plot():
    with pytest.raises(PlotError, match="nothing to plot"):
        calibration_plot((), "svg")
    with pytest.raises(PlotError, match="png, svg"):
        calibration_plot(scores([likely(1, "yes")]).calibration, "gif")
