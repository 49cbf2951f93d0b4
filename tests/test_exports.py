"""Events out to where coders work: columns, what is plain, who is named, files all or nothing."""

import csv
import io
import re
import stat
import subprocess
import sys
import typing
from pathlib import Path

import pytest

import sayso as package
from factories import HARBOUR, actor, attribution, entity, harbour, reading, span, statement
from sayso.exports import FORMATS, ExportError, acled_codes, codebook, columns_of, formatted
from sayso.exports.formats import LeftOut, described
from sayso.exports.tables import lexicon
from sayso.knowledge import ontology
from sayso.ledger import Ledger, LedgerError, open_ledger
from sayso.ledger.veil import Veil
from sayso.model import (
    Acled,
    Certainty,
    Count,
    Event,
    Interval,
    Link,
    Place,
    Plover,
    Reading,
    Report,
    StatementPlace,
)

ACLED_COLUMNS = re.findall(
    r"\w+",
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities tags timestamp",
)

REPORT = (
    "KASSALA, Sudan (Reuters) - Government troops shelled a market in Kassala on Monday, "
    "the Norwegian Refugee Council said.\n\n"
    "Suspected rebels attacked a checkpoint near Port Sudan on Tuesday, the army said. Amina Idris "
    "said her brother Omar Idris was shot dead by police in Kassala on Monday. Police arrested "
    "Omar Idris and two journalists last week.\n\n"
    "Hundreds of protesters marched in Cairo on Wednesday. The army denied that it had shelled "
    "Kassala. Rebels may attack Port Sudan on Friday, the governor warned. Russian warplanes "
    "bombed Idlib on Sunday. The minister met the ambassador of France in Khartoum."
)


@pytest.fixture(scope="module")
def read() -> Reading:
    return package.read(
        REPORT,
        id="kassala-1",
        title="Omar Idris shot dead in Kassala",
        published="2031-03-06",
        publisher="Nile Courier",
        url="https://courier.example/2031/omar-idris-shot",
    )


@pytest.fixture
def ledger(read, own_ledger) -> Ledger:
    with open_ledger(own_ledger) as opened:
        opened.add(read)
        yield opened


@pytest.fixture
def rows(sayso, ledger):
    def get(*words: str) -> list[dict[str, str]]:
        result = sayso("export", *words)
        assert result.exit_code == 0, result.stderr
        return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode("utf-8"), newline="")))

    return get


def one(rows: list[dict[str, str]], words: str) -> dict[str, str]:
    (found,) = [row for row in rows if words in row["quotation"]]
    return found


def test_the_columns_are_those_described(rows):
    for name, held in FORMATS.items():
        assert list(rows(name)[0]) == list(held.columns) == [c.name for c in columns_of(name)]


def test_acled_has_acled_s_columns_first_and_in_their_order(rows):
    columns = list(rows("acled")[0])
    assert columns[: len(ACLED_COLUMNS)] == ACLED_COLUMNS
    own = "voice stance polarity certainty standing quotation report_id statement_id"
    assert columns[len(ACLED_COLUMNS) :] == [*own.split(), "reading_confidence"]


def test_a_row_is_what_the_report_says_and_on_whose_say_so(rows, read):
    row = one(rows("csv"), "shelled a market")
    assert row["voice"] == "Norwegian Refugee Council"
    assert (row["stance"], row["polarity"], row["certainty"]) == ("asserted", "positive", "certain")
    assert (row["plover_type"], row["plover_mode"]) == ("ASSAULT", "heavy-weapons")
    assert row["cameo"] == "194"
    assert row["acled_sub_event_type"] == "Shelling/artillery/missile attack"
    assert (row["actors"], row["actor_standings"]) == ("Government troops", "stated")
    assert (row["place"], row["country"], row["place_precision"]) == ("Kassala", "SDN", "exact")
    assert float(row["latitude"]) == pytest.approx(15.45, abs=0.05)
    assert (row["date_from"], row["date_to"]) == ("2031-03-03", "2031-03-03")
    assert (row["date_precision"], row["date_basis"]) == ("day", "timex")
    assert (row["report_id"], row["publisher"]) == ("kassala-1", "Nile Courier")
    assert REPORT[int(row["start"]) : int(row["end"])] == row["quotation"]
    assert row["statement_id"] in {f"kassala-1/{s.id}" for s in read.statements}


def test_only_plain_events_unless_all_are_wanted(rows, read, sayso):
    plain, everything = rows("csv"), rows("csv", "--all")
    assert {(r["stance"], r["polarity"], r["certainty"]) for r in plain} == {
        ("asserted", "positive", "certain")
    }
    told = [s for s in read.statements if s.kind == "event"]
    assert [r["statement_id"] for r in everything] == [f"kassala-1/{s.id}" for s in told]
    assert one(everything, "it had shelled")["polarity"] == "negative"
    assert one(everything, "may attack")["certainty"] == "possible"
    for words in ("it had shelled", "may attack"):
        assert not [r for r in plain if words in r["quotation"]]
    said = sayso("export", "csv").stderr
    assert said.startswith(f"{len(plain)} plain events as csv")
    assert "on whose say-so; not what is so" in said


def test_a_denied_toll_or_target_is_not_filled_in(rows):
    row = one(rows("acled", "--all"), "it had shelled")
    assert (row["fatalities"], row["civilian_targeting"]) == ("", "")
    assert (row["actor1"], row["inter1"]) == ("", "")
    assert row["standing"] == "actor army: denied"


def test_nobody_suspected_stands_bare(rows, sayso):
    words = "attacked a checkpoint"
    row = one(rows("csv"), words)
    assert row["actor_standings"] == "suspected"
    assert row["actors"].endswith("(suspected)")
    assert not [r for r in rows("acled") if words in r["quotation"]]
    row = one(rows("acled", "--all"), words)
    assert (row["actor1"], row["assoc_actor_1"], row["inter1"]) == ("", "", "")
    assert re.fullmatch(r"actor .+: suspected", row["standing"])
    said = sayso("export", "acled").stderr
    assert "left out: event whose parties are only suspected" in said


def test_an_event_without_an_acled_type_is_only_in_csv(rows, sayso):
    assert one(rows("csv"), "The minister met")["acled_event_type"] == ""
    assert not [r for r in rows("acled", "--all") if "met" in r["quotation"].split()]
    assert "1 left out: event without an ACLED type" in sayso("export", "acled").stderr


def test_acled_codes_of_real_events(rows):
    found = rows("acled")
    shelled = one(found, "shelled a market")
    assert (shelled["event_date"], shelled["year"], shelled["time_precision"]) == (
        "2031-03-03",
        "2031",
        "1",
    )
    assert (shelled["disorder_type"], shelled["iso"]) == ("Political violence", "729")
    assert (shelled["country"], shelled["geo_precision"]) == ("Sudan", "1")
    assert shelled["source"] == "Reuters; Nile Courier"
    assert shelled["notes"].startswith("Norwegian Refugee Council: “Government troops shelled")
    assert shelled["fatalities"] == ""  # not said is not 0
    march = one(found, "protesters marched")
    assert (march["disorder_type"], march["inter1"], march["actor2"]) == ("Demonstrations", "6", "")
    bombed = one(found, "bombed Idlib")
    assert (bombed["actor1"], bombed["inter1"], bombed["country"]) == ("Russia", "8", "Syria")
    assert one(found, "two journalists")["event_date"] != ""


def test_private_persons_are_not_named(rows):
    for words in ("csv", "acled"):
        for row in rows(words, "--all"):
            assert not re.search("omar|idris|amina", " ".join(row.values()), re.I), row
    row = one(rows("csv"), "was shot dead")
    assert (row["voice"], row["recipients"], row["url"]) == ("person", "person", "")
    assert row["quotation"] == "her brother [name] was shot dead by police in Kassala on Monday"
    assert row["title"] == "[name] shot dead in Kassala"


def test_private_persons_are_named_where_that_is_asked_for(rows):
    row = one(rows("csv", "--names"), "was shot dead")
    assert (row["voice"], row["recipients"]) == ("Amina Idris", "Omar Idris")
    assert "Omar Idris was shot dead" in row["quotation"]
    assert row["title"] == "Omar Idris shot dead in Kassala"
    assert row["url"].endswith("omar-idris-shot")


def test_office_holders_and_organisations_keep_their_names():
    made = harbour()
    veil = Veil(made)
    names = {e.name: veil.name(e) for e in made.entities}
    assert names.pop("Lena Ordish") == "person"
    assert all(shown == name for name, shown in names.items())
    start, end = HARBOUR.index("Lena"), HARBOUR.index("Minister")
    assert veil.words(start, end) == (
        "[name], who sells fish beside the pier, said the Grey Brigade fired them. "
    )
    assert veil.words(start + 2, start + 8) == "[name]"  # a name that is cut is hidden too
    assert veil.text("LENA ORDISH and Mrs Ordish met Thal") == "[name] and Mrs [name] met Thal"
    for spelt in ("lena-ordish", "LenaOrdish.html", "?q=Lena%20Ordish", "p/ordish_1"):
        assert veil.address(f"https://x.example/{spelt}") is None
    assert veil.address("https://x.example/port-varo") == "https://x.example/port-varo"
    assert veil.address(None) is None


def test_a_name_shared_with_somebody_public_is_hidden_only_where_it_is_private():
    text = "Jan Thal saw it. Minister Oskar Thal did not."
    made = reading(
        Report.of(text),
        entities=[
            entity(text, "e1", "person", "Jan Thal", link=Link(scheme="wikidata", id="Q1")),
            entity(text, "e2", "person", "Oskar Thal", office=True),
        ],
    )
    veil = Veil(made)
    assert veil.words(0, len(text)) == "[name] saw it. Minister Oskar Thal did not."
    assert veil.text("Thal: no") == "Thal: no"
    assert veil.link(made.entities[0]) is None
    assert Veil(made, names=True).link(made.entities[0]) is not None


def test_the_filters_are_those_of_the_lists(rows):
    for words, kept in (
        (["--place", "Idlib"], ["bombed Idlib"]),
        (["--place", "SYR"], ["bombed Idlib"]),
        (["--actor", "Russia"], ["bombed Idlib"]),
        (["--voice", "Norwegian Refugee Council"], ["shelled a market"]),
        # Of the meeting only the last day is known: it may have been on that day.
        (
            ["--since", "2031-03-05", "--until", "2031-03-05"],
            ["protesters marched", "The minister met"],
        ),
        (["--words", "journalists"], ["two journalists"]),
        (["--all", "--certainty", "possible"], ["may attack"]),
        (["--voice", "Amina Idris"], []),
    ):
        found = rows("csv", *words)
        assert len(found) == len(kept), words
        assert all(one(found, part) for part in kept)


def test_csv_is_of_rfc_4180_and_can_be_read_back(sayso, ledger, read):
    raw = sayso("export", "csv", "--all", "--names").stdout_bytes
    assert not raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8").split("\r\n")
    assert lines[-1] == ""
    assert not any("\n" in line for line in lines)
    again = list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))
    texts = {f"kassala-1/{s.id}": s.text for s in read.statements}
    for row in again:
        assert row["quotation"] == " ".join(texts[row["statement_id"]].split())
        for role in ("actor", "recipient", "instrument"):
            held = [row[f"{role}s"], *(row[f"{role}_{part}"] for part in ("words", "kinds"))]
            assert len({len(cell.split("; ")) for cell in held}) == 1


def test_a_file_is_put_in_place_whole(sayso, ledger, tmp_path, monkeypatch):
    out = tmp_path / "events.csv"
    result = sayso("export", "csv", "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_bytes() == sayso("export", "csv").stdout_bytes
    plain = tmp_path / "made.txt"
    plain.touch()
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    out.write_text("older")

    def broken(*_: object, **__: object) -> typing.NoReturn:
        raise LedgerError("the ledger broke")

    monkeypatch.setattr("sayso.exports.sheet._where", broken)
    for words in (["-o", out], []):
        result = sayso("export", "csv", *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "sayso: the ledger broke\n"
    assert out.read_text() == "older"
    assert {p.name for p in tmp_path.iterdir()} == {"events.csv", "made.txt"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["parquet"], "there is no format 'parquet': it is one of csv, acled"),
        (["csv", "--ledger", "none.db"], "there is no ledger at none.db"),
        (["csv", "-o", "none/events.csv"], "there is no folder"),
        (["csv", "-o", "."], "is no file that can be written"),
        (["csv", "-o", "/dev/null"], "is no file that can be written"),
        (["csv", "--since", "yesterday"], "'yesterday' is no date"),
        (["csv", "--report", "zzz"], "'zzz'"),
    ],
)
def test_errors_are_one_line_and_status_one(sayso, ledger, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    result = sayso("export", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("sayso: ")
    assert result.stderr.count("\n") == 1
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_keeps_standard_output_from_being_written_is_told(ledger):
    code = "from sayso.cli import main; main()"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, "export", "csv"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("sayso: standard output: No space left")


def test_nothing_to_export_is_a_header_alone(sayso, ledger):
    result = sayso("export", "acled", "--place", "Norway")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    assert result.stderr.startswith("0 plain events")


def test_a_sheet_runs_no_formula_from_a_report(sayso, own_ledger):
    text = '=HYPERLINK("http://evil.example") mines sank a ferry.'
    place = Place(lat=-3.5, lon=-7.25, country="BRA", type="city")
    event = Event(trigger=span(text, "sank"), plover=Plover(type="ASSAULT"))
    made = reading(
        Report.of(text, input_id="evil", title="@cmd", publisher="+1", agency="-"),
        entities=[entity(text, "e1", "place", "-Isle", "ferry", place=place)],
        statements=[statement(text, "s1", "event", text, event=event, at=["e1"])],
    )
    with open_ledger(own_ledger) as ledger:
        ledger.add(made)
    (row,) = csv.DictReader(io.StringIO(sayso("export", "csv").stdout))
    assert row["quotation"] == f"'{text}"
    assert (row["title"], row["publisher"], row["agency"]) == ("'@cmd", "'+1", "-")
    assert (row["place"], row["latitude"], row["longitude"]) == ("'-Isle", "-3.5", "-7.25")


def test_a_long_quotation_is_cut_at_a_word(sayso, own_ledger):
    text = f"Rebels struck {'the old town and ' * 30}left."
    event = Event(trigger=span(text, "struck"))
    with open_ledger(own_ledger) as ledger:
        made = statement(text, "s1", "event", text, event=event)
        ledger.add(reading(Report.of(text, input_id="long"), statements=[made]))
    (row,) = csv.DictReader(io.StringIO(sayso("export", "csv").stdout))
    assert row["quotation"].endswith("…")
    assert len(row["quotation"]) <= 200
    assert text.startswith(row["quotation"][:-1] + " ")


def test_from_python(ledger, tmp_path):
    out = io.StringIO(newline="")
    done = package.export(ledger, "acled", out, plain=False, place="SYR")
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert (done.rows, dict(done.left_out), row["location"]) == (1, {}, "Idlib")
    with pytest.raises(ExportError, match="no format"):
        package.export(ledger, "stix", tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_a_further_format_is_a_row_and_described_columns():
    made = described("csv", "nothing at all", lambda case: LeftOut(f"of {case.report}"))
    assert made.columns == formatted("csv").columns


# ACLED's codes, by hand.


@pytest.mark.parametrize(
    ("days", "date", "year", "precision"),
    [
        (("2031-03-03", "2031-03-03"), "2031-03-03", 2031, 1),
        (("2031-03-03", "2031-03-09"), "2031-03-06", 2031, 2),
        (("2031-03-01", "2031-03-31"), "2031-03-16", 2031, 3),
        (("2031-01-01", "2031-12-31"), None, 2031, None),
        (("2030-12-01", "2031-06-01"), None, None, None),
        ((None, "2031-03-03"), None, None, None),
        (("2031-03-09", "2031-03-03"), None, 2031, None),
    ],
)
def test_days_as_acled_has_them(days, date, year, precision):
    interval = Interval.model_validate(
        {"from": days[0], "to": days[1], "precision": "range", "basis": "timex"}
    )
    found = acled_codes.when(interval)
    assert (found.date, found.year, found.precision) == (date, year, precision)
    assert acled_codes.when(None) == acled_codes.When()


@pytest.mark.parametrize(
    ("low", "best", "high", "taken"),
    [
        (24, None, None, "12"),  # dozens
        (200, None, None, "100"),  # hundreds
        (24, 24, 24, "24"),
        (40, None, None, "40"),  # scores
        (12, 12, None, "12"),
        (None, 30, 30, ""),  # up to 30
        (None, None, None, ""),
        (0, 0, 0, "0"),
    ],
)
def test_fatalities_are_the_most_cautious_figure(sayso, own_ledger, low, best, high, taken):
    text = "A mine blew up a bus."
    event = Event(
        acled=Acled(
            event_type="Explosions/Remote violence", sub_event_type="Remote explosive/landmine/IED"
        ),
        trigger=span(text, "blew"),
        deaths=Count(low=low, best=best, high=high),
    )
    with open_ledger(own_ledger) as ledger:
        made = statement(text, "s1", "event", text, event=event)
        ledger.add(reading(Report.of(text, input_id="x"), statements=[made]))
    (row,) = csv.DictReader(io.StringIO(sayso("export", "acled").stdout))
    assert row["fatalities"] == taken


@pytest.mark.parametrize(
    ("sub", "disorder", "targeted"),
    [
        ("Armed clash", "Political violence", None),
        ("Attack", "Political violence", "Civilian targeting"),
        ("Mob violence", "Political violence", "Civilian targeting"),
        ("Violent demonstration", "Demonstrations", None),
        ("Peaceful protest", "Demonstrations", None),
        (
            "Excessive force against protesters",
            "Political violence; Demonstrations",
            "Civilian targeting",
        ),
        ("Grenade", "Political violence", "Civilian targeting"),
        ("Arrests", "Strategic developments", None),
    ],
)
def test_disorder_and_targets_by_acled_s_definitions(sub, disorder, targeted):
    code = Acled(event_type=ontology.acled_parent()[sub], sub_event_type=sub)
    assert acled_codes.disorder(code) == disorder
    assert acled_codes.civilian_targeting(code, 7) == targeted
    assert acled_codes.interaction(7, 1) == 17
    assert acled_codes.interaction(7, None) is None


# The codebook.


def coast() -> Reading:
    """The report that the examples of the codebook are from."""
    text = (
        "Norland's army and the Harbour Watch shelled the fish market of Port Varo with mortars on "
        "Monday, killing dozens of civilians and traders and wounding at least 12, the Pier "
        "Committee said, citing the harbour police. The Grey Brigade is likely behind it. "
        "The army denied it.\n\n"
        "A coaster sank off the Outer Coast after a drone strike in February; three sailors died."
    )
    shelled = text.partition(" and wounding")[0]
    sank = "A coaster sank off the Outer Coast after a drone strike in February; three sailors died"
    shelling = Acled(
        event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack"
    )
    strike = Acled(event_type="Explosions/Remote violence", sub_event_type="Air/drone strike")
    place = {"lat": 61.2, "lon": 4.9, "country": "NOR", "admin1": "Vestland"}
    entities = [
        entity(
            text, "e1", "government", "Norland", "Norland", link=Link(scheme="iso3166", id="NOR")
        ),
        entity(text, "e2", "armed_group", "Harbour Watch"),
        entity(text, "e3", "facility", "fish market", link=Link(scheme="geonames", id="77")),
        entity(text, "e4", "organization", "Pier Committee"),
        entity(text, "e5", "organization", "harbour police"),
        entity(text, "e6", "armed_group", "Grey Brigade"),
        entity(
            text,
            "e7",
            "place",
            "Port Varo",
            link=Link(scheme="geonames", id="1"),
            place=Place(type="city", **place),
        ),
        entity(text, "e8", "place", "Skerry", "market", place=Place(type="city", **place)),
        entity(text, "e9", "place", "Outer Coast", place=Place(type="admin2", **place)),
    ]
    monday = ("2031-03-03", "2031-03-03")
    s1 = statement(
        text,
        "s1",
        "event",
        shelled,
        attribution="a2",
        days=monday,
        at=["e7", "e8"],
        event=Event(
            plover=Plover(
                type="ASSAULT", mode="heavy-weapons", contexts=("military", "human_security")
            ),
            cameo="194",
            acled=shelling,
            trigger=span(text, "shelled"),
            participants=(
                actor(text, "e1", "government", "Norland's army"),
                actor(text, "e2", "armed_group", "the Harbour Watch"),
                actor(text, "e3", "facility", "the fish market", role="recipient"),
                actor(text, None, "people", "civilians", role="recipient"),
                actor(text, None, "people", "traders", role="recipient"),
                actor(text, None, "weapon", "mortars", role="instrument"),
            ),
            deaths=Count(low=24),
            injuries=Count(low=12, best=12),
        ),
    )
    s1 = s1.model_copy(
        update={
            "interval": Interval(
                **{"from": monday[0]}, to=monday[1], precision="day", basis="timex"
            )
        }
    )
    s2 = statement(
        text,
        "s2",
        "event",
        "The Grey Brigade is likely behind it",
        event=Event(
            acled=shelling,
            trigger=span(text, "behind"),
            participants=(
                actor(text, "e6", "armed_group", "The Grey Brigade", standing="accused"),
            ),
        ),
    )
    likely = Certainty(level="probable", low=0.55, high=0.8, scale="icd203")
    s2 = s2.model_copy(update={"certainty": likely})
    s3 = statement(
        text,
        "s3",
        "event",
        "The army denied it",
        polarity="negative",
        disputes=("s1",),
        event=Event(acled=shelling, trigger=span(text, "denied")),
    )
    s4 = statement(
        text,
        "s4",
        "event",
        sank,
        days=("2031-02-01", "2031-02-28"),
        event=Event(
            acled=strike,
            trigger=span(text, "strike"),
            deaths=Count(low=3, best=3, high=3),
            injuries=Count(best=9, high=9),
        ),
    )
    s4 = s4.model_copy(update={"places": (StatementPlace(entity="e9", precision="admin2"),)})
    report = Report.of(
        text,
        input_id="coast-7",
        title="Shells hit fish market",
        publisher="Coast Herald",
        agency="NNA",
        published="2031-03-05",
        url="https://coast.example/7",
    )
    said = [
        attribution(text, "a1", "e4", "citing"),
        attribution(text, "a2", "e5", within="a1"),
    ]
    return reading(report, entities=entities, attributions=said, statements=[s1, s2, s3, s4])


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_the_examples_of_the_codebook_are_cells_of_a_row(sayso, own_ledger, format):
    with open_ledger(own_ledger) as ledger:
        ledger.add(coast())
    rows = list(csv.DictReader(io.StringIO(sayso("export", format, "--all").stdout)))
    for column in columns_of(format):
        cells = {row[column.name] for row in rows}
        assert column.example in cells, (column.name, cells)
        assert column.example or cells == {""}, column.name
        assert column.definition.endswith(".")
        assert column.rule.endswith(".")


def test_every_value_code_and_field_is_defined_and_no_other():
    values = lexicon("codebook")["values"]
    for held in values.values():
        assert tuple(held["values"]) == codebook.closed_list(held["type"])
    plover = lexicon("codebook")["plover"]
    assert tuple(plover) == ontology.plover_types()
    for type_, held in plover.items():
        assert set(held["modes"]) == ontology.plover_modes(type_)
    assert set(lexicon("codebook")["acled"]) == set(ontology.acled_parent())
    assert tuple(lexicon("codebook")["sectors"]) == ontology.sectors()
    fields = {
        f"{kind.__name__}.{field.alias or name}"
        for kind in codebook.contract()
        for name, field in kind.model_fields.items()
    }
    assert set(lexicon("fields")["fields"]) == fields


def test_every_closed_list_of_the_contract_is_in_the_codebook():
    described_lists = {
        codebook.closed_list(held["type"]) for held in lexicon("codebook")["values"].values()
    }
    for kind in codebook.contract():
        for name, field in kind.model_fields.items():
            if name == "schema_":
                continue
            for part in (field.annotation, *typing.get_args(field.annotation)):
                if typing.get_origin(part) is typing.Literal:
                    assert typing.get_args(part) in described_lists, (kind, name)


def test_the_page_names_every_column():
    page = (Path(__file__).parent.parent / "docs" / "codebook.md").read_text("utf-8")
    for held in FORMATS.values():
        for column in held.columns:
            assert f"| `{column}` |" in page
