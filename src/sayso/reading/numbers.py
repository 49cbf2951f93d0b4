"""Numbers as they are worded: digits and words, and what "at least" or "dozens" does to their
bounds.

The bounds are rule 9 of the design: "at least N" is low N, best N, high null; "up to N" low null,
best N, high N; "about N" low, best and high N; "dozens" low 24, best and high null; "30 to 40" low
30, high 40, best null.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from spacy.tokens import Token

from sayso.knowledge.loader import lexicon

Bound = Literal["exact", "floor", "ceiling", "about"]

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{2,3})+|\d+)(\.\d+)?(k|m|mn|bn|tn)?\Z")
_LONGEST_QUALIFIER = 4
_MOST = 1e15


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens. ``first`` and ``last`` are token indices into the Doc, of the
    number with its qualifier; ``head`` the index of the last token of the bare number.
    """

    low: float | None
    best: float | None
    high: float | None
    qualifier: str | None
    first: int
    last: int
    head: int
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    adding: Mapping[str, int]
    scales: Mapping[str, int]
    short: Mapping[str, int]
    dozens: Mapping[str, int]
    vague: Mapping[str, int]
    before: Mapping[tuple[str, ...], Bound]
    behind: Mapping[tuple[str, ...], Bound]
    few: frozenset[str]
    small: Mapping[str, int]
    halves: Mapping[str, float]
    ranging: frozenset[str]
    starters: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    data = lexicon("number")
    adding = {**data["ones"], **data["tens"]}
    starters = {*adding, *data["scales"], *data["dozens"], *data["vague"], "tens"}
    starters |= {*data["small"], *data["halves"]}
    return _Lexicon(
        adding=MappingProxyType(adding),
        scales=MappingProxyType(data["scales"]),
        short=MappingProxyType(data["short_scales"]),
        dozens=MappingProxyType(data["dozens"]),
        vague=MappingProxyType(data["vague"]),
        before=_phrases(data["before"]),
        behind=_phrases(data["behind"]),
        few=frozenset(data["few"]),
        small=MappingProxyType(data["small"]),
        halves=MappingProxyType(data["halves"]),
        ranging=frozenset(data["ranging"]),
        starters=frozenset(starters),
    )


def _phrases(groups: Mapping[str, Sequence[str]]) -> Mapping[tuple[str, ...], Bound]:
    bounds: dict[tuple[str, ...], Bound] = {}
    for bound, phrases in groups.items():
        for phrase in phrases:
            if bound in ("exact", "floor", "ceiling", "about"):
                bounds[tuple(phrase.split())] = bound  # type: ignore[assignment]
    return MappingProxyType(bounds)


def number_value(words: Sequence[str]) -> float | None:
    """The value of a number written in lower-case words or digits, or None where it is none.

    Hyphens count as spaces: ``["twenty-four"]``, ``["1.2", "million"]``, ``["a", "hundred", "and",
    "five"]``, ``["nineteen", "ninety-six"]`` (a year) and ``["two", "dozen"]`` all have a value.
    """
    parts = [p for w in words for p in w.lower().split("-") if p]
    year = _year_in_words(parts)
    if year is not None:
        return year
    known = _lexicon()
    part_of, parts = _halves(parts)
    if part_of is not None and not parts:
        return None
    total = current = 0.0
    before = "start"
    for index, part in enumerate(parts):
        digits = _digits(part)
        if digits is not None and before == "start":
            current, before = digits, "digits"
        elif part in known.adding and _may_follow(known.adding[part], before):
            tens = known.adding[part] >= 20
            current, before = current + known.adding[part], "tens" if tens else "ones"
        elif part in known.dozens and before != "scale":
            current, before = (current or 1) * known.dozens[part], "dozen"
        elif part in known.scales and before != "and":
            scale = known.scales[part]
            current, before = (current or 1) * scale, "scale"
            if scale > 100:
                total, current = total + current, 0.0
        elif part == "and" and before == "scale":
            before = "and"
        elif not (part in ("a", "an") and index == 0 and len(parts) > 1):
            return None
    value = (total + current) * (1 if part_of is None else part_of)
    return value if before not in ("start", "and") and value < _MOST else None


def _halves(parts: list[str]) -> tuple[float | None, list[str]]:
    """A part of a scale ("half a dozen", "two and a half thousand") as a factor on what is left
    ("a dozen", "thousand"); and "a couple of dozen" without its "of".
    """
    known = _lexicon()
    if len(parts) > 1 and parts[-1] in _many():
        front = [p for p in parts[:-1] if p not in ("a", "an", "of")]
        if len(front) == 1 and front[0] in known.halves:
            return known.halves[front[0]], ["one", parts[-1]]
        if len(front) == 3 and front[1] == "and" and front[2] in known.halves:
            whole = known.adding.get(front[0])
            part = known.halves[front[2]]
            return (None, parts) if whole is None else (whole + part, ["one", parts[-1]])
        if front in (["couple"], ["pair"]):
            return 2.0, ["one", parts[-1]]
    return None, parts


def _may_follow(value: int, before: str) -> bool:
    """May a number word of that value stand behind what was read ("thirty" "five", "hundred"
    "two")?
    """
    return before in ("start", "scale", "and") or (before == "tens" and value < 10)


def _year_in_words(parts: Sequence[str]) -> float | None:
    """As in "nineteen ninety-six": two numbers side by side, the first 13 to 20."""
    adding = _lexicon().adding
    if len(parts) in (2, 3) and all(p in adding for p in parts):
        head, tail = adding[parts[0]], sum(adding[p] for p in parts[1:])
        if 13 <= head <= 20 and 10 <= tail < 100 and (head < 20 or len(parts) == 3):
            return float(head * 100 + tail)
    return None


def _digits(part: str) -> float | None:
    match = _DIGITS.match(part)
    if match is None or len(part) > 24:
        return None
    value = float(match[1].replace(",", "") + (match[2] or ""))
    return value * _lexicon().short[match[3]] if match[3] else value


def starts_number(token: Token) -> bool:
    """May a number begin (or stand) at this token? Cheap: digits or a number word."""
    text: str = token.lower_
    return (
        text[:1].isdigit()
        or text in _lexicon().starters
        or text.split("-", maxsplit=1)[0] in _lexicon().adding
    )


def read_number(tokens: Sequence[Token]) -> Number | None:
    """The first number in a run of tokens, with its qualifier and its bounds, or None.

    The tokens must be neighbours in one Doc, white-space tokens left out. A qualifier is looked for
    before and behind the number inside the run only.
    """
    for index, token in enumerate(tokens):
        if starts_number(token):
            found = number_at(tokens, index)
            if found is not None:
                return found
    return None


def number_at(tokens: Sequence[Token], index: int) -> Number | None:
    """The number whose bare words begin at ``tokens[index]``, with bounds, or None."""
    words = [t.lower_ for t in tokens]
    vague = _vague(words, index)
    if vague is not None:
        low, stop = vague
        few = index > 0 and words[index - 1] in _lexicon().few
        begin, qualifier, _ = _before(words, index - few)
        first = tokens[begin].i
        return Number(
            low, None, None, qualifier, first, tokens[stop - 1].i, tokens[stop - 1].i, True
        )
    value, stop = _bare(words, index)
    if value is None:
        return None
    upper, behind = _upper_end(words, index, stop)
    value = _scaled(value, upper, words[stop - 1], words[behind - 1])
    begin, qualifier, bound = _before(words, index)
    if upper is not None and upper > value:
        if words[max(0, begin - 1)] in ("between", "from") and begin > 0:
            begin -= 1
            begin -= words[max(0, begin - 1)] in _lexicon().ranging
        first, last = tokens[begin].i, tokens[behind - 1].i
        return Number(value, None, upper, qualifier, first, last, last)
    last_index = stop
    if bound == "exact":
        last_index, qualifier, bound = _behind(words, stop)
        if bound == "exact" and stop < len(tokens) and tokens[stop].pos_ == "NOUN":
            _, qualifier, bound = _behind(words, stop + 1)  # "forty people or more"
    least = None if bound == "ceiling" else value
    most = None if bound == "floor" else value
    first, last = tokens[begin].i, tokens[last_index - 1].i
    return Number(least, value, most, qualifier, first, last, tokens[stop - 1].i)


def _bare(words: Sequence[str], index: int) -> tuple[float | None, int]:
    """The longest number that begins at ``index``, and where it stops."""
    best: tuple[float | None, int] = (None, index)
    begin = index - 1 if index and words[index - 1] in ("a", "an") else index
    for stop in range(index + 1, min(len(words), index + 9) + 1):
        if words[stop - 1] == "-":
            continue
        value = number_value([w for w in words[begin:stop] if w != "-"])
        if value is None:
            if words[stop - 1] == "and" or _goes_on(words[begin:stop]):
                continue
            break
        if stop > index + 1 and words[stop - 2] not in ("and", "-") and _two_digits(words, stop):
            break
        if words[stop - 1] != "and":
            best = (value, stop)
    return best


def _goes_on(said: Sequence[str]) -> bool:
    """May a number still be coming ("half", "half a", "couple of", "two and a")?"""
    known = _lexicon()
    front = [w for w in said if w not in ("a", "an", "of")]
    last = said[-1]
    if front and (front[0] in known.halves or front[0] in ("couple", "pair")):
        return len(front) == 1
    return front[1:2] == ["and"] and (last in ("a", "an") or last in known.halves)


def _two_digits(words: Sequence[str], stop: int) -> bool:
    """Digits behind digits ("12 34") are two numbers, not one."""
    return words[stop - 1][:1].isdigit() and words[stop - 2][:1].isdigit()


def _vague(words: Sequence[str], index: int) -> tuple[float, int] | None:
    """As in "dozens", "tens of thousands", "hundreds of thousands": the least they say."""
    known = _lexicon()
    some = _several(words, index)
    if some is not None:
        return some
    if words[index] == "tens" or words[index] in known.vague:
        low = 20.0 if words[index] == "tens" else float(known.vague[words[index]])
        stop = index + 1
        if words[stop : stop + 1] == ["of"] and words[stop + 1 : stop + 2]:
            outer = words[stop + 1]
            if outer in ("thousands", "millions", "billions"):
                return low * known.vague[outer] / 2, stop + 2
        return (low, stop) if words[index] != "tens" else None
    scale = known.scales.get(words[index]) or known.dozens.get(words[index])
    if scale is not None and index and words[index - 1] in known.few:
        return 2.0 * scale, index + 1
    return None


def _several(words: Sequence[str], index: int) -> tuple[float, int] | None:
    """As in "several people", "a handful of them", "a few hundred": two at least, of whatever."""
    known = _lexicon()
    if words[index] not in known.small:
        return None
    if words[index] in known.few and index + 1 < len(words):
        scale = known.scales.get(words[index + 1]) or known.dozens.get(words[index + 1])
        if scale is not None:
            return 2.0 * scale, index + 2
    if words[index] == "few" and words[index - 1 : index] != ["a"]:
        return None  # "few people" tells of no number, and how few
    return float(known.small[words[index]]), index + 1


def _upper_end(words: Sequence[str], index: int, stop: int) -> tuple[float | None, int]:
    """The upper end of a range ("30 to 40", "30-40", "between 30 and 40") and where it stops."""
    if stop >= len(words):
        return None, stop
    if words[stop] == "to" and index and words[index - 1] == "from":
        ranging = index > 1 and words[index - 2] in _lexicon().ranging
        if not ranging:
            return None, stop  # a rise from one number to another is no range
    joined = words[stop] in ("to", "-", "or") or (
        words[stop] == "and" and "between" in words[max(0, index - 3) : index]
    )
    if not joined or stop + 1 >= len(words):
        return None, stop
    upper, behind = _bare(words, stop + 1)
    far = upper is not None and upper > 30 and words[behind - 1] not in _many()
    if words[stop] == "or" and far:
        return None, stop
    return upper, behind


def _scaled(value: float, upper: float | None, last: str, upper_last: str) -> float:
    """The lower end of a range in the scale that its upper end names ("two or three dozen")."""
    scale = _many().get(upper_last)
    if upper is None or scale is None or last in _many() or value * scale >= upper:
        return value
    return value * scale


def _many() -> Mapping[str, int]:
    return {**_lexicon().scales, **_lexicon().dozens}


def _before(words: Sequence[str], index: int) -> tuple[int, str | None, Bound]:
    """The longest qualifier that ends where the number begins."""
    known = _lexicon().before
    index = index - 1 if index and words[index - 1] in ("a", "an") else index
    for begin in range(max(0, index - _LONGEST_QUALIFIER), index):
        phrase = tuple(words[begin:index])
        if phrase in known:
            bound = known[phrase]
            said = " ".join(phrase).removeprefix("a ").removeprefix("an ")
            first = _widen(words, begin, index, known)
            return first, said if bound != "exact" else None, bound
    return index, None, "exact"


def _widen(
    words: Sequence[str], begin: int, index: int, known: Mapping[tuple[str, ...], Bound]
) -> int:
    """Two qualifiers in a row ("about at least") open the span to the first."""
    if begin and tuple(words[begin - 1 : begin]) in known and words[begin - 1] != words[index]:
        return begin - 1
    return begin


def _behind(words: Sequence[str], stop: int) -> tuple[int, str | None, Bound]:
    known = _lexicon().behind
    for end in range(min(len(words), stop + 3), stop, -1):
        phrase = tuple(words[stop:end])
        if phrase in known:
            return end, " ".join(phrase), known[phrase]
    return stop, None, "exact"
