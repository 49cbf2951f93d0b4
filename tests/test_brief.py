"""The brief: every line with its words, its voice and how sure; plain in a pipe."""

import io

from rich.console import Console

import sayso
from sayso.cli.brief import NOTICE, render_brief

TEXT = (
    "Soldiers shelled the harbour of Karsk on Monday, killing at least 12 people.\n\n"
    "Governor Ada Lind said the army would probably attack again. She urged families to leave the "
    "town.\n\n"
    "The shelling forced the port to close.\n\n"
    "The army denied that soldiers shelled the harbour of Karsk.\n\n"
    "The mayor did not say whether the rebels had left."
)


def brief(text: str = TEXT, *, explain: bool = False, published: str | None = "2019-05-02") -> str:
    out = io.StringIO()
    reading = sayso.read(text, published=published, title="Harbour shelled")
    render_brief(reading, Console(file=out, width=200), explain=explain)
    return out.getvalue()


def section(text: str, title: str) -> str:
    return text.split(title, 1)[1].split("\n\n", 1)[0]


def test_sections_hold_what_belongs_there() -> None:
    text = brief()
    assert text.startswith("Harbour shelled\n")
    assert "“Soldiers shelled the harbour of Karsk" in section(text, "reported as having happened")
    assert "Ada Lind" in section(text, "What is expected or feared")
    assert "probably" in section(text, "What is expected or feared")
    assert "→ more:" in section(text, "What drives what")
    assert "at least 12 deaths" in section(text, "Numbers")
    assert "leave the town" in section(text, "Advised or demanded")
    assert "army" in section(text, "Denied or disputed")
    assert "the rebels had left" in section(text, "Not known")
    assert NOTICE in text


def test_denial_stands_beside_the_claim() -> None:
    assert "against:" in section(brief(), "Denied or disputed")


def test_plain_in_a_pipe() -> None:
    assert "\x1b" not in brief()


def test_explain_names_the_rules() -> None:
    assert "events.verb" in brief(explain=True)
    assert "events.verb" not in brief()


def test_without_a_date_it_says_what_is_open() -> None:
    text = brief(published=None)
    assert "date of publication unknown" in text
    assert "published-unknown" in section(text, "Not known")
