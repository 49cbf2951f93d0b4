"""Datelines: where a report was filed from, and by whom.

"BEIRUT, Jan 5 (Reuters) -", "NAIROBI, Kenya (AP) _", "PARIS —", "BRUSSELS: …". What looks like one
is taken for one only on evidence: an agency in brackets or a date before the dash; without them a
name in capitals, or a short name before a long dash, and a sentence that begins behind it. A name
in front of a colon must be in capitals, and no speaker of a transcript.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.intake.dates import day_of, written
from sayso.intake.words import headers
from sayso.model import Dateline

#: Characters from the beginning of the place to the beginning of the prose, at most.
LONGEST = 120

_CAPITALS = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_a-zß-öø-ÿ]|['’.-](?=\S))*\.?"
_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?"
_OPENING = re.compile(r"[\"'“‘«(\[]*[^\W_]")
_SPEAKER = re.compile(r"^[A-Z][A-Z .'’-]{1,40}:", re.MULTILINE)
_ONLY_AGENCY = re.compile(r"\((?P<agency>[^()\n]{2,40})\)[ \t]*(?:--+|[—–_-])[ \t]")


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline with what stands in it: the agency's short name, the day if it has a year."""

    dateline: Dateline | None
    agency: str | None
    published: str | None


def find_dateline(text: str, start: int) -> Filed | None:
    """The dateline that begins at the character ``start``, or None.

    An agency alone ("(CNN) --") gives no dateline but the agency.
    """
    alone = _ONLY_AGENCY.match(text, start)
    if alone:
        known = headers().agencies.get(alone["agency"].strip())
        return Filed(None, known, None) if known else None
    place = _place().match(text, start)
    if place is None or place.group().upper().rstrip(".:") in headers().no_place:
        return None
    rest = _rest().match(text, place.end())
    if rest is None or rest.end() - start > LONGEST + len(_notes(rest.group())):
        return None
    if not _is_filed(text, place, rest):
        return None
    date = written().match(rest["date"]) if rest["date"] else None
    return Filed(
        Dateline(text=place.group(), start=start, end=place.end(), stop=rest.end()),
        _agency(rest["agency"] or rest["slashed"]),
        day_of(date) if date else None,
    )


@lru_cache(maxsize=1)
def _place() -> re.Pattern[str]:
    """A place's name at the beginning of a line; group ``capitals`` where it is in capitals."""
    return re.compile(
        rf"(?P<capitals>{_CAPITALS}(?:[ \t]+{_CAPITALS}){{0,3}})(?![^\W\d_])|{_name_pattern()}"
    )


@lru_cache(maxsize=1)
def _rest() -> re.Pattern[str]:
    """What follows the place: regions, a date, an agency, a dash or colon, and editors' notes."""
    date = re.sub(r"\?P<\w+>", "?:", written().pattern)
    return re.compile(
        rf"(?P<regions>(?:[ \t]*(?:,|;|/|and\b|\()[ \t]*{_name_pattern()}\)?){{0,3}}?)"
        rf"(?:[ \t]*,?[ \t]*(?:(?i:{headers().weekday}),?[ \t]+)?"
        rf"(?P<bracket>\()?(?P<date>(?i:{date}))(?(bracket)\)))?"
        r"(?:[ \t]*,?[ \t]*(?:\((?P<agency>[^()\n]{2,40})\)|/(?P<slashed>[^/\n]{2,40})/))?"
        r"(?P<dash>[ \t]*(?:--+|[—–_-])(?=[\s\"'“‘\[]|[^\W\d_])|[ \t]*:(?=\s)|[ \t]*$)"
        r"[ \t]*(?:\n\s*)?(?:\[[^\]]{0,200}\]\s*)*",
        re.MULTILINE,
    )


def _name_pattern() -> str:
    """One to four capitalised words, particles between them."""
    small = headers().place_particle
    word = rf"(?:{small})?{_NAME}"
    return rf"{word}(?:[ \t]+(?:{small}[ \t]+){{0,2}}{_NAME}){{0,3}}"


def _is_filed(text: str, place: re.Match[str], rest: re.Match[str]) -> bool:
    dash = rest["dash"].strip()
    opening = _OPENING.match(text, rest.end())
    if opening is None:
        return False
    credited = rest["agency"] is not None or rest["slashed"] is not None
    if (credited and (dash or _is_known(rest["agency"]))) or (rest["date"] and dash):
        return True
    if not dash or opening.group()[-1].islower():
        return False
    capitals = place["capitals"]
    if dash == ":":
        return bool(capitals) and _is_name(capitals) and not _is_transcript(text)
    spaced = rest["dash"] != dash and text[rest.end() - 1].isspace()
    if capitals:
        return _is_name(capitals) and (spaced or dash != "-") and not text[:400].isupper()
    alone = len(place.group().split()) == 1 or bool(rest["regions"])
    return spaced and dash in ("—", "–", "--") and alone


def _is_name(capitals: str) -> bool:
    """At least three letters and a vowel: an abbreviation is no place to file from."""
    letters = [c for c in capitals if c.isalpha()]
    return len(letters) >= 3 and bool(re.search(r"[AEIOUYÀ-Ý]", capitals))


def _is_transcript(text: str) -> bool:
    return len({m.group() for m in _SPEAKER.finditer(text)}) > 1


def _is_known(agency: str | None) -> bool:
    return (agency or "").strip() in headers().agencies


def _agency(written_as: str | None) -> str | None:
    """The agency's short name; one that is not known, as it is written."""
    if written_as is None:
        return None
    name = " ".join(written_as.split())
    named = all(not word[0].islower() for word in name.split())
    return headers().agencies.get(name, name if named else None)


def _notes(rest: str) -> str:
    return "".join(re.findall(r"\[[^\]]*\]\s*|\n\s*", rest))
