"""What stands before a trailing source, and who that is (data/frames_invented.yaml)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import sayso
from sayso.model import Attribution, Reading, Span, Statement
from sayso.reading.analysis import pipeline
from test_voices_invented import bare, name

DATA = yaml.safe_load((Path(__file__).parent / "data" / "frames_invented.yaml").read_text("utf-8"))
PASSAGES = [
    pytest.param(
        passage,
        id=f"{number}: {passage['text'][:40]}",
        marks=[pytest.mark.xfail(reason=passage["known"], strict=True)]
        if "known" in passage
        else [],
    )
    for number, passage in enumerate(DATA["passages"], start=1)
]


def faults(passage: dict[str, Any]) -> list[str]:
    """What of the passage the reader gets wrong, in words."""
    reading = sayso.read(passage["text"])
    voice = next((a for a in reading.attributions if a.cue and a.cue.text == passage["cue"]), None)
    if voice is None:
        return [f"no voice with the cue {passage['cue']}"]
    return [
        *_told(reading, voice, passage),
        *_same(reading, voice, passage),
        *_statements(reading, passage),
        *_overrun(reading, voice),
    ]


def _told(reading: Reading, voice: Attribution, passage: dict[str, Any]) -> Iterator[str]:
    speaker = reading.entity(voice.speaker)
    found = {
        "source": voice.source.text if voice.source else None,
        "content": [bare(c.text) for c in voice.content],
        "speaker": name(reading, voice.speaker),
        "office": speaker.office if speaker else None,
        "addressee": name(reading, voice.addressee),
    }
    expected = {**passage, "content": [bare(c) for c in passage["content"]]}
    for key in found.keys() & passage.keys():
        if found[key] != expected[key]:
            yield f"{key}: {found[key]}"


def _same(reading: Reading, voice: Attribution, passage: dict[str, Any]) -> Iterator[str]:
    """Other mentions of the speaker, and no second person in the source of one who is named."""
    speaker = reading.entity(voice.speaker)
    theirs = {m.text for m in speaker.mentions} if speaker else set()
    for words in passage.get("same", []):
        if words not in theirs:
            yield f"not the speaker: {words}"
    if voice.source is None or "speaker" not in passage:
        return
    for entity in reading.entities:
        inside = [m for m in entity.mentions if _holds(voice.source, m) and m.form != "pronoun"]
        inside = [m for m in inside if reading.report.text[m.end : m.end + 2] != "'s"]
        if entity.kind == "person" and entity is not speaker and inside:
            yield f"another person in the source: {entity.name}"


def _statements(reading: Reading, passage: dict[str, Any]) -> Iterator[str]:
    for kind in passage.keys() & {"event", "remark"}:
        if not any(s.kind == kind and s.text == passage[kind] for s in reading.statements):
            yield f"no {kind} {passage[kind]}: {[s.text for s in reading.statements]}"
    if "cause" in passage:
        links = [[s.cause.driver.text, s.cause.effect.text] for s in reading.statements if s.cause]
        if passage["cause"] not in links:
            yield f"no such cause: {links}"


def _overrun(reading: Reading, voice: Attribution) -> Iterator[str]:
    """Statements of the voice's content, and all before it, that take its source or cue in."""
    frame = [s for s in (voice.source, voice.cue) if s is not None]
    for one in reading.statements:
        for span in _spans(one):
            said = any(c.start < span.end and span.start < c.end for c in voice.content)
            if said and any(s.start < span.end and span.start < s.end for s in frame):
                yield f"runs over the frame: {span.text}"


def _spans(one: Statement) -> Iterator[Span]:
    yield Span(start=one.start, end=one.end, text=one.text)
    if one.cause is not None:
        yield from (one.cause.driver, one.cause.effect)
    if one.event is not None:
        for each in one.event.participants:
            yield Span(start=each.start, end=each.end, text=each.text)


def _holds(outer: Span, inner: Any) -> bool:
    return bool(outer.start <= inner.start and inner.end <= outer.end)


@pytest.mark.parametrize("passage", PASSAGES)
def test_passage(passage: dict[str, Any]) -> None:
    assert faults(passage) == []


def test_passages_are_many() -> None:
    assert len(DATA["passages"]) >= 100


PEOPLE = [
    (
        "The brigade killed its commander, Tibor Rass, the army said.",
        {"its commander", "Tibor Rass"},
    ),
    (
        "Soldiers arrested the mayor of Torvia, Lena Orlik, police said on Friday.",
        {"the mayor of Torvia", "Lena Orlik"},
    ),
    (
        "Rebels left the town, army spokesman Lt. Col. Petr Haas said.",
        {"army spokesman", "Petr Haas"},
    ),
]


@pytest.mark.parametrize(("text", "mentions"), PEOPLE)
def test_a_role_before_a_name(text: str, mentions: set[str]) -> None:
    """Whatever stands between them, and wherever in the sentence they are."""
    reading = sayso.read(text)
    bearer = next(e for e in reading.entities if any(m.text in mentions for m in e.mentions))
    assert {m.text for m in bearer.mentions} == mentions
    assert bearer.kind == "person"


def test_a_mended_sentence_stays_one() -> None:
    """Sentences before and behind one that ends in its source keep their borders."""
    text = (
        "Rain fell. Rebels took the dam, the governor of Karsk, Ilan Toth, said. Snow fell.\n\n"
        "Gunmen shot two men in Sarn, Lena Orlik, the mayor, told reporters on Monday.\n"
        "Nobody was held."
    )
    doc = pipeline()(text)
    assert [s.text.split()[-1] for s in doc.sents] == [
        "fell.",
        "said.",
        "fell.",
        "Monday.",
        "held.",
    ]
    said = [t for t in doc if t.text in ("said", "told")]
    assert [t.dep_ for t in said] == ["ROOT", "ROOT"]
    assert [c.text for t in said for c in t.children if c.dep_ == "ccomp"] == ["took", "shot"]
