"""Bad input: one clear line naming the file and the fault, exit status 1, the rest is read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from sayso.scale import process_knowledge

GOOD = "Rebels shelled the airport on Monday, a spokesman for the ministry said."


def pdf(path: Path, text: str) -> Path:
    canvas = Canvas(str(path))
    if text:
        canvas.drawString(72, 700, text)
    else:
        canvas.rect(72, 500, 200, 200)
    canvas.save()
    return path


def encrypted(path: Path) -> Path:
    writer = PdfWriter(clone_from=PdfReader(pdf(path, GOOD)))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


CASES = {
    "binary": (lambda d: written(d / "a.txt", bytes(range(256)) * 40), "binary data"),
    "NUL": (lambda d: written(d / "a.txt", b"Rebels\x00shelled."), "binary data"),
    "empty": (lambda d: written(d / "a.txt", b""), "the file is empty"),
    "blank": (lambda d: written(d / "a.txt", b" \n\n"), "the text is empty"),
    "encoding": (
        lambda d: written(d / "a.txt", b"\xef\xbb\xbfRebels \xff\xfe shelled"),
        "not in the encoding they begin with (utf-8)",
    ),
    "too long": (lambda d: written(d / "a.txt", b"word " * 250_000), "1,250,000 characters"),
    "50 MB": (lambda d: written(d / "a.txt", b"word " * 10_000_000), "too large for one report"),
    "encrypted PDF": (lambda d: encrypted(d / "a.pdf"), "the PDF is encrypted"),
    "broken PDF": (lambda d: written(d / "a.pdf", b"%PDF-1.7\nnothing"), "the PDF is broken"),
    "cut PDF": (
        lambda d: written(d / "a.pdf", pdf(d / "b", GOOD).read_bytes()[:200]),
        "the PDF is broken",
    ),
    "PDF of pictures": (lambda d: pdf(d / "a.pdf", ""), "no text in the PDF"),
    "HTML": (
        lambda d: written(d / "a.html", b"<html><body><nav><a>Home</a></nav></body></html>"),
        "no article in the page",
    ),
    "empty HTML": (lambda d: written(d / "a.html", b" "), "no article in the page"),
    "missing": (lambda d: d / "a.txt", "no such file or folder"),
    "empty folder": (lambda d: d, "no file to read in the folder"),
    "markdown": (lambda d: written(d / "a.md", b"---\ntitle: x\n---\n"), "the text is empty"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_told_in_one_line(case, tmp_path, sayso):
    make, fault = CASES[case]
    path = make(tmp_path)
    result = sayso("read", path, "--no-ledger")
    assert result.exit_code == 1
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert line.startswith(f"sayso: {path}: ")
    assert fault in line


def test_a_file_without_permission_is_told(tmp_path, sayso, monkeypatch):
    """Root may read everything, so the refusal is played."""
    path = written(tmp_path / "a.txt", GOOD.encode())
    path.chmod(0)
    if os.geteuid() == 0:
        opened = Path.open

        def refuse(self, *args, **options):
            if self == path:
                raise PermissionError(13, "Permission denied")
            return opened(self, *args, **options)

        monkeypatch.setattr(Path, "open", refuse)
    result = sayso("read", path, "--no-ledger")
    assert result.exit_code == 1
    assert result.stderr == f"sayso: {path}: no permission to read it\n"


def test_broken_rows_are_named_by_line_and_the_rest_is_read(tmp_path, sayso):
    rows = [
        json.dumps({"id": "one", "text": GOOD}),
        "{broken",
        json.dumps(["no", "object"]),
        json.dumps({"id": "four"}),
        "",
        json.dumps({"id": "six", "text": GOOD, "published": "soon"}),
        '{"id": "seven", "text": "half \\ud83d"}',
        json.dumps({"id": "eight", "text": GOOD + " Again."}),
    ]
    lines = "\n".join(rows).encode() + b'\n{"text": "\xff"}\n'
    path = written(tmp_path / "a.jsonl", lines)
    result = sayso("read", path, "--format", "jsonl", "--no-ledger")
    assert result.exit_code == 1
    read = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["report"]["id"] for row in read] == [
        "one",
        f"{path}:2",
        f"{path}:3",
        "four",
        "six",
        "seven",
        "eight",
        f"{path}:9",
    ]
    bad = [row for row in read if "error" in row]
    assert len(bad) == 6
    assert all(
        set(row) == {"schema", "report", "error"} and set(row["report"]) == {"id"} for row in bad
    )
    told = result.stderr.splitlines()
    assert [line.split(":")[2] for line in told] == ["2", "3", "4", "6", "7", "9"]


def test_a_folder_with_a_mix_is_read_past_the_bad(tmp_path, sayso):
    written(tmp_path / "a.txt", GOOD.encode())
    written(tmp_path / "b.txt", bytes(range(256)) * 40)
    encrypted(tmp_path / "c.pdf")
    pdf(tmp_path / "d.pdf", GOOD)
    result = sayso("read", tmp_path, "--format", "jsonl", "--no-ledger")
    assert result.exit_code == 1
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert ["error" in row for row in rows] == [False, True, True, False]
    assert len(result.stderr.splitlines()) == 2


def test_a_report_in_arabic_is_kept_and_said_not_to_be_read(tmp_path, sayso):
    text = "أعلن الجيش اليوم أنه استعاد السيطرة على المدينة بعد معارك عنيفة مع المسلحين."
    path = written(tmp_path / "a.txt", text.encode())
    result = sayso("read", path, "--format", "json")
    assert result.exit_code == 0
    reading = json.loads(result.stdout)
    assert reading["report"]["language"] == "ar"
    assert reading["report"]["text"] == text
    assert reading["statements"] == []
    assert [w["code"] for w in reading["warnings"]] == ["language-not-read"]
    assert "only English is read" in sayso("read", path).stdout


@pytest.mark.parametrize(
    ("option", "value"), [("--published", "2016"), ("--language", "what they speak there")]
)
def test_a_bad_option_is_told_before_anything_is_read(option, value, tmp_path, sayso):
    path = written(tmp_path / "a.txt", GOOD.encode())
    result = sayso("read", path, option, value)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_a_pipeline_that_is_missing_is_told(tmp_path, sayso):
    path = written(tmp_path / "a.txt", GOOD.encode())
    result = sayso("read", path, "--no-ledger", "--pipeline", "xx_nowhere")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["sayso: spaCy pipeline not installed: xx_nowhere"]


def test_a_large_file_takes_little_memory(tmp_path):
    path = tmp_path / "rows.jsonl"
    row = json.dumps({"text": ""}) + "\n"
    with path.open("w") as out:
        out.write('{"text": "' + "x" * 60_000_000 + '"}\n')
        out.writelines([row] * 10)
    code = (
        "import resource, sys; from sayso.intake import reports_from\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "found = list(reports_from(sys.argv[1:]))\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "print(len(found), grown // 1024, found[0].error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    count, megabytes, error = done.stdout.split(maxsplit=2)
    assert int(count) == 11
    assert int(megabytes) < 100
    assert "a line of more than" in error


@pytest.mark.parametrize("command", [("check",), ("read", "-", "--no-ledger")])
def test_a_cache_folder_that_cannot_be_made_is_told_in_one_line(
    sayso, monkeypatch, tmp_path, command
):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path / "file"))
    process_knowledge.cache_clear()
    try:
        result = sayso(*command, input="Rebels shelled the port.")
    finally:
        process_knowledge.cache_clear()
    assert result.exit_code == 1
    assert result.stderr.startswith("sayso: cannot build the gazetteer in ")
    assert result.stderr.count("\n") == 1
