"""Times: TIMEX3 values, the days they cover, and what stays open without a published date."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.model import Report, Time
from sayso.reading.analysis import analyse
from sayso.reading.draft import Draft
from sayso.reading.times import read_times
from sayso.reading.times_calendar import Period, nth_weekday, plus_months

# A Thursday.
PUBLISHED = "2016-01-21"


def read(text: str, published: str | None = PUBLISHED) -> Draft:
    report = Report.of(text, published=published)
    (analysis,) = analyse([report])
    return read_times(Draft(report=report, analysis=analysis, knowledge=None))


def times(text: str, published: str | None = PUBLISHED) -> list[Time]:
    return list(read(text, published).times)


def only(text: str, published: str | None = PUBLISHED) -> Time:
    (time,) = times(text, published)
    return time


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The envoy arrived on 2015-12-31.", "2015-12-31", "2015-12-31"),
        ("The bridge fell on March 3, 2014.", "March 3, 2014", "2014-03-03"),
        ("The bridge fell on 3 March 2014.", "3 March 2014", "2014-03-03"),
        ("The bridge fell on Monday, 3 March 2014.", "Monday, 3 March 2014", "2014-03-03"),
        ("The bridge fell in March 2014.", "March 2014", "2014-03"),
        ("The bridge fell in 2014.", "2014", "2014"),
        ("Prices rose in the 1990s.", "the 1990s", "199"),
        ("Prices rose in the nineties.", "the nineties", "199"),
        ("It was built in the 19th century.", "the 19th century", "18"),
        ("Output fell in the third quarter of 2014.", "the third quarter of 2014", "2014-Q3"),
        ("Output fell in the first half of 2014.", "the first half of 2014", "2014-H1"),
        ("Output fell in fiscal 2014.", "fiscal 2014", "2014"),
        ("They met in the winter of 2014.", "the winter of 2014", "2014-WI"),
    ],
)
def test_absolute_times(text: str, words: str, value: str) -> None:
    time = only(text)
    assert (time.text, time.value, time.type) == (words, value, "DATE")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Talks ended yesterday.", "2016-01-20"),
        ("Talks will resume tomorrow.", "2016-01-22"),
        ("The minister spoke on Thursday.", "2016-01-21"),
        ("The minister spoke on Monday.", "2016-01-18"),
        ("The minister will speak on Monday.", "2016-01-25"),
        ("The two sides are expected to meet on Saturday.", "2016-01-23"),
        ("Last Thursday the convoy left.", "2016-01-14"),
        ("The convoy left last week.", "2016-W02"),
        ("The convoy left this week.", "2016-W03"),
        ("The vote is next month.", "2016-02"),
        ("The vote was last month.", "2015-12"),
        ("The vote was last year.", "2015"),
        ("The war began two years ago.", "2014"),
        ("The raid came three weeks ago.", "2015-W53"),
        ("The raid came ten days ago.", "2016-01-11"),
        ("The raid came on November 13.", "2015-11-13"),
        ("The court will sit on February 2.", "2016-02-02"),
        ("The village was shelled in August.", "2015-08"),
        ("The village was shelled last August.", "2015-08"),
        ("The summit ended over the weekend.", "2016-W02-WE"),
        ("Fighting flared last summer.", "2015-SU"),
    ],
)
def test_relative_times_hang_on_the_published_date(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value", "type"),
    [
        ("The siege lasted three days.", "P3D", "DURATION"),
        ("A nine-month siege ended.", "P9M", "DURATION"),
        ("They drove for several hours.", "PTXH", "DURATION"),
        ("They have fought for years.", "PXY", "DURATION"),
        ("They talked for two and a half years.", "P2Y6M", "DURATION"),
        ("Dozens fled in the last several weeks.", "PXW", "DURATION"),
        ("Patrols pass every day.", "P1D", "SET"),
        ("Patrols pass daily.", "P1D", "SET"),
        ("Patrols pass every Friday.", "XXXX-WXX-5", "SET"),
        ("The camp was hit on Tuesday night.", "2016-01-19TNI", "TIME"),
        ("The camp was hit last night.", "2016-01-20TNI", "TIME"),
        ("The camp was hit at 10 p.m. on Wednesday.", "2016-01-20T22:00", "TIME"),
        ("The group is now on the run.", "PRESENT_REF", "DATE"),
        ("The group recently regrouped.", "PAST_REF", "DATE"),
        ("They fear for the future.", "FUTURE_REF", "DATE"),
    ],
)
def test_durations_sets_hours_and_references(text: str, value: str, type: str) -> None:
    time = only(text)
    assert (time.value, time.type) == (value, type)


@pytest.mark.parametrize(
    ("text", "modifier", "value"),
    [
        ("It has gone on since mid-2014.", "MID", "2014"),
        ("It began in early November.", "START", "2015-11"),
        ("It was signed earlier this year.", "START", "2016"),
        ("They want it by the end of 2016.", "END", "2016"),
        ("They held out for at least 30 days.", "EQUAL_OR_MORE", "P30D"),
        ("They held out for more than four years.", "MORE_THAN", "P4Y"),
    ],
)
def test_modifiers(text: str, modifier: str, value: str) -> None:
    time = only(text)
    assert (time.modifier, time.value) == (modifier, value)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It was formed this week.", "2016-01-18", "2016-01-24"),
        ("It was formed last month.", "2015-12-01", "2015-12-31"),
        ("It was formed in 2014.", "2014-01-01", "2014-12-31"),
        ("It was formed in the last two months.", "2015-11-21", "2016-01-21"),
        ("It has grown in recent months.", None, "2016-01-21"),
        ("It lasted two months.", None, None),
    ],
)
def test_the_days_a_time_covers(text: str, first: str | None, last: str | None) -> None:
    time = only(text)
    assert (time.from_, time.to) == (first, last)


def test_without_a_published_date_nothing_is_guessed() -> None:
    draft = read("He spoke on Thursday and this week, and again on November 13, 2009.", None)
    assert [t.value for t in draft.times] == ["XXXX-WXX-4", "XXXX-WXX", "2009-11-13"]
    assert draft.times[0].from_ is None
    assert draft.times[2].from_ == "2009-11-13"
    (warning,) = draft.warnings
    assert warning.code == "published-unknown"
    assert "2 times" in warning.message


def test_a_month_and_day_without_a_date_stay_open() -> None:
    assert only("The pact was signed on November 13.", None).value == "XXXX-11-13"


def test_with_a_published_date_there_is_no_warning() -> None:
    assert read("He spoke on Thursday.").warnings == ()


def test_later_times_hang_on_the_time_named_last() -> None:
    values = [
        t.value for t in times("Rebels took Dorvia on May 3, 2013. Two days later it burned.")
    ]
    assert values == ["2013-05-03", "2013-05-05"]


def test_a_day_is_never_told_from_a_year() -> None:
    found = times("He won in 2003. The previous day he had slept.", None)
    assert [t.value for t in found] == ["2003", "XXXX-XX-XX"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Shells fell at 0530 GMT on Monday.", "2016-01-18T05:30"),
        ("Shells fell at dawn on Friday.", "2016-01-15TMO"),
        ("The talks begin on Monday.", "2016-01-25"),
        ("These days few return.", "PRESENT_REF"),
        ("It hit in the early hours of Friday.", "2016-01-15"),
    ],
)
def test_hours_and_schedules(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "The rebels may withdraw.",
        "The march passed the square.",
        "A man aged 34 was held.",
        "A 34-year-old man was held.",
        "Some 2000 soldiers were held.",
        "The court fined him $2015.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert times(text) == []


def test_may_is_a_month_in_company() -> None:
    assert only("The siege began in May.").value == "2015-05"


def test_a_date_in_the_dateline_is_read() -> None:
    text = "DORVIA, January 20 (NWA) - Two bridges were blown up."
    assert [t.value for t in times(text)][:1] == ["2016-01-20"]


def test_ids_and_spans_follow_the_text() -> None:
    text = "On “Monday” he left; he’ll be back tomorrow."
    found = times(text)
    assert [t.id for t in found] == ["t1", "t2"]
    assert all(text[t.start : t.end] == t.text for t in found)


@pytest.mark.parametrize(
    ("grain", "value", "last"),
    [
        ("week", "2015-W53", date(2016, 1, 3)),
        ("weekend", "2015-W53-WE", date(2016, 1, 3)),
        ("quarter", "2016-Q1", date(2016, 3, 31)),
        ("decade", "201", date(2019, 12, 31)),
        ("century", "20", date(2099, 12, 31)),
    ],
)
def test_periods_of_new_years_day(grain: str, value: str, last: date) -> None:
    period = Period.holding(grain, date(2016, 1, 1))
    assert (period.value, period.last) == (value, last)


def test_calendar_steps() -> None:
    assert plus_months(date(2016, 1, 31), 1) == date(2016, 2, 29)
    assert nth_weekday(2015, 11, 4, 4) == date(2015, 11, 26)


@given(st.dates(), st.sampled_from(["day", "week", "month", "quarter", "year", "decade"]))
def test_a_period_holds_its_day(day: date, grain: str) -> None:
    period = Period.holding(grain, day)
    assert period.first <= day <= period.last


WORDS = (
    "last next this the 3 31 99 year week years ago of Monday May 12 at p.m. 10:75 '98 2014 - /",
    "early later half quarter second nineteen ninety . , ½ ٣ day",
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(" ".join((*WORDS, "\n")).split(" ")), max_size=25),
    st.sampled_from(["0001-01-01", "9999-12-31", "2016-02-29", None]),
)
def test_any_run_of_time_words_reads(words: list[str], published: str | None) -> None:
    text = " ".join(words) or "x"
    stop = 0
    for time in times(text, published):
        assert text[time.start : time.end] == time.text
        assert stop <= time.start < time.end
        stop = time.end


def test_a_published_date_that_is_none_counts_as_unknown() -> None:
    draft = read("He spoke on Thursday.", "2014-13-45")
    assert draft.times[0].value == "XXXX-WXX-4"
    assert [w.code for w in draft.warnings] == ["published-unknown"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The governor said the violence would not stop Saturday's election.", "2019-05-04"),
        ("Police were deployed ahead of Friday's march.", "2019-05-03"),
        ("Turnout in Sunday's election was low.", "2019-04-28"),
        ("The army fired on Sunday's protest.", "2019-04-28"),
    ],
)
def test_a_set_day_lies_ahead_where_the_clause_looks_ahead(text: str, value: str) -> None:
    found = sayso.read(text, published="2019-05-02").times
    assert [t.value for t in found] == [value]


def test_upcoming_is_coming() -> None:
    text = "The talks will resume in the {} week."
    upcoming, coming = (times(text.format(w), "2020-01-02") for w in ("upcoming", "coming"))
    assert [t.value for t in upcoming] == [t.value for t in coming] == ["2020-W02"]


def test_a_short_year_lies_in_no_year_before_the_first() -> None:
    assert [t.value for t in times("It began in May '98.", "0001-01-01")] == ["0098-05"]
