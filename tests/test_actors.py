"""The actor table: rows that hold together, and look-ups."""

from typing import get_args

import pytest

from sayso.knowledge.actors import load_actors
from sayso.knowledge.loader import table
from sayso.model import EntityKind


def test_rows_have_kinds_countries_and_sectors() -> None:
    countries = {row["alpha3"] for row in table("countries")} | {"XKX", "ESH"}
    for row in table("actors"):
        assert row["kind"] in get_args(EntityKind), row["name"]
        assert not row["country"] or row["country"] in countries, row["name"]
        assert row["sector"].isupper(), row["name"]
        assert not row["wikidata"] or row["wikidata"][1:].isdigit(), row["name"]


def test_no_alias_stands_for_two_actors() -> None:
    owner: dict[str, str] = {}
    for row in table("actors"):
        for alias in filter(None, (row["name"], *row["aliases"].split("|"))):
            assert owner.setdefault(alias, row["name"]) == row["name"], alias


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("ISIS", "Islamic State"),
        ("Daesh", "Islamic State"),
        ("al-Qa'ida", "Al-Qaeda"),
        ("al Shabaab", "Al-Shabaab"),
        ("AFP", "Agence France-Presse"),
        ("HRW", "Human Rights Watch"),
        ("PKK", "Kurdistan Workers' Party"),
    ],
)
def test_aliases(alias: str, name: str) -> None:
    actor = load_actors().lookup(alias)
    assert actor is not None
    assert actor.name == name


def test_find_takes_the_longest_name_and_whole_words() -> None:
    actors = load_actors()
    hit = actors.find("Al-Qaeda in the Arabian Peninsula said", 0)
    assert hit is not None
    assert hit[0].name == "Al-Qaeda in the Arabian Peninsula"
    assert actors.find("ISISville fell", 0) is None
    assert actors.find("isis fell", 0) is None


def test_capitals_only_copy_knows_names_but_not_words() -> None:
    actors = load_actors()
    hit = actors.find("THE SHINING PATH", 4, capitals=True)
    assert hit is not None
    assert hit[0].name == "Shining Path"
    assert actors.find("THE MAN IS HERE", 8, capitals=True) is None


def test_countries_by_name_demonym_and_capital() -> None:
    countries = load_actors().countries
    assert countries.of_word("Iraqi") == countries.named("Iraq") == "IRQ"
    assert countries.of_nationals("Iraqis") == "IRQ"
    assert countries.of_capital("Moscow") == "RUS"
    assert countries.of_word("iraqi") is None
