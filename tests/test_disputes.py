"""Disputes within a report: a charge and its answer, a claim and its denial."""

import sayso


def test_charge_beside_the_speakers_own_account() -> None:
    text = (
        "General Orlo said Russian planes are bombing rebel camps after charges from Berlin that "
        "they were bombing villages."
    )
    reading = sayso.read(text)
    charge = next(
        s for s in reading.statements if s.kind == "event" and s.text.endswith("villages")
    )
    own = next(
        s for s in reading.statements if s.kind == "event" and s.text.endswith("rebel camps")
    )
    assert own.id in charge.disputes
    assert charge.id in own.disputes
    assert reading.voices(charge) != reading.voices(own)


def test_claim_and_denial() -> None:
    text = (
        "The opposition said soldiers burned the village of Karsk.\n\n"
        "The army denied that soldiers burned the village of Karsk."
    )
    reading = sayso.read(text)
    events = [s for s in reading.statements if s.kind == "event"]
    burned = [s for s in events if s.text.startswith("soldiers burned")]
    assert {s.polarity for s in burned} == {"positive", "negative"}
    assert all(s.disputes for s in burned)


def test_agreement_is_no_dispute() -> None:
    text = "Police said rebels burned the mill. The mayor said rebels burned the mill."
    assert not any(s.disputes for s in sayso.read(text).statements)


def test_a_relative_clause_denies_the_clause_before_it() -> None:
    reading = sayso.read("The army shelled the mill at Torvia, which the colonel denies.")
    told, denied = [s for s in reading.statements if s.kind == "event"]
    assert (told.polarity, denied.polarity) == ("positive", "negative")
    assert (told.disputes, denied.disputes) == ((denied.id,), (told.id,))
    assert reading.voices(told) == ()
    assert reading.voices(denied) == ("colonel",)
    assert not [s.text for s in reading.statements if "denies" in s.text]


def test_a_relative_clause_may_deny_what_another_says() -> None:
    text = "Farmers said the army shelled the mill at Torvia, which the colonel denies."
    reading = sayso.read(text)
    voices = {s.polarity: reading.voices(s) for s in reading.statements if s.kind == "event"}
    assert voices == {"positive": ("Farmers",), "negative": ("colonel",)}


def test_common_words_are_no_dispute() -> None:
    text = (
        "Of the forty arrest warrants, only one name was disclosed. The court did not disclose "
        "whether it had signed any arrest warrants."
    )
    assert not any(s.disputes for s in sayso.read(text).statements)


def test_a_plan_that_is_rejected_denies_nothing() -> None:
    reading = sayso.read("The union sent the police a plan for the march, which they rejected.")
    assert all(s.polarity == "positive" for s in reading.statements)
    assert not any(s.disputes for s in reading.statements)
