"""Hard cases of voices and certainty, of our own wording (data/hard_cases_*.yaml, a file a theme).

A passage is written as in voices_invented.yaml, with these keys beside: ``agency`` is the
report's agency; ``statements`` lists what must hold of statements, each found by a phrase of it:
its ``kind``, its ``voice`` (the speaker, then who relays it, innermost first; empty: the report's
own, null: somebody who is not named), ``stance``, ``polarity``, the ``level`` of certainty, its
``band`` and a phrase of the statement it ``disputes``. Without ``voices`` nothing is asked of
attributions; a key left out is not asked for.
``known`` is the reason of a failure that is known.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import sayso
from sayso.model import Reading, Statement
from sayso.reading.voices import attribution_at
from test_voices_invented import bare, chain, name, told

FILES = sorted((Path(__file__).parent / "data").glob("hard_cases_*.yaml"))
PASSAGES = [
    (path.stem.removeprefix("hard_cases_"), passage)
    for path in FILES
    for passage in yaml.safe_load(path.read_text("utf-8"))["passages"]
]


def parameters() -> Iterator[Any]:
    for number, (theme, passage) in enumerate(PASSAGES, start=1):
        known = passage.get("known")
        marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
        yield pytest.param(passage, id=f"{number} {theme}: {passage['text'][:40]}", marks=marks)


def faults(passage: dict[str, Any]) -> list[str]:
    """What of the passage the reader gets wrong, in words."""
    reading = sayso.read(passage["text"])
    found = [*_voices(reading, passage), *_own(reading, passage)]
    if "agency" in passage and reading.report.agency != passage["agency"]:
        found.append(f"agency {reading.report.agency}")
    for expected in passage.get("statements", []):
        found.extend(_statement(reading, expected))
    return found


def _voices(reading: Reading, passage: dict[str, Any]) -> Iterator[str]:
    """Every voice as written, in any order, and no other."""
    if "voices" not in passage:
        return
    left = list(reading.attributions)
    for voice in passage["voices"]:
        expected = {"chain": [], **voice, "content": [bare(c) for c in voice["content"]]}
        match = next((a for a in left if told(reading, a, expected) == expected), None)
        if match is None:
            yield f"no voice {expected}"
        else:
            left.remove(match)
    for voice in left:
        every = dict.fromkeys(("source", "cue", "content", "speaker", "addressee", "manner"))
        yield f"found voice {told(reading, voice, every)}"


def _own(reading: Reading, passage: dict[str, Any]) -> Iterator[str]:
    for words in passage.get("own", []):
        if attribution_at(reading.attributions, passage["text"].index(words)) is not None:
            yield f"not the report's own: {words}"


def _near(reading: Reading, phrase: str) -> list[Statement]:
    """The statements that overlap a phrase, those that share most of their words with it first."""
    low = reading.report.text.index(phrase)
    high = low + len(phrase)

    def shared(one: Statement) -> float:
        both = min(high, one.end) - max(low, one.start)
        return both / (max(high, one.end) - min(low, one.start))

    overlapping = [s for s in reading.statements if s.start < high and low < s.end]
    best = max((shared(s) for s in overlapping), default=0.0)
    return [s for s in overlapping if shared(s) == best]


def _statement(reading: Reading, expected: dict[str, Any]) -> Iterator[str]:
    wanted = {key: value for key, value in expected.items() if key not in ("phrase", "kind")}
    kind = expected.get("kind")
    near = [s for s in _near(reading, expected["phrase"]) if kind in (None, s.kind)]
    found = [{key: _said(reading, one, key, wanted) for key in wanted} for one in near]
    if wanted not in found:
        yield f"{expected} but {found}"


def _said(reading: Reading, one: Statement, key: str, wanted: dict[str, Any]) -> object:
    """What a statement says, as the data write it."""
    if key == "voice":
        voice = next((a for a in reading.attributions if a.id == one.attribution), None)
        return [name(reading, voice.speaker), *chain(reading, voice)] if voice else []
    if key == "band":
        sure = one.certainty
        return None if sure.low is None else [sure.low, sure.high]
    if key == "level":
        return one.certainty.level
    if key == "disputes":
        phrase = wanted["disputes"]
        if phrase is None:
            return None if not one.disputes else list(one.disputes)
        others = {s.id for s in _near(reading, phrase)}
        return phrase if others & set(one.disputes) else None
    return getattr(one, key)


@pytest.mark.parametrize("passage", list(parameters()))
def test_hard_case(passage: dict[str, Any]) -> None:
    assert faults(passage) == []


def test_hard_cases_are_many() -> None:
    assert len(PASSAGES) >= 130
