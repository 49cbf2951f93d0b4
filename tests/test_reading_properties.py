"""What holds for every text: no crash, offsets that match, references that resolve."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sayso
from sayso.model import Participant, Reading, Span, Statement

WORDS = st.sampled_from(
    [
        "said", "the", "rebels", "killed", "12", "people", "in", "Aleppo", ",", ".", '"', "“", "”",
        "’s", "because", "if", "may", "not", "according", "to", "Monday", "on", "\n\n", "\n", "Mr.",
        "army", "that", "he", "who", "(", ")", "—", "at", "least", "dozens", "of", "told", "AFP",
        "?", "no", "one", "was", "hurt", "more", "than", "3,000", "since", "2014", "and", "or", "é",
        "U.S.", "prompted", "ISIS", "airstrikes", "should", "leave", "denied", "reports", "were",
    ]
)  # fmt: skip
SCRAPS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join).filter(str.strip)
ANYTHING = st.text(
    alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200
).filter(lambda t: bool(t.strip()))


def check(reading: Reading) -> None:
    check_names(reading)
    check_attributions(reading)
    assert len({s.id for s in reading.statements}) == len(reading.statements)
    for s in reading.statements:
        check_statement(s, reading)


def check_names(reading: Reading) -> None:
    text = reading.report.text
    for entity in reading.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text
    for time in reading.times:
        assert text[time.start : time.end] == time.text


def check_attributions(reading: Reading) -> None:
    entities = {e.id for e in reading.entities} | {None}
    attributions = {a.id for a in reading.attributions} | {None}
    for a in reading.attributions:
        for span in (*a.content, *(s for s in (a.source, a.cue) if s is not None)):
            check_span(span, reading)
        assert {a.speaker, a.addressee} <= entities
        assert a.within in attributions - {a.id}


def check_span(span: Span | Participant | Statement, reading: Reading) -> None:
    text = reading.report.text
    assert 0 <= span.start < span.end <= len(text)
    assert text[span.start : span.end] == span.text


def check_statement(s: Statement, reading: Reading) -> None:
    entities = {e.id for e in reading.entities}
    statements = {other.id for other in reading.statements}
    check_span(s, reading)
    for term in (*s.cause.driver_terms, *s.cause.effect_terms) if s.cause else ():
        for word in term.words:
            check_span(word, reading)
        assert {term.actor, term.recipient, term.place} <= entities | {None}
    assert s.attribution in {a.id for a in reading.attributions} | {None}
    assert s.time in {t.id for t in reading.times} | {None}
    assert set(s.disputes) <= statements - {s.id}
    assert {p.entity for p in s.places} <= entities
    for cue in s.certainty.cues:
        check_span(cue, reading)
    payload = [p for p in (s.event, s.figure, s.cause) if p is not None]
    assert len(payload) == (s.kind != "remark")
    if s.event is not None:
        for p in s.event.participants:
            check_span(p, reading)
            assert p.entity is None or p.entity in entities
        assert {s.event.deaths.figure, s.event.injuries.figure} <= statements | {None}
    if s.figure is not None:
        assert set(s.figure.includes) <= statements
    if s.cause is not None:
        for span in (s.cause.driver, s.cause.effect, s.cause.cue):
            check_span(span, reading)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRAPS)
def test_scraps_of_news(text: str) -> None:
    reading = sayso.read(text, language="en", published="2020-05-05")
    check(reading)
    assert sayso.read(text, language="en", published="2020-05-05").to_json() == reading.to_json()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING)
def test_any_text(text: str) -> None:
    check(sayso.read(text, language="en"))
