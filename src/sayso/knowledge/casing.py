"""How words are written in ordinary copy: small, with a capital, in capitals."""

from collections.abc import Iterator
from functools import lru_cache

from sayso.knowledge.countries import countries, plural
from sayso.knowledge.loader import table, words

#: Binary logarithm of the odds of a capital for a word the table does not know: it is a name, or,
#: by its ending, none.
UNKNOWN, UNKNOWN_SMALL = 4.0, -3.0
#: At these odds or less a word is an ordinary one, and so are its inflected forms.
SMALL = -2

_RULES = "case_rules"
_AS_WRITTEN = "as written"
_ENDINGS = (
    ("ies", ("y",)), ("ied", ("y",)), ("ing", ("", "e")), ("ed", ("", "e")), ("ers", ("", "e")),
    ("es", ("", "e")), ("er", ("", "e")), ("s", ("",)), ("ly", ("",)),
)  # fmt: skip


@lru_cache(maxsize=16384)
def capital_odds(word: str) -> float:
    """The binary logarithm of how likelier a word (in lower case) is written with a capital inside
    a sentence than without.
    """
    known = _odds().get(word)
    if known is not None:
        return known
    if any(_odds().get(base, 0) <= SMALL for base in _bases(word)):
        return UNKNOWN_SMALL
    return UNKNOWN_SMALL if _ends_small(word) else UNKNOWN


def is_ordinary(word: str) -> bool:
    """Is a word (in lower case) known as one that is written small?"""
    return _odds().get(word, 0) < SMALL


def in_capitals(word: str) -> str | None:
    """An abbreviation (in lower case) as it is written ("NATO", "NGOs"), or None."""
    return _abbreviations().get(word)


def has_no_vowel(word: str) -> bool:
    """Can a word (in lower case) only be spelled out ("fmln")?"""
    if len(word) < 2 or word in words(_RULES, "voiceless"):
        return False
    return not any(c in "aeiouyàáâãäåèéêëìíîïòóôõöùúûüý" or not c.isascii() for c in word)


@lru_cache(maxsize=1)
def written_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of countries, capitals and nationalities, days and months but "may" and "march": by the
    first word in lower case, the words of each as they are written, the longest first.
    """
    found: set[tuple[str, ...]] = set()
    for country in countries():
        nations = (*country.demonyms, *(plural(d) for d in country.demonyms))
        for name in (country.name, *country.other_names, *nations, *country.capitals):
            parts = tuple(name.replace("-", " ").split())
            if all(p.replace("'", "").isalpha() for p in parts) and not name.isupper():
                found.add(parts)
    for key in ("days", "months"):
        calendar = (w for w in words(_RULES, key) if len(w) > 3 and w not in ("march", "sept"))
        found.update((w.capitalize(),) for w in calendar)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for parts in sorted(found, key=lambda p: (-len(p), p)):
        by_first.setdefault(parts[0].lower(), []).append(parts)
    return {first: tuple(names) for first, names in by_first.items()}


def _bases(word: str) -> Iterator[str]:
    """The words of which a word may be an inflected form."""
    for ending, replaced in _ENDINGS:
        stem = word[: -len(ending)]
        if not word.endswith(ending) or len(stem) < 3:
            continue
        yield from (stem + end for end in replaced)
        if len(replaced) > 1 and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1]


def _ends_small(word: str) -> bool:
    """Has a word an ending of common words, and before it enough that it is one ("Beijing")?"""
    endings = words(_RULES, "small_endings")
    return any(word[at:] in endings for at in range(5, len(word) - 1))


@lru_cache(maxsize=1)
def _odds() -> dict[str, float]:
    rows = (row for row in table("case_words") if row["score"] != _AS_WRITTEN)
    return {word: float(row["score"]) for row in rows for word in row["words"].split()}


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    rows = (row for row in table("case_words") if row["score"] == _AS_WRITTEN)
    return {word.lower(): word for row in rows for word in row["words"].split()}
