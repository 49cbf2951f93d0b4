"""Ordinary case for copy that is all in capitals, and for headlines With A Capital On Each Word.

The parser tells names by their capitals. A paragraph whose capitals tell nothing is put into the
case it would ordinarily have, character for character, so that offsets hold: sentences begin with a
capital; names of the actor table, countries, nationalities, days and months are written as the
tables have them; abbreviations stay; of the other words the likeliest writing is taken, by how each
word is usually written and by its neighbours, for the words of one name stand together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.knowledge.actors import Actors, load_actors
from sayso.knowledge.casing import (
    SMALL,
    capital_odds,
    has_no_vowel,
    in_capitals,
    is_ordinary,
    written_names,
)
from sayso.knowledge.loader import lexicon, words

_RULES = "case_rules"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_OPENING = re.compile(r"(?:[.!?][\"')\]]*\s|[,:]\s+(?=[\"']))[\s\"'(\[]*\Z")
_IN_BRACKETS = re.compile(r"[(\[]([^\W\d_]{2,7})[)\]]")
#: A paragraph is in capitals where more of its letters are than this, and so many words are long.
SHOUTED, LEAST_WORDS = 0.7, 4
#: A headline has so many words at most, and so many ordinary ones written with a capital.
LONGEST_HEADLINE, ORDINARY = 30, 3
_SPELLED_OUT = 5.0


@dataclass(slots=True)
class Word:
    """A word of a paragraph. ``start`` and ``end`` are characters of the text, ``lower`` the word
    without a possessive's s and the like, ``opens`` says that a sentence begins with it, ``joined``
    that only a space parts it from the word before. ``odds`` is how likely it takes a capital, a
    binary logarithm; ``written``, where given, how it is written for certain.
    """

    start: int
    end: int
    lower: str
    opens: bool
    joined: bool
    odds: float
    written: str | None = None


def truecase(text: str, paragraphs: tuple[tuple[int, int], ...]) -> str:
    """The text, of the same length, with the paragraphs that shout and the headlines in ordinary
    case; any other paragraph as it is. ``paragraphs`` are characters from and to.
    """
    loud = [span for span in paragraphs if is_shouted(text[span[0] : span[1]])]
    whole = sum(b - a for a, b in loud) > 0.8 * sum(b - a for a, b in paragraphs)
    actors = load_actors()
    spelled = abbreviations(text) if loud else frozenset[str]()
    parts: list[str] = []
    behind = 0
    for start, end in paragraphs:
        old = text[start:end]
        if (start, end) in loud or (whole and old.isupper()):
            new = cased(old, actors, spelled)
        elif is_headline(old):
            new = cased(old, actors, spelled, headline=True)
        else:
            new = old
        parts += [text[behind:start], new]
        behind = end
    return "".join([*parts, text[behind:]])


def is_shouted(paragraph: str) -> bool:
    """Is a paragraph of some words in capitals, so that they tell nothing?"""
    letters = [c for c in paragraph if c.isalpha()]
    if sum(c.isupper() for c in letters) <= SHOUTED * len(letters):
        return False
    return sum(len(m.group()) > 1 for m in _WORD.finditer(paragraph)) >= LEAST_WORDS


def is_headline(paragraph: str) -> bool:
    """Does a short paragraph write ordinary words with a capital, all but the smallest?"""
    found = [m.group() for m in _WORD.finditer(paragraph)]
    if not LEAST_WORDS <= len(found) <= LONGEST_HEADLINE:
        return False
    longer = [w for w in found if len(w) > 3]
    if any(w.islower() for w in longer if len(w) > 4):
        return False
    plain = [w for w in longer[1:] if w.istitle() and capital_odds(w.lower()) < SMALL]
    return len(plain) >= ORDINARY


def cased(
    paragraph: str, actors: Actors, spelled: frozenset[str], *, headline: bool = False
) -> str:
    """One paragraph in ordinary case. ``spelled`` are abbreviations of the report, lower case; in a
    headline only words with a capital at their head alone can change.
    """
    found = words_of(paragraph)
    _mark_names(paragraph, found, actors)
    for word in found:
        printed = paragraph[word.start : word.end]
        if headline and not printed[1:].islower():
            word.written = printed
        elif word.written is None:
            word.written = _as_letters(paragraph, word, spelled)
    _mark_spelled_out(paragraph, found, spelled)
    capital = likeliest([(w.odds, w.joined) for w in found])
    letters = list(paragraph)
    for word, big in zip(found, capital, strict=True):
        written = word.written or _name(word.lower, big=big or word.opens)
        for at, new in zip(range(word.start, word.end), written, strict=False):
            letters[at] = new if len(new) == 1 else letters[at]
        for at in range(word.start + len(written), word.end):  # the possessive behind a name
            letters[at] = _small(letters[at])
    return "".join(letters)


def words_of(paragraph: str) -> list[Word]:
    """The words of a paragraph, with the odds that each has a capital."""
    found: list[Word] = []
    behind, abbreviated = 0, False
    for match in _WORD.finditer(paragraph):
        gap = paragraph[behind : match.start()]
        whole = "".join(_small(c) for c in match.group())
        lower = _bare(whole)
        opens = bool(_OPENING.search(gap)) if found else True
        if abbreviated and gap.strip() == ".":
            opens = False
        after_digit = match.start() > 0 and paragraph[match.start() - 1].isdigit()
        odds = -8.0 if after_digit else capital_odds(lower)
        joined = bool(found) and gap.isspace() and gap != ""
        word = Word(match.start(), match.end(), lower, opens, joined, odds)
        if lower in words(_RULES, "months"):
            word.odds = _SPELLED_OUT if _is_dated(paragraph, found, word) else min(odds, SMALL)
        found.append(word)
        behind = match.end()
        abbreviated = len(lower) == 1 or lower in words(_RULES, "abbreviations")
    return found


def likeliest(odds: list[tuple[float, bool]]) -> list[bool]:
    """For each word whether it takes a capital, so that the whole is likeliest. Each comes with its
    own odds (binary logarithm) and whether it is joined to the word before: two of one kind side by
    side are likelier than two of different kinds.
    """
    together = float(lexicon(_RULES)["weights"]["together"])
    best = (0.0, 0.0)  # of all writings up to here that end small, that end with a capital
    came: list[tuple[bool, bool]] = []
    for own, joined in odds:
        apart = together if joined else 0.0
        small_from_big = best[1] - apart > best[0]
        big_from_big = best[1] >= best[0] - apart
        small = max(best[0], best[1] - apart)
        big = max(best[1], best[0] - apart) + own
        came.append((small_from_big, big_from_big))
        best = (small, big)
    taken: list[bool] = []
    big_now = best[1] > best[0]
    for small_from_big, big_from_big in reversed(came):
        taken.append(big_now)
        big_now = big_from_big if big_now else small_from_big
    return taken[::-1]


def abbreviations(text: str) -> frozenset[str]:
    """Words in brackets of their own that can only be abbreviations ("[FMLN]"), lower case: no
    ordinary words, or the initials of the words before them.
    """
    found: set[str] = set()
    for match in _IN_BRACKETS.finditer(text):
        word = match.group(1).lower()
        if not match.group(1).isupper():
            continue
        before = [
            m.group() for m in _WORD.finditer(text, max(match.start() - 120, 0), match.start())
        ]
        if (len(word) < 6 and capital_odds(word) > SMALL) or _initials(before, word):
            found.add(word)
    return frozenset(found)


def _initials(before: list[str], word: str) -> int:
    """How many of the last words before have the letters of an abbreviation as their initials,
    small words between them left out; 0 where they have not.
    """
    at = len(before)
    for letter in reversed(word):
        at -= 1
        while at > 0 and before[at][0].lower() != letter and capital_odds(before[at].lower()) < -5:
            at -= 1
        if at < 0 or before[at][0].lower() != letter:
            return 0
    return len(before) - at


def _mark_spelled_out(paragraph: str, found: list[Word], spelled: frozenset[str]) -> None:
    """The words an abbreviation stands for are a name ("National Action Front [NAF]")."""
    texts = [w.lower for w in found]
    for at, word in enumerate(found):
        bracketed = word.start > 0 and paragraph[word.start - 1] in "(["
        if word.lower in spelled and bracketed:
            count = _initials(texts[:at], word.lower)
            for part in found[at - count : at]:
                if capital_odds(part.lower) > -6:
                    part.odds = max(part.odds, _SPELLED_OUT)


def _mark_names(paragraph: str, found: list[Word], actors: Actors) -> None:
    """Write the names of the tables as these have them."""
    shouted = paragraph.upper() if len(paragraph.upper()) == len(paragraph) else paragraph
    at = 0
    while at < len(found):
        names = list(_table_name(found, at)) or list(_actor_name(shouted, found, at, actors))
        for word, name in zip(found[at:], names, strict=False):
            word.written, word.odds = name, _SPELLED_OUT
        at += max(len(names), 1)


def _table_name(found: list[Word], at: int) -> Iterator[str]:
    """The written words of the country's, people's or day's name that begins with a word."""
    for name in written_names().get(found[at].lower, ()):
        behind = found[at : at + len(name)]
        if len(behind) == len(name) and all(
            word.lower == part.lower() and (number == 0 or word.joined)
            for number, (word, part) in enumerate(zip(behind, name, strict=True))
        ):
            if len(name) == 1 and is_ordinary(found[at].lower):
                return
            yield from name
            return


def _actor_name(shouted: str, found: list[Word], at: int, actors: Actors) -> Iterator[str]:
    """The written words of the actor's name that begins with a word."""
    start = found[at].start
    hit = actors.spelling(shouted, start)
    if hit is None:
        return
    inside = [w for w in found[at:] if w.end <= start + len(hit)]
    alone = len(inside) == 1 and found[at].end - start == len(hit)
    if alone and capital_odds(found[at].lower) <= SMALL:
        return
    yield from (hit[w.start - start : w.end - start] for w in inside)


def _as_letters(paragraph: str, word: Word, spelled: frozenset[str]) -> str | None:
    """An abbreviation or a single letter as it is written, or None."""
    lower = word.lower
    if len(lower) == 1:
        dotted = paragraph[word.end : word.end + 1] == "."
        between = lower in ("a", "y", "e", "o") and not dotted and not word.opens
        return lower if between else lower.upper()
    if lower in spelled or (has_no_vowel(lower) and capital_odds(lower) > SMALL):
        return lower.upper()
    return in_capitals(lower) if capital_odds(lower) > -1 else None


def _is_dated(paragraph: str, found: list[Word], word: Word) -> bool:
    """Is a word that may be a month one: with a number beside it, or behind "in" ("4 MAY")?"""
    if word.joined and found[-1].lower in words(_RULES, "before_months"):
        return True
    around = paragraph[max(word.start - 3, 0) : word.start], paragraph[word.end : word.end + 3]
    return any(c.isdigit() for side in around for c in side)


def _bare(whole: str) -> str:
    """A word without what is run on to it behind an apostrophe ("soldier's", "they've")."""
    head, mark, tail = whole.rpartition("'")
    if not mark or not head or tail not in words(_RULES, "elided"):
        return whole
    return head[:-1] if tail == "t" and head.endswith("n") and len(head) > 2 else head


def _name(lower: str, *, big: bool) -> str:
    """A word with capitals as a name has them ("O'Hara", "McAdam"), or in lower case."""
    if not big:
        return lower
    head, mark, rest = lower.partition("'")
    if mark and len(head) == 1 and rest not in words(_RULES, "elided"):
        return f"{_big(head)}'{_big(rest[:1])}{rest[1:]}"
    if lower.startswith("mc") and len(lower) > 4 and capital_odds(lower) > 0:
        return f"Mc{_big(lower[2])}{lower[3:]}"
    return _big(lower[:1]) + lower[1:]


def _small(letter: str) -> str:
    """A letter in lower case where that is one character, else as it is."""
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


def _big(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == 1 else letter
