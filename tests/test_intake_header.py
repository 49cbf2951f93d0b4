"""What a report's text says of its publication: dateline, agency, byline, date, headline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake import report_of
from sayso.intake.header import header_of
from sayso.model import Report

PROSE = "Rebels shelled the airport on Monday, a spokesman said."


def read(text: str) -> Report:
    return report_of({"text": text})


@pytest.mark.parametrize(
    ("line", "place", "agency", "published"),
    [
        ("BEIRUT, Jan 5 (Reuters) - ", "BEIRUT", "Reuters", None),
        ("NAIROBI, Kenya (AP) _ ", "NAIROBI", "AP", None),
        ("NAIROBI, Kenya (AP) _\n\n", "NAIROBI", "AP", None),
        ("BRUSSLES: ", "BRUSSLES", None, None),
        ("PARIS — ", "PARIS", None, None),
        ("PORT-AU-PRINCE, Haiti -- ", "PORT-AU-PRINCE", None, None),
        ("N'DJAMENA, 3 March (AFP) – ", "N'DJAMENA", "AFP", None),
        ("ST. PETERSBURG, Russia — ", "ST. PETERSBURG", None, None),
        ("Dar es Salaam, Tanzania (dpa) - ", "Dar es Salaam", "dpa", None),
        ("Kinshasa, Oct. 12, 2019 (Agence France-Presse) — ", "Kinshasa", "AFP", "2019-10-12"),
        ("LIMA, 20 DEC 89 (EFE) -- [TEXT] ", "LIMA", "EFE", "1989-12-20"),
        ("QUITO (ECUADOR), 2 FEB 90 (RADIO QUITO) -- [REPORT]\n", "QUITO", "RADIO QUITO", None),
        ("BAMAKO/NIAMEY (Reuters) - ", "BAMAKO", "Reuters", None),
        ("BOGOTÁ — ", "BOGOTÁ", None, None),
        ("Lagos – ", "Lagos", None, None),
    ],
)
def test_a_dateline_is_found_and_prose_begins_behind_it(line, place, agency, published):
    report = read(line + PROSE)
    assert report.dateline is not None
    assert report.dateline.text == place
    assert report.text[report.dateline.start : report.dateline.end] == place
    assert report.text[report.dateline.stop :] == PROSE
    assert report.agency == agency
    if published:
        assert report.published == published


@pytest.mark.parametrize(
    "text",
    [
        "NATO: The alliance met on Monday.",
        "NOTE: This report was corrected.",
        "BREAKING — Rebels shelled the airport.",
        "EDITOR'S NOTE: Names were changed.",
        "ISIS — the group that held Mosul — lost it.",
        "The army, which lost the town - Rebels hold it - said nothing.",
        "Note: Rebels shelled the airport.",
        "Adam Hale — Rebels killed him in May.",
        "MARSH: What happened?\nDOYLE: Rebels shelled us.",
        "REVEALED: How the rebels took the town\n\nThey came at night.",
        "WE WILL NOT GO - not ever, they said.",
        "UNHCR - The agency said refugees fled.",
        "AL-SHABAAB attacked a hotel, police said.",
        "By 2015 the war had cost thousands of lives.",
        "In March, Rebels shelled the airport - Police fled.",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(text):
    assert read(text).dateline is None


def test_a_dateline_may_stand_behind_headline_and_byline():
    text = f"Airport shelled again\n\nBy Ada Moss and Jo Reyes\n\nTRIPOLI, Libya (AP) — {PROSE}"
    report = read(text)
    assert report.title == "Airport shelled again"
    assert report.authors == ("Ada Moss", "Jo Reyes")
    assert report.dateline is not None
    assert report.dateline.text == "TRIPOLI"
    assert text[report.dateline.stop :] == PROSE


@pytest.mark.parametrize(
    "below", ["By Ada Moss", "January 21, 2016", "AFP", f"TRIPOLI, Libya (AP) — {PROSE}"]
)
def test_a_headline_may_stand_right_above_what_is_no_prose(below):
    assert read(f"Airport shelled again\n{below}\n{PROSE}").title == "Airport shelled again"


def test_a_byline_above_the_prose_is_no_headline():
    report = read(f"By Ada Moss\nTRIPOLI, Libya (AP) — {PROSE}")
    assert (report.title, report.authors) == (None, ("Ada Moss",))


def test_a_byline_may_name_the_place():
    report = read(f"Airport shelled again\n\nBy Ada Moss in Tripoli\n\n{PROSE}")
    assert report.authors == ("Ada Moss",)
    assert report.dateline is not None
    assert report.dateline.text == "Tripoli"
    assert report.text[: report.dateline.stop].endswith("in Tripoli")


def test_a_byline_may_name_the_agency():
    report = read(f"By Ada Moss, Associated Press\n\n{PROSE}")
    assert (report.authors, report.agency) == (("Ada Moss",), "AP")


@pytest.mark.parametrize(
    ("foot", "agency"),
    [
        ("(AFP)", "AFP"),
        ("© AFP", "AFP"),
        ("Copyright 2016 The Associated Press. All rights reserved.", "AP"),
        ("© Thomson Reuters 2016.", "Reuters"),
        ("Source: Xinhua", "Xinhua"),
        ("Daily Courier", None),
        ("The AFP reporter left.", None),
    ],
)
def test_the_agency_may_stand_at_the_end(foot, agency):
    assert read(f"{PROSE}\n\nThe fire went on for hours.\n\n{foot}").agency == agency


def test_the_credit_at_the_end_names_authors():
    text = f"{PROSE}\n\n(Reporting by Ada Moss and Jo Reyes; Editing by Kim Lund)"
    assert read(text).authors == ("Ada Moss", "Jo Reyes")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published: 21 January 2016", "2016-01-21"),
        ("Posted on January 21, 2016 at 10:15 am", "2016-01-21"),
        ("Thursday, January 21, 2016", "2016-01-21"),
        ("2016-01-21", "2016-01-21"),
        ("January 21", None),
        ("Published: 31 February 2016", None),
        ("Published 2014-13-45", None),
        ("2016-02-30", None),
        ("January 21, 2016 was the day the war began", None),
    ],
)
def test_a_line_may_give_the_day_of_publication(line, day):
    assert read(f"{line}\n\n{PROSE}").published == day


def test_a_dateline_without_a_year_gives_no_day():
    assert read("BEIRUT, Jan 5 (Reuters) - " + PROSE).published is None


def test_days_inside_the_prose_are_not_the_day_of_publication():
    assert read(f"{PROSE}\n\nThe war began on 3 May 2011.").published is None


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"Airport shelled again.\n\n{PROSE}",
        f"Airport shelled again\n{PROSE}",
        f"Shelled\n\n{PROSE}",
    ],
)
def test_what_is_not_plainly_a_headline_is_none(text):
    assert read(text).title is None


def test_what_is_given_goes_before_what_the_text_says():
    report = report_of(
        {
            "text": f"Airport shelled again\n\nBy Ada Moss\n\nTRIPOLI, May 3, 2019 (AP) — {PROSE}",
            "title": "Another title",
            "agency": "AFP",
            "authors": ["Jo Reyes"],
            "published": "2019-05-04",
        }
    )
    assert (report.title, report.agency) == ("Another title", "AFP")
    assert (report.authors, report.published) == (("Jo Reyes",), "2019-05-04")


@given(st.text(max_size=400))
def test_any_text_has_a_header(text):
    line = header_of(text).dateline
    if line is not None:
        assert text[line.start : line.end] == line.text
        assert line.end <= line.stop <= len(text)


@pytest.mark.parametrize("unit", ["A", "A ", "By A ", "A, ", "(", "[x] ", "Al-", "A'", "\n", "1 "])
def test_long_heads_take_no_long_time(unit):
    header_of(unit * (200_000 // len(unit)))
