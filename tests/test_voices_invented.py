"""Who says what, over sentences of our own about invented names (data/voices_invented.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

import sayso
from sayso.model import Attribution, Reading
from sayso.reading.voices import attribution_at

DATA = yaml.safe_load((Path(__file__).parent / "data" / "voices_invented.yaml").read_text("utf-8"))
FAILING = {entry["text"]: entry["reason"] for entry in DATA.get("known_failures", [])}
PASSAGES = [
    pytest.param(
        passage,
        id=f"{number}: {passage['text'][:40]}",
        marks=[pytest.mark.xfail(reason=FAILING[passage["text"]], strict=True)]
        if passage["text"] in FAILING
        else [],
    )
    for number, passage in enumerate(DATA["passages"], start=1)
]


def bare(text: str) -> str:
    """Words without quote marks and punctuation at the edges, and without an opening "that"."""
    return text.strip("\"'.,;: ").removeprefix("that ")


def name(reading: Reading, entity_id: str | None) -> str | None:
    entity = reading.entity(entity_id)
    return entity.name if entity is not None else None


def chain(reading: Reading, voice: Attribution) -> list[str | None]:
    """Who relays a voice, innermost first."""
    above = {a.id: a for a in reading.attributions}
    found: list[str | None] = []
    at = above.get(voice.within or "")
    while at is not None:
        found.append(name(reading, at.speaker))
        at = above.get(at.within or "")
    return found


def _order(voice: dict[str, Any]) -> str:
    return str(sorted(voice.items()))


def told(reading: Reading, voice: Attribution, expected: dict[str, Any]) -> dict[str, Any]:
    """A voice as the data write it; a key the data leave out is left out."""
    whole = {
        "source": voice.source.text if voice.source else None,
        "cue": voice.cue.text if voice.cue else None,
        "content": [bare(c.text) for c in voice.content],
        "speaker": name(reading, voice.speaker),
        "chain": chain(reading, voice),
        "addressee": name(reading, voice.addressee),
        "manner": voice.manner,
    }
    return {key: value for key, value in whole.items() if key in {*expected, "chain"}}


@pytest.mark.parametrize("passage", PASSAGES)
def test_passage(passage: dict[str, Any]) -> None:
    reading = sayso.read(passage["text"])
    expected = [{"chain": [], **voice} for voice in passage["voices"]]
    for voice in expected:
        voice["content"] = [bare(c) for c in voice["content"]]
    template = expected[0] if expected else {}
    by_cue = {voice["cue"]: voice for voice in expected}
    found = [
        told(reading, a, by_cue.get(a.cue.text if a.cue else None, template))
        for a in reading.attributions
    ]
    assert sorted(found, key=_order) == sorted(expected, key=_order)
    for words in passage.get("own", []):
        at = passage["text"].index(words)
        denied = attribution_at(reading.attributions, at)
        assert denied is None or (denied.cue and denied.cue.text.startswith("den")), words


def test_every_known_failure_is_a_passage() -> None:
    assert set(FAILING) <= {passage["text"] for passage in DATA["passages"]}


def test_passages_are_many() -> None:
    assert len(DATA["passages"]) >= 60
