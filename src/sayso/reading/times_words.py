"""Words of time: a text as a string of classes, one character a word, and patterns over it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.loader import lexicon

_YEAR_WORDS = range(1000, 2100)
_MARKS = {",": "comma", ".": "dot", "-": "hyphen", "'": "apostrophe", "'s": "apostrophe"}
_MONEY = frozenset("$#£€¥₤")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of the text: its characters, its lower-case form and its class."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of ``patterns`` or ``modifiers`` in ``data/time.yaml``, compiled."""

    shape: re.Pattern[str]
    gives: str
    only_for: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, str]:
    """Lower-case word to class."""
    data = lexicon("time")
    numbers = lexicon("number")
    kinds: dict[str, str] = {}
    for key in (*numbers["ones"], *numbers["tens"], *numbers["scales"], "dozen"):
        kinds[key] = "one" if key == "one" else "word"
    kinds.update((word, "nth_word") for word in numbers["ordinals"])
    for name, members in data["classes"].items():
        kinds.update((str(word), name) for word in members)
    kinds.update((word, "month_word") for word in data["months"])
    for word in data["weekdays"]:
        kinds[word] = "weekday"
        if word.endswith("day"):
            kinds[f"{word}s"] = "weekdays"
    for unit in data["units"]:
        kinds[unit], kinds[f"{unit}s"] = "unit", "units"
    for word in data["parts"]:
        kinds[word], kinds[f"{word}s"] = "part", "parts"
    kinds.update((word, "units") for word in data["plurals"])
    kinds.update(year="a_year", day="a_day", quarter="quarter", second="second")
    for name in ("seasons", "clock_words", "adverbs", "references"):
        kinds.update((word, name[:-1]) for word in data[name])
    kinds.update((word, "decade_word") for word in data["decades"])
    return kinds


@lru_cache(maxsize=1)
def _letters() -> Mapping[str, str]:
    """Class to the one character that stands for it in a class string."""
    names = {*_kinds().values(), *_MARKS.values()}
    names |= {"iso", "slash", "clock", "decade", "short_year", "ordinal", "fraction", "ampm"}
    names |= {"year", "day", "digits", "holiday", "other", "break"}
    return {name: chr(0x4E00 + index) for index, name in enumerate(sorted(names))}


@lru_cache(maxsize=1)
def _lexer() -> re.Pattern[str]:
    holidays = sorted(lexicon("time")["holidays"], key=len, reverse=True)
    alternatives = "|".join(
        r"\s?".join(re.escape(part.title()).replace("'S", "'s") for part in h.split())
        for h in holidays
    )
    return re.compile(
        rf"""(?P<holiday>\b(?:{alternatives})\b)
        |(?P<iso>\b(?:1\d|20)\d\d-[01]?\d-[0-3]?\d\b)
        |(?P<slash>\b[01]?\d/[0-3]?\d/(?:\d{{4}}|\d\d)\b)
        |(?P<clock>\b[0-2]?\d:[0-5]\d(?::[0-5]\d)?\b|\b[0-2]?\d\.[0-5]\d(?=\s?[ap]\.?m))
        |(?P<decade>\b(?:1\d|20)\d0'?s\b|(?<!\w)'[1-9]0s\b)
        |(?P<short_year>(?<![\w'])'\d\d\b)
        |(?P<ordinal>\b\d{{1,2}}(?:st|nd|rd|th)\b)
        |(?P<fraction>\b\d/\d\b)
        |(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)
        |(?P<ampm>(?:\b|(?<=\d))[ap]\.m\.?(?!\w)|(?:\b|(?<=\d))[ap]m\b)
        |(?P<word>[^\W\d_]+)
        |(?P<mark>'s\b|[^\s\w]|_)
        |(?P<break>\n)""",
        re.VERBOSE,
    )


def read_words(text: str) -> list[Word]:
    """The words and marks of a text, each with its class. A line break is a word of its own."""
    kinds, found = _kinds(), []
    for match in _lexer().finditer(text):
        kind = match.lastgroup or "other"
        shown = match.group().lower()
        if kind == "word":
            kind = kinds.get(shown, "other")
        elif kind == "number":
            kind = _number_kind(shown, text[match.start() - 1 : match.start()])
        elif kind == "ampm":
            kind = "ampm" if shown in ("am", "pm") or "." in shown else "other"
        elif kind == "mark":
            kind = _MARKS.get(shown, "other")
        found.append(Word(match.start(), match.end(), shown, kind))
    return found


def _number_kind(shown: str, before: str) -> str:
    if before in _MONEY and before:
        return "other"
    if shown.isdigit() and len(shown) == 4 and int(shown) in _YEAR_WORDS:
        return "year"
    if shown.isdigit() and len(shown) <= 2 and 1 <= int(shown) <= 31:
        return "day"
    return "digits"


def class_string(words: list[Word]) -> str:
    """The words' classes, one character a word."""
    letters = _letters()
    return "".join([letters[word.kind] for word in words])


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """The patterns of times, in their order."""
    return tuple(
        Pattern(_compile(row["pattern"]), row["gives"]) for row in lexicon("time")["patterns"]
    )


@lru_cache(maxsize=1)
def modifiers() -> tuple[Pattern, ...]:
    """The patterns of modifiers; each matches at the end of a class string."""
    return tuple(
        Pattern(_compile(row["pattern"] + " $"), row["mod"], frozenset(row["for"]))
        for row in lexicon("time")["modifiers"]
    )


_PIECE = re.compile(r"\{(\w+):|(\w+)|([}()|?*+$])|\s+")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(_expand(pattern))


def _expand(pattern: str) -> str:
    macros, letters = lexicon("time")["macros"], _letters()
    out = []
    for name, word, sign in _PIECE.findall(pattern):
        if name:
            out.append(f"(?P<{name}>")
        elif word:
            out.append(f"(?:{_expand(macros[word])})" if word in macros else letters[word])
        elif sign:
            out.append({"}": ")", "(": "(?:"}.get(sign, sign))
    return "".join(out)
