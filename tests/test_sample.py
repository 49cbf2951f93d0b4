"""Sheets drawn by chance, marked by people, and what the marks say."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from factories import HARBOUR, harbour, reading, statement
from sayso.cli.evaluate import register
from sayso.evaluation.agreement import kappa, wilson
from sayso.evaluation.marks import SheetError, load_marks, marked_figures
from sayso.evaluation.sheet import SheetRow, draw, write_sheet
from sayso.ledger import Ledger, open_ledger
from sayso.model import Report

app = typer.Typer()
register(app)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "s.db") as opened:
        for n in range(30):
            opened.add(harbour(publisher=f"Paper {n}"))
        yield opened


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    # R. G. Newcombe (1998), "Two-sided confidence intervals for the single proportion", Statistics
    # in Medicine 17, table I, method 3 (score, without continuity correction).
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_those_of_newcombes_table(
    right: int, n: int, low: float, high: float
) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=5e-5)
    mirrored = wilson(n - right, n)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=5e-5)


@pytest.mark.parametrize(("right", "n"), [(1, 0), (3, 2), (-1, 5)])
def test_a_share_of_nothing_has_no_interval(right: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(right, n)


def pairs(both: int, only_first: int, only_second: int, neither: int) -> list[tuple[bool, bool]]:
    counted = Counter(
        {
            (True, True): both,
            (True, False): only_first,
            (False, True): only_second,
            (False, False): neither,
        }
    )
    return list(counted.elements())


def test_kappa_by_cohens_formula() -> None:
    # Observed (20 + 15) / 50 = 0.7; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5; (0.7 - 0.5) / 0.5.
    assert kappa(pairs(20, 5, 10, 15)) == pytest.approx(0.4)
    # Observed 0.6, by chance 0.6 * 0.7 + 0.4 * 0.3 = 0.54: Cohen's (1960) point, that agreement of
    # 60 % may hardly pass chance; (0.6 - 0.54) / 0.46.
    assert kappa(pairs(45, 15, 25, 15)) == pytest.approx(0.1304, abs=5e-5)
    assert kappa(pairs(0, 5, 5, 0)) == pytest.approx(-1.0)
    assert kappa(pairs(4, 0, 0, 3)) == pytest.approx(1.0)
    assert kappa([]) is None
    assert kappa(pairs(9, 0, 0, 0)) is None


def test_the_same_seed_draws_the_same_and_another_draws_another(ledger: Ledger) -> None:
    first = list(draw(ledger, 20, 1))
    assert first == list(draw(ledger, 20, 1))
    assert len({row.id for row in first}) == 20
    assert {row.id for row in draw(ledger, 20, 2)} != {row.id for row in first}


def test_a_bigger_draw_holds_the_smaller_and_all_is_all(ledger: Ledger) -> None:
    small, big = ({row.id for row in draw(ledger, n, 7)} for n in (15, 40))
    assert small < big
    everything = {row.id for row in ledger.statements()}
    assert {row.id for row in draw(ledger, 10_000, 7)} == everything


def test_every_statement_is_as_likely_as_any_other(ledger: Ledger) -> None:
    total = len(ledger.statements())
    drawn = Counter(row.id for seed in range(100) for row in draw(ledger, total // 4, seed))
    # Each comes 25 times on average with a standard deviation of about 4.3.
    assert len(drawn) == total
    assert 25 - 5 * 4.4 < min(drawn.values()) <= max(drawn.values()) < 25 + 5 * 4.4


def test_a_row_shows_what_was_read_and_the_words_around(ledger: Ledger) -> None:
    rows = {row.id.rpartition("/")[2]: row for row in draw(ledger, 10_000, 1)}
    event = rows["s1"]
    assert (event.kind, event.voice) == ("event", "Ministry of Defence")
    assert event.read.startswith("ASSAULT (heavy-weapons): struck; ")
    assert "when: 2031-03-03" in event.read
    assert event.read.endswith("where: Port Varo")
    assert ">>Shells struck the grain store at Port Varo on Monday<<, the Ministry" in (
        event.quotation
    )
    assert any(row.kind == "cause" and " → brings more → " in row.read for row in rows.values())
    assert any(row.read.startswith("deaths: at least 12") for row in rows.values())
    assert any(" < " in row.voice for row in rows.values())
    assert all(row.right == row.note == "" and "\n" not in row.quotation for row in rows.values())


def test_a_quotation_is_cut_at_words(tmp_path: Path) -> None:
    text = "Far off things were said. " * 20 + "The bridge fell." + " Nothing came of it." * 20
    read = reading(Report.of(text), statements=[statement(text, "s1", "remark", "The bridge fell")])
    with open_ledger(tmp_path / "long.db") as opened:
        opened.add(read)
        (row,) = draw(opened, 5, 1)
    before, _, after = row.quotation.partition(">>The bridge fell<<")
    assert before.startswith("… ")
    assert after.endswith(" …")
    assert set(before[2:].split()) <= {"Far", "off", "things", "were", "said."}
    assert 100 < len(before) <= 165


def test_what_a_spreadsheet_would_run_is_written_inert() -> None:
    row = SheetRow("=1/s1", "remark", "", "asserted", "certain", "positive", "@SUM(A1)", "+x >>y<<")
    out = io.StringIO()
    assert write_sheet([row], out) == 1
    header, cells = csv.reader(out.getvalue().splitlines())
    assert header[0] == "id"
    assert header[-2:] == ["right", "note"]
    assert (cells[0], cells[6], cells[7]) == ("'=1/s1", "'@SUM(A1)", "'+x >>y<<")


def sheet(path: Path, marks: str, column: str = "right", delimiter: str = ",") -> Path:
    lines = [delimiter.join(("id", "kind", column))]
    for n, mark in enumerate(marks):
        kind = "event" if n % 2 else "cause"
        lines.append(delimiter.join((f"r/s{n}", kind, mark.strip("-"))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def test_precision_by_kind_with_its_interval(tmp_path: Path) -> None:
    marks = load_marks(sheet(tmp_path / "a.csv", "yyynyYn-", delimiter=";"))
    (marker,) = marked_figures(marks)["markers"]
    assert (marker["marked"], marker["unmarked"]) == (7, 1)
    assert marker["kinds"]["cause"] == {
        "n": 4, "right": 3, "precision": 75.0, "low": 30.1, "high": 95.4
    }  # fmt: skip
    assert marker["kinds"]["event"]["precision"] == 66.7
    assert marker["all"]["n"] == 7
    assert "agreement" not in marked_figures(marks)


def test_agreement_over_what_both_marked(tmp_path: Path) -> None:
    first = load_marks(sheet(tmp_path / "a.csv", "y" * 20 + "y" * 5 + "n" * 10 + "n" * 15 + "y-"))
    second = load_marks(sheet(tmp_path / "b.csv", "y" * 20 + "n" * 5 + "y" * 10 + "n" * 15 + "-y"))
    agreement = marked_figures([*first, *second])["agreement"]
    assert agreement == {"n": 50, "agreed": 70.0, "kappa": 0.4}


def test_two_columns_of_one_sheet_are_two_markers(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("id,kind,right,right_2\nr/s1,event,y,n\nr/s2,event,y,y\n")
    figures = marked_figures(load_marks(path))
    assert [marker["all"]["right"] for marker in figures["markers"]] == [2, 1]
    assert figures["agreement"]["n"] == 2


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("id,kind,right\nr/s1,event,y\nr/s2,event,maybe\n", "line 3: the mark 'maybe'"),
        ("id,kind,right\nr/s1,event,y\nr/s1,event,n\n", "line 3: r/s1 stands there twice"),
        ("id,kind,right\n,event,y\n", "line 2: no id or no kind"),
        ("id,kind\nr/s1,event\n", "line 1: no column right"),
        ("", "line 1: no column id and no column kind and no column right"),
        ("id,kind,right,right_2,right_3\n", "more than two columns of marks"),
        ('id,kind,right\n"r/s1', "not a CSV sheet"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_told(tmp_path: Path, content: str, fault: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(content)
    with pytest.raises(SheetError, match=fault):
        load_marks(path)


def test_the_line_told_is_that_of_the_file_where_cells_hold_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text('id,kind,note,right\nr/s1,event,"two\nlines",y\nr/s2,event,,?\n')
    with pytest.raises(SheetError, match="line 4: the mark"):
        load_marks(path)


def test_unmarked_sheets_and_three_markers_give_no_figures(tmp_path: Path) -> None:
    unmarked = load_marks(sheet(tmp_path / "a.csv", "---"))
    with pytest.raises(SheetError, match="nothing is marked"):
        marked_figures(unmarked)
    with pytest.raises(SheetError, match="marks of 3 people"):
        marked_figures(unmarked * 3)


def test_from_the_ledger_to_the_figures_by_command(tmp_path: Path, ledger: Ledger) -> None:
    run = CliRunner()
    where = str(tmp_path / "s.db")
    path = tmp_path / "sheet.csv"
    args = ["sample", "--n", "12", "--seed", "3", "--ledger", where]
    assert run.invoke(app, [*args, "-o", str(path)]).exit_code == 0
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    printed = run.invoke(app, args).stdout
    assert [row["id"] for row in csv.DictReader(io.StringIO(printed))] == [r["id"] for r in rows]
    assert len(rows) == 12
    assert all(row["quotation"] for row in rows)
    for row in rows:
        row["right"] = "y"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    result = run.invoke(app, ["evaluate", "--marked", str(path)])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["markers"][0]["all"]["precision"] == 100.0
    table = run.invoke(app, ["evaluate", "--marked", str(path), "--format", "table"])
    assert "markers.1.all.precision" in table.stdout


def test_a_sheet_is_not_written_over_and_a_ledger_not_made(tmp_path: Path, ledger: Ledger) -> None:
    run = CliRunner()
    path = tmp_path / "marked.csv"
    path.write_text("hours of work")
    result = run.invoke(app, ["sample", "--ledger", str(tmp_path / "s.db"), "-o", str(path)])
    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert path.read_text() == "hours of work"
    missing = run.invoke(app, ["sample", "--ledger", str(tmp_path / "none.db")])
    assert missing.exit_code == 1
    assert len(missing.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "none.db").exists()


def test_harbour_is_what_these_tests_think_it_is() -> None:
    assert HARBOUR[harbour().statements[0].start :].startswith("Shells struck")
