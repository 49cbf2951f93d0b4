"""How what was expected came out: Brier scores of bands, shares of words without one.

No probability is made up: a forecast whose words stand on a scale is scored over its band, and one
whose words do not ("may", "could", "will") is counted. Voices are listed in the order of their
names, never ranked, and one with fewer than :data:`FEWEST` settled forecasts gets no score.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Final

from sayso.knowledge.loader import lexicon
from sayso.model import (
    BandRow,
    Brier,
    Forecast,
    ForecastScores,
    HedgeRow,
    OutcomeCounts,
    Share,
    VoiceRow,
)
from sayso.situation.clues import bases
from sayso.situation.conditions import rules
from sayso.situation.forecasts import CLAIM

FEWEST: Final = 10
"""How many settled forecasts (yes or no) a voice's score rests on at least."""

Z: Final = 1.959963984540054
"""The standard normal deviate of a two-sided 95 % interval."""


def wilson(yes: int, n: int) -> tuple[float, float]:
    """The 95 % score interval for a share of ``yes`` among ``n``, both in [0, 1].

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of
    the American Statistical Association 22 (1927), 209-212. Raises ``ValueError`` for n below 1 or
    yes not within 0 to n.
    """
    if n < 1 or not 0 <= yes <= n:
        raise ValueError(f"{yes} of {n} is no share")
    share, square = yes / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    # At the ends the interval reaches the share itself, which rounding would miss.
    low = 0.0 if yes == 0 else max(0.0, middle - half)
    high = 1.0 if yes == n else min(1.0, middle + half)
    return low, high


def brier(probability: float, came_about: bool) -> float:
    """The squared distance of a probability from what came out, 0 best and 1 worst.

    G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review
    78 (1950), 1-3, in its form for one event (half of what Brier sums over both classes).
    """
    return (probability - came_about) ** 2


def brier_over_bands(settled: Sequence[tuple[float, float, bool]]) -> Brier | None:
    """The mean scores of bands (low, high, came about) at their best, middle and worst point; None
    for no band. The score falls towards the outcome, so best and worst are the band's ends.
    """
    if not settled:
        return None
    n = len(settled)
    ends = [sorted((brier(low, came), brier(high, came))) for low, high, came in settled]
    middles = [brier((low + high) / 2, came) for low, high, came in settled]
    return Brier(
        n=n,
        best=sum(best for best, _ in ends) / n,
        middle=sum(middles) / n,
        worst=sum(worst for _, worst in ends) / n,
    )


def share_of(outcomes: Iterable[bool]) -> Share:
    """How many came about, with the share and its interval."""
    held = list(outcomes)
    n, yes = len(held), sum(held)
    if not n:
        return Share(n=0, yes=0)
    low, high = wilson(yes, n)
    return Share(n=n, yes=yes, share=yes / n, low=low, high=high)


def scores(found: Iterable[Forecast]) -> ForecastScores:
    """The scores of all forecasts given; what is open, ambiguous or void is counted only."""
    held = list(found)
    settled = [f for f in held if _is_settled(f)]
    return ForecastScores(
        claim=CLAIM,
        counts=_counts(held),
        brier=_brier(settled),
        calibration=tuple(_calibration(settled)),
        hedges=tuple(_hedges(settled)),
        voices=tuple(_voices(held)),
        unlisted=sum(f.record is None for f in held),
    )


def hedge_words(forecast: Forecast) -> tuple[str, ...]:
    """A forecast's hedge words, each in its lexicon form ("warned" counts under "warn"); those that
    only open a condition hedge nothing.
    """
    forms = rules()["cue_forms"]
    words = (c.casefold().replace("’", "'") for c in forecast.cues)
    hedging = [w for w in words if w not in rules()["not_hedges"]]
    return tuple(dict.fromkeys(_lemma(forms.get(w, w)) for w in hedging))


def _lemma(word: str) -> str:
    """The verb or noun of the lexicon of certainty that a word is a form of, else the word."""
    lexical = lexicon("certainty")
    if word in lexical["modals"] or word in lexical["adverbs"]:
        return word
    return min(bases(word) & (lexical["verbs"].keys() | lexical["nouns"].keys()), default=word)


def _is_settled(forecast: Forecast) -> bool:
    return forecast.outcome is not None and forecast.outcome.outcome in ("yes", "no")


def _came_about(forecast: Forecast) -> bool:
    return forecast.outcome is not None and forecast.outcome.outcome == "yes"


def _counts(found: Sequence[Forecast]) -> OutcomeCounts:
    n = Counter(f.outcome.outcome if f.outcome else "open" for f in found)
    return OutcomeCounts(
        forecasts=len(found),
        open=n["open"],
        yes=n["yes"],
        no=n["no"],
        ambiguous=n["ambiguous"],
        void=n["void"],
    )


def _brier(settled: Iterable[Forecast]) -> Brier | None:
    return brier_over_bands(
        [
            (f.low, f.high, _came_about(f))
            for f in settled
            if f.low is not None and f.high is not None
        ]
    )


def _calibration(settled: Iterable[Forecast]) -> Iterable[BandRow]:
    """One row a band, from the least likely."""
    bands: dict[tuple[float, float, str], list[Forecast]] = defaultdict(list)
    for forecast in settled:
        if forecast.low is not None and forecast.high is not None:
            bands[forecast.low, forecast.high, forecast.scale].append(forecast)
    for low, high, scale in sorted(bands):
        held = bands[low, high, scale]
        yield BandRow(
            scale=scale,
            low=low,
            high=high,
            words=tuple(sorted({band_words(f) for f in held})),
            came_about=share_of(map(_came_about, held)),
        )


def band_words(forecast: Forecast) -> str:
    """The words that a forecast's band comes from ("very unlikely"), without its modals."""
    words = [c.casefold() for c in forecast.cues]
    hedging = [w for w in words if w not in rules()["not_hedges"] and w not in rules()["modals"]]
    return " ".join(hedging or words)


def _hedges(settled: Iterable[Forecast]) -> Iterable[HedgeRow]:
    """One row a hedge word in the order of the alphabet, those without any last. A forecast with
    two hedge words counts under each.
    """
    rows: dict[str, list[bool]] = defaultdict(list)
    bare: list[bool] = []
    for forecast in settled:
        if forecast.low is None:
            words = hedge_words(forecast)
            for word in words:
                rows[word].append(_came_about(forecast))
            if not words:
                bare.append(_came_about(forecast))
    for word in sorted(rows):
        yield HedgeRow(word=word, came_about=share_of(rows[word]))
    if bare:
        yield HedgeRow(word=None, came_about=share_of(bare))


def _voices(found: Iterable[Forecast]) -> Iterable[VoiceRow]:
    """One row a public, named voice, in the order of the names."""
    by_voice: dict[str, list[Forecast]] = defaultdict(list)
    for forecast in found:
        if forecast.record is not None:
            by_voice[forecast.record].append(forecast)
    for name in sorted(by_voice, key=lambda n: (n.strip("[").casefold(), n)):
        held = by_voice[name]
        settled = [f for f in held if _is_settled(f)]
        over_bands = _brier(settled)
        without = share_of(_came_about(f) for f in settled if f.low is None)
        yield VoiceRow(
            voice=name,
            counts=_counts(held),
            brier=over_bands if over_bands and over_bands.n >= FEWEST else None,
            came_about=without if without.n >= FEWEST else None,
        )
