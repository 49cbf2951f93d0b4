"""What holds for every text: no crash, offsets that match, references that resolve."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sayso
from sayso.model import Reading

WORDS = st.sampled_from(
    [
        "said", "the", "rebels", "killed", "12", "people", "in", "Aleppo", ",", ".", '"', "“", "”",
        "’s", "because", "if", "may", "not", "according", "to", "Monday", "on", "\n\n", "\n", "Mr.",
        "army", "that", "he", "who", "(", ")", "—", "at", "least", "dozens", "of", "told", "AFP",
        "?", "no", "one", "was", "hurt", "more", "than", "3,000", "since", "2014", "and", "or", "é",
        "U.S.", "prompted", "ISIS", "airstrikes", "should", "leave", "denied", "reports", "were",
    ]
)  # fmt: skip
SCRAPS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
ANYTHING = st.text(
    alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200
).filter(lambda t: bool(t.strip()))


def check(reading: Reading) -> None:
    text = reading.report.text
    entities = {e.id for e in reading.entities}
    times = {t.id for t in reading.times}
    attributions = {a.id for a in reading.attributions}
    statements = {s.id for s in reading.statements}
    for entity in reading.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text
    for time in reading.times:
        assert text[time.start : time.end] == time.text
    for a in reading.attributions:
        for span in (*a.content, *(s for s in (a.source, a.cue) if s is not None)):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text
        assert a.speaker is None or a.speaker in entities
        assert a.addressee is None or a.addressee in entities
        assert a.within is None or (a.within in attributions and a.within != a.id)
    for s in reading.statements:
        assert 0 <= s.start < s.end <= len(text)
        assert text[s.start : s.end] == s.text
        assert s.attribution is None or s.attribution in attributions
        assert s.time is None or s.time in times
        assert set(s.disputes) <= statements - {s.id}
        assert {p.entity for p in s.places} <= entities
        for cue in s.certainty.cues:
            assert text[cue.start : cue.end] == cue.text
        payload = [p for p in (s.event, s.figure, s.cause) if p is not None]
        assert len(payload) == (s.kind != "remark")
        if s.event is not None:
            for p in s.event.participants:
                assert text[p.start : p.end] == p.text
                assert p.entity is None or p.entity in entities
            for count in (s.event.deaths, s.event.injuries):
                assert count.figure is None or count.figure in statements
        if s.figure is not None:
            assert set(s.figure.includes) <= statements
        if s.cause is not None:
            for span in (s.cause.driver, s.cause.effect, s.cause.cue):
                assert text[span.start : span.end] == span.text


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
