"""The ledger keeps each print once, every reader's reading, and answers filters."""

import sqlite3
import time
import zlib
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from factories import HARBOUR, STAMP, harbour, reading
from sayso.ledger import Ledger, LedgerError, UnknownIdError, ledger_url, open_ledger
from sayso.ledger.schema import HEAD, metadata
from sayso.model import ReaderStamp, Report

NEWER = STAMP.model_copy(update={"version": "0.10.0"})
OTHER_LEXICONS = STAMP.model_copy(update={"lexicons": "sha256:99"})


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "x.db") as opened:
        yield opened


@pytest.fixture
def port(ledger):
    ledger.add(harbour(input_id=None))
    return ledger


def ids(ledger: Ledger, **filters: object) -> list[str]:
    return [s.id.rpartition("/")[2] for s in ledger.statements(**filters)]


def test_a_report_read_twice_is_kept_once(ledger):
    assert ledger.add(harbour()) is True
    assert ledger.add(harbour()) is False
    assert len(ledger.reports()) == 1
    assert len(ledger.statements()) == 6


def test_the_same_text_from_another_publisher_or_day_is_another_print(ledger):
    many = [harbour(), harbour(publisher="Inland Post"), harbour(published="2031-03-06")]
    assert ledger.add_many([*many, harbour()]) == 3
    assert [r.prints for r in ledger.reports()] == [3, 3, 3]
    assert ledger.count_reports() == 3


def test_the_whole_reading_comes_back(ledger):
    ledger.add(harbour(input_id="row-7"))
    assert ledger.reading("row-7") == harbour(input_id="row-7")
    with pytest.raises(UnknownIdError, match="row-8"):
        ledger.reading("row-8")


def test_a_newer_reading_stands_beside_the_older_and_answers_queries(ledger):
    ledger.add(harbour())
    newer = harbour(NEWER)
    newer = newer.model_copy(update={"statements": newer.statements[:2]})
    assert ledger.add(newer) is True
    (report,) = ledger.reports()
    assert (report.readings, report.statements) == (2, 2)
    assert ids(ledger) == ["s1", "s2"]
    assert ids(ledger, words="thousands") == []
    assert ledger.reading(report.id) == newer
    assert ledger.reading(report.id, stamp=STAMP) == harbour()


def test_an_older_reading_added_late_does_not_answer_queries(ledger):
    newer = harbour(NEWER)
    newer = newer.model_copy(update={"statements": newer.statements[:2]})
    ledger.add(newer)
    assert ledger.add(harbour()) is True
    assert ids(ledger) == ["s1", "s2"]


def test_of_one_version_the_last_reading_answers(ledger):
    ledger.add(harbour())
    other = harbour(OTHER_LEXICONS)
    ledger.add(other.model_copy(update={"statements": other.statements[3:]}))
    assert ids(ledger) == ["s4", "s5", "s6"]


def test_has_tells_what_a_resumed_run_need_not_read(ledger):
    ledger.add(harbour())
    identity = harbour().report.identity
    assert ledger.has(identity)
    assert ledger.has(identity, STAMP)
    assert not ledger.has(identity, NEWER)
    assert not ledger.has(harbour(publisher="Inland Post").report.identity)


def test_two_reports_of_one_input_id_have_two_ids(ledger):
    first, second = Report.of("Rain fell.", input_id="a"), Report.of("Snow fell.", input_id="a")
    ledger.add(reading(first))
    ledger.add(reading(second))
    ledger.add(reading(first))
    assert [r.id for r in ledger.reports()] == ["a", f"a~{second.identity[:8]}"]
    assert ledger.reading(f"a~{second.identity[:8]}").report.text == "Snow fell."


@pytest.mark.parametrize("unusable", ["", " ", "..", "a\nb", "a\x1b[31m", "x" * 300])
def test_an_id_nobody_could_type_gives_way_to_the_identity(ledger, unusable):
    report = Report.of("Rain fell.", input_id=unusable)
    ledger.add(reading(report))
    assert [r.id for r in ledger.reports()] == [report.identity[:16]]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["s1", "s2", "s3", "s4", "s5", "s6"]),
        ({"kind": "figure"}, ["s4", "s5"]),
        ({"stance": "expected"}, ["s3", "s4"]),
        ({"certainty": "possible", "kind": "cause"}, ["s3"]),
        ({"plain": True}, ["s1", "s2", "s5"]),
        ({"voice": "Ministry of Defence"}, ["s1"]),
        ({"voice": "the ministry of defence of norland"}, ["s1"]),
        ({"voice": "Oskar Thal"}, ["s3", "s4", "s5"]),
        ({"voice": "thal"}, ["s3", "s4", "s5"]),
        ({"voice": "Oskar"}, []),
        ({"voice": "harbour police"}, ["s5"]),
        ({"actor": "Grey Brigade"}, ["s2"]),
        ({"actor": "Grey Brigade", "plain": True}, []),
        ({"actor": "Ministry of Defence"}, []),
        ({"place": "port varo"}, ["s1", "s2", "s5"]),
        ({"place": "Norland"}, ["s1", "s2", "s5"]),
        ({"place": "NOR"}, ["s1", "s2", "s5"]),
        ({"place": "Elsewhere"}, []),
        ({"since": "2031-03-04"}, ["s4", "s5"]),
        ({"until": "2031-03-03"}, ["s1", "s5"]),
        ({"since": "2031", "until": "2031"}, ["s1", "s4", "s5"]),
        ({"until": "2030"}, []),
        ({"words": "GRAIN struck"}, ["s1"]),
        ({"words": '"grain struck"'}, []),
        ({"words": '"grain store"'}, ["s1"]),
        ({"words": "neigh*"}, ["s6"]),
        ({"words": "neigh"}, []),
        ({"words": 'store" OR "died'}, []),
        ({"limit": 2}, ["s1", "s2"]),
    ],
)
def test_filters(port, filters, found):
    assert ids(port, **filters) == found


@pytest.mark.parametrize(
    ("filters", "fault"),
    [
        ({"kind": "rumour"}, "no kind 'rumour'"),
        ({"stance": "sure"}, "no stance"),
        ({"certainty": "very"}, "no certainty"),
        ({"since": "Monday"}, "'Monday' is no date"),
        ({"until": "2031-02-30"}, "no such day"),
        ({"since": "2031-13"}, "no such month"),
        ({"words": " *! "}, "no words"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(port, filters, fault):
    with pytest.raises(ValueError, match=fault):
        port.statements(**filters)


def test_statements_of_one_report(port):
    port.add(harbour(input_id="b"))
    assert {s.report for s in port.statements(report="b")} == {"b"}
    with pytest.raises(UnknownIdError):
        port.statements(report="c")


def test_statements_come_whole_with_the_newest_readings_they_stand_in(ledger):
    ledger.add(harbour(input_id="a"))
    ledger.add(harbour(NEWER, input_id="a"))
    ledger.add(harbour(input_id="b", publisher="Inland Post"))
    found = list(ledger.in_readings(kind="event", plain=True, voice="Ministry of Defence"))
    assert [(report, whole.reader.version) for report, whole, _ in found] == [
        ("a", "0.10.0"),
        ("b", "0.1.0"),
    ]
    for _, whole, statements in found:
        assert [s.id for s in statements] == ["s1"]
        assert statements[0] in whole.statements
    assert list(ledger.in_readings(words="zebra")) == []
    with pytest.raises(UnknownIdError, match="zzz"):
        next(ledger.in_readings(report="zzz"))


def test_a_row_says_who_said_it_when_and_where(port):
    row = port.statements(kind="figure", place="Port Varo")[0]
    assert row.voices == ("harbour police", "Oskar Thal")
    assert (row.low, row.best, row.high, row.measure) == (12, 12, None, "deaths")
    assert (row.since, row.until) == ("2031-03-03", "2031-03-05")
    assert row.places == ("Port Varo",)
    assert (row.publisher, row.published) == ("Coast Herald", "2031-03-05")
    assert HARBOUR[row.start : row.end] == row.text == "At least 12 people died"
    cause = port.statements(kind="cause")[0]
    assert (cause.driver, cause.sign, cause.cues) == ("the loss of the store", "+", ("could",))


def test_show_gives_a_thing_with_the_words_around_it(port):
    report = port.reports()[0].id
    found = port.show(f"{report}/s3")
    (where,) = found.passages
    assert found.kind == "statement"
    assert HARBOUR[where.start : where.end] == where.words
    around = where.before + where.words + where.after
    assert around in HARBOUR
    assert "\n\n" not in around
    assert port.show(f"{report}/e2").thing.name == "Lena Ordish"
    assert len(port.show(f"{report}/e2").passages) == 3
    assert port.show(f"{report}/a5").kind == "attribution"
    assert port.show(f"{report}/t1").passages[0].words == "Monday"
    assert port.show(report).kind == "report"
    for unknown in (f"{report}/s99", "nothing/s1", "nothing"):
        with pytest.raises(UnknownIdError):
            port.show(unknown)


def test_an_id_with_a_slash_can_be_shown(ledger):
    ledger.add(harbour(input_id="news/2031/7"))
    assert ledger.show("news/2031/7").kind == "report"
    assert ledger.show("news/2031/7/s1").kind == "statement"


def test_a_ledger_opened_again_holds_what_it_held(tmp_path):
    with open_ledger(tmp_path / "x.db") as first:
        first.add(harbour())
    with open_ledger(tmp_path / "x.db", create=False) as second:
        assert len(second.statements()) == 6


def test_a_report_without_statements_and_with_odd_text_is_kept(ledger):
    report = Report.of("A\x00B \U0001f30a “\u202ex", input_id="odd")
    ledger.add(reading(report))
    assert ledger.reading("odd").report.text == report.text
    assert ledger.reports()[0].statements == 0


def test_where_the_ledger_is(monkeypatch, tmp_path):
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    assert ledger_url().database == "sayso.db"
    monkeypatch.setenv("SAYSO_LEDGER", "from-environment.db")
    assert ledger_url().database == "from-environment.db"
    assert ledger_url(tmp_path / "a.db").database == str(tmp_path / "a.db")
    assert ledger_url("postgresql://desk@host/facts").database == "facts"
    with pytest.raises(LedgerError, match="mysql"):
        ledger_url("mysql://host/facts")
    with pytest.raises(LedgerError, match="no path"):
        ledger_url("http//x://")


def test_what_is_no_ledger_is_refused(tmp_path):
    noise = tmp_path / "noise.db"
    noise.write_bytes(b"not a database at all" * 100)
    with pytest.raises(LedgerError, match=r"noise\.db is not a database"):
        open_ledger(noise)
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as db:
        db.execute("CREATE TABLE cats (name TEXT)")
    db.close()
    with pytest.raises(LedgerError, match="no ledger of Sayso's"):
        open_ledger(foreign)
    with pytest.raises(LedgerError, match="is a folder"):
        open_ledger(tmp_path)
    with pytest.raises(LedgerError, match="no folder"):
        open_ledger(tmp_path / "none" / "x.db")
    with pytest.raises(LedgerError, match="there is no ledger"):
        open_ledger(tmp_path / "none.db", create=False)
    assert not Path(tmp_path / "none.db").exists()


def test_a_ledger_made_by_a_newer_sayso_is_refused(tmp_path):
    with open_ledger(tmp_path / "x.db") as ledger:
        ledger.add(harbour())
    with sqlite3.connect(tmp_path / "x.db") as db:
        db.execute("UPDATE sayso_version SET version_num = '9999'")
    db.close()
    with pytest.raises(LedgerError, match="newer Sayso"):
        open_ledger(tmp_path / "x.db")


def test_the_migrations_make_the_tables_the_code_knows(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with open_ledger(tmp_path / "x.db"):
        pass
    engine = create_engine(f"sqlite:///{tmp_path}/x.db")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": "sayso_version",
                "compare_type": True,
                "include_name": lambda name, kind, _: (
                    kind != "table" or not name.startswith("statement_words")
                ),
            },
        )
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD
    engine.dispose()


def test_filters_are_quick_over_many_statements(tmp_path):
    """Some 6,000 statements here (100,000 were tried by hand): no filter may come near its time."""
    base = harbour()
    statements = tuple(
        s.model_copy(update={"id": f"s{100 * i + j}"})
        for i in range(1, 21)
        for j, s in enumerate(base.statements)
    )
    with open_ledger(tmp_path / "x.db") as ledger:
        for n in range(50):
            one = harbour(publisher=f"Paper {n}")
            ledger.add(one.model_copy(update={"statements": statements}))
        for filters in (
            {"kind": "cause"},
            {"voice": "Thal"},
            {"actor": "Grey Brigade"},
            {"place": "Norland"},
            {"words": "grain"},
            {"since": "2031-03-04"},
            {"plain": True},
        ):
            begun = time.perf_counter()
            assert len(ledger.statements(**filters, limit=100)) == 100
            assert time.perf_counter() - begun < 0.25, filters


def test_a_reading_of_an_unknown_form_is_told_in_one_line(ledger, tmp_path):
    ledger.add(harbour(input_id="a"))
    body = zlib.compress(b'{"schema": "sayso/reading/1", "mood": "sombre"}')
    with sqlite3.connect(tmp_path / "x.db") as db:
        db.execute("UPDATE readings SET body = ?", (body,))
    db.close()
    with pytest.raises(LedgerError, match=r"^this reading was kept by another version of Sayso$"):
        ledger.reading("a")
    assert len(ledger.statements()) == 6


def test_stamps_differ_by_every_part():
    from sayso.ledger.writing import stamp_hash

    seen = {stamp_hash(STAMP)}
    for field in ReaderStamp.model_fields:
        seen.add(stamp_hash(STAMP.model_copy(update={field: "other"})))
    assert len(seen) == len(ReaderStamp.model_fields) + 1
