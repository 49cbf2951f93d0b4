"""A private person lives inside one report; a forgotten report leaves nothing behind."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import attribution, entity, harbour, reading, statement
from sayso.ledger import UnknownIdError, open_ledger
from sayso.ledger.names import keys_of, name_key, public_text
from sayso.model import Entity, Report


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "x.db") as opened:
        opened.add(harbour())
        opened.add(harbour(publisher="Inland Post", input_id="b"))
        yield opened


@pytest.mark.parametrize("name", ["Lena Ordish", "Ordish", "lena ordish", "Lena"])
def test_no_filter_gathers_a_private_person(ledger, name):
    assert ledger.statements(voice=name) == []
    assert ledger.statements(actor=name) == []
    assert ledger.statements(place=name) == []
    assert ledger.statements(words=name) == []
    assert ledger.statements(words=f"{name}*") == []


def test_within_one_report_a_private_person_is_found_by_words(ledger):
    found = ledger.statements(words="Ordish", report="b")
    assert [s.id for s in found] == ["b/s6"]


def test_other_words_of_such_a_statement_are_searched(ledger):
    assert [s.report for s in ledger.statements(words="nobody warned")][-1] == "b"


def test_office_holders_and_organisations_are_joined(ledger):
    assert {s.report for s in ledger.statements(voice="Thal")} == {r.id for r in ledger.reports()}
    assert len(ledger.statements(actor="grey brigade")) == 2


def test_a_private_actor_or_a_people_has_no_key():
    private = Entity(id="e1", kind="person", name="Lena Ordish")
    people = Entity(id="e2", kind="people", name="Norlanders")
    office = private.model_copy(update={"office": True})
    assert keys_of(private) == keys_of(people) == set()
    assert {key for _, key in keys_of(office)} == {"lena ordish", "ordish"}


def test_a_private_persons_place_does_not_lead_to_them():
    from sayso.model import Place

    home = Place(lat=1.0, lon=1.0, country="NOR", type="city")
    assert keys_of(Entity(id="e1", kind="person", name="Lena Ordish", place=home)) == set()


def test_names_are_compared_without_case_accent_article_and_possessive():
    assert name_key(" The  Grey BRIGADE’s") == name_key("grey brigade") == "grey brigade"
    assert name_key("Müller") == "muller"


def test_an_actor_who_is_private_in_many_reports_is_not_listed(tmp_path):
    text = "Ivo Brandt shot the guard, Ada Quill said."
    with open_ledger(tmp_path / "y.db") as ledger:
        for n in range(3):
            report = Report.of(text, input_id=f"r{n}")
            ledger.add(
                reading(
                    report,
                    entities=[
                        entity(text, "e1", "person", "Ivo Brandt"),
                        entity(text, "e2", "person", "Ada Quill"),
                    ],
                    attributions=[attribution(text, "a1", "e2", "said")],
                    statements=[
                        statement(
                            text, "s1", "remark", "Ivo Brandt shot the guard", attribution="a1"
                        )
                    ],
                )
            )
        assert ledger.statements(words="Brandt") == []
        assert ledger.statements(voice="Ada Quill") == []
        assert len(ledger.statements(words="guard")) == 3


@given(
    text=st.text(min_size=1, max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 8)), max_size=6),
    cut=st.tuples(st.integers(0, 59), st.integers(1, 60)),
)
def test_the_public_text_blanks_private_names_and_nothing_else(text, spans, cut):
    start = min(cut[0], len(text) - 1)
    end = min(start + cut[1], len(text))
    private = sorted((a, a + n) for a, n in spans)
    made = statement(text, "s1", "remark", text[start:end])
    made = made.model_copy(update={"start": start, "end": end, "text": text[start:end]})
    public = public_text(made, private)
    assert len(public) == end - start
    for at in range(start, end):
        hidden = any(a <= at < b for a, b in private)
        assert public[at - start] == (" " if hidden else text[at])


def test_forgetting_takes_everything_of_a_report(ledger, tmp_path):
    gone = ledger.forget("b")
    assert (gone.id, gone.readings, gone.statements) == ("b", 1, 6)
    assert len(ledger.reports()) == 1
    assert len(ledger.statements()) == len(ledger.statements(words="store")) + 4 == 6
    for ask in (ledger.reading, ledger.show, ledger.forget):
        with pytest.raises(UnknownIdError):
            ask("b")
    ledger.forget(ledger.reports()[0].id)
    ledger.close()
    with sqlite3.connect(tmp_path / "x.db") as db:
        tables = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name != "sayso_version" and not name.startswith(("statement_words", "sqlite_"))
        ]
        assert len(tables) == 13
        for table in tables:
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    db.close()


def test_forgotten_words_are_gone_from_the_files(tmp_path):
    path = tmp_path / "x.db"
    text = "Zyxolith raiders burnt Quombasia, said Wrenfeather. " + "Pad. " * 400
    report = Report.of(text, input_id="secret-17", title="Krombulent day", publisher="Blatt Vux")
    made = reading(
        report,
        entities=[
            entity(text, "e1", "organization", "Wrenfeather"),
            entity(text, "e2", "armed_group", "Zyxolith raiders"),
        ],
        attributions=[attribution(text, "a1", "e1", "said")],
        statements=[
            statement(text, "s1", "remark", "Zyxolith raiders burnt Quombasia", attribution="a1")
        ],
    )
    # The middles of the words too: an index keeps words without what they share with the last one.
    traces = [b"yxolith", b"uombasia", b"renfeather", b"rombulent", b"secret-17", b"latt Vux"]

    def bytes_on_disk() -> bytes:
        files = sorted(tmp_path.glob("x.db*"))
        return b"".join(f.read_bytes() for f in files).lower()

    with open_ledger(path) as ledger:
        for n in range(20):
            ledger.add(harbour(publisher=f"Paper {n}"))
        ledger.add(made)
        for n in range(20, 40):
            ledger.add(harbour(publisher=f"Paper {n}"))
        before = bytes_on_disk()
        assert all(trace.lower() in before for trace in traces)
        assert ledger.forget("secret-17").wiped
        after = bytes_on_disk()
        assert [t for t in traces if t.lower() in after] == []
        assert len(ledger.statements(words="grain")) == 40
    assert [t for t in traces if t.lower() in bytes_on_disk()] == []


def test_an_older_reading_is_forgotten_too(ledger, tmp_path):
    from factories import STAMP

    newer = STAMP.model_copy(update={"version": "0.2.0"})
    ledger.add(harbour(newer, publisher="Inland Post", input_id="b"))
    assert ledger.forget("b").readings == 2
