"""Causes in news-like sentences over invented names: whole readings, with voice and certainty.

The sentences are in data/causes_news_*.yaml; ``failing`` there lists what is known to be read
wrong, with the reason, and counts against the figures like any other.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

import sayso
from sayso.evaluation.measures import overlap_share, pair_off, plain_words
from sayso.model import Reading, Statement

FOLDER = Path(__file__).parent / "data"
SETS = ("first", "second", "third")
ASPECTS = ("sign", "relation", "stance", "certainty", "polarity", "speaker")
DEFAULTS = {
    "sign": "+",
    "relation": "cause",
    "stance": "asserted",
    "certainty": "certain",
    "polarity": "positive",
    "speaker": None,
}
_SAME_SIDES = 0.5
_ARTICLES = {"the", "a", "an"}


def load(name: str) -> dict[str, Any]:
    data = yaml.safe_load((FOLDER / f"causes_news_{name}.yaml").read_text("utf-8"))
    for row in data["causes"]:
        row["causes"] = [{**DEFAULTS, **cause} for cause in row["causes"]]
    return dict(data)


@dataclass
class Tally:
    """Counts over a set; ``lines`` tells every miss and every false alarm."""

    count: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def share(self, what: str, of: str) -> float:
        return 100 * self.count[what] / self.count[of]

    def figures(self) -> dict[str, float]:
        shares = {"found": self.share("found", "wanted"), "direction": self.share("way", "joined")}
        shares |= {aspect: self.share(aspect, "found") for aspect in ASPECTS}
        return shares | {"false alarms": self.share("extra", "read")}


def measure(data: dict[str, Any]) -> Tally:
    """Every text of a set read on its own and held against what it should give."""
    tally = Tally()
    rows = [*data["causes"], *({"text": text, "causes": []} for text in data["none"])]
    for row in rows:
        _compare(row["text"], row["causes"], sayso.read(row["text"]), tally)
    return tally


def _compare(text: str, wanted: list[dict[str, Any]], reading: Reading, tally: Tally) -> None:
    read = [s for s in reading.statements if s.cause is not None]
    pairs = pair_off(lambda w, s: _fit(text, w, s), wanted, read, _SAME_SIDES)
    turned = pair_off(lambda w, s: _fit(text, _turned(w), s), wanted, read, _SAME_SIDES)
    count = tally.count
    count["wanted"] += len(wanted)
    count["found"] += len(pairs)
    count["read"] += len(read)
    count["extra"] += len(read) - len(pairs)
    count["way"] += len(pairs)
    count["joined"] += len(pairs) + len(turned)
    for i, j in pairs:
        for aspect, said in _aspects(read[j], reading).items():
            right = _right(aspect, said, wanted[i][aspect])
            count[aspect] += right
            if not right:
                tally.lines.append(f"{aspect}: {said} for {wanted[i][aspect]} | {text}")
    kept = {i for i, _ in pairs}
    for i, one in enumerate(wanted):
        if i not in kept:
            tally.lines.append(f"missed: {one['driver']} -> {one['effect']} | {text}")
    kept = {j for _, j in pairs}
    for j, statement in enumerate(read):
        if j not in kept and statement.cause is not None:
            cause = statement.cause
            sides = f"{cause.driver.text} -> {cause.effect.text} ({cause.cue.text})"
            tally.lines.append(f"extra: {sides} | {text}")


def _turned(one: dict[str, Any]) -> dict[str, Any]:
    return {"driver": one["effect"], "effect": one["driver"]}


def _fit(text: str, one: dict[str, Any], statement: Statement) -> float:
    """How far both sides are the same, in characters as the scorer of causes counts them."""
    cause = statement.cause
    if cause is None:
        return 0.0
    return min(
        max(_share(text, words, (s.start, s.end)) for words in sides)
        for s, sides in (
            (cause.driver, _choice(one, "driver")),
            (cause.effect, _choice(one, "effect")),
        )
    )


def _choice(one: dict[str, Any], side: str) -> list[str]:
    return [one[key] for key in (side, f"also_{side}") if key in one]


def _share(text: str, words: str, extent: tuple[int, int]) -> float:
    read = set(range(*extent))
    return max(overlap_share(set(range(at, at + len(words))), read) for at in _places(text, words))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    assert at >= 0, (words, text)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _aspects(statement: Statement, reading: Reading) -> dict[str, str | None]:
    cause = statement.cause
    assert cause is not None
    voices = list(reading.voices(statement))
    return {
        "sign": cause.sign,
        "relation": cause.relation,
        "stance": statement.stance,
        "certainty": statement.certainty.level,
        "polarity": statement.polarity,
        "speaker": " / ".join(voices) or None,
    }


def _right(aspect: str, said: str | None, wanted: str | None) -> bool:
    if aspect != "speaker" or said is None or wanted is None:
        return said == wanted
    ours, theirs = (set(plain_words(name)) - _ARTICLES for name in (said, wanted))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


@pytest.mark.parametrize("name", SETS)
def test_every_known_failure_is_of_its_set(name: str) -> None:
    data = load(name)
    texts = {row["text"] for row in data["causes"]} | set(data["none"])
    assert {entry["text"] for entry in data["failing"]} <= texts
    assert all(entry["reason"] for entry in data["failing"])


def test_the_sets_are_large_and_quiet_sentences_are_many() -> None:
    sets = [load(name) for name in SETS]
    assert sum(len(data["causes"]) for data in sets) >= 200
    assert sum(len(data["none"]) for data in sets) >= 90


@pytest.fixture(scope="module", params=SETS)
def tally(request: pytest.FixtureRequest) -> Tally:
    return measure(load(request.param))


def test_causes_are_found_and_nothing_else(tally: Tally) -> None:
    figures = tally.figures()
    assert figures["found"] >= 95, tally.lines
    assert figures["false alarms"] <= 5, tally.lines


@pytest.mark.parametrize("aspect", ["direction", *ASPECTS])
def test_what_is_found_is_read_right(tally: Tally, aspect: str) -> None:
    assert tally.figures()[aspect] >= 90, tally.lines
