"""Rows: their metadata, their language, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake import InputError, report_of
from sayso.intake.row import MOST_CHARACTERS

TEXT = "Rebels shelled the airport on Monday, a spokesman for the ministry said."


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2016-01-21", "2016-01-21"),
        ("2016-01-21T23:59:59+02:00", "2016-01-21"),
        ("20160121", "2016-01-21"),
        ("Thu, 21 Jan 2016 10:00:00 GMT", "2016-01-21"),
        ("January 21, 2016", "2016-01-21"),
        ("21st Jan. 2016", "2016-01-21"),
    ],
)
def test_days_of_publication_are_read(given, day):
    assert report_of({"text": TEXT, "published": given}).published == day


@pytest.mark.parametrize("given", ["2016-01", "2016", "yesterday", "2016-13-40", "21/01/2016", "x"])
def test_what_is_no_day_is_refused(given):
    with pytest.raises(InputError, match="no day"):
        report_of({"text": TEXT, "published": given})


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({}, "no text"),
        ({"text": None}, "no text"),
        ({"text": 3}, "text is no string but a number"),
        ({"text": ["a"]}, "text is no string but a list"),
        ({"text": " \n\t "}, "the text is empty"),
        ({"text": "a" * (MOST_CHARACTERS + 1)}, "1,000,001 characters, more than the 1,000,000"),
        ({"text": "half \ud83d of one"}, "half a character at 5"),
        ({"text": TEXT, "title": "\udc00"}, "title is no Unicode text"),
        ({"text": TEXT, "authors": [1]}, "authors are no list of names"),
        ({"text": TEXT, "id": {}}, "id is no string but an object"),
        ({"text": TEXT, "language": "the one they speak"}, "no language code"),
    ],
)
def test_what_is_no_report_is_refused_in_one_line(row, fault):
    with pytest.raises(InputError, match=fault) as raised:
        report_of(row)
    assert "\n" not in str(raised.value)


def test_the_text_is_kept_to_the_character():
    text = "\r\n  " + TEXT + "\x0c\ufeff \n"
    assert report_of({"text": text}).text == text


def test_an_id_is_kept_and_a_number_will_do():
    assert report_of({"text": TEXT, "id": "a/b"}).id == "a/b"
    assert report_of({"text": TEXT, "id": 7}).id == "7"


def test_other_keys_are_passed_over():
    assert report_of({"text": TEXT, "score": 3, "sha256": "x"}) == report_of({"text": TEXT})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXT, "en"),
        (TEXT.upper(), "en"),
        ("أعلن الجيش اليوم أنه استعاد السيطرة على المدينة بعد معارك عنيفة.", "ar"),
        (
            "Le porte-parole du ministère a déclaré mardi que les rebelles avaient quitté la ville"
            " après trois jours de combats et que les habitants pouvaient rentrer chez eux.",
            "fr",
        ),
        ("Al-Hol, Deir ez-Zor", None),
        ("7", None),
    ],
)
def test_the_language_is_told(text, language):
    assert report_of({"text": text}).language == language


def test_a_given_language_goes_before_what_is_told():
    assert report_of({"text": TEXT, "language": "fr-CA"}).language == "fr"
    assert report_of({"text": TEXT, "language": "English"}).language == "en"


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_a_report_or_empty(text):
    if text.strip():
        assert report_of({"text": text}).text == text
    else:
        with pytest.raises(InputError):
            report_of({"text": text})
