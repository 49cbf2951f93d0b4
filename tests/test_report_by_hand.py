"""A whole report of an invented conflict, read by hand before any reader saw it.

The first figures it gave, untouched, were all F1 90.0 (event 93.8, figure 100, cause 80.0, remark
80.0), voice 96.3, stance 100, polarity 96.3, certainty 88.9. The floors stand below them.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import sayso
from sayso.evaluation import GoldRecord, score

DATA = Path(__file__).parent / "data"
USUAL = {"voice": [], "stance": "asserted", "polarity": "positive", "certainty": "certain"}
FLOORS = {"event": 85, "figure": 95, "cause": 75, "remark": 70, "all": 85}
AGREED = {"voice": 92, "stance": 95, "polarity": 92, "certainty": 85}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (DATA / "report_darvo.yaml").read_text(encoding="utf-8")
    )
    return loaded


@pytest.fixture(scope="module")
def text() -> str:
    return (DATA / "report_darvo.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def figures(expected: dict[str, Any], text: str) -> dict[str, Any]:
    statements = [_placed(row, text) for row in expected["statements"]]
    published = expected["published"]
    assert isinstance(published, date)
    reading = sayso.read(text, published=published.isoformat(), publisher=expected["publisher"])
    record = GoldRecord("darvo", text, {"id": "darvo", "text": text, "statements": statements})
    return score("statements", [record], {"darvo": reading})


def _placed(row: dict[str, Any], text: str) -> dict[str, Any]:
    start = text.index(row["words"])
    return USUAL | row | {"start": start, "end": start + len(row["words"])}


def test_the_words_expected_stand_in_the_report(expected: dict[str, Any], text: str) -> None:
    missing = [row["words"] for row in expected["statements"] if row["words"] not in text]
    assert not missing
    assert len([row for row in expected["statements"] if not row.get("optional")]) >= 25


@pytest.mark.parametrize("kind", FLOORS)
def test_statements_are_found_and_none_invented(figures: dict[str, Any], kind: str) -> None:
    assert figures[kind]["f1"] >= FLOORS[kind], figures


@pytest.mark.parametrize("what", AGREED)
def test_what_is_found_is_read_as_it_is_said(figures: dict[str, Any], what: str) -> None:
    assert figures["of_matched"][what] >= AGREED[what], figures


def test_payloads_are_right(figures: dict[str, Any]) -> None:
    assert figures["figure_right"] == 100.0
    assert figures["cause_right"] == 100.0
    assert figures["event_type_right"] >= 80.0
