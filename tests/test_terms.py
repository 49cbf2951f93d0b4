"""What drivers and effects speak of: in plain words, with whom, where and which way."""

from pathlib import Path

import pytest
import yaml



import sayso
from sayso.model import Cause, Term

CASES = yaml.safe_load((Path(__file__).parent / "data" / "terms.yaml").read_text("utf-8"))


def causes(text: str) -> list[Cause]:
    return [s.cause for s in sayso.read(text).statements if s.cause is not None]


def told(terms: tuple[Term, ...]) -> list[str]:
    return [f"{t.direction} {t.name}" for t in terms]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_the_terms_of_a_side(case):
    found = causes(case["text"])
    assert found, "no cause was read"
    sides = [(told(c.driver_terms), told(c.effect_terms)) for c in found]
    assert (case["driver"], case["effect"]) in sides
