"""Files, folders and their kinds."""

import json
import re
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sayso.intake import InputFault, Options, count_inputs, reports_from
from sayso.model import Report

SENTENCES = (
    "Rebels shelled the airport on Monday, a spokesman for the ministry said.",
    "Two guards were killed and the runway was closed until further notice.",
    "The governor said that he expected flights to resume within a few days.",
)
PAGE = """<!doctype html><html lang="en"><head><title>Airport shelled | Gulf Courier</title>
<meta property="og:title" content="Airport shelled again">
<meta property="og:site_name" content="Gulf Courier">
<meta property="og:url" content="https://courier.example/airport">
<meta name="author" content="Ada Moss">
<meta property="article:published_time" content="2019-05-04T08:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Airport shelled again</h1>{body}</article>
<footer>All rights reserved.</footer></body></html>"""


def only(path: Path, **options: str) -> Report:
    [report] = reports_from([str(path)], Options(**options))
    assert isinstance(report, Report), report
    return report


def written(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_plain_text_is_kept_as_it_is(tmp_path):
    text = "One.\r\nTwo — “three”.\n"
    assert only(written(tmp_path / "a.txt", text)).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_other_encodings_are_read(tmp_path, encoding):
    text = " ".join(SENTENCES) + " “Café” owners in Orléans fled, too; many crossed to Malmö."
    assert only(written(tmp_path / "a.txt", text.encode(encoding))).text == text


def test_markdown_loses_its_marks_and_gives_its_front_matter(tmp_path):
    source = (
        "---\ntitle: Airport shelled\nauthor: Ada Moss\ndate: 2019-05-04\nsource: Courier\n---\n"
        "# Airport shelled again\n\n**Rebels** shelled the [airport](https://x.example) on\n"
        "Monday.\n\n- Two guards were killed.\n\n```\ncode\n```\n"
    )
    report = only(written(tmp_path / "a.md", source))
    assert report.text == "Rebels shelled the airport on\nMonday.\n\nTwo guards were killed."
    assert (report.title, report.publisher) == ("Airport shelled", "Courier")
    assert (report.authors, report.published) == (("Ada Moss",), "2019-05-04")


def test_a_page_gives_its_article_and_its_metadata(tmp_path):
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    report = only(written(tmp_path / "a.html", PAGE.replace("{body}", body)))
    for sentence in SENTENCES:
        assert sentence in report.text
    assert "Home" not in report.text
    assert (report.title, report.publisher) == ("Airport shelled again", "Gulf Courier")
    assert (report.authors, report.published) == (("Ada Moss",), "2019-05-04")
    assert report.url == "https://courier.example/airport"


def test_a_page_without_a_day_gives_none(tmp_path):
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    page = re.sub(r"<meta property=.article:published_time[^>]*>", "", PAGE.replace("{body}", body))
    assert only(written(tmp_path / "a.html", page)).published is None


def pdf(path: Path, lines: list[str]) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 16 * number, line)
    canvas.save()
    return path


def test_headline_byline_and_dateline_of_a_pdf_stand_apart(tmp_path):
    lines = [
        "Airport shelled again",
        "By Ada Moss",
        "TRIPOLI, Libya, March 3, 2016 (AP) - Rebels shelled the airport on Monday and",
        "killed two guards, the governor of the district told reporters there.",
    ]
    report = only(pdf(tmp_path / "a.pdf", lines))
    assert (report.title, report.authors) == ("Airport shelled again", ("Ada Moss",))
    assert (report.agency, report.published) == ("AP", "2016-03-03")
    assert report.text.split("\n\n")[2].startswith("TRIPOLI, Libya, March 3, 2016 (AP) - Rebels")


def test_a_pdf_gives_whole_paragraphs(tmp_path):
    lines = [
        "Rebels shelled the airport on Monday, a spokes-",
        "man for the ministry of the interior said here.",
        "Two were killed.",
        "The governor said flights would resume in a day.",
        "- 1 -",
    ]
    report = only(pdf(tmp_path / "a.pdf", lines))
    assert report.text == (
        "Rebels shelled the airport on Monday, a spokesman for the ministry of the interior said"
        " here. Two were killed.\n\nThe governor said flights would resume in a day."
    )
    assert report.published is None


def test_options_go_before_the_input(tmp_path):
    row = {"text": SENTENCES[0], "publisher": "A", "agency": "AFP", "published": "2019-01-01"}
    path = written(tmp_path / "a.jsonl", json.dumps(row))
    report = only(path, publisher="B", agency="AP", published="2020-02-02", language="en")
    assert (report.publisher, report.agency, report.published) == ("B", "AP", "2020-02-02")


def test_a_folder_is_read_by_name_with_its_folders(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    written(tmp_path / "c.txt", "Third report here.")
    written(tmp_path / "a.txt", "First report here.")
    written(tmp_path / "b" / "x.txt", "Second report here.")
    written(tmp_path / ".hidden" / "x.txt", "Hidden report.")
    written(tmp_path / "photo.jpg", b"\xff\xd8\xff\x00")
    reports = [r for r in reports_from([str(tmp_path)]) if isinstance(r, Report)]
    assert [r.text.split()[0] for r in reports] == ["First", "Second", "Third"]


def test_rows_are_drawn_as_they_are_needed(tmp_path):
    path = written(tmp_path / "a.jsonl", '{"text": "One report."}\n' * 3)
    drawn = reports_from([str(path), str(tmp_path / "missing.txt")])
    assert isinstance(next(drawn), Report)
    path.unlink()
    assert isinstance(next(drawn), Report)


def test_inputs_are_counted_before_they_are_read(tmp_path):
    written(tmp_path / "a.jsonl", '{"text": "One report."}\n{bad\n')
    written(tmp_path / "b.txt", "Another report.")
    assert count_inputs([str(tmp_path)]) == 3 == len(list(reports_from([str(tmp_path)])))
    assert count_inputs(["-"]) is None


def test_a_file_without_a_known_name_is_told_by_its_content(tmp_path):
    pdf(tmp_path / "report", [SENTENCES[0]])
    assert SENTENCES[0][:20] in only(tmp_path / "report").text
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    assert "<p>" not in only(written(tmp_path / "page", PAGE.replace("{body}", body))).text
    assert not isinstance(only(written(tmp_path / "note", "A report.")), InputFault)
