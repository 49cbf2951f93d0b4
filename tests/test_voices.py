"""Who says: attributions, their spans, their speakers, and who relays whom."""

import pytest

import sayso
from sayso.model import Attribution, Reading


def only(text: str, cue: str) -> tuple[Reading, Attribution]:
    reading = sayso.read(text)
    found = [a for a in reading.attributions if a.cue is not None and a.cue.text == cue]
    assert len(found) == 1, [(a.cue, a.content) for a in reading.attributions]
    return reading, found[0]


def content(attribution: Attribution) -> str:
    return " | ".join(c.text for c in attribution.content)


def speaker(reading: Reading, attribution: Attribution) -> str | None:
    entity = reading.entity(attribution.speaker)
    return entity.name if entity is not None else None


def test_indirect_speech_has_source_cue_and_content() -> None:
    _, said = only("Police said the bridge at Torvia was blown up at dawn.", "said")
    assert said.source is not None
    assert said.source.text == "Police"
    assert content(said) == "the bridge at Torvia was blown up at dawn"
    assert said.manner == "indirect"


def test_quotation_over_several_sentences_is_one_attribution() -> None:
    text = '"We hold the port. Nobody will take it from us," Ana Maric told reporters.'
    reading, told = only(text, "told")
    assert content(told) == '"We hold the port. Nobody will take it from us,"'
    assert told.manner == "direct"
    assert speaker(reading, told) == "Ana Maric"


def test_quotation_goes_on_behind_its_cue() -> None:
    text = '"The camp is empty," the colonel said. "They left in the night."'
    _, said = only(text, "said")
    assert content(said) == '"The camp is empty," | "They left in the night."'


def test_quotation_of_a_paragraph_of_its_own_is_the_last_speakers() -> None:
    text = (
        'Governor Ilan Toth called for calm. "Nobody should go near the river," Toth said.\n\n'
        '"The water is mined from one bank to the other."'
    )
    _, said = only(text, "said")
    assert '"The water is mined from one bank to the other."' in content(said)


def test_quotation_that_opens_again_at_each_paragraph_is_one() -> None:
    text = (
        'Toth said: "The road is closed.\n\n"It will stay closed until the convoy has passed."\n\n'
        "The army gave no reason."
    )
    _, said = only(text, "said")
    assert "It will stay closed" in content(said)
    assert "The army gave no reason" not in content(said)


def test_cue_in_the_middle_parts_the_content() -> None:
    _, said = only("The rebels, the ministry said, have crossed the river.", "said")
    assert content(said) == "The rebels | have crossed the river"


def test_according_to() -> None:
    text = "According to the Marnish Red Cross, forty families fled the valley."
    _, found = only(text, "According to")
    assert found.source is not None
    assert found.source.text == "the Marnish Red Cross"
    assert "forty families fled the valley" in content(found)


def test_addressee_is_no_voice() -> None:
    text = "Mayor Bela Kun told Reuters that two guards were missing."
    reading, told = only(text, "told")
    assert speaker(reading, told) == "Bela Kun"
    addressee = reading.entity(told.addressee)
    assert addressee is not None
    assert addressee.name == "Reuters"


def test_a_charge_relayed_by_another_is_nested() -> None:
    text = (
        "General Orlo said his planes hit rebel camps after charges from Berlin that they were "
        "bombing villages."
    )
    reading, charges = only(text, "charges")
    outer = next(a for a in reading.attributions if a.id == charges.within)
    assert outer.cue is not None
    assert outer.cue.text == "said"
    bombing = next(s for s in reading.statements if s.text.endswith("bombing villages"))
    assert reading.voices(bombing)[0] == "Germany"
    assert len(reading.voices(bombing)) == 2


def test_what_a_speaker_says_he_thinks_is_one_voice() -> None:
    text = "Minister Dora Falk said she thought the talks had failed."
    reading = sayso.read(text)
    failed = next(s for s in reading.statements if s.text.endswith("failed"))
    assert len(reading.voices(failed)) == 1
    assert failed.certainty.level == "probable"


def test_missing_source_is_no_voice() -> None:
    reading, reported = only("It was reported that the dam had burst.", "reported")
    assert reported.speaker is None
    burst = next(s for s in reading.statements if "burst" in s.text)
    assert reading.voices(burst) == ()


def test_speaker_without_a_name_goes_by_his_words() -> None:
    reading, said = only("A Western official said the truce had collapsed.", "said")
    assert speaker(reading, said) == "Western official"


def test_reporters_dated_background_stays_the_reports_own() -> None:
    text = (
        "The envoy said talks would move to Vienna, where a truce was signed on 4 March 2011, "
        "within days."
    )
    reading = sayso.read(text, published="2012-06-01")
    signed = [s for s in reading.statements if "signed" in s.text and "said" not in s.text]
    assert signed
    assert any(reading.voices(s) == () for s in signed)


@pytest.mark.parametrize(
    "text", ["He said.", '"', '""', '"He said', "said said said", "According to"]
)
def test_scraps_do_not_crash(text: str) -> None:
    sayso.read(text)
