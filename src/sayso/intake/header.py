"""What a report's own text says of its publication: title, byline, dateline, agency, date.

Only what is plainly there is taken; options and metadata of the input go before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from sayso.intake.dateline import find_dateline
from sayso.intake.dates import day_of, iso_day, written
from sayso.intake.words import headers
from sayso.model import Dateline

#: Lines at the beginning that may stand before the prose, and at the end that may credit somebody.
HEAD_LINES, FOOT_LINES = 6, 6
LONGEST_TITLE, LONGEST_LINE = 140, 160
_HEAD, _FOOT = 2_000, 1_200

_TIME_AFTER = re.compile(
    r"[\s,|]*(?:at\s+)?(?:\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?)?\s*[A-Z]{0,4}\s*$"
)
_ISO_LINE = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}\b")
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[ \t]*(?:©|\(c\))?[ \t]*(?:\d{4}[ \t]*)?(?:by[ \t]+)?"
    r"(?P<name>[^\n]{2,60})",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _people_pattern() -> str:
    """One name of two to four words, or several."""
    word = r"[^\W\d_a-z][\w'’.-]*"
    name = rf"{word}(?:[ \t]+(?:{headers().name_particle}[ \t]+){{0,2}}{word}){{1,3}}"
    return rf"{name}(?:(?:,|[ \t]+and|[ \t]*&|,[ \t]+and)[ \t]+{name}){{0,5}}"


@lru_cache(maxsize=1)
def _byline_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:by|By|BY)[ \t]+(?P<people>{_people_pattern()})"
        r"(?:[ \t]+in[ \t]+(?P<place>[^\W\d_a-z][^\n,|()]{1,40}?))?"
        r"(?:[ \t]*(?:,|\||/|-|–|—|\()[ \t]*(?P<rest>[^\n]{2,60}?)\)?)?[ \t]*$"
    )


@lru_cache(maxsize=1)
def _credit_pattern() -> re.Pattern[str]:
    people = _people_pattern()
    return re.compile(rf"\(?(?:Additional[ \t]+)?[Rr]eporting[ \t]+by[ \t]+(?P<people>{people})")


@lru_cache(maxsize=1)
def _date_line_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:first[ \t]+)?(?:published|posted|date|dated)(?:[ \t]+(?:on|at))?[ \t]*:?[ \t]*"
        r"|this[ \t]+story[ \t]+is[ \t]+from[ \t]+)?"
        rf"(?:{headers().weekday},?[ \t]+)?(?P<date>\d.*|[^\W\d_]+\.?[ \t]+\d.*)$",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Header:
    """What the text says of its publication; null where it says nothing. ``published`` is an ISO
    day, ``agency`` the agency's short name.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    published: str | None = None
    dateline: Dateline | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    blank_after: bool


def header_of(text: str) -> Header:
    """What the beginning and the end of a report's text say of its publication."""
    header = _head(text)
    return _foot(header, text) if header.agency is None or not header.authors else header


def _head(text: str) -> Header:
    header = Header()
    above: _Line | None = None
    for number, line in enumerate(_first_lines(text)):
        filed = find_dateline(text, line.start)
        if filed is not None and not (number == 0 and _is_labelled(text, line, filed.dateline)):
            header = _headed(header, above)
            return replace(
                header,
                agency=filed.agency or header.agency,
                dateline=filed.dateline or header.dateline,
                published=header.published or filed.published,
            )
        taken = _byline(header, line) or _date_line(header, line) or _agency_line(header, line)
        if taken is not None:
            header = _headed(taken, above)
        elif number == 0 and line.blank_after and _is_title(line):
            header = _headed(header, line)
        elif len(line.text) > LONGEST_LINE:
            break
        above = line if number == 0 and taken is None else None
    return header


def _headed(header: Header, line: _Line | None) -> Header:
    """With the first line as title, if it is one: a blank line, byline or dateline comes next."""
    if line is None or header.title or not _is_title(line):
        return header
    return replace(header, title=" ".join(line.text.split()))


def is_byline(line: str) -> bool:
    """Whether a line names the authors and nothing else."""
    return _byline(Header(), _Line(0, line, blank_after=True)) is not None


def _first_lines(text: str) -> Iterator[_Line]:
    """The first lines that hold words, with their place in the text."""
    for match in islice(re.finditer(r"[^\n]*\S[^\n]*", text[:_HEAD]), HEAD_LINES):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        after = re.match(r"\n[^\S\n]*\n", text[match.end() : match.end() + 40])
        yield _Line(start, line.strip(), after is not None)


def _is_title(line: _Line) -> bool:
    """A short line of several words, without a full stop."""
    return (
        len(line.text) <= LONGEST_TITLE
        and len(line.text.split()) >= 3
        and line.text[-1] not in '.:;,…"”'
        and not line.text[0].islower()
    )


def _is_labelled(text: str, line: _Line, dateline: Dateline | None) -> bool:
    """Whether the line is a headline that begins with a word and a colon."""
    return (
        dateline is not None
        and ":" in text[dateline.end : dateline.stop]
        and (line.blank_after and _is_title(line))
    )


def _byline(header: Header, line: _Line) -> Header | None:
    match = _byline_pattern().match(line.text) if len(line.text) <= LONGEST_LINE else None
    if match is None:
        return None
    rest = (match["rest"] or "").strip()
    named = _people(match["people"])
    credited = next(
        (headers().agencies[n] for n in (*named, rest) if n in headers().agencies), None
    )
    place = match["place"]
    dateline = None
    if place:
        start = line.start + match.start("place")
        stop = line.start + len(line.text)
        dateline = Dateline(text=place, start=start, end=start + len(place), stop=stop)
    return replace(
        header,
        authors=header.authors or tuple(n for n in named if n not in headers().agencies),
        agency=header.agency or credited,
        dateline=header.dateline or dateline,
    )


def _date_line(header: Header, line: _Line) -> Header | None:
    match = _date_line_pattern().match(line.text) if len(line.text) <= 60 else None
    day = _whole_day(match["date"]) if match else None
    return replace(header, published=header.published or day) if day else None


def _whole_day(text: str) -> str | None:
    """The day that ``text`` is, with at most a time of day after it."""
    match = _ISO_LINE.match(text) or written().match(text)
    if match is None or not _TIME_AFTER.match(text[match.end() :]):
        return None
    return day_of(match) if match.re is not _ISO_LINE else iso_day(match.group())


def _agency_line(header: Header, line: _Line) -> Header | None:
    agency = _agency_alone(line.text)
    return replace(header, agency=header.agency or agency) if agency else None


def _agency_alone(line: str) -> str | None:
    """The agency that a line names and nothing else: "AFP", "(Reuters)", "Source: TASS"."""
    bare = re.sub(r"^(?:source|from|via)\s*:\s*", "", line, flags=re.IGNORECASE)
    return headers().agencies.get(bare.strip(" \t()[]-–—|."))


def _foot(header: Header, text: str) -> Header:
    lines = [line.strip() for line in text[-_FOOT:].splitlines() if line.strip()][-FOOT_LINES:]
    for line in reversed(lines):
        credit = _credit_pattern().match(line)
        if credit and not header.authors:
            header = replace(header, authors=_people(credit["people"]))
        agency = _agency_alone(line) or _owner(line)
        if agency and header.agency is None:
            header = replace(header, agency=agency)
    return header


def _owner(line: str) -> str | None:
    """The agency named in a copyright line, or None."""
    match = _OWNER.match(line)
    if match is None:
        return None
    name = re.split(r"[.,(]|\s\d{4}\b|\s+(?:all|news agency)\b", match["name"], flags=re.IGNORECASE)
    return headers().agencies.get(name[0].strip())


def _people(names: str) -> tuple[str, ...]:
    return tuple(re.split(r"[ \t]*(?:,[ \t]+and|,|&|[ \t]and)[ \t]+", names))
