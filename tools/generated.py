"""The parts of README.md, NOTICE and the manual that are made, not written.

``make generated`` puts them in; a test fails where they are out of date. Each stands between two
comments that name it.
"""

import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from sayso.api import read
from sayso.cli.brief import render_brief
from sayso.exports import codebook
from sayso.knowledge.scales import crosswalk, scale_names, terms_of
from sayso.model import Reading
from sayso.situation.ranges import shipped_ranges

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "harbour-talks.txt"
PACKAGES = ("knowledge", "intake", "assembly", "situation", "exports")
DATA = tuple(ROOT / "src/sayso" / package / "data" for package in PACKAGES)


def brief_of_the_sample() -> str:
    """The brief of the sample report, as it is printed into a pipe."""
    out = io.StringIO()
    render_brief(read(SAMPLE.read_text("utf-8")), Console(file=out, width=100, highlight=False))
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join(["```text", *lines, "```"])


def data_files() -> str:
    """A line for each data file of the package: where its content comes from, its licence."""
    return "\n".join(_data_lines())


def _data_lines() -> Iterator[str]:
    for path in sorted((p for folder in DATA for p in folder.iterdir()), key=lambda p: p.name):
        head = _head(path)
        source = " ".join(str(head["source"]).split()).rstrip(".")
        yield f"- {path.name}: {source}. Licence: {head['licence']}"


def _head(path: Path) -> dict[str, str]:
    if path.suffix == ".yaml":
        content: dict[str, str] = yaml.safe_load(path.read_text("utf-8"))
        return content
    lines = [x[2:] for x in path.read_text("utf-8").splitlines() if x.startswith("# ")]
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def known_failures() -> str:
    """A line for each hard case of the tests that is not read right: its words and the reason."""
    files = sorted((ROOT / "tests/data").glob("hard_cases_*.yaml"))
    passages = [p for f in files for p in yaml.safe_load(f.read_text("utf-8"))["passages"]]
    failing = [p for p in passages if "known" in p]
    share = f"{len(passages) - len(failing)} of {len(passages)} passages are read right."
    lines = (f"- {' '.join(p['text'].split())}<br>{p['known']}" for p in failing)
    return "\n".join([share, "", *lines])


def scales() -> str:
    """A row for each word of the scales: its band, and what it is called on the others."""
    names = scale_names()
    lines = ["| scale | word | band | on the others |", "|---|---|---|---|"]
    for name in names:
        for term, (low, high) in terms_of(name)[1].items():
            matches = (
                f"{other}: {m.term} ({m.share:.0%})"
                for other in names
                if other != name
                for m in crosswalk(term, name, other)[:2]
            )
            band = f"{low:.0%} to {high:.0%}"
            lines.append(f"| {name} | {term} | {band} | {'; '.join(matches) or 'no word'} |")
    return "\n".join(lines)


def fields_of_a_reading() -> str:
    """The fields of a reading, out of its JSON Schema: a heading, a sentence or two and a table for
    each kind of object, the reading first.
    """
    schema = Reading.model_json_schema(by_alias=True, mode="serialization")
    kinds = {"Reading": schema, **dict(sorted(schema["$defs"].items()))}
    return "\n\n".join("\n".join(_section(name, kind)) for name, kind in kinds.items())


def _section(name: str, kind: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {name}"
    yield ""
    yield _described(kind)
    yield ""
    yield "| field | holds |"
    yield "|---|---|"
    for field, held in kind["properties"].items():
        yield f"| `{field}` | {_type(held)} |"


def _described(kind: Mapping[str, Any]) -> str:
    """The docstring, in Markdown's quotes, without line breaks."""
    text = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", str(kind["description"]))
    return " ".join(text.replace("``", "`").split())


def _type(held: Mapping[str, Any]) -> str:
    if "$ref" in held:
        name = held["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in held:
        return " or ".join(_type(one) for one in held["anyOf"])
    if "enum" in held:
        return ", ".join(f"`{value}`" for value in held["enum"])
    if "const" in held:
        return f"`{held['const']}`"
    if held.get("type") == "array":
        return f"a list of: {_type(held['items'])}"
    names = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}
    kind = str(held.get("type", "anything"))
    return names.get(kind, {"string": "a string"}.get(kind, kind))


def ranges() -> str:
    """A row for each number that a simulation assumes, under both sets of ranges."""
    sets = [held.as_printed() for held in shipped_ranges()]
    lines = ["| what | first set | second set |", "|---|---|---|"]
    for what in ("strength", "pace"):
        lines.append(_row(what, [" to ".join(map(str, held[what])) for held in sets]))
    for level in sets[0]["include"]:
        lines.append(_row(f"in force: {level}", [held["include"][level] for held in sets]))
    lines.append(_row("in force, where denied: times", [held["denied"] for held in sets]))
    lines.append(_row("deadband", [held["deadband"] for held in sets]))
    return "\n".join(lines)


def _row(what: str, cells: Sequence[object]) -> str:
    return f"| {what} | {' | '.join(map(str, cells))} |"


PARTS = {
    ("README.md", "brief"): brief_of_the_sample,
    ("NOTICE", "data files"): data_files,
    ("docs/contract.md", "fields"): fields_of_a_reading,
    ("docs/mathematics.md", "ranges"): ranges,
    ("docs/voices.md", "known failures"): known_failures,
    ("docs/voices.md", "scales"): scales,
    **{("docs/codebook.md", part): made for part, made in codebook.PARTS.items()},
}


def current(file: str, part: str) -> str:
    """The part as it stands in the file."""
    return _split((ROOT / file).read_text("utf-8"), part)[1]


def _split(text: str, part: str) -> tuple[str, str, str]:
    begin, end = f"<!-- {part} -->\n", f"\n<!-- end of {part} -->"
    before, _, rest = text.partition(begin)
    inside, _, after = rest.partition(end)
    return before + begin, inside, end + after


def write() -> None:
    """Put every part into its file."""
    for (file, part), made in PARTS.items():
        path = ROOT / file
        before, _, after = _split(path.read_text("utf-8"), part)
        path.write_text(before + made() + after, "utf-8")


if __name__ == "__main__":
    sys.exit(write())
